//! Technical words that segmentation would tear apart: `c++`, `.net`, `node.js`, `cet-6`, `3d`.

use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};
use std::ops::Range;

/// Words with a symbol inside, folded. Runs of letters and digits alone (`3d`, `5g`, `s7`, `plc`) need no entry:
/// they are whole by the rule of runs.
const BUILT_IN: &[&str] = &[
    "c++",
    "c#",
    "f#",
    ".net",
    "asp.net",
    "vb.net",
    "node.js",
    "vue.js",
    "next.js",
    "nuxt.js",
    "react.js",
    "three.js",
    "d3.js",
    "objective-c",
    "cet-4",
    "cet-6",
    "tem-4",
    "tem-8",
    "jlpt-n1",
    "jlpt-n2",
    "s7-200",
    "s7-300",
    "s7-400",
    "s7-1200",
    "s7-1500",
    "t+",
    "u8+",
    "k/3",
    "pl/sql",
    "tcp/ip",
    "c/c++",
    "r&d",
    "b/s",
    "c/s",
    "iso/ts",
    "o2o",
    "wi-fi",
    "e-learning",
    "e-hr",
    "scikit-learn",
    "spring-boot",
    "vue3.0",
    "at&t",
    "p&id",
    "pl-7",
    "t-sql",
    "i/o",
];

/// An automaton over the words that stay whole.
#[derive(Clone)]
pub(crate) struct Protected(DoubleArrayAhoCorasick<u32>);

impl Protected {
    /// Builds it from the built-in words and those of `words` that hold a Latin letter and a symbol.
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<&str> = BUILT_IN.to_vec();
        all.extend(words.filter(|w| needs_protection(w)));
        all.sort_unstable();
        all.dedup();
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(MatchKind::LeftmostLongest)
            .build(all)
            .expect("the words are distinct, not empty and fewer than 2^31");
        Self(automaton)
    }

    /// The protected words of `text`, in order, not overlapping; a word inside a longer Latin run does not count.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        self.0.leftmost_find_iter(text).map(|m| m.start()..m.end()).filter(move |r| stands_alone(text, r))
    }
}

/// Whether segmentation by runs would tear the folded `word`.
pub(crate) fn needs_protection(word: &str) -> bool {
    let latin = word.bytes().any(|b| b.is_ascii_alphanumeric());
    latin && word.is_ascii() && !word.contains(' ') && word.bytes().any(|b| !b.is_ascii_alphanumeric())
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let joins = |outer: Option<&u8>, inner: u8| {
        inner.is_ascii_alphanumeric() && outer.is_some_and(u8::is_ascii_alphanumeric)
    };
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at));
    !joins(before, bytes[range.start]) && !joins(bytes.get(range.end), bytes[range.end - 1])
}
