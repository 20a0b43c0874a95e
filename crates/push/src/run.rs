//! A run: everybody's digest, written once, whatever happens on the way.
//!
//! A plan is made for all; then recipients are written in partitions, in the order of their ids. Of each partition,
//! the digests are added to the output and synced, then the ledger commits what was sent together with the new length
//! of the output. A run that was killed cuts the output to the committed length and goes on with whoever the ledger
//! does not know: nobody is lost and nobody written to twice.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::path::PathBuf;

use jiff::civil::DateTime;
use serde::Serialize;

use crate::allocate::Congestion;
use crate::deliver::{Delivered, deliver};
use crate::eligible::Skipped;
use crate::error::{Error, ErrorKind, Result};
use crate::facts::{Consents, Referrals, RunKind};
use crate::key::day_number;
use crate::ledger::{Ledger, RunRecord};
use crate::output::Output;
use crate::plan::{Planner, Standing};
use crate::policy::{Policy, QuietMode};
use crate::sink::Sink;
use crate::write::{Writer, Written};

/// Settings of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOptions {
    /// The moment of the run, in local time: its date is the day of the digests.
    pub now: DateTime,
    /// What kind of digests.
    pub kind: RunKind,
    /// Digests are added to this file as JSON lines.
    pub out: PathBuf,
    /// People with a right to service who could not be served are added to this file as JSON lines.
    pub adviser: PathBuf,
    /// Recipients that are written in one commit.
    pub partition: usize,
}

impl RunOptions {
    /// Chosen: a commit takes milliseconds, and a kill costs at most this many digests' work.
    pub const PARTITION: usize = 1000;
}

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Lists are being made.
    Planning {
        /// Recipients so far.
        done: usize,
        /// Recipients in all.
        total: usize,
    },
    /// Vacancies are shared out.
    Planned,
    /// Digests of a partition are in the output, not yet in the ledger.
    Appended,
    /// A partition is committed.
    Written {
        /// Recipients so far.
        done: usize,
        /// Recipients in all.
        total: usize,
    },
    /// The sink has settled a digest.
    Delivered,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct RunReport {
    /// Digests written, over all attempts of the run.
    pub digests: u64,
    /// People listed for advisers, over all attempts of the run.
    pub unserved: u64,
    /// Recipients that get nothing, by reason.
    pub skipped: BTreeMap<Skipped, u64>,
    /// Recipients for whom there was nothing to send.
    pub nothing: u64,
    /// Digests left out because the consent was taken back during the run.
    pub withdrawn: u64,
    /// Whether the run goes on from an earlier attempt.
    pub resumed: bool,
    /// Whether that attempt had another policy or population; then the rest follows the new ones.
    pub inputs_changed: bool,
    /// Whether the run was complete before.
    pub was_done: bool,
    /// How crowded the plan is.
    pub congestion: Congestion,
    /// How crowded everybody's own best would be.
    pub plain: Congestion,
    /// What the sink did.
    pub delivered: Option<Delivered>,
}

/// Runs, or goes on with the run of this day and kind.
///
/// # Errors
/// [`ErrorKind::PolicyInvalid`], [`ErrorKind::SettingInvalid`], [`ErrorKind::OutputShorter`], [`ErrorKind::FileIo`],
/// [`ErrorKind::LedgerIo`], [`ErrorKind::Referrals`]. A run that failed goes on when it is started again.
pub fn run(
    referrals: &dyn Referrals,
    ledger: &Ledger,
    policy: &Policy,
    options: &RunOptions,
    consents: &mut dyn Consents,
    sink: Option<&mut dyn Sink>,
    progress: &mut dyn FnMut(Progress),
) -> Result<RunReport> {
    policy.check()?;
    if options.partition == 0 {
        return Err(Error::new(ErrorKind::SettingInvalid {
            setting: "partition",
            rule: "must be at least 1",
        }));
    }
    let day = day_number(options.now.date());
    let planner = Planner { referrals, ledger, policy, kind: options.kind, day };
    let (record, resumed) = begin(&planner, options)?;
    let mut report = RunReport { resumed, was_done: record.done, ..RunReport::default() };
    report.inputs_changed = record.fingerprint != fingerprint(&planner)?;
    if record.done {
        (report.digests, report.unserved) = (record.digests, record.unserved);
    } else {
        write_all(&planner, options, record, consents, sink.is_some(), &mut report, progress)?;
    }
    let quiet = policy.quiet.mode == QuietMode::Hold && policy.quiet_until(options.now).is_some();
    if let Some(sink) = sink.filter(|_| !quiet) {
        report.delivered = Some(deliver(ledger, consents, sink, progress)?);
    }
    Ok(report)
}

