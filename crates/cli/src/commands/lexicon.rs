//! `rengang lexicon check`: what is wrong in the tables.

use std::io::{self, Write};

use rengang_lexicon::Lexicon;

use crate::args::{LexiconAction, LexiconArgs};
use crate::failure::{Failure, Outcome};

pub fn run(args: &LexiconArgs) -> Result<Outcome, Failure> {
    let LexiconAction::Check { overlay } = &args.action;
    let lexicon = match overlay {
        Some(dir) => Lexicon::with_overlay(dir).map_err(|e| Failure::Usage(e.to_string()))?,
        None => Lexicon::embedded(),
    };
    let findings = lexicon.check();
    let mut out = io::stdout().lock();
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    let (occupations, skills) = (lexicon.occupations().all().len(), lexicon.skills().all().len());
    crate::print::note(&format!("{occupations} occupations, {skills} skills, {} findings", findings.len()));
    Ok(if findings.is_empty() { Outcome::Nothing } else { Outcome::Found })
}
