//! Chinese and mixed text to tokens: width, case, script, words. Knows no jobs.
//!
//! Two steps, each one type in and one type out:
//!
//! - [`Folded`]: text with full width, case, compatibility forms and traditional script folded away, and a map
//!   from every place in it back to the original bytes. Readers, rules and the tokenizer all work on folded text.
//! - [`Analyzer`]: folded text to [`Span`]s of words, by the jieba dictionary and the words that the caller adds.
//!   [`WordTokenizer`] is the same as a tokenizer for tantivy.
//!
//! Beside them, [`Trie`] finds the phrases of a table in a text: what every reader and every table stands on.
//!
//! What a position means is decided once, here: **the index of the token's first character in the folded text**.
//! Words inside longer words therefore have true positions, and a phrase query with offsets in characters is exact.

mod analyzer;
mod fold;
mod protected;
mod tokenizer;
mod trie;
mod weight;

pub use analyzer::{Analyzer, Span};
pub use fold::{Folded, fold};
pub use tokenizer::WordTokenizer;
pub use trie::Trie;
