//! `rengang index`: build, update, delete, info, check.

use std::io::{self, Write};
use std::path::Path;

use rengang::read::Reader;
use rengang::{Engine, Writer};

use super::inspect::Inspection;
use super::{knowledge, open};
use crate::args::{DeleteArgs, IndexAction, IndexArgs, IndexInput};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{load, print};

pub fn run(args: &IndexArgs) -> Result<Outcome, Failure> {
    match &args.action {
        IndexAction::Build(input) => fill(&Engine::create(&input.dir, knowledge())?, input),
        IndexAction::Update(input) => fill(&open(&input.dir)?, input),
        IndexAction::Delete(args) => delete(args),
        IndexAction::Info { dir } => info(dir),
        IndexAction::Check { dir } => check(dir),
    }
}

fn fill(engine: &Engine, input: &IndexInput) -> Result<Outcome, Failure> {
    let reader = Reader::new(engine.knowledge().clone(), input.as_of);
    let postings = Source::new(&input.postings, input.posting_mapping.as_deref())?;
    let candidates = Source::new(&input.candidates, input.candidate_mapping.as_deref())?;
    let mut writer = engine.writer(input.budget_mb.saturating_mul(1_000_000))?;
    let of_postings = load::postings(&postings, &writer, &reader, &Inspection::new(input.veto, input.as_of))?;
    let of_candidates = load::candidates(&candidates, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(if of_candidates.refused > 0 { of_candidates.outcome() } else { of_postings.outcome() })
}

fn delete(args: &DeleteArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    let before = count(&engine)?;
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
    args.postings.iter().for_each(|id| writer.delete_posting(id));
    args.candidates.iter().for_each(|id| writer.delete_candidate(id));
    if args.purge {
        writer.purge()?
    } else {
        writer.commit()?
    }
    writer.close()?;
    let gone = before - count(&engine)?;
    print::note(&format!("{gone} records removed{}", if args.purge { ", their bytes too" } else { "" }));
    Ok(if gone == 0 { Outcome::Nothing } else { Outcome::Found })
}

fn count(engine: &Engine) -> Result<usize, Failure> {
    let snapshot = engine.snapshot()?;
    Ok(snapshot.posting_count() + snapshot.candidate_count())
}

fn info(dir: &Path) -> Result<Outcome, Failure> {
    let engine = open(dir)?;
    let snapshot = engine.snapshot()?;
    let knowledge = engine.knowledge();
    let mut out = io::stdout().lock();
    writeln!(out, "postings    {}", snapshot.posting_count())?;
    writeln!(out, "candidates  {}", snapshot.candidate_count())?;
    writeln!(out, "lexicon     {:016x}", knowledge.fingerprint())?;
    writeln!(out, "analyzer    {:016x}", knowledge.analyzer().fingerprint())?;
    Ok(Outcome::Found)
}

fn check(dir: &Path) -> Result<Outcome, Failure> {
    let engine = open(dir)?;
    let damaged = engine.damaged_files()?;
    if !damaged.is_empty() {
        let names: Vec<String> = damaged.iter().map(|p| p.display().to_string()).collect();
        let what = names.join(", ");
        return Err(rengang::Error::new(rengang::ErrorKind::IndexDamaged { what }).into());
    }
    let snapshot = engine.snapshot()?;
    snapshot.posting_ids().try_for_each(|id| snapshot.raw_posting(id).map(drop))?;
    snapshot.candidate_ids().try_for_each(|id| snapshot.raw_candidate(id).map(drop))?;
    let (postings, candidates) = (snapshot.posting_count(), snapshot.candidate_count());
    print::note(&format!(
        "sound: {postings} postings and {candidates} candidates, every file and record read"
    ));
    Ok(Outcome::Found)
}
