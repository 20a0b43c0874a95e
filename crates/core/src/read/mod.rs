//! Reading: raw records become exact values, with the place that each stands on.

pub mod age;
pub mod benefits;
pub mod codes;
pub mod date;
pub mod education;
pub mod experience;
pub mod forms;
pub mod groups;
pub mod headcount;
mod lex;
mod number;
pub mod pay;
pub mod retirement;
pub mod schedule;
mod span;
use crate::Knowledge;
use crate::model::*;
use jiff::civil::Date;
use std::sync::Arc;
/// t
pub struct Reader {
    knowledge: Arc<Knowledge>,
    #[allow(dead_code)]
    as_of: Date,
}
impl Reader {
    /// t
    pub fn new(knowledge: Arc<Knowledge>, as_of: Date) -> Self {
        Self { knowledge, as_of }
    }
    /// t
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }
}
/// t
pub fn read_posting(raw: &RawPosting, _: &Reader) -> Reading<Posting> {
    Reading { value: Posting { id: raw.id().into(), ..Posting::default() }, notices: vec![], age: None }
}
/// t
pub fn read_candidate(raw: &RawCandidate, _: &Reader) -> Reading<Candidate> {
    Reading { value: Candidate { id: raw.id().into(), ..Candidate::default() }, notices: vec![], age: None }
}
