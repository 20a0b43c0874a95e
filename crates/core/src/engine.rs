//! The engine: calls the steps of the way in order and holds no rule.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted};
use crate::index::{Mark, Place, Store, Table};
use crate::knowledge::Knowledge;
use crate::snapshot::Snapshot;
use crate::writer::Writer;

/// An index of postings and candidates, on disk or in memory.
///
/// Reading goes through immutable [`Snapshot`]s, writing through the one [`Writer`]; both at the same time.
pub struct Engine {
    place: Place,
    pub(crate) postings: Store,
    pub(crate) candidates: Store,
    knowledge: Arc<Knowledge>,
    /// Decoded tables of the latest snapshot, so that the next one decodes only what has changed. Held for the
    /// moment of looking or replacing, never while decoding.
    latest: Mutex<Option<Tables>>,
}

/// The decoded tables of a snapshot.
#[derive(Clone)]
pub(crate) struct Tables {
    pub(crate) postings: Arc<Table<Offered>>,
    pub(crate) candidates: Arc<Table<Wanted>>,
}

impl Engine {
    /// An empty index in memory.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`] if memory is refused.
    pub fn in_memory(knowledge: Arc<Knowledge>) -> Result<Self> {
        Self::at(Place::Memory, knowledge)
    }

    /// A new, empty index in the folder `path`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexExists`], [`ErrorKind::IndexForeign`] if the folder is not empty, [`ErrorKind::IndexIo`].
    pub fn create(path: &Path, knowledge: Arc<Knowledge>) -> Result<Self> {
        let place = Place::create(path, &mark(&knowledge))?;
        Self::at(place, knowledge)
    }

    /// The index in the folder `path`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexMissing`], [`ErrorKind::IndexForeign`], [`ErrorKind::IndexFormat`] and
    /// [`ErrorKind::IndexFingerprint`] if it was written by other rules, [`ErrorKind::IndexDamaged`],
    /// [`ErrorKind::IndexIo`].
    pub fn open(path: &Path, knowledge: Arc<Knowledge>) -> Result<Self> {
        let place = Place::open(path, &mark(&knowledge))?;
        Self::at(place, knowledge)
    }

    fn at(place: Place, knowledge: Arc<Knowledge>) -> Result<Self> {
        let postings = Store::open(&place, "postings", knowledge.analyzer())?;
        let candidates = Store::open(&place, "candidates", knowledge.analyzer())?;
        Ok(Self { place, postings, candidates, knowledge, latest: Mutex::new(None) })
    }

    /// What the engine knows about work.
    #[must_use]
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// Takes the one writer; `budget_bytes` bounds what it holds in memory before it writes to disk.
    ///
    /// # Errors
    /// [`ErrorKind::IndexLocked`] while another writer is open, in this process or another;
    /// [`ErrorKind::SettingInvalid`] for a budget below [`Writer::MIN_BUDGET_BYTES`].
    pub fn writer(&self, budget_bytes: usize) -> Result<Writer<'_>> {
        if budget_bytes < Writer::MIN_BUDGET_BYTES {
            let rule = format!("must be at least {}", Writer::MIN_BUDGET_BYTES);
            return Err(Error::new(ErrorKind::SettingInvalid { setting: "budget_bytes", rule }));
        }
        Writer::open(self, budget_bytes)
    }

    /// The latest commit, as an immutable view. Costs what has changed since the last call.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`], [`ErrorKind::IndexIo`].
    pub fn snapshot(&self) -> Result<Snapshot<'_>> {
        let before = self.latest().clone();
        let (postings, candidates) = (self.postings.searcher()?, self.candidates.searcher()?);
        let known = before.as_ref();
        let tables = Tables {
            postings: Arc::new(Table::read(&postings, self.postings.fields(), known.map(|t| &*t.postings))?),
            candidates: Arc::new(Table::read(
                &candidates,
                self.candidates.fields(),
                known.map(|t| &*t.candidates),
            )?),
        };
        *self.latest() = Some(tables.clone());
        Ok(Snapshot::new(self, tables, postings, candidates))
    }

    /// Names of files whose bytes are not what was written; empty for a sound index.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`] if a file cannot be read at all.
    pub fn damaged_files(&self) -> Result<Vec<std::path::PathBuf>> {
        let mut damaged = self.postings.damaged_files()?;
        damaged.extend(self.candidates.damaged_files()?);
        Ok(damaged)
    }

    /// The folder, or nothing for an index in memory.
    #[must_use]
    pub fn path(&self) -> Option<std::path::PathBuf> {
        (self.place != Place::Memory).then(|| self.place.path())
    }

    /// A panic elsewhere while the lock was held leaves a whole value: it is only ever replaced.
    fn latest(&self) -> std::sync::MutexGuard<'_, Option<Tables>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mark(knowledge: &Knowledge) -> Mark {
    Mark::new(knowledge.analyzer().fingerprint(), knowledge.fingerprint())
}
