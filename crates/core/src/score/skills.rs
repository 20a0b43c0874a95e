//! Skills against those asked for, and the words of the duties.

use super::breakdown::points;
use super::occupation::Work;
use super::part::{Part, Weights};
use super::{Fit, Pair, Verdict};
use crate::features::{Sketch, SkillAsked, Told, Wanted};
use crate::model::{SkillId, SkillLevel, Strength};

/// The part: the share of the asked skills that the person has, musts counting double; related skills count by how
/// near they are. Where the ad asks for none, the share of the person's skills that speak for the work.
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

/// How far the person meets a demand, 0..=[`FULLY`].
pub(crate) fn met(pair: Pair<'_>, asked: &SkillAsked) -> u32 {
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

/// How alike the telling words of the two are, 0..=1000: their cosine. Real texts of one trade seldom share a third
/// of them, so the scale is stretched threefold (measured on the open collection: matches 120..=350, others below 60).
pub(super) fn alike(pair: Pair<'_>) -> Option<u32> {
    pair.wanted.terms.cosine(&pair.offered.terms).map(stretched)
}

/// Never falls when `cosine` rises.
fn stretched(cosine: u32) -> u32 {
    (cosine * 3).min(1000)
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
