//! Full reading of postings and people: every field, the description included, on one core.
//!
//! `cargo bench -p rengang-benches --bench reading`; with `--profile dev` it needs no release build, and our crates and
//! their dependencies are at `opt-level = 2` there.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rengang::Knowledge;
use rengang::model::{RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang_benches::generator::{Generator, Recipe};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Records of a round: more than fit into the caches with their readings, few enough for a round in tenths of a second.
const ROUND: u64 = 1000;

fn reading(criterion: &mut Criterion) {
    let reader = Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20));
    let generator = Generator::new(Recipe::seeded(1));
    let postings: Vec<RawPosting> = (0..ROUND).map(|i| raw(&generator.posting(i).0)).collect();
    let people: Vec<RawCandidate> = (0..ROUND).map(|i| raw(&generator.profile(i).0)).collect();
    round(criterion, "postings of the generator", &postings, |r| drop(black_box(read_posting(r, &reader))));
    let written: Vec<RawPosting> = collection("postings.jsonl");
    round(criterion, "postings of the collection", &written, |r| drop(black_box(read_posting(r, &reader))));
    round(criterion, "people of the generator", &people, |r| drop(black_box(read_candidate(r, &reader))));
    let written: Vec<RawCandidate> = collection("profiles.jsonl");
    round(criterion, "people of the collection", &written, |r| drop(black_box(read_candidate(r, &reader))));
}

fn round<R>(criterion: &mut Criterion, name: &str, records: &[R], read: impl Fn(&R)) {
    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Elements(records.len() as u64)).sample_size(20);
    group.bench_function(name, |bencher| bencher.iter(|| records.iter().for_each(&read)));
    group.finish();
}

/// A record as the engine takes it: by its JSON, which is the form that it has in a file.
fn raw<R: DeserializeOwned>(record: &impl Serialize) -> R {
    let json = serde_json::to_string(record).expect("texts under keys");
    serde_json::from_str(&json).expect("a record under the engine's own keys")
}

fn collection<R: DeserializeOwned>(file: &str) -> Vec<R> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/collection").join(file);
    let text = std::fs::read_to_string(path).expect("the collection stands in the repository");
    text.lines().map(|line| serde_json::from_str(line).expect("a record a line")).collect()
}

criterion_group!(benches, reading);
criterion_main!(benches);
