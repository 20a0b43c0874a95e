//! What the benchmarks stand on: a corpus of any size that looks like a city's postings and seekers.
//!
//! [`generator`] uses nothing of the engine, so the corpus does not move when the engine does; [`corpus`] loads it into
//! an engine once and keeps that on disk.

pub mod corpus;
pub mod generator;
pub mod processor;
pub mod tantivy_loop;
