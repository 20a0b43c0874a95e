//! Checks job postings: unlawful conditions, fraud signs, completeness, validity, duplicates.
//!
//! - [`Linter`]: a posting ([`Ad`]) or a text in, [`Finding`]s out; the rules are tables, see [`Tables`].
//! - [`Completeness`]: which of the items that an ad must state it leaves out; [`SourceScores`] by source.
//! - [`Validity`]: expiry from field or text, true age, doubtful dates, pay, headcount and credit code.
//! - [`Policy`]: the one decision whether a posting may be shown, with [`Reason`]s.
//! - [`Duplicates`]: postings of one job, in groups with a representative, with reasons for every pair.
//! - [`to_json`], [`CsvReport`], [`write_sarif`], [`Summary`]: what reviewers and tools read.
//!
//! It knows nothing of matching, scoring or indexes, reads no clock and no network; it rejects nothing by itself.
//!
//! The way of a text: folded and squeezed ([`Finding`]s are mapped back to the original), words of the tables found in
//! one pass, numbers read with their units, patterns of words matched inside clauses with what must not stand around,
//! then exceptions by occupation, words, employer, channel and kind of post.

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

pub use ad::{Ad, Context, EmployerKind, Field, MinimumWage, RawAd};
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
