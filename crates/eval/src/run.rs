//! Runs: what an engine gave for each query, in order.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, Write};

use crate::error::{Fault, Result};
use crate::lines::{each_line, put, tabbed};

const WHAT: &str = "run";

/// How a run is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunFormat {
    /// `query Q0 doc rank score tag`, separated by white space; the score orders, the rank is not looked at.
    Trec,
    /// `query<TAB>doc<TAB>score`; a score `veto` is a refusal.
    Tsv,
}

impl RunFormat {
    fn of(line: &str) -> Self {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields[..] {
            [_, "Q0" | "0", _, _, score, _] if score.parse::<f64>().is_ok() => Self::Trec,
            _ => Self::Tsv,
        }
    }
}

/// What an engine gave a pair; never NaN. Below zero, the pair is refused.
#[derive(Debug, Clone, Copy)]
pub struct Score(f64);

impl Score {
    /// The score of a refused pair.
    pub const REFUSED: Self = Self(-1.0);

    /// A score, or nothing for NaN.
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        // Adding zero turns -0 into 0, so that the order agrees with `==`.
        (!value.is_nan()).then_some(Self(value + 0.0))
    }

    /// The number.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// Whether the pair is refused.
    #[must_use]
    pub fn is_refused(self) -> bool {
        self.0 < 0.0
    }
}

impl PartialEq for Score {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Which of two documents with one score stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// The lower id; the order of this engine.
    #[default]
    LowerIdFirst,
    /// The higher id; the order of `trec_eval` and what stands on it.
    HigherIdFirst,
}

/// A document in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The document.
    pub doc: String,
    /// Its score.
    pub score: Score,
}

/// The ranked documents of every query.
///
/// ```
/// use rengang_eval::Run;
/// let run = Run::read("P1\tJ2\t710\nP1\tJ1\t820\nP1\tJ3\tveto\n".as_bytes())?;
/// let order: Vec<_> = run.of("P1").iter().map(|p| p.doc.as_str()).collect();
/// assert_eq!(order, ["J1", "J2", "J3"]);
/// # Ok::<(), rengang_eval::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    queries: BTreeMap<String, Vec<Placed>>,
}

impl Run {
    /// Reads a run, the format told by the first line that holds something; lines may come in any order.
    ///
    /// The first score of a pair counts.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for the first line that is not in the format, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut format = None;
        let mut pairs = Vec::new();
        each_line(WHAT, from, |line| {
            let (query, doc, score) = match *format.get_or_insert_with(|| RunFormat::of(line)) {
                RunFormat::Trec => trec_fields(line)?,
                RunFormat::Tsv => {
                    let fields = tabbed(line, 3, "query<TAB>doc<TAB>score")?;
                    (fields[0], fields[1], fields[2])
                }
            };
            pairs.push((query.to_owned(), doc.to_owned(), score_of(score)?));
            Ok(())
        })?;
        Ok(pairs.into_iter().collect())
    }

    /// Writes the run in order.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) if writing fails.
    pub fn write(&self, mut to: impl Write, format: RunFormat, tag: &str) -> Result<()> {
        for (query, placed) in &self.queries {
            for (rank, Placed { doc, score: Score(score) }) in (1..).zip(placed) {
                match format {
                    RunFormat::Trec => {
                        put(WHAT, &mut to, format_args!("{query} Q0 {doc} {rank} {score} {tag}"))?;
                    }
                    RunFormat::Tsv => put(WHAT, &mut to, format_args!("{query}\t{doc}\t{score}"))?,
                }
            }
        }
        Ok(())
    }

    /// The documents of a query, best first, ties by lower id; empty for a query that the run lacks.
    #[must_use]
    pub fn of(&self, query: &str) -> &[Placed] {
        self.queries.get(query).map_or(&[], Vec::as_slice)
    }

    /// The queries with their documents, by id.
    pub fn queries(&self) -> impl Iterator<Item = (&str, &[Placed])> {
        self.queries.iter().map(|(query, placed)| (query.as_str(), placed.as_slice()))
    }

    /// Every document that stands anywhere in the run.
    #[must_use]
    pub fn documents(&self) -> BTreeSet<&str> {
        self.queries.values().flatten().map(|p| p.doc.as_str()).collect()
    }

    pub(crate) fn ranked(&self, query: &str, ties: Ties) -> Vec<&Placed> {
        let mut ranked: Vec<&Placed> = self.of(query).iter().collect();
        if ties == Ties::HigherIdFirst {
            ranked.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| b.doc.cmp(&a.doc)));
        }
        ranked
    }

    /// The first `k` documents of a query that are not refused.
    pub(crate) fn top(&self, query: &str, k: usize) -> impl Iterator<Item = &Placed> {
        self.of(query).iter().filter(|p| !p.score.is_refused()).take(k)
    }
}

