//! The phrases of a text that matter for certificates, and which of them name one.

use std::ops::Range;

use super::words::{Form, Meaning, Word, Words};

/// A phrase with all that it may mean.
#[derive(Debug)]
pub(super) struct Token<'w> {
    /// Bytes in the folded text.
    pub(super) bytes: Range<usize>,
    pub(super) meanings: &'w [Meaning],
    /// The clause that it begins in.
    pub(super) clause: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, meaning: Meaning) -> bool {
        self.meanings.contains(&meaning)
    }

    pub(super) fn level(&self) -> Option<(u8, u8)> {
        self.meanings.iter().find_map(|m| match m {
            Meaning::Level { skill, title } => Some((*skill, *title)),
            _ => None,
        })
    }

    fn has_word(&self) -> bool {
        self.meanings.iter().any(|m| matches!(m, Meaning::Word(_)))
    }
}

/// The tokens of a text.
pub(super) struct Tokens<'w> {
    pub(super) folded: &'w str,
    pub(super) all: Vec<Token<'w>>,
    words: &'w Words,
}

/// Bytes at which a clause of `folded` ends. Chosen: a clause longer than 600 bytes is cut, for linear cost.
pub(super) fn clause_ends(folded: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut last = 0;
    for (at, &byte) in folded.as_bytes().iter().enumerate() {
        // 。 is the only mark of more than a byte; bytes inside of a character begin nothing.
        let stop = match byte {
            b',' | b';' | b'!' | b'?' | b'\n' | b'(' | b')' => true,
            0xe3 => folded[at..].starts_with('。'),
            0x80..0xc0 => continue,
            _ => false,
        };
        if stop || at - last > 600 {
            ends.push(at);
            last = at;
        }
    }
    ends
}

impl<'w> Tokens<'w> {
    pub(super) fn new(words: &'w Words, folded: &'w str, ends: &[usize]) -> Self {
        let mut all: Vec<Token<'w>> = Vec::new();
        let mut from = 0;
        for hit in words.phrases.find_all(folded) {
            if hit.bytes.start >= from {
                from = hit.bytes.end;
                let clause = ends.partition_point(|&end| end <= hit.bytes.start);
                all.push(Token { meanings: words.phrases.meanings(&hit), bytes: hit.bytes, clause });
            }
        }
        Self { folded, all, words }
    }

