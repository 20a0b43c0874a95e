//! What was sent to whom and how they reacted: one crash-safe file, without personal data.
//!
//! People stand in it under opaque keys, postings by their duplicate group. Every change is a transaction: a process
//! that is killed leaves the last whole one.
//!
//! | table | key | value |
//! |---|---|---|
//! | `meta` | name | format, check of the secret |
//! | `runs` | day, kind | [`RunRecord`]: how far the output is committed |
//! | `sends` | person, day, kind | [`Sent`]: what was in the digest |
//! | `marks` | person, group | [`Mark`]: the last reaction |
//! | `optouts` | person | nothing more |
//! | `exposure` | day, kind, group | showings |
//! | `outbox` | sequence | [`Parcel`]: bytes of the output that the sink has not taken yet |

mod inspect;
mod people;
mod records;
mod store;

use std::path::Path;

use redb::{Database, ReadTransaction, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};

use crate::error::{Error, ErrorKind, Result, file};
use crate::facts::RunKind;
use crate::key::Secret;
use crate::output::sync_folder;

pub use inspect::{Growth, LedgerInfo, PersonHistory, Reacted, RunInfo, SentDigest};
pub use people::Pruned;
#[cfg(test)]
pub(crate) use people::Showing;
pub(crate) use people::{Histories, History};
pub use records::{Mark, Reaction};
pub(crate) use records::{Parcel, RunRecord, Sent, SentItem};

type Key16 = &'static [u8; 16];
type Bytes = &'static [u8];

const META: TableDefinition<&str, u64> = TableDefinition::new("meta");
const RUNS: TableDefinition<&'static [u8; 5], Bytes> = TableDefinition::new("runs");
const SENDS: TableDefinition<&'static [u8; 21], Bytes> = TableDefinition::new("sends");
const MARKS: TableDefinition<&'static [u8; 24], Bytes> = TableDefinition::new("marks");
const OPTOUTS: TableDefinition<Key16, ()> = TableDefinition::new("optouts");
const EXPOSURE: TableDefinition<&'static [u8; 13], u32> = TableDefinition::new("exposure");
const OUTBOX: TableDefinition<u64, Bytes> = TableDefinition::new("outbox");

/// The format that this version reads and writes.
const FORMAT: u64 = 1;

/// Memory that the store may use for its pages; chosen: enough for a night's hot pages, small beside the matcher.
const CACHE_BYTES: usize = 128 << 20;

/// The ledger, open in this process alone.
pub struct Ledger {
    database: Database,
    secret: Secret,
}

impl Ledger {
    /// Opens the ledger in `path`, or begins one there.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerLocked`], [`ErrorKind::LedgerFormat`], [`ErrorKind::SecretForeign`], [`ErrorKind::LedgerIo`].
    pub fn open(path: &Path, secret: Secret) -> Result<Self> {
        if !path.exists() {
            Self::create(path, secret.clone())?;
        }
        Self::open_file(path, secret)
    }

    /// Makes an empty ledger beside its place and moves it there whole: the store cannot read a file whose making was
    /// killed half-way (seen in about one of three hundred kills, before it was made so).
    fn create(path: &Path, secret: Secret) -> Result<()> {
        let io = file("making the ledger", path);
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        let beside = Path::new(&beside);
        match std::fs::remove_file(beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(io(error)),
            _ => {}
        }
        drop(Self::open_file(beside, secret)?);
        // A link, unlike a renaming, never takes the place of a ledger that another process has made meanwhile.
        match std::fs::hard_link(beside, path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(io(error)),
            _ => {}
        }
        std::fs::remove_file(beside).map_err(&io)?;
        sync_folder(path).map_err(&io)
    }

    fn open_file(path: &Path, secret: Secret) -> Result<Self> {
        let opened = Database::builder().set_cache_size(CACHE_BYTES).create(path);
        let database = opened.map_err(|source| match source {
            redb::DatabaseError::DatabaseAlreadyOpen => {
                Error::new(ErrorKind::LedgerLocked { path: path.to_owned() })
            }
            other => store::io(other),
        })?;
        Self::begin(database, secret)
    }

    /// A ledger in memory, for simulations and tests.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`] if memory is refused.
    pub fn in_memory(secret: Secret) -> Result<Self> {
        let backend = redb::backends::InMemoryBackend::new();
        let database = Database::builder().create_with_backend(backend).map_err(store::io)?;
        Self::begin(database, secret)
    }

    fn begin(database: Database, secret: Secret) -> Result<Self> {
        let ledger = Self { database, secret };
        let write = ledger.write()?;
        ledger.check_marks(&write)?;
        write.open_table(RUNS).map_err(store::io)?;
        write.open_table(SENDS).map_err(store::io)?;
        write.open_table(MARKS).map_err(store::io)?;
        write.open_table(OPTOUTS).map_err(store::io)?;
        write.open_table(EXPOSURE).map_err(store::io)?;
        write.open_table(OUTBOX).map_err(store::io)?;
        write.commit().map_err(store::io)?;
        Ok(ledger)
    }

    /// Compares format and secret with those that the file was begun with.
    fn check_marks(&self, write: &WriteTransaction) -> Result<()> {
        let mut meta = write.open_table(META).map_err(store::io)?;
        let found = meta.get("format").map_err(store::io)?.map(|format| format.value());
        match found {
            None => {
                meta.insert("format", FORMAT).map_err(store::io)?;
                meta.insert("secret", self.secret.check()).map_err(store::io)?;
                Ok(())
            }
            Some(FORMAT) => {
                let check = meta.get("secret").map_err(store::io)?.map(|check| check.value());
                let same = check == Some(self.secret.check());
                if same { Ok(()) } else { Err(Error::new(ErrorKind::SecretForeign)) }
            }
            Some(found) => Err(Error::new(ErrorKind::LedgerFormat { found, expected: FORMAT })),
        }
    }

    /// The secret under which people stand here.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Gives room of what was dropped back to the file system.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`].
    pub fn compact(&mut self) -> Result<()> {
        self.database.compact().map(|_| ()).map_err(store::io)
    }

    pub(crate) fn read(&self) -> Result<ReadTransaction> {
        self.database.begin_read().map_err(store::io)
    }

    pub(crate) fn write(&self) -> Result<WriteTransaction> {
        self.database.begin_write().map_err(store::io)
    }
}

fn run_key(day: u32, kind: RunKind) -> [u8; 5] {
    store::join(&[&day.to_be_bytes(), &[kind as u8]])
}

#[cfg(test)]
mod tests;
