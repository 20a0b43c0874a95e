//! Records for tests, and the naive matcher that the engine must equal.

pub mod oracle;
pub mod records;
