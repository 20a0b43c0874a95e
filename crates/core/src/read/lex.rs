//! Folded text to tokens: the words of a field's vocabulary, numbers, marks, and what lies between.
//!
//! Every reader has a vocabulary, a table of words and what each means to it. One pass finds them,
//! leftmost and longest, so 五险一金 is one word and no number; what lies between is cut into numbers, marks
//! (one punctuation character) and runs of other text.

use crate::read::number::{Number, is_numeral, number};
use rengang_text::Trie;
use std::ops::Range;

/// A table of words and their meanings.
pub(crate) struct Vocabulary<T> {
    words: Vec<String>,
    trie: Trie,
    /// By phrase.
    meanings: Vec<T>,
}

/// One token of a folded text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token<T> {
    /// Bytes in the folded text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind<T>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind<T> {
    /// A word of the vocabulary.
    Word(T),
    /// A number.
    Number(Number),
    /// One punctuation or separating character.
    Mark(char),
    /// Other text.
    Other,
}

impl<T: Copy> Vocabulary<T> {
    /// Builds it from rows of words with one meaning; words of a row are separated by spaces, `_` stands for a space.
    ///
    /// The first row that has a word wins, so that a narrow meaning can stand before a wide one.
    pub fn new(rows: &[(T, &str)]) -> Self {
        let mut words: Vec<(String, u32)> = Vec::new();
        for (row, (_, list)) in rows.iter().enumerate() {
            words.extend(list.split_whitespace().map(|w| (w.replace('_', " "), row as u32)));
        }
        words.sort();
        words.dedup_by(|later, earlier| later.0 == earlier.0);
        let meanings = words.iter().map(|(_, row)| rows[*row as usize].0).collect();
        let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
        Self { trie: Trie::new(&words), words, meanings }
    }

    /// The words in a folded text, in order, not overlapping.
    pub fn words<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (Range<usize>, T)> + 'a {
        self.trie
            .leftmost_longest(folded)
            .filter(|(span, _)| stands_alone(folded, span.start, span.end))
            .map(|(span, phrase)| (span, self.meanings[phrase as usize]))
    }

    /// The words at places that a [`Union`] found.
    pub fn words_at<'a>(
        &'a self,
        folded: &'a str,
        places: &'a [Place],
    ) -> impl Iterator<Item = (Range<usize>, T)> + 'a {
        let words = places.iter().map(|p| (p.start as usize..p.end as usize, self.meanings[p.word as usize]));
        words.filter(|(span, _)| stands_alone(folded, span.start, span.end))
    }

    /// All tokens of a folded text, in order; white space separates and gives none.
    pub fn lex(&self, folded: &str) -> Vec<Token<T>> {
        tokens(folded, self.words(folded))
    }

    /// All tokens of a folded text in which a [`Union`] found the words.
    pub fn lex_at(&self, folded: &str, places: &[Place]) -> Vec<Token<T>> {
        tokens(folded, self.words_at(folded, places))
    }

    /// The words, sorted.
    pub fn all(&self) -> &[String] {
        &self.words
    }
}

fn tokens<T>(folded: &str, words: impl Iterator<Item = (Range<usize>, T)>) -> Vec<Token<T>> {
    // Chosen: a token of an ad takes nine bytes on the average.
    let mut tokens = Vec::with_capacity(folded.len() / 8 + 4);
    let mut from = 0;
    for (span, meaning) in words {
        between(folded, from..span.start, &mut tokens);
        from = span.end;
        tokens.push(Token { span, kind: Kind::Word(meaning) });
    }
    between(folded, from..folded.len(), &mut tokens);
    tokens
}

/// A word of one vocabulary at bytes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    start: u32,
    end: u32,
    word: u32,
}

/// Several vocabularies in one: a text that many readers look at is walked through once for all of them.
pub(crate) struct Union {
    trie: Trie,
    /// Which vocabularies have a word, and its place in them; those of word `n` are at `starts[n]..starts[n + 1]`.
    owners: Vec<(u16, u32)>,
    starts: Vec<u32>,
    vocabularies: usize,
}

