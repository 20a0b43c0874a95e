//! One pass over a text for all phrases of a table, each with what it stands for.

use std::ops::Range;

use daachorse::CharwiseDoubleArrayAhoCorasick;

/// Phrases and their values; finds every place of every phrase in folded text.
#[derive(Clone)]
pub(crate) struct Phrases<T> {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
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
    /// Builds from folded phrases, sorted by phrase and value; `cache` is the automaton of the same phrases, if known.
    pub(crate) fn new(mut pairs: Vec<(String, T)>, cache: Option<&[u8]>) -> Self {
        pairs.retain(|(phrase, _)| !phrase.is_empty());
        pairs.sort_unstable();
        pairs.dedup();
        let mut phrases: Vec<&str> = Vec::new();
        let mut starts = Vec::new();
        let mut values = Vec::with_capacity(pairs.len());
        for (phrase, value) in &pairs {
            if phrases.last() != Some(&phrase.as_str()) {
                phrases.push(phrase);
                starts.push(values.len() as u32);
            }
            values.push(*value);
        }
        starts.push(values.len() as u32);
        let lengths = phrases.iter().map(|p| p.chars().count() as u16).collect();
        Self { automaton: automaton(&phrases, cache), values, starts, lengths }
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
        let Some(automaton) = &self.automaton else { return };
        for found in automaton.find_overlapping_iter(text) {
            if stands_alone(text, &(found.start()..found.end())) {
                let (start, end) = (found.start() as u32, found.end() as u32);
                out.push(Found { start, end, phrase: found.value() });
            }
        }
        out.sort_unstable_by_key(|f| (f.start, std::cmp::Reverse(f.end)));
    }

    /// Number of distinct phrases.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        let automaton = self.automaton.as_ref().map_or(0, CharwiseDoubleArrayAhoCorasick::heap_bytes);
        automaton + self.values.len() * size_of::<T>() + self.starts.len() * 4 + self.lengths.len() * 2
    }
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

fn automaton(phrases: &[&str], cache: Option<&[u8]>) -> Option<CharwiseDoubleArrayAhoCorasick<u32>> {
    if phrases.is_empty() {
        return None;
    }
    if let Some((automaton, _)) = cache.and_then(|c| CharwiseDoubleArrayAhoCorasick::deserialize(c).ok()) {
        return Some(automaton);
    }
    let built = CharwiseDoubleArrayAhoCorasick::new(phrases);
    Some(built.expect("the phrases are distinct, not empty and fewer than 2^31"))
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
        let phrases = Phrases::new(words.map(|w| (w.to_owned(), 0u16)).to_vec(), None);
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
        let phrases = Phrases::new(vec![("乙".into(), 2u16), ("甲".into(), 1), ("乙".into(), 1)], None);
        let mut found = Vec::new();
        phrases.find_all("乙", &mut found);
        assert_eq!(phrases.values(found[0].phrase), [1, 2]);
    }

    #[test]
    fn no_phrases_find_nothing() {
        let mut found = Vec::new();
        Phrases::<u16>::new(Vec::new(), None).find_all("焊工", &mut found);
        assert_eq!(found, []);
    }
}
