//! Every shape of data that enters or leaves the process.

mod lines;
mod mapping;
mod table;

pub use lines::{Fault, JsonLines, Line, MAX_LINE_BYTES, Record};
pub use mapping::{Mapping, MappingError};
pub use table::CsvRows;
