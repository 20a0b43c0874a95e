//! Makes a corpus on disk: `corpus --postings N --people M [--badly-separable]`.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::sync::Arc;

use clap::Parser;
use rengang::Knowledge;
use rengang_benches::corpus::Corpus;
use rengang_benches::generator::Separation;

/// Makes a corpus, or checks the one that is there.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 10_000)]
    postings: u64,
    #[arg(long, default_value_t = 1000)]
    people: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    badly_separable: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let separation = if arguments.badly_separable { Separation::Bad } else { Separation::Good };
    let (seed, postings, people) = (arguments.seed, arguments.postings, arguments.people);
    let corpus = Corpus { seed, separation, postings, people };
    let engine = corpus.open(Arc::new(Knowledge::embedded()))?;
    println!("{}: {} postings", corpus.name(), engine.snapshot()?.posting_count());
    Ok(())
}
