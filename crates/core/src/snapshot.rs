//! An immutable view of the index: matching, explaining, looking records up.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use tantivy::DocAddress;

use crate::engine::{Current, Engine};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted, day_number};
use crate::index::{Fields, Row, Table, TextField, View};
use crate::knowledge::Knowledge;
use crate::model::{RawCandidate, RawPosting};
use crate::options::{MatchOptions, Path, Repeats};
use crate::probe::Probe;
use crate::pruning::{Counters, Memo, Query};
use crate::ranking::{Best, Match, Ranking};
use crate::read::Reader;
use crate::score::{Bent, Breakdown, Ledger, Pair, RefusalCode, Sum};
use crate::writer::{PreparedCandidate, PreparedPosting, prepare_candidate, prepare_posting};

/// One commit, seen whole, however much is written meanwhile.
pub struct Snapshot<'e> {
    engine: &'e Engine,
    current: Arc<Current>,
}

impl<'e> Snapshot<'e> {
    pub(crate) fn new(engine: &'e Engine, current: Arc<Current>) -> Self {
        Self { engine, current }
    }

    /// Number of postings, open or not.
    #[must_use]
    pub fn posting_count(&self) -> usize {
        self.current.tables.postings.len()
    }

    /// Number of candidates.
    #[must_use]
    pub fn candidate_count(&self) -> usize {
        self.current.tables.candidates.len()
    }

