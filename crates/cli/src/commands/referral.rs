//! `rengang jobs` and `rengang candidates`, and how rankings are printed.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::{
    Engine, Explanation, For, Language, Match, MatchOptions, Ranking, RelaxPolicy, Relaxation, Snapshot,
};
use rengang_wire::ranking_json;

use super::{on_threads, open, options};
use crate::args::{CandidatesArgs, Common, Format, JobsArgs, RelaxArgs};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::print;

/// Matches listed where nothing is said.
const TOP: usize = 10;

pub fn jobs(args: &JobsArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    let style = Style::new(&args.relax, args.format);
    refer(&engine, For::Candidates, &args.candidate, &args.common, style)
}

pub fn candidates(args: &CandidatesArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    refer(&engine, For::Postings, &args.posting, &args.common, Style::plain(args.format))
}

/// Rankings for a record of the index by id, or for the records of a file.
fn refer(
    engine: &Engine,
    queries: For,
    which: &str,
    common: &Common,
    style: Style,
) -> Result<Outcome, Failure> {
    let (top, listing) = style.format.listing(TOP);
    let options = options(common, top, listing)?.with_count();
    on_threads(common.threads, || {
        let snapshot = engine.snapshot()?;
        let rankings = if Path::new(which).is_file() {
            strangers(&snapshot, queries, Path::new(which), &options, style)?
        } else {
            let ranking = match queries {
                For::Candidates => snapshot.jobs_for(which, &options)?,
                For::Postings => snapshot.candidates_for(which, &options)?,
            };
            let relaxation =
                style.relaxation(queries, &ranking, |policy| snapshot.relax(which, &options, policy))?;
            vec![(ranking, relaxation)]
        };
        let mut out = BufWriter::new(io::stdout().lock());
        for (ranking, relaxation) in &rankings {
            print_ranking(&mut out, &snapshot, queries, ranking, &options, style, relaxation.as_ref())?;
        }
        out.flush()?;
        let found = rankings.iter().any(|(ranking, _)| !ranking.matches.is_empty());
        Ok(if found { Outcome::Found } else { Outcome::Nothing })
    })?
}

/// Records that are in no index: read, matched, not kept.
fn strangers(
    snapshot: &Snapshot<'_>,
    queries: For,
    file: &Path,
    options: &MatchOptions,
    style: Style,
) -> Result<Vec<(Ranking, Option<Relaxation>)>, Failure> {
    let source = Source::new(&[file.to_owned()], None)?;
    let mut rankings = Vec::new();
    match queries {
        For::Candidates => {
            for item in source.items::<RawCandidate>(file)? {
                let item = item?;
                let raw = item.raw.map_err(|why| refused(file, item.line, &why))?;
                let ranking = snapshot.jobs_for_raw(&raw, options)?;
                let relaxation = style
                    .relaxation(queries, &ranking, |policy| snapshot.relax_raw(&raw, options, policy))?;
                rankings.push((ranking, relaxation));
            }
        }
        For::Postings => {
            for item in source.items::<RawPosting>(file)? {
                let item = item?;
                let raw = item.raw.map_err(|why| refused(file, item.line, &why))?;
                rankings.push((snapshot.candidates_for_raw(&raw, options)?, None));
            }
        }
    }
    Ok(rankings)
}

fn refused(file: &Path, line: u64, why: &str) -> Failure {
    Failure::Usage(format!("{}:{line}: {why}", file.display()))
}

/// How rankings are printed.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    format: Format,
    always_relax: bool,
    language: Language,
}

impl Style {
    /// With what a person could loosen: always if asked for, in a table where few postings match.
    pub fn new(relax: &RelaxArgs, format: Format) -> Self {
        let language = if relax.english { Language::English } else { Language::Chinese };
        Self { format, always_relax: relax.relax, language }
    }

    fn plain(format: Format) -> Self {
        Self { format, always_relax: false, language: Language::Chinese }
    }

    /// What the person behind a ranking could loosen, where it is to be told.
    pub fn relaxation(
        self,
        queries: For,
        ranking: &Ranking,
        relax: impl FnOnce(&RelaxPolicy) -> rengang::Result<Relaxation>,
    ) -> Result<Option<Relaxation>, Failure> {
        let policy = RelaxPolicy::default();
        let unbent = ranking.matches.iter().filter(|m| m.bent.is_none()).count();
        let cut = ranking.matched.is_some_and(|matched| matched > ranking.matches.len());
        let few = self.format == Format::Table && unbent < policy.enough && !cut;
        let told = queries == For::Candidates && self.format != Format::Trec && (self.always_relax || few);
        Ok(if told { Some(relax(&policy)?) } else { None })
    }
}

/// Prints one ranking in the form asked for.
pub fn print_ranking(
    out: &mut impl Write,
    snapshot: &Snapshot<'_>,
    queries: For,
    ranking: &Ranking,
    options: &MatchOptions,
    style: Style,
    relaxation: Option<&Relaxation>,
) -> Result<(), Failure> {
    match style.format {
        Format::Trec => {
            for (place, hit) in ranking.matches.iter().enumerate() {
                writeln!(out, "{} Q0 {} {} {} rengang", ranking.query, hit.id, place + 1, hit.score)?;
            }
        }
        Format::Jsonl => {
            writeln!(out, "{}", ranking_json(snapshot, queries, ranking, options, relaxation)?)?;
        }
        Format::Table => {
            table(out, snapshot, queries, ranking)?;
            for line in relaxation.iter().flat_map(|found| found.lines(style.language)) {
                writeln!(out, "    → {line}")?;
            }
            writeln!(out)?;
        }
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
    Ok(())
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
