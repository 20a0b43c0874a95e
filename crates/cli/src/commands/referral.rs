//! `rengang jobs` and `rengang candidates`, and how rankings are printed.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::{Engine, Explanation, For, Language, Match, MatchOptions, Ranking, Snapshot};
use rengang_wire::ranking_json;

use super::{on_threads, open, options};
use crate::args::{CandidatesArgs, Common, Format, JobsArgs};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::print;

/// Matches listed where nothing is said.
const TOP: usize = 10;

pub fn jobs(args: &JobsArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    refer(&engine, For::Candidates, &args.candidate, &args.common, args.format)
}

pub fn candidates(args: &CandidatesArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    refer(&engine, For::Postings, &args.posting, &args.common, args.format)
}

/// Rankings for a record of the index by id, or for the records of a file.
fn refer(
    engine: &Engine,
    queries: For,
    which: &str,
    common: &Common,
    format: Format,
) -> Result<Outcome, Failure> {
    let top = if format == Format::Trec { MatchOptions::MAX_TOP } else { TOP };
    let options = options(common, top)?.with_count();
    on_threads(common.threads, || {
        let snapshot = engine.snapshot()?;
        let rankings = if Path::new(which).is_file() {
            strangers(&snapshot, queries, Path::new(which), &options)?
        } else {
            vec![match queries {
                For::Candidates => snapshot.jobs_for(which, &options)?,
                For::Postings => snapshot.candidates_for(which, &options)?,
            }]
        };
        let mut out = BufWriter::new(io::stdout().lock());
        for ranking in &rankings {
            print_ranking(&mut out, &snapshot, queries, ranking, &options, format)?;
        }
        out.flush()?;
        let found = rankings.iter().any(|r| !r.matches.is_empty());
        Ok(if found { Outcome::Found } else { Outcome::Nothing })
    })?
}

/// Records that are in no index: read, matched, not kept.
fn strangers(
    snapshot: &Snapshot<'_>,
    queries: For,
    file: &Path,
    options: &MatchOptions,
) -> Result<Vec<Ranking>, Failure> {
    let source = Source::new(&[file.to_owned()], None)?;
    let mut rankings = Vec::new();
    match queries {
        For::Candidates => {
            for item in source.items::<RawCandidate>(file)? {
                let item = item?;
                let raw = item.raw.map_err(|why| refused(file, item.line, &why))?;
                rankings.push(snapshot.jobs_for_raw(&raw, options)?);
            }
        }
        For::Postings => {
            for item in source.items::<RawPosting>(file)? {
                let item = item?;
                let raw = item.raw.map_err(|why| refused(file, item.line, &why))?;
                rankings.push(snapshot.candidates_for_raw(&raw, options)?);
            }
        }
    }
    Ok(rankings)
}

fn refused(file: &Path, line: u64, why: &str) -> Failure {
    Failure::Usage(format!("{}:{line}: {why}", file.display()))
}

/// Prints one ranking in the form asked for.
pub fn print_ranking(
    out: &mut impl Write,
    snapshot: &Snapshot<'_>,
    queries: For,
    ranking: &Ranking,
    options: &MatchOptions,
    format: Format,
) -> Result<(), Failure> {
    match format {
        Format::Trec => {
            for (place, hit) in ranking.matches.iter().enumerate() {
                writeln!(out, "{} Q0 {} {} {} rengang", ranking.query, hit.id, place + 1, hit.score)?;
            }
        }
        Format::Jsonl => writeln!(out, "{}", ranking_json(snapshot, queries, ranking, options)?)?,
        Format::Table => table(out, snapshot, queries, ranking)?,
    }
    Ok(())
}

fn table(
    out: &mut impl Write,
    snapshot: &Snapshot<'_>,
    queries: For,
    ranking: &Ranking,
) -> Result<(), Failure> {
    let Ranking { query, matched, judged, .. } = ranking;
    let counted = matched.map(|matched| format!("  ({matched} of {judged})")).unwrap_or_default();
    writeln!(out, "{query}  {}{counted}", about(snapshot, queries, query))?;
    let id_columns = ranking.matches.iter().map(|hit| hit.id.len()).max().unwrap_or(0).clamp(8, 20);
    for (place, hit) in ranking.matches.iter().enumerate() {
        let number = (place + 1).to_string();
        let score = score(hit);
        let (title, rest) = match queries {
            For::Candidates => posting_cells(&snapshot.raw_posting(&hit.id)?),
            For::Postings => candidate_cells(&snapshot.raw_candidate(&hit.id)?),
        };
        let rest_columns = print::WIDTH - 49 - id_columns;
        let cells = [(&*number, 3), (&score, 6), (&hit.id, id_columns), (&title, 28), (&rest, rest_columns)];
        print::row(out, &cells)?;
    }
    Ok(writeln!(out)?)
}

/// The score; `△` before that of a match that bends one rule.
fn score(hit: &Match) -> String {
    format!("{}{}", if hit.bent.is_some() { '△' } else { ' ' }, hit.score)
}

fn about(snapshot: &Snapshot<'_>, queries: For, id: &str) -> String {
    let text = match queries {
        For::Candidates => snapshot.raw_candidate(id).map(|raw| raw.text(Field::Wish).to_owned()),
        For::Postings => snapshot.raw_posting(id).map(|raw| raw.text(Field::Title).to_owned()),
    };
    print::cell(&text.unwrap_or_default(), 60).trim_end().to_owned()
}

fn posting_cells(raw: &RawPosting) -> (String, String) {
    let rest = [Field::Region, Field::Pay, Field::Employer].map(|field| raw.text(field));
    (raw.text(Field::Title).to_owned(), joined(&rest))
}

fn candidate_cells(raw: &RawCandidate) -> (String, String) {
    let rest = [Field::WishRegion, Field::WishPay, Field::Years].map(|field| raw.text(field));
    (raw.text(Field::Wish).to_owned(), joined(&rest))
}

fn joined(texts: &[&str]) -> String {
    let said: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    said.join(" · ")
}

/// An explanation as text.
pub fn in_words(explanation: &Explanation, english: bool) -> String {
    explanation.to_text(if english { Language::English } else { Language::Chinese })
}
