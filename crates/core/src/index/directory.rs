//! The folder of an index: where its stores lie, and the mark that says how they were written.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Version of what is written to disk; raise it when stored documents or fields change.
const FORMAT: u32 = 1;
const MARK_FILE: &str = "rengang.json";

/// How an index was written: its format and the fingerprints of the rules that its features depend on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    format: u32,
    analyzer: String,
    lexicon: String,
}

impl Mark {
    pub(crate) fn new(analyzer: u64, lexicon: u64) -> Self {
        Self { format: FORMAT, analyzer: format!("{analyzer:016x}"), lexicon: format!("{lexicon:016x}") }
    }

    fn check(&self, found: &Self) -> Result<()> {
        let kind = if found.format != self.format {
            ErrorKind::IndexFormat { found: found.format, expected: self.format }
        } else if found.analyzer != self.analyzer {
            ErrorKind::IndexFingerprint { what: "analyzer" }
        } else if found.lexicon != self.lexicon {
            ErrorKind::IndexFingerprint { what: "lexicon" }
        } else {
            return Ok(());
        };
        Err(Error::new(kind))
    }
}

/// Where an index lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// In memory: gone with the engine.
    Memory,
    /// In a folder.
    Folder(PathBuf),
}

impl Place {
    /// Makes the folder of a new index and marks it.
    pub(crate) fn create(path: &Path, mark: &Mark) -> Result<Self> {
        if path.join(MARK_FILE).exists() {
            return Err(Error::new(ErrorKind::IndexExists { path: path.into() }));
        }
        if path.exists() && fs::read_dir(path).map_err(io("reading the folder"))?.next().is_some() {
            return Err(Error::new(ErrorKind::IndexForeign { path: path.into() }));
        }
        for store in ["postings", "candidates"] {
            fs::create_dir_all(path.join(store)).map_err(io("making the folder of the index"))?;
        }
        write_mark(path, mark)?;
        Ok(Self::Folder(path.into()))
    }

    /// Opens the folder of an index that was written with the same rules.
    pub(crate) fn open(path: &Path, mark: &Mark) -> Result<Self> {
        let file = path.join(MARK_FILE);
        if !file.exists() {
            let foreign =
                path.exists() && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_some());
            let path = path.into();
            let kind =
                if foreign { ErrorKind::IndexForeign { path } } else { ErrorKind::IndexMissing { path } };
            return Err(Error::new(kind));
        }
        let text = fs::read_to_string(&file).map_err(io("reading the mark of the index"))?;
        let found: Mark = serde_json::from_str(&text).map_err(|source| {
            Error::new(ErrorKind::IndexDamaged { what: MARK_FILE.into() }).with_source(source)
        })?;
        mark.check(&found)?;
        Ok(Self::Folder(path.into()))
    }

    /// The folder of one store, if the index is on disk.
    pub(crate) fn store(&self, name: &str) -> Option<PathBuf> {
        match self {
            Self::Memory => None,
            Self::Folder(path) => Some(path.join(name)),
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::Memory => PathBuf::new(),
            Self::Folder(path) => path.clone(),
        }
    }
}

/// Writes beside, then renames: a killed process leaves a whole mark or none.
fn write_mark(path: &Path, mark: &Mark) -> Result<()> {
    let text = serde_json::to_string(mark).expect("a mark is plain text and numbers");
    let beside = path.join("rengang.json.new");
    fs::write(&beside, text).map_err(io("writing the mark of the index"))?;
    fs::rename(&beside, path.join(MARK_FILE)).map_err(io("writing the mark of the index"))
}

fn io(doing: &'static str) -> impl Fn(std::io::Error) -> Error {
    move |source| Error::new(ErrorKind::IndexIo { doing }).with_source(source)
}
