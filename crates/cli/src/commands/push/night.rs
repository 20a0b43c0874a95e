//! `rengang push run`.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use indicatif::ProgressBar;
use rayon::prelude::*;
use rengang::model::RawPosting;
use rengang::read::Reader;
use rengang::{Engine, Snapshot, Weights};
use rengang_lint::{Ad, Duplicates};
use rengang_push::sink::{Sink, Webhook, WebhookSettings};
use rengang_push::{
    IndexConsents, IndexReferrals, Progress, RunKind, RunOptions, RunReport, Skipped, WithdrawalFile,
    run as push,
};

use super::{open_ledger, policy, report};
use crate::args::{PushKind, PushRunArgs};
use crate::commands::inspect::ad;
use crate::commands::{on_threads, open};
use crate::failure::{Failure, Outcome};
use crate::{print, progress};

pub fn run(args: &PushRunArgs) -> Result<Outcome, Failure> {
    let report = on_threads(args.threads, || one_night(args))??;
    let mut out = io::stdout().lock();
    if args.json {
        report::json(&mut out, &report)?;
    } else {
        report::table(&mut out, args, &report)?;
    }
    Ok(outcome(&report))
}

/// Everything that could stop a night is looked at before the night begins.
fn one_night(args: &PushRunArgs) -> Result<RunReport, Failure> {
    let policy = policy(args.policy.as_deref())?;
    let mut sink = webhook(args)?;
    let weights = Weights::preset(&args.preset)?;
    let ledger = open_ledger(&args.files)?;
    let engine = open(&args.index)?;
    let snapshot = engine.snapshot()?;
    let groups = if args.no_grouping { HashMap::new() } else { groups(&snapshot)? };
    let day = args.now.date();
    let referrals = IndexReferrals::new(&engine, &snapshot, kind(args), day, |id| groups.get(id).cloned())?
        .with_weights(weights);
    let mut consents = (consents_now(&engine, args), withdrawals(args));
    let stages = Stages::new();
    let sink = sink.as_mut().map(|sink| sink as &mut dyn Sink);
    let report = push(&referrals, &ledger, &policy, &options(args), &mut consents, sink, &mut |step| {
        stages.show(step)
    });
    stages.0.finish_and_clear();
    Ok(report?)
}

pub fn kind(args: &PushRunArgs) -> RunKind {
    match args.kind {
        PushKind::Daily => RunKind::Daily,
        PushKind::Gig => RunKind::Gig,
        PushKind::FollowUp => RunKind::FollowUp,
        PushKind::Employer => RunKind::Employer,
    }
}

fn options(args: &PushRunArgs) -> RunOptions {
    let advisers = args.advisers.clone().unwrap_or_else(|| args.out.with_file_name("advisers.jsonl"));
    RunOptions {
        now: args.now,
        kind: kind(args),
        out: args.out.clone(),
        adviser: advisers,
        partition: RunOptions::PARTITION,
    }
}

fn webhook(args: &PushRunArgs) -> Result<Option<Webhook>, Failure> {
    let (url, settings) = match args.sink.as_slice() {
        [] => return Ok(None),
        [kind, url] if kind == "webhook" => (url, settings(args)),
        [kind, ..] => {
            return Err(Failure::Usage(format!("there is no sink {kind}; write --sink webhook URL")));
        }
    };
    let read = |path: &std::path::PathBuf| {
        std::fs::read(path).map_err(|error| Failure::Io(path.display().to_string(), error))
    };
    let secret = args.sink_key.as_ref().map(read).transpose()?;
    Ok(Some(Webhook::new(url, secret.as_deref().map(<[u8]>::trim_ascii_end), settings)?))
}

fn settings(args: &PushRunArgs) -> WebhookSettings {
    let timeout = Duration::from_secs(args.sink_timeout.max(1));
    WebhookSettings { tries: args.sink_tries, timeout, ..WebhookSettings::default() }
}

fn consents_now<'e>(engine: &'e Engine, args: &PushRunArgs) -> IndexConsents<'e> {
    IndexConsents::new(engine, Reader::new(engine.knowledge().clone(), args.now.date()))
}

/// Without a file there is none to read: an empty name is never there.
fn withdrawals(args: &PushRunArgs) -> WithdrawalFile {
    WithdrawalFile::new(args.withdrawn.as_deref().unwrap_or_else(|| std::path::Path::new("")))
}

/// For each posting that is one of several ads of one job, the id that stands for all of them.
fn groups(snapshot: &Snapshot<'_>) -> Result<HashMap<String, String>, Failure> {
    let ids: Vec<&str> = snapshot.posting_ids().collect();
    let bar = progress::bar("finding postings that are one job", 0);
    let raws: Vec<RawPosting> =
        ids.par_iter().map(|id| snapshot.raw_posting(id)).collect::<rengang::Result<_>>()?;
    let ads: Vec<Ad<'_>> = raws.iter().map(ad).collect();
    let groups = Duplicates::of(&ads).groups();
    bar.finish_and_clear();
    let named = |group: rengang_lint::Group| {
        let name = raws[group.representative].id().to_owned();
        group
            .members
            .into_iter()
            .map(|member| (raws[member].id().to_owned(), name.clone()))
            .collect::<Vec<_>>()
    };
    Ok(groups.into_iter().filter(|group| group.members.len() > 1).flat_map(named).collect())
}

/// The bar of the stage that a night is in.
struct Stages(ProgressBar);

impl Stages {
    fn new() -> Self {
        Self(progress::bar("matching", 1))
    }

    fn show(&self, step: Progress) {
        match step {
            Progress::Planning { done, total } => self.place("matching", done, total),
            Progress::Written { done, total } => self.place("writing digests", done, total),
            Progress::Planned => self.0.set_message("sharing vacancies out"),
            Progress::Delivered => {
                self.0.set_message("handing over");
                self.0.unset_length();
                self.0.inc(1);
            }
            _ => {}
        }
    }

    fn place(&self, stage: &'static str, done: usize, total: usize) {
        self.0.set_message(stage);
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
    }
}

/// What the receiver refused or could not take is told on stderr and in the exit code.
fn outcome(report: &RunReport) -> Outcome {
    let Some(delivered) = &report.delivered else { return found(report) };
    for (request, why) in &delivered.refused {
        print::note(&format!("{request}: the receiver refused it: {why}"));
    }
    if let Some(why) = &delivered.stopped {
        print::note(&format!(
            "the receiver could not take more ({why}); what is left waits: start the same run again"
        ));
    }
    if delivered.stopped.is_some() || !delivered.refused.is_empty() { Outcome::Partly } else { found(report) }
}

fn found(report: &RunReport) -> Outcome {
    let unasked = report.skipped.get(&Skipped::NoConsent).copied().unwrap_or(0);
    if report.digests == 0 && unasked > 0 {
        print::note(&format!(
            "{unasked} people have no recorded consent: give their records the field `consent` (true), or, where another \
             law than consent allows it, set `required = false` under [consent] of the policy"
        ));
    }
    if report.digests == 0 { Outcome::Nothing } else { Outcome::Found }
}
