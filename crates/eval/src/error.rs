//! The one error of this crate: which file, which line, what is wrong with it.

use std::io;

/// What every fallible call of this crate returns.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure to read, write or set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The stream itself failed.
    #[error("cannot read or write the {what}")]
    Io {
        /// What the stream carries, such as `run`.
        what: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A line is not what the format asks for.
    #[error("{what} line {line}: {fault}")]
    Line {
        /// What the stream carries.
        what: &'static str,
        /// The line, from 1.
        line: u64,
        /// What is wrong with it.
        fault: Fault,
    },
    /// A setting is outside its bounds.
    #[error("{setting} {rule}")]
    Setting {
        /// The setting.
        setting: &'static str,
        /// What it must be.
        rule: &'static str,
    },
}

impl Error {
    /// A stable name for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "eval.io",
            Self::Line { .. } => "eval.line",
            Self::Setting { .. } => "eval.setting",
        }
    }

    pub(crate) fn io(what: &'static str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { what, source }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// Too few fields.
    #[error("{found} fields where {expected} are needed; the form is `{form}`")]
    Fields {
        /// Fields found.
        found: usize,
        /// Fields needed.
        expected: usize,
        /// How a line is written.
        form: &'static str,
    },
    /// A field that must be a number is none, or is out of bounds.
    #[error("{field} `{text}` is not {rule}")]
    Number {
        /// The field.
        field: &'static str,
        /// What stands there.
        text: String,
        /// What must stand there.
        rule: &'static str,
    },
    /// A field that must not be empty is.
    #[error("the {field} is empty")]
    Empty {
        /// The field.
        field: &'static str,
    },
    /// The kind of event is not known.
    #[error("`{text}` is no kind of event; see `EventKind`")]
    Event {
        /// What stands there.
        text: String,
    },
    /// The line is not the JSON that is needed.
    #[error("not the JSON object that is needed: {why}")]
    Json {
        /// What the parser says.
        why: String,
    },
    /// The line is not UTF-8.
    #[error("not UTF-8; convert the file")]
    NotUtf8,
}
