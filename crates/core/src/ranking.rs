//! A ranking: the best pairs of one query, in a total order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::options::MatchOptions;
use serde::{Deserialize, Serialize};

use crate::score::RefusalCode;

/// One hit: an id and its score. Ordered by score, highest first, then by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The posting's id, or the candidate's.
    pub id: String,
    /// The score, 0..=10 000.
    pub score: u32,
    /// The one negotiable rule that the pair breaks; see [`crate::Breakdown::bent`].
    pub bent: Option<RefusalCode>,
}

/// The best matches of one query, and how many pairs were looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranking {
    /// The id that was asked for.
    pub query: String,
    /// The best matches, best first.
    pub matches: Vec<Match>,
    /// Pairs that were looked at, each or in groups that one rule refuses or one bound rules out.
    pub judged: usize,
    /// Pairs that no rule refused, bent ones among them, and that reached the least score; only where
    /// [`MatchOptions::with_count`](crate::MatchOptions::with_count) asks for it.
    pub matched: Option<usize>,
}

/// Keeps the `limit` best of (score, row); rows are in the order of ids, so a lower row wins a tie.
pub(crate) struct Best {
    limit: usize,
    least: u32,
    counted: bool,
    heap: BinaryHeap<Reverse<(u32, Reverse<u32>)>>,
    seen: usize,
}

impl Best {
    /// Keeps the best that the options ask for.
    pub(crate) fn for_options(options: &MatchOptions) -> Self {
        Self { counted: options.counted(), ..Self::new(options.top(), options.min_score()) }
    }

    /// Keeps the best from a score on, uncounted.
    pub(crate) fn new(limit: usize, least: u32) -> Self {
        Self { limit, least, counted: false, heap: BinaryHeap::with_capacity(limit.min(1024) + 1), seen: 0 }
    }

    pub(crate) fn offer(&mut self, score: u32, row: u32) {
        if score < self.least {
            return;
        }
        self.seen += 1;
        let entry = Reverse((score, Reverse(row)));
        if self.heap.len() < self.limit {
            self.heap.push(entry);
        } else if self.heap.peek().is_some_and(|worst| entry < *worst) {
            self.heap.pop();
            self.heap.push(entry);
        }
    }

    /// Whether a score of `bound` at `row` would be kept, or has to be counted.
    pub(crate) fn may_take(&self, bound: u32, row: u32) -> bool {
        let worst = || self.heap.peek().is_none_or(|worst| Reverse((bound, Reverse(row))) < *worst);
        bound >= self.least && (self.counted || self.heap.len() < self.limit || worst())
    }

    /// The kept (score, row) pairs, best first, and how many were offered, if that was to be counted.
    pub(crate) fn finish(self) -> (Vec<(u32, u32)>, Option<usize>) {
        let sorted = self.heap.into_sorted_vec();
        (
            sorted.into_iter().map(|Reverse((score, Reverse(row)))| (score, row)).collect(),
            self.counted.then_some(self.seen),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(scores in prop::collection::vec(0u32..20, 0..60), limit in 0usize..20, least in 0u32..10) {
            let mut best = Best { counted: true, ..Best::new(limit, least) };
            let mut all: Vec<(u32, u32)> = scores.iter().enumerate().map(|(row, &s)| (s, row as u32)).collect();
            all.iter().for_each(|&(score, row)| best.offer(score, row));
            all.sort_by_key(|&(score, row)| (Reverse(score), row));
            all.retain(|&(score, _)| score >= least);
            let seen = all.len();
            all.truncate(limit);
            prop_assert_eq!(best.finish(), (all, Some(seen)));
        }
    }
}
