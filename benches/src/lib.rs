//! What the benchmarks stand on: a corpus of any size that looks like a city's postings and seekers.
//!
//! Nothing of the engine is used here, so the corpus does not move when the engine does.

pub mod generator;
