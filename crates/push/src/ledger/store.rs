//! Reading and writing the tables, and the failures of the store.

use redb::{ReadableTable, WriteTransaction};

use super::{EXPOSURE, Ledger, OUTBOX, Parcel, RUNS, RunRecord, SENDS, Sent, run_key};
use crate::error::{Error, ErrorKind, Result};
use crate::facts::RunKind;
use crate::key::{GroupKey, Request};

/// A failure of the store.
pub(super) fn io(source: impl Into<redb::Error>) -> Error {
    Error::new(ErrorKind::LedgerIo).with_source(source.into())
}

pub(super) fn damaged(what: &'static str) -> Error {
    Error::new(ErrorKind::LedgerDamaged { what })
}

pub(super) fn join<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    parts.concat().try_into().expect("the parts of a key have fixed lengths")
}

pub(super) fn to_bytes(value: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).expect("records are numbers, texts and lists")
}

pub(super) fn send_key(request: Request) -> [u8; 21] {
    join(&[&request.person.0, &request.day.to_be_bytes(), &[request.kind as u8]])
}

fn exposure_key(day: u32, kind: RunKind, group: GroupKey) -> [u8; 13] {
    join(&[&day.to_be_bytes(), &[kind as u8], &group.0.to_be_bytes()])
}

/// Everything that one partition of a run changes, in one transaction.
pub(crate) struct Partition {
    write: WriteTransaction,
}

impl Ledger {
    pub(crate) fn partition(&self) -> Result<Partition> {
        Ok(Partition { write: self.write()? })
    }

    pub(crate) fn run(&self, day: u32, kind: RunKind) -> Result<Option<RunRecord>> {
        let table = self.read()?.open_table(RUNS).map_err(io)?;
        let Some(bytes) = table.get(&run_key(day, kind)).map_err(io)? else { return Ok(None) };
        postcard::from_bytes(bytes.value()).map(Some).map_err(|e| damaged("runs").with_source(e))
    }

    pub(crate) fn sent(&self, request: Request) -> Result<Option<Sent>> {
        let table = self.read()?.open_table(SENDS).map_err(io)?;
        let Some(bytes) = table.get(&send_key(request)).map_err(io)? else { return Ok(None) };
        Sent::from_bytes(bytes.value()).map(Some).ok_or_else(|| damaged("sends"))
    }

    /// Showings of each group on the days `from..=day`, without those of the run of `day` and `kind` itself.
    pub(crate) fn showings(
        &self,
        from: u32,
        day: u32,
        kind: RunKind,
        counts: impl Fn(RunKind) -> bool,
        mut take: impl FnMut(GroupKey, u32),
    ) -> Result<()> {
        let table = self.read()?.open_table(EXPOSURE).map_err(io)?;
        let (low, high) = ([0; 9], [u8::MAX; 9]);
        let (low, high) = (join(&[&from.to_be_bytes(), &low]), join(&[&day.to_be_bytes(), &high]));
        for entry in table.range::<&[u8; 13]>(&low..=&high).map_err(io)? {
            let (key, shown) = entry.map_err(io)?;
            let key = *key.value();
            let own = key[..4] == day.to_be_bytes() && key[4] == kind as u8;
            let of = RunKind::ALL.get(usize::from(key[4])).copied().ok_or_else(|| damaged("exposure"))?;
            if !own && counts(of) {
                let group = key[5..].try_into().map_err(|_| damaged("exposure"))?;
                take(GroupKey(u64::from_be_bytes(group)), shown.value());
            }
        }
        Ok(())
    }

    /// Up to `limit` parcels from the sequence number `from` on.
    pub(crate) fn parcels(&self, from: u64, limit: usize) -> Result<Vec<(u64, Parcel)>> {
        let table = self.read()?.open_table(OUTBOX).map_err(io)?;
        let entries = table.range(from..).map_err(io)?.take(limit);
        let parcel = |entry: std::result::Result<_, redb::StorageError>| {
            let (sequence, bytes): (redb::AccessGuard<'_, u64>, redb::AccessGuard<'_, &[u8]>) =
                entry.map_err(io)?;
            let parcel = postcard::from_bytes(bytes.value()).map_err(|e| damaged("outbox").with_source(e))?;
            Ok((sequence.value(), parcel))
        };
        entries.map(parcel).collect()
    }

    /// Takes delivered parcels out.
    pub(crate) fn remove_parcels(&self, sequences: &[u64]) -> Result<()> {
        if sequences.is_empty() {
            return Ok(());
        }
        let write = self.write()?;
        let mut outbox = write.open_table(OUTBOX).map_err(io)?;
        for sequence in sequences {
            outbox.remove(sequence).map_err(io)?;
        }
        drop(outbox);
        write.commit().map_err(io)
    }
}

impl Partition {
    pub(crate) fn put_run(&self, day: u32, kind: RunKind, record: &RunRecord) -> Result<()> {
        let mut runs = self.write.open_table(RUNS).map_err(io)?;
        runs.insert(&run_key(day, kind), &*to_bytes(record)).map_err(io)?;
        Ok(())
    }

    /// Writes what was sent, and counts the showings.
    pub(crate) fn put_sent(&self, sends: &[(Request, Sent)]) -> Result<()> {
        let mut table = self.write.open_table(SENDS).map_err(io)?;
        let mut exposure = self.write.open_table(EXPOSURE).map_err(io)?;
        for (request, sent) in sends {
            table.insert(&send_key(*request), &*sent.to_bytes()).map_err(io)?;
            for item in &sent.items {
                let key = exposure_key(request.day, request.kind, item.group());
                let before = exposure.get(&key).map_err(io)?.map_or(0, |shown| shown.value());
                exposure.insert(&key, before.saturating_add(1)).map_err(io)?;
            }
        }
        Ok(())
    }

    pub(crate) fn put_parcels(&self, parcels: &[Parcel]) -> Result<()> {
        let mut outbox = self.write.open_table(OUTBOX).map_err(io)?;
        let next = outbox.last().map_err(io)?.map_or(0, |(sequence, _)| sequence.value() + 1);
        for (sequence, parcel) in (next..).zip(parcels) {
            outbox.insert(sequence, &*to_bytes(parcel)).map_err(io)?;
        }
        Ok(())
    }

    pub(crate) fn commit(self) -> Result<()> {
        self.write.commit().map_err(io)
    }
}
