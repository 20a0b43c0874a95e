//! `rengang match`: the main job.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

use rengang::read::Reader;
use rengang::{Engine, For, MatchOptions, Ranking, Snapshot, Writer};

use super::inspect::Inspection;
use super::{knowledge, on_threads, options};
use crate::args::{Format, MatchArgs, Queries};
use crate::commands::referral::print_ranking;
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{load, progress};

/// Matches listed per query where nothing is said.
const TOP: usize = 5;

pub fn run(args: &MatchArgs) -> Result<Outcome, Failure> {
    let top = if args.format == Format::Trec { MatchOptions::MAX_TOP } else { TOP };
    let options = options(&args.common, top)?;
    let options = if args.format == Format::Table { options.with_count() } else { options };
    on_threads(args.common.threads, || run_here(args, &options))?
}

fn run_here(args: &MatchArgs, options: &MatchOptions) -> Result<Outcome, Failure> {
    let engine = Engine::in_memory(knowledge())?;
    let loaded = load_files(args, &engine)?;
    let snapshot = engine.snapshot()?;
    let queries = match args.queries {
        Queries::Candidates => For::Candidates,
        Queries::Postings => For::Postings,
    };
    let hits = print_all(&snapshot, queries, options, args.format)?;
    Ok(match (hits, loaded) {
        (_, Outcome::Partly) => Outcome::Partly,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn load_files(args: &MatchArgs, engine: &Engine) -> Result<Outcome, Failure> {
    let reader = Reader::new(engine.knowledge().clone(), args.common.as_of);
    let postings = Source::new(&args.postings, args.posting_mapping.as_deref())?;
    let candidates = Source::new(&args.candidates, args.candidate_mapping.as_deref())?;
    let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
    let of_postings =
        load::postings(&postings, &writer, &reader, &Inspection::new(args.veto, args.common.as_of))?;
    let of_candidates = load::candidates(&candidates, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(if of_candidates.refused > 0 { of_candidates.outcome() } else { of_postings.outcome() })
}

fn print_all(
    snapshot: &Snapshot<'_>,
    queries: For,
    options: &MatchOptions,
    format: Format,
) -> Result<usize, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let total = snapshot.query_count(queries);
    let bar = progress::bar("matching", total as u64);
    let (mut hits, mut failed) = (0, None);
    let matched = snapshot.match_all(queries, 0..total, options, |ranking: Ranking| {
        bar.inc(1);
        hits += ranking.matches.len();
        match print_ranking(&mut out, snapshot, queries, &ranking, options, format) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    let _ = matched?;
    match failed {
        Some(failure) => Err(failure),
        None => Ok(out.flush().map(|()| hits)?),
    }
}
