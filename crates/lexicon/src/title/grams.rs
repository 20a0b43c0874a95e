//! Titles that share characters with a raw title: recall where no alias stands whole.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::occupation::OccupationId;
use crate::phrases::Phrases;
use crate::title::aliases::{Claim, ClaimKind};

/// An index from pairs of characters to titles.
///
/// Likeness is the Dice coefficient over the information of pairs, single characters and Latin words: twice what two
/// titles share, divided by what both hold; 0..=1000. Information is the rarity among all titles, so 工程师 tells
/// little; the last two characters count half again, since the head of a Chinese title stands at its end.
pub(crate) struct Grams {
    /// Gram to its postings.
    lists: FxHashMap<u64, (u32, u32)>,
    postings: Vec<Posting>,
    /// Information of each title, and its owner.
    titles: Vec<(u32, OccupationId)>,
    /// One more than the greatest place of an owner.
    owners: usize,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    title: u32,
    weight: u32,
}

/// A gram of a text: its key, and whether it lies at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Gram {
    key: u64,
    at_end: bool,
}

impl Grams {
    pub(crate) fn build(phrases: &Phrases<Claim>) -> Self {
        let mut lists = Lists::default();
        let mut grams = Vec::new();
        let mut owners = Vec::new();
        for (phrase, claims) in phrases.all() {
            grams_of(phrase, &mut grams);
            for claim in claims.iter().filter(|c| c.kind != ClaimKind::Not) {
                lists.add(owners.len() as u32, &grams);
                owners.push(claim.occupation);
            }
        }
        lists.finish(owners)
    }

    /// The same for one name of each occupation.
    pub(crate) fn of_names(names: &[(String, OccupationId)]) -> Self {
        let mut lists = Lists::default();
        let mut grams = Vec::new();
        for (at, (name, _)) in names.iter().enumerate() {
            grams_of(name, &mut grams);
            lists.add(at as u32, &grams);
        }
        lists.finish(names.iter().map(|(_, id)| *id).collect())
    }

    /// The best likeness of each occupation that shares anything with folded `text`, by id.
    pub(crate) fn likeness(&self, text: &str) -> Vec<(OccupationId, u16)> {
        let mut grams = Vec::new();
        grams_of(text, &mut grams);
        let mut shared = vec![0u32; self.titles.len()];
        let mut touched = Vec::new();
        let mut own = 0;
        for gram in &grams {
            let (list, rarity) = self.list(gram.key);
            let weight = weighted(rarity, gram.at_end);
            own += weight;
            for posting in list {
                let sum = &mut shared[posting.title as usize];
                if *sum == 0 {
                    touched.push(posting.title);
                }
                *sum += weight + posting.weight;
            }
        }
        self.best_of_each(&shared, &touched, own)
    }

    /// How much folded `text` tells by its grams.
    pub(crate) fn information(&self, text: &str) -> u32 {
        let mut grams = Vec::new();
        grams_of(text, &mut grams);
        grams.iter().map(|g| self.list(g.key).1).sum()
    }

    /// The titles that hold a gram, and what the gram tells.
    fn list(&self, key: u64) -> (&[Posting], u32) {
        let total = self.titles.len() as u32 + 1;
        match self.lists.get(&key) {
            None => (&[], rarity(total, 1) * unit(key)),
            Some(&(start, end)) if is_common(key, end - start, total) => (&[], 0),
            Some(&(start, end)) => {
                (&self.postings[start as usize..end as usize], rarity(total, end - start) * unit(key))
            }
        }
    }

    fn best_of_each(&self, shared: &[u32], touched: &[u32], own: u32) -> Vec<(OccupationId, u16)> {
        // By place of the occupation: the thousands of titles that share a character are never sorted.
        let mut best: Vec<Option<(OccupationId, u16)>> = vec![None; self.owners];
        for &title in touched {
            let (information, occupation) = self.titles[title as usize];
            let likeness = (u64::from(shared[title as usize]) * 1000 / u64::from(own + information)) as u16;
            let place = &mut best[occupation.index()];
            if place.is_none_or(|(_, before)| likeness > before) {
                *place = Some((occupation, likeness));
            }
        }
        best.into_iter().flatten().collect()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.postings.len() * size_of::<Posting>() + self.titles.len() * 8 + self.lists.len() * 24
    }
}

