//! `rengang push feedback`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use rengang_push::{Ledger, feedback, judgements};

use super::known_ledger;
use crate::args::PushFeedbackArgs;
use crate::failure::{Failure, Outcome};
use crate::print;

pub fn run(args: &PushFeedbackArgs) -> Result<Outcome, Failure> {
    let ledger = known_ledger(&args.files)?;
    let name = args.events.display().to_string();
    let report = feedback(&ledger, open(&args.events)?, &mut |line, why| {
        print::note(&format!("{name}:{line}: {why}"));
    })?;
    print::note(&format!("{} events read, {} taken, {} refused", report.read, report.taken, report.refused));
    if let (Some(out), Some(digests)) = (&args.judgements, &args.digests) {
        write_judgements(&ledger, digests, out)?;
    }
    Ok(match (report.refused, report.taken) {
        (1.., _) => Outcome::Partly,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn open(path: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).map_err(|error| Failure::Io(path.display().to_string(), error))?;
    Ok(Box::new(BufReader::new(file)))
}

fn write_judgements(ledger: &Ledger, digests: &Path, out: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::Io(out.display().to_string(), error);
    let mut file = BufWriter::new(File::create(out).map_err(failed)?);
    let written = judgements(ledger, open(digests)?, &mut file)?;
    file.flush().map_err(failed)?;
    print::note(&format!("{written} judgements written to {}", out.display()));
    Ok(())
}
