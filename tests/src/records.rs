//! The open collection, as raw records.

use std::path::PathBuf;

use rengang::model::{RawCandidate, RawPosting};

/// The open collection.
const OPEN: &str = "collection";

/// The day of the open collection.
pub const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

/// The postings of the open collection.
#[must_use]
pub fn postings() -> Vec<RawPosting> {
    postings_of(OPEN)
}

/// The candidates of the open collection.
#[must_use]
pub fn candidates() -> Vec<RawCandidate> {
    candidates_of(OPEN)
}

/// The postings of a collection beside the tests.
#[must_use]
pub fn postings_of(folder: &str) -> Vec<RawPosting> {
    lines(folder, "postings.jsonl")
}

/// The candidates of a collection beside the tests.
#[must_use]
pub fn candidates_of(folder: &str) -> Vec<RawCandidate> {
    lines(folder, "profiles.jsonl")
}

/// A file of the open collection.
///
/// # Panics
/// If it cannot be read: the collection is part of the project.
#[must_use]
pub fn file(name: &str) -> String {
    file_of(OPEN, name)
}

/// A file of a collection beside the tests.
///
/// # Panics
/// If it cannot be read: the collections are part of the project.
#[must_use]
pub fn file_of(folder: &str, name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), folder, name].iter().collect();
    std::fs::read_to_string(&path).expect("the collection lies beside the tests")
}

fn lines<R: serde::de::DeserializeOwned>(folder: &str, name: &str) -> Vec<R> {
    file_of(folder, name).lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}
