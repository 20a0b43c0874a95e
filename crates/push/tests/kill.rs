//! Runs that are killed: at random moments from outside, and at every step from inside. Whatever happens, the output
//! is that of a night without kills, every key arrives, and the ledger opens.
//!
//! `KILLS=200 cargo test --release -p rengang-push --test kill -- --nocapture` kills 200 times at random.
#![allow(
    clippy::disallowed_methods,
    reason = "the children of a test are told by the environment what to do"
)]
#![allow(clippy::unwrap_used, reason = "in a test a failure is a failed test")]

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use rengang_push::sink::{Delivery, Outcome, Sink};
use rengang_push::synthetic::{Random, Shape, Synthetic};
use rengang_push::{Ledger, NoWithdrawals, Policy, Progress, RunKind, RunOptions, Secret, run};

/// Tells a child in which folder to run.
const FOLDER: &str = "RENGANG_PUSH_TEST_FOLDER";
/// Tells a child at which step to end itself.
const STEP: &str = "RENGANG_PUSH_TEST_STEP";

/// A receiver in a file of its own: it notes the key of every delivery, as often as it comes.
struct Notes(std::fs::File);

impl Sink for Notes {
    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome {
        match self.0.write_all(format!("{}\n", delivery.idempotency_key).as_bytes()) {
            Ok(()) => Outcome::Taken,
            Err(error) => Outcome::Unavailable(error.to_string()),
        }
    }
}

/// One night; `step` sees how far it has come.
fn night(folder: &Path, people: u32, step: &mut dyn FnMut(Progress)) {
    let date = jiff::civil::date(2026, 11, 20);
    let world = Synthetic::new(&Shape { people, posts: people / 2, seed: 5, date });
    let ledger = Ledger::open(&folder.join("ledger"), Secret::new(&[9; 32]).unwrap()).unwrap();
    let options = RunOptions {
        now: date.at(2, 0, 0, 0),
        kind: RunKind::Daily,
        out: folder.join("digests.jsonl"),
        adviser: folder.join("adviser.jsonl"),
        partition: 20,
    };
    let received = OpenOptions::new().create(true).append(true).open(folder.join("received")).unwrap();
    let (mut notes, policy) = (Notes(received), Policy::default());
    run(&world, &ledger, &policy, &options, &mut NoWithdrawals, Some(&mut notes), step).unwrap();
}

const PEOPLE: u32 = 600;

/// Not a test of its own: what the children of the others do.
#[test]
#[ignore = "run by the other tests of this file, in a process that they kill"]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let end: Option<u32> = std::env::var(STEP).ok().and_then(|step| step.parse().ok());
    let mut steps = 0;
    night(Path::new(&folder), if end.is_some() { 60 } else { PEOPLE }, &mut |_| {
        if end == Some(steps) {
            std::process::abort();
        }
        steps += 1;
    });
}

fn spawn(folder: &Path, step: Option<u32>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--quiet", "--nocapture"]).env(FOLDER, folder);
    if let Some(step) = step {
        command.env(STEP, step.to_string());
    }
    command.stdout(Stdio::null()).spawn().unwrap()
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// Compares a night with one without kills; gives how many keys arrived more than once.
fn check(folder: &Path, whole: &Path) -> usize {
    assert!(read(folder, "digests.jsonl") == read(whole, "digests.jsonl"), "digests are those without kills");
    assert!(read(folder, "adviser.jsonl") == read(whole, "adviser.jsonl"), "so is the list for advisers");
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    read(folder, "received").lines().for_each(|key| *keys.entry(key.to_owned()).or_default() += 1);
    assert_eq!(keys.len(), read(whole, "digests.jsonl").lines().count(), "every digest arrived");
    keys.values().filter(|&&times| times > 1).count()
}

#[test]
fn killed_at_random_nothing_is_lost_and_nothing_written_twice() {
    let kills: u32 = std::env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let whole = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    assert!(spawn(whole.path(), None).wait().unwrap().success());
    let length = begun.elapsed();
    assert!(read(whole.path(), "digests.jsonl").lines().count() > 300);
    let (mut killed, mut nights, mut twice, mut random) = (0, 0, 0, Random::new(20_261_120));
    while killed < kills {
        let folder = tempfile::tempdir().unwrap();
        for attempt in 0.. {
            let mut process = spawn(folder.path(), None);
            // After eight kills a night may come through, so that one more is looked at.
            if attempt < 8 {
                std::thread::sleep(length * random.below(1000) / 1000);
                process.kill().unwrap();
            }
            let status = process.wait().unwrap();
            assert!(status.success() || status.code().is_none(), "no run fails by itself: {status}");
            if status.success() {
                break;
            }
            killed += 1;
        }
        twice += check(folder.path(), whole.path());
        nights += 1;
    }
    println!("{killed} kills over {nights} nights of {length:?}: all equal, {twice} keys arrived twice");
}

#[test]
fn ended_at_every_step_nothing_is_lost_and_nothing_written_twice() {
    let whole = tempfile::tempdir().unwrap();
    let mut steps = 0;
    night(whole.path(), 60, &mut |_| steps += 1);
    assert!(steps > 40, "{steps}");
    // Deliveries are many and alike: of those, every fifth is an end.
    for step in (0..steps).filter(|step| *step < 10 || step % 5 == 0) {
        let folder = tempfile::tempdir().unwrap();
        let status = spawn(folder.path(), Some(step)).wait().unwrap();
        assert!(!status.success(), "the child ends itself at step {step}");
        night(folder.path(), 60, &mut |_| ());
        check(folder.path(), whole.path());
    }
}

#[test]
fn a_run_that_is_done_does_nothing_when_it_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    night(folder.path(), 60, &mut |_| ());
    let before = (read(folder.path(), "digests.jsonl"), read(folder.path(), "received"));
    night(folder.path(), 60, &mut |step| panic!("nothing is done: {step:?}"));
    assert!(before == (read(folder.path(), "digests.jsonl"), read(folder.path(), "received")));
}
