//! BM25: what a search engine without rules gives, to measure against.

use std::collections::{BTreeMap, BTreeSet};

/// How fast a repeated word stops counting, and how much long documents are held back; the usual values.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// Documents as bags of words, scored by Okapi BM25 (Robertson and Zaragoza 2009) with the idf of Lucene, which is never
/// negative.
///
/// ```
/// use rengang_eval::Bm25;
/// let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
/// let bm25 = Bm25::new([words("焊工 二保焊 夜班"), words("会计 出纳")]);
/// let scores = bm25.scores(&words("二保焊 焊工"));
/// assert!(scores[0] > 0.0 && scores[1] == 0.0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Bm25 {
    /// Documents with the number of times that they hold a word.
    holders: BTreeMap<String, Vec<(usize, f64)>>,
    lengths: Vec<f64>,
}

impl Bm25 {
    /// The documents, each as its words in any order.
    #[must_use]
    pub fn new(documents: impl IntoIterator<Item = Vec<String>>) -> Self {
        let mut bm25 = Self::default();
        for (document, words) in documents.into_iter().enumerate() {
            bm25.lengths.push(words.len() as f64);
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1.0);
            for (word, count) in counts {
                bm25.holders.entry(word).or_default().push((document, count));
            }
        }
        bm25
    }

    /// The score of every document, in the order in which they were given; 0 where no word is shared. A word of the
    /// query counts once.
    #[must_use]
    pub fn scores(&self, query: &[String]) -> Vec<f64> {
        let mut scores = vec![0.0; self.lengths.len()];
        let all = self.lengths.len() as f64;
        let mean = (self.lengths.iter().sum::<f64>() / all).max(1.0);
        for word in query.iter().collect::<BTreeSet<_>>() {
            let Some(holders) = self.holders.get(word) else { continue };
            let held = holders.len() as f64;
            let idf = (1.0 + (all - held + 0.5) / (held + 0.5)).ln();
            for &(document, count) in holders {
                let room = K1 * (1.0 - B + B * self.lengths[document] / mean);
                scores[document] += idf * count * (K1 + 1.0) / (count + room);
            }
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::Bm25;

    fn words(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_rare_word_weighs_more_than_a_common_one() {
        let bm25 = Bm25::new([words("a b"), words("a c"), words("a d")]);
        let scores = bm25.scores(&words("a b"));
        assert!(scores[0] > 2.0 * scores[1]);
        // ln(1 + 0.5 / 3.5), all lengths alike: (k1 + 1) / (1 + k1) = 1.
        assert!((scores[1] - (1.0_f64 + 0.5 / 3.5).ln()).abs() < 1e-12);
    }

    #[test]
    fn the_shorter_of_two_documents_with_the_word_is_first() {
        let scores = Bm25::new([words("a b b b"), words("a b"), words("c c")]).scores(&words("a"));
        assert!(scores[1] > scores[0] && scores[0] > scores[2]);
    }

    #[test]
    fn nothing_is_scored_in_nothing() {
        assert!(Bm25::new([]).scores(&words("a")).is_empty());
    }
}
