//! Storage that fails: whatever happens, an index shows a commit, whole, and goes on.
#![expect(clippy::print_stdout, reason = "the figures that docs/reliability.md quotes")]

use std::sync::LazyLock;

use rengang::{Engine, Writer};
use rengang_tests::disk::{Disk, Fault, Unsynced};
use rengang_tests::world::{Model, Seen, Step, World};

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Puts, changes, deletes, commits and purges of both kinds, with merges of segments in between.
const STEPS: &[Step] = &[
    Step::PutPosting(0, 0),
    Step::PutPosting(1, 0),
    Step::PutPosting(2, 0),
    Step::PutCandidate(0, 0),
    Step::PutCandidate(1, 0),
    Step::Commit,
    Step::PutPosting(0, 1),
    Step::DeletePosting(1),
    Step::PutCandidate(2, 0),
    Step::DeleteCandidate(0),
    Step::Commit,
    Step::DeleteCandidate(1),
    Step::DeletePosting(2),
    Step::Purge,
    Step::PutPosting(3, 0),
    Step::PutPosting(1, 1),
    Step::PutCandidate(2, 1),
    Step::Commit,
    Step::PutCandidate(0, 2),
    Step::DeletePosting(3),
    Step::Purge,
];

/// How far a run came.
struct Run {
    /// The model at the last commit that succeeded, and the one that was being committed when something failed.
    committed: Model,
    attempted: Model,
    /// The first step that is not known to be committed.
    next: usize,
    failed: bool,
}

/// Applies steps from `next` on, until one fails.
fn run(engine: &Engine, from: usize, model: &Model) -> Run {
    let mut run = Run { committed: model.clone(), attempted: model.clone(), next: from, failed: true };
    let Ok(mut writer) = engine.writer(Writer::MIN_BUDGET_BYTES) else { return run };
    let mut now = model.clone();
    for (place, &step) in STEPS.iter().enumerate().skip(from) {
        now.apply(step);
        if step.publishes() {
            run.attempted = now.clone();
        }
        if WORLD.apply(&mut writer, step).is_err() {
            let again = WORLD.apply(&mut writer, Step::Commit);
            assert!(again.is_err() || step == Step::Purge, "a failed writer must not commit the rest");
            return run;
        }
        if step.publishes() {
            (run.committed, run.next) = (now.clone(), place + 1);
        }
    }
    run.failed = writer.close().is_err();
    run
}

fn seen(disk: &Disk) -> Seen {
    let engine = Engine::open_over(disk.clone(), WORLD.knowledge()).expect("a disk that works again");
    WORLD.seen(&engine).expect("a disk that works again")
}

/// Fails the `n`-th change; whether the fault was reached at all.
fn check(n: usize, fault: Fault, unsynced: Option<Unsynced>) -> bool {
    let disk = Disk::default();
    let engine = Engine::create_over(disk.clone(), WORLD.knowledge()).expect("a disk that works");
    let before = disk.changes();
    disk.fail_at(n, fault);
    let first = run(&engine, 0, &Model::default());
    let (committed, attempted) = (WORLD.expected(&first.committed), WORLD.expected(&first.attempted));
    let while_failing = WORLD.seen(&engine).expect("reading needs no write");
    assert!(
        while_failing == committed || while_failing == attempted,
        "a third state is shown at {n}, {fault:?}"
    );
    drop(engine);
    let reached = disk.changes() - before >= n;
    let disk = unsynced.map_or_else(|| disk.clone(), |unsynced| disk.after_power_loss(unsynced));
    disk.mend();
    let found = seen(&disk);
    assert!(
        found == committed || found == attempted,
        "a third state after change {n}, {fault:?} {unsynced:?}"
    );
    let (from, model) = if found == committed {
        (first.next, first.committed)
    } else {
        let published = STEPS.iter().enumerate().skip(first.next).find(|(_, s)| s.publishes());
        (published.expect("a commit was attempted").0 + 1, first.attempted)
    };
    go_on(&disk, from, &model);
    reached
}

/// The same steps must be possible again, whatever files a failure left.
fn go_on(disk: &Disk, from: usize, model: &Model) {
    let engine = Engine::open_over(disk.clone(), WORLD.knowledge()).expect("a disk that works again");
    let rest = run(&engine, from, model);
    assert!(!rest.failed, "the writer does not go on from step {from}");
    let mut all = Model::default();
    STEPS.iter().for_each(|&step| all.apply(step));
    assert_eq!(WORLD.seen(&engine).expect("a disk that works"), WORLD.expected(&all));
}

/// Lets every `stride`-th change fail in turn, until a run does not reach the fault.
fn check_all(fault: Fault, unsynced: Option<Unsynced>, stride: usize) {
    let reached = (1..).step_by(stride).take_while(|&n| check(n, fault, unsynced)).count();
    println!("{reached} changes failed: {fault:?} {unsynced:?}");
    assert!(reached * stride > 100, "the steps change little: {reached}");
}

/// Primes, so that the cases fall on different kinds of changes.
const OFTEN: usize = 3;
const SELDOM: usize = 7;

#[test]
fn one_change_that_fails_leaves_a_whole_commit() {
    check_all(Fault::Once, None, OFTEN);
}

#[test]
fn one_write_that_is_torn_leaves_a_whole_commit() {
    check_all(Fault::Torn, None, SELDOM);
}

#[test]
fn a_disk_that_is_full_leaves_a_whole_commit() {
    check_all(Fault::Full, None, SELDOM);
}

#[test]
fn a_loss_of_power_leaves_a_whole_commit() {
    check_all(Fault::PowerLoss, Some(Unsynced::Lost), SELDOM);
}

#[test]
fn a_loss_of_power_with_half_written_files_leaves_a_whole_commit() {
    check_all(Fault::PowerLoss, Some(Unsynced::HalfWritten), SELDOM);
}

#[test]
#[ignore = "two minutes; run with --ignored"]
fn every_change_may_fail_in_every_way() {
    let cases = [
        (Fault::Once, None),
        (Fault::Torn, None),
        (Fault::Full, None),
        (Fault::PowerLoss, Some(Unsynced::Lost)),
        (Fault::PowerLoss, Some(Unsynced::HalfWritten)),
    ];
    cases.into_iter().for_each(|(fault, unsynced)| check_all(fault, unsynced, 1));
}
