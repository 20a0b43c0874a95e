//! A ranking: the best pairs of one query, in a total order.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

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
    /// Pairs that were judged.
    pub judged: usize,
    /// Pairs that no rule refused, bent ones among them, and that reached the least score.
    pub matched: usize,
}

/// Keeps the `limit` best of (score, row); rows are in the order of ids, so a lower row wins a tie.
pub(crate) struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<(u32, Reverse<u32>)>>,
    seen: usize,
}

impl Best {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::with_capacity(limit.min(1024) + 1), seen: 0 }
    }

    pub(crate) fn offer(&mut self, score: u32, row: u32) {
        self.seen += 1;
        let entry = Reverse((score, Reverse(row)));
        if self.heap.len() < self.limit {
            self.heap.push(entry);
        } else if self.heap.peek().is_some_and(|worst| entry < *worst) {
            self.heap.pop();
            self.heap.push(entry);
        }
    }

    /// The kept (score, row) pairs, best first, and how many were offered.
    pub(crate) fn finish(self) -> (Vec<(u32, u32)>, usize) {
        let sorted = self.heap.into_sorted_vec();
        (sorted.into_iter().map(|Reverse((score, Reverse(row)))| (score, row)).collect(), self.seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_are_those_of_a_full_sort(scores in prop::collection::vec(0u32..20, 0..60), limit in 0usize..20) {
            let mut best = Best::new(limit);
            let mut all: Vec<(u32, u32)> = scores.iter().enumerate().map(|(row, &s)| (s, row as u32)).collect();
            all.iter().for_each(|&(score, row)| best.offer(score, row));
            all.sort_by_key(|&(score, row)| (Reverse(score), row));
            all.truncate(limit);
            prop_assert_eq!(best.finish(), (all, scores.len()));
        }
    }
}
