//! Prints the six figures of a run in one line: `score QRELS RUN`.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Write};

use rengang_eval::{Judgements, Protocol, Run};

fn main() -> Result<(), Box<dyn Error>> {
    let [qrels, run] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "usage: score QRELS RUN")?;
    let judgements = Judgements::read(BufReader::new(File::open(qrels)?))?;
    let run = Run::read(BufReader::new(File::open(run)?))?;
    writeln!(io::stdout(), "{}", Protocol::house().score(&judgements, &run).line())?;
    Ok(())
}
