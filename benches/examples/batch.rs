//! W2 and W3: every person against every posting, by the pruned path, the plain path and three tantivy loops, each list
//! compared. Whole process, one thread for what is compared; prints persons a second of processor time.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::error::Error;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::Parser;
use rengang::probe::Searcher;
use rengang::{For, Knowledge, MatchOptions, Path, Snapshot};
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
    let knowledge = Arc::new(Knowledge::embedded());
    let engine = corpus.open(Arc::clone(&knowledge))?;
    let snapshot = engine.snapshot()?;
    let options = MatchOptions::new(DAY).with_top(arguments.top)?;
    let (before, resident) = (processor::of_thread(), processor::memory_now());
    let clock = Instant::now();
    snapshot.build_layers();
    let build = processor::of_thread() - before;
    let grown = processor::memory_now().zip(resident).map(|(now, then)| now.saturating_sub(then) / postings);
    println!("corpus     {} long={} top={}", corpus.name(), arguments.long, arguments.top);
    println!(
        "structure  {} built in {build:?} ({:?} by the clock), memory {grown:?} bytes a posting, peak {:?} MiB",
        snapshot.layers_summary(),
        clock.elapsed(),
        processor::peak_memory().map(|bytes| bytes >> 20)
    );
    let probe = snapshot.probe();
    let letter = if arguments.long { 'L' } else { 'P' };
    let wanted: Vec<usize> =
        (0..people).filter_map(|i| probe.candidate(&format!("S-{letter}{i:07}"))).collect();
    let words: usize = wanted.iter().map(|&row| probe.candidate_words(row).count()).sum();
    println!("people     {} with {} telling words each", wanted.len(), words / wanted.len().max(1));

    let mut searcher = Searcher::default();
    let asked: Vec<usize> = wanted.iter().copied().take(arguments.queries).collect();
    let mut lists = Vec::new();
    let pruned = measure(&asked, |row| {
        lists.push(searcher.jobs_for(&snapshot, row, &options).matches);
        Ok(())
    })?;
    print("pruned", &pruned, None);
    println!("           {} over {} people", searcher.counters(), asked.len());
    let all = batch(&snapshot, &options)?;
    println!("match_all  {all:.1} people a processor second, all cores");

    let plain = options.clone().with_path(Path::Plain);
    let ids: Vec<String> = snapshot.candidate_ids().map(str::to_owned).collect();
    let before = processor::of_process();
    for (place, &row) in asked.iter().take(arguments.plain).enumerate() {
        let list = snapshot.jobs_for(&ids[row], &plain)?.matches;
        if list != lists[place] {
            return Err(format!("the plain path ranks otherwise for {}", ids[row]).into());
        }
    }
    let spent = (processor::of_process() - before).as_secs_f64();
    println!(
        "plain      {:.2} people a processor second, {} lists equal",
        arguments.plain as f64 / spent,
        arguments.plain
    );
    if arguments.alone {
        return Ok(());
    }

    let folder = corpus.path(&knowledge).with_extension("tantivy");
    let rival = Rival::open(&folder, &snapshot, &options)?;
    let counties = Counties::of(&snapshot);
    let posting_ids: Vec<&str> = snapshot.posting_ids().collect();
    for (which, name) in
        [(Loop::TextTop, "BM25 top"), (Loop::Region, "region"), (Loop::RegionAndWork, "region+work")]
    {
        let few: Vec<usize> = asked.iter().copied().take(arguments.compared).collect();
        let filters: Vec<Asked> =
            few.iter().map(|&row| Asked::of(row, &probe, &counties, &options)).collect();
        let mut place = 0;
        let times = measure(&few, |_| {
            let found = rival.best(which, &filters[place], &probe, &options)?;
            let list: Vec<(&str, u32)> =
                found.iter().map(|&(score, row)| (posting_ids[row as usize], score)).collect();
            let ours: Vec<(&str, u32)> = lists[place].iter().map(|m| (m.id.as_str(), m.score)).collect();
            if which != Loop::TextTop && list != ours {
                return Err(
                    format!("{name} ranks otherwise for {}: {list:?} {ours:?}", ids[few[place]]).into()
                );
            }
            place += 1;
            Ok(())
        })?;
        print(name, &times, Some(&pruned));
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
    let _ = snapshot.match_all(For::Candidates, 0..usize::MAX, options, |_| {
        count += 1;
        ControlFlow::Continue(())
    })?;
    let spent = processor::of_process() - before;
    Ok(f64::from(count) / spent.as_secs_f64())
}
