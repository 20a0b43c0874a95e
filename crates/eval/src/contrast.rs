//! Two runs compared: how large the difference is, how sure, and whether chance explains it.

use std::fmt;

use serde::Serialize;

use crate::measure::Measure;
use crate::random::Random;
use crate::scores::{Scores, mean};
use crate::table::Table;

/// How often to resample, and how wide an interval to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resampling {
    /// Rounds. Chosen as 10 000: a p-value of 0.05 is then known to within 0.004.
    pub rounds: u32,
    /// Share of the resampled means that the interval holds, in thousandths.
    pub confidence_permille: u16,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { rounds: 10_000, confidence_permille: 950 }
    }
}

/// A mean and the bounds that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower bound.
    pub low: f64,
    /// The mean of what was seen.
    pub mean: f64,
    /// The upper bound.
    pub high: f64,
}

impl Interval {
    /// The bootstrap percentile interval of the mean of `values` (Efron 1979): the values are drawn again with
    /// replacement, `rounds` times; none for no values.
    ///
    /// Costs `rounds` times the number of values.
    #[must_use]
    pub fn bootstrap(values: &[f64], resampling: Resampling, random: &mut Random) -> Option<Self> {
        let seen = mean(values)?;
        let draw = |random: &mut Random| -> f64 {
            (0..values.len()).map(|_| values[random.below(values.len())]).sum::<f64>() / values.len() as f64
        };
        let mut means: Vec<f64> = (0..resampling.rounds.max(1)).map(|_| draw(random)).collect();
        means.sort_unstable_by(f64::total_cmp);
        let outside = usize::from(1000 - resampling.confidence_permille.min(1000));
        let cut = means.len() * outside / 2000;
        Some(Self { low: means[cut], mean: seen, high: means[means.len() - 1 - cut] })
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} [{:.3}, {:.3}]", self.mean, self.low, self.high)
    }
}

/// The p-value of the paired randomisation test (Fisher's, two-sided): how often a mean at least as far from zero
/// comes out when the sign of each difference is left to chance.
///
/// Exact when all signs can be tried within `rounds`, otherwise sampled, the observed signs counted as one sample.
#[must_use]
pub fn randomisation_p(differences: &[f64], rounds: u32, random: &mut Random) -> f64 {
    // Sums of the same numbers in another order may differ in the last bits; they are not further from zero.
    let observed = differences.iter().sum::<f64>().abs() - 1e-12;
    let far = |sign: &mut dyn FnMut(usize) -> bool| {
        let sum: f64 = differences.iter().enumerate().map(|(i, d)| if sign(i) { *d } else { -d }).sum();
        u32::from(sum.abs() >= observed)
    };
    let all =
        1u32.checked_shl(differences.len() as u32).filter(|&all| differences.len() < 31 && all <= rounds);
    if let Some(all) = all {
        let hits: u32 = (0..all).map(|signs| far(&mut |i| signs >> i & 1 == 1)).sum();
        return f64::from(hits) / f64::from(all);
    }
    let hits: u32 = (0..rounds).map(|_| far(&mut |_| random.next_u64() >> 63 == 1)).sum();
    f64::from(hits + 1) / (f64::from(rounds) + 1.0)
}

/// One measure under two runs, over the queries for which it is defined in both.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contrast {
    /// The measure, by its name.
    pub measure: String,
    /// Queries compared.
    pub queries: usize,
    /// The mean before.
    pub before: f64,
    /// The mean after.
    pub after: f64,
    /// After less before, with its interval.
    pub difference: Interval,
    /// Of the paired randomisation test.
    pub p_value: f64,
    /// Queries with a higher value after.
    pub up: usize,
    /// Queries with a lower value after.
    pub down: usize,
}

/// Every measure that two scorings share, compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Contrasts {
    /// One contrast a measure, in the order of the scoring before.
    pub contrasts: Vec<Contrast>,
}

impl Contrasts {
    /// Compares two scorings of the same queries; each measure begins at a generator of its own, so that leaving one
    /// out moves no figure of another.
    #[must_use]
    pub fn between(before: &Scores, after: &Scores, resampling: Resampling, random: &Random) -> Self {
        let measures = before.measures().iter().filter(|m| after.measures().contains(m));
        let each = measures.filter_map(|&m| contrast(m, before, after, resampling, &mut random.clone()));
        Self { contrasts: each.collect() }
    }
}

