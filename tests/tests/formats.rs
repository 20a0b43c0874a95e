//! An index of every format that was ever given out is opened, or refused with what to do, and gives its records back.
//!
//! `tests/fixtures/format-N` was written by `rengang index build` of the version that had that format; a new format
//! gets a new folder, and the old ones stay.

use std::fs;
use std::path::{Path, PathBuf};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::{Engine, Export, MatchOptions, Writer};
use rengang_tests::records::DAY;
use rengang_tests::world::World;

/// A copy of a kept index, since opening may write.
fn kept(format: &str) -> tempfile::TempDir {
    let to = tempfile::tempdir().expect("a folder");
    copy(&fixtures().join(format), to.path());
    to
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a kept index") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}

/// What a record tells; an export leaves empty texts out.
fn told<'r>(texts: impl Iterator<Item = (Field, &'r str)>) -> Vec<(Field, String)> {
    texts.filter(|(_, text)| !text.is_empty()).map(|(field, text)| (field, text.to_owned())).collect()
}

fn lines<R: serde::de::DeserializeOwned>(file: &str) -> Vec<R> {
    let text = fs::read_to_string(fixtures().join("format-2.records").join(file)).expect("its records");
    text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}

#[test]
fn an_index_of_this_format_opens_or_says_that_it_has_to_be_built_again() {
    let folder = kept("format-2");
    // Its tables may be older than ours, which is no damage.
    if let Err(error) = Engine::open(folder.path(), World::new().knowledge()) {
        assert_eq!(error.kind().code(), "index.fingerprint", "{error}");
        assert!(error.to_string().contains("rebuild"), "no next step: {error}");
    }
}

#[test]
fn its_records_come_back_and_make_an_index_that_matches() -> rengang::Result<()> {
    let folder = kept("format-2");
    let export = Export::open(folder.path())?;
    let read = |line: rengang::Result<String>| line.expect("a readable record");
    let postings: Vec<RawPosting> =
        export.postings().map(|line| serde_json::from_str(&read(line)).expect("a posting")).collect();
    let candidates: Vec<RawCandidate> =
        export.candidates().map(|line| serde_json::from_str(&read(line)).expect("a candidate")).collect();
    for (back, given) in postings.iter().zip(&lines::<RawPosting>("postings.jsonl")) {
        assert_eq!(told(back.texts()), told(given.texts()));
    }
    for (back, given) in candidates.iter().zip(&lines::<RawCandidate>("candidates.jsonl")) {
        assert_eq!(told(back.texts()), told(given.texts()));
    }
    assert_eq!((postings.len(), candidates.len()), (12, 3));
    let engine = Engine::in_memory(World::new().knowledge())?;
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
    postings.iter().try_for_each(|raw| writer.upsert_posting(raw, DAY).map(drop))?;
    candidates.iter().try_for_each(|raw| writer.upsert_candidate(raw, DAY).map(drop))?;
    writer.commit()?;
    let snapshot = engine.snapshot()?;
    for person in &candidates {
        snapshot.jobs_for(person.id(), &MatchOptions::new(DAY))?;
    }
    Ok(())
}

#[test]
fn an_index_of_another_format_is_refused_with_what_to_do() {
    for (format, step) in [(1, "rebuild"), (99, "newer")] {
        let folder = kept("format-2");
        let mark = format!(r#"{{"format":{format},"analyzer":"0","lexicon":"0"}}"#);
        fs::write(folder.path().join("rengang.json"), mark).expect("a mark");
        let error = Engine::open(folder.path(), World::new().knowledge()).err().expect("another format");
        assert_eq!(error.kind().code(), "index.format");
        assert!(error.to_string().contains(step), "no next step: {error}");
    }
}
