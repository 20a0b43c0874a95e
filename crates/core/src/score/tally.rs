//! Who listens to the parts: a sum for ranking, a ledger for explaining.

use std::ops::ControlFlow;

use super::breakdown::{Breakdown, PartScore, points};
use super::part::{Part, Weights};
use super::refusal::Refusal;
use super::{Pair, Verdict, judge};

/// Is told each part as it is judged, and may stop the judging.
pub(crate) trait Tally {
    /// A part and what it found.
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()>;
    /// A rule that adds no points.
    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()>;
}

/// Sums the points; the first refusal ends it.
pub(crate) struct Sum<'w> {
    weights: &'w Weights,
    score: u32,
}

impl<'w> Sum<'w> {
    pub(super) fn new(weights: &'w Weights) -> Self {
        Self { weights, score: 0 }
    }

    pub(super) fn score(&self) -> u32 {
        self.score
    }

    /// The score of a pair, or nothing if it is refused.
    pub(crate) fn of(pair: Pair<'_>, weights: &'w Weights) -> Option<u32> {
        let mut sum = Self::new(weights);
        judge(pair, &mut sum).is_continue().then_some(sum.score)
    }
}

impl Tally for Sum<'_> {
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()> {
        self.score += u32::from(points(part, verdict.fit, self.weights.of(part)));
        self.rule(verdict.refusal)
    }

    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()> {
        if refusal.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Keeps every part and every refusal.
pub(crate) struct Ledger<'w> {
    weights: &'w Weights,
    breakdown: Breakdown,
}

impl<'w> Ledger<'w> {
    /// The breakdown of a pair.
    pub(crate) fn of(pair: Pair<'_>, weights: &'w Weights) -> Breakdown {
        let mut ledger = Self { weights, breakdown: Breakdown { parts: Vec::new(), refusals: Vec::new() } };
        let _ = judge(pair, &mut ledger);
        ledger.breakdown.parts.sort_unstable_by_key(|p| p.part);
        ledger.breakdown
    }
}

impl Tally for Ledger<'_> {
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()> {
        self.breakdown.parts.push(PartScore::new(part, verdict.fit, self.weights));
        self.rule(verdict.refusal)
    }

    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()> {
        self.breakdown.refusals.extend(refusal);
        ControlFlow::Continue(())
    }
}