impl Union {
    /// The union of the words of vocabularies.
    pub fn of(vocabularies: &[&[String]]) -> Self {
        let mut all: Vec<(&str, u16, u32)> = Vec::new();
        for (vocabulary, words) in vocabularies.iter().enumerate() {
            all.extend((0u32..).zip(*words).map(|(n, word)| (word.as_str(), vocabulary as u16, n)));
        }
        all.sort_unstable();
        let owners = all.iter().map(|&(_, vocabulary, n)| (vocabulary, n)).collect();
        let mut starts = vec![0];
        let mut words: Vec<&str> = Vec::new();
        for same in all.chunk_by(|a, b| a.0 == b.0) {
            words.push(same[0].0);
            starts.push(starts[starts.len() - 1] + same.len() as u32);
        }
        Self { trie: Trie::new(&words), owners, starts, vocabularies: vocabularies.len() }
    }

    /// The words of each vocabulary in a folded text: at each place the longest, none overlapping another.
    pub fn scan(&self, folded: &str) -> Scan {
        // Chosen: a vocabulary has a word for every twenty characters of a text.
        let mut found = vec![Vec::with_capacity(folded.len() / 64 + 4); self.vocabularies];
        let mut ends = vec![0; self.vocabularies];
        self.trie.each(folded, |span, word| {
            let (start, end) = (span.start as u32, span.end as u32);
            let owners = self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize;
            for &(vocabulary, word) in &self.owners[owners] {
                let taken = &mut ends[usize::from(vocabulary)];
                if start >= *taken {
                    *taken = end;
                    found[usize::from(vocabulary)].push(Place { start, end, word });
                }
            }
        });
        Scan(found)
    }
}

/// The words of several vocabularies in one text.
pub(crate) struct Scan(Vec<Vec<Place>>);

impl Scan {
    /// The words of a vocabulary, by its place in the union.
    pub fn of(&self, vocabulary: usize) -> &[Place] {
        &self.0[vocabulary]
    }
}

/// Of places in a text, those that lie in a range.
pub(crate) fn places_in<'p>(places: &'p [Place], range: &Range<usize>) -> &'p [Place] {
    let from = places.partition_point(|p| (p.start as usize) < range.start);
    let len = places[from..].iter().take_while(|p| p.end as usize <= range.end).count();
    &places[from..from + len]
}

/// Which of its meanings the words of a clause have: asked for again and again, found out once.
#[derive(Debug, Clone)]
pub(crate) struct Meanings<T>(Vec<T>);

impl<T: Copy + PartialEq> Meanings<T> {
    /// The meanings of the words among `tokens`, each once.
    pub fn of(tokens: &[Token<T>]) -> Self {
        let mut meanings: Vec<T> = Vec::new();
        for token in tokens {
            if let Kind::Word(meaning) = token.kind
                && !meanings.contains(&meaning)
            {
                meanings.push(meaning);
            }
        }
        Self(meanings)
    }

    /// Whether a word of the clause has this meaning.
    pub fn has(&self, meaning: T) -> bool {
        self.0.contains(&meaning)
    }
}

/// How many tokens before and behind a word a cue may stand and still speak of it. Chosen: a clause of speech is
/// shorter, and reading stays linear where a text has no marks at all.
pub(crate) const REACH: usize = 32;

/// The last `len` bytes of `text`, from a whole character on.
pub(crate) fn tail(text: &str, len: usize) -> &str {
    let from = text.len().saturating_sub(len);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[from..]
}

/// The first `len` bytes of `text`, up to a whole character.
pub(crate) fn head(text: &str, len: usize) -> &str {
    let to = (0..=len.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..to]
}

/// A Latin word is none inside a longer Latin run: `h` is an hour in `25/h`, not in `high`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let joined_before = letter(start) && start > 0 && letter(start - 1);
    let joined_behind = letter(end - 1) && letter(end);
    !joined_before && !joined_behind
}

