//! W4: upserts and deletions while people are asked for: how soon a change is seen, what a question costs meanwhile,
//! and whether the result is that of an index that is opened anew.
//!
//! One thread writes and commits, another asks; the figures are by the clock, so they want a machine that is not busy.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;
use rengang::model::RawPosting;
use rengang::read::Reader;
use rengang::{Engine, Knowledge, MatchOptions, NoInspection, Path, Writer};
use rengang_benches::corpus::DAY;
use rengang_benches::generator::{Generator, Recipe, Separation};

/// Writes and asks at once.
#[derive(Parser)]
struct Arguments {
    #[arg(long, default_value_t = 10_000)]
    postings: u64,
    #[arg(long, default_value_t = 1000)]
    people: u64,
    /// Upserts a second; as many deletions as a tenth of them.
    #[arg(long, default_value_t = 1000)]
    rate: u64,
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Where the index lies that is written to: a copy of the corpus, made by the caller.
    #[arg(long)]
    copy: std::path::PathBuf,
}

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let knowledge = Arc::new(Knowledge::embedded());
    let engine = Engine::open(&arguments.copy, Arc::clone(&knowledge))?;
    let options = MatchOptions::new(DAY);
    let people: Vec<String> = (0..arguments.people.min(500)).map(|i| format!("S-P{i:07}")).collect();
    engine.snapshot()?.build_layers();
    let quiet = ask(&engine, &people, &options, || false).map_err(|e| e.to_string())?;
    print("quiet", quiet);
    let stop = AtomicBool::new(false);
    let (busy, visible) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let written = write(&engine, &arguments, &knowledge);
            stop.store(true, Ordering::Relaxed);
            written
        });
        let mut all = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            all.extend(ask(&engine, &people, &options, || stop.load(Ordering::Relaxed))?);
        }
        Ok::<_, Failure>((all, writer.join().map_err(|_| "the writer panicked")??))
    })
    .map_err(|e| e.to_string())?;
    print("while written", busy);
    print("until visible", visible);
    let snapshot = engine.snapshot()?;
    let fresh = Engine::open(&arguments.copy, knowledge)?;
    let rebuilt = fresh.snapshot()?;
    for (place, id) in people.iter().enumerate() {
        let ranking = snapshot.jobs_for(id, &options)?;
        if ranking != rebuilt.jobs_for(id, &options)? {
            return Err(format!("{id} differs from a rebuild").into());
        }
        let plain = options.clone().with_path(Path::Plain);
        if place < 5 && ranking != rebuilt.jobs_for(id, &plain)? {
            return Err(format!("{id} differs from the plain path").into());
        }
    }
    println!("{} lists equal to those of an index opened anew", people.len());
    Ok(())
}

/// The time of each question, each to the newest commit.
fn ask(
    engine: &Engine,
    people: &[String],
    options: &MatchOptions,
    stop: impl Fn() -> bool,
) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::new();
    let mut snapshot = engine.recent_snapshot()?;
    for (place, id) in people.iter().enumerate() {
        if stop() {
            break;
        }
        if place.is_multiple_of(10) {
            snapshot = engine.recent_snapshot()?;
        }
        let clock = Instant::now();
        snapshot.jobs_for(id, options)?;
        times.push(clock.elapsed());
    }
    Ok(times)
}

/// Writes in pieces of a quarter second; the time from each piece's first record to a snapshot that shows it.
fn write(
    engine: &Engine,
    arguments: &Arguments,
    knowledge: &Arc<Knowledge>,
) -> Result<Vec<Duration>, Failure> {
    let generator = Generator::new(Recipe::seeded(1).with_separation(Separation::Good));
    let reader = Reader::new(Arc::clone(knowledge), DAY);
    let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
    let (begun, piece) = (Instant::now(), arguments.rate / 4);
    let (mut number, mut visible) = (0, Vec::new());
    while begun.elapsed() < Duration::from_secs(arguments.seconds) {
        let due = begun + Duration::from_millis(250 * (number / piece.max(1)));
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let clock = Instant::now();
        let raws: Vec<RawPosting> = (number..number + piece)
            .map(|n| {
                let mut posting = generator.posting(arguments.postings + n).0;
                posting.id = format!("S-J{:07}", (n * 7919) % arguments.postings);
                serde_json::from_value(serde_json::to_value(posting)?)
            })
            .collect::<Result<_, _>>()?;
        writer.load_postings(&raws, &reader, &NoInspection)?;
        (number..number + piece / 10)
            .for_each(|n| writer.delete_posting(&format!("S-J{:07}", (n * 104_729) % arguments.postings)));
        writer.commit()?;
        drop(engine.snapshot()?);
        visible.push(clock.elapsed());
        number += piece;
    }
    writer.close()?;
    Ok(visible)
}

fn print(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |permille: usize| times.get(times.len() * permille / 1000).copied().unwrap_or_default();
    println!("{name:<14} {} times, p50 {:.2?}, p99 {:.2?}", times.len(), at(500), at(990));
}
