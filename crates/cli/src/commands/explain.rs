//! `rengang explain`: one pair.

use std::io::{self, Write};

use super::referral::in_words;
use super::{open, options};
use crate::args::{ExplainArgs, Listing};
use crate::failure::{Failure, Outcome};

pub fn run(args: &ExplainArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    let snapshot = engine.snapshot()?;
    let explanation =
        snapshot.explain(&args.candidate, &args.posting, &options(&args.common, 1, Listing::Listed)?)?;
    let mut out = io::stdout().lock();
    if args.json {
        let json = serde_json::to_string(&explanation).map_err(|e| Failure::Usage(e.to_string()))?;
        writeln!(out, "{json}")?;
    } else {
        write!(out, "{}", in_words(&explanation, args.english))?;
    }
    Ok(if explanation.refusals.is_empty() { Outcome::Found } else { Outcome::Nothing })
}
