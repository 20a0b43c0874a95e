//! `rengang index`: build, update, delete, info, check.

use std::io::{self, Write};
use std::path::Path;

use jiff::civil::Date;
use rengang::read::Reader;
use rengang::{Engine, Export, Writer};

use super::inspect::Inspection;
use super::{knowledge, open};
use crate::args::{DeleteArgs, ExportArgs, IndexAction, IndexArgs, IndexInput};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{load, print};

pub fn run(args: &IndexArgs) -> Result<Outcome, Failure> {
    match &args.action {
        IndexAction::Build(input) => fill(&Engine::create(&input.dir, knowledge())?, input),
        IndexAction::Update(input) => fill(&open(&input.dir)?, input),
        IndexAction::Delete(args) => delete(args),
        IndexAction::Info { dir } => info(dir),
        IndexAction::Check { dir, as_of } => check(dir, *as_of),
        IndexAction::Export(args) => export(args),
    }
}

fn fill(engine: &Engine, input: &IndexInput) -> Result<Outcome, Failure> {
    let reader = Reader::new(engine.knowledge().clone(), input.as_of);
    let postings = Source::new(&input.postings, input.posting_mapping.as_deref())?;
    let candidates = Source::new(&input.candidates, input.candidate_mapping.as_deref())?;
    let mut writer = engine.writer(input.budget_mb.saturating_mul(1_000_000))?;
    let of_postings = load::postings(&postings, &writer, &reader, &inspection(engine, input)?)?;
    let of_candidates = load::candidates(&candidates, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(if of_candidates.refused > 0 { of_candidates.outcome() } else { of_postings.outcome() })
}

/// The checker, which knows the postings of the index so that new ones find their groups.
fn inspection(engine: &Engine, input: &IndexInput) -> Result<Inspection, Failure> {
    let inspection = Inspection::new(input.veto, input.as_of);
    if input.ungrouped {
        return Ok(inspection);
    }
    let snapshot = engine.snapshot()?;
    let before: Vec<_> =
        snapshot.posting_ids().map(|id| snapshot.raw_posting(id)).collect::<Result<_, _>>()?;
    Ok(inspection.with_groups(before.into_iter()))
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

fn check(dir: &Path, as_of: Date) -> Result<Outcome, Failure> {
    let engine = open(dir)?;
    let report = engine.check(&Reader::new(engine.knowledge().clone(), as_of))?;
    for file in &report.damaged_files {
        print::note(&format!("damaged file {}", file.display()));
    }
    for id in &report.damaged_records {
        print::note(&format!("damaged record {id}"));
    }
    let (files, postings, candidates) = (report.files, report.postings, report.candidates);
    let outdated = report.outdated_records.len();
    print::note(&format!(
        "{files} files, {postings} postings and {candidates} candidates read; {outdated} would be read differently today"
    ));
    if report.is_sound() {
        return Ok(Outcome::Found);
    }
    let count = report.damaged_files.len() + report.damaged_records.len();
    let what = format!("{count} files or records");
    Err(rengang::Error::new(rengang::ErrorKind::IndexDamaged { what }).into())
}

fn export(args: &ExportArgs) -> Result<Outcome, Failure> {
    let export = Export::open(&args.dir)?;
    write_lines(&args.postings, export.postings())?;
    write_lines(&args.candidates, export.candidates())?;
    let (postings, candidates) = export.counts();
    print::note(&format!(
        "{postings} postings and {candidates} candidates written; `index build` reads them again"
    ));
    Ok(if postings + candidates == 0 { Outcome::Nothing } else { Outcome::Found })
}

fn write_lines(path: &Path, lines: impl Iterator<Item = rengang::Result<String>>) -> Result<(), Failure> {
    let failed = |e| Failure::Io(path.display().to_string(), e);
    let mut file = io::BufWriter::new(std::fs::File::create_new(path).map_err(failed)?);
    for line in lines {
        writeln!(file, "{}", line?).map_err(failed)?;
    }
    file.flush().map_err(failed)
}
