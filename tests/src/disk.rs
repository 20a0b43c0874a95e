//! A disk in memory that fails when it is told to, and that loses what was not synced when the power goes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, FileSlice, Lock, TerminatingWrite, WatchCallback,
    WatchCallbackList, WatchHandle, WritePtr,
};

/// How the disk fails, from its n-th change on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// That one change is refused.
    Once,
    /// That one write is carried out by half and then refused.
    Torn,
    /// Every change from there on is refused for want of space, but files can be deleted.
    Full,
    /// Nothing happens from there on: the power is gone.
    PowerLoss,
}

/// What is left of changes that were not synced when the power goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    /// None of them.
    Lost,
    /// All names, but only half of the bytes.
    HalfWritten,
}

/// The disk; clones are the same disk.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, File>,
    /// Names as of the last sync of the folder.
    durable: BTreeMap<PathBuf, File>,
    locks: BTreeSet<PathBuf>,
    changes: usize,
    fault: Option<(usize, Fault)>,
}

/// A file: its bytes are shared by all names that it had.
#[derive(Debug, Clone, Default)]
struct File {
    content: Arc<Mutex<Content>>,
}

#[derive(Debug, Default)]
struct Content {
    bytes: Vec<u8>,
    synced: usize,
}

impl Disk {
    /// Lets the `n`-th change from now fail, counted from 1.
    pub fn fail_at(&self, n: usize, fault: Fault) {
        let mut state = self.state();
        state.fault = Some((state.changes + n, fault));
    }

    /// Lets nothing fail any more.
    pub fn mend(&self) {
        self.state().fault = None;
    }

    /// Changes so far.
    #[must_use]
    pub fn changes(&self) -> usize {
        self.state().changes
    }

    /// The disk as it is found when the power is back.
    #[must_use]
    pub fn after_power_loss(&self, unsynced: Unsynced) -> Self {
        let state = self.state();
        let names = match unsynced {
            Unsynced::Lost => &state.durable,
            Unsynced::HalfWritten => &state.files,
        };
        let files = names.iter().map(|(path, file)| (path.clone(), file.after_power_loss(unsynced)));
        let files: BTreeMap<PathBuf, File> = files.collect();
        let state = State { durable: files.clone(), files, ..State::default() };
        Self { state: Arc::new(Mutex::new(state)) }
    }

    /// Names and bytes of all files.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.state().files.iter().map(|(path, file)| (path.clone(), file.content().bytes.clone())).collect()
    }

    /// Puts a file in place of what was there.
    pub fn replace(&self, path: &Path, bytes: Vec<u8>) {
        self.state().files.insert(path.to_owned(), File::of(bytes));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a change; what is to be done with it.
    fn change(&self) -> Result<(), Refused> {
        let mut state = self.state();
        state.changes += 1;
        match state.fault {
            Some((n, fault)) if state.changes == n => Err(Refused(fault)),
            Some((n, fault @ (Fault::Full | Fault::PowerLoss))) if state.changes > n => Err(Refused(fault)),
            _ => Ok(()),
        }
    }
}

/// A change that is not to happen.
struct Refused(Fault);

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        match refused.0 {
            Fault::Full => Self::new(io::ErrorKind::StorageFull, "no space left"),
            _ => Self::other("input/output error"),
        }
    }
}

impl File {
    fn of(bytes: Vec<u8>) -> Self {
        let synced = bytes.len();
        Self { content: Arc::new(Mutex::new(Content { bytes, synced })) }
    }

    fn content(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn after_power_loss(&self, unsynced: Unsynced) -> Self {
        let content = self.content();
        let kept = match unsynced {
            Unsynced::Lost => content.synced,
            Unsynced::HalfWritten => content.synced + (content.bytes.len() - content.synced) / 2,
        };
        Self::of(content.bytes[..kept].to_vec())
    }
}

struct Writing {
    disk: Disk,
    file: File,
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(refused) = self.disk.change() {
            if refused.0 == Fault::Torn {
                self.file.content().bytes.extend_from_slice(&bytes[..bytes.len() / 2]);
            }
            return Err(refused.into());
        }
        self.file.content().bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Writing {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.disk.change()?;
        let mut content = self.file.content();
        content.synced = content.bytes.len();
        Ok(())
    }
}

struct Held {
    disk: Disk,
    path: PathBuf,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.disk.state().locks.remove(&self.path);
    }
}

impl Directory for Disk {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(Arc::new(self.open_read(path)?))
    }

    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        self.atomic_read(path).map(FileSlice::from)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        match self.change() {
            Err(refused) if refused.0 != Fault::Full => {
                let io_error = Arc::new(io::Error::from(refused));
                return Err(DeleteError::IoError { io_error, filepath: path.to_owned() });
            }
            _ => {}
        }
        let gone = self.state().files.remove(path);
        gone.map(drop).ok_or_else(|| DeleteError::FileDoesNotExist(path.to_owned()))
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        Ok(self.state().files.contains_key(path))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.change().map_err(|refused| OpenWriteError::wrap_io_error(refused.into(), path.to_owned()))?;
        let (mut state, file) = (self.state(), File::default());
        if state.files.contains_key(path) {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        state.files.insert(path.to_owned(), file.clone());
        Ok(BufWriter::new(Box::new(Writing { disk: self.clone(), file })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let file = self.state().files.get(path).cloned();
        let file = file.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        let bytes = file.content().bytes.clone();
        Ok(bytes)
    }

    /// Three changes, as a file system makes them: the bytes beside, their sync, the new name.
    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        (0..3).try_for_each(|_| self.change())?;
        self.state().files.insert(path.to_owned(), File::of(data.to_vec()));
        Ok(())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.change()?;
        let mut state = self.state();
        state.durable = state.files.clone();
        Ok(())
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        while !self.state().locks.insert(lock.filepath.clone()) {
            if !lock.is_blocking {
                return Err(LockError::LockBusy);
            }
            std::thread::yield_now();
        }
        Ok(DirectoryLock::from(Box::new(Held { disk: self.clone(), path: lock.filepath.clone() })))
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchCallbackList::default().subscribe(callback))
    }
}
