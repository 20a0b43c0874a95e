//! Every shape of data that enters or leaves the process.

mod findings;
mod lines;
mod mapping;
mod out;
mod reading;
mod table;

pub use findings::{findings_json, sarif};
pub use lines::{Fault, JsonLines, Line, MAX_LINE_BYTES, Record};
pub use mapping::{Mapping, MappingError};
pub use out::{pair_json, ranking_json};
pub use reading::{candidate_json, posting_json};
pub use table::CsvRows;
