//! Titles that share characters with a raw title: recall where no alias stands whole.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::occupation::OccupationId;
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
    rarity_of_unknown: u32,
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
    pub(crate) fn build(claims: &[(String, Claim)]) -> Self {
        let titles: Vec<&(String, Claim)> = claims.iter().filter(|(_, c)| c.kind != ClaimKind::Not).collect();
        let mut entries: Vec<(u64, u32, bool)> = Vec::new();
        let mut grams = Vec::new();
        for (at, (phrase, _)) in titles.iter().enumerate() {
            grams_of(phrase, &mut grams);
            entries.extend(grams.iter().map(|g| (g.key, at as u32, g.at_end)));
        }
        entries.sort_unstable();
        let total = titles.len() as u32 + 1;
        let mut built = Self {
            lists: FxHashMap::default(),
            postings: Vec::with_capacity(entries.len()),
            titles: titles.iter().map(|(_, c)| (0, c.occupation)).collect(),
            rarity_of_unknown: rarity(total, 1),
        };
        for list in entries.chunk_by(|a, b| a.0 == b.0) {
            built.add_list(list, total);
        }
        built
    }

    fn add_list(&mut self, list: &[(u64, u32, bool)], total: u32) {
        let start = self.postings.len() as u32;
        let rarity = rarity(total, list.len() as u32) * unit(list[0].0);
        for &(_, title, at_end) in list {
            let weight = weighted(rarity, at_end);
            self.titles[title as usize].0 += weight;
            self.postings.push(Posting { title, weight });
        }
        self.lists.insert(list[0].0, (start, self.postings.len() as u32));
    }

    /// The best likeness of each occupation that shares anything with folded `text`, by id.
    pub(crate) fn likeness(&self, text: &str) -> Vec<(OccupationId, u16)> {
        let mut grams = Vec::new();
        grams_of(text, &mut grams);
        let mut shared = vec![0u32; self.titles.len()];
        let mut touched = Vec::new();
        let mut own = 0;
        for gram in &grams {
            let Some(&(start, end)) = self.lists.get(&gram.key) else {
                own += weighted(self.rarity_of_unknown * unit(gram.key), gram.at_end);
                continue;
            };
            let list = &self.postings[start as usize..end as usize];
            let rarity = rarity(self.titles.len() as u32 + 1, list.len() as u32) * unit(gram.key);
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

    fn best_of_each(&self, shared: &[u32], touched: &[u32], own: u32) -> Vec<(OccupationId, u16)> {
        let mut best: Vec<(OccupationId, u16)> = touched
            .iter()
            .map(|&title| {
                let (information, occupation) = self.titles[title as usize];
                (occupation, (u64::from(shared[title as usize]) * 1000 / u64::from(own + information)) as u16)
            })
            .collect();
        best.sort_unstable_by_key(|&(occupation, likeness)| (occupation, std::cmp::Reverse(likeness)));
        best.dedup_by_key(|&mut (occupation, _)| occupation);
        best
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.postings.len() * size_of::<Posting>() + self.titles.len() * 8 + self.lists.len() * 24
    }
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
