//! Person-job matching (人岗匹配): exact, explained, lawful referrals from an embedded index.

mod engine;
mod error;
mod features;
mod index;
mod knowledge;
pub mod model;
mod options;
mod ranking;
pub mod read;
mod score;
mod search;
mod snapshot;
mod writer;

pub use engine::Engine;
pub use error::{Error, ErrorKind, Result};
pub use knowledge::Knowledge;
pub use options::MatchOptions;
pub use ranking::{Match, Ranking};
pub use score::{Breakdown, Distance, Fit, Part, PartScore, Refusal, RefusalCode, Side, Weights};
pub use search::{SearchHit, SearchQuery, SearchResult};
pub use snapshot::Snapshot;
pub use writer::{MAX_ID_BYTES, PreparedCandidate, PreparedPosting, Writer, prepare_candidate, prepare_posting};
