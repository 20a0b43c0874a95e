//! Whether an index is sound: every file, every record, and what was read of it.

use std::path::PathBuf;

use crate::engine::Engine;
use crate::error::Result;
use crate::features::{Offered, Wanted};
use crate::index::Row;
use crate::model::{RawCandidate, RawPosting};
use crate::read::Reader;
use crate::snapshot::Snapshot;
use crate::writer::{prepare_candidate, prepare_posting};

/// What a check of an index found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Files that were read and checked.
    pub files: usize,
    /// Files whose bytes are not what was written.
    pub damaged_files: Vec<PathBuf>,
    /// Postings in the index.
    pub postings: usize,
    /// Candidates in the index.
    pub candidates: usize,
    /// Ids of records that cannot be read back, or of which there are two.
    pub damaged_records: Vec<String>,
    /// Ids of records of which a fresh reading gives other features than those that are matched by: read with
    /// another reference day, or by other code under the same tables.
    pub outdated_records: Vec<String>,
}

impl CheckReport {
    /// Whether every byte and every record is what was written.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.damaged_files.is_empty() && self.damaged_records.is_empty()
    }
}

impl Engine {
    /// Reads every file and every record of the latest commit, and reads each record afresh with `reader`.
    ///
    /// Costs about as much as loading the records. Damage that keeps the index from being opened is an error, the
    /// rest is in the report.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`](crate::ErrorKind::IndexDamaged), [`ErrorKind::IndexIo`](crate::ErrorKind::IndexIo).
    pub fn check(&self, reader: &Reader) -> Result<CheckReport> {
        let (files, damaged_files) = self.store.check_files()?;
        let snapshot = self.snapshot()?;
        let (postings, candidates) = (snapshot.posting_table(), snapshot.candidate_table());
        let mut report = CheckReport {
            files,
            damaged_files,
            postings: postings.len(),
            candidates: candidates.len(),
            ..CheckReport::default()
        };
        let posting = |row: &Row<Offered>| read_posting_again(&snapshot, row, reader);
        let candidate = |row: &Row<Wanted>| read_candidate_again(&snapshot, row, reader);
        report.check_rows(|index| postings.row(index), postings.len(), posting);
        report.check_rows(|index| candidates.row(index), candidates.len(), candidate);
        Ok(report)
    }
}

impl CheckReport {
    fn check_rows<'a, F: PartialEq + 'a>(
        &mut self,
        row: impl Fn(usize) -> &'a Row<F>,
        count: usize,
        again: impl Fn(&Row<F>) -> Result<F>,
    ) {
        for index in 0..count {
            let id = &row(index).id;
            let is_double = index > 0 && row(index - 1).id == *id;
            match again(row(index)) {
                Ok(features) if !is_double && features == row(index).features => {}
                Ok(_) if !is_double => self.outdated_records.push(id.to_string()),
                _ => self.damaged_records.push(id.to_string()),
            }
        }
    }
}

fn read_posting_again(snapshot: &Snapshot<'_>, row: &Row<Offered>, reader: &Reader) -> Result<Offered> {
    let raw: RawPosting = snapshot.raw_posting(&row.id)?;
    let again = prepare_posting(&raw, row.features.vetoed, reader)?.features;
    Ok(Offered { group: row.features.group, ..again })
}

fn read_candidate_again(snapshot: &Snapshot<'_>, row: &Row<Wanted>, reader: &Reader) -> Result<Wanted> {
    let raw: RawCandidate = snapshot.raw_candidate(&row.id)?;
    Ok(prepare_candidate(&raw, reader)?.features)
}