/// The record of the run: the one there is, or a new one that keeps how long the outputs are now.
fn begin(planner: &Planner<'_>, options: &RunOptions) -> Result<(RunRecord, bool)> {
    if let Some(record) = planner.ledger.run(planner.day, planner.kind)? {
        return Ok((record, true));
    }
    let record = RunRecord {
        fingerprint: fingerprint(planner)?,
        out_bytes: Output::length(&options.out)?,
        adviser_bytes: Output::length(&options.adviser)?,
        digests: 0,
        unserved: 0,
        done: false,
    };
    let partition = planner.ledger.partition()?;
    partition.put_run(planner.day, planner.kind, &record)?;
    partition.commit()?;
    Ok((record, false))
}

/// Tells a policy and a population from others.
fn fingerprint(planner: &Planner<'_>) -> Result<u64> {
    let mut hasher = rustc_hash::FxHasher::default();
    let policy = serde_json::to_vec(planner.policy).expect("a policy is numbers and texts");
    hasher.write(&policy);
    for item in planner.referrals.items() {
        hasher.write(item.id.as_bytes());
        hasher.write_u8(u8::from(item.open));
    }
    for place in 0..planner.referrals.recipient_count() {
        hasher.write(planner.referrals.recipient(place)?.id.as_bytes());
    }
    Ok(hasher.finish())
}

fn write_all(
    planner: &Planner<'_>,
    options: &RunOptions,
    mut record: RunRecord,
    consents: &mut dyn Consents,
    for_sink: bool,
    report: &mut RunReport,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    let mut out = Output::open(&options.out, record.out_bytes)?;
    let mut adviser = Output::open(&options.adviser, record.adviser_bytes)?;
    let plan = planner.plan(progress)?;
    progress(Progress::Planned);
    (report.congestion, report.plain) = plan.congestion();
    for standing in &plan.standing {
        if let Standing::Skipped(why) = standing {
            *report.skipped.entry(*why).or_default() += 1;
        }
    }
    let total = planner.referrals.recipient_count();
    let writer = Writer::new(planner, &plan, options);
    for from in (0..total).step_by(options.partition) {
        let to = (from + options.partition).min(total);
        let written = part_now(&writer, from..to, consents)?;
        report.withdrawn += written.withdrawn;
        report.nothing += written.nothing;
        commit(
            planner,
            &mut record,
            (&mut out, &mut adviser),
            &written,
            for_sink.then_some(options),
            progress,
        )?;
        progress(Progress::Written { done: to, total });
    }
    record.done = true;
    let partition = planner.ledger.partition()?;
    partition.put_run(planner.day, planner.kind, &record)?;
    partition.commit()?;
    (report.digests, report.unserved) = (record.digests, record.unserved);
    Ok(())
}

/// The lines of a part, made again for as long as somebody takes their consent back while they are made.
fn part_now(
    writer: &Writer<'_>,
    part: std::ops::Range<usize>,
    consents: &mut dyn Consents,
) -> Result<Written> {
    loop {
        consents.refresh()?;
        let written = writer.part(part.clone(), consents)?;
        consents.refresh()?;
        if !written.has_withdrawn(consents) {
            return Ok(written);
        }
    }
}

/// Output first, ledger second: what the ledger knows is on disk.
fn commit(
    planner: &Planner<'_>,
    record: &mut RunRecord,
    (out, adviser): (&mut Output, &mut Output),
    written: &Written,
    parcels_for: Option<&RunOptions>,
    progress: &mut dyn FnMut(Progress),
) -> Result<()> {
    if written.is_empty() {
        return Ok(());
    }
    let begins = out.bytes();
    out.append(&written.digest_lines())?;
    adviser.append(&written.adviser_lines())?;
    progress(Progress::Appended);
    record.out_bytes = out.bytes();
    record.adviser_bytes = adviser.bytes();
    record.digests += written.digests.len() as u64;
    record.unserved += written.unserved.len() as u64;
    let partition = planner.ledger.partition()?;
    partition.put_run(planner.day, planner.kind, record)?;
    partition.put_sent(&written.sends())?;
    if let Some(options) = parcels_for {
        partition.put_parcels(&written.parcels(&options.out, begins))?;
    }
    partition.commit()
}
