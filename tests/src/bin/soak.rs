//! `soak MINUTES`: writes, purges, reads, reopens and sends digests without pause, and says what it takes of memory, file
//! handles and disk. Fails if any of them grows after the first tenth of the time.

#![allow(clippy::print_stdout, reason = "it reports to whoever started it")]
#![allow(clippy::disallowed_methods, reason = "it runs for a time")]

use std::path::Path;
use std::time::{Duration, Instant};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::{Engine, MatchOptions, Writer};
use rengang_push::{IndexReferrals, Ledger, NoWithdrawals, Policy, RunKind, RunOptions, Secret, run};
use rengang_tests::chance::Chance;
use rengang_tests::records;
use rengang_tests::world::World;

/// Postings and candidates that come and go.
const POSTINGS: u64 = 3000;
const CANDIDATES: u64 = 600;
/// Rounds between two purges, and between two reopenings.
const PURGE_EVERY: u64 = 10;
const REOPEN_EVERY: u64 = 50;
/// Nights of digests until the ledger forgets them all and the calendar starts anew.
const NIGHTS: u64 = 28;

type Anything = Box<dyn std::error::Error>;

#[derive(Debug, Clone, Copy, Default)]
struct Usage {
    memory_kb: u64,
    handles: usize,
    disk_kb: u64,
}

fn main() -> Result<(), Anything> {
    let minutes: u64 = std::env::args().nth(1).ok_or("soak MINUTES")?.parse()?;
    let (knowledge, folder) = (World::new().knowledge(), tempfile::tempdir()?);
    let path = folder.path().join("index");
    drop(Engine::create(&path, knowledge.clone())?);
    let (started, whole) = (Instant::now(), Duration::from_secs(minutes * 60));
    let (postings, candidates) = (records::postings(), records::candidates());
    let mut ledger = Ledger::open(&folder.path().join("ledger"), Secret::new(&[1; 32])?)?;
    let (mut chance, mut round, mut digests, mut most) = (Chance::new(minutes), 0, 0, Usage::default());
    while started.elapsed() < whole {
        let engine = Engine::open(&path, knowledge.clone())?;
        let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
        for _ in 0..REOPEN_EVERY {
            round += 1;
            work(&writer, &mut chance, (&postings, &candidates))?;
            if round % PURGE_EVERY == 0 {
                writer.purge()?
            } else {
                writer.commit()?
            }
            look(&engine)?;
        }
        writer.close()?;
        digests += send(&engine, &mut ledger, folder.path(), round / REOPEN_EVERY % NIGHTS)?;
        let usage = usage(folder.path())?;
        println!("{:>5} s, {round} commits, {digests} digests: {usage:?}", started.elapsed().as_secs());
        if started.elapsed() < whole / 10 || most.disk_kb == 0 {
            most = most.max(usage);
        } else if usage.exceeds(most) {
            return Err(format!("grown: {usage:?} after {most:?}").into());
        }
    }
    Ok(())
}

/// Sixty changed records, twenty deleted.
fn work(
    writer: &Writer<'_>,
    chance: &mut Chance,
    (postings, candidates): (&[RawPosting], &[RawCandidate]),
) -> rengang::Result<()> {
    for _ in 0..50 {
        let raw = postings[chance.below(postings.len() as u64) as usize].clone();
        let raw = raw.with(Field::Id, &format!("J{}", chance.below(POSTINGS)));
        writer.upsert_posting(&raw, records::DAY)?;
    }
    for _ in 0..10 {
        let raw = candidates[chance.below(candidates.len() as u64) as usize].clone();
        let raw = raw.with(Field::Id, &format!("P{}", chance.below(CANDIDATES))).with(Field::Consent, "true");
        writer.upsert_candidate(&raw, records::DAY)?;
    }
    (0..16).for_each(|_| writer.delete_posting(&format!("J{}", chance.below(POSTINGS))));
    (0..4).for_each(|_| writer.delete_candidate(&format!("P{}", chance.below(CANDIDATES))));
    Ok(())
}

fn look(engine: &Engine) -> rengang::Result<()> {
    let snapshot = engine.snapshot()?;
    let first = snapshot.candidate_ids().next().map(str::to_owned);
    first.map_or(Ok(()), |id| snapshot.jobs_for(&id, &MatchOptions::new(records::DAY)).map(drop))
}

/// A night of digests; in the last night of the calendar the ledger forgets what it holds.
fn send(engine: &Engine, ledger: &mut Ledger, folder: &Path, night: u64) -> Result<u64, Anything> {
    let day = records::DAY.saturating_add(jiff::Span::new().days(i64::try_from(night)?));
    let options = RunOptions {
        now: day.at(2, 0, 0, 0),
        kind: RunKind::Daily,
        out: folder.join("digests.jsonl"),
        adviser: folder.join("advisers.jsonl"),
        partition: RunOptions::PARTITION,
    };
    let (snapshot, policy) = (engine.snapshot()?, Policy::default());
    let referrals = IndexReferrals::new(engine, &snapshot, RunKind::Daily, day, |_| None)?;
    let report = run(&referrals, ledger, &policy, &options, &mut NoWithdrawals, None, &mut |_| {})?;
    if night + 1 == NIGHTS {
        ledger.prune(&policy.retention, day.saturating_add(jiff::Span::new().days(1000)))?;
        ledger.compact()?;
    }
    Ok(report.digests)
}

fn usage(path: &Path) -> std::io::Result<Usage> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let memory = status.lines().find(|line| line.starts_with("VmRSS"));
    let memory_kb = memory.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0);
    let mut bytes = path.join("ledger").metadata()?.len();
    for entry in std::fs::read_dir(path.join("index/records"))? {
        bytes += entry?.metadata()?.len();
    }
    Ok(Usage { memory_kb, handles: std::fs::read_dir("/proc/self/fd")?.count(), disk_kb: bytes / 1024 })
}

impl Usage {
    fn max(self, other: Self) -> Self {
        Self {
            memory_kb: self.memory_kb.max(other.memory_kb),
            handles: self.handles.max(other.handles),
            disk_kb: self.disk_kb.max(other.disk_kb),
        }
    }

    /// Half as much again, and a little: what merges and the allocator take and give back.
    fn exceeds(self, most: Self) -> bool {
        self.memory_kb > most.memory_kb * 3 / 2 + 50_000
            || self.handles > most.handles + 10
            || self.disk_kb > most.disk_kb * 3 / 2 + 10_000
    }
}
