//! What a benchmark needs to give another engine the same task: features of rows, and the exact score of a pair.
//!
//! Hidden: no part of the interface, and no path of the engine goes through it.

use crate::features::day_number;
use crate::options::MatchOptions;
use crate::pruning::{Counters, Memo};
use crate::ranking::Ranking;
use crate::score::{Sum, may_relate, place, takes_unrelated};
use crate::snapshot::Snapshot;

/// Rows of a snapshot, by their places in the order of ids.
#[doc(hidden)]
pub struct Probe<'s> {
    pub(crate) snapshot: &'s Snapshot<'s>,
}

#[doc(hidden)]
impl Probe<'_> {
    /// The row of a candidate.
    #[must_use]
    pub fn candidate(&self, id: &str) -> Option<usize> {
        self.snapshot.candidate_table().find(id)
    }

    /// Codes of the counties of a posting's places; none where any place or none is told.
    pub fn counties(&self, posting: usize) -> impl Iterator<Item = u32> + '_ {
        let offered = &self.snapshot.posting_table().row(posting).features;
        let told = !offered.anywhere && !offered.remote;
        offered.places.iter().filter(move |_| told).map(|code| code.0 / 1000)
    }

    /// What decides about the place of a posting: two with one text are accepted by the same people.
    #[must_use]
    pub fn place(&self, posting: usize) -> String {
        let of = &self.snapshot.posting_table().row(posting).features;
        format!("{:?}", (&of.places, of.anywhere, of.remote, of.lodging, of.shuttle))
    }

    /// The occupations that a posting may be of.
    pub fn occupations(&self, posting: usize) -> impl Iterator<Item = u32> + '_ {
        let offered = &self.snapshot.posting_table().row(posting).features;
        offered.occupations.iter().map(|(id, _)| u32::from(id.0))
    }

    /// The telling words of a posting, as hashes.
    pub fn posting_words(&self, posting: usize) -> impl Iterator<Item = u32> + '_ {
        self.snapshot.posting_table().row(posting).features.terms.hashes()
    }

    /// The telling words of a person, as hashes.
    pub fn candidate_words(&self, candidate: usize) -> impl Iterator<Item = u32> + '_ {
        self.snapshot.candidate_table().row(candidate).features.terms.hashes()
    }

    /// Whether a posting is neither closed nor vetoed nor over.
    #[must_use]
    pub fn is_open(&self, posting: usize, options: &MatchOptions) -> bool {
        self.snapshot.posting_table().row(posting).features.is_open(day_number(options.as_of()))
    }

    /// Whether the place of a posting is within what a person accepts.
    #[must_use]
    pub fn accepts_place(&self, candidate: usize, posting: usize, options: &MatchOptions) -> bool {
        place::verdict(self.snapshot.pair_of(candidate, posting, options)).refusal.is_none()
    }

    /// Occupations that a person's wishes or past may relate to; `None` where any work may match.
    #[must_use]
    pub fn related(&self, candidate: usize) -> Option<Vec<u32>> {
        let wanted = &self.snapshot.candidate_table().row(candidate).features;
        let related = || may_relate(wanted, self.snapshot.knowledge());
        (!takes_unrelated(wanted)).then(|| related().into_iter().map(|id| u32::from(id.0)).collect())
    }

    /// The score of a pair, nothing where a rule refuses it.
    #[must_use]
    pub fn score(&self, candidate: usize, posting: usize, options: &MatchOptions) -> Option<u32> {
        Sum::of(self.snapshot.pair_of(candidate, posting, options), options.weights(), options.bent())
    }
}

/// Searches for one person after the other in the same memory.
#[doc(hidden)]
#[derive(Default)]
pub struct Searcher {
    memo: Memo,
    counters: Counters,
}

#[doc(hidden)]
impl Searcher {
    /// The ranking of a candidate by the pruned path.
    pub fn jobs_for(&mut self, snapshot: &Snapshot<'_>, candidate: usize, options: &MatchOptions) -> Ranking {
        let row = snapshot.candidate_table().row(candidate);
        let (ranking, counters) = snapshot.pruned(&row.id, &row.features, options, &mut self.memo);
        self.counters += counters;
        ranking
    }

    /// What the searches cost so far.
    #[must_use]
    pub fn counters(&self) -> String {
        format!("{:?}", self.counters)
    }
}
