//! Skills against those asked for, and the words of the duties.

use super::breakdown::{neutral, points};
use super::occupation::Work;
use super::part::{Part, Weights};
use super::{Fit, Pair, Verdict};
use crate::features::{Sketch, SkillAsked, Told, Wanted};
use crate::model::{SkillId, SkillLevel, Strength};

/// The part: the share of the asked skills that the person has, musts counting double; related skills count by how
/// near they are. Nobody lists everything they can do: a skill that is not told is unknown, one that is said to be
/// lacking is lacking. So a skill more never fits less.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    fit(pair.wanted, pair.offered.skills.iter().map(|asked| (asked.strength, met(pair, asked))))
}

/// The share of demands of which it is known how far each is met, 0..=1000; never falls when one is met further.
fn fit(wanted: &Wanted, demands: impl Iterator<Item = (Strength, u32)>) -> Verdict {
    let (mut sum, mut whole) = (0, 0);
    for (strength, met) in demands {
        let weight = if strength == Strength::Must { 2 } else { 1 };
        sum += weight * met;
        whole += weight;
    }
    if whole == 0 || wanted.skills.is_empty() {
        return Verdict::unknown();
    }
    Verdict { fit: Fit::of(sum / whole), refusal: None }
}

/// The points of the part where it is known how far each demand is met.
pub(crate) fn points_of(
    wanted: &Wanted,
    demands: impl Iterator<Item = (Strength, u32)>,
    weights: &Weights,
) -> u16 {
    points(Part::Skills, fit(wanted, demands).fit, weights.of(Part::Skills))
}

/// How far the person meets a demand, from lacking over unknown to held, 0..=[`FULLY`].
pub(crate) fn met(pair: Pair<'_>, asked: &SkillAsked) -> u32 {
    let unsaid = u32::from(neutral(Part::Skills));
    match best(pair, asked) {
        0 if lacking(pair, asked) => 0,
        held => unsaid + (1000 - unsaid) * held / 1000,
    }
}

/// Every one of the skills that would do is said to be lacking.
fn lacking(pair: Pair<'_>, asked: &SkillAsked) -> bool {
    let lacks =
        |want| pair.wanted.skills.iter().any(|&(have, level)| have == want && level == SkillLevel::Lacking);
    asked.any_of.iter().all(|&want| lacks(want))
}

fn best(pair: Pair<'_>, asked: &SkillAsked) -> u32 {
    let pairs = pair
        .wanted
        .skills
        .iter()
        .flat_map(|&(have, level)| asked.any_of.iter().map(move |&want| (have, level, want)));
    pairs.map(|(have, level, want)| near(pair, have, level, want)).max().unwrap_or(0)
}

/// A demand that is met.
pub(crate) const FULLY: u32 = 1000;

fn near(pair: Pair<'_>, have: SkillId, level: SkillLevel, want: SkillId) -> u32 {
    let held = match level {
        SkillLevel::Lacking => 0,
        SkillLevel::Basic => 600,
        SkillLevel::Able | SkillLevel::Strong => 1000,
    };
    u32::from(pair.knowledge.skill_fit(have, want)) * held / 1000
}

/// How alike the telling words of the two are, 0..=1000: how much of what the ad tells the person tells too. Real texts
/// of one trade seldom share a quarter of their words, so the scale is stretched fourfold (measured on the open
/// collection: matches 160..=470, others below 80).
pub(super) fn alike(pair: Pair<'_>) -> Option<u32> {
    pair.offered.terms.told_by(&pair.wanted.terms).map(stretched)
}

/// Never falls when `told` rises.
fn stretched(told: u32) -> u32 {
    (told * 4).min(1000)
}

/// The most points that the skills may add for this person.
pub(crate) fn most(wanted: &Wanted, weights: &Weights) -> u16 {
    let fit = if wanted.skills.is_empty() { Fit::Unknown } else { Fit::FULL };
    points(Part::Skills, fit, weights.of(Part::Skills))
}

/// How alike the words may be at most, where the words of the ad are known by their sketch alone.
pub(crate) fn most_alike(told: &Told, sketch: Sketch<'_>) -> Option<u32> {
    told.most(sketch).map(stretched)
}

/// The points of the duties for words that are this alike.
pub(crate) fn duties_points(alike: Option<u32>, weights: &Weights) -> u16 {
    points(Part::Duties, alike.map_or(Fit::Unknown, Fit::of), weights.of(Part::Duties))
}

/// The duties part.
pub(crate) fn duties(work: &Work) -> Verdict {
    Verdict { fit: work.alike.map_or(Fit::Unknown, Fit::of), refusal: None }
}
