//! `rengang match`: the main job.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

use rengang::read::Reader;
use rengang::{Engine, For, MatchOptions, Ranking, Repeats, Snapshot, Writer};
use rengang_eval::{Good, Market, Run, Score};

use super::inspect::Inspection;
use super::{knowledge, on_threads, options};
use crate::args::{Format, MatchArgs, Queries};
use crate::commands::referral::{Style, print_ranking};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{load, print, progress};

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
    let mut places = args.coverage.map(|_| Vec::new());
    let hits = print_all(&snapshot, queries, options, Style::new(&args.relax, args.format), places.as_mut())?;
    if let (Some(least), Some(places)) = (args.coverage, places) {
        tell_coverage(&snapshot, &places.into_iter().collect(), least, args.format)?;
    }
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
    let of_candidates = load::candidates_of(&candidates, &args.groups, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(if of_candidates.refused > 0 { of_candidates.outcome() } else { of_postings.outcome() })
}

fn print_all(
    snapshot: &Snapshot<'_>,
    queries: For,
    options: &MatchOptions,
    style: Style,
    mut places: Option<&mut Vec<Place>>,
) -> Result<usize, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let total = snapshot.query_count(queries);
    let bar = progress::bar("matching", total as u64);
    let (mut hits, mut failed) = (0, None);
    let matched = snapshot.match_all(queries, 0..total, options, |ranking: Ranking| {
        bar.inc(1);
        hits += ranking.matches.len();
        if let Some(places) = places.as_deref_mut() {
            keep(places, queries, &ranking);
        }
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

/// A person, a posting that was listed, and its score.
type Place = (String, String, Score);

/// Keeps a list as what each person is shown.
fn keep(places: &mut Vec<Place>, queries: For, ranking: &Ranking) {
    for hit in &ranking.matches {
        let (person, post) = match queries {
            For::Candidates => (&ranking.query, &hit.id),
            For::Postings => (&hit.id, &ranking.query),
        };
        if let Some(score) = Score::new(f64::from(hit.score)) {
            places.push((person.clone(), post.clone(), score));
        }
    }
}

/// Who has a good match, which postings have nobody, how the lists spread.
fn tell_coverage(snapshot: &Snapshot<'_>, run: &Run, least: u32, format: Format) -> Result<(), Failure> {
    let persons: BTreeSet<String> = snapshot.candidate_ids().map(str::to_owned).collect();
    let posts: BTreeSet<String> = snapshot.posting_ids().map(str::to_owned).collect();
    let least = Score::new(f64::from(least)).expect("whole numbers are scores");
    let market = Market::of(run, &persons, &posts, usize::MAX, Good::Score(least));
    let told = format!(
        "{market}{}{}",
        print::listed("persons without", &market.persons_unserved),
        print::listed("posts without", &market.posts_unserved)
    );
    if format == Format::Table {
        write!(io::stdout().lock(), "\n{told}")?;
    } else {
        print::note(&told);
    }
    Ok(())
}
