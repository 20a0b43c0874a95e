//! The telling words of a text, as sorted hashes with weights.

use rengang_text::{Analyzer, Span, fold};
use serde::{Deserialize, Serialize};

/// A bag of words for the duties part: each word once, with how much it tells, sorted by hash.
///
/// Weights come from the dictionary alone ([`Analyzer::weight`]), so that no record moves another record's score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Terms {
    words: Vec<(u32, u16)>,
    /// Square root of the sum of squared weights, rounded down.
    norm: u32,
}

/// Chosen: more words than any real record tells; keeps a hostile record from costing every comparison.
const MAX_WORDS: usize = 400;
/// The norm of a person of usual length; measured on the open collection, where half lie between 3970 and 4490.
const USUAL_NORM: u64 = 4000;

impl Terms {
    /// The telling words of `texts`.
    pub(crate) fn read<'a>(texts: impl IntoIterator<Item = &'a str>, analyzer: &Analyzer) -> Self {
        let mut words = Vec::new();
        let mut spans: Vec<Span> = Vec::new();
        for text in texts {
            let folded = fold(text);
            analyzer.tokens(folded.as_str(), &mut spans);
            for span in &spans {
                let word = &folded.as_str()[span.bytes.clone()];
                let weight = analyzer.weight(word);
                if weight > 0 {
                    words.push((hash(word), weight));
                }
            }
        }
        Self::from_words(words)
    }

    pub(crate) fn from_words(mut words: Vec<(u32, u16)>) -> Self {
        words.sort_unstable();
        words.dedup_by_key(|w| w.0);
        if words.len() > MAX_WORDS {
            words.sort_unstable_by_key(|w| (std::cmp::Reverse(w.1), w.0));
            words.truncate(MAX_WORDS);
            words.sort_unstable();
        }
        let squares: u64 = words.iter().map(|w| u64::from(w.1).pow(2)).sum();
        Self { words, norm: squares.isqrt() as u32 }
    }

    /// How much of what these words (of an ad) tell is told by `person` too, in thousandths of the cosine with a
    /// person of usual length; `None` where either has no telling word.
    ///
    /// The person's own length does not count, so that a word more never tells less.
    pub(crate) fn told_by(&self, person: &Self) -> Option<u32> {
        if self.norm == 0 || person.norm == 0 {
            return None;
        }
        let norms = u64::from(self.norm) * USUAL_NORM;
        Some((self.dot(person) * 1000 / norms).min(1000) as u32)
    }

    /// The words' hashes, ascending.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().map(|(word, _)| *word)
    }

    /// The words in a compact form that tells no less: see [`Told::most`].
    ///
    /// A word becomes three bytes: its bucket, and its share of the norm in 255ths, rounded up.
    pub(crate) fn sketch(&self) -> impl Iterator<Item = (u16, u8)> + '_ {
        let norm = u64::from(self.norm.max(1));
        // At most UNIT, since no weight is above the norm.
        let impact = move |weight: u16| (u64::from(weight) * UNIT).div_ceil(norm).min(UNIT) as u8;
        self.words.iter().map(move |&(word, weight)| (bucket(word), impact(weight)))
    }

    fn dot(&self, other: &Self) -> u64 {
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut sum = 0;
        while let (Some(&&(x, wx)), Some(&&(y, wy))) = (a.peek(), b.peek()) {
            if x == y {
                sum += u64::from(wx) * u64::from(wy);
            }
            if x <= y {
                a.next();
            }
            if y <= x {
                b.next();
            }
        }
        sum
    }
}

const UNIT: u64 = u8::MAX as u64;
const BUCKETS: usize = 1 << 16;

fn bucket(word: u32) -> u16 {
    (word >> 16) as u16
}

/// The words that one person tells, ready to be met by many sketches.
pub(crate) struct Told {
    /// Which buckets hold a word: small enough to stay in the nearest cache.
    held: Vec<u64>,
    /// The greatest weight of the words of each bucket.
    weights: Vec<u16>,
    filled: Vec<u16>,
    silent: bool,
}