fn between<T>(text: &str, range: Range<usize>, out: &mut Vec<Token<T>>) {
    let mut at = range.start;
    let mut other = at;
    while at < range.end {
        at += plain_len(&text.as_bytes()[at..range.end]);
        let rest = &text[at..range.end];
        let Some(c) = rest.chars().next() else { break };
        let (len, kind) = match number(rest) {
            Some(n) => (n.len, Some(Kind::Number(n))),
            None if is_letter(c) => (c.len_utf8(), None),
            None => (c.len_utf8(), Some(Kind::Mark(c))),
        };
        if let Some(kind) = kind {
            push_other(other..at, out);
            other = at + len;
            if !c.is_whitespace() || c == '\n' {
                out.push(Token { span: at..at + len, kind });
            }
        }
        at += len;
    }
    push_other(other..range.end, out);
}

/// Letters and digits; the marks of Chinese need no look into the tables of Unicode.
fn is_letter(c: char) -> bool {
    !matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
        && c.is_alphanumeric()
}

/// Bytes at the beginning that are letters and ideographs without a numeral, which is nearly all of every text.
fn plain_len(text: &[u8]) -> usize {
    let mut at = 0;
    while at < text.len() {
        at += match text[at] {
            b'a'..=b'z' => 1,
            // U+4E00 to U+9FFF.
            first @ 0xe4..=0xe9 => {
                let low = |n: usize| u32::from(text[at + n] & 0x3f);
                let c = u32::from(first & 0xf) << 12 | low(1) << 6 | low(2);
                if c < 0x4e00 || char::from_u32(c).is_some_and(is_numeral) {
                    break;
                }
                3
            }
            _ => break,
        };
    }
    at
}

fn push_other<T>(span: Range<usize>, out: &mut Vec<Token<T>>) {
    if !span.is_empty() {
        out.push(Token { span, kind: Kind::Other });
    }
}

/// Whether a character ends a clause.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | ';' | '；' | '!' | '！' | '?' | '？' | '\n' | '\r' | '…' | '|')
}

/// The clauses of a folded text, without the marks that end them; `(` and `)` separate too.
pub(crate) fn clauses(folded: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(folded.len() / 24 + 1);
    let mut from = 0;
    for (at, &byte) in folded.as_bytes().iter().enumerate() {
        // Bytes inside of a character begin no mark, and ideographs are none.
        if matches!(byte, 0x80..0xe2 | 0xe4..=0xe9 | b'0'..=b'9' | b'a'..=b'z') {
            continue;
        }
        let Some(c) = folded[at..].chars().next() else { break };
        if (ends_clause(c) || matches!(c, '(' | ')' | '【' | '】')) && !in_figure(folded, at, c) {
            if from < at {
                found.push(from..at);
            }
            from = at + c.len_utf8();
        }
    }
    if from < folded.len() {
        found.push(from..folded.len());
    }
    found
}

/// A comma between digits belongs to the figure (1,200).
fn in_figure(text: &str, at: usize, c: char) -> bool {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    c == ',' && at > 0 && digit(at - 1) && digit(at + 1) && digit(at + 2) && digit(at + 3) && !digit(at + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Vocabulary::new(&[(1, "五险一金 /h"), (2, "一天 元")]);
        let tokens = words.lex(text);
        assert_eq!(tokens.iter().map(|t| &text[t.span.clone()]).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_come_before_numbers_and_text_lies_between() {
        check("月薪八千,五险一金", &["月薪", "八千", ",", "五险一金"]);
        check("25元/h 一天", &["25", "元", "/h", "一天"]);
        check("25/high", &["25", "/", "high"]);
    }

    #[test]
    fn clauses_end_at_marks_but_not_inside_figures() {
        let text = "1,200元,包住。(可谈)";
        assert_eq!(
            clauses(text).into_iter().map(|c| &text[c]).collect::<Vec<_>>(),
            ["1,200元", "包住", "可谈"]
        );
    }
}
