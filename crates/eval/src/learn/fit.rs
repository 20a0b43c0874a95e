//! Fitting: pairwise logistic loss, each pair weighed by what its exchange would do to nDCG, drawn to a prior.
//!
//! For a query, every pair of documents of different grades adds `w · ln(1 + e^(s_low − s_high))`. The weight `w` is
//! the difference of their gains times the difference of the discounts of their places (LambdaRank; Burges 2010),
//! brought to a sum of one a query, so that every person counts alike. The places are those under the model so far;
//! they are held fixed while the weights are found and then taken anew, a few times. Each of these problems is
//! convex with one solution, found by accelerated projected gradient steps (Beck and Teboulle 2009) in a fixed
//! order: the same examples give the same model.

use serde::Serialize;

use super::examples::{Examples, QueryExamples};
use super::model::{Model, PartModel, rounded};
use crate::error::{Error, Result};
use crate::measure::{Gain, discount};

/// How to fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fitting {
    /// How strongly the weights are drawn to the prior, against the mean loss of a query; above 0. Chosen as 0.003 for
    /// some fifty queries; choose it anew by [`cross_validate`](super::cross_validate), less for more queries.
    pub pull: f64,
    /// The logits between a score of nothing and the full score under the prior. Chosen as 12: a tenth of the score
    /// then makes the better document three times as likely to stand first.
    pub sharpness: f64,
    /// Straight pieces of each part's curve; 1 learns weights alone.
    pub segments: usize,
    /// Times that the places are taken anew.
    pub rounds: usize,
    /// Gradient steps a round.
    pub steps: usize,
}

impl Default for Fitting {
    fn default() -> Self {
        Self { pull: 0.003, sharpness: 12.0, segments: 1, rounds: 4, steps: 200 }
    }
}

impl Fitting {
    fn checked(self) -> Result<Self> {
        let above = |value: f64| value.is_finite() && value > 0.0;
        let fault = |setting, rule| Err(Error::Setting { setting, rule });
        match () {
            () if !above(self.pull) => fault("pull", "must be above 0"),
            () if !above(self.sharpness) => fault("sharpness", "must be above 0"),
            () if !(1..=20).contains(&self.segments) => fault("segments", "must be 1..=20"),
            () => Ok(self),
        }
    }
}

/// A fitted model, and how well it tells the examples apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fitted {
    /// The model.
    pub model: Model,
    /// The mean loss of a query under the prior.
    pub loss_before: f64,
    /// The mean loss of a query after, the pull left out, pairs weighed as before.
    pub loss_after: f64,
}

/// Fits the parts that `prior` names to `examples`.
///
/// Costs, each step, the pairs of documents of different grades plus documents times parts times segments.
///
/// # Errors
/// [`Error::Setting`] if there are no examples or a setting is out of bounds.
pub fn fit(examples: &Examples, prior: &Model, fitting: Fitting) -> Result<Fitted> {
    let fitting = fitting.checked()?;
    if examples.lessons() == 0 {
        return Err(Error::Setting { setting: "examples", rule: "must hold a query with two grades" });
    }
    let queries: Vec<Query> =
        examples.queries.iter().map(|q| Query::of(q, prior, fitting.segments)).collect();
    let origin = origin(prior, fitting);
    let mut weights = origin.clone();
    for _ in 0..fitting.rounds.max(1) {
        let pairs: Vec<Vec<Pair>> = queries.iter().map(|q| q.pairs(&weights)).collect();
        weights = descend(
            &Problem { queries: &queries, pairs: &pairs, origin: &origin, pull: fitting.pull },
            fitting,
        );
    }
    let pairs: Vec<Vec<Pair>> = queries.iter().map(|q| q.pairs(&origin)).collect();
    let problem = Problem { queries: &queries, pairs: &pairs, origin: &origin, pull: fitting.pull };
    Ok(Fitted {
        model: to_model(prior, &weights, fitting.segments)?,
        loss_before: problem.loss(&origin),
        loss_after: problem.loss(&weights),
    })
}

/// The prior as rises of each part over each segment, in logits.
fn origin(prior: &Model, fitting: Fitting) -> Vec<f64> {
    let scale = fitting.sharpness / f64::from(Model::TOTAL) / 1000.0;
    let knot = |part: &PartModel, j: usize| f64::from(part.value(Some((j * 1000 / fitting.segments) as u16)));
    let rises = prior.parts().values().flat_map(|part| {
        let weight = f64::from(part.weight) * scale;
        (0..fitting.segments).map(move |j| weight * (knot(part, j + 1) - knot(part, j)))
    });
    rises.collect()
}

