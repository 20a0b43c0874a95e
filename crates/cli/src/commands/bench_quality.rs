//! `rengang bench-quality`: a whole collection end to end, in one table.

use std::collections::hash_map::DefaultHasher;
use std::fs::{File, OpenOptions};
use std::hash::Hasher;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use jiff::civil::Date;

use rengang::read::Reader;
use rengang::{Bent, Engine, For, MatchOptions, Part, Snapshot, Weights, Writer};
use rengang_eval::{Judgements, Protocol, Run, Scores};

use rengang_wire::pair_json;

use super::baseline;
use super::eval::{named, open};
use super::inspect::Inspection;
use super::knowledge;
use crate::args::{BenchQualityArgs, Veto};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::load;

pub fn run(args: &BenchQualityArgs) -> Result<Outcome, Failure> {
    let qrels = args.dir.join("qrels.tsv");
    let judgements = Judgements::read(open(&qrels)?).map_err(|e| named(&qrels, &e))?;
    let engine = collection(&args.dir, args.as_of, args.veto)?;
    let snapshot = engine.snapshot()?;
    let weights = Weights::preset(&args.preset)?;
    let bent = if args.strict { Bent::LeftOut } else { Bent::Listed };
    let options = MatchOptions::new(args.as_of).with_top(MatchOptions::MAX_TOP)?.with_weights(weights);
    let options = options.with_bent(bent);
    let people = figures(&snapshot, For::Candidates, &judgements, &options)?;
    let posts = figures(&snapshot, For::Postings, &judgements.inverted(), &options)?;
    let mut out = io::stdout().lock();
    writeln!(out, "persons → postings  {}", people.line())?;
    writeln!(out, "postings → persons  {}", posts.line())?;
    writeln!(out, "{}", near_misses(&snapshot, &judgements, &options))?;
    if args.bm25 {
        let (people, posts) = baseline::bm25(&snapshot, engine.knowledge().analyzer(), &judgements)?;
        writeln!(
            out,
            "BM25 persons → postings  {}\nBM25 postings → persons  {}",
            people.line(),
            posts.line()
        )?;
    }
    if args.per_query {
        write!(out, "{}{}", people.per_query(), posts.per_query())?;
    }
    if args.ablation {
        ablation(&mut out, &snapshot, &judgements, &options)?;
    }
    if let Some(path) = &args.pairs {
        pairs(path, &snapshot, &judgements, &options)?;
    }
    if let Some(path) = &args.store {
        store(path, args, &engine, [&people, &posts])?;
    }
    Ok(Outcome::Found)
}

/// An engine in memory with the records of a collection.
pub fn collection(dir: &Path, as_of: Date, veto: Veto) -> Result<Engine, Failure> {
    let engine = Engine::in_memory(knowledge())?;
    let reader = Reader::new(engine.knowledge().clone(), as_of);
    let postings = Source::new(&[dir.join("postings.jsonl")], None)?;
    let candidates = Source::new(&[dir.join("profiles.jsonl")], None)?;
    let inspection = Inspection::new(veto, as_of);
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
    load::postings(&postings, &writer, &reader, &inspection)?;
    load::candidates(&candidates, &writer, &reader)?;
    writer.commit()?;
    writer.close()?;
    Ok(engine)
}

fn figures(
    snapshot: &Snapshot<'_>,
    queries: For,
    judgements: &Judgements,
    options: &MatchOptions,
) -> Result<Scores, Failure> {
    let mut lines = Vec::new();
    snapshot.match_all(queries, 0..usize::MAX, options, |ranking| {
        for hit in &ranking.matches {
            lines.extend(format!("{}\t{}\t{}\n", ranking.query, hit.id, hit.score).into_bytes());
        }
        ControlFlow::Continue(())
    })?;
    let run = Run::read(&lines[..]).map_err(|e| named(Path::new("run"), &e))?;
    Ok(Protocol::house().score(judgements, &run))
}

/// How many near misses are refused or below every good pair of the same person, and how many good pairs are refused.
fn near_misses(snapshot: &Snapshot<'_>, judgements: &Judgements, options: &MatchOptions) -> String {
    let (mut misses, mut kept_down, mut good, mut refused) = (0, 0, 0, 0);
    for (query, judged) in judgements.queries() {
        let score = |doc: &str| {
            let breakdown = snapshot.breakdown(query, doc, options).ok()?;
            Some(breakdown.refusals().is_empty().then(|| breakdown.score()))
        };
        let scored: Vec<_> = judged.iter().filter_map(|(doc, j)| Some((j.grade(), score(doc)?))).collect();
        let of_good = || scored.iter().filter(|(grade, _)| *grade >= 2).map(|(_, score)| *score);
        let worst = of_good().min().flatten();
        let near = || scored.iter().filter(|(grade, _)| *grade == 0).map(|(_, score)| *score);
        (misses, good) = (misses + near().count(), good + of_good().count());
        kept_down += near().filter(|score| score.is_none() || *score < worst).count();
        refused += of_good().filter(Option::is_none).count();
    }
    format!(
        "near misses refused or below every good pair {kept_down}/{misses}  good pairs refused {refused}/{good}"
    )
}

/// The figures with each part's weight at zero.
fn ablation(
    out: &mut impl Write,
    snapshot: &Snapshot<'_>,
    judgements: &Judgements,
    options: &MatchOptions,
) -> Result<(), Failure> {
    for left_out in Part::ALL {
        let ratios = Part::ALL.map(|p| if p == left_out { 0 } else { u32::from(options.weights().of(p)) });
        let without = options.clone().with_weights(Weights::from_ratios(ratios)?);
        let scores = figures(snapshot, For::Candidates, judgements, &without)?;
        writeln!(out, "without {:<12}  {}", left_out.code(), scores.line())?;
    }
    Ok(())
}

/// Every judged pair with its breakdown; judgements of records that the collection lacks are left out.
fn pairs(
    path: &Path,
    snapshot: &Snapshot<'_>,
    judgements: &Judgements,
    options: &MatchOptions,
) -> Result<(), Failure> {
    let failed = |e| Failure::Io(path.display().to_string(), e);
    let mut file = io::BufWriter::new(File::create(path).map_err(failed)?);
    for (query, judged) in judgements.queries() {
        for (doc, judgement) in judged {
            let Ok(breakdown) = snapshot.breakdown(query, doc, options) else { continue };
            let line = pair_json(query, doc, judgement.grade(), judgement.reason(), &breakdown);
            writeln!(file, "{line}").map_err(failed)?;
        }
    }
    file.flush().map_err(failed)
}

fn store(path: &Path, args: &BenchQualityArgs, engine: &Engine, scores: [&Scores; 2]) -> Result<(), Failure> {
    let line = serde_json::json!({
        "label": args.label,
        "collection": format!("{:016x}", hash(&args.dir)?),
        "lexicon": format!("{:016x}", engine.knowledge().fingerprint()),
        "preset": args.preset,
        "persons_to_postings": scores[0].to_record(),
        "postings_to_persons": scores[1].to_record(),
    });
    let failed = |e| Failure::Io(path.display().to_string(), e);
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(failed)?;
    writeln!(file, "{line}").map_err(failed)
}

/// A hash of the collection's three files; the standard library's hasher with its fixed keys.
fn hash(dir: &Path) -> Result<u64, Failure> {
    let mut hasher = DefaultHasher::new();
    for name in ["postings.jsonl", "profiles.jsonl", "qrels.tsv"] {
        let path = dir.join(name);
        hasher.write(&std::fs::read(&path).map_err(|e| Failure::Io(path.display().to_string(), e))?);
    }
    Ok(hasher.finish())
}
