//! Checks a file of raw postings, one JSON object a line, prints a row for every finding and a summary:
//! `cargo run --release -p rengang-lint --example lint_file -- POSTINGS`.
#![allow(clippy::print_stdout, missing_docs)]

use rengang_lint::{Context, CsvReport, Linter, RawAd, Summary};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: lint_file POSTINGS")?;
    let text = std::fs::read_to_string(path)?;
    let linter = Linter::new();
    let mut report = CsvReport::new(std::io::stdout().lock())?;
    let mut summary = Summary::default();
    for line in text.lines() {
        let raw: RawAd = serde_json::from_str(line)?;
        let ad = raw.as_ad();
        let findings = linter.check(&ad, &Context::default());
        summary.add(&findings);
        report.write(ad.id, &findings)?;
    }
    drop(report);
    println!("{} postings, {} with findings", summary.postings, summary.flagged);
    for row in summary.rows() {
        println!("{} block {} review {} postings {}", row.rule, row.block, row.review, row.postings);
    }
    Ok(())
}
