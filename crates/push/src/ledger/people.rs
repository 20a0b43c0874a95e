//! What the ledger knows of one person, and how it forgets.

use redb::ReadableTable;
use rustc_hash::FxHashMap;

use super::store::{damaged, io, join};
use super::{EXPOSURE, Ledger, MARKS, Mark, OPTOUTS, RUNS, Reaction, SENDS, Sent};
use crate::error::Result;
use crate::facts::RunKind;
use crate::key::{GroupKey, PersonKey, Request};
use crate::policy::Retention;

/// How often a group was shown to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Showing {
    /// The last day.
    pub(crate) last: u32,
    /// How often in all.
    pub(crate) times: u16,
}

/// What was sent to a person before a run, and how they reacted.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    /// Digests in order of days: day, kind, how many items.
    pub(crate) digests: Vec<(u32, RunKind, u16)>,
    /// Groups that were shown.
    pub(crate) shown: FxHashMap<GroupKey, Showing>,
    /// Groups with a reaction.
    pub(crate) marks: FxHashMap<GroupKey, Mark>,
    /// The groups of the last digest of each kind that had any.
    pub(crate) last: [Vec<GroupKey>; 4],
    /// Switched everything off.
    pub(crate) opted_out: bool,
}

impl History {
    /// Items sent on the days `from..`.
    pub(crate) fn items_since(&self, from: u32) -> u32 {
        self.digests.iter().filter(|d| d.0 >= from).map(|d| u32::from(d.2)).sum()
    }

    /// Digests with items on the days `from..`.
    pub(crate) fn digests_since(&self, from: u32) -> usize {
        self.digests.iter().filter(|d| d.0 >= from && d.2 > 0).count()
    }

    /// The last day with a digest of this kind, sent or listed for an adviser.
    pub(crate) fn last_day(&self, kind: RunKind, served: bool) -> Option<u32> {
        self.digests.iter().rev().find(|d| d.1 == kind && (d.2 > 0) == served).map(|d| d.0)
    }
}

/// What pruning has dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Digests forgotten.
    pub digests: u64,
    /// Reactions forgotten.
    pub reactions: u64,
}

/// Reads the histories of many people from one view of the ledger.
pub(crate) struct Histories {
    sends: redb::ReadOnlyTable<&'static [u8; 21], &'static [u8]>,
    marks: redb::ReadOnlyTable<&'static [u8; 24], &'static [u8]>,
    optouts: redb::ReadOnlyTable<&'static [u8; 16], ()>,
}

impl Histories {
    /// The history of a person without what the run of `day` and `kind` itself has written.
    pub(crate) fn of(&self, person: PersonKey, day: u32, kind: RunKind) -> Result<History> {
        let mut history =
            History { opted_out: self.optouts.get(&person.0).map_err(io)?.is_some(), ..History::default() };
        let (low, high) = (join(&[&person.0, &[0; 5]]), join(&[&person.0, &[u8::MAX; 5]]));
        for entry in self.sends.range::<&[u8; 21]>(&low..=&high).map_err(io)? {
            let (key, bytes) = entry.map_err(io)?;
            let request = request_of(key.value())?;
            if (request.day, request.kind) != (day, kind) && request.day <= day {
                let sent = Sent::from_bytes(bytes.value()).ok_or_else(|| damaged("sends"))?;
                history.add(request, &sent);
            }
        }
        let (low, high) = (join(&[&person.0, &[0; 8]]), join(&[&person.0, &[u8::MAX; 8]]));
        for entry in self.marks.range::<&[u8; 24]>(&low..=&high).map_err(io)? {
            let (key, bytes) = entry.map_err(io)?;
            let mark = postcard::from_bytes(bytes.value()).map_err(|e| damaged("marks").with_source(e))?;
            history.marks.insert(group_of(key.value())?, mark);
        }
        Ok(history)
    }

    /// Whether a person wants no digests any more.
    pub(crate) fn is_opted_out(&self, person: PersonKey) -> Result<bool> {
        Ok(self.optouts.get(&person.0).map_err(io)?.is_some())
    }

