//! The engine: calls the steps of the way in order and holds no rule.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::Directory;
use tantivy::directory::RamDirectory;

use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted};
use crate::index::{self, Mark, Store};
use crate::knowledge::Knowledge;
use crate::snapshot::Snapshot;
use crate::writer::Writer;

/// An index of postings and candidates, on disk or in memory.
///
/// Reading goes through immutable [`Snapshot`]s, writing through the one [`Writer`]; both at the same time.
pub struct Engine {
    path: Option<PathBuf>,
    pub(crate) store: Store,
    knowledge: Arc<Knowledge>,
    /// The latest snapshot, so that the next one decodes only what has changed. Held for the moment of looking or
    /// replacing, never while decoding.
    latest: Mutex<Option<Arc<Tables>>>,
}

/// The decoded records of a snapshot.
pub(crate) type Tables = index::Tables<Offered, Wanted>;

impl Engine {
    /// An empty index in memory.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`] if memory is refused.
    pub fn in_memory(knowledge: Arc<Knowledge>) -> Result<Self> {
        Self::create_over(RamDirectory::create(), knowledge)
    }

    /// A new, empty index in the folder `path`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexExists`], [`ErrorKind::IndexForeign`] if the folder is not empty, [`ErrorKind::IndexIo`].
    pub fn create(path: &Path, knowledge: Arc<Knowledge>) -> Result<Self> {
        let store = index::directory::create(path, &mark(&knowledge), Store::create_folder)?;
        Ok(Self::with(Some(path.into()), store, knowledge))
    }

    /// The index in the folder `path`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexMissing`], [`ErrorKind::IndexForeign`], [`ErrorKind::IndexFormat`] and
    /// [`ErrorKind::IndexFingerprint`] if it was written by other rules, [`ErrorKind::IndexDamaged`],
    /// [`ErrorKind::IndexIo`].
    pub fn open(path: &Path, knowledge: Arc<Knowledge>) -> Result<Self> {
        mark(&knowledge).check(&Mark::read(path)?)?;
        let store = Store::open_folder(&index::directory::store_folder(path))?;
        Ok(Self::with(Some(path.into()), store, knowledge))
    }

    /// A new index in a directory of tantivy: for tests that let storage fail.
    #[doc(hidden)]
    pub fn create_over(directory: impl Into<Box<dyn Directory>>, knowledge: Arc<Knowledge>) -> Result<Self> {
        Ok(Self::with(None, Store::create(directory.into(), None)?, knowledge))
    }

    /// The index in a directory of tantivy: for tests that let storage fail.
    #[doc(hidden)]
    pub fn open_over(directory: impl Into<Box<dyn Directory>>, knowledge: Arc<Knowledge>) -> Result<Self> {
        Ok(Self::with(None, Store::open(directory.into(), None)?, knowledge))
    }

    fn with(path: Option<PathBuf>, store: Store, knowledge: Arc<Knowledge>) -> Self {
        Self { path, store, knowledge, latest: Mutex::new(None) }
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
    /// [`ErrorKind::SettingInvalid`] for a budget outside of [`Writer::MIN_BUDGET_BYTES`] to
    /// [`Writer::MAX_BUDGET_BYTES`]; [`ErrorKind::IndexDamaged`], [`ErrorKind::IndexIo`].
    pub fn writer(&self, budget_bytes: usize) -> Result<Writer<'_>> {
        if !(Writer::MIN_BUDGET_BYTES..=Writer::MAX_BUDGET_BYTES).contains(&budget_bytes) {
            let rule =
                format!("must be between {} and {}", Writer::MIN_BUDGET_BYTES, Writer::MAX_BUDGET_BYTES);
            return Err(Error::new(ErrorKind::SettingInvalid { setting: "budget_bytes", rule }));
        }
        Writer::open(self, budget_bytes)
    }

    /// The latest commit, as an immutable view. Costs what has changed since the last call; each file is checked
    /// against its checksum when it is first read.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`], [`ErrorKind::IndexIo`].
    pub fn snapshot(&self) -> Result<Snapshot<'_>> {
        let before = self.latest().clone();
        let known = before.as_deref();
        let view = self.store.view(known.map(|tables| &tables.view))?;
        if let Some(same) = before.as_ref().filter(|tables| tables.view.is_same(&view)) {
            return Ok(Snapshot::new(self, Arc::clone(same)));
        }
        let tables = Arc::new(Tables::read(view, self.store.fields(), known)?);
        self.remember(&tables);
        Ok(Snapshot::new(self, tables))
    }

    /// Names of files whose bytes are not what was written; empty for a sound index.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`] if a file cannot be understood at all, [`ErrorKind::IndexIo`] if it cannot be
    /// read.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        Ok(self.store.check_files()?.1)
    }

    /// The folder, or nothing for an index in memory.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.path.clone()
    }

    /// Keeps the newest: a slow caller must not put an older commit in its place.
    fn remember(&self, tables: &Arc<Tables>) {
        let mut latest = self.latest();
        if latest.as_ref().is_none_or(|known| known.view.opstamp() <= tables.view.opstamp()) {
            *latest = Some(Arc::clone(tables));
        }
    }

    /// A panic elsewhere while the lock was held leaves a whole value: it is only ever replaced.
    fn latest(&self) -> std::sync::MutexGuard<'_, Option<Arc<Tables>>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mark(knowledge: &Knowledge) -> Mark {
    Mark::new(knowledge.analyzer().fingerprint(), knowledge.fingerprint())
}
