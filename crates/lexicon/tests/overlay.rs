//! A user's own tables on top of the compiled-in ones.

use std::fs;
use std::path::PathBuf;

use rengang_lexicon::{Lexicon, LexiconError};

const OCCUPATIONS: &str = "name\tcode\tfamily\trank\ttitles\tspoken\tduties\tnot\n";

/// A directory of one table, in the build's own space.
fn overlay(name: &str, rows: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&directory).expect("a directory");
    fs::write(directory.join("occupations.tsv"), format!("{OCCUPATIONS}{rows}")).expect("a file");
    directory
}

#[test]
fn a_row_of_a_known_name_adds_its_titles() {
    let directory = overlay("adds", "焊工\t\t\t\t海工甲板焊手\t\t\t\n");
    let lexicon = Lexicon::with_overlay(&directory).expect("right tables");
    let mentions = lexicon.titles().find_mentions("找海工甲板焊手的活");
    assert_eq!(mentions[0].occupations, [lexicon.occupations().by_name("焊工").expect("known")]);
    assert_ne!(lexicon.fingerprint(), Lexicon::embedded().fingerprint());
}

#[test]
fn a_new_trade_stands_below_its_class() {
    let directory = overlay("new", "水下焊工\t6-18-02-04\twelding\tskilled\t水下湿法焊工\t\t\t\n");
    let lexicon = Lexicon::with_overlay(&directory).expect("right tables");
    let [welder, diver] = ["焊工", "水下焊工"].map(|n| lexicon.occupations().by_name(n).expect("known"));
    assert_eq!(lexicon.occupation_fit(welder, diver).points, 800);
}

#[test]
fn what_is_wrong_is_named_with_file_line_and_what_to_do() {
    let directory = overlay("wrong", "甲工\t9-99-99-99\t\t\t\t\t\t\n乙工\t6-18-02-04\t\tboss\t\t\t\t\n");
    let Err(LexiconError::Table { findings }) = Lexicon::with_overlay(&directory) else {
        panic!("wrong tables were taken");
    };
    assert_eq!(findings.len(), 2);
    let text = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    for part in
        ["occupations.tsv:2: ", "9-99-99-99", "occupations.tsv:3: `boss` is no rank; take one of: helper"]
    {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn a_missing_directory_is_an_error() {
    let missing = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("missing");
    assert!(
        matches!(Lexicon::with_overlay(&missing), Err(LexiconError::Read { path, .. }) if path == missing)
    );
}
