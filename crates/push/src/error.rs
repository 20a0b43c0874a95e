//! The one error of this crate: a kind for callers, a source for people.

use std::fmt;
use std::path::PathBuf;

/// What every fallible call of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure: what kind it is, and what lay behind it.
///
/// ```
/// use rengang_push::{Error, ErrorKind};
/// let error = Error::new(ErrorKind::SecretShort { bytes: 4 });
/// assert_eq!(error.kind().code(), "push.secret_short");
/// assert_eq!(error.to_string(), "the key has 4 bytes; give a file with at least 32 random ones");
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
    /// The policy is not TOML of the known shape.
    PolicyUnreadable {
        /// Where and what, as the parser says it.
        what: String,
    },
    /// A knob of the policy is out of its bounds.
    PolicyInvalid {
        /// The knob, by its path in the file.
        knob: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// The key under which people are kept is too short.
    SecretShort {
        /// Bytes found.
        bytes: usize,
    },
    /// The ledger was written under another key.
    SecretForeign,
    /// Another process has the ledger open.
    LedgerLocked {
        /// The file.
        path: PathBuf,
    },
    /// The ledger was written in another format.
    LedgerFormat {
        /// The format found.
        found: u64,
        /// The format of this version.
        expected: u64,
    },
    /// The ledger holds bytes that it never wrote.
    LedgerDamaged {
        /// What was found damaged.
        what: &'static str,
    },
    /// The store refused a read or a write.
    LedgerIo,
    /// A file refused a read or a write.
    FileIo {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
    },
    /// The output of a run that is to be resumed is shorter than what was committed.
    OutputShorter {
        /// The file.
        path: PathBuf,
        /// Bytes that the ledger counts on.
        committed: u64,
        /// Bytes found.
        found: u64,
    },
    /// A setting is out of its bounds.
    SettingInvalid {
        /// The setting.
        setting: &'static str,
        /// The rule that it breaks.
        rule: &'static str,
    },
    /// What gives the referrals failed.
    Referrals,
}

impl ErrorKind {
    /// A stable name that adapters map to exit codes, statuses and exceptions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PolicyUnreadable { .. } => "push.policy_unreadable",
            Self::PolicyInvalid { .. } => "push.policy_invalid",
            Self::SecretShort { .. } => "push.secret_short",
            Self::SecretForeign => "push.secret_foreign",
            Self::LedgerLocked { .. } => "push.ledger_locked",
            Self::LedgerFormat { .. } => "push.ledger_format",
            Self::LedgerDamaged { .. } => "push.ledger_damaged",
            Self::LedgerIo => "push.ledger_io",
            Self::FileIo { .. } => "push.file_io",
            Self::OutputShorter { .. } => "push.output_shorter",
            Self::SettingInvalid { .. } => "push.setting_invalid",
            Self::Referrals => "push.referrals",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PolicyUnreadable { what } => write!(f, "the policy cannot be read: {what}"),
            Self::PolicyInvalid { knob, rule } => write!(f, "policy {knob} {rule}"),
            Self::SecretShort { bytes } => {
                write!(f, "the key has {bytes} bytes; give a file with at least 32 random ones")
            }
            Self::SecretForeign => {
                write!(f, "the ledger was written under another key; give the key file it was begun with")
            }
            Self::LedgerLocked { path } => {
                write!(f, "{} is open in another process; wait for it, or end it", path.display())
            }
            Self::LedgerFormat { found, expected } => {
                write!(f, "ledger format {found} is not {expected}; use the version that wrote it")
            }
            Self::LedgerDamaged { what } => {
                write!(f, "the ledger is damaged ({what}); restore it from a copy")
            }
            Self::LedgerIo => {
                write!(f, "the ledger failed to read or write; check space and rights, then run again")
            }
            Self::FileIo { doing, path } => write!(f, "{doing} {} failed", path.display()),
            Self::OutputShorter { path, committed, found } => write!(
                f,
                "{} has {found} bytes, but {committed} were committed; name the file that the run began with",
                path.display()
            ),
            Self::SettingInvalid { setting, rule } => write!(f, "{setting} {rule}"),
            Self::Referrals => write!(f, "the referrals could not be made"),
        }
    }
}

impl From<rengang::Error> for Error {
    fn from(source: rengang::Error) -> Self {
        Self::new(ErrorKind::Referrals).with_source(source)
    }
}

/// Makes errors of a file.
pub(crate) fn file<'p>(
    doing: &'static str,
    path: &'p std::path::Path,
) -> impl Fn(std::io::Error) -> Error + 'p {
    move |source| Error::new(ErrorKind::FileIo { doing, path: path.to_owned() }).with_source(source)
}
