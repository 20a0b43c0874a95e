//! Everything that is wrong in the tables, a line each; fails if anything is.
//!
//! `cargo run -p rengang-lexicon --example check [-- OVERLAY]`
#![expect(clippy::print_stdout, reason = "an example reports to the terminal")]

use std::path::Path;
use std::process::ExitCode;

use rengang_lexicon::{Lexicon, LexiconError};

fn main() -> Result<ExitCode, LexiconError> {
    let lexicon = match std::env::args().nth(1) {
        Some(directory) => Lexicon::with_overlay(Path::new(&directory))?,
        None => Lexicon::embedded(),
    };
    let findings = lexicon.check();
    for finding in &findings {
        println!("{finding}");
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
