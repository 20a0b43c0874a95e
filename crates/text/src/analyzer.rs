//! Folded text to words.
//!
//! Text is split into protected words, runs of letters and digits (one token each), runs of ideographs (cut by the
//! jieba dictionary without its hidden Markov model, which invents words such as 负责后端), and everything else,
//! which separates. A word of three or more characters is followed by its parts where the dictionary splits it into
//! whole words (数据分析师 → 数据, 数据分析, 分析师); parts that only happen to be words (业生 in 毕业生) are not emitted.

use std::ops::Range;
use std::sync::Arc;

use jieba_rs::Jieba;
use rustc_hash::FxHasher;
use std::hash::Hasher;

use crate::protected::Protected;
use crate::weight;

/// Version of the rules of this crate; part of the fingerprint. Raise it when any token of any text may change.
const RULES: u32 = 3;

/// One token: bytes and place in the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes in the folded text.
    pub bytes: Range<usize>,
    /// Index of the first character: the token's position.
    pub position: usize,
    /// Length in characters.
    pub chars: usize,
}

/// Splits folded text into words; cheap to clone, shared between threads.
///
/// ```
/// use rengang_text::{Analyzer, fold};
/// let analyzer = Analyzer::new(["大模型"]);
/// let folded = fold("熟悉C++与大模型");
/// let words: Vec<&str> = analyzer.words(folded.as_str()).collect();
/// assert_eq!(words, ["熟悉", "c++", "与", "大模型"]);
/// ```
#[derive(Clone)]
pub struct Analyzer(Arc<Rules>);

struct Rules {
    jieba: Jieba,
    protected: Protected,
    fingerprint: u64,
}

impl Analyzer {
    /// Builds an analyzer that also knows `words` (folded; titles, skills and tools of a lexicon).
    ///
    /// Costs about a tenth of a second for the embedded dictionary; build one and share it.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        let mut jieba = Jieba::new();
        for word in words.iter().filter(|w| is_dictionary_word(w)) {
            jieba.add_word(word, None, None);
        }
        let protected = Protected::new(words.iter().copied());
        Self(Arc::new(Rules { jieba, protected, fingerprint: fingerprint(&words) }))
    }

    /// A mark of the rules and the added words: two analyzers with one mark give the same tokens.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.0.fingerprint
    }

    /// The words of folded `text`, longest first at each place, without their parts.
    pub fn words<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        let mut spans = Vec::new();
        self.walk(text, |span| spans.push(span.bytes));
        spans.into_iter().map(move |bytes| &text[bytes])
    }

    /// Puts the tokens of folded `text` into `out` (cleared first): every word, then its parts by place and length.
    pub fn tokens(&self, text: &str, out: &mut Vec<Span>) {
        out.clear();
        self.walk(text, |span| {
            let word = span.clone();
            out.push(span);
            self.push_parts(&text[word.bytes.clone()], &word, out);
        });
    }

    /// Puts the words of folded `text` into `out` (cleared first), without their parts.
    pub fn whole_words(&self, text: &str, out: &mut Vec<Span>) {
        out.clear();
        self.walk(text, |span| out.push(span));
    }

    /// How much the folded `word` tells, 0..=1000: from its frequency in the dictionary's own corpus, never from
    /// the records, so that a score does not move when other records come and go.
    #[must_use]
    pub fn weight(&self, word: &str) -> u16 {
        weight::of(&self.0.jieba, word)
    }

    fn walk(&self, text: &str, mut emit: impl FnMut(Span)) {
        let mut place = Place::default();
        let mut from = 0;
        for whole in self.0.protected.find(text) {
            self.walk_runs(text, from..whole.start, &mut place, &mut emit);
            from = whole.end;
            emit(place.span(text, whole));
        }
        self.walk_runs(text, from..text.len(), &mut place, &mut emit);
    }

    fn walk_runs(&self, text: &str, range: Range<usize>, place: &mut Place, emit: &mut impl FnMut(Span)) {
        let mut from = range.start;
        while let Some(run) = next_run(text, from..range.end) {
            from = run.end;
            if is_ideograph(text[run.clone()].chars().next().unwrap_or_default()) {
                for word in self.0.jieba.cut(&text[run.clone()], false) {
                    emit(place.span(text, run.start + word.byte_start..run.start + word.byte_end));
                }
            } else {
                emit(place.span(text, run));
            }
        }
    }

    /// Parts of a long word: both sides of every split in two whole words, or in a word and one last character.
    fn push_parts(&self, word: &str, span: &Span, out: &mut Vec<Span>) {
        if span.chars < 3 || span.chars > MAX_SPLIT || !word.starts_with(is_ideograph) {
            return;
        }
        let first = out.len();
        for (chars, (at, _)) in word.char_indices().enumerate().skip(2) {
            let (left, right) = word.split_at(at);
            let rest = span.chars - chars;
            if !self.0.jieba.has_word(left) || (rest > 1 && !self.0.jieba.has_word(right)) {
                continue;
            }
            out.push(Span { bytes: span.bytes.start..span.bytes.start + at, position: span.position, chars });
            if rest > 1 {
                let bytes = span.bytes.start + at..span.bytes.end;
                out.push(Span { bytes, position: span.position + chars, chars: rest });
            }
        }
        out[first..].sort_unstable_by_key(|s| (s.position, s.chars));
    }
}

