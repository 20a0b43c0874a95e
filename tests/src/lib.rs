//! Records for tests, and the naive matcher that the engine must equal.

pub mod chance;
pub mod disk;
pub mod kill;
pub mod oracle;
pub mod records;
pub mod world;
