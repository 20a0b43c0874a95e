//! What is kept: records and their features, in tantivy, on disk or in memory.
//!
//! One [`Store`] holds one kind of record. A document is the record's id, its raw JSON, its features as bytes, and,
//! for postings, two text fields for keyword search. Features are written once and decoded once per segment
//! ([`Segment`]), so that a reload costs what has changed. Knows nothing about scores.

mod directory;
mod segment;
mod store;

pub(crate) use directory::{Mark, Place};
pub(crate) use segment::{Row, Table};
pub(crate) use store::{Document, Store, StoreWriter, TextField};
