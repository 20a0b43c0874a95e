//! What the checker found, as JSON, CSV and SARIF.

use rengang_lint::Finding;
use serde_json::{Value, json};
use std::collections::BTreeMap;

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

/// A SARIF 2.1.0 log of findings by record, for reviewers' tools; its rules carry the legal basis.
#[must_use]
pub fn sarif(rows: &[(String, Vec<Finding<'_>>)]) -> Value {
    let all = || rows.iter().flat_map(|(id, findings)| findings.iter().map(move |f| (id, f)));
    let rules: BTreeMap<&str, Value> = all().map(|(_, f)| (f.rule.id.as_str(), sarif_rule(f))).collect();
    let results: Vec<Value> = all().map(|(id, f)| sarif_result(id, f)).collect();
    let driver = json!({ "name": "rengang lint", "rules": rules.into_values().collect::<Vec<_>>() });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn sarif_rule(finding: &Finding<'_>) -> Value {
    json!({
        "id": finding.rule.id,
        "shortDescription": { "text": finding.rule.advice },
        "help": { "text": finding.rule.basis },
    })
}

fn sarif_result(id: &str, f: &Finding<'_>) -> Value {
    json!({
        "ruleId": f.rule.id,
        "level": match f.severity.name() { "block" => "error", "review" => "warning", _ => "note" },
        "message": { "text": format!("{}：{}", f.words, f.rule.advice) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": format!("record:{}#{}", escaped(id), f.field.name()) },
                "region": {
                    "charOffset": f.chars.start,
                    "charLength": f.chars.len(),
                    "byteOffset": f.bytes.start,
                    "byteLength": f.bytes.len(),
                },
            },
        }],
    })
}

/// The id with everything escaped that a URI may not hold (RFC 3986, section 2.3).
fn escaped(id: &str) -> String {
    let hex = |digit: u8| char::from(b"0123456789ABCDEF"[usize::from(digit)]);
    let mut uri = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    uri
}
