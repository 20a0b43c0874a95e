//! Cross-validation: what a fit is worth on queries that it was not fitted to.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::examples::{Examples, QueryExamples};
use super::fit::{Fitting, fit};
use super::model::Model;
use crate::contrast::{Interval, Resampling, randomisation_p};
use crate::error::{Error, Result};
use crate::measure::Measure;
use crate::random::Random;
use crate::run::{Placed, Run, Score, Ties};
use crate::scores::mean;
use crate::table::Table;

/// One fold: fitted to the others, measured on this.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fold {
    /// Queries measured.
    pub queries: usize,
    /// The mean under the prior.
    pub prior: f64,
    /// The mean under the fit to the other folds.
    pub fitted: f64,
}

/// A fit measured on what it has not seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Validation {
    /// The measure, by its name.
    pub measure: String,
    /// The folds.
    pub folds: Vec<Fold>,
    /// The mean over all queries under the prior.
    pub prior: Interval,
    /// The mean over all queries, each under the fit that did not see it.
    pub fitted: Interval,
    /// Fitted less prior, query by query.
    pub difference: Interval,
    /// Of the paired randomisation test between the two.
    pub p_value: f64,
    /// Per query: under the prior, and held out.
    pub queries: BTreeMap<String, [f64; 2]>,
}

/// Deals the queries to `folds` by chance, fits to all but one, measures on the one.
///
/// # Errors
/// [`Error::Setting`] if there are fewer than two folds, or fewer queries than folds for which the measure is
/// defined; and as [`fit`].
pub fn cross_validate(
    examples: &Examples,
    prior: &Model,
    fitting: Fitting,
    measure: Measure,
    folds: usize,
    random: &mut Random,
) -> Result<Validation> {
    if folds < 2 || examples.queries() < folds {
        return Err(Error::Setting { setting: "folds", rule: "must be at least 2 and at most the queries" });
    }
    let mut dealt: Vec<usize> = (0..examples.queries()).map(|i| i % folds).collect();
    random.shuffle(&mut dealt);
    let mut measured = Vec::new();
    for fold in 0..folds {
        let model = fit(&examples.only(|i| dealt[i] != fold), prior, fitting)?.model;
        let held = examples.only(|i| dealt[i] == fold);
        measured.push(
            held.queries.iter().filter_map(|q| values(q, [prior, &model], measure)).collect::<Vec<_>>(),
        );
    }
    report(measure, &measured, random)
        .ok_or(Error::Setting { setting: "measure", rule: "must be defined for a query of each fold" })
}

/// The measure of one query under both models.
fn values(query: &QueryExamples, models: [&Model; 2], measure: Measure) -> Option<(String, [f64; 2])> {
    let [prior, fitted] = models.map(|model| {
        let run: Run = query
            .pairs
            .iter()
            .map(|(doc, _, parts)| {
                let score = Score::new(f64::from(model.score(parts))).unwrap_or(Score::REFUSED);
                (query.query.clone(), doc.clone(), score)
            })
            .collect();
        let ranked: Vec<&Placed> = run.ranked(&query.query, Ties::default());
        measure.of(&query.judged, &ranked)
    });
    Some((query.query.clone(), [prior?, fitted?]))
}

fn report(measure: Measure, measured: &[Vec<(String, [f64; 2])>], random: &mut Random) -> Option<Validation> {
    let column = |rows: &[(String, [f64; 2])], i: usize| rows.iter().map(|r| r.1[i]).collect::<Vec<f64>>();
    let fold = |rows: &Vec<(String, [f64; 2])>| {
        Some(Fold { queries: rows.len(), prior: mean(&column(rows, 0))?, fitted: mean(&column(rows, 1))? })
    };
    let folds = measured.iter().map(fold).collect::<Option<Vec<_>>>()?;
    let all = measured.concat();
    let differences: Vec<f64> = all.iter().map(|(_, [prior, fitted])| fitted - prior).collect();
    let resampling = Resampling::default();
    let mut interval = |values: &[f64]| Interval::bootstrap(values, resampling, random);
    Some(Validation {
        measure: measure.label(),
        folds,
        prior: interval(&column(&all, 0))?,
        fitted: interval(&column(&all, 1))?,
        difference: interval(&differences)?,
        p_value: randomisation_p(&differences, resampling.rounds, random),
        queries: all.into_iter().collect(),
    })
}

impl fmt::Display for Validation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["fold", "queries", "prior", "held out"].map(str::to_owned));
        for (i, fold) in (1..).zip(&self.folds) {
            let figure = |v: f64| format!("{v:.3}");
            table.row([format!("{i}"), fold.queries.to_string(), figure(fold.prior), figure(fold.fitted)]);
        }
        table.fmt(f)?;
        writeln!(f, "{} prior {}, held out {}", self.measure, self.prior, self.fitted)?;
        writeln!(f, "difference {}, p {:.4}", self.difference, self.p_value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::fit::tests::{examples, flat};

    fn check(folds: usize, truth: impl Fn(&[u16; 3]) -> u32) -> Result<Validation> {
        let fitting = Fitting { rounds: 2, steps: 60, ..Fitting::default() };
        cross_validate(
            &examples(20, truth),
            &flat(),
            fitting,
            Measure::HOUSE[0],
            folds,
            &mut Random::seeded(2),
        )
    }

    #[test]
    fn a_truth_unlike_the_prior_is_found_on_queries_not_seen() {
        let found = check(5, |v| v[1].into()).unwrap();
        assert!(found.difference.low > 0.0 && found.p_value < 0.01, "{found}");
        assert_eq!(found.folds.iter().map(|f| f.queries).sum::<usize>(), 20);
    }

    #[test]
    fn noise_teaches_nothing() {
        let found = check(5, |v| u32::from(v[0]) * 7919 % 1009).unwrap();
        assert!(found.difference.low < 0.05, "{found}");
    }

    #[test]
    fn every_query_is_held_out_once_and_the_same_seed_deals_the_same_folds() {
        let found = check(4, |v| v[0].into()).unwrap();
        assert_eq!(found.queries.len(), 20);
        assert_eq!(found, check(4, |v| v[0].into()).unwrap());
    }

    #[test]
    fn one_fold_or_more_folds_than_queries_are_refused() {
        assert!(check(1, |v| v[0].into()).is_err());
        assert!(check(21, |v| v[0].into()).is_err());
    }
}
