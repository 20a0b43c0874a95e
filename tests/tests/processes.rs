//! Several processes and threads on one index: one writes, all read, and one that dies takes nothing with it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use rengang::{Engine, ErrorKind, Writer};
use rengang_tests::chance::Chance;
use rengang_tests::disk::Disk;
use rengang_tests::kill;
use rengang_tests::world::{Model, Seen, Step, World};

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Held by tests that start a process and by those that ask for a lock that was just given back: between its fork and
/// its exec a new process holds whatever locks this one holds.
static STARTING: Mutex<()> = Mutex::new(());

fn alone() -> MutexGuard<'static, ()> {
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn folder() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let path = folder.path().join("index");
    drop(Engine::create(&path, WORLD.knowledge()).expect("an empty folder"));
    (folder, path)
}

fn holder(path: &Path) -> Child {
    let worker = env!("CARGO_BIN_EXE_worker");
    let mut process = Command::new(worker)
        .args(["hold".as_ref(), path.as_os_str()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut line = String::new();
    BufReader::new(process.stdout.as_mut().expect("piped")).read_line(&mut line).expect("a pipe");
    assert!(line.starts_with("held"), "{line}");
    process
}

fn is_locked(engine: &Engine) -> bool {
    match engine.writer(Writer::MIN_BUDGET_BYTES) {
        Ok(_) => false,
        Err(error) => {
            assert!(matches!(error.kind(), ErrorKind::IndexLocked { .. }), "{error:?}");
            assert!(error.to_string().contains("another writer"), "{error}");
            true
        }
    }
}

#[test]
fn a_second_writer_is_told_who_has_to_end() {
    let _alone = alone();
    let (_folder, path) = folder();
    let engine = Engine::open(&path, WORLD.knowledge()).expect("an index");
    let writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    assert!(is_locked(&engine));
    assert!(is_locked(&Engine::open(&path, WORLD.knowledge()).expect("an index")));
    writer.close().expect("a disk that works");
    assert!(!is_locked(&engine));
}

#[test]
fn a_writer_of_another_process_locks_until_that_process_ends_or_is_killed() {
    let _alone = alone();
    let (_folder, path) = folder();
    let engine = Engine::open(&path, WORLD.knowledge()).expect("an index");
    let mut process = holder(&path);
    assert!(is_locked(&engine));
    assert!(WORLD.seen(&engine).is_ok(), "readers need no lock");
    process.kill().expect("it runs");
    process.wait().expect("it was killed");
    assert!(!is_locked(&engine));
    let mut process = holder(&path);
    drop(process.stdin.take());
    process.wait().expect("it ends by itself");
    process.stdout.take().map(|mut out| out.read_to_end(&mut Vec::new()));
    assert!(!is_locked(&engine));
}

#[test]
fn a_process_that_is_killed_leaves_a_whole_commit() {
    let _alone = alone();
    let (_folder, path) = folder();
    let killed = kill::rounds(Path::new(env!("CARGO_BIN_EXE_worker")), &path, &WORLD, 7, 5);
    println!("{killed:?}");
    assert!(killed.commits > 0, "no process came to a commit before it was killed: {killed:?}");
}

#[test]
fn readers_see_a_whole_commit_or_none_and_never_go_back() {
    let (_folder, path) = folder();
    let mut chance = Chance::new(3);
    let steps: Vec<Step> = (0..200).map(|_| chance.step()).collect();
    let states = states(&steps);
    let done = AtomicBool::new(false);
    let engine = Engine::open(&path, WORLD.knowledge()).expect("an index");
    let apart = Engine::open(&path, WORLD.knowledge()).expect("an index");
    std::thread::scope(|scope| {
        let readers = [&engine, &engine, &apart].map(|engine| scope.spawn(|| follow(engine, &states, &done)));
        let writing = scope.spawn(|| write(&engine, &steps));
        let written = writing.join();
        done.store(true, Ordering::SeqCst);
        written.expect("a disk that works");
        let looks: Vec<usize> = readers.map(|reader| reader.join().expect("a reader")).into();
        println!("{} commits, {looks:?} looks", states.len());
        assert!(looks.iter().all(|&looks| looks > 2));
    });
    assert_eq!(&WORLD.seen(&engine).expect("a disk that works"), states.last().expect("commits"));
}

fn write(engine: &Engine, steps: &[Step]) {
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    steps.iter().for_each(|&step| WORLD.apply(&mut writer, step).expect("a disk that works"));
    writer.close().expect("a disk that works");
}

/// What may be seen, in order; the last steps count only if they were committed.
fn states(steps: &[Step]) -> Vec<Seen> {
    let mut model = Model::default();
    let mut states = vec![WORLD.expected(&model)];
    for &step in steps {
        model.apply(step);
        if step.publishes() {
            states.push(WORLD.expected(&model));
        }
    }
    states
}

/// Looks until the writer is done; how often.
fn follow(engine: &Engine, states: &[Seen], done: &AtomicBool) -> usize {
    let (mut at, mut looks) = (0, 0);
    while !done.load(Ordering::SeqCst) {
        let seen = WORLD.seen(engine).expect("a disk that works");
        let ahead = states[at..].iter().position(|state| *state == seen);
        at += ahead.expect("a reader sees a commit, and never an older one than before");
        looks += 1;
    }
    looks
}

#[test]
fn a_thread_that_panics_with_the_writer_leaves_the_engine_usable() {
    let engine = Engine::create_over(Disk::default(), WORLD.knowledge()).expect("memory");
    let outcome = std::thread::scope(|scope| {
        let doomed = scope.spawn(|| {
            let _snapshot = engine.snapshot().expect("memory");
            let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
            WORLD.apply(&mut writer, Step::PutPosting(0, 0)).expect("memory");
            panic!("on purpose");
        });
        doomed.join()
    });
    assert!(outcome.is_err());
    assert_eq!(WORLD.seen(&engine).expect("memory"), WORLD.expected(&Model::default()));
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the lock was given back");
    WORLD.apply(&mut writer, Step::PutPosting(1, 0)).expect("memory");
    writer.commit().expect("memory");
    assert_eq!(engine.snapshot().expect("memory").posting_count(), 1);
}
