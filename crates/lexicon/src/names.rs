//! One tree over the phrases of a table, each with all that it may mean.

use std::fmt;
use std::ops::Range;

use rengang_text::Trie;

/// Phrases and their meanings; a phrase may have several, in the order in which they were given.
pub(crate) struct Phrases<M> {
    trie: Trie,
    /// Where the meanings of phrase `n` begin; one more than there are phrases.
    starts: Vec<u32>,
    meanings: Vec<M>,
}

impl<M> fmt::Debug for Phrases<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Phrases").field("meanings", &self.meanings.len()).finish_non_exhaustive()
    }
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// Bytes in the folded text.
    pub(crate) bytes: Range<usize>,
    phrase: u32,
}

impl<M> Phrases<M> {
    /// Builds the tree; empty phrases are left out.
    pub(crate) fn new<S: AsRef<str>>(pairs: impl IntoIterator<Item = (S, M)>) -> Self {
        let mut pairs: Vec<(S, M)> = pairs.into_iter().filter(|(p, _)| !p.as_ref().is_empty()).collect();
        pairs.sort_by(|a, b| a.0.as_ref().cmp(b.0.as_ref()));
        let mut phrases: Vec<S> = Vec::new();
        let mut starts = Vec::new();
        let mut meanings = Vec::with_capacity(pairs.len());
        for (phrase, meaning) in pairs {
            if phrases.last().is_none_or(|last| last.as_ref() != phrase.as_ref()) {
                phrases.push(phrase);
                starts.push(meanings.len() as u32);
            }
            meanings.push(meaning);
        }
        starts.push(meanings.len() as u32);
        Self { trie: Trie::new(&phrases), starts, meanings }
    }

    /// All phrases in `folded`, also those inside and across others: by start, then longest first.
    ///
    /// Linear: at each place at most as many phrases begin as the longest phrase has characters.
    pub(crate) fn find_all(&self, folded: &str) -> Vec<Hit> {
        // Chosen: a table has a phrase for every twenty characters of its texts.
        let mut hits = Vec::with_capacity(folded.len() / 64 + 4);
        self.trie.each(folded, |bytes, phrase| {
            if stands_alone(folded, bytes.clone()) {
                hits.push(Hit { bytes, phrase });
            }
        });
        hits
    }

    /// What the phrase of `hit` may mean.
    pub(crate) fn meanings(&self, hit: &Hit) -> &[M] {
        let phrase = hit.phrase as usize;
        &self.meanings[self.starts[phrase] as usize..self.starts[phrase + 1] as usize]
    }
}

/// Whether Latin letters and digits at the edges of `bytes` are not parts of a longer word or number.
pub(crate) fn stands_alone(folded: &str, bytes: Range<usize>) -> bool {
    let text = folded.as_bytes();
    let joins = |outer: Option<&u8>, inner: u8| {
        inner.is_ascii_alphanumeric() && outer.is_some_and(u8::is_ascii_alphanumeric)
    };
    let before = bytes.start.checked_sub(1).and_then(|at| text.get(at));
    !joins(before, text[bytes.start]) && !joins(text.get(bytes.end), text[bytes.end - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folded: &str, expected: &[(&str, &[u8])]) {
        let phrases = Phrases::new([("甲乙", 1), ("乙", 2), ("乙", 3), ("a2", 4)]);
        let hits = phrases.find_all(folded);
        let found: Vec<(&str, &[u8])> =
            hits.iter().map(|h| (&folded[h.bytes.clone()], phrases.meanings(h))).collect();
        assert_eq!(found, expected, "{folded}");
    }

    #[test]
    fn finds_phrases_inside_others_with_every_meaning() {
        check("x甲乙", &[("甲乙", &[1]), ("乙", &[2, 3])]);
    }

    #[test]
    fn latin_phrases_stand_alone() {
        check("持a2本", &[("a2", &[4])]);
        check("ca2、a20", &[]);
    }
}
