//! Person-job matching (人岗匹配): exact, explained, lawful referrals from an embedded index.

mod batch;
mod check;
mod engine;
mod error;
mod explain;
mod export;
mod features;
mod index;
mod knowledge;
mod load;
pub mod model;
mod names;
mod options;
#[doc(hidden)]
pub mod probe;
mod pruning;
mod ranking;
pub mod read;
mod relax;
mod score;
mod search;
mod snapshot;
mod writer;

pub use batch::For;
pub use check::CheckReport;
pub use engine::Engine;
pub use error::{Error, ErrorKind, Result};
pub use explain::{ExplainedPart, ExplainedRefusal, Explanation, Language, Quote, Tendency, Whose};
pub use export::Export;
pub use knowledge::Knowledge;
pub use load::{Inspect, NoInspection};
pub use options::{MatchOptions, Path, Repeats};
pub use ranking::{Match, Ranking};
pub use relax::{Loosened, NamedRegion, NamedWork, Opening, Proposal, RelaxPolicy, Relaxation};
pub use score::{Bent, Breakdown, Distance, Fit, Part, PartScore, Refusal, RefusalCode, Side, Weights};
pub use search::{SearchHit, SearchQuery, SearchResult};
pub use snapshot::{Snapshot, breakdown_of};
pub use writer::{
    MAX_ID_BYTES, PreparedCandidate, PreparedPosting, Writer, prepare_candidate, prepare_posting,
};

/// The README's code, compiled and run with the documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct ReadmeDoctests;
