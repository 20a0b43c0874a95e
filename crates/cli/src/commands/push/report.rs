//! What a run did, for people and for machines.

use std::io::Write;

use rengang_push::{RunReport, Skipped};

use super::night::kind;
use crate::args::PushRunArgs;
use crate::failure::Failure;

pub fn json(out: &mut impl Write, report: &RunReport) -> Result<(), Failure> {
    let text = serde_json::to_string(report).expect("a report is numbers and texts");
    Ok(writeln!(out, "{text}")?)
}

pub fn table(out: &mut impl Write, args: &PushRunArgs, report: &RunReport) -> Result<(), Failure> {
    let now = args.now.strftime("%Y-%m-%d %H:%M");
    writeln!(out, "run          {now} {}{}", kind(args).code(), state(report))?;
    writeln!(out, "digests      {}", report.digests)?;
    writeln!(out, "for advisers {}", report.unserved)?;
    writeln!(out, "nothing      {}", report.nothing)?;
    writeln!(out, "withdrawn    {}", report.withdrawn)?;
    for (why, count) in &report.skipped {
        writeln!(out, "skipped      {count:<8} {}", reason(*why))?;
    }
    if !report.was_done {
        crowding(out, report)?;
    }
    delivered(out, report)
}

fn state(report: &RunReport) -> &'static str {
    match (report.was_done, report.resumed, report.inputs_changed) {
        (true, ..) => " (was complete: nothing was written)",
        (_, true, true) => " (gone on with; policy or records have changed since it began)",
        (_, true, false) => " (gone on with)",
        _ => "",
    }
}

fn reason(why: Skipped) -> &'static str {
    match why {
        Skipped::Closed => "look for nothing",
        Skipped::NoConsent => "did not agree, or took it back",
        Skipped::Capped => "had as much as the policy allows",
        Skipped::NotDue => "nothing is due",
        Skipped::NotFree => "cannot begin today",
    }
}

/// The same figures for what was planned and for everybody's own best, however many others get the same.
fn crowding(out: &mut impl Write, report: &RunReport) -> Result<(), Failure> {
    let (shared, plain) = (&report.congestion, &report.plain);
    let per_mille = |n: u32| format!("{}.{} %", n / 10, n % 10);
    let rows = [
        ("recommendations", shared.recommendations.to_string(), plain.recommendations.to_string()),
        ("on the top 1 % of posts", per_mille(shared.top_share), per_mille(plain.top_share)),
        ("Gini of showings, per mille", shared.gini.to_string(), plain.gini.to_string()),
        ("most showings of one post", shared.most_shown.to_string(), plain.most_shown.to_string()),
        ("people reached", shared.recipients_reached.to_string(), plain.recipients_reached.to_string()),
        ("people with a good post", shared.recipients_good.to_string(), plain.recipients_good.to_string()),
        ("posts shown", shared.items_shown.to_string(), plain.items_shown.to_string()),
        ("mean score", shared.mean_score.to_string(), plain.mean_score.to_string()),
    ];
    writeln!(out, "\n{:<29}{:>12}{:>12}", "", "shared out", "own best")?;
    for (name, shared, plain) in rows {
        writeln!(out, "{name:<29}{shared:>12}{plain:>12}")?;
    }
    Ok(())
}

fn delivered(out: &mut impl Write, report: &RunReport) -> Result<(), Failure> {
    let Some(delivered) = &report.delivered else { return Ok(()) };
    let (taken, withdrawn, refused) = (delivered.taken, delivered.withdrawn, delivered.refused.len());
    Ok(writeln!(out, "\nsink         {taken} taken, {refused} refused, {withdrawn} withdrawn meanwhile")?)
}
