//! What of a posting is compared with others, small enough to keep for a million postings.

use super::employer::Employer;
use crate::ad::Ad;
use crate::completeness::Completeness;
use crate::date;
use crate::number::{self, Number, Period, Unit};
use crate::squeeze::Squeezed;
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
use jiff::civil::Date;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::LazyLock;

/// A sorted set of hashes of pairs of characters.
pub(super) type Grams = Box<[u32]>;

/// The compared parts of one posting.
#[derive(Debug, Clone)]
pub(super) struct Features {
    pub employer: Employer,
    pub place: Grams,
    /// Lower and upper end in yuan a month, or what a day or an hour is worth in a month.
    pub pay: Option<(u32, u32)>,
    pub headcount: Option<u32>,
    pub title: Grams,
    /// Lines of the table of kinds of work that the title names.
    pub work: Box<[u8]>,
    /// The title without brackets.
    pub title_text: Box<str>,
    pub duties: Grams,
    /// Hours and benefits.
    pub terms: Grams,
    /// Hash of the source, 0 where it is not told.
    pub source: u32,
    pub published: Option<Date>,
    pub completeness: u8,
}

/// Chosen: more pairs than this are thinned by hash, which keeps the shared ones of two texts alike.
const MOST_GRAMS: usize = 256;

impl Features {
    pub(super) fn of(ad: &Ad) -> Self {
        let employer = Employer::read(ad.employer);
        let title = without_brackets(ad.title);
        let mut duties = grams(ad.description);
        duties.extend(grams(ad.title));
        duties.extend(grams(&employer.brand));
        Self {
            place: set(place_grams(ad.region)),
            pay: pay(ad.pay),
            headcount: number::read(&Squeezed::new(ad.headcount)).first().map(|n| n.value() as u32),
            title: set(grams(&title)),
            work: work(ad.title),
            title_text: Squeezed::new(&title).as_str().into(),
            duties: set(duties),
            terms: set([grams(ad.schedule), grams(ad.benefits)].concat()),
            source: if ad.source.is_empty() { 0 } else { hash(ad.source.as_bytes()) | 1 },
            published: date::read(ad.published),
            completeness: Completeness::of(ad).score(),
            employer,
        }
    }
}

/// The kinds of work that a title names. A longer word hides shorter ones inside it: 护理师 is no 护理.
fn work(title: &str) -> Box<[u8]> {
    let title = Squeezed::new(title);
    let mut work: Vec<u8> = WORK.leftmost_find_iter(title.as_str()).map(|m| m.value()).collect();
    work.sort_unstable();
    work.dedup();
    work.into()
}

/// The table of kinds of work, immutable; built on first use.
static WORK: LazyLock<DoubleArrayAhoCorasick<u8>> = LazyLock::new(|| {
    let lines = include_str!("../../rules/title_heads.tsv").lines().filter(|l| !l.starts_with('#'));
    let words =
        lines.enumerate().flat_map(|(at, line)| line.split_whitespace().map(move |word| (word, at as u8)));
    DoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(words)
        .expect("a test builds the table")
});

fn set(mut grams: Vec<u32>) -> Grams {
    grams.sort_unstable();
    grams.dedup();
    grams.truncate(MOST_GRAMS);
    grams.into()
}

/// Pairs of neighbouring ideographs, and whole Latin words and numbers.
pub(super) fn grams(text: &str) -> Vec<u32> {
    let squeezed = Squeezed::new(text);
    let mut out = Vec::with_capacity(squeezed.len());
    let mut before: Option<char> = None;
    let mut word = String::new();
    for c in squeezed.as_str().chars().chain(['\n']) {
        if c.is_ascii_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            out.push(hash(word.as_bytes()));
            word.clear();
        }
        let ideograph = ('\u{4e00}'..='\u{9fff}').contains(&c).then_some(c);
        if let (Some(a), Some(b)) = (before, ideograph) {
            out.push(gram(a, b));
        }
        before = ideograph;
    }
    out
}

fn gram(a: char, b: char) -> u32 {
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&(a as u32).to_le_bytes());
    bytes[4..].copy_from_slice(&(b as u32).to_le_bytes());
    hash(&bytes)
}

pub(super) fn hash(bytes: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    mix(hasher.finish()) as u32
}

/// Spreads a hash over all bits (the finaliser of splitmix64).
pub(super) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Pairs of the place without the city, which all postings of a portal share.
fn place_grams(region: &str) -> Vec<u32> {
    let squeezed = Squeezed::new(region);
    let region = squeezed.as_str().replace("天津市", "").replace("天津", "");
    let region: String =
        region.chars().map(|c| if matches!(c, '区' | '县' | '市' | '镇' | '街') { ' ' } else { c }).collect();
    region.split(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).flat_map(grams).collect()
}

fn without_brackets(title: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(title.len());
    for c in title.chars() {
        match c {
            '(' | '（' | '【' | '[' => depth += 1,
            ')' | '）' | '】' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() { title.to_owned() } else { out }
}

/// The first range of the field, or else the first amount, in yuan a month.
fn pay(text: &str) -> Option<(u32, u32)> {
    let numbers = number::read(&Squeezed::new(text));
    let amounts: Vec<&Number> = numbers.iter().filter(|n| is_amount(n)).collect();
    let range = amounts.windows(2).find(|pair| pair[0].opens_range);
    let (first, last) = range.map_or((*amounts.first()?, *amounts.first()?), |pair| (pair[0], pair[1]));
    let (low, high) = (monthly(first), monthly(last));
    Some((low.min(high), low.max(high)))
}

fn is_amount(number: &Number) -> bool {
    matches!(number.unit, Unit::Yuan | Unit::None) && number.value() >= 10
}

fn monthly(number: &Number) -> u32 {
    let value = number.value().min(10_000_000);
    let monthly = match number.per {
        Some(Period::Hour) => value * 174,
        Some(Period::Day) => value * 2175 / 100,
        Some(Period::Year) => value / 12,
        _ if value >= 50_000 => value / 12,
        _ => value,
    };
    monthly as u32
}
