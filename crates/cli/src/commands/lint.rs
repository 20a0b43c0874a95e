//! `rengang lint`: postings against the rules.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use rengang::model::RawPosting;
use rengang_lint::{Completeness, Context, EmployerKind, Finding, Linter, SourceScores};
use rengang_wire::{Record, findings_json, sarif};

use super::inspect::ad;
use crate::args::{LintArgs, LintFormat};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::print;

/// The columns of a finding; offsets count characters, then bytes, of the field as it was given.
const CSV_HEADER: [&str; 11] =
    ["id", "rule", "severity", "field", "span", "start", "end", "byte_start", "byte_end", "basis", "advice"];

pub fn run(args: &LintArgs) -> Result<Outcome, Failure> {
    let linter = Linter::new();
    let mut report = Report::default();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut csv =
        (args.format == LintFormat::Csv && !args.summary).then(|| csv::Writer::from_writer(Vec::new()));
    if let Some(csv) = &mut csv {
        row(csv, &CSV_HEADER)?;
    }
    let source = Source::new(std::slice::from_ref(&args.file), args.mapping.as_deref())?;
    let mut kept = Vec::new();
    for item in source.items::<Record>(&args.file)? {
        let item = item?;
        let record = match item.raw {
            Ok(record) => record,
            Err(fault) => {
                report.refused += 1;
                print::note(&format!("{}:{}: {fault}", args.file.display(), item.line));
                continue;
            }
        };
        let (id, findings) = check(&linter, &record, args, &mut report);
        report.count(&findings);
        match (args.summary, &mut csv) {
            (true, _) => {}
            (false, Some(csv)) => rows(csv, &id, &findings)?,
            (false, None) if args.format == LintFormat::Sarif => kept.push((id, findings)),
            (false, None) => writeln!(out, "{}", findings_json(&id, &findings))?,
        }
    }
    if let Some(csv) = csv {
        out.write_all(&csv.into_inner().map_err(|e| Failure::Usage(e.to_string()))?)?;
    }
    if args.format == LintFormat::Sarif && !args.summary {
        writeln!(out, "{}", sarif(&kept))?;
    }
    if args.summary {
        report.print(&mut out)?;
    }
    out.flush()?;
    Ok(report.outcome())
}

/// The findings of a raw posting, or of a record with a bare `text`.
fn check<'l>(
    linter: &'l Linter,
    record: &Record,
    args: &LintArgs,
    report: &mut Report,
) -> (String, Vec<Finding<'l>>) {
    let text = |key: &str| record.get(key).and_then(|v| v.as_str()).unwrap_or_default();
    let context_of = |key: &str| record.get("context").and_then(|c| c.get(key)).and_then(|v| v.as_str());
    let context = Context {
        as_of: args.as_of,
        occupation: context_of("occupation").unwrap_or_default(),
        post_type: context_of("post_type").unwrap_or_default(),
        channel: context_of("channel").unwrap_or_default(),
        employer_kind: context_of("employer_kind").and_then(EmployerKind::read),
        ..Context::default()
    };
    let id =
        record.get("id").map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).unwrap_or_default();
    if record.contains_key("text") {
        return (id, linter.check_text(text("text"), &context));
    }
    let raw: RawPosting =
        serde_json::from_value(serde_json::Value::Object(record.clone())).unwrap_or_default();
    let ad = ad(&raw);
    report.sources.add(ad.source, &Completeness::of(&ad));
    (id, linter.check(&ad, &context))
}

type Csv = csv::Writer<Vec<u8>>;

fn rows(csv: &mut Csv, id: &str, findings: &[Finding<'_>]) -> Result<(), Failure> {
    for f in findings {
        let [start, end, byte_start, byte_end] =
            [f.chars.start, f.chars.end, f.bytes.start, f.bytes.end].map(|at| at.to_string());
        let severity = f.severity.name();
        row(
            csv,
            &[
                id,
                &f.rule.id,
                severity,
                f.field.name(),
                &f.words,
                &start,
                &end,
                &byte_start,
                &byte_end,
                &f.rule.basis,
                &f.rule.advice,
            ],
        )?;
    }
    Ok(())
}

fn row(csv: &mut Csv, cells: &[&str]) -> Result<(), Failure> {
    csv.write_record(cells).map_err(|e| Failure::Usage(e.to_string()))
}

/// Counts over all records.
#[derive(Default)]
struct Report {
    records: usize,
    with_findings: usize,
    refused: usize,
    rules: BTreeMap<(String, &'static str), usize>,
    sources: SourceScores,
}

impl Report {
    fn count(&mut self, findings: &[Finding<'_>]) {
        self.records += 1;
        self.with_findings += usize::from(!findings.is_empty());
        for finding in findings {
            *self.rules.entry((finding.rule.id.clone(), finding.severity.name())).or_default() += 1;
        }
    }

    fn print(&self, out: &mut impl Write) -> Result<(), Failure> {
        writeln!(out, "{} records, {} with findings", self.records, self.with_findings)?;
        let mut rules: Vec<_> = self.rules.iter().collect();
        rules.sort_by_key(|&(rule, n)| (std::cmp::Reverse(*n), rule.clone()));
        for ((rule, severity), n) in rules {
            print::row(out, &[(rule, 24), (severity, 8), (&n.to_string(), 8)])?;
        }
        for (source, score) in &self.sources.sources {
            print::row(out, &[(source, 24), ("complete", 8), (&score.mean().to_string(), 8)])?;
        }
        Ok(())
    }

    fn outcome(&self) -> Outcome {
        match (self.refused, self.with_findings) {
            (1.., _) => Outcome::Partly,
            (0, 0) => Outcome::Nothing,
            _ => Outcome::Found,
        }
    }
}
