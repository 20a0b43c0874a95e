//! All raw records of an index, from which it can be built again.

use std::path::Path;

use tantivy::DocAddress;

use crate::error::Result;
use crate::index::{self, Fields, Kind, Mark, Store, View};
use crate::snapshot::Snapshot;

/// The raw records of one commit as native JSON, in the order of their ids.
///
/// An index is built again by loading an export into a new one; what was vetoed is inspected again by the loader.
pub struct Export {
    view: View,
    fields: Fields,
    postings: Vec<DocAddress>,
    candidates: Vec<DocAddress>,
}

impl Export {
    /// The records of the index in `path`, whatever dictionary and tables it was written with: what is asked for when
    /// [`Engine::open`](crate::Engine::open) says that the index has to be built again.
    ///
    /// # Errors
    /// [`ErrorKind::IndexMissing`](crate::ErrorKind::IndexMissing),
    /// [`ErrorKind::IndexForeign`](crate::ErrorKind::IndexForeign),
    /// [`ErrorKind::IndexFormat`](crate::ErrorKind::IndexFormat),
    /// [`ErrorKind::IndexDamaged`](crate::ErrorKind::IndexDamaged),
    /// [`ErrorKind::IndexIo`](crate::ErrorKind::IndexIo).
    pub fn open(path: &Path) -> Result<Self> {
        Mark::read(path)?;
        let store = Store::open_folder(&index::directory::store_folder(path))?;
        let view = store.view(None)?;
        let keys = store.keys(&view)?;
        let of = |kind| keys.iter().filter(move |(k, ..)| *k == kind).map(|(.., address)| *address).collect();
        let (postings, candidates) = (of(Kind::Posting), of(Kind::Candidate));
        Ok(Self { view, fields: *store.fields(), postings, candidates })
    }

    /// Number of postings and of candidates.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        (self.postings.len(), self.candidates.len())
    }

    /// One posting a line, without line ends.
    pub fn postings(&self) -> impl Iterator<Item = Result<String>> + '_ {
        self.postings.iter().map(|&address| self.fields.raw(&self.view, address))
    }

    /// One candidate a line, without line ends.
    pub fn candidates(&self) -> impl Iterator<Item = Result<String>> + '_ {
        self.candidates.iter().map(|&address| self.fields.raw(&self.view, address))
    }
}

impl Snapshot<'_> {
    /// The raw records of this snapshot.
    #[must_use]
    pub fn export(&self) -> Export {
        let (view, fields) = self.view_and_fields();
        let (postings, candidates) = (self.posting_table(), self.candidate_table());
        Export {
            view: view.clone(),
            fields: *fields,
            postings: (0..postings.len()).map(|row| postings.address(row)).collect(),
            candidates: (0..candidates.len()).map(|row| candidates.address(row)).collect(),
        }
    }
}
