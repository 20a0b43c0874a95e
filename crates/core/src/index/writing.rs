//! The one writer of a store: what it may leave behind after a failure, and when deleted bytes are gone.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use tantivy::directory::{DirectoryLock, Lock};
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::merge_policy::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::{Directory, FutureResult, Index, IndexWriter, TantivyError};

use super::sealed::Sealed;
use super::store::{Document, Fields, Kind, failure};
use crate::error::{Error, ErrorKind, Result};

/// The one writer of a store.
///
/// Merges are started here after a commit rather than by tantivy, so that a purge can wait for them: a segment that
/// is being merged cannot be rewritten, and the merged one may still hold what was deleted meanwhile.
pub(crate) struct StoreWriter {
    writer: IndexWriter,
    merges: Vec<Merge>,
    policy: LogMergePolicy,
    fields: Fields,
    path: Option<PathBuf>,
    /// A commit failed: what was written since the last one may be lost in part, so nothing may be committed.
    failed: bool,
    _lock: DirectoryLock,
}

struct Merge {
    segments: Vec<SegmentId>,
    outcome: FutureResult<Option<SegmentMeta>>,
}

/// Share of deleted documents above which a segment is rewritten although it is large; chosen: bounds the disk that
/// changing records take to about one and a half times what is live.
const DELETED_SHARE: f32 = 0.3;

impl StoreWriter {
    /// Takes the lock, removes what a killed writer left, and is ready to write.
    pub(crate) fn open(
        directory: &Sealed,
        path: Option<PathBuf>,
        fields: Fields,
        budget_bytes: usize,
        prepare: impl Fn(&Index),
    ) -> Result<Self> {
        let failed = |e| failure(e, path.as_deref(), "opening the writer");
        // The list of files is read after the lock is taken: another process may have written until then.
        let lock =
            directory.acquire_lock(&writer_lock()).map_err(|e| failed(TantivyError::LockFailure(e, None)))?;
        let index = Index::open(directory.clone()).map_err(failed)?;
        prepare(&index);
        // One thread: segments, and so document numbers, follow the order of writing; reading the records in
        // parallel before this point is where the time goes.
        let writer = index.writer_with_num_threads(1, budget_bytes).map_err(failed)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
        let opened = Self { writer, merges: Vec::new(), policy, fields, path, failed: false, _lock: lock };
        opened.remove_leftovers("opening the writer")?;
        Ok(opened)
    }

    /// Adds a document in place of every one with its key; visible after the next commit.
    pub(crate) fn upsert(&self, document: &Document<'_>) -> Result<()> {
        self.check_usable()?;
        self.delete(document.kind, document.id);
        let added = self.writer.add_document(self.fields.document(document));
        added.map_err(|e| self.failure(e, "writing a record"))?;
        Ok(())
    }

    /// Removes the documents with this key; visible after the next commit.
    pub(crate) fn delete(&self, kind: Kind, id: &str) {
        self.writer.delete_term(self.fields.term(kind, id));
    }

