//! Looking into the ledger.

use redb::{ReadableTable, ReadableTableMetadata};
use serde::Serialize;

use super::people::request_of;
use super::store::{damaged, io};
use super::{Ledger, MARKS, Mark, OPTOUTS, OUTBOX, RUNS, RunRecord, SENDS, Sent};
use crate::error::Result;
use crate::facts::RunKind;
use crate::key::{date_of, hex};

/// What a ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct LedgerInfo {
    /// Digests and listings for advisers.
    pub digests: u64,
    /// Reactions.
    pub reactions: u64,
    /// People who opted out.
    pub opted_out: u64,
    /// Digests that the sink has not taken yet.
    pub waiting: u64,
    /// Runs, in order: day, kind, digests, listed for advisers, whether all were looked at.
    pub runs: Vec<RunInfo>,
    /// What the store takes.
    pub growth: Growth,
}

/// One run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunInfo {
    /// The day.
    pub date: jiff::civil::Date,
    /// The kind.
    pub kind: RunKind,
    /// Digests written.
    pub digests: u64,
    /// People listed for advisers.
    pub unserved: u64,
    /// Whether everybody was looked at; a run that is not done goes on when it is started again.
    pub done: bool,
}

/// Bytes that the store takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Growth {
    /// Keys and values.
    pub stored_bytes: u64,
    /// What ordering them costs.
    pub overhead_bytes: u64,
    /// What is free for reuse.
    pub free_bytes: u64,
}

/// What the ledger holds of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonHistory {
    /// The opaque key.
    pub key: String,
    /// Whether they opted out.
    pub opted_out: bool,
    /// Digests, in order.
    pub digests: Vec<SentDigest>,
    /// Reactions, by group.
    pub reactions: Vec<Reacted>,
}

/// A digest that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentDigest {
    /// The day.
    pub date: jiff::civil::Date,
    /// The kind.
    pub kind: RunKind,
    /// The groups that were in it, as the ledger names them.
    pub groups: Vec<String>,
}

/// A reaction to a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reacted {
    /// The group, as the ledger names it.
    pub group: String,
    /// The day.
    pub date: jiff::civil::Date,
    /// What they did, and why.
    #[serde(flatten)]
    pub mark: Mark,
}

impl Ledger {
    /// What the ledger holds in all.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`](crate::ErrorKind::LedgerIo), [`ErrorKind::LedgerDamaged`](crate::ErrorKind::LedgerDamaged).
    pub fn info(&self) -> Result<LedgerInfo> {
        let read = self.read()?;
        Ok(LedgerInfo {
            digests: read.open_table(SENDS).map_err(io)?.len().map_err(io)?,
            reactions: read.open_table(MARKS).map_err(io)?.len().map_err(io)?,
            opted_out: read.open_table(OPTOUTS).map_err(io)?.len().map_err(io)?,
            waiting: read.open_table(OUTBOX).map_err(io)?.len().map_err(io)?,
            runs: runs(&read.open_table(RUNS).map_err(io)?)?,
            growth: self.growth()?,
        })
    }

    fn growth(&self) -> Result<Growth> {
        let write = self.write()?;
        let stats = write.stats().map_err(io)?;
        write.abort().map_err(io)?;
        Ok(Growth {
            stored_bytes: stats.stored_bytes(),
            overhead_bytes: stats.metadata_bytes(),
            free_bytes: stats.fragmented_bytes(),
        })
    }

    /// What the ledger holds of one person: what a request for access (个人信息保护法 第四十五条) is answered with.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`](crate::ErrorKind::LedgerIo), [`ErrorKind::LedgerDamaged`](crate::ErrorKind::LedgerDamaged).
    pub fn person(&self, id: &str) -> Result<PersonHistory> {
        let person = self.secret().person(id);
        let history = self.histories()?.of(person, u32::MAX, RunKind::Daily)?;
        let read = self.read()?;
        let sends = read.open_table(SENDS).map_err(io)?;
        let mut digests = Vec::new();
        let low = super::store::join::<21>(&[&person.0, &[0; 5]]);
        let high = super::store::join::<21>(&[&person.0, &[u8::MAX; 5]]);
        for entry in sends.range::<&[u8; 21]>(&low..=&high).map_err(io)? {
            let (key, bytes) = entry.map_err(io)?;
            let request = request_of(key.value())?;
            let sent = Sent::from_bytes(bytes.value()).ok_or_else(|| damaged("sends"))?;
            let groups = sent.items.iter().map(|item| format!("{:016x}", item.group)).collect();
            digests.push(SentDigest { date: date_of(request.day), kind: request.kind, groups });
        }
        let mut reactions: Vec<Reacted> = history.marks.into_iter().map(reacted).collect();
        reactions.sort_by(|a, b| a.group.cmp(&b.group));
        Ok(PersonHistory { key: hex(&person.0), opted_out: history.opted_out, digests, reactions })
    }
}

fn reacted((group, mark): (crate::key::GroupKey, Mark)) -> Reacted {
    Reacted { group: format!("{:016x}", group.0), date: date_of(mark.day), mark }
}

fn runs(table: &impl ReadableTable<&'static [u8; 5], &'static [u8]>) -> Result<Vec<RunInfo>> {
    let mut runs = Vec::new();
    for entry in table.iter().map_err(io)? {
        let (key, bytes) = entry.map_err(io)?;
        let &[a, b, c, d, kind] = key.value();
        let record: RunRecord =
            postcard::from_bytes(bytes.value()).map_err(|e| damaged("runs").with_source(e))?;
        let kind = RunKind::ALL.get(usize::from(kind)).copied().ok_or_else(|| damaged("runs"))?;
        let RunRecord { digests, unserved, done, .. } = record;
        let date = date_of(u32::from_be_bytes([a, b, c, d]));
        runs.push(RunInfo { date, kind, digests, unserved, done });
    }
    Ok(runs)
}
