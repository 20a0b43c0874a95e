//! What a token's position means to phrase queries: it is the index of its first character in the folded text.
//!
//! A long word and its parts overlap and each keeps its own place, so a phrase is found inside of a longer word, and
//! where its words stand as far apart as in the query. Slop counts characters. What only happens to be a word across
//! the border of two others is none.

use rengang_text::{Analyzer, WordTokenizer};
use tantivy::collector::Count;
use tantivy::query::{PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{Index, Term, doc};

/// An index of one text, and the query that its own tokenizer makes of a phrase.
struct Shelf {
    index: Index,
    field: Field,
    analyzer: TextAnalyzer,
}

impl Shelf {
    fn of(text: &str) -> Self {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("words")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let field = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing));
        let index = Index::create_in_ram(schema.build());
        let words = Analyzer::new(["低压电工", "数据分析", "数据分析师"]);
        index.tokenizers().register("words", TextAnalyzer::from(WordTokenizer::new(words.clone())));
        let analyzer = TextAnalyzer::from(WordTokenizer::for_queries(words));
        let mut writer = index.writer_with_num_threads(1, 20_000_000).expect("memory");
        writer.add_document(doc!(field => text)).expect("memory");
        writer.commit().expect("memory");
        Self { index, field, analyzer }
    }

    fn finds(&self, phrase: &str, slop: u32) -> bool {
        let mut analyzer = self.analyzer.clone();
        let mut stream = analyzer.token_stream(phrase);
        let mut terms = Vec::new();
        while stream.advance() {
            let token = stream.token();
            terms.push((token.position, Term::from_field_text(self.field, &token.text)));
        }
        let query: Box<dyn Query> = match &terms[..] {
            [(_, only)] => Box::new(TermQuery::new(only.clone(), IndexRecordOption::Basic)),
            _ => Box::new(PhraseQuery::new_with_offset_and_slop(terms, slop)),
        };
        let reader = self.index.reader().expect("memory");
        reader.searcher().search(&query, &Count).expect("a query") == 1
    }
}

fn check(text: &str, phrase: &str, slop: u32, expected: bool) {
    assert_eq!(Shelf::of(text).finds(phrase, slop), expected, "{phrase:?} with slop {slop} in {text:?}");
}

#[test]
fn a_phrase_is_found_where_its_words_follow_each_other() {
    check("招聘低压电工，需倒班", "低压电工", 0, true);
    check("急招 Java 开发 工程师", "Java 开发", 0, true);
    check("负责氩弧焊接不锈钢管道", "不锈钢管道", 0, true);
    check("负责管道的氩弧焊接", "焊接管道", 0, false);
    check("会C++和C#优先", "C++和C#", 0, true);
}

#[test]
fn width_case_and_script_do_not_move_positions() {
    check("招聘ＪＡＶＡ開發", "java开发", 0, true);
    check("軟體 Java 開發", "JAVA 开发", 0, true);
}

#[test]
fn what_stands_between_two_words_counts_in_characters() {
    check("焊接各种管道", "焊接管道", 1, false);
    check("焊接各种管道", "焊接管道", 2, true);
    check("安装、调试", "安装调试", 0, false);
    check("安装、调试", "安装调试", 1, true);
    check("安装（含）调试", "安装调试", 3, true);
}

#[test]
fn parts_of_a_longer_word_are_found_at_their_own_places() {
    check("数据分析师", "数据分析", 0, true);
    check("低压电工", "电工", 0, true);
    check("低压电工上岗", "电工上岗", 0, true);
    check("招数据分析师两名", "分析师 两名", 1, true);
    check("数据分析师", "数据分析师", 0, true);
}

#[test]
fn a_word_across_a_border_is_none() {
    check("会计", "会", 0, false);
    check("高校毕业生", "业生", 0, false);
    check("低压电工", "压电", 0, false);
}
