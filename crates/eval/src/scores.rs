//! Measures over a whole collection: each query, the mean, and the mean of groups of queries.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::BufRead;

use serde::Serialize;

use crate::error::Result;
use crate::judgements::{Judged, Judgements};
use crate::lines::{each_line, tabbed};
use crate::measure::{Gain, Measure};
use crate::run::{Run, Ties};
use crate::table::Table;

/// Which measures, over which queries, in which order of ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protocol {
    measures: Vec<Measure>,
    ties: Ties,
    needs: u8,
}

impl Protocol {
    /// The six figures of the house, over the queries that have a judgement of grade 2 or more, ties by lower id.
    #[must_use]
    pub fn house() -> Self {
        Self { measures: Measure::HOUSE.to_vec(), ties: Ties::LowerIdFirst, needs: 2 }
    }

    /// What `trec_eval` gives: linear nDCG@10, MAP, MRR, P@5, recall@20 and bpref at grade 1, over every judged
    /// query, ties by higher id. `trec_eval` itself holds scores in single precision: scores that differ after the
    /// seventh digit are ties there and not here.
    #[must_use]
    pub fn trec() -> Self {
        let measures = vec![
            Measure::Ndcg { gain: Gain::Linear, at: 10 },
            Measure::AveragePrecision { rel: 1 },
            Measure::ReciprocalRank { rel: 1 },
            Measure::Precision { rel: 1, at: 5 },
            Measure::Recall { rel: 1, at: 20 },
            Measure::Bpref { rel: 1 },
        ];
        Self { measures, ties: Ties::HigherIdFirst, needs: 0 }
    }

    /// The same with other measures.
    #[must_use]
    pub fn with_measures(mut self, measures: Vec<Measure>) -> Self {
        self.measures = measures;
        self
    }

    /// The same with another order of ties.
    #[must_use]
    pub fn with_ties(mut self, ties: Ties) -> Self {
        self.ties = ties;
        self
    }

    /// The same over the queries that have a judgement of at least `grade`; 0 for all.
    #[must_use]
    pub fn with_queries_that_have(mut self, grade: u8) -> Self {
        self.needs = grade;
        self
    }

    /// Scores `run` against `judgements`; a query that the run lacks is scored as an empty list.
    #[must_use]
    pub fn score(&self, judgements: &Judgements, run: &Run) -> Scores {
        let counted = |judged: &Judged| judged.values().any(|j| j.grade() >= self.needs);
        let queries = judgements.queries().filter(|(_, judged)| counted(judged));
        let rows = queries.map(|(query, judged)| {
            let ranked = run.ranked(query, self.ties);
            let values = self.measures.iter().map(|m| m.of(judged, &ranked)).collect();
            (query.to_owned(), values)
        });
        Scores { measures: self.measures.clone(), rows: rows.collect() }
    }
}

/// The figures of a run: a value per query and measure, none where a measure is not defined for a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    measures: Vec<Measure>,
    rows: BTreeMap<String, Vec<Option<f64>>>,
}

impl Scores {
    /// The measures, in the order of the values.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// The queries with their values, by id.
    pub fn queries(&self) -> impl Iterator<Item = (&str, &[Option<f64>])> {
        self.rows.iter().map(|(query, values)| (query.as_str(), values.as_slice()))
    }

    /// The values of one measure by query, those not defined left out.
    #[must_use]
    pub fn of(&self, measure: Measure) -> BTreeMap<&str, f64> {
        let Some(i) = self.measures.iter().position(|&m| m == measure) else { return BTreeMap::new() };
        self.queries().filter_map(|(query, values)| Some((query, values[i]?))).collect()
    }

    /// The mean of a measure over the queries for which it is defined.
    #[must_use]
    pub fn mean(&self, measure: Measure) -> Option<f64> {
        let values: Vec<f64> = self.of(measure).into_values().collect();
        mean(&values)
    }

    /// All means in one line, such as `48 queries  ndcg10 0.997  map 0.990`.
    #[must_use]
    pub fn line(&self) -> String {
        let means = self.measures.iter().map(|&m| format!("{} {}", m.label(), three(self.mean(m))));
        format!("{} queries  {}", self.rows.len(), means.collect::<Vec<_>>().join("  "))
    }

    /// The figures of each query, as a table.
    #[must_use]
    pub fn per_query(&self) -> String {
        let heads = std::iter::once("query".to_owned()).chain(self.measures.iter().map(Measure::label));
        let mut table = Table::new(heads);
        for (query, values) in self.queries() {
            table.row(std::iter::once(query.to_owned()).chain(values.iter().map(|&v| three(v))));
        }
        table.to_string()
    }

    /// The means of each group of queries, groups by name; a query of no group counts in none.
    #[must_use]
    pub fn by_group(&self, groups: &Groups) -> Vec<GroupScores> {
        let of_group = |(group, members): (&String, &BTreeSet<String>)| {
            let rows = self.rows.iter().filter(|(q, _)| members.contains(*q));
            let scores = Self {
                measures: self.measures.clone(),
                rows: rows.map(|(q, values)| (q.clone(), values.clone())).collect(),
            };
            GroupScores { group: group.clone(), scores }
        };
        groups.members.iter().map(of_group).filter(|g| !g.scores.rows.is_empty()).collect()
    }

