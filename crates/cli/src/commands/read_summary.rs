//! `rengang read --summary`: how much of a collection was understood, and every notice with its text.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::Value;

use crate::print;

/// What reading a collection gave.
#[derive(Default)]
pub struct Summary {
    records: usize,
    /// Known values by key of the printed reading.
    known: BTreeMap<String, usize>,
    /// How many notices of a kind about a field, with those to show.
    notices: BTreeMap<(String, String), Vec<Noticed>>,
}

/// A notice as a person reads it.
struct Noticed {
    record: String,
    text: String,
}

impl Summary {
    /// Adds a printed reading; `text` gives the raw text of a field.
    pub fn add(&mut self, reading: &Value, text: impl Fn(&str) -> String) {
        self.records += 1;
        let keys = reading.as_object().into_iter().flatten().filter(|(key, _)| !is_aside(key));
        for (key, value) in keys {
            // A demand that is there says something even where all it says is 不限.
            let demand = matches!(key.as_str(), "education" | "experience" | "headcount" | "pay");
            let known = if demand { !value.is_null() } else { is_known(value) };
            *self.known.entry(key.clone()).or_default() += usize::from(known);
        }
        let told = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        for notice in reading["notices"].as_array().into_iter().flatten() {
            let field = told(&notice["field"]);
            let noticed = Noticed { record: told(&reading["id"]), text: text(&field) };
            self.notices.entry((told(&notice["code"]), field)).or_default().push(noticed);
        }
    }

    /// Writes the table of fields, then up to `most` notices of each kind and field.
    pub fn write(&self, out: &mut impl Write, most: usize) -> io::Result<()> {
        print::row(out, &[("field", 18), ("known", 8), ("of", 8), ("per cent", 8)])?;
        for (key, known) in &self.known {
            let share = format!("{:.1}", *known as f64 * 100.0 / self.records.max(1) as f64);
            let (known, records) = (known.to_string(), self.records.to_string());
            print::row(out, &[(key, 18), (&known, 8), (&records, 8), (&share, 8)])?;
        }
        for ((code, field), all) in &self.notices {
            writeln!(out)?;
            writeln!(out, "{code} in {field}: {}", all.len())?;
            for notice in all.iter().take(most) {
                print::row(out, &[(&notice.record, 16), (&notice.text, print::WIDTH - 18)])?;
            }
        }
        Ok(())
    }
}

/// Ids and notices are no fields that can be known.
fn is_aside(key: &str) -> bool {
    matches!(key, "id" | "notices" | "employer")
}

/// Whether a printed value says anything.
fn is_known(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => false,
        Value::Bool(true) | Value::Number(_) => true,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(parts) => parts.values().any(is_known),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_counted_and_notices_show_their_text() {
        let mut summary = Summary::default();
        let notice = json!({"code": "read.unread", "field": "region"});
        let first = json!({"id": "1", "pay": {"kind": "exact"}, "skills": [], "notices": [notice]});
        summary.add(&first, |field| format!("text of {field}"));
        summary.add(&json!({"id": "2", "pay": null, "skills": [1], "notices": []}), |_| String::new());
        let mut out = Vec::new();
        summary.write(&mut out, 5).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.contains("pay                 1         2         50.0"), "{out}");
        assert!(out.contains("read.unread in region: 1\n1                 text of region"), "{out}");
    }
}