    /// Ids of the candidates, in order.
    pub fn candidate_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.current.tables.candidates.len()).map(|index| &*self.current.tables.candidates.row(index).id)
    }

    /// Ids of the postings, in order.
    pub fn posting_ids(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.current.tables.postings.len()).map(|index| &*self.current.tables.postings.row(index).id)
    }

    /// The best postings for a candidate of the index.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`], [`ErrorKind::PathsDiffer`].
    pub fn jobs_for(&self, id: &str, options: &MatchOptions) -> Result<Ranking> {
        let row = self.current.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        self.jobs_for_row(row, options, &mut Memo::default())
    }

    /// The best candidates for a posting of the index. The score of a pair is that of [`Snapshot::jobs_for`].
    ///
    /// # Errors
    /// [`ErrorKind::UnknownPosting`], [`ErrorKind::PathsDiffer`].
    pub fn candidates_for(&self, id: &str, options: &MatchOptions) -> Result<Ranking> {
        let row = self.current.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        self.candidates_for_row(row, options)
    }

    /// The best postings for a person who is in no index; nothing is kept of them.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`], [`ErrorKind::PathsDiffer`].
    pub fn jobs_for_raw(&self, raw: &RawCandidate, options: &MatchOptions) -> Result<Ranking> {
        let prepared = prepare_candidate(raw, &Reader::new(self.shared_knowledge(), options.as_of()))?;
        self.jobs((0, raw.id(), &prepared.features), options, &mut Memo::default())
    }

    /// The best candidates for a posting that is in no index.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`].
    pub fn candidates_for_raw(&self, raw: &RawPosting, options: &MatchOptions) -> Result<Ranking> {
        let prepared = prepare_posting(raw, false, &Reader::new(self.shared_knowledge(), options.as_of()))?;
        let all = 0..self.current.tables.candidates.len() as u32;
        Ok(self.rank(raw.id(), &self.current.tables.candidates, all.into_par_iter(), options, |wanted| {
            (wanted, &prepared.features)
        }))
    }

    /// The postings for a candidate by their place in the order of ids; `memo` is kept for its memory.
    pub(crate) fn jobs_for_row(
        &self,
        row: usize,
        options: &MatchOptions,
        memo: &mut Memo,
    ) -> Result<Ranking> {
        let wanted = self.current.tables.candidates.row(row);
        self.jobs((row, &wanted.id, &wanted.features), options, memo)
    }

    /// One posting of each job, or all, as the options ask.
    fn jobs(
        &self,
        query: (usize, &str, &Wanted),
        options: &MatchOptions,
        memo: &mut Memo,
    ) -> Result<Ranking> {
        if options.repeats() == Repeats::Listed {
            return self.all_jobs(query, options, memo);
        }
        // Few jobs are posted more than twice: a list twice as long mostly holds enough of them.
        let mut top = options.top();
        loop {
            top = top.saturating_mul(2).min(MatchOptions::MAX_TOP);
            let mut ranking = self.all_jobs(query, &options.clone().with_top(top)?, memo)?;
            let is_whole = ranking.matches.len() < top || top == MatchOptions::MAX_TOP;
            self.keep_one_of_group(&mut ranking.matches);
            if is_whole || ranking.matches.len() >= options.top() {
                ranking.matches.truncate(options.top());
                return Ok(ranking);
            }
        }
    }

    fn keep_one_of_group(&self, matches: &mut Vec<Match>) {
        let mut seen = FxHashSet::default();
        let postings = &self.current.tables.postings;
        let group = |hit: &Match| postings.row(postings.find(&hit.id)?).features.group;
        matches.retain(|hit| group(hit).is_none_or(|group| seen.insert(group)));
    }

    /// Takes the path of the options; `place` is the query's place among all, which decides whether it is checked.
    fn all_jobs(
        &self,
        (place, id, wanted): (usize, &str, &Wanted),
        options: &MatchOptions,
        memo: &mut Memo,
    ) -> Result<Ranking> {
        let postings = &self.current.tables.postings;
        let all = || (0..postings.len() as u32).into_par_iter();
        let plain = || self.rank(id, postings, all(), options, |offered| (wanted, offered));
        let every = match options.path() {
            Path::Plain => return Ok(plain()),
            Path::Pruned => return Ok(self.best_of_both(id, wanted, options, memo)),
            Path::Checked { every } => every.get() as usize,
        };
        let pruned = self.best_of_both(id, wanted, options, memo);
        if place.is_multiple_of(every) && plain() != pruned {
            return Err(Error::new(ErrorKind::PathsDiffer { query: id.into() }));
        }
        Ok(pruned)
    }

    /// The pruned path by bounds where it finds enough that breaks no rule; else the slower one that knows bent pairs.
    fn best_of_both(&self, id: &str, wanted: &Wanted, options: &MatchOptions, memo: &mut Memo) -> Ranking {
        without_bent(options, |strict| self.pruned(id, wanted, strict, memo).0)
            .unwrap_or_else(|| self.pruned(id, wanted, options, memo).0)
    }

    /// The pruned path: by bounds where bent pairs are left out, else past what two rules refuse; and what it cost.
    pub(crate) fn pruned(
        &self,
        id: &str,
        wanted: &Wanted,
        options: &MatchOptions,
        memo: &mut Memo,
    ) -> (Ranking, Counters) {
        let postings = &self.current.tables.postings;
        let day = day_number(options.as_of());
        let query = Query { wanted, knowledge: self.engine.knowledge(), options, day };
        let mut best = Best::for_options(options);
        let counters = self.current.layers().search(query, postings, memo, &mut best);
        (self.ranking(id, postings, best, options, |offered| (wanted, offered)), counters)
    }

    /// The size of what the pruned path needs, in words: for benchmarks.
    #[doc(hidden)]
    #[must_use]
    pub fn layers_summary(&self) -> String {
        self.current.layers().summary()
    }

    /// What a benchmark needs.
    #[doc(hidden)]
    #[must_use]
    pub fn probe(&self) -> Probe<'_> {
        Probe { snapshot: self }
    }

    pub(crate) fn pair_of(&self, candidate: usize, posting: usize, options: &MatchOptions) -> Pair<'_> {
        let tables = &self.current.tables;
        self.pair(&tables.candidates.row(candidate).features, &tables.postings.row(posting).features, options)
    }

    /// The best postings for a person whose features are in no row.
    pub(crate) fn jobs_for_features(&self, id: &str, wanted: &Wanted, options: &MatchOptions) -> Ranking {
        let postings = &self.current.tables.postings;
        let all = 0..postings.len() as u32;
        self.rank(id, postings, all.into_par_iter(), options, |offered| (wanted, offered))
    }

    /// The candidates for a posting by its place in the order of ids, by the path of the options.
    pub(crate) fn candidates_for_row(&self, row: usize, options: &MatchOptions) -> Result<Ranking> {
        let (offered, table) = (self.current.tables.postings.row(row), &self.current.tables.candidates);
        let side = |wanted| (wanted, &offered.features);
        let plain = || {
            let all = 0..table.len() as u32;
            self.rank(&offered.id, table, all.into_par_iter(), options, side)
        };
        let seekers = self.current.seekers().filter(|_| options.path() != Path::Plain);
        let Some(rows) = seekers.and_then(|seekers| seekers.of(&offered.features)) else {
            return Ok(plain());
        };
        let related = |options: &MatchOptions| {
            self.rank(&offered.id, table, rows.clone().into_par_iter(), options, side)
        };
        let pruned = without_bent(options, related).unwrap_or_else(plain);
        match options.path() {
            Path::Checked { every } if row.is_multiple_of(every.get() as usize) && plain() != pruned => {
                Err(Error::new(ErrorKind::PathsDiffer { query: offered.id.to_string() }))
            }
            _ => Ok(pruned),
        }
    }

    /// Why a pair has its score, or why it is refused.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`], [`ErrorKind::UnknownPosting`].
    pub fn breakdown(&self, candidate: &str, posting: &str, options: &MatchOptions) -> Result<Breakdown> {
        let (wanted, offered) = (self.candidate(candidate)?, self.posting(posting)?);
        Ok(Ledger::of(
            self.pair(&wanted.features, &offered.features, options),
            options.weights(),
            options.bent(),
        ))
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
        let index = self.current.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        let raw = self
            .engine
            .store
            .fields()
            .raw(&self.current.tables.view, self.current.tables.postings.address(index))?;
        serde_json::from_str(&raw).map_err(|_| damaged())
    }

    /// The raw record of a candidate, as it was kept.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`], [`ErrorKind::IndexDamaged`].
    pub fn raw_candidate(&self, id: &str) -> Result<RawCandidate> {
        let index = self.current.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        let raw = self
            .engine
            .store
            .fields()
            .raw(&self.current.tables.view, self.current.tables.candidates.address(index))?;
        serde_json::from_str(&raw).map_err(|_| damaged())
    }

    /// Builds what the pruned path needs, if it is not there: some microseconds a posting after a first load, what has
    /// changed after later commits. The first ranking does it otherwise.
    pub fn build_layers(&self) {
        self.current.layers();
    }

    pub(crate) fn build_seekers(&self) {
        self.current.build_seekers(self.engine.knowledge());
    }

    pub(crate) fn knowledge(&self) -> &Knowledge {
        self.engine.knowledge()
    }

    pub(crate) fn shared_knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(self.engine.knowledge())
    }

    pub(crate) fn posting_table(&self) -> &Table<Offered> {
        &self.current.tables.postings
    }

    pub(crate) fn candidate_table(&self) -> &Table<Wanted> {
        &self.current.tables.candidates
    }

    pub(crate) fn view_and_fields(&self) -> (&View, &Fields) {
        (&self.current.tables.view, self.engine.store.fields())
    }

    pub(crate) fn all_addresses(&self) -> impl Iterator<Item = DocAddress> {
        (0..self.current.tables.postings.len()).map(|row| self.current.tables.postings.address(row))
    }

    pub(crate) fn with_word(&self, field: TextField, word: &str) -> Result<Vec<DocAddress>> {
        self.engine.store.with_token(&self.current.tables.view, field, word)
    }

    fn candidate(&self, id: &str) -> Result<&Row<Wanted>> {
        let index = self.current.tables.candidates.find(id).ok_or_else(|| unknown_candidate(id))?;
        Ok(self.current.tables.candidates.row(index))
    }

    fn posting(&self, id: &str) -> Result<&Row<Offered>> {
        let index = self.current.tables.postings.find(id).ok_or_else(|| unknown_posting(id))?;
        Ok(self.current.tables.postings.row(index))
    }

    pub(crate) fn pair<'a>(
        &'a self,
        wanted: &'a Wanted,
        offered: &'a Offered,
        options: &MatchOptions,
    ) -> Pair<'a> {
        Pair { wanted, offered, knowledge: self.engine.knowledge(), day: day_number(options.as_of()) }
    }

    /// Judges each of `rows` (ascending) against the query. With all rows it is the plain path, which all others must
    /// equal.
    fn rank<'a, F: Send + Sync>(
        &'a self,
        query: &str,
        table: &'a Table<F>,
        rows: impl IndexedParallelIterator<Item = u32>,
        options: &MatchOptions,
        side: impl Fn(&'a F) -> (&'a Wanted, &'a Offered) + Sync,
    ) -> Ranking {
        let score = |row: u32| {
            let (wanted, offered) = side(&table.row(row as usize).features);
            let score = Sum::of(self.pair(wanted, offered, options), options.weights(), options.bent());
            score.map(|score| (score, row))
        };
        let scores: Vec<Option<(u32, u32)>> = rows.with_min_len(MIN_ROWS).map(score).collect();
        let mut best = Best::for_options(options);
        scores.into_iter().flatten().for_each(|(score, row)| best.offer(score, row));
        self.ranking(query, table, best, options, side)
    }

    fn ranking<'a, F>(
        &'a self,
        query: &str,
        table: &'a Table<F>,
        best: Best,
        options: &MatchOptions,
        side: impl Fn(&'a F) -> (&'a Wanted, &'a Offered),
    ) -> Ranking {
        let (kept, matched) = best.finish();
        let hit = |(score, row): (u32, u32)| {
            let row = table.row(row as usize);
            let (wanted, offered) = side(&row.features);
            let bent = bent(self.pair(wanted, offered, options), score, options);
            Match { id: row.id.to_string(), score, bent }
        };
        Ranking {
            query: query.into(),
            matches: kept.into_iter().map(hit).collect(),
            judged: table.len(),
            matched,
        }
    }
}

/// The list that `strict` makes where bent pairs are left out, if none of them can be in the list asked for: there are
/// enough that break no rule, and score more than any that bends one.
fn without_bent(options: &MatchOptions, strict: impl FnOnce(&MatchOptions) -> Ranking) -> Option<Ranking> {
    let lists_bent = options.bent() == Bent::Listed && options.min_score() <= Sum::MOST_BENT;
    if lists_bent && options.counted() {
        return None;
    }
    let found = strict(&options.clone().with_bent(Bent::LeftOut));
    let worst = found.matches.get(options.top() - 1).map(|last| last.score);
    (!lists_bent || worst.is_some_and(|worst| worst > Sum::MOST_BENT)).then_some(found)
}

/// The rule that a pair of this score bends, if it may be one that does.
fn bent(pair: Pair<'_>, score: u32, options: &MatchOptions) -> Option<RefusalCode> {
    if score > Sum::MOST_BENT || options.bent() == Bent::LeftOut {
        return None;
    }
    Ledger::of(pair, options.weights(), options.bent()).bent().map(|refusal| refusal.code)
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
    Ledger::of(pair, options.weights(), options.bent())
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
