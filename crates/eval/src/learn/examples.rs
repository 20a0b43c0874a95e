//! What is learned from: the parts of pairs, and the grades of the same pairs.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::judgements::{Judged, Judgements};
use crate::parts::{PartTable, Parts};

/// What a pair with parts and without a judgement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlisted {
    /// Grade 0: the judges saw every pair, as in a full collection.
    IsZero,
    /// Not an example: nobody looked, as with events.
    IsUnknown,
}

/// Pairs with parts and grades, by query.
#[derive(Debug, Clone)]
pub struct Examples {
    pub(super) queries: Vec<QueryExamples>,
}

/// The pairs of one query.
#[derive(Debug, Clone)]
pub(super) struct QueryExamples {
    pub(super) query: String,
    pub(super) judged: Judged,
    pub(super) pairs: Vec<(String, u8, Parts)>,
}

impl QueryExamples {
    /// Whether two of the pairs have different grades.
    pub(super) fn teaches(&self) -> bool {
        self.pairs.iter().any(|p| p.1 != self.pairs[0].1)
    }
}

impl Examples {
    /// Brings judgements and fits together, for each query that has a judgement above 0. A query whose pairs have all
    /// one grade, or that has none since all were refused, teaches nothing and is still measured: left out, it would
    /// flatter the figures.
    ///
    /// The fits should be those of pairs that pass the hard rules: a refusal is not a matter of weights.
    ///
    /// # Errors
    /// [`Error::Setting`] if a fit is above 1000.
    pub fn of(judgements: &Judgements, fits: &PartTable, unlisted: Unlisted) -> Result<Self> {
        let too_high = |parts: &Parts| parts.values().flatten().any(|&fit| fit > 1000);
        if fits.queries().flat_map(|(_, docs)| docs.values()).any(too_high) {
            return Err(Error::Setting { setting: "fits", rule: "must be 0..=1000; give fits, not points" });
        }
        let none = BTreeMap::new();
        let docs: BTreeMap<&str, &BTreeMap<String, Parts>> = fits.queries().collect();
        let of_query = |(query, judged): (&str, &Judged)| {
            let grade = |doc: &String| match (judged.get(doc), unlisted) {
                (Some(judgement), _) => Some(judgement.grade()),
                (None, Unlisted::IsZero) => Some(0),
                (None, Unlisted::IsUnknown) => None,
            };
            let docs = docs.get(query).copied().unwrap_or(&none).iter();
            let pairs = docs.filter_map(|(doc, parts)| Some((doc.clone(), grade(doc)?, parts.clone())));
            QueryExamples { query: query.to_owned(), judged: judged.clone(), pairs: pairs.collect() }
        };
        let wanted = judgements.queries().filter(|(_, judged)| judged.values().any(|j| j.grade() > 0));
        Ok(Self { queries: wanted.map(of_query).collect() })
    }

    /// How many queries are measured.
    #[must_use]
    pub fn queries(&self) -> usize {
        self.queries.len()
    }

    /// How many queries teach something: those with pairs of two grades.
    #[must_use]
    pub fn lessons(&self) -> usize {
        self.queries.iter().filter(|q| q.teaches()).count()
    }

    /// The examples of the queries at these places.
    pub(super) fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept = self.queries.iter().enumerate().filter(|(i, _)| keep(*i));
        Self { queries: kept.map(|(_, q)| q.clone()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(unlisted: Unlisted, expected: &[(&str, u8)]) {
        let judgements = Judgements::read("P1\tJ1\t3\nP1\tJ2\t1\nP2\tJ1\t2\n".as_bytes()).unwrap();
        let line =
            |q: &str, d: &str| format!("{{\"query\":\"{q}\",\"doc\":\"{d}\",\"parts\":{{\"pay\":5}}}}\n");
        let fits =
            [("P1", "J1"), ("P1", "J2"), ("P1", "J3"), ("P2", "J1"), ("P9", "J1")].map(|(q, d)| line(q, d));
        let fits = PartTable::read(fits.concat().as_bytes()).unwrap();
        let examples = Examples::of(&judgements, &fits, unlisted).unwrap();
        let pairs = examples.queries.iter().flat_map(|q| &q.pairs);
        assert_eq!(pairs.map(|(doc, grade, _)| (doc.as_str(), *grade)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_nobody_looked_at_is_zero_only_where_the_judges_saw_all() {
        check(Unlisted::IsZero, &[("J1", 3), ("J2", 1), ("J3", 0), ("J1", 2)]);
        check(Unlisted::IsUnknown, &[("J1", 3), ("J2", 1), ("J1", 2)]);
    }

    #[test]
    fn a_query_whose_good_documents_are_all_refused_is_measured_though_it_teaches_nothing() {
        let judgements = Judgements::read("P1\tJ1\t3\nP2\tJ1\t3\nP3\tJ1\t0\n".as_bytes()).unwrap();
        let fits = r#"{"query":"P1","doc":"J9","parts":{"pay":5}}"#;
        let fits = PartTable::read(fits.as_bytes()).unwrap();
        let examples = Examples::of(&judgements, &fits, Unlisted::IsZero).unwrap();
        assert_eq!((examples.queries(), examples.lessons()), (2, 0));
    }

    #[test]
    fn points_in_place_of_fits_are_refused() {
        let fits = PartTable::read(r#"{"query":"P","doc":"J","parts":{"pay":2800}}"#.as_bytes()).unwrap();
        assert!(Examples::of(&Judgements::default(), &fits, Unlisted::IsZero).is_err());
    }
}