impl Default for Told {
    fn default() -> Self {
        Self { held: vec![0; BUCKETS / 64], weights: vec![0; BUCKETS], filled: Vec::new(), silent: true }
    }
}

/// The sketch of a text: buckets and impacts in the same order.
#[derive(Clone, Copy)]
pub(crate) struct Sketch<'a> {
    pub(crate) buckets: &'a [u16],
    pub(crate) impacts: &'a [u8],
}

impl Told {
    /// Forgets the person before and takes the words of `person`.
    pub(crate) fn set(&mut self, person: &Terms) {
        for bucket in self.filled.drain(..) {
            self.weights[usize::from(bucket)] = 0;
            self.held[usize::from(bucket >> 6)] = 0;
        }
        for &(word, weight) in &person.words {
            let best = &mut self.weights[usize::from(bucket(word))];
            *best = weight.max(*best);
            self.held[usize::from(bucket(word) >> 6)] |= 1 << (bucket(word) & 63);
            self.filled.push(bucket(word));
        }
        self.silent = person.norm == 0;
    }

    /// No less than what [`Terms::told_by`] says of the ad behind `sketch`: a word of the ad meets at most one word of the person, which
    /// lies in its bucket, and impacts are rounded up.
    pub(crate) fn most(&self, sketch: Sketch<'_>) -> Option<u32> {
        if self.silent || sketch.buckets.is_empty() {
            return None;
        }
        let mut sum = 0;
        for (&bucket, &impact) in sketch.buckets.iter().zip(sketch.impacts) {
            if self.held[usize::from(bucket >> 6)] >> (bucket & 63) & 1 == 1 {
                sum += u32::from(self.weights[usize::from(bucket)]) * u32::from(impact);
            }
        }
        Some((u64::from(sum) * 1000 / (UNIT * USUAL_NORM)).min(1000) as u32)
    }
}

/// FNV-1a, 32 bits: the same on every machine; a collision in a pair of records is rarer than a misread word.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn like_texts_are_near_and_unlike_ones_far() {
        let analyzer = Analyzer::new([]);
        let read = |text| Terms::read([text], &analyzer);
        let (a, b, c) = (read("氩弧焊焊接不锈钢"), read("不锈钢氩弧焊"), read("会计报税"));
        assert!(a.told_by(&b) > a.told_by(&c));
        assert_eq!(a.told_by(&Terms::default()), None);
    }

    proptest! {
        #[test]
        fn a_word_more_never_tells_less(
            ad in prop::collection::vec((0..60u32, 1..=1000u16), 1..50),
            person in prop::collection::vec((0..60u32, 1..=1000u16), 1..50),
            more in (0..60u32, 1..=1000u16),
        ) {
            let ad = Terms::from_words(ad);
            let before = ad.told_by(&Terms::from_words(person.clone()));
            let longer = if person.iter().any(|w| w.0 == more.0) { person } else { [person, vec![more]].concat() };
            let after = ad.told_by(&Terms::from_words(longer));
            prop_assert!(after >= before);
            prop_assert!(after.is_none_or(|told| told <= 1000));
        }

        #[test]
        fn a_sketch_never_tells_less_than_the_words(
            a in prop::collection::vec((0..90_000_000u32, 1..=1000u16), 0..50),
            b in prop::collection::vec((0..90_000_000u32, 1..=1000u16), 0..50),
            common in prop::collection::vec((any::<u32>(), 1..=1000u16), 0..20),
        ) {
            let (a, b) = (Terms::from_words([a, common.clone()].concat()), Terms::from_words([b, common].concat()));
            let mut told = Told::default();
            told.set(&b);
            told.set(&a);
            let (buckets, impacts): (Vec<u16>, Vec<u8>) = b.sketch().unzip();
            let sketch = Sketch { buckets: &buckets, impacts: &impacts };
            prop_assert!(told.most(sketch) >= b.told_by(&a));
            prop_assert_eq!(told.most(sketch).is_none(), b.told_by(&a).is_none());
        }
    }
}
