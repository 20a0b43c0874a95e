//! `rengang match`: the main job.

use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

use rengang::read::Reader;
use rengang::{Engine, For, MatchOptions, Ranking, Repeats, Snapshot, Writer};

use super::inspect::Inspection;
use super::{knowledge, on_threads, options};
use crate::args::{Format, MatchArgs, Queries};
use crate::commands::referral::{Style, print_ranking};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{load, progress};

/// Matches listed per query where nothing is said.
const TOP: usize = 5;

pub fn run(args: &MatchArgs) -> Result<Outcome, Failure> {
    let (top, listing) = args.format.listing(TOP);
    let options = options(&args.common, top, listing)?;
    let options = if args.format == Format::Table { options.with_count() } else { options };
    on_threads(args.common.threads, || run_here(args, &options))?
}

fn run_here(args: &MatchArgs, options: &MatchOptions) -> Result<Outcome, Failure> {
    let engine = Engine::in_memory(knowledge())?;
    let loaded = load_files(args, &engine, options.repeats() == Repeats::OneOfGroup)?;
    let snapshot = engine.snapshot()?;
    let queries = match args.queries {
        Queries::Candidates => For::Candidates,
        Queries::Postings => For::Postings,
    };
    let hits = print_all(&snapshot, queries, options, Style::new(&args.relax, args.format))?;
    Ok(match (hits, loaded) {
        (_, Outcome::Partly) => Outcome::Partly,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn load_files(args: &MatchArgs, engine: &Engine, grouped: bool) -> Result<Outcome, Failure> {
    let reader = Reader::new(engine.knowledge().clone(), args.common.as_of);
    let postings = Source::new(&args.postings, args.posting_mapping.as_deref())?;
    let candidates = Source::new(&args.candidates, args.candidate_mapping.as_deref())?;
    let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
    let inspection = Inspection::new(args.veto, args.common.as_of);
    let inspection = if grouped { inspection.with_groups(std::iter::empty()) } else { inspection };
    let of_postings = load::postings(&postings, &writer, &reader, &inspection)?;
    let of_candidates = load::candidates(&candidates, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(if of_candidates.refused > 0 { of_candidates.outcome() } else { of_postings.outcome() })
}

fn print_all(
    snapshot: &Snapshot<'_>,
    queries: For,
    options: &MatchOptions,
    style: Style,
) -> Result<usize, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let total = snapshot.query_count(queries);
    let bar = progress::bar("matching", total as u64);
    let (mut hits, mut failed) = (0, None);
    let matched = snapshot.match_all(queries, 0..total, options, |ranking: Ranking| {
        bar.inc(1);
        hits += ranking.matches.len();
        let relax = |policy: &_| snapshot.relax(&ranking.query, options, policy);
        let printed = style.relaxation(queries, &ranking, relax).and_then(|relaxation| {
            print_ranking(&mut out, snapshot, queries, &ranking, options, style, relaxation.as_ref())
        });
        match printed {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        }
    });
    bar.finish_and_clear();
    matched?;
    match failed {
        Some(failure) => Err(failure),
        None => Ok(out.flush().map(|()| hits)?),
    }
}
