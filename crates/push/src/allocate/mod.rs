//! Sharing vacancies out over all recipients of a run.
//!
//! Wanted, in this order: (1) as many recipients as possible with a good item, those with a right to service first;
//! (2) the greatest sum of scores; within each recipient's slots and each item's capacity. Scores are never changed.
//!
//! [`share`] comes near to the optimum in about linear time: an auction gives the items to those to whom they matter most,
//! then augmenting paths give everybody a good item who can have one. [`optimum`] is exact
//! by minimum cost flow and slow: the yardstick. [`top`] gives everybody their own best, whatever others get.
//!
//! Knows nothing of people, postings or policy: only places, scores and numbers.

mod auction;
mod cover;
mod exact;
mod report;

pub use exact::optimum;
pub use report::{Congestion, Exposure, exposure_by_label};

/// An item in a recipient's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The item.
    pub item: u32,
    /// The score, 0..=10 000; never 0.
    pub score: u16,
}

/// What is to be shared out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Market {
    starts: Vec<u32>,
    edges: Vec<Edge>,
    slots: Vec<u16>,
    first: Vec<bool>,
    capacity: Vec<u32>,
    good: u16,
}

impl Market {
    /// A market with items of these capacities, and a good item from score `good` on.
    #[must_use]
    pub fn new(capacity: Vec<u32>, good: u16) -> Self {
        Self { starts: vec![0], capacity, good, ..Self::default() }
    }

    /// Adds a recipient with `slots` and a list, in any order; `first` if they have a right to service.
    ///
    /// Items without capacity, of score 0 or named twice are left out: the list has each item once.
    pub fn push(&mut self, slots: u16, first: bool, list: impl IntoIterator<Item = Edge>) {
        let start = self.edges.len();
        let usable = |edge: &Edge| edge.score > 0 && self.capacity[edge.item as usize] > 0;
        self.edges.extend(list.into_iter().filter(usable));
        let own = &mut self.edges[start..];
        own.sort_unstable_by_key(|edge| (edge.item, std::cmp::Reverse(edge.score)));
        let mut kept = start;
        for at in start..self.edges.len() {
            if kept == start || self.edges[kept - 1].item != self.edges[at].item {
                self.edges[kept] = self.edges[at];
                kept += 1;
            }
        }
        self.edges.truncate(kept);
        self.edges[start..].sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.score), edge.item));
        self.starts
            .push(u32::try_from(self.edges.len()).expect("lists of four billion offers fit no memory"));
        self.slots.push(slots);
        self.first.push(first);
    }

    /// Number of recipients.
    #[must_use]
    pub fn recipients(&self) -> usize {
        self.slots.len()
    }

    /// Number of items.
    #[must_use]
    pub fn items(&self) -> usize {
        self.capacity.len()
    }

    /// The list of a recipient, best first.
    #[must_use]
    pub fn list(&self, recipient: usize) -> &[Edge] {
        &self.edges[self.range(recipient)]
    }

    fn range(&self, recipient: usize) -> std::ops::Range<usize> {
        self.starts[recipient] as usize..self.starts[recipient + 1] as usize
    }

    /// The good part of a recipient's list.
    fn good_range(&self, recipient: usize) -> std::ops::Range<usize> {
        let range = self.range(recipient);
        let good = self.edges[range.clone()].partition_point(|edge| edge.score >= self.good);
        range.start..range.start + good
    }

    fn is_good(&self, edge: usize) -> bool {
        self.edges[edge].score >= self.good
    }
}

/// What each recipient gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shares {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Shares {
    /// What a recipient gets, best first.
    #[must_use]
    pub fn of(&self, recipient: usize) -> &[Edge] {
        &self.edges[self.starts[recipient] as usize..self.starts[recipient + 1] as usize]
    }

    /// How many items are given out.
    #[must_use]
    pub fn total(&self) -> usize {
        self.edges.len()
    }

    /// The sum of the scores.
    #[must_use]
    pub fn score(&self) -> u64 {
        self.edges.iter().map(|edge| u64::from(edge.score)).sum()
    }

    /// How many recipients have a good item: of those with a right to service, and in all.
    #[must_use]
    pub fn covered(&self, market: &Market) -> (usize, usize) {
        let has_good = |&at: &usize| self.of(at).iter().any(|edge| edge.score >= market.good);
        let covered: Vec<usize> = (0..market.recipients()).filter(has_good).collect();
        (covered.iter().filter(|&&at| market.first[at]).count(), covered.len())
    }

    fn from_flags(market: &Market, held: &[bool]) -> Self {
        let mut shares = Self { starts: vec![0], edges: Vec::new() };
        for recipient in 0..market.recipients() {
            let own = market.range(recipient).filter(|&edge| held[edge]).map(|edge| market.edges[edge]);
            shares.edges.extend(own);
            shares.starts.push(shares.edges.len() as u32);
        }
        shares
    }
}

/// Everybody's own best, however many others get the same.
#[must_use]
pub fn top(market: &Market) -> Shares {
    let mut held = vec![false; market.edges.len()];
    for recipient in 0..market.recipients() {
        let range = market.range(recipient);
        let end = range.end.min(range.start + usize::from(market.slots[recipient]));
        held[range.start..end].fill(true);
    }
    Shares::from_flags(market, &held)
}

/// Shares the items out, near to the optimum; the same market gives the same shares.
#[must_use]
pub fn share(market: &Market) -> Shares {
    let mut held = auction::run(market);
    cover::complete(market, &mut held);
    cover::fill(market, &mut held);
    Shares::from_flags(market, &held)
}

#[cfg(test)]
mod tests;
