//! Findings for reviewers and tools: JSON lines, CSV, SARIF, and the rows of a summary.

use crate::finding::Finding;
use crate::rule::{Rule, Severity};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// One posting's findings as a JSON value: `{"id","findings":[{"rule","severity","field","span",…}]}`.
///
/// `start` and `end` count characters, `start_byte` and `end_byte` bytes of the original field.
#[must_use]
pub fn to_json(id: &str, findings: &[Finding]) -> Value {
    let findings: Vec<Value> = findings.iter().map(finding_to_json).collect();
    json!({ "id": id, "findings": findings })
}

fn finding_to_json(finding: &Finding) -> Value {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.name(),
        "field": finding.field.name(),
        "span": finding.words,
        "start": finding.chars.start,
        "end": finding.chars.end,
        "start_byte": finding.bytes.start,
        "end_byte": finding.bytes.end,
        "basis": finding.rule.basis,
        "advice": finding.rule.advice,
    })
}

/// Writes findings as comma-separated rows under one header.
#[derive(Debug)]
pub struct CsvReport<W> {
    out: W,
}

impl<W: Write> CsvReport<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn new(mut out: W) -> io::Result<Self> {
        writeln!(out, "id,rule,severity,field,start,end,span,basis,advice")?;
        Ok(Self { out })
    }

    /// Writes a row for every finding of one posting.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&mut self, id: &str, findings: &[Finding]) -> io::Result<()> {
        for f in findings {
            let (start, end) = (f.chars.start.to_string(), f.chars.end.to_string());
            let texts = [
                id,
                &f.rule.id,
                f.severity.name(),
                f.field.name(),
                &start,
                &end,
                &f.words,
                &f.rule.basis,
                &f.rule.advice,
            ];
            let cells: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            writeln!(self.out, "{}", cells.join(","))?;
        }
        Ok(())
    }
}

/// Quotes a cell where it needs it, and keeps a spreadsheet from reading an ad's text as a formula.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// Writes a SARIF 2.1.0 log: each posting is an artifact `uri`, each finding a result.
///
/// # Errors
/// Those of the writer.
pub fn write_sarif<'f, 'r: 'f>(
    mut out: impl Write,
    rules: &[Rule],
    postings: impl IntoIterator<Item = (&'f str, &'f [Finding<'r>])>,
) -> io::Result<()> {
    let results: Vec<Value> = postings
        .into_iter()
        .flat_map(|(id, findings)| findings.iter().map(move |f| sarif_result(id, f)))
        .collect();
    let rules: Vec<Value> = rules.iter().map(sarif_rule).collect();
    let log = json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{ "tool": { "driver": { "name": "rengang-lint", "rules": rules } }, "results": results }],
    });
    writeln!(out, "{log}")
}

fn sarif_rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.basis },
        "help": { "text": rule.advice },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn sarif_result(id: &str, f: &Finding) -> Value {
    let region =
        json!({ "charOffset": f.chars.start, "charLength": f.chars.len(), "snippet": { "text": f.words } });
    json!({
        "ruleId": f.rule.id,
        "level": level(f.severity),
        "message": { "text": format!("{}：{}", f.words, f.rule.advice) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": format!("{id}#{}", f.field.name()) }, "region": region } }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Block => "error",
        Severity::Review => "warning",
        Severity::Info => "note",
    }
}

/// Counts of findings by rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Postings looked at.
    pub postings: u64,
    /// Postings with at least one finding.
    pub flagged: u64,
    rows: BTreeMap<String, SummaryRow>,
}

/// The counts of one rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SummaryRow {
    /// Identifier of the rule.
    pub rule: String,
    /// Findings of severity block.
    pub block: u64,
    /// Findings of severity review.
    pub review: u64,
    /// Findings of severity info.
    pub info: u64,
    /// Postings with the rule.
    pub postings: u64,
}

impl Summary {
    /// Adds the findings of one posting.
    pub fn add(&mut self, findings: &[Finding]) {
        self.postings += 1;
        self.flagged += u64::from(!findings.is_empty());
        for finding in findings {
            let row = self.row(&finding.rule.id);
            match finding.severity {
                Severity::Block => row.block += 1,
                Severity::Review => row.review += 1,
                Severity::Info => row.info += 1,
            }
        }
        let rules: BTreeSet<&str> = findings.iter().map(|f| f.rule.id.as_str()).collect();
        rules.into_iter().for_each(|rule| self.row(rule).postings += 1);
    }

    fn row(&mut self, rule: &str) -> &mut SummaryRow {
        self.rows
            .entry(rule.to_owned())
            .or_insert_with(|| SummaryRow { rule: rule.to_owned(), ..SummaryRow::default() })
    }

    /// The rows, most postings first.
    #[must_use]
    pub fn rows(&self) -> Vec<&SummaryRow> {
        let mut rows: Vec<&SummaryRow> = self.rows.values().collect();
        rows.sort_by(|a, b| b.postings.cmp(&a.postings).then_with(|| a.rule.cmp(&b.rule)));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, Linter};

    fn check(write: impl Fn(&Linter, &[Finding]) -> String, expected: &str) {
        let linter = Linter::new();
        let findings = linter.check_text("司机，限男性", &Context::default());
        let written = write(&linter, &findings);
        assert!(written.contains(expected), "{written}");
    }

    #[test]
    fn every_shape_names_rule_and_place() {
        check(|_, f| to_json("1", f).to_string(), r#""rule":"gender_limit""#);
        check(|_, f| to_json("1", f).to_string(), r#""start":3"#);
        check(|_, f| csv("1", f), "1,gender_limit,block,text,3,6,限男性,");
        check(|_, f| csv("=1+1", f), "'=1+1,gender_limit");
        check(sarif, r#""charOffset":3"#);
    }

    #[test]
    fn the_summary_counts_postings_and_findings() {
        let linter = Linter::new();
        let mut summary = Summary::default();
        summary.add(&linter.check_text("限男性", &Context::default()));
        summary.add(&linter.check_text("双休", &Context::default()));
        assert_eq!((summary.postings, summary.flagged), (2, 1));
        assert_eq!((summary.rows()[0].block, summary.rows()[0].postings), (1, 1));
    }

    fn csv(id: &str, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        CsvReport::new(&mut out).unwrap().write(id, findings).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn sarif(linter: &Linter, findings: &[Finding]) -> String {
        let mut out = Vec::new();
        write_sarif(&mut out, linter.rules(), [("1", findings)]).unwrap();
        String::from_utf8(out).unwrap()
    }
}
