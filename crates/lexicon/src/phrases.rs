//! One pass over a text for all phrases of a table, each with what it stands for.
//!
//! A tree of characters, built in one walk over the sorted phrases. Measured on 30,577 phrases; the `throughput`
//! example shows what it does.

use std::ops::Range;

use rengang_text::Trie;

/// Phrases and their values; finds every place of every phrase in folded text.
#[derive(Clone)]
pub(crate) struct Phrases<T> {
    /// All phrases, sorted, end to end; phrase `i` is at `bounds[i]..bounds[i + 1]`.
    text: String,
    bounds: Vec<u32>,
    trie: Trie,
    /// Values of all phrases; those of phrase `i` are at `starts[i]..starts[i + 1]`.
    values: Vec<T>,
    starts: Vec<u32>,
    lengths: Vec<u16>,
}

/// One place of one phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) phrase: u32,
}

impl Found {
    pub(crate) fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl<T: Copy + Ord> Phrases<T> {
    /// Takes folded phrases with their values, in any order. Phrases of one character are found only if it is ASCII.
    pub(crate) fn new(mut pairs: Vec<(String, T)>) -> Self {
        pairs.retain(|(phrase, _)| !phrase.is_empty());
        let order = order(&pairs);
        let distinct: Vec<&[usize]> = order.chunk_by(|&a, &b| pairs[a].0 == pairs[b].0).collect();
        let names: Vec<&str> = distinct.iter().map(|same| pairs[same[0]].0.as_str()).collect();
        let mut phrases = Self {
            text: String::new(),
            bounds: vec![0],
            trie: Trie::new(&names),
            values: Vec::with_capacity(pairs.len()),
            starts: Vec::new(),
            lengths: Vec::new(),
        };
        for same in distinct {
            phrases.add(&pairs[same[0]].0, same.iter().map(|&at| pairs[at].1));
        }
        phrases.starts.push(phrases.values.len() as u32);
        phrases
    }

    fn add(&mut self, phrase: &str, values: impl Iterator<Item = T>) {
        self.text.push_str(phrase);
        self.bounds.push(self.text.len() as u32);
        self.lengths.push(phrase.chars().count() as u16);
        self.starts.push(self.values.len() as u32);
        self.values.extend(values);
    }

    /// All phrases with their values, sorted.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &[T])> {
        (0..self.lengths.len() as u32).map(|at| (self.phrase(at), self.values(at)))
    }

    /// The values of a phrase.
    pub(crate) fn values(&self, phrase: u32) -> &[T] {
        let at = phrase as usize;
        &self.values[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// Length of a phrase in characters.
    pub(crate) fn chars(&self, phrase: u32) -> u16 {
        self.lengths[phrase as usize]
    }

    /// Puts all places of all phrases into `out` (cleared first), by start, the longer first.
    pub(crate) fn find_all(&self, text: &str, out: &mut Vec<Found>) {
        out.clear();
        self.trie.each(text, |bytes, phrase| {
            let counts = self.chars(phrase) > 1 || text.as_bytes()[bytes.start].is_ascii();
            if counts && stands_alone(text, &bytes) {
                out.push(Found { start: bytes.start as u32, end: bytes.end as u32, phrase });
            }
        });
    }

    fn phrase(&self, at: u32) -> &str {
        &self.text[self.bounds[at as usize] as usize..self.bounds[at as usize + 1] as usize]
    }

    /// Number of distinct phrases.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let per_phrase = 4 + 4 + 2;
        self.text.len()
            + self.len() * per_phrase
            + self.values.len() * size_of::<T>()
            + self.trie.heap_bytes()
    }
}

/// The places of distinct pairs in the order of phrase and value.
///
/// Sorts by the first sixteen bytes before the rest: half of the time of sorting strings, and of loading.
fn order<T: Copy + Ord>(pairs: &[(String, T)]) -> Vec<usize> {
    let head = |phrase: &str| {
        let mut head = [0; 16];
        let len = phrase.len().min(16);
        head[..len].copy_from_slice(&phrase.as_bytes()[..len]);
        u128::from_be_bytes(head)
    };
    let mut keys: Vec<(u128, usize)> = pairs.iter().enumerate().map(|(at, (p, _))| (head(p), at)).collect();
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| pairs[a.1].cmp(&pairs[b.1])));
    keys.dedup_by(|a, b| a.0 == b.0 && pairs[a.1] == pairs[b.1]);
    keys.into_iter().map(|(_, at)| at).collect()
}

/// Of places sorted by start and length, those that are leftmost and longest; none overlaps another.
pub(crate) fn leftmost_longest(found: &[Found]) -> impl Iterator<Item = Found> + '_ {
    let mut end = 0;
    found.iter().copied().filter(move |f| {
        let free = f.start >= end;
        if free {
            end = f.end;
        }
        free
    })
}

/// Whether the place is a word by itself: Latin letters and digits must not run on at either end.
///
/// A digit after a Latin word of three letters is its version (`html5`, `excel2019`). A single letter counts only
/// between punctuation: `C` stands alone in `C、Java`, not in `C类` or `维C`.
pub(crate) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let (first, last) = (bytes[range.start], bytes[range.end - 1]);
    let before = range.start.checked_sub(1).map(|at| bytes[at]);
    let after = bytes.get(range.end).copied();
    if range.len() == 1 && first.is_ascii_alphabetic() {
        return [before, after].into_iter().all(|b| b.is_none_or(separates_a_letter))
            && !near_ideograph(text, range);
    }
    let joins = |outer: Option<u8>, inner: u8| {
        inner.is_ascii_alphanumeric() && outer.is_some_and(|b| b.is_ascii_alphanumeric())
    };
    let version = range.len() >= 3 && last.is_ascii_alphabetic() && after.is_some_and(|b| b.is_ascii_digit());
    !joins(before, first) && (!joins(after, last) || version)
}

fn separates_a_letter(byte: u8) -> bool {
    !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'#' | b'-' | b'.' | b'&')
}

fn near_ideograph(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    [before, after].into_iter().flatten().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = ["java", "javascript", "c", "c++", "html", "焊工", "氩弧焊工", "s7"];
        let phrases = Phrases::new(words.map(|w| (w.to_owned(), 0u16)).to_vec());
        let mut found = Vec::new();
        phrases.find_all(text, &mut found);
        let words: Vec<&str> = leftmost_longest(&found).map(|f| &text[f.bytes()]).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn latin_names_are_whole_words() {
        check("javascript、java", &["javascript", "java"]);
        check("javas", &[]);
        check("会java的", &["java"]);
        check("html5, s71", &["html"]);
    }

    #[test]
    fn a_single_letter_stands_between_punctuation() {
        check("c、c++/c", &["c", "c++", "c"]);
        check("c类 维c c1 c-5", &[]);
    }

    #[test]
    fn the_longest_phrase_at_a_place_counts() {
        check("招氩弧焊工焊工", &["氩弧焊工", "焊工"]);
    }

    #[test]
    fn values_of_one_phrase_stay_together() {
        let phrases = Phrases::new(vec![("乙工".into(), 2u16), ("甲工".into(), 1), ("乙工".into(), 1)]);
        let mut found = Vec::new();
        phrases.find_all("乙工", &mut found);
        assert_eq!(phrases.values(found[0].phrase), [1, 2]);
    }

    #[test]
    fn no_phrases_find_nothing() {
        let mut found = Vec::new();
        Phrases::<u16>::new(Vec::new()).find_all("焊工", &mut found);
        assert_eq!(found, []);
    }
}
