//! Files that are not what was written: an error that says so, or no harm.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rengang::read::Reader;
use rengang::{Engine, Export, Writer};
use rengang_tests::disk::{Disk, Fault};
use rengang_tests::records;
use rengang_tests::world::{Model, Step, World};

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Few enough deletions that the first segment is not rewritten.
const STEPS: [Step; 12] = [
    Step::PutPosting(0, 0),
    Step::PutPosting(1, 0),
    Step::PutPosting(2, 0),
    Step::PutPosting(3, 0),
    Step::PutCandidate(0, 0),
    Step::PutCandidate(1, 0),
    Step::PutCandidate(2, 0),
    Step::PutCandidate(3, 0),
    Step::Commit,
    Step::DeletePosting(1),
    Step::PutCandidate(1, 1),
    Step::Commit,
];

fn model() -> Model {
    let mut model = Model::default();
    STEPS.iter().for_each(|&step| model.apply(step));
    model
}

fn fill(engine: &Engine) {
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    STEPS.iter().for_each(|&step| WORLD.apply(&mut writer, step).expect("a disk that works"));
    writer.close().expect("a disk that works");
}

fn in_folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let path = folder.path().join("index");
    fill(&Engine::create(&path, WORLD.knowledge()).expect("an empty folder"));
    (folder, path)
}

fn code_of_opening(path: &Path) -> &'static str {
    match Engine::open(path, WORLD.knowledge()).and_then(|engine| WORLD.seen(&engine)) {
        Ok(_) => "sound",
        Err(error) => error.kind().code(),
    }
}

#[test]
fn every_file_may_be_cut_or_have_a_bit_flipped_and_nothing_false_is_shown() {
    let disk = Disk::default();
    fill(&Engine::create_over(disk.clone(), WORLD.knowledge()).expect("memory"));
    let (files, sound) = (disk.files(), WORLD.expected(&model()));
    assert!(files.len() > 12, "two segments, deletions and lists");
    let (mut damaged, mut harmless) = (0, 0);
    for (path, content) in &files {
        let step = (content.len() / 40).max(1);
        for at in (0..content.len()).step_by(step) {
            let mut flipped = content.clone();
            flipped[at] ^= 1 << (at % 8);
            for bytes in [flipped, content[..at].to_vec()] {
                disk.replace(path, bytes);
                let opened = Engine::open_over(disk.clone(), WORLD.knowledge());
                match opened.and_then(|engine| WORLD.seen(&engine)) {
                    Ok(seen) => {
                        assert!(seen == sound, "{} at {at}", path.display());
                        harmless += 1;
                    }
                    Err(error) => {
                        assert_eq!(
                            error.kind().code(),
                            "index.damaged",
                            "{} at {at}: {error:?}",
                            path.display()
                        );
                        damaged += 1;
                    }
                }
            }
        }
        disk.replace(path, content.clone());
    }
    println!("{damaged} damages told, {harmless} without harm");
    assert!(damaged > 20 * harmless, "{damaged} {harmless}");
}