    /// The figures in a shape to be stored.
    #[must_use]
    pub fn to_record(&self) -> ScoresRecord {
        let named = |values: &[Option<f64>]| {
            self.measures.iter().zip(values).filter_map(|(m, v)| Some((m.to_string(), (*v)?))).collect()
        };
        let means: Vec<Option<f64>> = self.measures.iter().map(|&m| self.mean(m)).collect();
        ScoresRecord {
            counted: self.rows.len(),
            mean: named(&means),
            queries: self.queries().map(|(query, values)| (query.to_owned(), named(values))).collect(),
        }
    }
}

/// Means, one measure a row, with the worst query of each.
impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["measure", "mean", "queries", "worst", "query"].map(str::to_owned));
        for &measure in &self.measures {
            let values = self.of(measure);
            let sign = if measure.is_loss() { -1.0 } else { 1.0 };
            let worst = values.iter().min_by(|a, b| (sign * a.1).total_cmp(&(sign * b.1)));
            table.row([
                measure.label(),
                three(self.mean(measure)),
                values.len().to_string(),
                three(worst.map(|w| *w.1)),
                worst.map_or_else(String::new, |w| (*w.0).to_owned()),
            ]);
        }
        table.fmt(f)
    }
}

/// The scores of one group of queries.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupScores {
    /// The group.
    pub group: String,
    /// The scores of its queries.
    pub scores: Scores,
}

/// The figures of a run, by the names of the measures; what is not defined is left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScoresRecord {
    /// How many queries were scored.
    pub counted: usize,
    /// The means.
    pub mean: BTreeMap<String, f64>,
    /// The figures of each query.
    pub queries: BTreeMap<String, BTreeMap<String, f64>>,
}

/// Groups of queries, such as a trade or a difficulty; a query may be in several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    members: BTreeMap<String, BTreeSet<String>>,
}

impl Groups {
    /// Reads lines `query<TAB>group`.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for a line that is not in the form, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut groups = Self::default();
        each_line("groups", from, |line| {
            let fields = tabbed(line, 2, "query<TAB>group")?;
            groups.members.entry(fields[1].to_owned()).or_default().insert(fields[0].to_owned());
            Ok(())
        })?;
        Ok(groups)
    }
}

pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Three digits after the point, `nan` for what is not defined.
pub(crate) fn three(value: Option<f64>) -> String {
    value.map_or_else(|| "nan".to_owned(), |v| format!("{v:.3}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(judgements: &str, run: &str, line: &str) {
        let judgements = Judgements::read(judgements.as_bytes()).unwrap();
        let run = Run::read(run.as_bytes()).unwrap();
        assert_eq!(Protocol::house().score(&judgements, &run).line(), line);
    }

    #[test]
    fn a_query_without_a_good_document_is_not_counted() {
        check(
            "P1\tJ1\t3\nP2\tJ1\t1\n",
            "P1\tJ1\t9\nP2\tJ2\t9\n",
            "1 queries  ndcg10 1.000  map 1.000  rprec2 1.000  pair nan  bad5 0.000  r20 1.000",
        );
    }

    #[test]
    fn a_query_that_the_run_lacks_is_an_empty_list() {
        check(
            "P1\tJ1\t3\nP2\tJ1\t2\nP2\tJ2\t0\n",
            "P1\tJ1\t9\n",
            "2 queries  ndcg10 0.500  map 0.500  rprec2 0.500  pair 0.500  bad5 0.000  r20 0.500",
        );
    }

    #[test]
    fn groups_are_scored_apart_and_a_query_may_be_in_two() {
        let judgements = Judgements::read("P1\tJ1\t3\nP2\tJ1\t2\n".as_bytes()).unwrap();
        let run = Run::read("P1\tJ1\t9\n".as_bytes()).unwrap();
        let groups = Groups::read("P1\twelders\nP1\tall\nP2\tall\nP9\tnobody\n".as_bytes()).unwrap();
        let scores = Protocol::house().score(&judgements, &run).by_group(&groups);
        let lines: Vec<_> =
            scores.iter().map(|g| format!("{} {:?}", g.group, g.scores.mean(Measure::HOUSE[0]))).collect();
        assert_eq!(lines, ["all Some(0.5)", "welders Some(1.0)"]);
    }

    #[test]
    fn tables_fit_a_hundred_columns() {
        let judgements = Judgements::read("P1\tJ1\t3\nP1\tJ2\t0\n".as_bytes()).unwrap();
        let scores = Protocol::house().score(&judgements, &Run::default());
        let widest = format!("{scores}{}", scores.per_query()).lines().map(|l| l.chars().count()).max();
        assert!(widest < Some(100), "{widest:?}");
    }
}
