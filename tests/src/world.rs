//! A small world of records, what may be done to an index of them, and what an index must show afterwards.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{
    Engine, For, Knowledge, MatchOptions, PreparedCandidate, PreparedPosting, Result, Snapshot, Writer,
    breakdown_of, prepare_candidate, prepare_posting,
};

use crate::records;

/// Records of each kind that a world knows.
pub const RECORDS: usize = 6;
/// Versions of each record.
pub const VERSIONS: usize = 3;

/// One operation of a writer. Records and versions are counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Puts a posting in a version.
    PutPosting(usize, usize),
    /// Puts a candidate in a version.
    PutCandidate(usize, usize),
    /// Deletes a posting.
    DeletePosting(usize),
    /// Deletes a candidate.
    DeleteCandidate(usize),
    /// Commits.
    Commit,
    /// Purges.
    Purge,
}

/// Which records there are, and in which version: what an index must be equal to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Model {
    postings: BTreeMap<usize, usize>,
    candidates: BTreeMap<usize, usize>,
}

/// What a reader sees: all records, and the rankings for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Postings as JSON, by id.
    pub postings: Vec<String>,
    /// Candidates as JSON, by id.
    pub candidates: Vec<String>,
    /// Ids and scores for each candidate.
    pub rankings: Vec<(String, Vec<(String, u32)>)>,
}

/// The records, read once.
pub struct World {
    knowledge: Arc<Knowledge>,
    postings: Vec<(RawPosting, PreparedPosting)>,
    candidates: Vec<(RawCandidate, PreparedCandidate)>,
    /// Score of every pair that no rule refuses, by the naive matcher.
    scores: BTreeMap<(usize, usize), u32>,
}

impl Step {
    /// Whether readers may see something else after it.
    #[must_use]
    pub fn publishes(self) -> bool {
        matches!(self, Self::Commit | Self::Purge)
    }

    /// A step for any two bytes: how fuzzers and generators make them.
    #[must_use]
    pub fn from_bytes(kind: u8, what: u8) -> Self {
        let (record, version) = (usize::from(what) % RECORDS, usize::from(what) / RECORDS % VERSIONS);
        match kind % 16 {
            0..=4 => Self::PutPosting(record, version),
            5..=8 => Self::PutCandidate(record, version),
            9 | 10 => Self::DeletePosting(record),
            11 | 12 => Self::DeleteCandidate(record),
            13 | 14 => Self::Commit,
            _ => Self::Purge,
        }
    }
}

impl Model {
    /// Applies a step.
    pub fn apply(&mut self, step: Step) {
        match step {
            Step::PutPosting(record, version) => drop(self.postings.insert(record, version)),
            Step::PutCandidate(record, version) => drop(self.candidates.insert(record, version)),
            Step::DeletePosting(record) => drop(self.postings.remove(&record)),
            Step::DeleteCandidate(record) => drop(self.candidates.remove(&record)),
            Step::Commit | Step::Purge => {}
        }
    }
}

impl World {
    /// Makes the records of the open collection into a world.
    ///
    /// # Panics
    /// If a record is refused: those of the collection are not.
    #[must_use]
    pub fn new() -> Self {
        let knowledge = Arc::new(Knowledge::embedded());
        let reader = Reader::new(Arc::clone(&knowledge), records::DAY);
        let named = |kind: char, place: usize| format!("{kind}{}", place / VERSIONS);
        let postings = records::postings().into_iter().step_by(17).take(RECORDS * VERSIONS).enumerate();
        let postings: Vec<_> = postings
            .map(|(place, raw)| {
                let raw = raw.with(Field::Id, &named('J', place));
                let prepared = prepare_posting(&raw, false, &reader).expect("it has an id");
                (raw, prepared)
            })
            .collect();
        let candidates = records::candidates().into_iter().step_by(2).take(RECORDS * VERSIONS).enumerate();
        let candidates: Vec<_> = candidates
            .map(|(place, raw)| {
                let raw = raw.with(Field::Id, &named('P', place));
                let prepared = prepare_candidate(&raw, &reader).expect("it has an id");
                (raw, prepared)
            })
            .collect();
        let scores = scores(&candidates, &postings, &knowledge);
        Self { knowledge, postings, candidates, scores }
    }

