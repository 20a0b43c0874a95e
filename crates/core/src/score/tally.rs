//! Who listens to the parts: a sum for ranking, a ledger for explaining.

use std::ops::ControlFlow;

use super::breakdown::{BENT_PART, Bent, Breakdown, PartScore, points};
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

/// Sums the points; the first rule that is broken and cannot be bent ends it.
pub(crate) struct Sum<'w> {
    weights: &'w Weights,
    bent: Bent,
    score: u32,
    /// The score if the pair is bent.
    cut: u32,
    broken: Option<Refusal>,
}

impl<'w> Sum<'w> {
    /// No bent pair scores more.
    pub(crate) const MOST_BENT: u32 = Weights::TOTAL / BENT_PART as u32;

    fn new(weights: &'w Weights, bent: Bent) -> Self {
        Self { weights, bent, score: 0, cut: 0, broken: None }
    }

    /// A sum that any broken rule ends.
    pub(super) fn strict(weights: &'w Weights) -> Self {
        Self::new(weights, Bent::LeftOut)
    }

    pub(super) fn score(&self) -> u32 {
        self.score
    }

    /// The score of a pair, or nothing if it is refused.
    pub(crate) fn of(pair: Pair<'_>, weights: &'w Weights, bent: Bent) -> Option<u32> {
        let mut sum = Self::new(weights, bent);
        if judge(pair, &mut sum).is_break() {
            return None;
        }
        match &sum.broken {
            None => Some(sum.score),
            Some(refusal) => bent.lists(refusal, sum.score).then_some(sum.cut),
        }
    }
}

impl Tally for Sum<'_> {
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()> {
        let points = points(part, verdict.fit, self.weights.of(part));
        self.score += u32::from(points);
        self.cut += u32::from(points / BENT_PART);
        self.rule(verdict.refusal)
    }

    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()> {
        let Some(refusal) = refusal else { return ControlFlow::Continue(()) };
        let may_bend = self.bent == Bent::Listed && refusal.negotiable && self.broken.is_none();
        self.broken = Some(refusal);
        if may_bend { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}

/// Keeps every part and every refusal.
pub(crate) struct Ledger<'w> {
    weights: &'w Weights,
    parts: Vec<PartScore>,
    refusals: Vec<Refusal>,
}

impl<'w> Ledger<'w> {
    /// The breakdown of a pair.
    pub(crate) fn of(pair: Pair<'_>, weights: &'w Weights, bent: Bent) -> Breakdown {
        let mut ledger = Self { weights, parts: Vec::new(), refusals: Vec::new() };
        let _ = judge(pair, &mut ledger);
        ledger.parts.sort_unstable_by_key(|p| p.part);
        Breakdown::new(ledger.parts, ledger.refusals, bent)
    }
}

impl Tally for Ledger<'_> {
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()> {
        self.parts.push(PartScore::new(part, verdict.fit, self.weights));
        self.rule(verdict.refusal)
    }

    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()> {
        self.refusals.extend(refusal);
        ControlFlow::Continue(())
    }
}