    /// Whether the digest of this request is written.
    pub(crate) fn is_sent(&self, request: Request) -> Result<bool> {
        Ok(self.sends.get(&super::store::send_key(request)).map_err(io)?.is_some())
    }
}

impl History {
    fn add(&mut self, request: Request, sent: &Sent) {
        self.digests.push((request.day, request.kind, sent.items.len() as u16));
        for item in &sent.items {
            let showing = self.shown.entry(item.group()).or_insert(Showing { last: 0, times: 0 });
            showing.last = showing.last.max(request.day);
            showing.times = showing.times.saturating_add(1);
        }
        if !sent.items.is_empty() {
            self.last[request.kind as usize] = sent.items.iter().map(|item| item.group()).collect();
        }
    }
}

pub(super) fn request_of(key: &[u8; 21]) -> Result<Request> {
    let (person, rest) = key.split_first_chunk::<16>().ok_or_else(|| damaged("sends"))?;
    let (day, kind) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("sends"))?;
    let kind = RunKind::ALL.get(usize::from(kind[0])).copied().ok_or_else(|| damaged("sends"))?;
    Ok(Request { person: PersonKey(*person), day: u32::from_be_bytes(*day), kind })
}

pub(super) fn group_of(key: &[u8; 24]) -> Result<GroupKey> {
    let group = key.last_chunk::<8>().ok_or_else(|| damaged("marks"))?;
    Ok(GroupKey(u64::from_be_bytes(*group)))
}

impl Ledger {
    pub(crate) fn histories(&self) -> Result<Histories> {
        let read = self.read()?;
        Ok(Histories {
            sends: read.open_table(SENDS).map_err(io)?,
            marks: read.open_table(MARKS).map_err(io)?,
            optouts: read.open_table(OPTOUTS).map_err(io)?,
        })
    }

    /// Writes the reactions of people down, all or none. A weaker reaction never hides a stronger one: who applied and
    /// looks again has still applied.
    pub(crate) fn mark(&self, marks: &[(PersonKey, GroupKey, Mark)]) -> Result<()> {
        let write = self.write()?;
        let mut table = write.open_table(MARKS).map_err(io)?;
        for (person, group, mark) in marks {
            let key = join(&[&person.0, &group.0.to_be_bytes()]);
            let before =
                table.get(&key).map_err(io)?.map(|bytes| postcard::from_bytes::<Mark>(bytes.value()));
            let weaker = matches!(before, Some(Ok(before)) if before.reaction > mark.reaction);
            if !weaker {
                table.insert(&key, &*super::store::to_bytes(mark)).map_err(io)?;
            }
        }
        drop(table);
        write.commit().map_err(io)
    }

    /// Who applied for each group on the days `from..=day`, one call an applicant. Looks at all reactions.
    pub(crate) fn applicants(&self, from: u32, day: u32, mut take: impl FnMut(GroupKey)) -> Result<()> {
        let table = self.read()?.open_table(MARKS).map_err(io)?;
        for entry in table.iter().map_err(io)? {
            let (key, bytes) = entry.map_err(io)?;
            let mark: Mark =
                postcard::from_bytes(bytes.value()).map_err(|e| damaged("marks").with_source(e))?;
            if mark.reaction >= Reaction::Applied && (from..=day).contains(&mark.day) {
                take(group_of(key.value())?);
            }
        }
        Ok(())
    }

    /// Keeps that a person wants no digests any more, or that they do again.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`](crate::ErrorKind::LedgerIo).
    pub fn set_opted_out(&self, person: PersonKey, opted_out: bool) -> Result<()> {
        let write = self.write()?;
        let mut table = write.open_table(OPTOUTS).map_err(io)?;
        if opted_out {
            table.insert(&person.0, ()).map_err(io)?;
        } else {
            table.remove(&person.0).map_err(io)?;
        }
        drop(table);
        write.commit().map_err(io)
    }

