//! The folder of an index: where its stores lie, and the mark that says how they were written.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::sealed::{seal, unseal};
use crate::error::{Error, ErrorKind, Result};

/// Version of what is written to disk; raise it when stored documents or fields change.
const FORMAT: u32 = 2;
const MARK_FILE: &str = "rengang.json";
/// A creation that is not finished: `create` starts it anew, `open` sees no index.
const UNFINISHED_FILE: &str = "rengang.json.new";
const STORE_FOLDER: &str = "records";

/// How an index was written: its format and the fingerprints of the rules that its features depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    format: u32,
    analyzer: String,
    lexicon: String,
}

/// What every format says of itself.
#[derive(Deserialize)]
struct AnyMark {
    format: u32,
}

impl Mark {
    pub(crate) fn new(analyzer: u64, lexicon: u64) -> Self {
        Self { format: FORMAT, analyzer: format!("{analyzer:016x}"), lexicon: format!("{lexicon:016x}") }
    }

    /// Whether what was written under this mark means the same to the rules of `self`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexFingerprint`].
    pub(crate) fn check(&self, found: &Self) -> Result<()> {
        let what = if found.analyzer != self.analyzer {
            "analyzer"
        } else if found.lexicon != self.lexicon {
            "lexicon"
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::IndexFingerprint { what }))
    }

    /// Reads the mark of the index in `path`.
    ///
    /// # Errors
    /// [`ErrorKind::IndexMissing`], [`ErrorKind::IndexForeign`], [`ErrorKind::IndexFormat`],
    /// [`ErrorKind::IndexDamaged`], [`ErrorKind::IndexIo`].
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = match fs::read(path.join(MARK_FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(without_mark(path)),
            Err(error) => return Err(io("reading the mark of the index")(error)),
        };
        let damaged = || Error::new(ErrorKind::IndexDamaged { what: MARK_FILE.into() });
        // Format 1 had no checksum.
        let whole = unseal(&bytes).or((!bytes.contains(&b'#')).then_some(&*bytes)).ok_or_else(damaged)?;
        let found: AnyMark = serde_json::from_slice(whole).map_err(|e| damaged().with_source(e))?;
        if found.format != FORMAT {
            return Err(Error::new(ErrorKind::IndexFormat { found: found.format, expected: FORMAT }));
        }
        unseal(&bytes).and_then(|bytes| serde_json::from_slice(bytes).ok()).ok_or_else(damaged)
    }
}

/// Why a folder without a mark is no index.
fn without_mark(path: &Path) -> Error {
    let foreign = !is_empty(path).unwrap_or(true) && !path.join(UNFINISHED_FILE).exists();
    let path = path.into();
    Error::new(if foreign { ErrorKind::IndexForeign { path } } else { ErrorKind::IndexMissing { path } })
}

/// Makes the folder of a new index, lets `fill` make the store in it, and marks it last: a process that is killed
/// before leaves a folder that is no index yet.
///
/// # Errors
/// [`ErrorKind::IndexExists`], [`ErrorKind::IndexForeign`], [`ErrorKind::IndexIo`].
pub(crate) fn create<T>(path: &Path, mark: &Mark, fill: impl FnOnce(&Path) -> Result<T>) -> Result<T> {
    let doing = "making the folder of the index";
    let (unfinished, store) = (path.join(UNFINISHED_FILE), store_folder(path));
    if path.join(MARK_FILE).exists() {
        return Err(Error::new(ErrorKind::IndexExists { path: path.into() }));
    }
    if unfinished.exists() {
        if store.exists() {
            fs::remove_dir_all(&store).map_err(io(doing))?;
        }
    } else if !is_empty(path).map_err(io("reading the folder"))? {
        return Err(Error::new(ErrorKind::IndexForeign { path: path.into() }));
    }
    fs::create_dir_all(path).map_err(io(doing))?;
    write_durably(&unfinished, mark).map_err(io(doing))?;
    fs::create_dir(&store).map_err(io(doing))?;
    let filled = fill(&store)?;
    fs::rename(&unfinished, path.join(MARK_FILE)).map_err(io(doing))?;
    sync_folder(path).map_err(io(doing))?;
    Ok(filled)
}

/// Where the store of the index in `path` lies.
pub(crate) fn store_folder(path: &Path) -> PathBuf {
    path.join(STORE_FOLDER)
}

/// Whether there is nothing in `path`, or no `path`.
fn is_empty(path: &Path) -> std::io::Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn write_durably(path: &Path, mark: &Mark) -> std::io::Result<()> {
    let json = serde_json::to_vec(mark).expect("a mark is plain text and numbers");
    let mut file = fs::File::create(path)?;
    file.write_all(&seal(&json))?;
    file.sync_all()
}

/// Makes the names in a folder durable; Windows does so by itself and refuses to open folders.
fn sync_folder(path: &Path) -> std::io::Result<()> {
    if cfg!(windows) { Ok(()) } else { fs::File::open(path)?.sync_all() }
}

fn io(doing: &'static str) -> impl Fn(std::io::Error) -> Error {
    move |source| Error::new(ErrorKind::IndexIo { doing }).with_source(source)
}