/// Titles by gram, while titles are still being added.
#[derive(Default)]
struct Lists {
    ids: FxHashMap<u64, u32>,
    sizes: Vec<u32>,
    /// Gram, title, whether at the end; in order of titles.
    entries: Vec<(u32, u32, bool)>,
}

impl Lists {
    fn add(&mut self, title: u32, grams: &[Gram]) {
        for gram in grams {
            let next = self.sizes.len() as u32;
            let id = *self.ids.entry(gram.key).or_insert(next);
            if id == next {
                self.sizes.push(0);
            }
            self.sizes[id as usize] += 1;
            self.entries.push((id, title, gram.at_end));
        }
    }

    /// Sorts the entries by gram in one pass, since their numbers are known.
    fn finish(self, owners: Vec<OccupationId>) -> Grams {
        let total = owners.len() as u32 + 1;
        let mut starts: Vec<u32> =
            self.sizes.iter().scan(0, |sum, n| Some(std::mem::replace(sum, *sum + n))).collect();
        let mut postings = vec![Posting { title: 0, weight: 0 }; self.entries.len()];
        let mut titles: Vec<(u32, OccupationId)> = owners.into_iter().map(|o| (0, o)).collect();
        let mut told = vec![0; self.sizes.len()];
        let mut lists = FxHashMap::default();
        for (&key, &id) in &self.ids {
            let (start, size) = (starts[id as usize], self.sizes[id as usize]);
            lists.insert(key, (start, start + size));
            told[id as usize] = if is_common(key, size, total) { 0 } else { rarity(total, size) * unit(key) };
        }
        for (id, title, at_end) in self.entries {
            let weight = weighted(told[id as usize], at_end);
            titles[title as usize].0 += weight;
            postings[starts[id as usize] as usize] = Posting { title, weight };
            starts[id as usize] += 1;
        }
        let owners = titles.iter().map(|(_, owner)| owner.index() + 1).max().unwrap_or(0);
        Grams { lists, postings, titles, owners }
    }
}

/// Grams that many titles hold tell nothing and cost most. Chosen: one title in sixty-four for single characters.
fn is_common(key: u64, titles: u32, total: u32) -> bool {
    titles * if unit(key) == 1 { 64 } else { 12 } > total + 64 * 64
}

/// Single characters tell a third of what pairs and Latin words of the same rarity tell. Chosen on half of the titles.
fn unit(key: u64) -> u32 {
    if key <= 0x10_ffff { 1 } else { 3 }
}

fn weighted(rarity: u32, at_end: bool) -> u32 {
    if at_end { rarity * 3 / 2 } else { rarity }
}

/// Eighths of the logarithm of how rare a gram is; at least 1.
fn rarity(total: u32, of: u32) -> u32 {
    let ratio = u64::from(total) * 16 / u64::from(of.max(1));
    let whole = ratio.max(1).ilog2();
    let below = ((u128::from(ratio) << 64 >> whole) >> 61) as u32 & 7;
    (whole * 8 + below).saturating_sub(32).max(1)
}

/// Distinct grams of folded text: characters, pairs of them, Latin words and numbers.
fn grams_of(text: &str, out: &mut Vec<Gram>) {
    out.clear();
    let mut previous = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() {
            let mut end = at + 1;
            while chars.next_if(|&(_, c)| c.is_ascii_alphanumeric() || matches!(c, '+' | '#')).is_some() {
                end += 1;
            }
            out.push(Gram { key: word_key(&text[at..end]), at_end: false });
            previous = None;
        } else if c.is_alphanumeric() {
            out.push(Gram { key: u64::from(u32::from(c)), at_end: false });
            if let Some(before) = previous {
                out.push(Gram { key: pair_key(before, c), at_end: false });
            }
            previous = Some(c);
        } else {
            previous = None;
        }
    }
    for gram in out.iter_mut().rev().take(2) {
        gram.at_end = true;
    }
    out.sort_unstable();
    out.dedup_by_key(|g| g.key);
}

fn pair_key(a: char, b: char) -> u64 {
    u64::from(u32::from(a)) << 24 | u64::from(u32::from(b))
}

fn word_key(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish() | 1 << 63
}
