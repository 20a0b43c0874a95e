//! What scoring gives: the parts of a score, and the reasons of a refusal.

use serde::{Deserialize, Serialize};

use super::part::{Part, Side, Weights};
use super::refusal::Refusal;

/// How well one criterion is met; what a record leaves out is unknown, neither a match nor a mismatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// Met this far, 0..=1000.
    Known(u16),
    /// Not said by one of the two.
    Unknown,
}

impl Fit {
    /// The full fit.
    pub const FULL: Self = Self::Known(1000);
    /// No fit at all.
    pub const NONE: Self = Self::Known(0);

    /// A fit of `value`, held to 0..=1000.
    #[must_use]
    pub fn of(value: u32) -> Self {
        Self::Known(value.min(1000) as u16)
    }

    /// The fit as a number: what is unknown counts as `neutral`.
    #[must_use]
    pub fn or(self, neutral: u16) -> u16 {
        match self {
            Self::Known(value) => value.min(1000),
            Self::Unknown => neutral,
        }
    }
}

/// One part of a score: its fit and the points that it adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartScore {
    /// Which part.
    pub part: Part,
    /// How well it is met.
    pub fit: Fit,
    /// What it may add at most.
    pub weight: u16,
    /// What it adds.
    pub points: u16,
}

impl PartScore {
    pub(crate) fn new(part: Part, fit: Fit, weights: &Weights) -> Self {
        let weight = weights.of(part);
        Self { part, fit, weight, points: points(part, fit, weight) }
    }
}

/// Points of a part: weight times fit, rounded down.
pub(crate) fn points(part: Part, fit: Fit, weight: u16) -> u16 {
    (u32::from(weight) * u32::from(fit.or(neutral(part))) / 1000) as u16
}

/// What an unknown fit counts: a little above the middle, since an ad that is silent more often fits than not.
/// Chosen; raising it favours short ads over exact ones.
pub(super) fn neutral(part: Part) -> u16 {
    match part {
        Part::Occupation | Part::Background => 450,
        Part::Skills | Part::Duties => 350,
        Part::Policy => 0,
        _ => 700,
    }
}

/// A bent pair counts this part of its points. Chosen, so that it stands below pairs that break no rule: their scores on
/// the open collection begin at 3500.
pub(super) const BENT_PART: u16 = 4;
/// A bent pair is worth a talk from these points on, of [`Weights::TOTAL`], before they are cut. Chosen: half.
const BENT_FLOOR: u32 = Weights::TOTAL / 2;

/// Whether pairs that break one negotiable rule are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bent {
    /// Listed, below the others.
    #[default]
    Listed,
    /// Left out, as if refused.
    LeftOut,
}

impl Bent {
    /// Whether a pair of `points` whose only broken rule is `refusal` is listed.
    pub(super) fn lists(self, refusal: &Refusal, points: u32) -> bool {
        self == Self::Listed && refusal.negotiable && points >= BENT_FLOOR
    }
}

/// A score as the exact sum of its parts, with the reasons why the pair is refused, if it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    pub(crate) parts: Vec<PartScore>,
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) bent: Option<Refusal>,
}

impl Breakdown {
    /// A pair with these parts that breaks these rules.
    pub(super) fn new(parts: Vec<PartScore>, refusals: Vec<Refusal>, bent: Bent) -> Self {
        let mut breakdown = Self { parts, refusals, bent: None };
        if let [refusal] = &breakdown.refusals[..]
            && bent.lists(refusal, breakdown.score())
        {
            breakdown.bent = breakdown.refusals.pop();
            breakdown.parts.iter_mut().for_each(|part| part.points /= BENT_PART);
        }
        breakdown
    }

    /// The score: the sum of the points, 0..=10 000.
    #[must_use]
    pub fn score(&self) -> u32 {
        self.parts.iter().map(|p| u32::from(p.points)).sum()
    }

    /// The points of one side.
    #[must_use]
    pub fn side(&self, side: Side) -> u32 {
        self.parts.iter().filter(|p| p.part.side() == side).map(|p| u32::from(p.points)).sum()
    }

    /// The parts, in the order of [`Part::ALL`].
    #[must_use]
    pub fn parts(&self) -> &[PartScore] {
        &self.parts
    }

    /// Why the pair is refused; empty for a match.
    #[must_use]
    pub fn refusals(&self) -> &[Refusal] {
        &self.refusals
    }

    /// The one negotiable rule that a possible pair breaks; its points are a quarter of what they would be.
    #[must_use]
    pub fn bent(&self) -> Option<&Refusal> {
        self.bent.as_ref()
    }
}
