//! Finds postings of one job: reposts by other sources, agencies and street offices, in other words.
//!
//! Postings are compared only when they share a key (rare pairs of characters, bands of smallest hashes, employer with
//! pay or title), so that the cost is near-linear; a pair is one job by the sum of its [`Reason`]s. What is alike is
//! weighed by how rare it is among the postings added so far: a batch counts all of them first.

mod employer;
mod evidence;
mod features;
mod index;

use crate::ad::Ad;
use features::Features;
use index::{Counts, Index, Keys};
use jiff::civil::Date;
use rayon::prelude::*;

pub use evidence::{Aspect, Comparison, Reason as LikenessReason};

/// Postings and the groups of those that are one job.
///
/// ```
/// use rengang_lint::{Ad, Duplicates};
/// let first = Ad { id: "1", employer: "天津澜启建材贸易有限公司", title: "主办会计", region: "河西区下瓦房",
///     pay: "6-8K", description: "负责公司全盘账，开票、报税、出报表、汇算清缴，用友软件", ..Ad::default() };
/// let repost = Ad { id: "2", employer: "澜启建材", pay: "6000到8000", region: "河西", ..first };
/// let duplicates = Duplicates::of(&[first, repost]);
/// assert_eq!(duplicates.groups()[0].members, [0, 1]);
/// ```
pub struct Duplicates {
    counts: Counts,
    index: Index,
    features: Vec<Features>,
    ids: Vec<String>,
    /// Parent of every posting in the forest of groups.
    parents: Vec<u32>,
    pairs: Vec<Pair>,
}

/// Two postings that are one job, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Place of the earlier added posting.
    pub first: usize,
    /// Place of the later added posting.
    pub second: usize,
    /// What speaks for it.
    pub comparison: Comparison,
}

/// Postings of one job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Place of the posting that stands for all: the earliest published, then the most complete, then the least id.
    pub representative: usize,
    /// Places of all its postings, ascending.
    pub members: Vec<usize>,
    /// The earliest day of publication.
    pub first_seen: Option<Date>,
}

impl Default for Duplicates {
    fn default() -> Self {
        Self::new()
    }
}

impl Duplicates {
    /// Without postings.
    #[must_use]
    pub fn new() -> Self {
        Self {
            counts: Counts::new(),
            index: Index::new(),
            features: Vec::new(),
            ids: Vec::new(),
            parents: Vec::new(),
            pairs: Vec::new(),
        }
    }

    /// The groups of a batch; a posting's place is its index in `ads`. Runs in the thread pool of the caller.
    #[must_use]
    pub fn of(ads: &[Ad]) -> Self {
        let mut duplicates = Self::new();
        duplicates.features = ads.par_iter().map(Features::of).collect();
        duplicates.ids = ads.iter().map(|ad| ad.id.to_owned()).collect();
        duplicates.parents = (0..ads.len() as u32).collect();
        duplicates.features.iter().for_each(|f| duplicates.counts.add(f));
        let keys: Vec<Keys> =
            duplicates.features.par_iter().map(|f| Keys::to_find(f, &duplicates.counts)).collect();
        keys.iter().enumerate().for_each(|(place, keys)| duplicates.index.add(place as u32, keys));
        let pairs =
            keys.par_iter().enumerate().flat_map_iter(|(place, keys)| duplicates.pairs_of(place, keys));
        duplicates.pairs = pairs.collect();
        for at in 0..duplicates.pairs.len() {
            duplicates.join(duplicates.pairs[at].first as u32, duplicates.pairs[at].second as u32);
        }
        duplicates
    }

    /// Adds a posting and gives its place; it joins the group of every posting that is the same job.
    pub fn add(&mut self, ad: &Ad) -> usize {
        let features = Features::of(ad);
        self.counts.add(&features);
        let place = self.features.len();
        let wanted = Keys::to_find(&features, &self.counts);
        self.index.add(place as u32, &Keys::to_list(&features, &self.counts));
        self.features.push(features);
        self.ids.push(ad.id.to_owned());
        self.parents.push(place as u32);
        for pair in self.pairs_of(place, &wanted) {
            self.join(pair.first as u32, pair.second as u32);
            self.pairs.push(pair);
        }
        place
    }

    /// The earlier postings that are one job with the posting at `place`.
    fn pairs_of(&self, place: usize, keys: &Keys) -> Vec<Pair> {
        let earlier = self.index.candidates(keys, place as u32).into_iter().map(|other| other as usize);
        let pairs =
            earlier.map(|first| Pair { first, second: place, comparison: self.compare(first, place) });
        pairs.filter(|pair| pair.comparison.is_one_job()).collect()
    }

    /// The place of the posting that stands for the group of the one at `place` so far: its earliest added. It is
    /// `place` itself where there is no other, and may be another one when groups have joined.
    ///
    /// # Panics
    /// If there is no posting at the place.
    #[must_use]
    pub fn first_of(&self, place: usize) -> usize {
        self.root(place as u32) as usize
    }

    /// Number of postings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.features.len()
    }

    /// Whether there are no postings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// The pairs that were found to be one job, in the order in which they were found.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Compares two postings whether or not they share a key.
    ///
    /// # Panics
    /// If there is no posting at one of the places.
    #[must_use]
    pub fn compare(&self, first: usize, second: usize) -> Comparison {
        Comparison::of(&self.features[first], &self.features[second], &self.counts)
    }

    /// The groups of two and more postings, by their first member.
    #[must_use]
    pub fn groups(&self) -> Vec<Group> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.len()];
        (0..self.len()).for_each(|place| members[self.root(place as u32) as usize].push(place));
        members.into_iter().filter(|m| m.len() > 1).map(|m| self.group(m)).collect()
    }

    fn group(&self, members: Vec<usize>) -> Group {
        let rank = |&place: &usize| {
            let f = &self.features[place];
            (f.published.is_none(), f.published, u8::MAX - f.completeness, &self.ids[place])
        };
        let representative = members.iter().copied().min_by_key(rank).unwrap_or(0);
        let first_seen = members.iter().filter_map(|&m| self.features[m].published).min();
        Group { representative, members, first_seen }
    }

    /// The lowest place of the group: the lower root always becomes the parent.
    fn root(&self, mut place: u32) -> u32 {
        while self.parents[place as usize] != place {
            place = self.parents[place as usize];
        }
        place
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parents[high as usize] = low;
    }
}
