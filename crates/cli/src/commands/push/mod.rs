//! `rengang push`: the nightly recommender.

mod digests;
mod feedback;
mod ledger;
mod night;
mod report;
mod simulate;

use std::io::{self, Write};
use std::path::Path;

use rengang_push::{Ledger, Policy, commands};

use crate::args::{LedgerFiles, PushAction, PushArgs};
use crate::failure::{Failure, Outcome};

pub fn run(args: &PushArgs) -> Result<Outcome, Failure> {
    match &args.action {
        PushAction::Run(args) => night::run(args),
        PushAction::Digests(args) => digests::run(args),
        PushAction::Ledger(args) => ledger::run(&args.action),
        PushAction::Feedback(args) => feedback::run(args),
        PushAction::Simulate(args) => simulate::run(args),
        PushAction::Policy { policy } => show_policy(policy.as_deref()),
    }
}

fn open_ledger(files: &LedgerFiles) -> Result<Ledger, Failure> {
    let key = &files.key;
    if !key.exists() {
        let key = key.display();
        return Err(Failure::Usage(format!(
            "there is no key file {key}; make one with: (umask 077; head -c 48 /dev/urandom | base64 > {key}); without \
             it nobody in the ledger can be told again, so keep a copy, apart from the ledger"
        )));
    }
    Ok(commands::open_ledger(&files.ledger, key)?)
}

/// A ledger that has to be there: looking into one makes none.
fn known_ledger(files: &LedgerFiles) -> Result<Ledger, Failure> {
    if files.ledger.exists() {
        return open_ledger(files);
    }
    let path = files.ledger.display();
    Err(Failure::Usage(format!("there is no ledger {path}; `rengang push run` makes one")))
}

fn policy(path: Option<&Path>) -> Result<Policy, Failure> {
    Ok(commands::read_policy(path)?)
}

fn show_policy(path: Option<&Path>) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    match path {
        None => out.write_all(Policy::DEFAULT_TOML.as_bytes())?,
        Some(path) => out.write_all(commands::policy_text(&policy(Some(path))?).as_bytes())?,
    }
    Ok(Outcome::Found)
}
