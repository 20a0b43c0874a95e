//! Offline quality of a ranking, measurable by anyone: judgements and runs in, figures out.
//!
//! - [`Judgements`] (qrels) and [`Run`]s are read and written as TREC or as TSV, told apart by themselves.
//! - [`Protocol`] scores a run: nDCG, MAP, MRR, precision, recall, bpref, and the share of places that an adviser
//!   would refuse; each query, the mean, and groups of queries.
//! - [`Contrasts`] tells two runs apart: difference with its interval, paired randomisation test; [`SideBySide`] shows
//!   which documents moved and which part of the score moved them.
//! - [`Audit`] compares the groups of a trait that the engine never saw, [`Flips`] what flipping it changes;
//!   [`Market`] tells who is served and whether a few posts draw everyone.
//! - [`Bm25`] is the search engine without rules, to measure against.
//! - [`learn`] fits the weights of an additive score to judgements or events, and validates them.
//!
//! Everything is a pure function of what is handed in: no clock, no random source, no network. It knows nothing
//! about how a ranking came to be; an engine of any kind can be measured.
//!
//! ```
//! use rengang_eval::{Judgements, Protocol, Run};
//! let judgements = Judgements::read("P1\tJ1\t3\nP1\tJ2\t0\tno licence\n".as_bytes())?;
//! let run = Run::read("P1 Q0 J1 1 830 mine\nP1 Q0 J2 2 410 mine\n".as_bytes())?;
//! let scores = Protocol::house().score(&judgements, &run);
//! assert_eq!(
//!     scores.line(),
//!     "1 queries  ndcg10 1.000  map 1.000  rprec2 1.000  pair 1.000  bad5 0.000  r20 1.000"
//! );
//! # Ok::<(), rengang_eval::Error>(())
//! ```

mod audit;
mod bm25;
mod contrast;
mod error;
mod judgements;
pub mod learn;
mod lines;
mod market;
mod measure;
mod moves;
mod parts;
mod random;
mod run;
mod scores;
mod table;

pub use audit::{Attributes, Audit, Flips, GroupAudit, Persons, Selection};
pub use bm25::Bm25;
pub use contrast::{Contrast, Contrasts, Interval, Resampling, randomisation_p};
pub use error::{Error, Fault, Result};
pub use judgements::{Judged, Judgement, JudgementFormat, Judgements, MAX_GRADE};
pub use market::{Good, Market};
pub use measure::{Gain, Measure, UnknownMeasure};
pub use moves::{Move, PartChange, QueryMoves, SideBySide};
pub use parts::{PartTable, Parts};
pub use random::Random;
pub use run::{Placed, Run, RunFormat, Score, Ties};
pub use scores::{GroupScores, Groups, Protocol, Scores, ScoresRecord};