    /// Makes everything since the last commit durable and visible, at once or not at all.
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.commit_only()?;
        self.start_merges()
    }

    fn commit_only(&mut self) -> Result<()> {
        self.check_usable()?;
        let committed = self.writer.commit();
        self.failed = committed.is_err();
        committed.map_err(|e| self.failure(e, "committing"))?;
        Ok(())
    }

    /// Commits, then rewrites every segment with deleted documents and removes the old files.
    pub(crate) fn purge(&mut self) -> Result<()> {
        self.commit_only()?;
        for merge in std::mem::take(&mut self.merges) {
            // A merge that failed has changed nothing; what it should have removed is removed below.
            merge.wait().ok();
        }
        for meta in self.segments("purging")?.iter().filter(|meta| meta.has_deletes()) {
            let merged = self.writer.merge(&[meta.id()]).wait();
            merged.map_err(|e| self.failure(e, "purging"))?;
        }
        self.remove_leftovers("purging")
    }

    /// Waits for background merges and gives the lock back.
    pub(crate) fn close(self) -> Result<()> {
        let outcomes: Vec<_> = self.merges.into_iter().map(Merge::wait).collect();
        let path = self.path;
        let failed = |e| failure(e, path.as_deref(), "merging");
        self.writer.wait_merging_threads().map_err(failed)?;
        outcomes.into_iter().try_for_each(merged).map_err(failed)
    }

    fn start_merges(&mut self) -> Result<()> {
        self.merges.retain_mut(|merge| !merge.is_done());
        let busy: BTreeSet<SegmentId> = self.merges.iter().flat_map(|merge| merge.segments.clone()).collect();
        let mut idle = self.segments("merging")?;
        idle.retain(|meta| !busy.contains(&meta.id()));
        for candidate in self.policy.compute_merge_candidates(&idle) {
            let outcome = self.writer.merge(&candidate.0);
            self.merges.push(Merge { segments: candidate.0, outcome });
        }
        Ok(())
    }

    /// The committed segments.
    fn segments(&self, doing: &'static str) -> Result<Vec<SegmentMeta>> {
        self.writer.index().searchable_segment_metas().map_err(|e| self.failure(e, doing))
    }

    /// Removes every file that no committed segment needs. Nothing may be merging or waiting for a commit.
    fn remove_leftovers(&self, doing: &'static str) -> Result<()> {
        let collected = self.writer.garbage_collect_files().wait().map_err(|e| self.failure(e, doing))?;
        if !collected.failed_to_delete_files.is_empty() {
            return Err(Error::new(ErrorKind::IndexIo { doing }));
        }
        let Some(folder) = &self.path else { return Ok(()) };
        let metas = self.writer.index().load_metas().map_err(|e| self.failure(e, doing))?;
        let mut needed: BTreeSet<OsString> =
            metas.list_segment_files().into_iter().map(PathBuf::into_os_string).collect();
        needed.extend(KEPT_FILES.map(OsString::from));
        let swept = sweep(folder, &needed).and_then(|()| self.writer.index().directory().sync_directory());
        swept.map_err(|source| Error::new(ErrorKind::IndexIo { doing }).with_source(source))
    }

    fn check_usable(&self) -> Result<()> {
        if self.failed { Err(Error::new(ErrorKind::WriterFailed)) } else { Ok(()) }
    }

    fn failure(&self, error: TantivyError, doing: &'static str) -> Error {
        failure(error, self.path.as_deref(), doing)
    }
}

impl Merge {
    fn is_done(&mut self) -> bool {
        matches!(self.poll(Waker::noop()), Poll::Ready(_))
    }

    /// A future that has been polled must not be waited for in tantivy's own way: that panics.
    fn wait(mut self) -> tantivy::Result<Option<SegmentMeta>> {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        loop {
            match self.poll(&waker) {
                Poll::Ready(outcome) => return outcome,
                Poll::Pending => thread::park(),
            }
        }
    }

    fn poll(&mut self, waker: &Waker) -> Poll<tantivy::Result<Option<SegmentMeta>>> {
        Future::poll(Pin::new(&mut self.outcome), &mut Context::from_waker(waker))
    }
}

/// A merge is called off when a commit has meanwhile deleted all of a segment: there is nothing left to merge.
fn merged(outcome: tantivy::Result<Option<SegmentMeta>>) -> tantivy::Result<()> {
    match outcome {
        Ok(_) | Err(TantivyError::InvalidArgument(_)) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Wakes the thread that waits for a merge.
struct Unpark(thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Files of the folder that are no part of a segment.
const KEPT_FILES: [&str; 5] =
    ["meta.json", ".managed.json", ".tantivy-writer.lock", ".tantivy-meta.lock", ".rengang-writer.lock"];

fn writer_lock() -> Lock {
    Lock { filepath: PathBuf::from(".rengang-writer.lock"), is_blocking: false }
}

/// A process that is killed can leave files that its own list does not know yet.
fn sweep(folder: &Path, needed: &BTreeSet<OsString>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && !needed.contains(&entry.file_name()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
