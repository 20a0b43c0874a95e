//! The open collection, as raw records.

use std::path::PathBuf;

use rengang::model::{RawCandidate, RawPosting};

/// The day of the open collection.
pub const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

/// The postings of the open collection.
#[must_use]
pub fn postings() -> Vec<RawPosting> {
    lines("postings.jsonl")
}

/// The candidates of the open collection.
#[must_use]
pub fn candidates() -> Vec<RawCandidate> {
    lines("profiles.jsonl")
}

/// A file of the open collection.
///
/// # Panics
/// If it cannot be read: the collection is part of the project.
#[must_use]
pub fn file(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "collection", name].iter().collect();
    std::fs::read_to_string(&path).expect("the collection lies beside the tests")
}

fn lines<R: serde::de::DeserializeOwned>(name: &str) -> Vec<R> {
    file(name).lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}