/// Rises back to weights and curves, in integers.
fn to_model(prior: &Model, rises: &[f64], segments: usize) -> Result<Model> {
    let heights: Vec<f64> = rises.chunks(segments).map(|r| r.iter().sum()).collect();
    let weights = rounded(&heights)
        .ok_or(Error::Setting { setting: "pull", rule: "must be higher: no part is left" })?;
    let parts = prior.parts().iter().zip(rises.chunks(segments)).zip(weights);
    Model::of(parts.map(|(((name, part), rises), weight)| {
        let curve = if weight == 0 { part.curve.clone() } else { curve(rises) };
        (name.clone(), PartModel { weight, neutral: part.neutral, curve })
    }))
}

fn curve(rises: &[f64]) -> Vec<u16> {
    let height: f64 = rises.iter().sum();
    let mut reached = 0.0;
    let knots = rises.iter().map(|rise| {
        reached += rise;
        (reached / height * 1000.0).round().clamp(0.0, 1000.0) as u16
    });
    std::iter::once(0).chain(knots).collect()
}

/// A pair of documents, the better first, and what its order is worth.
struct Pair {
    high: usize,
    low: usize,
    weight: f64,
}

/// One query as numbers: a row of features and a grade for each document.
struct Query {
    width: usize,
    features: Vec<f64>,
    grades: Vec<u8>,
}

impl Query {
    fn of(examples: &QueryExamples, prior: &Model, segments: usize) -> Self {
        let features = examples.pairs.iter().flat_map(|(_, _, parts)| {
            prior.parts().iter().flat_map(move |(name, part)| {
                let fit = parts.get(name).copied().flatten();
                (0..segments).map(move |j| feature(fit, part.neutral, j, segments))
            })
        });
        Self {
            width: prior.parts().len() * segments,
            features: features.collect(),
            grades: examples.pairs.iter().map(|p| p.1).collect(),
        }
    }

    fn row(&self, doc: usize) -> &[f64] {
        &self.features[doc * self.width..(doc + 1) * self.width]
    }

    fn scores(&self, weights: &[f64]) -> Vec<f64> {
        let dot = |row: &[f64]| row.iter().zip(weights).map(|(x, w)| x * w).sum();
        (0..self.grades.len()).map(|doc| dot(self.row(doc))).collect()
    }

    /// The pairs of different grades, weighed by the places under `weights`; the weights sum to one.
    fn pairs(&self, weights: &[f64]) -> Vec<Pair> {
        let scores = self.scores(weights);
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        let mut discounts = vec![0.0; order.len()];
        order.iter().enumerate().for_each(|(place, &doc)| discounts[doc] = discount(place));
        let gain = |doc: usize| Gain::Exponential.of(self.grades[doc]);
        let mut pairs = Vec::new();
        for high in 0..self.grades.len() {
            for low in (0..self.grades.len()).filter(|&low| self.grades[low] < self.grades[high]) {
                let weight = (gain(high) - gain(low)) * (discounts[high] - discounts[low]).abs();
                pairs.push(Pair { high, low, weight });
            }
        }
        let sum: f64 = pairs.iter().map(|p| p.weight).sum();
        pairs.iter_mut().for_each(|p| p.weight /= sum);
        pairs
    }
}

/// How far the fit has gone through segment `j`; what is unknown stands at `neutral` of the whole curve's height.
fn feature(fit: Option<u16>, neutral: u16, j: usize, segments: usize) -> f64 {
    match fit {
        Some(fit) => (f64::from(fit) * segments as f64 / 1000.0 - j as f64).clamp(0.0, 1.0),
        None => f64::from(neutral) / 1000.0,
    }
}

struct Problem<'a> {
    queries: &'a [Query],
    pairs: &'a [Vec<Pair>],
    origin: &'a [f64],
    pull: f64,
}

impl Problem<'_> {
    /// The mean loss of a query, without the pull.
    fn loss(&self, weights: &[f64]) -> f64 {
        let of_query = |(query, pairs): (&Query, &Vec<Pair>)| -> f64 {
            let scores = query.scores(weights);
            pairs.iter().map(|p| p.weight * softplus(scores[p.low] - scores[p.high])).sum()
        };
        self.queries.iter().zip(self.pairs).map(of_query).sum::<f64>() / self.queries.len() as f64
    }

    fn gradient(&self, weights: &[f64]) -> Vec<f64> {
        let mut gradient: Vec<f64> =
            weights.iter().zip(self.origin).map(|(w, origin)| self.pull * (w - origin)).collect();
        for (query, pairs) in self.queries.iter().zip(self.pairs) {
            let scores = query.scores(weights);
            // One push a document, summed over its pairs, so that features are touched once.
            let mut pushes = vec![0.0; scores.len()];
            for p in pairs {
                let push = p.weight * sigmoid(scores[p.low] - scores[p.high]);
                pushes[p.high] -= push;
                pushes[p.low] += push;
            }
            for (doc, push) in pushes.iter().enumerate() {
                let push = push / self.queries.len() as f64;
                gradient.iter_mut().zip(query.row(doc)).for_each(|(g, x)| *g += push * x);
            }
        }
        gradient
    }
}

