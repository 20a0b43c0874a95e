//! An additive model: for each part a weight and a rising curve from fit to value.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::parts::Parts;
use crate::table::Table;

/// How one part counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartModel {
    /// What the part may add, of [`Model::TOTAL`].
    pub weight: u16,
    /// The value of an unknown fit, 0..=1000.
    pub neutral: u16,
    /// The values at evenly spaced fits from 0 to 1000, never falling, straight lines between; `[0, 1000]` is the
    /// fit itself.
    pub curve: Vec<u16>,
}

impl PartModel {
    /// A part that counts as its fit.
    #[must_use]
    pub fn straight(weight: u16, neutral: u16) -> Self {
        Self { weight, neutral, curve: vec![0, 1000] }
    }

    /// The value of a fit, 0..=1000.
    #[must_use]
    pub fn value(&self, fit: Option<u16>) -> u16 {
        let Some(fit) = fit else { return self.neutral };
        let segments = self.curve.len() - 1;
        let along = usize::from(fit.min(1000)) * segments;
        let segment = (along / 1000).min(segments - 1);
        let (from, to) = (usize::from(self.curve[segment]), usize::from(self.curve[segment + 1]));
        (from + (to - from) * (along - segment * 1000) / 1000) as u16
    }

    fn fault(&self) -> Option<&'static str> {
        let in_bounds = |v: &u16| *v <= 1000;
        match () {
            () if self.curve.len() < 2 => Some("must have a curve of at least two values"),
            () if !self.curve.is_sorted() => Some("must have a curve that never falls"),
            () if !self.curve.iter().chain([&self.neutral]).all(in_bounds) => {
                Some("must have values of 0..=1000")
            }
            () => None,
        }
    }
}

/// The parts of a score, by name; the weights sum to [`Model::TOTAL`].
///
/// ```
/// use rengang_eval::learn::{Model, PartModel};
/// let model = Model::of([("pay", PartModel::straight(1, 700)), ("place", PartModel::straight(3, 700))])?;
/// let parts = [("pay".to_owned(), Some(1000)), ("place".to_owned(), None)].into();
/// assert_eq!(model.score(&parts), 250 * 1000 + 750 * 700);
/// # Ok::<(), rengang_eval::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, PartModel>", into = "BTreeMap<String, PartModel>")]
pub struct Model {
    parts: BTreeMap<String, PartModel>,
}

impl Model {
    /// The sum of the weights.
    pub const TOTAL: u16 = 1000;

    /// A model of parts whose weights are brought to the sum of [`Model::TOTAL`].
    ///
    /// # Errors
    /// [`Error::Setting`] if all weights are zero, a curve falls or has fewer than two values, or a value is above
    /// 1000.
    pub fn of<N: Into<String>>(parts: impl IntoIterator<Item = (N, PartModel)>) -> Result<Self> {
        let mut parts: BTreeMap<String, PartModel> = parts.into_iter().map(|(n, p)| (n.into(), p)).collect();
        if let Some(rule) = parts.values().find_map(PartModel::fault) {
            return Err(Error::Setting { setting: "part", rule });
        }
        let weights: Vec<f64> = parts.values().map(|p| f64::from(p.weight)).collect();
        let rounded =
            rounded(&weights).ok_or(Error::Setting { setting: "weights", rule: "must not all be zero" })?;
        parts.values_mut().zip(rounded).for_each(|(part, weight)| part.weight = weight);
        Ok(Self { parts })
    }

    /// The parts, by name.
    #[must_use]
    pub fn parts(&self) -> &BTreeMap<String, PartModel> {
        &self.parts
    }

    /// The score of a pair, 0..=1 000 000: weights times values. A part that the pair lacks is unknown, a part that
    /// the model lacks adds nothing.
    #[must_use]
    pub fn score(&self, parts: &Parts) -> u32 {
        let fit = |name: &String| parts.get(name).copied().flatten();
        self.parts.iter().map(|(name, p)| u32::from(p.weight) * u32::from(p.value(fit(name)))).sum()
    }
}

impl TryFrom<BTreeMap<String, PartModel>> for Model {
    type Error = Error;

    fn try_from(parts: BTreeMap<String, PartModel>) -> Result<Self> {
        Self::of(parts)
    }
}

impl From<Model> for BTreeMap<String, PartModel> {
    fn from(model: Model) -> Self {
        model.parts
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["part", "weight", "unknown", "curve"].map(str::to_owned));
        for (name, part) in &self.parts {
            let curve: Vec<String> = part.curve.iter().map(u16::to_string).collect();
            table.row([name.clone(), part.weight.to_string(), part.neutral.to_string(), curve.join(" ")]);
        }
        table.fmt(f)
    }
}

/// Weights as integers that sum to [`Model::TOTAL`]: rounded down, what is left going to the largest remainders
/// (Hamilton), ties to the first; none if all are zero.
pub(super) fn rounded(weights: &[f64]) -> Option<Vec<u16>> {
    let sum: f64 = weights.iter().sum();
    if sum.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
        return None;
    }
    let exact: Vec<f64> = weights.iter().map(|w| w / sum * f64::from(Model::TOTAL)).collect();
    let mut whole: Vec<u16> = exact.iter().map(|w| w.floor() as u16).collect();
    let left = usize::from(Model::TOTAL.saturating_sub(whole.iter().sum()));
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    order.into_iter().take(left).for_each(|i| whole[i] += 1);
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(curve: &[u16], fit: Option<u16>, expected: u16) {
        assert_eq!(PartModel { weight: 1, neutral: 400, curve: curve.to_vec() }.value(fit), expected);
    }

    #[test]
    fn a_curve_is_straight_between_its_knots() {
        check(&[0, 1000], Some(730), 730);
        check(&[0, 100, 1000], Some(500), 100);
        check(&[0, 100, 1000], Some(750), 550);
        check(&[0, 100, 1000], Some(1000), 1000);
        check(&[0, 100, 1000], None, 400);
    }

    #[test]
    fn a_model_that_falls_or_weighs_nothing_is_refused() {
        let falling = PartModel { weight: 1, neutral: 0, curve: vec![0, 600, 500] };
        assert!(Model::of([("pay", falling)]).is_err());
        assert!(Model::of([("pay", PartModel::straight(0, 0))]).is_err());
        assert!(serde_json::from_str::<Model>(r#"{"pay":{"weight":1,"neutral":0,"curve":[5]}}"#).is_err());
    }

    #[test]
    fn a_model_is_stored_and_read_back() {
        let model =
            Model::of([("pay", PartModel::straight(3, 700)), ("skills", PartModel::straight(4, 0))]).unwrap();
        let text = serde_json::to_string(&model).unwrap();
        assert_eq!(serde_json::from_str::<Model>(&text).unwrap(), model);
        assert!(model.to_string().contains("pay        429      700  0 1000"), "{model}");
    }

    proptest! {
        #[test]
        fn rounded_weights_sum_to_the_total(weights in prop::collection::vec(0.0..9.0f64, 1..30)) {
            if let Some(whole) = rounded(&weights) {
                prop_assert_eq!(whole.iter().map(|&w| u32::from(w)).sum::<u32>(), u32::from(Model::TOTAL));
            }
        }

        #[test]
        fn a_value_never_falls_with_the_fit(mut curve in prop::collection::vec(0u16..=1000, 2..8)) {
            curve.sort_unstable();
            let part = PartModel { weight: 1, neutral: 0, curve };
            prop_assert!((0..=1000).map(|fit| part.value(Some(fit))).is_sorted());
        }
    }
}
