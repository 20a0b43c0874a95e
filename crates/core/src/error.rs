//! The one error of the engine: a kind for callers, a subject and a source for people.

use std::fmt;
use std::path::PathBuf;

/// What every fallible call of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure: what kind it is, what it concerns, and what lay behind it.
///
/// ```
/// use rengang::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::UnknownCandidate { id: "P1".into() });
/// assert_eq!(error.kind().code(), "candidate.unknown");
/// assert_eq!(error.to_string(), "no candidate P1 in the index; check the id, or add the record first");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{kind}")]
pub struct Error {
    kind: ErrorKind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// An error of `kind` with nothing behind it.
    #[must_use]
    pub fn new(kind: ErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// The same error with what lay behind it.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What went wrong, for callers to match on.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is no index in this folder.
    IndexMissing {
        /// The folder.
        path: PathBuf,
    },
    /// The folder holds something that is not an index of ours.
    IndexForeign {
        /// The folder.
        path: PathBuf,
    },
    /// An index is there already.
    IndexExists {
        /// The folder.
        path: PathBuf,
    },
    /// The index was written in another format.
    IndexFormat {
        /// The format found.
        found: u32,
        /// The format of this version.
        expected: u32,
    },
    /// The index was written with another dictionary or other tables.
    IndexFingerprint {
        /// Which of them: `analyzer` or `lexicon`.
        what: &'static str,
    },
    /// Another process, or another writer in this one, is writing.
    IndexLocked {
        /// The folder; empty for an index in memory.
        path: PathBuf,
    },
    /// An earlier commit of this writer failed, so that what was written since the last one may be incomplete.
    WriterFailed,
    /// Bytes on disk are not what was written.
    IndexDamaged {
        /// What was found damaged.
        what: String,
    },
    /// The operating system refused a read or a write.
    IndexIo {
        /// What was being done.
        doing: &'static str,
    },
    /// No candidate has this id.
    UnknownCandidate {
        /// The id.
        id: String,
    },
    /// No posting has this id.
    UnknownPosting {
        /// The id.
        id: String,
    },
    /// A record cannot be kept.
    RecordRefused {
        /// The record's id, as far as it is known.
        id: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The pruned and the plain path gave different rankings: a fault of ours.
    PathsDiffer {
        /// The query's id.
        query: String,
    },
    /// A setting is out of its bounds.
    SettingInvalid {
        /// The setting.
        setting: &'static str,
        /// The rule that it breaks.
        rule: String,
    },
}

impl ErrorKind {
    /// A stable name that adapters map to exit codes, statuses and exceptions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::IndexMissing { .. } => "index.missing",
            Self::IndexForeign { .. } => "index.foreign",
            Self::IndexExists { .. } => "index.exists",
            Self::IndexFormat { .. } => "index.format",
            Self::IndexFingerprint { .. } => "index.fingerprint",
            Self::IndexLocked { .. } => "index.locked",
            Self::WriterFailed => "index.writer_failed",
            Self::IndexDamaged { .. } => "index.damaged",
            Self::IndexIo { .. } => "index.io",
            Self::UnknownCandidate { .. } => "candidate.unknown",
            Self::UnknownPosting { .. } => "posting.unknown",
            Self::RecordRefused { .. } => "record.refused",
            Self::PathsDiffer { .. } => "match.paths_differ",
            Self::SettingInvalid { .. } => "setting.invalid",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IndexMissing { path } => {
                write!(f, "no index in {}; build one with `rengang index build`", path.display())
            }
            Self::IndexForeign { path } => {
                write!(f, "{} is not an index of rengang; name another folder", path.display())
            }
            Self::IndexExists { path } => {
                write!(f, "{} holds an index already; update it, or remove the folder first", path.display())
            }
            Self::IndexFormat { found, expected } if found > expected => {
                write!(
                    f,
                    "index format {found} is newer than {expected}; upgrade rengang, or rebuild the index"
                )
            }
            Self::IndexFormat { found, expected } => {
                write!(f, "index format {found} is older than {expected}; rebuild the index from its records")
            }
            Self::IndexFingerprint { what } => {
                write!(f, "the index was written with another {what}; rebuild the index from its records")
            }
            Self::IndexLocked { path } => {
                write!(
                    f,
                    "{} is being written by another writer; wait for it, or end that process",
                    place(path)
                )
            }
            Self::WriterFailed => {
                write!(
                    f,
                    "an earlier commit of this writer failed; open a new writer and write again what followed the last commit"
                )
            }
            Self::IndexDamaged { what } => {
                write!(f, "the index is damaged ({what}); rebuild the index from its records")
            }
            Self::IndexIo { doing } => {
                write!(f, "{doing} failed; check space and permissions, then try again")
            }
            Self::UnknownCandidate { id } => {
                write!(f, "no candidate {id} in the index; check the id, or add the record first")
            }
            Self::UnknownPosting { id } => {
                write!(f, "no posting {id} in the index; check the id, or add the record first")
            }
            Self::RecordRefused { id, reason } => write!(f, "record {id} is refused: {reason}"),
            Self::PathsDiffer { query } => {
                write!(f, "the pruned path ranks otherwise for {query}; take the plain path, and report this")
            }
            Self::SettingInvalid { setting, rule } => write!(f, "{setting} {rule}"),
        }
    }
}

fn place(path: &std::path::Path) -> std::borrow::Cow<'_, str> {
    if path.as_os_str().is_empty() { "the index in memory".into() } else { path.to_string_lossy() }
}