    /// The knowledge that the records were read with.
    #[must_use]
    pub fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge)
    }

    /// Carries a step out.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn apply(&self, writer: &mut Writer<'_>, step: Step) -> Result<()> {
        match step {
            Step::PutPosting(record, version) => {
                writer.put_posting(&self.postings[record * VERSIONS + version].1)
            }
            Step::PutCandidate(record, version) => {
                writer.put_candidate(&self.candidates[record * VERSIONS + version].1)
            }
            Step::DeletePosting(record) => {
                writer.delete_posting(&format!("J{record}"));
                Ok(())
            }
            Step::DeleteCandidate(record) => {
                writer.delete_candidate(&format!("P{record}"));
                Ok(())
            }
            Step::Commit => writer.commit(),
            Step::Purge => writer.purge(),
        }
    }

    /// What must be seen of a model, by scoring every pair.
    ///
    /// # Panics
    /// Never: raw records are maps of texts.
    #[must_use]
    pub fn expected(&self, model: &Model) -> Seen {
        let place = |(&record, &version): (&usize, &usize)| record * VERSIONS + version;
        let postings: Vec<usize> = model.postings.iter().map(place).collect();
        let candidates: Vec<usize> = model.candidates.iter().map(place).collect();
        let ranking = |&candidate: &usize| {
            let mut hits: Vec<(String, u32)> = postings
                .iter()
                .filter_map(|&p| {
                    Some((self.postings[p].0.id().to_owned(), *self.scores.get(&(candidate, p))?))
                })
                .collect();
            hits.sort_by_key(|(id, score)| (Reverse(*score), id.clone()));
            (self.candidates[candidate].0.id().to_owned(), hits)
        };
        Seen {
            postings: postings.iter().map(|&p| json(&self.postings[p].0)).collect(),
            candidates: candidates.iter().map(|&c| json(&self.candidates[c].0)).collect(),
            rankings: candidates.iter().map(ranking).collect(),
        }
    }

    /// What an index shows now.
    ///
    /// # Errors
    /// Those of [`Engine::snapshot`] and of reading records back.
    pub fn seen(&self, engine: &Engine) -> Result<Seen> {
        self.seen_in(&engine.snapshot()?)
    }

    /// What a snapshot shows.
    ///
    /// # Errors
    /// Those of reading records back.
    pub fn seen_in(&self, snapshot: &Snapshot<'_>) -> Result<Seen> {
        let export = snapshot.export();
        let (postings, candidates) =
            (export.postings().collect::<Result<_>>()?, export.candidates().collect::<Result<_>>()?);
        let mut rankings = Vec::new();
        let matched = snapshot.match_all(For::Candidates, 0..usize::MAX, &options(), |ranking| {
            rankings.push((ranking.query, ranking.matches.into_iter().map(|m| (m.id, m.score)).collect()));
            ControlFlow::Continue(())
        });
        matched.expect("the paths agree");
        Ok(Seen { postings, candidates, rankings })
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

fn scores(
    candidates: &[(RawCandidate, PreparedCandidate)],
    postings: &[(RawPosting, PreparedPosting)],
    knowledge: &Knowledge,
) -> BTreeMap<(usize, usize), u32> {
    let mut scores = BTreeMap::new();
    for (c, (_, candidate)) in candidates.iter().enumerate() {
        for (p, (_, posting)) in postings.iter().enumerate() {
            let breakdown = breakdown_of(candidate, posting, knowledge, &options());
            if breakdown.refusals().is_empty() {
                scores.insert((c, p), breakdown.score());
            }
        }
    }
    scores
}

fn options() -> MatchOptions {
    MatchOptions::new(records::DAY).with_top(100).expect("within bounds")
}

fn json(raw: &impl serde::Serialize) -> String {
    serde_json::to_string(raw).expect("a map of texts")
}
