//! Records for tests, and the naive matcher that the engine must equal.

pub mod disk;
pub mod oracle;
pub mod records;
pub mod world;
