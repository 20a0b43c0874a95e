//! Cases of our own: every line of `cases.tsv` gives the rules that it names, and a line with `-` gives none.
#![allow(clippy::unwrap_used)]

mod written;

use rengang_lint::Linter;

#[test]
fn every_case_gives_its_rules_and_clean_cases_give_none() {
    let linter = Linter::new();
    let mut wrong = Vec::new();
    for line in include_str!("cases.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut cells = line.split('\t');
        let (text, expected) = (cells.next().unwrap(), cells.next().unwrap());
        let context = written::context(cells.next().unwrap_or_default());
        let findings = linter.check_text(text, &context);
        let found: Vec<&str> = findings.iter().map(|f| f.rule.id.as_str()).collect();
        let missing = expected.split(' ').filter(|rule| *rule != "-").any(|rule| !found.contains(&rule));
        if missing || (expected == "-" && !found.is_empty()) {
            wrong.push(format!(
                "{text}: expected {expected}, found {findings:?}",
                findings = brief(&findings)
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn brief(findings: &[rengang_lint::Finding]) -> Vec<String> {
    findings.iter().map(|f| format!("{} {}", f.rule.id, f.words)).collect()
}
