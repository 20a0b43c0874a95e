//! A whole night with the real matcher: made-up records read, indexed, matched, shared out, explained, written.
//!
//! `cargo run --release -p rengang-push --example whole_night [PEOPLE [POSTS [NIGHTS]]]` prints the time and the peak of
//! memory of each stage, crowding, and what the ledger takes for a person and day. The index lies in a folder of its
//! own, which is taken away in the end.
#![allow(clippy::print_stdout, reason = "an example prints")]
#![allow(clippy::disallowed_methods, reason = "an example measures time")]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use jiff::civil::Date;
use rayon::prelude::*;
use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{Engine, Knowledge, NoInspection, Writer};
use rengang_benches::generator::{Generator, Recipe};
use rengang_push::{
    IndexReferrals, Ledger, NoWithdrawals, Policy, Progress, RunKind, RunOptions, RunReport, Secret, run,
};

type Anything = Box<dyn std::error::Error>;

/// Records that are made and written at once.
const CHUNK: u64 = 4096;

fn main() -> Result<(), Anything> {
    let given: Vec<u64> = std::env::args().skip(1).map(|a| a.parse()).collect::<Result<_, _>>()?;
    let size = |at: usize, default: u64| given.get(at).copied().unwrap_or(default);
    let (people, posts, nights) = (size(0, 100_000), size(1, 100_000), size(2, 1));
    let (folder, day) = (tempfile::tempdir()?, jiff::civil::date(2026, 11, 20));
    let engine = Engine::create(&folder.path().join("index"), Arc::new(Knowledge::embedded()))?;
    let begun = Instant::now();
    fill(&engine, people, posts, day)?;
    say("read and indexed", begun);
    let ledger = Ledger::open(&folder.path().join("ledger"), Secret::new(&[1; 32])?)?;
    let mut digests = 0;
    for night in 0..nights {
        let day = day.saturating_add(jiff::Span::new().days(i64::try_from(night)?));
        digests += one_night(&engine, &ledger, folder.path(), day)?.digests;
    }
    let growth = ledger.info()?.growth;
    println!("ledger: {} bytes a person-day, {growth:?}", growth.stored_bytes / digests.max(1));
    Ok(())
}

fn fill(engine: &Engine, people: u64, posts: u64, day: Date) -> Result<(), Anything> {
    let (generator, reader) =
        (Generator::new(Recipe::seeded(7)), Reader::new(engine.knowledge().clone(), day));
    let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
    for from in (0..posts).step_by(CHUNK as usize) {
        let part = (from..(from + CHUNK).min(posts)).into_par_iter();
        let raws: Vec<RawPosting> = part.map(|at| raw(&generator.posting(at).0)).collect();
        writer.load_postings(&raws, &reader, &NoInspection)?;
    }
    for from in (0..people).step_by(CHUNK as usize) {
        let part = (from..(from + CHUNK).min(people)).into_par_iter();
        let raws: Vec<RawCandidate> = part.map(|at| person(&generator, at)).collect();
        writer.load_candidates(&raws, &reader)?;
    }
    writer.commit()?;
    Ok(writer.close()?)
}

fn raw<R: serde::de::DeserializeOwned>(made: &impl serde::Serialize) -> R {
    let value = serde_json::to_value(made).expect("records are texts");
    serde_json::from_value(value).expect("the generator writes native records")
}

/// The generator asks nobody: nineteen in twenty agree, one in thirty does without personalisation.
fn person(generator: &Generator, at: u64) -> RawCandidate {
    let raw: RawCandidate = raw(&generator.profile(at).0);
    let yes = |no: bool| if no { "false" } else { "true" };
    raw.with(Field::Consent, yes(at.is_multiple_of(20))).with(Field::Personalisation, yes(at % 30 == 1))
}

fn one_night(engine: &Engine, ledger: &Ledger, folder: &Path, day: Date) -> Result<RunReport, Anything> {
    let options = RunOptions {
        now: day.at(2, 0, 0, 0),
        kind: RunKind::Daily,
        out: folder.join("digests.jsonl"),
        adviser: folder.join("advisers.jsonl"),
        partition: RunOptions::PARTITION,
    };
    let begun = Instant::now();
    let snapshot = engine.snapshot()?;
    let referrals = IndexReferrals::new(engine, &snapshot, RunKind::Daily, day, |_| None)?;
    say("records looked up", begun);
    let report = run(
        &referrals,
        ledger,
        &Policy::default(),
        &options,
        &mut NoWithdrawals,
        None,
        &mut |step| match step {
            Progress::Planning { done, total } if done == total => say("matched", begun),
            Progress::Planned => say("shared out", begun),
            Progress::Written { done, total } if done == total => say("explained and written", begun),
            _ => {}
        },
    )?;
    println!("{} digests, {} for advisers, {} nothing", report.digests, report.unserved, report.nothing);
    println!("shared {:?}\ntop-k  {:?}", report.congestion, report.plain);
    Ok(report)
}

fn say(what: &str, begun: Instant) {
    println!("{what}: {:.1} s, peak {} MB", begun.elapsed().as_secs_f64(), peak_megabytes());
}

/// The most memory that the process ever had, where the system tells (Linux); 0 elsewhere.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
