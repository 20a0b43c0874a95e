//! An immutable view of the index: matching, explaining, looking records up.

use std::sync::Arc;

use rayon::prelude::*;
use tantivy::DocAddress;

use crate::engine::{Engine, Tables};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted, day_number};
use crate::index::{Fields, Row, Table, TextField, View};
use crate::knowledge::Knowledge;
use crate::model::{RawCandidate, RawPosting};
use crate::options::MatchOptions;
use crate::ranking::{Best, Match, Ranking};
use crate::read::Reader;
use crate::score::{Breakdown, Ledger, Pair, Sum};
use crate::writer::{PreparedCandidate, PreparedPosting, prepare_candidate, prepare_posting};

/// One commit, seen whole, however much is written meanwhile.
pub struct Snapshot<'e> {
    engine: &'e Engine,
    tables: Arc<Tables>,
}

impl<'e> Snapshot<'e> {
    pub(crate) fn new(engine: &'e Engine, tables: Arc<Tables>) -> Self {
        Self { engine, tables }
    }

    /// Number of postings, open or not.
    #[must_use]
    pub fn posting_count(&self) -> usize {
        self.tables.postings.len()
    }

    /// Number of candidates.
    #[must_use]
    pub fn candidate_count(&self) -> usize {
        self.tables.candidates.len()
    }

