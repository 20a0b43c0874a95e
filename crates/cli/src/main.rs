//! The `rengang` command: parses, calls the engine, prints. Knows no rule of matching.

mod args;
mod commands;
mod failure;
mod input;
mod load;
mod print;
mod progress;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use failure::{Failure, Outcome};

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            print::error(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<Outcome, Failure> {
    match args.command {
        Command::Match(args) => commands::matching::run(&args),
        Command::Index(args) => commands::index::run(&args),
        Command::Jobs(args) => commands::referral::jobs(&args),
        Command::Candidates(args) => commands::referral::candidates(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Read(args) => commands::read::run(&args),
        Command::Eval(args) => commands::eval::eval(&args),
        Command::Learn(args) => commands::learn::run(&args),
        Command::Audit(args) => commands::eval::audit(&args),
        Command::BenchQuality(args) => commands::bench_quality::run(&args),
        Command::Lint(args) => commands::lint::run(&args),
        Command::Duplicates(args) => commands::duplicates::run(&args),
        Command::Parse(args) => commands::parse::run(&args),
        Command::Lexicon(args) => commands::lexicon::run(&args),
        Command::Push(args) => commands::push::run(&args),
        Command::Occupations(args) => commands::occupations::run(&args),
    }
}
