//! Writes what the Python alternatives are given: for each posting and person the telling words and the counties.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::Parser;
use rengang::{Knowledge, MatchOptions};
use rengang_benches::corpus::{Corpus, DAY};
use rengang_benches::generator::Separation;
use rengang_benches::tantivy_loop::{Asked, Counties, counties};

/// Dumps a corpus.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 10_000)]
    postings: u64,
    #[arg(long, default_value_t = 3000)]
    people: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long)]
    badly_separable: bool,
    /// People that are written.
    #[arg(long, default_value_t = 200)]
    queries: u64,
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let separation = if arguments.badly_separable { Separation::Bad } else { Separation::Good };
    let Arguments { seed, postings, people, .. } = arguments;
    let corpus = Corpus { seed, separation, postings, people };
    let engine = corpus.open(Arc::new(Knowledge::embedded()))?;
    let snapshot = engine.snapshot()?;
    let (probe, options) = (snapshot.probe(), MatchOptions::new(DAY));
    std::fs::create_dir_all(&arguments.out)?;
    let mut out = BufWriter::new(File::create(arguments.out.join("postings.tsv"))?);
    for row in (0..snapshot.posting_count()).filter(|&row| probe.is_open(row, &options)) {
        let words = joined(probe.posting_words(row));
        writeln!(out, "{}\t{words}", joined(counties(&probe, row)))?;
    }
    out.flush()?;
    let known = Counties::of(&snapshot);
    let mut out = BufWriter::new(File::create(arguments.out.join("people.tsv"))?);
    for row in (0..arguments.queries).filter_map(|i| probe.candidate(&format!("S-P{i:07}"))) {
        let asked = Asked::of(row, &probe, &known, &options);
        writeln!(out, "{}\t{}", joined(asked.counties().iter()), joined(probe.candidate_words(row)))?;
    }
    println!("{} written to {}", corpus.name(), arguments.out.display());
    Ok(out.flush()?)
}

fn joined(numbers: impl IntoIterator<Item = impl ToString>) -> String {
    numbers.into_iter().map(|n| n.to_string()).collect::<Vec<_>>().join(" ")
}
