//! One module a command.

mod baseline;
pub mod bench_quality;
pub mod duplicates;
pub mod eval;
pub mod explain;
pub mod index;
pub mod inspect;
pub mod learn;
pub mod lexicon;
pub mod lint;
pub mod matching;
pub mod occupations;
pub mod parse;
pub mod push;
pub mod read;
mod read_summary;
pub mod referral;
pub mod search;

use std::path::Path;
use std::sync::Arc;

use rengang::{Bent, Engine, Knowledge, MatchOptions, Repeats, Weights};

use crate::args::{Common, Listing};
use crate::failure::Failure;

/// The tables that are compiled in.
pub fn knowledge() -> Arc<Knowledge> {
    Arc::new(Knowledge::embedded())
}

/// The index in `dir`.
pub fn open(dir: &Path) -> Result<Engine, Failure> {
    Ok(Engine::open(dir, knowledge())?)
}

/// The settings of a ranking; `top` where none is given.
/// `top` and `listing` are what holds where the command line says nothing.
pub fn options(common: &Common, top: usize, listing: Listing) -> Result<MatchOptions, Failure> {
    let weights = match &common.weights {
        Some(file) => learn::read_weights(file)?,
        None => Weights::preset(&common.preset)?,
    };
    let options = MatchOptions::new(common.as_of).with_top(common.top.unwrap_or(top))?;
    let bent = if common.strict { Bent::LeftOut } else { Bent::Listed };
    let repeats = match common.repeats.unwrap_or(listing) {
        Listing::Listed => Repeats::Listed,
        Listing::One => Repeats::OneOfGroup,
    };
    let options = options.with_bent(bent).with_repeats(repeats);
    Ok(options.with_min_score(common.min_score).with_weights(weights))
}

/// Runs `work` on as many threads as asked for.
pub fn on_threads<T: Send>(threads: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let Some(threads) = threads else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    Ok(pool.map_err(|e| Failure::Usage(format!("no pool of {threads} threads: {e}")))?.install(work))
}
