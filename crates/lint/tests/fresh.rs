//! Batches of cases that were written before anybody looked at the patterns again, as a stranger would write them.
//!
//! What a batch found on the day it was written is the honest estimate for ads that nobody has seen; it stands in
//! `docs/checks.md`. Afterwards the rules were mended in general and the batch stays here, so that what was won is not
//! lost. `X.tsv` holds ads that break rules, each with the rule and the words it must overlap; `X_clean.tsv` holds ads
//! and traps that must stay without any finding.
#![allow(clippy::unwrap_used)]

mod written;

use rengang_lint::{Finding, Linter};
use std::fmt::Write as _;

struct Batch {
    name: &'static str,
    broken: &'static str,
    clean: &'static str,
    /// Expected findings that may stay missed: each would need a pattern that fits one ad only.
    missed: usize,
    /// Clean ads that may be flagged, for the same reason.
    flagged: usize,
}

const BATCHES: [Batch; 3] = [
    Batch {
        name: "first",
        broken: include_str!("fresh/first.tsv"),
        clean: include_str!("fresh/first_clean.tsv"),
        missed: 0,
        flagged: 0,
    },
    Batch {
        name: "second",
        broken: include_str!("fresh/second.tsv"),
        clean: include_str!("fresh/second_clean.tsv"),
        missed: 0,
        flagged: 0,
    },
    Batch {
        name: "third",
        broken: include_str!("fresh/third.tsv"),
        clean: include_str!("fresh/third_clean.tsv"),
        missed: 0,
        flagged: 0,
    },
];

fn lines(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn overlaps(finding: &Finding, rule: &str, words: &str, text: &str) -> bool {
    let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    finding.rule.id == rule && finding.bytes.start < start + words.len() && start < finding.bytes.end
}

fn brief(findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut all, f| {
        let _ = write!(all, " {}:{}", f.rule.id, f.words);
        all
    })
}

/// The expected findings of a table, and those that are missed.
fn missed(linter: &Linter, table: &str) -> (usize, Vec<String>) {
    let (mut expected, mut missed) = (0, Vec::new());
    for line in lines(table) {
        let mut cells = line.split('\t');
        let (text, wanted) = (cells.next().unwrap(), cells.next().unwrap());
        let findings = linter.check_text(text, &written::context(cells.next().unwrap_or_default()));
        for (rule, words) in wanted.split(" ; ").map(|one| one.split_once(':').unwrap()) {
            expected += 1;
            if !findings.iter().any(|f| overlaps(f, rule, words, text)) {
                missed.push(format!("{rule} {words} in {text}; found{}", brief(&findings)));
            }
        }
    }
    (expected, missed)
}

/// The clean ads of a table, and those with a finding.
fn flagged(linter: &Linter, table: &str) -> (usize, Vec<String>) {
    let mut flagged = Vec::new();
    for line in lines(table) {
        let (text, context) = line.split_once('\t').unwrap_or((line, ""));
        let findings = linter.check_text(text, &written::context(context));
        if !findings.is_empty() {
            flagged.push(format!("{text};{}", brief(&findings)));
        }
    }
    (lines(table).count(), flagged)
}

#[test]
fn what_fresh_batches_taught_is_not_lost() {
    let linter = Linter::new();
    let mut lost = Vec::new();
    for batch in BATCHES {
        let (expected, missed) = missed(&linter, batch.broken);
        let (clean, flagged) = flagged(&linter, batch.clean);
        let figures = format!(
            "{}: missed {} of {expected}, flagged {} of {clean} clean",
            batch.name,
            missed.len(),
            flagged.len()
        );
        if missed.len() > batch.missed || flagged.len() > batch.flagged {
            lost.push(format!("{figures}\n{}\n-- flagged\n{}", missed.join("\n"), flagged.join("\n")));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
