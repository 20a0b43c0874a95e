//! Checks job postings: unlawful conditions, fraud signs, completeness, validity, duplicates.
//!
//! - [`Linter`]: a posting ([`Ad`]) or a text in, [`Finding`]s out; the rules are tables, see [`Tables`].

mod ad;
mod checks;
mod completeness;
mod credit_code;
mod date;
mod duplicates;
mod exception;
mod finding;
mod linter;
mod number;
mod pattern;
mod report;
mod rule;
mod scene;
mod squeeze;
mod table;
mod validity;
mod veto;
mod vocabulary;

pub use ad::{Ad, Context, EmployerKind, Field, MinimumWage};
pub use completeness::{Completeness, Item, SourceScore, SourceScores};
pub use credit_code::is_credit_code;
pub use duplicates::{Aspect, Comparison, Duplicates, Group, LikenessReason, Pair};
pub use finding::Finding;
pub use linter::{Linter, Tables};
pub use report::{CsvReport, Summary, SummaryRow, to_json, write_sarif};
pub use rule::{Rule, Severity};
pub use table::TableError;
pub use validity::{Doubt, Told, Validity};
pub use veto::{Policy, Reason};
