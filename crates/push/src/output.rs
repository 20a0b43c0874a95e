//! A file that grows by whole committed parts: what a kill leaves beyond the last commit is cut off.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Result, file};

/// An output file of a run.
pub(crate) struct Output {
    file: File,
    path: PathBuf,
    bytes: u64,
}

impl Output {
    /// Bytes that are in the file before a run; a run adds to what is there.
    pub(crate) fn length(path: &Path) -> Result<u64> {
        match std::fs::metadata(path) {
            Ok(metadata) => Ok(metadata.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(file("reading", path)(error)),
        }
    }

    /// Opens the file and cuts it to what is committed.
    pub(crate) fn open(path: &Path, committed: u64) -> Result<Self> {
        let io = file("opening", path);
        let mut options = OpenOptions::new();
        let mut file = options.create(true).truncate(false).read(true).write(true).open(path).map_err(&io)?;
        let found = file.metadata().map_err(&io)?.len();
        if found < committed {
            let path = path.to_owned();
            return Err(Error::new(ErrorKind::OutputShorter { path, committed, found }));
        }
        file.set_len(committed).map_err(&io)?;
        file.seek(SeekFrom::Start(committed)).map_err(&io)?;
        file.sync_all().map_err(&io)?;
        sync_folder(path).map_err(&io)?;
        Ok(Self { file, path: path.to_owned(), bytes: committed })
    }

    /// Bytes so far.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds bytes and waits until they are on disk.
    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<()> {
        let io = file("writing", &self.path);
        self.file.write_all(bytes).map_err(&io)?;
        self.file.sync_data().map_err(&io)?;
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

/// A new file is on disk only when its folder is.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

/// Bytes of a file.
pub(crate) fn read_part(path: &Path, from: u64, bytes: usize) -> Result<Vec<u8>> {
    let io = file("reading", path);
    let mut file = File::open(path).map_err(&io)?;
    file.seek(SeekFrom::Start(from)).map_err(&io)?;
    let mut part = vec![0; bytes];
    file.read_exact(&mut part).map_err(&io)?;
    Ok(part)
}
