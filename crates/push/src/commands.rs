//! What `rengang push` does, a function for each command: typed options in, report out.
//!
//! [`run`](crate::run()), [`feedback`](crate::feedback()), [`judgements`](crate::judgements()) and
//! [`simulate`](crate::simulate()) are commands as they are; here are the opening of a ledger and `rengang push
//! ledger`.

use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::error::{Error, ErrorKind, Result, file};
use crate::key::Secret;
use crate::ledger::Ledger;
use crate::policy::{Policy, Retention};

/// What `rengang push ledger` is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerCommand {
    /// What the ledger holds in all.
    Info,
    /// What it holds of one person.
    Person {
        /// The caller's id.
        id: String,
    },
    /// Forgets a person.
    Erase {
        /// The caller's id.
        id: String,
    },
    /// Forgets what is older than the policy keeps, and gives the room back.
    Prune {
        /// How long is kept.
        retention: Retention,
        /// The day from which is counted.
        today: Date,
    },
}

/// Opens the ledger in `path` with the secret in the file `key`.
///
/// # Errors
/// [`ErrorKind::FileIo`], [`ErrorKind::SecretShort`], and what [`Ledger::open`] gives.
pub fn open_ledger(path: &Path, key: &Path) -> Result<Ledger> {
    Ledger::open(path, Secret::read(key)?)
}

/// Reads a policy file; without one the policy is the default.
///
/// # Errors
/// [`ErrorKind::FileIo`], [`ErrorKind::PolicyUnreadable`], [`ErrorKind::PolicyInvalid`].
pub fn read_policy(path: Option<&Path>) -> Result<Policy> {
    let Some(path) = path else { return Ok(Policy::default()) };
    Policy::parse(&std::fs::read_to_string(path).map_err(file("reading the policy", path))?)
}

/// A policy as a file with every knob, so that nothing of it goes without saying.
#[must_use]
pub fn policy_text(policy: &Policy) -> String {
    toml::to_string(policy).expect("a policy is numbers and texts")
}

/// Answers a question about the ledger as one line of JSON.
///
/// # Errors
/// [`ErrorKind::LedgerIo`], [`ErrorKind::LedgerDamaged`], [`ErrorKind::FileIo`] if `out` fails.
pub fn ledger(ledger: &mut Ledger, command: &LedgerCommand, out: &mut dyn Write) -> Result<()> {
    let answer = match command {
        LedgerCommand::Info => serde_json::to_string(&ledger.info()?),
        LedgerCommand::Person { id } => serde_json::to_string(&ledger.person(id)?),
        LedgerCommand::Erase { id } => Ok(format!("{{\"erased\":{}}}", ledger.erase(id)?)),
        LedgerCommand::Prune { retention, today } => {
            let pruned = ledger.prune(retention, *today)?;
            ledger.compact()?;
            Ok(format!("{{\"digests\":{},\"reactions\":{}}}", pruned.digests, pruned.reactions))
        }
    };
    let answer = answer.expect("answers are numbers and texts");
    let broken = |source| {
        let kind = ErrorKind::FileIo { doing: "writing", path: PathBuf::from("the answer") };
        Error::new(kind).with_source(source)
    };
    writeln!(out, "{answer}").map_err(broken)
}
