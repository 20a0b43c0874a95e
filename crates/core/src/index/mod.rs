//! What is kept: records and their features, in tantivy, on disk or in memory.
//!
//! One [`Store`] holds all records in one index, so that a commit shows postings and candidates at once or not at
//! all. A document is the record's key, its raw JSON, its features as bytes, and, for postings, two text fields for
//! keyword search. Every byte on disk is covered by a checksum ([`sealed`], [`view`]) and checked before it is
//! trusted. Features are written once and decoded once per segment ([`segment`]), so that a snapshot costs what has
//! changed. Knows nothing about scores.

pub(crate) mod directory;
mod sealed;
mod segment;
mod store;
mod view;
mod writing;

pub(crate) use directory::Mark;
pub(crate) use segment::{Row, Table, Tables};
pub(crate) use store::{Document, Fields, Kind, Store, TextField};
pub(crate) use view::View;
pub(crate) use writing::StoreWriter;
