//! After a purge no byte of a person, or of a posting, is in any file of the index.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::{Engine, Knowledge, Writer};
use rengang_tests::records;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// A word that stands in no other record, and whose bytes no compression hides.
const SECRET: &str = "Zq7vXw3kPj9sRb5t";

fn person() -> RawCandidate {
    RawCandidate::new("P-gone").with(Field::Wish, SECRET).with(Field::History, "做过琴匠")
}

fn posting() -> RawPosting {
    RawPosting::new("J-gone").with(Field::Title, SECRET).with(Field::Description, "修理七弦琴")
}

fn create() -> (tempfile::TempDir, PathBuf, Engine) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let path = folder.path().join("index");
    let engine = Engine::create(&path, Arc::clone(&KNOWLEDGE)).expect("an empty folder");
    (folder, path, engine)
}

fn writer(engine: &Engine) -> Writer<'_> {
    engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer")
}

fn put_others(writer: &Writer<'_>) {
    for raw in records::postings().iter().take(12) {
        writer.upsert_posting(raw, records::DAY).expect("a disk that works");
    }
    for raw in records::candidates().iter().take(6) {
        writer.upsert_candidate(raw, records::DAY).expect("a disk that works");
    }
}

fn put_secrets(writer: &Writer<'_>) {
    writer.upsert_candidate(&person(), records::DAY).expect("a disk that works");
    writer.upsert_posting(&posting(), records::DAY).expect("a disk that works");
}

fn delete_secrets(writer: &Writer<'_>) {
    writer.delete_candidate("P-gone");
    writer.delete_posting("J-gone");
}

/// Files of the index with their bytes, named by what they hold.
fn files(path: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(path.join("records")).expect("the store").map(|entry| entry.expect("a file"));
    let mut files: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = name.rsplit('.').next().unwrap_or_default().to_owned();
            (kind, fs::read(entry.path()).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

fn holding_secrets(path: &Path) -> Vec<String> {
    let holds = |bytes: &[u8], word: &str| bytes.windows(word.len()).any(|w| w == word.as_bytes());
    let found = |bytes: &[u8]| ["P-gone", "J-gone", SECRET].iter().any(|word| holds(bytes, word));
    files(path).into_iter().filter(|(_, bytes)| found(bytes)).map(|(kind, _)| kind).collect()
}

/// Purges and looks; everything in between is what the case is about.
fn check(path: &Path, writer: &mut Writer<'_>) {
    delete_secrets(writer);
    writer.purge().expect("a disk that works");
    assert_eq!(holding_secrets(path), Vec::<String>::new());
    assert!(!files(path).iter().any(|(kind, _)| kind == "del"), "deletions are kept beside what they hide");
}

#[test]
fn a_commit_alone_hides_and_a_purge_removes() {
    let (_folder, path, engine) = create();
    let mut writer = writer(&engine);
    put_others(&writer);
    put_secrets(&writer);
    writer.commit().expect("a disk that works");
    assert!(!holding_secrets(&path).is_empty(), "the test does not find what it looks for");
    check(&path, &mut writer);
    assert_eq!(engine.snapshot().expect("an index").candidate_count(), 6);
}

#[test]
fn an_index_after_a_purge_is_what_it_were_without_the_records() {
    let (_folder, path, engine) = create();
    let mut with = writer(&engine);
    put_others(&with);
    put_secrets(&with);
    with.commit().expect("a disk that works");
    check(&path, &mut with);
    let (_other, plain_path, plain) = create();
    let mut without = writer(&plain);
    put_others(&without);
    without.commit().expect("a disk that works");
    // The lists of documents (`idx`) begin with estimates of lengths, which a merge counts differently.
    for kind in ["term", "pos", "store", "fieldnorm"] {
        let of = |path: &Path| files(path).into_iter().filter(|(k, _)| k == kind).collect::<Vec<_>>();
        assert!(of(&path) == of(&plain_path), "{kind} still tells of what was purged");
    }
}

#[test]
fn what_is_written_and_deleted_in_one_commit_is_gone_too() {
    let (_folder, path, engine) = create();
    let mut writer = writer(&engine);
    put_others(&writer);
    put_secrets(&writer);
    check(&path, &mut writer);
}

#[test]
fn a_reader_with_an_old_snapshot_keeps_it_and_keeps_no_file() {
    let (_folder, path, engine) = create();
    let mut writer = writer(&engine);
    put_others(&writer);
    put_secrets(&writer);
    writer.commit().expect("a disk that works");
    let old = engine.snapshot().expect("an index");
    check(&path, &mut writer);
    assert_eq!(old.raw_candidate("P-gone").expect("a snapshot stays whole"), person());
    assert!(engine.snapshot().expect("an index").raw_candidate("P-gone").is_err());
}

#[test]
fn merges_that_run_meanwhile_do_not_bring_anything_back() {
    let (_folder, path, engine) = create();
    let mut writer = writer(&engine);
    for round in 0..24 {
        put_others(&writer);
        if round % 5 == 0 {
            put_secrets(&writer);
        }
        writer.commit().expect("a disk that works");
    }
    check(&path, &mut writer);
    writer.close().expect("a disk that works");
    assert_eq!(holding_secrets(&path), Vec::<String>::new());
}

#[test]
fn readers_at_work_do_not_keep_files() {
    let (_folder, path, engine) = create();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    engine.snapshot().expect("an index");
                }
            });
        }
        let mut writer = writer(&engine);
        for _ in 0..6 {
            put_others(&writer);
            put_secrets(&writer);
            writer.commit().expect("a disk that works");
            check(&path, &mut writer);
        }
        done.store(true, Ordering::SeqCst);
    });
}

#[test]
fn what_another_process_wrote_is_purged_as_well() {
    let (_folder, path, early) = create();
    let late = Engine::open(&path, Arc::clone(&KNOWLEDGE)).expect("an index");
    let mut writer_of_late = writer(&late);
    put_secrets(&writer_of_late);
    put_others(&writer_of_late);
    writer_of_late.commit().expect("a disk that works");
    writer_of_late.close().expect("a disk that works");
    check(&path, &mut writer(&early));
}

#[test]
fn files_that_a_killed_writer_left_are_removed() {
    let (_folder, path, engine) = create();
    let stray = path.join("records").join("0123456789abcdef0123456789abcdef.store");
    fs::write(&stray, SECRET).expect("a folder");
    check(&path, &mut writer(&engine));
    assert!(!stray.exists());
}
