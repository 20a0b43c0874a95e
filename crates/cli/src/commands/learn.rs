//! `rengang learn`: weights from judgements or from what happened after rankings, with their worth on what the fit
//! has not seen.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use rengang::{Fit, MatchOptions, Part, Snapshot, Weights};
use rengang_eval::learn::{Events, Examples, Fitting, Model, PartModel, Unlisted, cross_validate, fit};
use rengang_eval::{Judgements, Measure, PartTable, Random};

use super::bench_quality::collection;
use super::eval::{named, open, read_parts};
use crate::args::{LearnArgs, Veto};
use crate::failure::{Failure, Outcome};

/// Seed of the dealing into folds and of the resampling: any would do, one makes the figures repeatable.
const SEED: u64 = 20_261_120;

pub fn run(args: &LearnArgs) -> Result<Outcome, Failure> {
    if args.out.is_some() && args.segments > 1 {
        return Err(Failure::Usage("weights alone can be written: leave --segments at 1 with --out".into()));
    }
    let examples = examples(args)?;
    let prior = prior();
    let fitting = Fitting { pull: args.pull, segments: args.segments, ..Fitting::default() };
    let mut random = Random::seeded(SEED);
    let measure = Measure::HOUSE[0];
    let fault = |e: rengang_eval::Error| Failure::Usage(e.to_string());
    let worth =
        cross_validate(&examples, &prior, fitting, measure, args.folds, &mut random).map_err(fault)?;
    let fitted = fit(&examples, &prior, fitting).map_err(fault)?;
    let mut out = io::stdout().lock();
    write!(out, "{}\n{worth}", fitted.model)?;
    writeln!(
        out,
        "loss {:.4} before, {:.4} after, on what was learned from",
        fitted.loss_before, fitted.loss_after
    )?;
    if let Some(path) = &args.out {
        write_weights(path, &fitted.model)?;
    }
    Ok(Outcome::Found)
}

fn examples(args: &LearnArgs) -> Result<Examples, Failure> {
    let fault = |e: rengang_eval::Error| Failure::Usage(e.to_string());
    if let (Some(events), Some(fits)) = (&args.events, &args.fits) {
        let judgements = Events::read(open(events)?).map_err(|e| named(events, &e))?.judgements();
        return Examples::of(&judgements, &read_parts(fits)?, Unlisted::IsUnknown).map_err(fault);
    }
    let (Some(dir), Some(as_of)) = (&args.dir, args.as_of) else {
        return Err(Failure::Usage("give a folder with --as-of, or --events with --fits".into()));
    };
    let qrels = dir.join("qrels.tsv");
    let judgements = Judgements::read(open(&qrels)?).map_err(|e| named(&qrels, &e))?;
    let engine = collection(dir, as_of, Veto::Block)?;
    let fits = fits(&engine.snapshot()?, &MatchOptions::new(as_of))?;
    Examples::of(&judgements, &fits, Unlisted::IsZero).map_err(fault)
}

/// The fits of every pair that breaks no rule: a refusal is no matter of weights.
fn fits(snapshot: &Snapshot<'_>, options: &MatchOptions) -> Result<PartTable, Failure> {
    let mut table = PartTable::default();
    for candidate in snapshot.candidate_ids() {
        for posting in snapshot.posting_ids() {
            let breakdown = snapshot.breakdown(candidate, posting, options)?;
            if !breakdown.refusals().is_empty() || breakdown.bent().is_some() {
                continue;
            }
            let fits = breakdown.parts().iter().map(|p| (p.part.code().to_owned(), known(p.fit))).collect();
            table.insert(candidate.to_owned(), posting.to_owned(), fits);
        }
    }
    Ok(table)
}

fn known(fit: Fit) -> Option<u16> {
    match fit {
        Fit::Known(fit) => Some(fit),
        Fit::Unknown => None,
    }
}

/// The shipped weights.
fn prior() -> Model {
    let weights = Weights::default();
    let part = |part: Part| (part.code(), PartModel::straight(weights.of(part), part.unknown()));
    Model::of(Part::ALL.map(part)).expect("the shipped weights are a model")
}

fn write_weights(path: &Path, model: &Model) -> Result<(), Failure> {
    let weights: BTreeMap<&str, u16> =
        model.parts().iter().map(|(name, part)| (name.as_str(), part.weight)).collect();
    let text = toml::to_string(&weights).map_err(|e| Failure::Usage(e.to_string()))?;
    let mut file = fs::File::create_new(path).map_err(|e| Failure::Io(path.display().to_string(), e))?;
    file.write_all(text.as_bytes()).map_err(|e| Failure::Io(path.display().to_string(), e))
}

/// Weights that `learn` wrote, or a person: one number for each part by its code, scaled to the sum of all weights.
pub fn read_weights(path: &Path) -> Result<Weights, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::Io(path.display().to_string(), e))?;
    let given: BTreeMap<String, u32> =
        toml::from_str(&text).map_err(|e| Failure::Usage(format!("{}: {e}", path.display())))?;
    let known = |name: &String| Part::ALL.iter().any(|part| part.code() == name);
    if let Some(name) = given.keys().find(|name| !known(name)) {
        let codes = Part::ALL.map(Part::code).join(", ");
        return Err(Failure::Usage(format!(
            "{}: no part is called {name}; there are {codes}",
            path.display()
        )));
    }
    Ok(Weights::from_ratios(Part::ALL.map(|part| given.get(part.code()).copied().unwrap_or(0)))?)
}
