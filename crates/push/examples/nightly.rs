//! A whole night: referral lists of a made-up population through allocation, ledger and digests.
//!
//! `cargo run --release -p rengang-push --example nightly [PEOPLE [POSTS [NIGHTS]]]` prints times, crowding, how far
//! the process grew, and what the ledger takes for a person and day.
#![allow(clippy::print_stdout, reason = "an example prints")]
#![allow(clippy::disallowed_methods, reason = "an example measures time")]

use std::time::Instant;

use rengang_push::synthetic::{Shape, Synthetic};
use rengang_push::{Ledger, NoWithdrawals, Policy, Progress, RunKind, RunOptions, Secret, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<u32> = std::env::args().skip(1).map(|a| a.parse()).collect::<Result<_, _>>()?;
    let size = |at: usize, default: u32| given.get(at).copied().unwrap_or(default);
    let date = jiff::civil::date(2026, 11, 20);
    let shape = Shape { people: size(0, 100_000), posts: size(1, 100_000), seed: 7, date };
    let begun = Instant::now();
    let world = Synthetic::new(&shape);
    println!("population {:?}, peak {} MB", begun.elapsed(), peak_megabytes());
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ledger");
    let ledger = Ledger::open(&path, Secret::new(&[1; 32])?)?;
    let (mut recommended, mut digests, mut before) = (0, 0, std::fs::metadata(&path)?.len());
    for night in 0..size(2, 2) {
        let now = date.saturating_add(jiff::Span::new().days(i64::from(night))).at(2, 0, 0, 0);
        let options = RunOptions {
            now,
            kind: RunKind::Daily,
            out: folder.path().join("digests.jsonl"),
            adviser: folder.path().join("adviser.jsonl"),
            partition: RunOptions::PARTITION,
        };
        let (begun, mut lists, mut planned) = (Instant::now(), None, None);
        let report =
            run(&world, &ledger, &Policy::default(), &options, &mut NoWithdrawals, None, &mut |step| {
                match step {
                    Progress::Planning { done, total } if done == total => lists = Some(begun.elapsed()),
                    Progress::Planned => planned = Some(begun.elapsed()),
                    _ => {}
                }
            })?;
        println!(
            "night {night}: lists {lists:?}, shared out {planned:?}, all {:?}, peak {} MB",
            begun.elapsed(),
            peak_megabytes()
        );
        println!(
            "  {} digests, {} for advisers, {} nothing",
            report.digests, report.unserved, report.nothing
        );
        println!("  shared {:?}\n  top-k  {:?}", report.congestion, report.plain);
        (recommended, digests) = (recommended + report.congestion.recommendations, digests + report.digests);
        let (after, growth) = (std::fs::metadata(&path)?.len(), ledger.info()?.growth);
        println!(
            "  file {after} bytes (+{} a digest), {growth:?}",
            after.saturating_sub(before) / report.digests.max(1)
        );
        before = after;
    }
    let stored = ledger.info()?.growth.stored_bytes;
    println!(
        "{recommended} recommendations in {digests} digests: {} bytes a person-day",
        stored / digests.max(1)
    );
    Ok(())
}

/// The most memory that the process ever had, where the system tells (Linux); 0 elsewhere.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
