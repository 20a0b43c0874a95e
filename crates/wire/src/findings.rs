//! What the checker found, as JSON, CSV and SARIF.

use rengang_lint::Finding;
use serde_json::{Value, json};

/// The findings of one record: rule, severity, words, offsets in characters and bytes of the field, legal basis.
#[must_use]
pub fn findings_json(id: &str, findings: &[Finding<'_>]) -> Value {
    json!({ "id": id, "findings": findings.iter().map(finding).collect::<Vec<_>>() })
}

fn finding(finding: &Finding<'_>) -> Value {
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity.name(),
        "field": finding.field.name(),
        "span": finding.words,
        "start": finding.chars.start,
        "end": finding.chars.end,
        "byte_start": finding.bytes.start,
        "byte_end": finding.bytes.end,
        "basis": finding.rule.basis,
        "advice": finding.rule.advice,
    })
}

/// A SARIF 2.1.0 log of findings by record, for reviewers' tools.
#[must_use]
pub fn sarif(rows: &[(String, Vec<Finding<'_>>)]) -> Value {
    let result = |id: &str, f: &Finding<'_>| {
        json!({
            "ruleId": f.rule.id,
            "level": match f.severity.name() { "block" => "error", "review" => "warning", _ => "note" },
            "message": { "text": format!("{}：{}", f.words, f.rule.advice) },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": format!("record:{id}#{}", f.field.name()) },
                    "region": { "charOffset": f.chars.start, "charLength": f.chars.len() },
                },
            }],
        })
    };
    let results: Vec<Value> =
        rows.iter().flat_map(|(id, findings)| findings.iter().map(move |f| result(id, f))).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": { "name": "rengang lint" } }, "results": results }],
    })
}
