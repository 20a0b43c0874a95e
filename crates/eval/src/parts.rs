//! The parts of each pair's score, as an engine explains them: named numbers, read from JSON lines.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use serde::Deserialize;

use crate::error::{Fault, Result};
use crate::lines::each_line;

/// The parts of one pair by name; none where the engine could not tell.
pub type Parts = BTreeMap<String, Option<u16>>;

/// The parts of many pairs: points of a breakdown, or fits to learn from.
///
/// ```
/// use rengang_eval::PartTable;
/// let line = r#"{"query":"P1","doc":"J1","parts":{"pay":700,"skills":null}}"#;
/// let table = PartTable::read(line.as_bytes())?;
/// assert_eq!(table.of("P1", "J1").and_then(|parts| parts["pay"]), Some(700));
/// assert_eq!(table.names(), ["pay", "skills"]);
/// # Ok::<(), rengang_eval::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartTable {
    queries: BTreeMap<String, BTreeMap<String, Parts>>,
}

#[derive(Deserialize)]
struct Line {
    query: String,
    doc: String,
    parts: Parts,
}

impl PartTable {
    /// Reads lines `{"query": …, "doc": …, "parts": {name: number or null}}`; other keys are passed over, the last
    /// line of a pair counts.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for a line that is no such object, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut table = Self::default();
        each_line("parts", from, |line| {
            let Line { query, doc, parts } =
                serde_json::from_str(line).map_err(|e| Fault::Json { why: e.to_string() })?;
            table.insert(query, doc, parts);
            Ok(())
        })?;
        Ok(table)
    }

    /// Sets the parts of a pair.
    pub fn insert(&mut self, query: String, doc: String, parts: Parts) {
        self.queries.entry(query).or_default().insert(doc, parts);
    }

    /// The parts of a pair.
    #[must_use]
    pub fn of(&self, query: &str, doc: &str) -> Option<&Parts> {
        self.queries.get(query)?.get(doc)
    }

    /// The queries with the parts of their documents, by id.
    pub fn queries(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, Parts>)> {
        self.queries.iter().map(|(query, docs)| (query.as_str(), docs))
    }

    /// The names of all parts, in order.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self
            .queries
            .values()
            .flat_map(BTreeMap::values)
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .collect();
        all.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let error = PartTable::read(text.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn a_line_without_parts_or_with_a_number_out_of_bounds_is_named() {
        check(
            "\n{\"query\":\"P1\",\"doc\":\"J1\"}\n",
            "parts line 2: not the JSON object that is needed: missing",
        );
        check("{\"query\":\"P1\",\"doc\":\"J1\",\"parts\":{\"pay\":-1}}", "parts line 1: not the JSON");
    }
}
