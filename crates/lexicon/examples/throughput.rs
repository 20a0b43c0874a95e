//! Load time, memory, and titles per second on one core.
//!
//! `cargo run --release -p rengang-lexicon --example throughput [-- FILE]`: titles of a file, one a line (what follows
//! a tab is passed over); without one, the titles of the tables themselves, which all take the path of known titles.
#![expect(clippy::print_stdout, reason = "an example reports to the terminal")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use rengang_lexicon::Lexicon;
use rengang_lexicon::title::TitleContext;

/// Rounds over all titles; the best counts, since others share the machine.
const ROUNDS: usize = 7;

fn main() -> std::io::Result<()> {
    let (load, lexicon) = best_of(5, Lexicon::embedded);
    println!(
        "load {load:.1?}, {} occupations, {} skills",
        lexicon.occupations().all().len(),
        lexicon.skills().all().len()
    );
    println!("indexes {:.1} MB on the heap", lexicon.heap_bytes() as f64 / 1e6);
    let titles: Vec<String> = match std::env::args().nth(1) {
        Some(file) => std::fs::read_to_string(file)?
            .lines()
            .filter_map(|l| l.split('\t').next())
            .map(str::to_owned)
            .collect(),
        None => lexicon.occupations().all().iter().flat_map(|o| o.titles().map(str::to_owned)).collect(),
    };
    rate("read", &titles, |t| lexicon.titles().read(t, &TitleContext::default()).len());
    rate("classify 10", &titles, |t| lexicon.titles().classify(t, 10).len());
    let folded: Vec<String> = titles.iter().map(|t| rengang_text::fold(t).as_str().to_owned()).collect();
    rate("find_mentions", &folded, |t| lexicon.titles().find_mentions(t).len());
    rate("find_skills", &folded, |t| lexicon.find_skills(t).len());
    Ok(())
}

fn rate(name: &str, titles: &[String], work: impl Fn(&str) -> usize) {
    let (time, found) = best_of(ROUNDS, || titles.iter().map(|t| black_box(work(t))).sum::<usize>());
    let bytes: usize = titles.iter().map(String::len).sum();
    let seconds = time.as_secs_f64();
    println!(
        "{name}: {:.0} titles/s, {:.1} MB/s ({} titles, {found} results)",
        titles.len() as f64 / seconds,
        bytes as f64 / 1e6 / seconds,
        titles.len()
    );
}

fn best_of<T>(rounds: usize, work: impl Fn() -> T) -> (Duration, T) {
    let timed = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let first = timed();
    (1..rounds).map(|_| timed()).fold(first, |best, next| if next.0 < best.0 { next } else { best })
}
