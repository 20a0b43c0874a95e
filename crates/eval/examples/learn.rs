//! Validates and fits the weights of an additive score: `learn QRELS FITS.jsonl PRIOR.json [PULL [SEGMENTS]]`.
//!
//! FITS holds a line `{"query", "doc", "parts": {name: fit or null}}` for each pair that passes the hard rules, PRIOR
//! a model `{name: {"weight", "neutral", "curve"}}`. Prints five folds, then the model fitted to all.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Write};

use rengang_eval::learn::{Examples, Fitting, Model, Unlisted, cross_validate, fit};
use rengang_eval::{Judgements, Measure, PartTable, Random};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [qrels, fits, prior, rest @ ..] = arguments.as_slice() else {
        return Err("usage: learn QRELS FITS.jsonl PRIOR.json [PULL [SEGMENTS]]".into());
    };
    let open = |path: &String| File::open(path).map(BufReader::new);
    let examples =
        Examples::of(&Judgements::read(open(qrels)?)?, &PartTable::read(open(fits)?)?, Unlisted::IsZero)?;
    let prior: Model = serde_json::from_reader(open(prior)?)?;
    let mut fitting = Fitting::default();
    if let Some(pull) = rest.first() {
        fitting.pull = pull.parse()?;
    }
    if let Some(segments) = rest.get(1) {
        fitting.segments = segments.parse()?;
    }
    let measure = Measure::HOUSE[0];
    let validation = cross_validate(&examples, &prior, fitting, measure, 5, &mut Random::seeded(1))?;
    let fitted = fit(&examples, &prior, fitting)?;
    Ok(writeln!(io::stdout(), "{validation}\n{}", fitted.model)?)
}