    /// Forgets what was sent to a person and how they reacted. That they opted out stays, as a bare key: without it
    /// they would be written to again. Gives how many entries are gone.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`](crate::ErrorKind::LedgerIo).
    pub fn erase(&self, id: &str) -> Result<u64> {
        let person = self.secret().person(id);
        let write = self.write()?;
        let mut gone = 0;
        let mut sends = write.open_table(SENDS).map_err(io)?;
        let (low, high) = (join(&[&person.0, &[0; 5]]), join(&[&person.0, &[u8::MAX; 5]]));
        sends.retain_in::<&[u8; 21], _>(&low..=&high, |_, _| forget(&mut gone)).map_err(io)?;
        let mut marks = write.open_table(MARKS).map_err(io)?;
        let (low, high) = (join(&[&person.0, &[0; 8]]), join(&[&person.0, &[u8::MAX; 8]]));
        marks.retain_in::<&[u8; 24], _>(&low..=&high, |_, _| forget(&mut gone)).map_err(io)?;
        gone += leave_employers(&mut sends, person)?;
        drop((sends, marks));
        write.commit().map_err(io)?;
        Ok(gone)
    }

    /// Forgets what is older than the policy lets the ledger keep, seen from the day `today`.
    ///
    /// # Errors
    /// [`ErrorKind::LedgerIo`](crate::ErrorKind::LedgerIo), [`ErrorKind::LedgerDamaged`](crate::ErrorKind::LedgerDamaged).
    pub fn prune(&self, retention: &Retention, today: jiff::civil::Date) -> Result<Pruned> {
        let today = crate::key::day_number(today);
        let sent_from = today.saturating_sub(u32::from(retention.sent_days));
        let marks_from = today.saturating_sub(u32::from(retention.reaction_days));
        let (mut pruned, write) = (Pruned::default(), self.write()?);
        let mut sends = write.open_table(SENDS).map_err(io)?;
        let recent = |key: &[u8; 21]| request_of(key).map_or(true, |request| request.day >= sent_from);
        sends.retain(|key, _| recent(key) || forget(&mut pruned.digests)).map_err(io)?;
        let mut marks = write.open_table(MARKS).map_err(io)?;
        let recent = |bytes: &[u8]| postcard::from_bytes::<Mark>(bytes).map_or(true, |m| m.day >= marks_from);
        marks.retain(|_, bytes| recent(bytes) || forget(&mut pruned.reactions)).map_err(io)?;
        let end = join(&[&sent_from.to_be_bytes(), &[0; 9]]);
        let mut exposure = write.open_table(EXPOSURE).map_err(io)?;
        exposure.retain_in::<&[u8; 13], _>(..&end, |_, _| false).map_err(io)?;
        let end = join(&[&sent_from.to_be_bytes(), &[0]]);
        let mut runs = write.open_table(RUNS).map_err(io)?;
        runs.retain_in::<&[u8; 5], _>(..&end, |_, _| false).map_err(io)?;
        drop((sends, marks, exposure, runs));
        write.commit().map_err(io)?;
        Ok(pruned)
    }
}

/// Takes a person out of the digests of employers; looks at all that was sent, since those are ordered by employer.
fn leave_employers(
    sends: &mut redb::Table<'_, &'static [u8; 21], &'static [u8]>,
    person: PersonKey,
) -> Result<u64> {
    let mut changed = Vec::new();
    for entry in sends.iter().map_err(io)? {
        let (key, bytes) = entry.map_err(io)?;
        let employer = request_of(key.value())?.kind == RunKind::Employer;
        let Some(mut sent) = Sent::from_bytes(bytes.value()).filter(|_| employer) else { continue };
        let before = sent.items.len();
        sent.items.retain(|item| item.group() != person.as_group());
        if sent.items.len() < before {
            changed.push((*key.value(), sent));
        }
    }
    for (key, sent) in &changed {
        sends.insert(key, &*sent.to_bytes()).map_err(io)?;
    }
    Ok(changed.len() as u64)
}

/// Counts an entry that goes; false is what drops it.
fn forget(gone: &mut u64) -> bool {
    *gone += 1;
    false
}
