//! W2 and W3: every person against every posting, by the pruned path, the plain path and three tantivy loops, each list
//! compared. Whole process, one thread for what is compared; prints persons a second of processor time.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::error::Error;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use rengang::probe::Searcher;
use rengang::{Bent, For, Knowledge, Match, MatchOptions, Path, Snapshot};
use rengang_benches::corpus::{Corpus, DAY};
use rengang_benches::generator::Separation;
use rengang_benches::processor;
use rengang_benches::tantivy_loop::{Asked, Counties, Loop, Rival};

/// Compares the paths on one corpus.
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
    /// Asks for the people with long profiles.
    #[arg(long)]
    long: bool,
    /// People that the pruned path is measured on.
    #[arg(long, default_value_t = 1000)]
    queries: usize,
    /// People that the loops are measured on, and that every list is compared for.
    #[arg(long, default_value_t = 20)]
    compared: usize,
    /// People that the plain path is measured on.
    #[arg(long, default_value_t = 3)]
    plain: usize,
    /// Leaves tantivy out.
    #[arg(long)]
    alone: bool,
    #[arg(long, default_value_t = 10)]
    top: usize,
}

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let separation = if arguments.badly_separable { Separation::Bad } else { Separation::Good };
    let Arguments { seed, postings, people, .. } = arguments;
    let corpus = Corpus { seed, separation, postings, people };
    let engine = corpus.open(Arc::new(Knowledge::embedded()))?;
    let snapshot = engine.snapshot()?;
    // The loops know no bent pairs; what listing them costs is a line of its own.
    let options = MatchOptions::new(DAY).with_top(arguments.top)?.with_bent(Bent::LeftOut);
    println!("corpus     {} long={} top={}", corpus.name(), arguments.long, arguments.top);
    build(&snapshot, postings);
    let asked = people_of(&snapshot, &arguments);
    let ours = pruned(&snapshot, &options, &asked)?;
    println!("match_all  {:.1} people a processor second, all cores", batch(&snapshot, &options)?);
    let with_bent = options.clone().with_bent(Bent::Listed);
    println!("with bent  {:.1} people a processor second, all cores", batch(&snapshot, &with_bent)?);
    other_way(&snapshot, &options, arguments.compared)?;
    plain(&snapshot, &options, &asked[..arguments.plain.min(asked.len())], &ours.lists)?;
    if arguments.alone {
        return Ok(());
    }
    let folder = corpus.path(engine.knowledge()).with_extension("tantivy");
    loops(&snapshot, &options, &folder, &asked[..arguments.compared.min(asked.len())], &ours)
}

/// Builds the structure and prints its size.
fn build(snapshot: &Snapshot<'_>, postings: u64) {
    let (before, resident, clock) = (processor::of_thread(), processor::memory_now(), Instant::now());
    snapshot.build_layers();
    let spent = processor::of_thread() - before;
    let grown = processor::memory_now().zip(resident).map(|(now, then)| now.saturating_sub(then) / postings);
    println!(
        "structure  {} built in {spent:?} ({:?} by the clock), memory {grown:?} bytes a posting, peak {:?} MiB",
        snapshot.layers_summary(),
        clock.elapsed(),
        processor::peak_memory().map(|bytes| bytes >> 20)
    );
}

/// Rows of the people that are asked for.
fn people_of(snapshot: &Snapshot<'_>, arguments: &Arguments) -> Vec<usize> {
    let probe = snapshot.probe();
    let letter = if arguments.long { 'L' } else { 'P' };
    let all = (0..arguments.people).filter_map(|i| probe.candidate(&format!("S-{letter}{i:07}")));
    let asked: Vec<usize> = all.take(arguments.queries).collect();
    let words: usize = asked.iter().map(|&row| probe.candidate_words(row).count()).sum();
    println!("people     {} with {} telling words each", asked.len(), words / asked.len().max(1));
    asked
}

/// What the pruned path found and took.
struct Ours {
    lists: Vec<Vec<Match>>,
    times: Vec<Duration>,
}

fn pruned(snapshot: &Snapshot<'_>, options: &MatchOptions, asked: &[usize]) -> Result<Ours, Failure> {
    let (mut searcher, mut lists) = (Searcher::default(), Vec::new());
    let times = measure(asked, |row| {
        lists.push(searcher.jobs_for(snapshot, row, options).matches);
        Ok(())
    })?;
    print("pruned", &times, None);
    println!("           {} over {} people", searcher.counters(), asked.len());
    Ok(Ours { lists, times })
}

