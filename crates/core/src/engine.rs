//! The engine: calls the steps of the way in order and holds no rule.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::Directory;
use tantivy::directory::RamDirectory;

use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted};
use crate::index::{self, Mark, Store};
use crate::knowledge::Knowledge;
use crate::pruning::{Layers, Seekers};
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
    latest: Mutex<Option<Arc<Current>>>,
}

/// The decoded records of a snapshot.
pub(crate) type Tables = index::Tables<Offered, Wanted>;

/// The records of a snapshot, and the layers in which its postings are searched.
pub(crate) struct Current {
    pub(crate) tables: Tables,
    layers: OnceLock<Layers>,
    seekers: OnceLock<Seekers>,
}

impl Current {
    /// The layers; the first call builds them, unless the snapshot before had some.
    pub(crate) fn layers(&self) -> &Layers {
        self.layers.get_or_init(|| Layers::build(&self.tables.postings))
    }

    /// Builds what tells who may take which work, if it is not there. No lock is held meanwhile, since building takes
    /// threads that may ask for it; of two that are built at once one is kept.
    pub(crate) fn build_seekers(&self, knowledge: &Knowledge) {
        if self.seekers.get().is_none() {
            let _ = self.seekers.set(Seekers::build(&self.tables.candidates, knowledge));
        }
    }

    /// Who may take which work, where that is built.
    pub(crate) fn seekers(&self) -> Option<&Seekers> {
        self.seekers.get()
    }

    /// What comes after `before`: where that had layers, they are carried over, which costs what has changed.
    fn after(tables: Tables, before: Option<&Self>) -> Self {
        let carried = before
            .and_then(|before| Some(before.layers.get()?.carried(&before.tables.postings, &tables.postings)));
        let layers = carried.map_or_else(OnceLock::new, OnceLock::from);
        Self { tables, layers, seekers: OnceLock::new() }
    }
}

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
        let known = before.as_deref().map(|current| &current.tables);
        let view = self.store.view(known.map(|tables| &tables.view))?;
        if let Some(same) = before.as_ref().filter(|current| current.tables.view.is_same(&view)) {
            return Ok(Snapshot::new(self, Arc::clone(same)));
        }
        let tables = Tables::read(view, self.store.fields(), known)?;
        let current = Arc::new(Current::after(tables, before.as_deref()));
        self.remember(&current);
        Ok(Snapshot::new(self, current))
    }

    /// The latest snapshot that was made, without a look for later commits: costs nothing, so that whoever answers
    /// queries need not pay for what was written; a thread that calls [`Engine::snapshot`] after each commit keeps it
    /// fresh.
    ///
    /// # Errors
    /// As [`Engine::snapshot`], where no snapshot was made yet.
    pub fn recent_snapshot(&self) -> Result<Snapshot<'_>> {
        let latest = self.latest().clone();
        latest.map_or_else(|| self.snapshot(), |current| Ok(Snapshot::new(self, current)))
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
    fn remember(&self, current: &Arc<Current>) {
        let mut latest = self.latest();
        let stamp = |current: &Current| current.tables.view.opstamp();
        if latest.as_ref().is_none_or(|known| stamp(known) <= stamp(current)) {
            *latest = Some(Arc::clone(current));
        }
    }

    /// A panic elsewhere while the lock was held leaves a whole value: it is only ever replaced.
    fn latest(&self) -> std::sync::MutexGuard<'_, Option<Arc<Current>>> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mark(knowledge: &Knowledge) -> Mark {
    Mark::new(knowledge.analyzer().fingerprint(), knowledge.fingerprint())
}