fn descend(problem: &Problem<'_>, fitting: Fitting) -> Vec<f64> {
    // The logistic's second derivative is at most 1/4, a difference of two rows at most 1 in each place.
    let step = 1.0 / (problem.origin.len() as f64 / 4.0 + problem.pull);
    let mut weights = problem.origin.to_vec();
    let mut ahead = weights.clone();
    let mut momentum = 1.0f64;
    for _ in 0..fitting.steps {
        let gradient = problem.gradient(&ahead);
        let next: Vec<f64> = ahead.iter().zip(&gradient).map(|(w, g)| (w - step * g).max(0.0)).collect();
        let grown = (1.0 + (1.0 + 4.0 * momentum * momentum).sqrt()) / 2.0;
        let carry = (momentum - 1.0) / grown;
        ahead = next.iter().zip(&weights).map(|(n, w)| n + carry * (n - w)).collect();
        (weights, momentum) = (next, grown);
    }
    weights
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// `ln(1 + e^x)` without overflow.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::learn::Unlisted;
    use crate::{Judgements, PartTable, Random};

    /// Queries of twenty documents whose grade follows `truth` of three parts, the third of them noise.
    pub(in crate::learn) fn examples(queries: usize, truth: impl Fn(&[u16; 3]) -> u32) -> Examples {
        let mut random = Random::seeded(11);
        let (mut judgements, mut fits) = (Judgements::default(), PartTable::default());
        for query in (0..queries).map(|q| format!("q{q:02}")) {
            for doc in (0..20).map(|d| format!("d{d:02}")) {
                let values = [(); 3].map(|()| random.below(1001) as u16);
                judgements.insert(&query, &doc, (truth(&values) / 260).min(3) as u8, "");
                let named = ["able", "best", "chance"].map(str::to_owned).into_iter().zip(values.map(Some));
                fits.insert(query.clone(), doc, named.collect());
            }
        }
        Examples::of(&judgements, &fits, Unlisted::IsZero).unwrap()
    }

    pub(in crate::learn) fn flat() -> Model {
        Model::of(["able", "best", "chance"].map(|name| (name, PartModel::straight(1, 500)))).unwrap()
    }

    fn check(fitting: Fitting, truth: impl Fn(&[u16; 3]) -> u32, holds: impl Fn(&Model) -> bool) {
        let fitted = fit(&examples(12, truth), &flat(), fitting).unwrap();
        assert!(fitted.loss_after < fitted.loss_before, "{fitted:?}");
        assert!(holds(&fitted.model), "{}", fitted.model);
    }

    fn weight(model: &Model, name: &str) -> u16 {
        model.parts()[name].weight
    }

    #[test]
    fn what_decides_the_grade_gains_weight_and_noise_loses_it() {
        let truth = |v: &[u16; 3]| (3 * u32::from(v[0]) + u32::from(v[1])) / 4;
        check(Fitting { pull: 0.0005, ..Fitting::default() }, truth, |m| {
            weight(m, "able") > 2 * weight(m, "best") && weight(m, "best") > 2 * weight(m, "chance")
        });
    }

    #[test]
    fn a_strong_pull_keeps_the_prior() {
        let fitted =
            fit(&examples(8, |v| v[0].into()), &flat(), Fitting { pull: 1e6, ..Fitting::default() }).unwrap();
        assert_eq!(fitted.model, flat());
    }

    #[test]
    fn a_curve_bends_where_the_grade_does_and_never_falls() {
        let fitting = Fitting { segments: 4, pull: 0.001, ..Fitting::default() };
        let cliff = |v: &[u16; 3]| if v[0] < 500 { 0 } else { u32::from(v[0]) };
        check(fitting, cliff, |m| {
            let curve = &m.parts()["able"].curve;
            curve.is_sorted() && curve.len() == 5 && curve[2] - curve[1] > curve[1]
        });
    }

    #[test]
    fn a_part_that_the_prior_does_not_name_is_not_learned() {
        let prior =
            Model::of([("best", PartModel::straight(1, 0)), ("chance", PartModel::straight(1, 0))]).unwrap();
        let fitted = fit(&examples(8, |v| v[0].into()), &prior, Fitting::default()).unwrap();
        assert_eq!(fitted.model.parts().keys().collect::<Vec<_>>(), ["best", "chance"]);
    }

    #[test]
    fn the_same_examples_give_the_same_model() {
        let learn = || fit(&examples(8, |v| v[1].into()), &flat(), Fitting::default()).unwrap();
        assert_eq!(learn(), learn());
    }

    #[test]
    fn settings_out_of_bounds_are_refused() {
        let examples = examples(2, |v| v[0].into());
        for fitting in [
            Fitting { pull: 0.0, ..Fitting::default() },
            Fitting { segments: 0, ..Fitting::default() },
            Fitting { sharpness: f64::NAN, ..Fitting::default() },
        ] {
            assert!(fit(&examples, &flat(), fitting).is_err(), "{fitting:?}");
        }
        assert!(fit(&examples.only(|_| false), &flat(), Fitting::default()).is_err());
    }
}
