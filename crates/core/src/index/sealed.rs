//! A directory whose small files carry a checksum, as the large ones do.
//!
//! tantivy ends every segment file with a checksum, but not `meta.json`, which says what segments there are: one
//! flipped bit there could bring back deleted records. This wrapper adds a line with a checksum when such a file is
//! written and takes it off when it is read, and syncs the folder, so that a commit that was reported survives a
//! loss of power.

use std::io;
use std::path::Path;
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{DirectoryLock, FileHandle, FileSlice, Lock, WatchCallback, WatchHandle, WritePtr};
use tantivy::{Directory, HasLen};

/// Wraps the directory that holds the files.
#[derive(Debug, Clone)]
pub(crate) struct Sealed {
    inner: Box<dyn Directory>,
}

impl Sealed {
    pub(crate) fn new(inner: Box<dyn Directory>) -> Self {
        Self { inner }
    }
}

/// The length and the magic number that end every segment file.
const FOOTER_BYTES: usize = 8;

/// `bytes` with a line that holds their checksum.
pub(crate) fn seal(bytes: &[u8]) -> Vec<u8> {
    let mut sealed = bytes.to_vec();
    sealed.extend_from_slice(format!("\n#{:08x}\n", crc32fast::hash(bytes)).as_bytes());
    sealed
}

/// What was sealed, if the checksum is that of the bytes.
pub(crate) fn unseal(sealed: &[u8]) -> Option<&[u8]> {
    const SEAL_BYTES: usize = 11;
    let (bytes, line) = sealed.split_at_checked(sealed.len().checked_sub(SEAL_BYTES)?)?;
    (seal(bytes)[bytes.len()..] == *line).then_some(bytes)
}

impl Directory for Sealed {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    /// tantivy looks for eight bytes of footer without asking whether there are eight.
    fn open_read(&self, path: &Path) -> Result<FileSlice, OpenReadError> {
        let file = self.inner.open_read(path)?;
        if file.len() >= FOOTER_BYTES {
            return Ok(file);
        }
        let cut = io::Error::new(io::ErrorKind::UnexpectedEof, "the file has no footer");
        Err(OpenReadError::wrap_io_error(cut, path.to_owned()))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.inner.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let sealed = self.inner.atomic_read(path)?;
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "the checksum is not that of the bytes");
        let bytes = unseal(&sealed).map(<[u8]>::to_vec);
        bytes.ok_or_else(|| OpenReadError::wrap_io_error(damaged(), path.to_owned()))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.inner.atomic_write(path, &seal(data))?;
        // The file that was renamed is durable, its name only when the folder is.
        self.inner.sync_directory()
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.inner.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        self.inner.acquire_lock(lock)
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sealed: &[u8], bytes: Option<&[u8]>) {
        assert_eq!(unseal(sealed), bytes);
    }

    #[test]
    fn what_was_sealed_comes_back() {
        check(&seal(b""), Some(b""));
        check(&seal(b"{}\n"), Some(b"{}\n"));
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_found() {
        let sealed = seal(b"{\"segments\":[]}");
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            check(&flipped, None);
        }
        (0..sealed.len()).for_each(|end| check(&sealed[..end], None));
    }
}