/// The plain path, its lists compared.
fn plain(
    snapshot: &Snapshot<'_>,
    options: &MatchOptions,
    asked: &[usize],
    lists: &[Vec<Match>],
) -> Result<(), Failure> {
    let options = options.clone().with_path(Path::Plain);
    let ids: Vec<&str> = snapshot.candidate_ids().collect();
    let before = processor::of_process();
    for (&row, list) in asked.iter().zip(lists) {
        if snapshot.jobs_for(ids[row], &options)?.matches != *list {
            return Err(format!("the plain path ranks otherwise for {}", ids[row]).into());
        }
    }
    let rate = asked.len() as f64 / (processor::of_process() - before).as_secs_f64();
    println!("plain      {rate:.2} people a processor second, {} lists equal", asked.len());
    Ok(())
}

/// Candidates for postings, by both paths, the rankings compared.
fn other_way(snapshot: &Snapshot<'_>, options: &MatchOptions, postings: usize) -> Result<(), Failure> {
    let mut all = Vec::new();
    for path in [Path::Pruned, Path::Plain] {
        let options = options.clone().with_path(path);
        // What is built for the first ranking is not part of the others' cost.
        snapshot.match_all(For::Postings, 0..0, &options, |_| ControlFlow::Continue(()))?;
        let (before, mut rankings) = (processor::of_process(), Vec::new());
        snapshot.match_all(For::Postings, 0..postings, &options, |ranking| {
            rankings.push(ranking);
            ControlFlow::Continue(())
        })?;
        let rate = rankings.len() as f64 / (processor::of_process() - before).as_secs_f64();
        println!(
            "back       {path:?}: {rate:.1} postings a processor second, {} people",
            snapshot.candidate_count()
        );
        all.push(rankings);
    }
    if all[0] != all[1] { Err("candidates for postings differ".into()) } else { Ok(()) }
}

/// The loops over tantivy, the lists of those that are exact compared.
fn loops(
    snapshot: &Snapshot<'_>,
    options: &MatchOptions,
    folder: &std::path::Path,
    asked: &[usize],
    ours: &Ours,
) -> Result<(), Failure> {
    let rival = Rival::open(folder, snapshot, options)?;
    let (probe, counties) = (snapshot.probe(), Counties::of(snapshot));
    let ids: Vec<&str> = snapshot.posting_ids().collect();
    let filters: Vec<Asked> = asked.iter().map(|&row| Asked::of(row, &probe, &counties, options)).collect();
    let named = [(Loop::TextTop, "BM25 top"), (Loop::Region, "region"), (Loop::RegionAndWork, "region+work")];
    for (which, name) in named {
        let mut place = 0;
        let times = measure(asked, |row| {
            let found = rival.best(which, &filters[place], &probe, options)?;
            let theirs = found.iter().map(|&(score, row)| (ids[row as usize], score));
            let same = theirs.eq(ours.lists[place].iter().map(|m| (m.id.as_str(), m.score)));
            if which != Loop::TextTop && !same {
                return Err(format!("{name} ranks otherwise for row {row}").into());
            }
            place += 1;
            Ok(())
        })?;
        print(name, &times, Some(&ours.times));
    }
    Ok(())
}

/// The processor time of each query.
fn measure(
    rows: &[usize],
    mut ask: impl FnMut(usize) -> Result<(), Failure>,
) -> Result<Vec<Duration>, Failure> {
    let mut times = Vec::with_capacity(rows.len());
    for &row in rows {
        let before = processor::of_thread();
        ask(row)?;
        times.push(processor::of_thread() - before);
    }
    Ok(times)
}

fn print(name: &str, times: &[Duration], against: Option<&[Duration]>) {
    let rate = |times: &[Duration]| times.len() as f64 / times.iter().sum::<Duration>().as_secs_f64();
    let quantile = |times: &[Duration], permille: usize| {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        sorted[(sorted.len() * permille / 1000).min(sorted.len() - 1)]
    };
    let (p50, p99) = (quantile(times, 500), quantile(times, 990));
    print!("{name:<11}{:>9.1} people a processor second, p50 {p50:.2?}, p99 {p99:.2?}", rate(times));
    if let Some(ours) = against {
        let times_p50 = p50.as_secs_f64() / quantile(ours, 500).as_secs_f64();
        let times_p99 = p99.as_secs_f64() / quantile(ours, 990).as_secs_f64();
        print!(
            "; pruned is {:.1} times as fast, p50 {times_p50:.1}, p99 {times_p99:.1}",
            rate(ours) / rate(times)
        );
    }
    println!();
}

/// People a second of processor time over everybody.
fn batch(snapshot: &Snapshot<'_>, options: &MatchOptions) -> Result<f64, Failure> {
    let before = processor::of_process();
    let mut count = 0;
    snapshot.match_all(For::Candidates, 0..usize::MAX, options, |_| {
        count += 1;
        ControlFlow::Continue(())
    })?;
    let spent = processor::of_process() - before;
    Ok(f64::from(count) / spent.as_secs_f64())
}
