//! Which postings are worth comparing: postings that share a key. Near-linear, since lists are short.

use super::features::{Features, hash, mix};
use rustc_hash::FxHashMap;

/// How often each pair of characters occurs in the postings, hashed into a fixed table.
pub(super) struct Counts {
    table: Vec<u32>,
    postings: u32,
}

/// Chosen: four megabytes; an ad language has about half a million pairs of characters in use.
const TABLE: usize = 1 << 20;

impl Counts {
    pub(super) fn new() -> Self {
        Self { table: vec![0; TABLE], postings: 0 }
    }

    pub(super) fn add(&mut self, features: &Features) {
        self.postings += 1;
        let grams = features.duties.iter().chain(features.terms.iter());
        grams.for_each(|g| self.table[*g as usize % TABLE] += 1);
    }

    fn count(&self, gram: u32) -> u32 {
        self.table[gram as usize % TABLE]
    }

    /// What a shared pair tells: four times the binary logarithm of postings over occurrences, at least 1.
    fn weight(&self, gram: u32) -> u32 {
        let ratio = u64::from(self.postings.max(2)) / u64::from(self.count(gram).max(1));
        (ratio.max(1).pow(2)).ilog2() * 2 + 1
    }

    /// The weight of the shared pairs in that of the smaller set and of both together, 0..=1000: halfway between
    /// containment (a shortened repost) and resemblance.
    pub(super) fn likeness(&self, a: &[u32], b: &[u32]) -> u16 {
        let (mut only_a, mut only_b, mut both) = (0u64, 0u64, 0u64);
        let (mut x, mut y) = (a.iter().peekable(), b.iter().peekable());
        loop {
            match (x.peek(), y.peek()) {
                (Some(g), Some(h)) if g == h => {
                    both += u64::from(self.weight(**g));
                    x.next();
                    y.next();
                }
                (Some(g), Some(h)) if g < h => only_a += x.next().map_or(0, |g| u64::from(self.weight(*g))),
                (Some(_) | None, Some(_)) => only_b += y.next().map_or(0, |g| u64::from(self.weight(*g))),
                (Some(_), None) => only_a += x.next().map_or(0, |g| u64::from(self.weight(*g))),
                (None, None) => break,
            }
        }
        let smaller = (both + only_a.min(only_b)).max(1);
        let union = (both + only_a + only_b).max(1);
        ((both * 500 / smaller) + (both * 500 / union)) as u16
    }

    /// The `n` rarest of the pairs that occur in at least `least` postings, rarest first.
    fn rarest(&self, grams: &[u32], n: usize, least: u32) -> Vec<u32> {
        let ranked = grams.iter().map(|&g| (self.count(g), g)).filter(|(count, _)| *count >= least);
        let mut ranked: Vec<(u32, u32)> = ranked.collect();
        ranked.sort_unstable();
        ranked.into_iter().take(n).map(|(_, g)| g).collect()
    }
}

/// Postings by key: lists as chains of links in one array, which costs a third of a vector for every key.
pub(super) struct Index {
    last: FxHashMap<u64, u32>,
    links: Vec<Link>,
}

struct Link {
    posting: u32,
    /// The link before in the same list.
    before: u32,
    /// Length of the list up to here.
    length: u32,
}

/// Marks the first link of a list.
const NO_LINK: u32 = u32::MAX;

/// Chosen: rare pairs by which a posting is found; more finds more rewordings and costs memory.
const RARE: usize = 16;
/// Chosen: bands of two smallest hashes each: texts alike by half meet with 1 − (1 − 0.25)^8 = 90 %.
const BANDS: usize = 8;
/// Chosen: a key shared by more postings tells nothing; later ones are not listed.
const LONGEST_LIST: u32 = 24;

impl Index {
    pub(super) fn new() -> Self {
        Self { last: FxHashMap::default(), links: Vec::new() }
    }

    /// The postings before `limit` that share at least two keys, or one strong key, with the given ones; ascending.
    pub(super) fn candidates(&self, keys: &Keys, limit: u32) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::with_capacity(256);
        keys.weak.iter().for_each(|k| found.extend(self.list(*k).filter(|p| *p < limit)));
        keys.strong
            .iter()
            .for_each(|k| found.extend(self.list(*k).filter(|p| *p < limit).flat_map(|p| [p, p])));
        found.sort_unstable();
        found.chunk_by(|a, b| a == b).filter(|run| run.len() >= 2).map(|run| run[0]).collect()
    }

    fn list(&self, key: u64) -> impl Iterator<Item = u32> {
        let mut at = self.last.get(&key).copied().unwrap_or(NO_LINK);
        std::iter::from_fn(move || {
            let link = self.links.get(at as usize)?;
            at = link.before;
            Some(link.posting)
        })
    }

    pub(super) fn add(&mut self, posting: u32, keys: &Keys) {
        for &key in keys.weak.iter().chain(&keys.strong) {
            let next = self.links.len() as u32;
            let last = self.last.entry(key).or_insert(NO_LINK);
            let length = self.links.get(*last as usize).map_or(1, |link| link.length + 1);
            if length <= LONGEST_LIST {
                self.links.push(Link { posting, before: *last, length });
                *last = next;
            }
        }
    }
}

/// The keys of a posting.
pub(super) struct Keys {
    /// Rare pairs and bands: two must be shared.
    weak: Vec<u64>,
    /// The employer with pay or title: one is enough.
    strong: Vec<u64>,
}

impl Keys {
    /// The keys to look up: pairs that no other posting has lead nowhere.
    pub(super) fn to_find(features: &Features, counts: &Counts) -> Self {
        Self::of(features, counts, RARE, 2)
    }

    /// The keys to list a posting under that is added alone: later ones may share a pair that is new now.
    pub(super) fn to_list(features: &Features, counts: &Counts) -> Self {
        Self::of(features, counts, 3 * RARE, 1)
    }

    fn of(features: &Features, counts: &Counts, rare: usize, least: u32) -> Self {
        let rarest = counts.rarest(&features.duties, rare, least);
        let mut weak: Vec<u64> = rarest.iter().map(|&g| key(1, u64::from(g), 0)).collect();
        weak.extend(bands(&features.duties));
        let mut strong = employer_keys(features);
        [&mut weak, &mut strong].into_iter().for_each(|keys| {
            keys.sort_unstable();
            keys.dedup();
        });
        Self { weak, strong }
    }
}

fn key(kind: u64, a: u64, b: u64) -> u64 {
    mix(mix(kind << 56 ^ a) ^ b)
}

/// Smallest hashes under twice as many permutations as bands, two to a key.
fn bands(grams: &[u32]) -> impl Iterator<Item = u64> {
    let smallest = |seed: u64| grams.iter().map(|&g| mix(u64::from(g) ^ (seed << 40))).min().unwrap_or(0);
    (0..BANDS as u64).map(move |band| key(2 + band, smallest(2 * band + 1), smallest(2 * band + 2)))
}

fn employer_keys(features: &Features) -> Vec<u64> {
    let brand = &features.employer.brand;
    if brand.chars().count() < 2 {
        return Vec::new();
    }
    let brand = u64::from(hash(brand.as_bytes()));
    let (low, high) = features.pay.unwrap_or((0, 0));
    let mut keys = vec![key(20, brand, u64::from(low / 250)), key(21, brand, u64::from(high / 250))];
    keys.extend(features.title.iter().take(4).map(|&g| key(22, brand, u64::from(g))));
    keys
}
