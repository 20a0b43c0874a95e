//! The analyzer as a tokenizer for tantivy.

use crate::{Analyzer, Folded, Span, fold};
use tantivy_tokenizer_api::{Token, TokenStream, Tokenizer};

/// Tokenizes raw text for an index: folds it, splits it, and gives offsets in the raw text.
///
/// A token's `position` is the index of its first character in the folded text and its `position_length` its length
/// in characters. One string is reused for all tokens of a text.
///
/// An index takes words and their parts, a query words alone: so `数据分析` finds 数据分析师, which holds it as a part, and
/// a phrase asks for no part that a longer word is not cut into.
#[derive(Clone)]
pub struct WordTokenizer {
    analyzer: Analyzer,
    parts: bool,
    spans: Vec<Span>,
}

impl WordTokenizer {
    /// For an index: every word, then its parts.
    #[must_use]
    pub fn new(analyzer: Analyzer) -> Self {
        Self { analyzer, parts: true, spans: Vec::new() }
    }

    /// For a query: words without their parts.
    #[must_use]
    pub fn for_queries(analyzer: Analyzer) -> Self {
        Self { parts: false, ..Self::new(analyzer) }
    }
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        let folded = fold(text);
        if self.parts {
            self.analyzer.tokens(folded.as_str(), &mut self.spans);
        } else {
            self.analyzer.whole_words(folded.as_str(), &mut self.spans);
        }
        WordStream { folded, spans: self.spans.iter(), token: Token::default() }
    }
}

/// The tokens of one text.
pub struct WordStream<'a> {
    folded: Folded,
    spans: std::slice::Iter<'a, Span>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.spans.next() else { return false };
        let original = self.folded.original_span(span.bytes.clone());
        self.token.offset_from = original.start;
        self.token.offset_to = original.end;
        self.token.position = span.position;
        self.token.position_length = span.chars;
        self.token.text.clear();
        self.token.text.push_str(&self.folded.as_str()[span.bytes.clone()]);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_those_of_the_raw_text() {
        let mut tokenizer = WordTokenizer::new(Analyzer::new([]));
        let raw = "ＪＡＶＡ開發";
        let mut stream = tokenizer.token_stream(raw);
        let mut seen = Vec::new();
        while stream.advance() {
            let t = stream.token();
            seen.push((t.text.clone(), raw[t.offset_from..t.offset_to].to_owned(), t.position));
        }
        let expected =
            [("java", "ＪＡＶＡ", 0), ("开发", "開發", 4)].map(|(a, b, c)| (a.to_owned(), b.to_owned(), c));
        assert_eq!(seen, expected);
    }
}
