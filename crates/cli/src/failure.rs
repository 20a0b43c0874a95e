//! How a command ends.

use std::fmt;
use std::io;
use std::process::ExitCode;

/// A command that was carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It found something.
    Found,
    /// It found nothing.
    Nothing,
    /// It did its work, but some records were refused; they are named on stderr.
    Partly,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Found => Self::SUCCESS,
            Outcome::Nothing => Self::from(1),
            Outcome::Partly => Self::from(3),
        }
    }
}

/// A command that could not be carried out.
#[derive(Debug)]
pub enum Failure {
    /// The engine refused.
    Engine(rengang::Error),
    /// The recommender refused.
    Push(rengang_push::Error),
    /// A file or stream, by name.
    Io(String, io::Error),
    /// Words of the call that make no sense.
    Usage(String),
}

impl Failure {
    /// A reader of our output that went away: no failure.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Io(_, error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The stable name.
    pub fn code(&self) -> &str {
        match self {
            Self::Engine(error) => error.kind().code(),
            Self::Push(error) => error.kind().code(),
            Self::Io(..) => "file.io",
            Self::Usage(_) => "usage",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Engine(error) => with_causes(f, error),
            Self::Push(error) => with_causes(f, error),
            Self::Io(name, error) => write!(f, "{name}: {error}"),
            Self::Usage(text) => f.write_str(text),
        }
    }
}

/// An error and what lay behind it.
fn with_causes(f: &mut fmt::Formatter<'_>, error: &dyn std::error::Error) -> fmt::Result {
    write!(f, "{error}")?;
    let mut source = error.source();
    while let Some(cause) = source {
        write!(f, " ({cause})")?;
        source = cause.source();
    }
    Ok(())
}

impl From<rengang_push::Error> for Failure {
    fn from(error: rengang_push::Error) -> Self {
        Self::Push(error)
    }
}

impl From<rengang::Error> for Failure {
    fn from(error: rengang::Error) -> Self {
        Self::Engine(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io("output".into(), error)
    }
}