    /// Ids of the candidates, in order.
    pub fn candidate_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.tables.candidates.len()).map(|index| &*self.tables.candidates.row(index).id)
    }

    /// Ids of the postings, in order.
    pub fn posting_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.tables.postings.len()).map(|index| &*self.tables.postings.row(index).id)
    }

    /// The best postings for a candidate of the index.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`].
    pub fn jobs_for(&self, id: &str, options: &MatchOptions) -> Result<Ranking> {
        let row = self.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        Ok(self.jobs_for_row(row, options))
    }

    /// The best candidates for a posting of the index. The score of a pair is that of [`Snapshot::jobs_for`].
    ///
    /// # Errors
    /// [`ErrorKind::UnknownPosting`].
    pub fn candidates_for(&self, id: &str, options: &MatchOptions) -> Result<Ranking> {
        let row = self.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        Ok(self.candidates_for_row(row, options))
    }

    /// The best postings for a person who is in no index; nothing is kept of them.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`].
    pub fn jobs_for_raw(&self, raw: &RawCandidate, options: &MatchOptions) -> Result<Ranking> {
        let prepared = prepare_candidate(raw, &Reader::new(self.shared_knowledge(), options.as_of()))?;
        Ok(self.rank(raw.id(), &self.tables.postings, options, |offered| (&prepared.features, offered)))
    }

    /// The best candidates for a posting that is in no index.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`].
    pub fn candidates_for_raw(&self, raw: &RawPosting, options: &MatchOptions) -> Result<Ranking> {
        let prepared = prepare_posting(raw, false, &Reader::new(self.shared_knowledge(), options.as_of()))?;
        Ok(self.rank(raw.id(), &self.tables.candidates, options, |wanted| (wanted, &prepared.features)))
    }

    pub(crate) fn jobs_for_row(&self, row: usize, options: &MatchOptions) -> Ranking {
        let wanted = self.tables.candidates.row(row);
        self.rank(&wanted.id, &self.tables.postings, options, |offered| (&wanted.features, offered))
    }

    /// The best postings for a person whose features are in no row.
    pub(crate) fn jobs_for_features(&self, id: &str, wanted: &Wanted, options: &MatchOptions) -> Ranking {
        self.rank(id, &self.tables.postings, options, |offered| (wanted, offered))
    }

    pub(crate) fn candidates_for_row(&self, row: usize, options: &MatchOptions) -> Ranking {
        let offered = self.tables.postings.row(row);
        self.rank(&offered.id, &self.tables.candidates, options, |wanted| (wanted, &offered.features))
    }

    /// Why a pair has its score, or why it is refused.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`], [`ErrorKind::UnknownPosting`].
    pub fn breakdown(&self, candidate: &str, posting: &str, options: &MatchOptions) -> Result<Breakdown> {
        let (wanted, offered) = (self.candidate(candidate)?, self.posting(posting)?);
        Ok(Ledger::of(self.pair(&wanted.features, &offered.features, options), options.weights()))
    }

    /// Whether a posting may be shown to anybody on `day`: it has not expired, is not closed, and no check vetoed it.
    /// Rankings hold no others; this is for paths that list postings without ranking them.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownPosting`].
    pub fn is_open(&self, posting: &str, day: jiff::civil::Date) -> Result<bool> {
        Ok(self.posting(posting)?.features.is_open(day_number(day)))
    }

    /// The raw record of a posting, as it was given.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownPosting`], [`ErrorKind::IndexDamaged`].
    pub fn raw_posting(&self, id: &str) -> Result<RawPosting> {
        let index = self.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        let raw = self.engine.store.fields().raw(&self.tables.view, self.tables.postings.address(index))?;
        serde_json::from_str(&raw).map_err(|_| damaged())
    }

    /// The raw record of a candidate, as it was kept.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`], [`ErrorKind::IndexDamaged`].
    pub fn raw_candidate(&self, id: &str) -> Result<RawCandidate> {
        let index = self.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        let raw = self.engine.store.fields().raw(&self.tables.view, self.tables.candidates.address(index))?;
        serde_json::from_str(&raw).map_err(|_| damaged())
    }

    pub(crate) fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    pub(crate) fn shared_knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(self.engine.knowledge())
    }

    pub(crate) fn posting_table(&self) -> &Table<Offered> {
        &self.tables.postings
    }

    pub(crate) fn candidate_table(&self) -> &Table<Wanted> {
        &self.tables.candidates
    }

    pub(crate) fn view_and_fields(&self) -> (&View, &Fields) {
        (&self.tables.view, self.engine.store.fields())
    }

    pub(crate) fn all_addresses(&self) -> impl Iterator<Item = DocAddress> {
        (0..self.tables.postings.len()).map(|row| self.tables.postings.address(row))
    }

    pub(crate) fn with_word(&self, field: TextField, word: &str) -> Result<Vec<DocAddress>> {
        self.engine.store.with_token(&self.tables.view, field, word)
    }

    fn candidate(&self, id: &str) -> Result<&Row<Wanted>> {
        let index = self.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        Ok(self.tables.candidates.row(index))
    }

    fn posting(&self, id: &str) -> Result<&Row<Offered>> {
        let index = self.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        Ok(self.tables.postings.row(index))
    }

    pub(crate) fn pair<'a>(
        &'a self,
        wanted: &'a Wanted,
        offered: &'a Offered,
        options: &MatchOptions,
    ) -> Pair<'a> {
        Pair { wanted, offered, knowledge: self.engine.knowledge(), day: day_number(options.as_of()) }
    }

    /// Scores every row against the query: the plain path, which all others must equal.
    fn rank<'a, F: Send + Sync>(
        &'a self,
        query: &str,
        table: &'a Table<F>,
        options: &MatchOptions,
        side: impl Fn(&'a F) -> (&'a Wanted, &'a Offered) + Sync,
    ) -> Ranking {
        let score = |row: usize| {
            let (wanted, offered) = side(&table.row(row).features);
            Sum::of(self.pair(wanted, offered, options), options.weights())
                .filter(|&s| s >= options.min_score())
        };
        let scores: Vec<Option<u32>> =
            (0..table.len()).into_par_iter().with_min_len(MIN_ROWS).map(score).collect();
        let mut best = Best::new(options.top());
        for (row, score) in scores.iter().enumerate() {
            score.iter().for_each(|&score| best.offer(score, row as u32));
        }
        let (kept, matched) = best.finish();
        let hit = |(score, row): (u32, u32)| Match { id: table.row(row as usize).id.to_string(), score };
        Ranking {
            query: query.into(),
            matches: kept.into_iter().map(hit).collect(),
            judged: table.len(),
            matched,
        }
    }
}

/// The breakdown of two records that need be in no index: the same numbers as [`Snapshot::breakdown`].
#[must_use]
pub fn breakdown_of(
    candidate: &PreparedCandidate,
    posting: &PreparedPosting,
    knowledge: &Knowledge,
    options: &MatchOptions,
) -> Breakdown {
    let (wanted, offered) = (&candidate.features, &posting.features);
    let pair = Pair { wanted, offered, knowledge, day: day_number(options.as_of()) };
    Ledger::of(pair, options.weights())
}

/// Rows that one task takes at least; chosen so that a task outweighs its hand-over by far.
const MIN_ROWS: usize = 512;

fn unknown_candidate(id: &str) -> Error {
    Error::new(ErrorKind::UnknownCandidate { id: id.into() })
}

fn unknown_posting(id: &str) -> Error {
    Error::new(ErrorKind::UnknownPosting { id: id.into() })
}

/// Without the parser's words: they may repeat what the record says.
fn damaged() -> Error {
    Error::new(ErrorKind::IndexDamaged { what: "a stored record".into() })
}