impl FromIterator<(String, String, Score)> for Run {
    /// Orders pairs of query and document; the first score of a pair counts.
    fn from_iter<I: IntoIterator<Item = (String, String, Score)>>(pairs: I) -> Self {
        let mut scores: BTreeMap<String, BTreeMap<String, Score>> = BTreeMap::new();
        for (query, doc, score) in pairs {
            scores.entry(query).or_default().entry(doc).or_insert(score);
        }
        let queries = scores.into_iter().map(|(query, docs)| (query, in_order(docs))).collect();
        Self { queries }
    }
}

fn in_order(docs: BTreeMap<String, Score>) -> Vec<Placed> {
    let mut placed: Vec<Placed> = docs.into_iter().map(|(doc, score)| Placed { doc, score }).collect();
    // The map gave them by id, and the sort is stable.
    placed.sort_by_key(|p| std::cmp::Reverse(p.score));
    placed
}

fn trec_fields(line: &str) -> std::result::Result<(&str, &str, &str), Fault> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    match fields[..] {
        [query, _, doc, _, score, ..] => Ok((query, doc, score)),
        _ => Err(Fault::Fields { found: fields.len(), expected: 6, form: "query Q0 doc rank score tag" }),
    }
}

fn score_of(text: &str) -> std::result::Result<Score, Fault> {
    if text == "veto" {
        return Ok(Score::REFUSED);
    }
    let fault = || Fault::Number { field: "score", text: text.to_owned(), rule: "a number or `veto`" };
    text.parse().ok().and_then(Score::new).ok_or_else(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = Run::read(text.as_bytes()).map_or_else(|e| e.to_string(), |r| order(r.of("P1")));
        assert_eq!(found, expected);
    }

    fn order(placed: &[Placed]) -> String {
        placed.iter().map(|p| p.doc.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_score_orders_then_the_lower_id_whatever_the_order_of_lines() {
        check("P1\tJ3\t5\nP1\tJ1\t7\nP1\tJ2\t5\n", "J1 J2 J3");
        check("P1 Q0 J3 1 5 x\nP1 Q0 J1 2 7 x\nP1 Q0 J2 3 5 x\n", "J1 J2 J3");
    }

    #[test]
    fn a_veto_stands_below_a_score_of_nothing() {
        check("P1\tJ1\tveto\nP1\tJ2\t0\n", "J2 J1");
        assert!(Score::REFUSED.is_refused());
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        check("P1\tJ1\tNaN\n", "run line 1: score `NaN` is not a number or `veto`");
        check(
            "P1\tJ1\t1\nP1 J2 1\n",
            "run line 2: 1 fields where 3 are needed; the form is `query<TAB>doc<TAB>score`",
        );
    }

    #[test]
    fn ties_can_be_broken_as_trec_eval_does() {
        let run = Run::read("P1\tJ1\t5\nP1\tJ2\t5\nP1\tJ3\t9\n".as_bytes()).unwrap();
        let ranked: Vec<_> = run.ranked("P1", Ties::HigherIdFirst).iter().map(|p| p.doc.clone()).collect();
        assert_eq!(ranked, ["J3", "J2", "J1"]);
    }

    #[test]
    fn what_is_written_is_read_back_in_both_formats() {
        let run = Run::read("P1\tJ1\t0.25\nP1\tJ2\tveto\nP2\tJ1\t1e3\n".as_bytes()).unwrap();
        for format in [RunFormat::Trec, RunFormat::Tsv] {
            let mut to = Vec::new();
            run.write(&mut to, format, "t").unwrap();
            assert_eq!(Run::read(&to[..]).unwrap(), run);
        }
    }
}