#[test]
fn a_mark_that_is_damaged_is_told_from_one_that_is_old_or_new() {
    let (_folder, path) = in_folder();
    let mark = path.join("rengang.json");
    let sound = fs::read(&mark).expect("a mark");
    for at in 0..sound.len() {
        let mut flipped = sound.clone();
        flipped[at] ^= 4;
        fs::write(&mark, flipped).expect("a folder");
        assert_eq!(code_of_opening(&path), "index.damaged", "byte {at}");
    }
    fs::write(&mark, &sound[..0]).expect("a folder");
    assert_eq!(code_of_opening(&path), "index.damaged");
    // What the first format wrote.
    fs::write(&mark, r#"{"format":1,"analyzer":"0","lexicon":"0"}"#).expect("a folder");
    let old = Engine::open(&path, WORLD.knowledge()).err().expect("another format");
    assert_eq!(old.to_string(), "index format 1 is older than 2; rebuild the index from its records");
    fs::write(&mark, r#"{"format":99,"whatever":[]}"#).expect("a folder");
    let new = Engine::open(&path, WORLD.knowledge()).err().expect("another format");
    assert!(new.to_string().contains("upgrade"), "{new}");
    fs::write(&mark, sound).expect("a folder");
    assert_eq!(code_of_opening(&path), "sound");
}

#[test]
fn folders_that_are_no_index_are_told_apart() {
    let (folder, path) = in_folder();
    assert_eq!(code_of_opening(&folder.path().join("nowhere")), "index.missing");
    let foreign = folder.path().join("foreign");
    fs::create_dir_all(&foreign).expect("a folder");
    fs::write(foreign.join("letter.txt"), "keep me").expect("a folder");
    assert_eq!(code_of_opening(&foreign), "index.foreign");
    let made = Engine::create(&foreign, WORLD.knowledge()).map(drop).expect_err("it is not empty");
    assert_eq!(made.kind().code(), "index.foreign");
    let again = Engine::create(&path, WORLD.knowledge()).map(drop).expect_err("it is there");
    assert_eq!(again.kind().code(), "index.exists");
    fs::remove_file(path.join("records").join("meta.json")).expect("a file");
    assert_eq!(code_of_opening(&path), "index.damaged");
    fs::remove_dir_all(path.join("records")).expect("a folder");
    assert_eq!(code_of_opening(&path), "index.damaged");
}

#[test]
fn a_creation_that_was_killed_is_made_anew() {
    let (_folder, path) = in_folder();
    fs::rename(path.join("rengang.json"), path.join("rengang.json.new")).expect("a folder");
    assert_eq!(code_of_opening(&path), "index.missing");
    let engine = Engine::create(&path, WORLD.knowledge()).expect("it was never finished");
    assert_eq!(WORLD.seen(&engine).expect("an index"), WORLD.expected(&Model::default()));
}

#[test]
fn reading_needs_no_right_to_write_and_writing_says_what_is_wrong() {
    let disk = Disk::default();
    fill(&Engine::create_over(disk.clone(), WORLD.knowledge()).expect("memory"));
    disk.fail_at(1, Fault::Full);
    let changes = disk.changes();
    let engine = Engine::open_over(disk.clone(), WORLD.knowledge()).expect("reading is allowed");
    assert_eq!(WORLD.seen(&engine).expect("reading is allowed"), WORLD.expected(&model()));
    assert_eq!(disk.changes(), changes, "a reader tried to write");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("nothing is written yet");
    WORLD.apply(&mut writer, Step::PutPosting(5, 0)).expect("it is held in memory");
    let error = writer.commit().expect_err("the disk is full");
    assert_eq!(error.kind().code(), "index.io");
    assert!(error.to_string().contains("check space and permissions"), "{error}");
    let again = writer.commit().expect_err("the writer must not go on");
    assert_eq!(again.kind().code(), "index.writer_failed");
}

#[test]
fn a_check_reads_everything_and_names_what_is_damaged() {
    let (_folder, path) = in_folder();
    let reader = Reader::new(WORLD.knowledge(), records::DAY);
    let engine = Engine::open(&path, WORLD.knowledge()).expect("an index");
    let report = engine.check(&reader).expect("an index");
    assert!(report.is_sound() && report.outdated_records.is_empty(), "{report:?}");
    assert_eq!((report.postings, report.candidates), (3, 4));
    assert!(report.files == 13, "{report:?}");
    let store = fs::read_dir(path.join("records")).expect("a folder").flatten().map(|entry| entry.path());
    let store = store.filter(|path| path.extension().is_some_and(|e| e == "store")).min().expect("a store");
    let mut bytes = fs::read(&store).expect("a file");
    bytes[3] ^= 1;
    // Beside and renamed: what is mapped into memory must not change under the reader.
    fs::write(path.join("beside"), bytes).expect("a folder");
    fs::rename(path.join("beside"), &store).expect("a folder");
    drop(engine);
    let engine = Engine::open(&path, WORLD.knowledge()).expect("the mark and the list are sound");
    assert_eq!(
        engine.damaged_files().expect("readable"),
        [PathBuf::from(store.file_name().expect("a name"))]
    );
    assert_eq!(engine.check(&reader).expect_err("damaged").kind().code(), "index.damaged");
}

#[test]
fn an_index_is_built_again_from_its_export() {
    let (folder, path) = in_folder();
    let export = Export::open(&path).expect("an index");
    assert_eq!(export.counts(), (3, 4));
    let postings: Vec<_> = export.postings().map(|line| line.expect("a record")).collect();
    let candidates: Vec<_> = export.candidates().map(|line| line.expect("a record")).collect();
    let again = Engine::create(&folder.path().join("again"), WORLD.knowledge()).expect("an empty folder");
    let mut writer = again.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    for line in postings {
        writer.upsert_posting(&serde_json::from_str(&line).expect("a record"), records::DAY).expect("a disk");
    }
    for line in candidates {
        writer
            .upsert_candidate(&serde_json::from_str(&line).expect("a record"), records::DAY)
            .expect("a disk");
    }
    writer.commit().expect("a disk that works");
    assert_eq!(WORLD.seen(&again).expect("an index"), WORLD.expected(&model()));
}