/// Chosen: dictionary words longer than this are names and idioms whose parts nobody searches.
const MAX_SPLIT: usize = 8;

/// Words of ideographs only: others are runs or protected, jieba never sees them.
fn is_dictionary_word(word: &str) -> bool {
    word.chars().all(is_ideograph)
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '々' | '〇')
}

/// The next run of ideographs, or of other letters and digits, in `range` of `text`.
fn next_run(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let (start, first) = part.char_indices().find(|&(_, c)| c.is_alphanumeric())?;
    let ideographs = is_ideograph(first);
    let same = |c: char| if ideographs { is_ideograph(c) } else { c.is_alphanumeric() && !is_ideograph(c) };
    let len = part[start..].find(|c| !same(c)).unwrap_or(part.len() - start);
    Some(range.start + start..range.start + start + len)
}

/// Counts characters up to a byte, moving only forward.
#[derive(Default)]
struct Place {
    byte: usize,
    chars: usize,
}

impl Place {
    fn span(&mut self, text: &str, bytes: Range<usize>) -> Span {
        self.chars += text[self.byte..bytes.start].chars().count();
        let position = self.chars;
        let chars = text[bytes.clone()].chars().count();
        self.byte = bytes.end;
        self.chars += chars;
        Span { bytes, position, chars }
    }
}

fn fingerprint(words: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(RULES);
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    fn check(text: &str, expected: &[&str]) {
        let analyzer = Analyzer::new(["大模型", "微服务", "plc编程", "数据分析师"]);
        let folded = fold(text);
        let mut spans = Vec::new();
        analyzer.tokens(folded.as_str(), &mut spans);
        let words: Vec<&str> = spans.iter().map(|s| &folded.as_str()[s.bytes.clone()]).collect();
        assert_eq!(words, expected, "{text}");
    }

    #[test]
    fn technical_words_stay_whole() {
        check("C++/C#、.NET", &["c++", "c#", ".net"]);
        check("Node.js 3D CAD 5G PLC", &["node.js", "3d", "cad", "5g", "plc"]);
        check("CET-6证书", &["cet-6", "证书"]);
    }

    #[test]
    fn long_words_are_followed_by_whole_parts_only() {
        check("毕业生", &["毕业生", "毕业"]);
        check("数据分析师", &["数据分析师", "数据", "数据分析", "分析师"]);
    }

    #[test]
    fn a_position_is_the_index_of_the_first_character() {
        let analyzer = Analyzer::new([]);
        let mut spans = Vec::new();
        analyzer.tokens("会c++，会焊接", &mut spans);
        let places: Vec<(usize, usize)> = spans.iter().map(|s| (s.position, s.chars)).collect();
        assert_eq!(places, [(0, 1), (1, 3), (5, 1), (6, 2)]);
    }

    #[test]
    fn the_fingerprint_follows_the_words() {
        assert_eq!(Analyzer::new(["甲", "乙"]).fingerprint(), Analyzer::new(["乙", "甲"]).fingerprint());
        assert_ne!(Analyzer::new(["甲乙"]).fingerprint(), Analyzer::new(["甲", "乙"]).fingerprint());
    }
}
