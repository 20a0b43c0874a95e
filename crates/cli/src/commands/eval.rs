//! `rengang eval` and `rengang audit`: figures of runs that any engine made.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;

use rengang_eval::{
    Attributes, Audit, Contrasts, Groups, Judgements, Measure, PartTable, Persons, Protocol, Random,
    Resampling, Run, Selection, SideBySide,
};

use crate::args::{AuditArgs, EvalArgs};
use crate::failure::{Failure, Outcome};

/// Seed of the resampling: any would do, one makes the figures repeatable.
const SEED: u64 = 20_261_120;

pub fn eval(args: &EvalArgs) -> Result<Outcome, Failure> {
    let mut judgements = Judgements::read(open(&args.qrels)?).map_err(|e| named(&args.qrels, &e))?;
    if args.invert {
        judgements = judgements.inverted();
    }
    let run = read_run(&args.run)?;
    let protocol = if args.trec { Protocol::trec() } else { Protocol::house() };
    let scores = protocol.score(&judgements, &run);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        let json = serde_json::to_string(&scores.to_record()).map_err(|e| Failure::Usage(e.to_string()))?;
        writeln!(out, "{json}")?;
        return Ok(out.flush().map(|()| Outcome::Found)?);
    }
    writeln!(out, "{}", scores.line())?;
    if args.per_query {
        write!(out, "{}", scores.per_query())?;
    }
    if let Some(groups) = &args.groups {
        let groups = Groups::read(open(groups)?).map_err(|e| named(groups, &e))?;
        for group in scores.by_group(&groups) {
            writeln!(out, "{}: {}", group.group, group.scores.line())?;
        }
    }
    if let Some(before) = &args.before {
        compare(&mut out, args, &judgements, &protocol, &read_run(before)?, &run)?;
    }
    Ok(out.flush().map(|()| Outcome::Found)?)
}

fn compare(
    out: &mut impl Write,
    args: &EvalArgs,
    judgements: &Judgements,
    protocol: &Protocol,
    before: &Run,
    after: &Run,
) -> Result<(), Failure> {
    let (old, new) = (protocol.score(judgements, before), protocol.score(judgements, after));
    let contrasts = Contrasts::between(&old, &new, Resampling::default(), &Random::seeded(SEED));
    write!(out, "{contrasts}")?;
    let Some(report) = &args.report else { return Ok(()) };
    let parts = match (&args.parts_before, &args.parts) {
        (Some(before), Some(after)) => Some([read_parts(before)?, read_parts(after)?]),
        _ => None,
    };
    let parts = parts.as_ref().map(|[before, after]| [before, after]);
    let report_of = SideBySide::of(judgements, [before, after], Measure::HOUSE[0], args.depth, parts);
    let file = File::create(report).map_err(|e| Failure::Io(report.display().to_string(), e))?;
    let html = report.extension().is_some_and(|ending| ending == "html");
    let written = if html { report_of.write_html(file) } else { report_of.write_markdown(file) };
    written.map_err(|e| named(report, &e))
}

pub fn audit(args: &AuditArgs) -> Result<Outcome, Failure> {
    let run = read_run(&args.run)?;
    let attributes = Attributes::read(open(&args.attributes)?).map_err(|e| named(&args.attributes, &e))?;
    let persons = if args.ranked { Persons::Ranked } else { Persons::Asking };
    let audit = Audit::of(&run, &attributes, persons, Selection::top(args.top));
    let mut out = io::stdout().lock();
    if args.json {
        let json = serde_json::to_string(&audit).map_err(|e| Failure::Usage(e.to_string()))?;
        writeln!(out, "{json}")?;
    } else {
        write!(out, "{audit}")?;
    }
    Ok(if audit.flagged().next().is_some() { Outcome::Found } else { Outcome::Nothing })
}

/// A file for reading.
pub fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    Ok(BufReader::new(File::open(path).map_err(|e| Failure::Io(path.display().to_string(), e))?))
}

pub fn named(path: &Path, error: &rengang_eval::Error) -> Failure {
    Failure::Usage(format!("{}: {error}", path.display()))
}

/// The parts of pairs, from JSON lines.
pub fn read_parts(path: &Path) -> Result<PartTable, Failure> {
    PartTable::read(open(path)?).map_err(|e| named(path, &e))
}

fn read_run(path: &Path) -> Result<Run, Failure> {
    Run::read(open(path)?).map_err(|e| named(path, &e))
}