fn contrast(
    measure: Measure,
    before: &Scores,
    after: &Scores,
    resampling: Resampling,
    random: &mut Random,
) -> Option<Contrast> {
    let after_values = after.of(measure);
    let pairs: Vec<(f64, f64)> =
        before.of(measure).into_iter().filter_map(|(q, b)| Some((b, *after_values.get(q)?))).collect();
    let differences: Vec<f64> = pairs.iter().map(|(b, a)| a - b).collect();
    Some(Contrast {
        measure: measure.label(),
        queries: pairs.len(),
        before: mean(&pairs.iter().map(|p| p.0).collect::<Vec<_>>())?,
        after: mean(&pairs.iter().map(|p| p.1).collect::<Vec<_>>())?,
        difference: Interval::bootstrap(&differences, resampling, random)?,
        p_value: randomisation_p(&differences, resampling.rounds, random),
        up: differences.iter().filter(|&&d| d > 0.0).count(),
        down: differences.iter().filter(|&&d| d < 0.0).count(),
    })
}

impl fmt::Display for Contrasts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["measure", "queries", "before", "after", "difference", "p", "up", "down"];
        let mut table = Table::new(heads.map(str::to_owned));
        for c in &self.contrasts {
            table.row([
                c.measure.clone(),
                c.queries.to_string(),
                format!("{:.3}", c.before),
                format!("{:.3}", c.after),
                c.difference.to_string(),
                format!("{:.4}", c.p_value),
                c.up.to_string(),
                c.down.to_string(),
            ]);
        }
        table.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Judgements, Protocol, Run};

    fn check(differences: &[f64], expected: std::ops::RangeInclusive<f64>) {
        let p = randomisation_p(differences, 10_000, &mut Random::seeded(5));
        assert!(expected.contains(&p), "{differences:?}: {p}");
    }

    #[test]
    fn few_queries_are_tested_exactly() {
        check(&[0.1; 5], 0.0625..=0.0625);
        check(&[0.2, -0.2], 1.0..=1.0);
        check(&[], 1.0..=1.0);
    }

    #[test]
    fn many_queries_are_sampled_and_never_give_zero() {
        check(&[0.1; 40], 1e-5..=2e-4);
        let mixed: Vec<f64> = (0..40).map(|i| if i % 2 == 0 { 0.1 } else { -0.1 }).collect();
        check(&mixed, 0.9..=1.0);
    }

    #[test]
    fn the_interval_holds_the_mean_and_shrinks_to_it_where_nothing_varies() {
        let random = &mut Random::seeded(3);
        let varied: Vec<f64> = (0..50).map(|i| f64::from(i % 10)).collect();
        let interval = Interval::bootstrap(&varied, Resampling::default(), random).unwrap();
        assert!(
            interval.low < 4.5 && 4.5 < interval.high && interval.high - interval.low < 2.0,
            "{interval}"
        );
        let flat = Interval::bootstrap(&[0.5; 9], Resampling::default(), random).unwrap();
        assert_eq!((flat.low, flat.high), (0.5, 0.5));
        assert_eq!(Interval::bootstrap(&[], Resampling::default(), random), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_figures() {
        let judgements = Judgements::read("P1\tJ1\t3\nP2\tJ1\t2\nP2\tJ2\t0\n".as_bytes()).unwrap();
        let scores = |run: &str| Protocol::house().score(&judgements, &Run::read(run.as_bytes()).unwrap());
        let (before, after) = (scores("P2\tJ2\t9\nP2\tJ1\t8\n"), scores("P1\tJ1\t9\nP2\tJ1\t8\n"));
        let compare = || Contrasts::between(&before, &after, Resampling::default(), &Random::seeded(1));
        assert_eq!(compare(), compare());
        assert_eq!((compare().contrasts[0].up, compare().contrasts[0].down), (2, 0));
        assert!(compare().to_string().lines().all(|l| l.chars().count() <= 100));
    }
}
