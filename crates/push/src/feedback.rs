//! Reactions to digests: what people did with what they were sent.
//!
//! An event names the request id of the digest. What was never sent cannot be reacted to, so a forged or mistaken
//! event changes nothing.

use std::io::{BufRead, Write};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::error::{Error, ErrorKind, Result};
use crate::key::{GroupKey, PersonKey, Request, day_number};
use crate::ledger::{Ledger, Mark, Reaction};

/// One line of feedback.
///
/// `{"request":"20261120-daily-…","item":"J1","event":"refused","reason":"too_far","at":"2026-11-20T10:00:00"}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The digest's request id.
    pub request: String,
    /// The item's id; not needed to opt out.
    #[serde(default)]
    pub item: String,
    /// What happened.
    pub event: EventKind,
    /// Why, as a code of small letters, digits and `_`, at most 32: a text could name people.
    #[serde(default)]
    pub reason: String,
    /// When.
    pub at: DateTime,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It was looked at.
    Viewed,
    /// It was put aside.
    Dismissed,
    /// It was refused.
    Refused,
    /// The person applied.
    Applied,
    /// The employer saw the person.
    Interviewed,
    /// The person was hired.
    Hired,
    /// The person has left the work again.
    Left,
    /// The person wants no digests any more.
    OptedOut,
    /// The person wants digests again.
    OptedIn,
}

impl EventKind {
    fn reaction(self) -> Option<Reaction> {
        Some(match self {
            Self::Viewed => Reaction::Viewed,
            Self::Dismissed => Reaction::Dismissed,
            Self::Refused => Reaction::Refused,
            Self::Applied => Reaction::Applied,
            Self::Interviewed => Reaction::Interviewed,
            Self::Hired => Reaction::Hired,
            Self::Left => Reaction::Left,
            Self::OptedOut | Self::OptedIn => return None,
        })
    }
}

/// Why a line of feedback was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventRefused {
    /// It is no event.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// No digest has this request id.
    #[error("no digest was sent under this request id; give it as it stands in the digest")]
    UnknownRequest,
    /// The digest did not have this item.
    #[error("the digest did not have this item; give its id as it stands in the digest")]
    UnknownItem,
    /// The reason is no code.
    #[error("the reason is no code of small letters, digits and _, at most 32")]
    ReasonNoCode,
}

/// What was done with a stream of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FeedbackReport {
    /// Lines read.
    pub read: u64,
    /// Events taken.
    pub taken: u64,
    /// Lines refused; each was reported with its number.
    pub refused: u64,
}

/// What one event changes.
enum Change {
    Mark(PersonKey, GroupKey, Mark),
    OptOut(PersonKey, bool),
}

/// Reactions that are written in one transaction.
const BATCH: usize = 1000;

/// Takes a stream of events (JSON lines) into the ledger. One bad line stops nothing: it goes to `refused` with its
/// number. Taking the same events again changes nothing.
///
/// # Errors
/// [`ErrorKind::FileIo`] where the stream breaks, [`ErrorKind::LedgerIo`], [`ErrorKind::LedgerDamaged`].
pub fn feedback(
    ledger: &Ledger,
    events: impl BufRead,
    refused: &mut dyn FnMut(u64, EventRefused),
) -> Result<FeedbackReport> {
    let (mut report, mut marks) = (FeedbackReport::default(), Vec::new());
    for line in events.lines() {
        let line = line.map_err(|source| stream("reading", source))?;
        if line.trim().is_empty() {
            continue;
        }
        report.read += 1;
        match change(ledger, &line)? {
            Ok(Change::Mark(person, group, mark)) => marks.push((person, group, mark)),
            Ok(Change::OptOut(person, out)) => ledger.set_opted_out(person, out)?,
            Err(why) => {
                report.refused += 1;
                refused(report.read, why);
                continue;
            }
        }
        report.taken += 1;
        if marks.len() >= BATCH {
            ledger.mark(&std::mem::take(&mut marks))?;
        }
    }
    ledger.mark(&marks)?;
    Ok(report)
}

fn stream(doing: &'static str, source: std::io::Error) -> Error {
    Error::new(ErrorKind::FileIo { doing, path: "the stream".into() }).with_source(source)
}

fn change(ledger: &Ledger, line: &str) -> Result<std::result::Result<Change, EventRefused>> {
    let event: Event = match serde_json::from_str(line) {
        Ok(event) => event,
        Err(error) => return Ok(Err(EventRefused::Unreadable(error.to_string()))),
    };
    if !is_code(&event.reason) {
        return Ok(Err(EventRefused::ReasonNoCode));
    }
    let Some(request) = Request::parse(&event.request, ledger.secret()) else {
        return Ok(Err(EventRefused::UnknownRequest));
    };
    let Some(sent) = ledger.sent(request)? else { return Ok(Err(EventRefused::UnknownRequest)) };
    let Some(reaction) = event.event.reaction() else {
        return Ok(Ok(Change::OptOut(request.person, event.event == EventKind::OptedOut)));
    };
    let item = ledger.secret().item(&event.item);
    let Some(item) = sent.items.iter().find(|sent| sent.item == item) else {
        return Ok(Err(EventRefused::UnknownItem));
    };
    let mark = Mark { reaction, day: day_number(event.at.date()), reason: event.reason };
    Ok(Ok(Change::Mark(request.person, item.group(), mark)))
}

fn is_code(reason: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    reason.len() <= 32 && reason.bytes().all(letter)
}

/// Writes what was learned as judgements (TREC qrels: recipient, 0, item, grade 0..=3), for `learn` and `eval`: one
/// line for each item of the digests to which there is a reaction. Gives how many those are.
///
/// The ledger alone knows nobody: the digests say who was meant.
///
/// # Errors
/// [`ErrorKind::FileIo`], [`ErrorKind::LedgerIo`], [`ErrorKind::LedgerDamaged`].
pub fn judgements(ledger: &Ledger, digests: impl BufRead, out: &mut dyn Write) -> Result<u64> {
    let (histories, mut written) = (ledger.histories()?, 0);
    for line in digests.lines() {
        let line = line.map_err(|source| stream("reading", source))?;
        let Ok(digest) = serde_json::from_str::<Digest>(&line) else { continue };
        let Some(request) = Request::parse(&digest.request, ledger.secret()) else { continue };
        let Some(sent) = ledger.sent(request)? else { continue };
        let history = histories.of(request.person, day_number(Date::MAX), request.kind)?;
        for item in &digest.items {
            let key = ledger.secret().item(&item.item);
            let group = sent.items.iter().find(|sent| sent.item == key).map(|sent| sent.group());
            let Some(mark) = group.and_then(|group| history.marks.get(&group)) else { continue };
            let grade = mark.reaction.grade();
            writeln!(out, "{}\t0\t{}\t{grade}", digest.recipient, item.item)
                .map_err(|source| stream("writing", source))?;
            written += 1;
        }
    }
    Ok(written)
}