    /// The text between the tokens `at - 1` and `at`.
    pub(super) fn gap(&self, at: usize) -> &'w str {
        let from = at.checked_sub(1).map_or(0, |before| self.all[before].bytes.end);
        &self.folded[from..self.all[at].bytes.start]
    }

    /// The reading of token `at` as a certificate; `last_end` is where the certificate before it ends.
    pub(super) fn named(&self, at: usize, last_end: Option<usize>) -> Option<&'w Word> {
        let words = self.all[at].meanings.iter().filter_map(|m| match m {
            Meaning::Word(index) => Some(self.words.get(*index)),
            _ => None,
        });
        words.filter(|word| self.counts(at, word, last_end)).min_by_key(|word| word.form)
    }

    fn counts(&self, at: usize, word: &Word, last_end: Option<usize>) -> bool {
        match word.form {
            Form::Name => true,
            Form::Skill => self.has_level(at) || self.has_proof(at),
            Form::Title => self.has_level(at),
            Form::Class => {
                self.speaks_of_driving(at) && (self.has_digit(at) || !self.speaks_of(at, 1, Meaning::Safety))
            }
            Form::Safety => self.speaks_of(at, 2, Meaning::Safety),
            Form::Stem => self.has_proof(at) || last_end.is_some_and(|end| self.continues(at, end)),
        }
    }

    /// Whether a level stands right before or after token `at`; a direction in brackets may lie between
    /// (消防设施操作员(监控方向)中级).
    fn has_level(&self, at: usize) -> bool {
        let before =
            at.checked_sub(1).is_some_and(|b| self.all[b].level().is_some() && self.gap(at).is_empty());
        before || self.level_follows(at)
    }

    /// Whether a level follows token `at`, right behind it or behind one filler in a bracket.
    fn level_follows(&self, at: usize) -> bool {
        let level =
            |at: usize| self.all.get(at).is_some_and(|t| t.level().is_some() && is_near(self.gap(at)));
        let direction =
            |at: usize| self.all.get(at).is_some_and(|t| t.is(Meaning::Filler)) && self.gap(at) == "(";
        level(at + 1) || (direction(at + 1) && level(at + 2))
    }

    /// Whether a proof follows token `at`, after nothing but fillers, levels and other names in one list.
    fn has_proof(&self, at: usize) -> bool {
        for next in at + 1..self.all.len().min(at + MAX_LIST) {
            let token = &self.all[next];
            if !self.gap(next).chars().all(is_separator) {
                return false;
            }
            let named = &self.folded[token.bytes.clone()];
            if token.is(Meaning::Proof)
                || (token.has_word() && named.ends_with(['证', '书', '本', '照', '格']))
            {
                return true;
            }
            let goes_on = token.is(Meaning::Filler) || token.is(Meaning::Or) || token.level().is_some();
            if !goes_on && !token.has_word() {
                return false;
            }
        }
        false
    }

    /// 低压电工证或高压: after a certificate and 或, or at the end of a list, a stem needs no proof of its own.
    fn continues(&self, at: usize, last_end: usize) -> bool {
        let start = self.all[at].bytes.start;
        let between = self.folded[last_end..start].trim_matches(is_separator);
        let ors = at > 0
            && self.all[at - 1].is(Meaning::Or)
            && self.folded[self.all[at - 1].bytes.clone()] == *between;
        let gap = &self.folded[last_end..start];
        let rest = self.folded[self.all[at].bytes.end..].chars().next();
        let last = rest.is_none_or(|c| !c.is_alphanumeric());
        ors || matches!(gap, "" | "(" | ":" | " ") || (last && between.is_empty())
    }

    fn speaks_of_driving(&self, at: usize) -> bool {
        let rest = &self.folded[self.all[at].bytes.end..];
        self.speaks_of(at, 1, Meaning::Driving)
            || ["车", "及以上", "以上"].iter().any(|w| rest.starts_with(w))
            || self.is_alone(at)
    }

    /// B2 is a licence wherever it stands; a mere letter may be one of the construction safety examination.
    fn has_digit(&self, at: usize) -> bool {
        self.folded[self.all[at].bytes.clone()].bytes().any(|b| b.is_ascii_digit())
    }

    /// Whether token `at` is all that its clause says, outside of brackets: `C1，网约车证`, or a whole field `A2`.
    fn is_alone(&self, at: usize) -> bool {
        let bytes = &self.all[at].bytes;
        let before = self.folded[..bytes.start].trim_end().chars().next_back();
        let after = self.folded[bytes.end..].trim_start().chars().next();
        let ends = |c: Option<char>| c.is_none_or(|c| matches!(c, ',' | '。' | ';' | '\n' | '、'));
        ends(before) && ends(after)
    }

    fn speaks_of(&self, at: usize, around: usize, meaning: Meaning) -> bool {
        self.near_clauses(at, around).any(|token| token.is(meaning))
    }

    /// The tokens of the clause of token `at` and of so many clauses around it.
    fn near_clauses(&self, at: usize, around: usize) -> impl Iterator<Item = &Token<'w>> {
        let clause = self.all[at].clause;
        let from = self.all.partition_point(|t| t.clause + around < clause);
        self.all[from..].iter().take_while(move |t| t.clause <= clause + around)
    }
}

/// Chosen: more than so many words between a stem and its 证 are another matter.
const MAX_LIST: usize = 9;

/// What may stand between the members of a list that share one 证.
fn is_separator(c: char) -> bool {
    matches!(c, '、' | '/' | ' ' | '和' | '及' | '与' | '(' | ')' | '+' | '-' | '&' | '"' | '“' | '”')
}

/// What may stand between a certificate and its level.
pub(super) fn is_near(gap: &str) -> bool {
    gap.trim_start_matches("方向").chars().all(|c| matches!(c, '(' | ' ' | ':' | '/' | '-' | ')'))
}
