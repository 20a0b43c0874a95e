//! W1: loading postings, beside what users would write first: jieba and tantivy, and nothing read.
//!
//! Three loaders over the same records, in memory, all cores; prints postings a second of processor time:
//! - `naive`: jieba-rs with its stock dictionary as tantivy's tokenizer, title and body indexed, the record stored;
//! - `text`: the same index with the engine's tokenizer;
//! - `engine`: everything: reading, features, text index, and at the end the layers of the pruned path.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use jieba_rs::{Jieba, TokenizeMode};
use rengang::model::RawPosting;
use rengang::read::Reader;
use rengang::{Engine, Knowledge, NoInspection, Writer};
use rengang_benches::corpus::DAY;
use rengang_benches::generator::{Generator, Posting, Recipe};
use rengang_benches::processor;
use rengang_text::WordTokenizer;
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use tantivy::{Index, IndexWriter, TantivyDocument};

/// Compares loaders.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 20_000)]
    postings: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let generator = Generator::new(Recipe::seeded(arguments.seed));
    let postings: Vec<Posting> = (0..arguments.postings).map(|i| generator.posting(i).0).collect();
    let lines: Vec<String> = postings.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    let knowledge = Arc::new(Knowledge::embedded());

    let jieba = JiebaTokenizer(Arc::new(Jieba::new()));
    let naive = timed(|| plain_index(&postings, &lines, jieba.clone()))?;
    print("naive", arguments.postings, naive, naive);
    let words = WordTokenizer::new(knowledge.analyzer().clone());
    let text = timed(|| plain_index(&postings, &lines, words.clone()))?;
    print("text", arguments.postings, text, naive);
    let engine = Engine::in_memory(Arc::clone(&knowledge))?;
    let loading = timed(|| load(&engine, &lines, &knowledge))?;
    print("engine", arguments.postings, loading, naive);
    let layers = timed(|| {
        engine.snapshot()?.build_layers();
        Ok(())
    })?;
    print("snapshot", arguments.postings, layers, naive);
    let both = (loading.0 + layers.0, loading.1 + layers.1);
    print("all of it", arguments.postings, both, naive);
    Ok(())
}

/// Processor time and time by the clock.
type Spent = (Duration, Duration);

fn timed(work: impl FnOnce() -> Result<(), Failure>) -> Result<Spent, Failure> {
    let (before, clock) = (processor::of_process(), Instant::now());
    work()?;
    Ok((processor::of_process() - before, clock.elapsed()))
}

fn print(name: &str, postings: u64, (spent, clock): Spent, naive: Spent) {
    let rate = postings as f64 / spent.as_secs_f64();
    let times = naive.0.as_secs_f64() / spent.as_secs_f64();
    println!(
        "{name:<10}{rate:>9.0} postings a processor second ({clock:.2?} by the clock), {times:.2} times naive"
    );
}

fn load(engine: &Engine, lines: &[String], knowledge: &Arc<Knowledge>) -> Result<(), Failure> {
    let reader = Reader::new(Arc::clone(knowledge), DAY);
    let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
    for lines in lines.chunks(4096) {
        let raws: Vec<RawPosting> =
            lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
        writer.load_postings(&raws, &reader, &NoInspection)?;
    }
    writer.commit()?;
    Ok(writer.close()?)
}

fn plain_index(postings: &[Posting], lines: &[String], tokenizer: impl Tokenizer) -> Result<(), Failure> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("words")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let id = schema.add_text_field("id", STRING | STORED);
    let raw = schema.add_text_field("raw", STORED);
    let title = schema.add_text_field("title", text.clone());
    let body = schema.add_text_field("body", text);
    let index = Index::create_in_ram(schema.build());
    index.tokenizers().register("words", tokenizer);
    let mut writer: IndexWriter = index.writer(Writer::BULK_BUDGET_BYTES)?;
    for (posting, line) in postings.iter().zip(lines) {
        let mut document = TantivyDocument::default();
        document.add_text(id, &posting.id);
        document.add_text(raw, line);
        document.add_text(title, &posting.title);
        let parts =
            [&posting.employer, &posting.industry, &posting.region, &posting.description, &posting.benefits];
        document.add_text(body, parts.map(String::as_str).join("\n"));
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}

/// jieba as users plug it in: every word of the search mode, as it comes.
#[derive(Clone)]
struct JiebaTokenizer(Arc<Jieba>);

struct Tokens {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokenizer for JiebaTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut from = 0;
        let each = self.0.tokenize(text, TokenizeMode::Search, true).into_iter().map(|token| {
            // Places come in characters; tantivy wants bytes. Words of the search mode may step back.
            let offset = text[from..].find(token.word).map_or(0, |at| from + at);
            from = offset;
            Token {
                offset_from: offset,
                offset_to: offset + token.word.len(),
                position: token.start,
                text: token.word.to_owned(),
                position_length: 1,
            }
        });
        Tokens { tokens: each.collect(), next: 0 }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
