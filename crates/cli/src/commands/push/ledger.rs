//! `rengang push ledger`.

use std::io::{self, Write};

use rengang_push::commands::{LedgerCommand, ledger};
use rengang_push::{LedgerInfo, PersonHistory};

use super::{known_ledger, policy};
use crate::args::PushLedgerAction;
use crate::failure::{Failure, Outcome};
use crate::print;

pub fn run(action: &PushLedgerAction) -> Result<Outcome, Failure> {
    match action {
        PushLedgerAction::Info { files, json: true } => {
            answer(&mut known_ledger(files)?, &LedgerCommand::Info)
        }
        PushLedgerAction::Info { files, json: false } => info(&known_ledger(files)?.info()?),
        PushLedgerAction::Person { files, id, json: true } => {
            answer(&mut known_ledger(files)?, &LedgerCommand::Person { id: id.clone() })
        }
        PushLedgerAction::Person { files, id, json: false } => person(id, &known_ledger(files)?.person(id)?),
        PushLedgerAction::Erase { files, id } => {
            let gone = known_ledger(files)?.erase(id)?;
            print::note(&format!("{gone} entries about {id} are forgotten"));
            Ok(if gone == 0 { Outcome::Nothing } else { Outcome::Found })
        }
        PushLedgerAction::Prune { files, policy: path, as_of } => {
            let retention = policy(path.as_deref())?.retention;
            let mut ledger = known_ledger(files)?;
            let pruned = ledger.prune(&retention, *as_of)?;
            ledger.compact()?;
            print::note(&format!(
                "{} digests and {} reactions are forgotten",
                pruned.digests, pruned.reactions
            ));
            Ok(if pruned.digests + pruned.reactions == 0 { Outcome::Nothing } else { Outcome::Found })
        }
    }
}

fn answer(to: &mut rengang_push::Ledger, command: &LedgerCommand) -> Result<Outcome, Failure> {
    ledger(to, command, &mut io::stdout().lock())?;
    Ok(Outcome::Found)
}

fn info(info: &LedgerInfo) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    let growth = &info.growth;
    writeln!(out, "digests      {} (listings for advisers counted in)", info.digests)?;
    writeln!(out, "reactions    {}", info.reactions)?;
    writeln!(out, "opted out    {}", info.opted_out)?;
    writeln!(out, "waiting      {} for the sink", info.waiting)?;
    writeln!(
        out,
        "bytes        {} stored, {} overhead, {} free",
        growth.stored_bytes, growth.overhead_bytes, growth.free_bytes
    )?;
    writeln!(out, "\n{:<12}{:<12}{:>9}{:>14}  state", "day", "kind", "digests", "for advisers")?;
    for run in &info.runs {
        let state = if run.done { "complete" } else { "not complete: start it again" };
        let (day, kind) = (run.date.to_string(), run.kind.code());
        writeln!(out, "{day:<12}{kind:<12}{:>9}{:>14}  {state}", run.digests, run.unserved)?;
    }
    Ok(if info.runs.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

/// Keys of sixteen digits that fit a line of a terminal.
const GROUPS_A_LINE: usize = 4;

fn person(id: &str, history: &PersonHistory) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    writeln!(out, "person       {id} (in the ledger: {})", history.key)?;
    writeln!(out, "opted out    {}", if history.opted_out { "yes" } else { "no" })?;
    for digest in &history.digests {
        let (day, kind) = (digest.date, digest.kind.code());
        match digest.groups.chunks(GROUPS_A_LINE).next() {
            None => writeln!(out, "{day}  {kind:<10} listed for an adviser")?,
            Some(first) => writeln!(out, "{day}  {kind:<10} {}", first.join(" "))?,
        }
        for more in digest.groups.chunks(GROUPS_A_LINE).skip(1) {
            writeln!(out, "{:<22} {}", "", more.join(" "))?;
        }
    }
    for reacted in &history.reactions {
        let mark = serde_json::to_value(&reacted.mark).expect("a reaction is two words");
        let word = |name: &str| mark[name].as_str().unwrap_or_default().to_owned();
        writeln!(out, "{}  {:<10} {} {}", reacted.date, word("reaction"), reacted.group, word("reason"))?;
    }
    let known = !history.digests.is_empty() || !history.reactions.is_empty() || history.opted_out;
    Ok(if known { Outcome::Found } else { Outcome::Nothing })
}
