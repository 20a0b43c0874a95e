//! The laws of the fuzz targets, on the kept inputs and on some random ones.

#[path = "../../fuzz/src/lib.rs"]
mod laws;

use std::fs;
use std::path::Path;

use rengang_tests::chance::Chance;

/// Runs a law on every kept input, on changed ones, and on bytes that mean nothing.
fn check(name: &str, law: fn(&[u8]), random: usize, most: u64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut kept: Vec<_> = fs::read_dir(folder).expect("inputs").map(|e| e.expect("a file").path()).collect();
    kept.sort();
    assert!(!kept.is_empty(), "no inputs are kept for {name}");
    let kept: Vec<Vec<u8>> = kept.iter().map(|path| fs::read(path).expect("a file")).collect();
    kept.iter().for_each(|bytes| law(bytes));
    let mut chance = Chance::new(11);
    for _ in 0..random {
        law(&chance.bytes(most));
        let mut changed = kept[chance.below(kept.len() as u64) as usize].clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(changed.len() as u64) as usize;
            changed[at] = chance.bytes(1).first().copied().unwrap_or(b'"');
        }
        law(&changed);
    }
}

#[test]
fn text_is_folded_once_and_words_lie_in_it() {
    check("text", laws::text, 300, 200);
}

#[test]
fn raw_records_read_the_same_when_they_are_written() {
    check("raw_record", laws::raw_record, 100, 200);
}

#[test]
fn every_text_is_a_value_of_every_field_and_reads_the_same_when_written() {
    check("read_field", laws::read_field, 400, 60);
}

#[test]
fn records_of_any_texts_stand_on_whole_characters() {
    check("read_record", laws::read_record, 60, 200);
}

#[test]
fn findings_lie_on_the_words_that_they_name() {
    check("lint", laws::lint, 200, 200);
}

#[test]
fn more_words_find_no_more() {
    check("search", laws::search, 100, 100);
}

#[test]
fn operations_show_what_a_model_shows() {
    check("engine_ops", laws::engine_ops, 10, 40);
}

#[test]
fn damaged_files_are_told() {
    check("index_open", laws::index_open, 200, 12);
}

#[test]
fn lines_are_read_one_by_one() {
    check("wire_lines", laws::wire_lines, 300, 200);
}
