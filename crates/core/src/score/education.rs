//! Education and major against those asked for.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::features::MajorsAsked;
use crate::model::Strength;

/// The part: the level first, then the major.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let level = level(pair);
    if level.refusal.is_some() {
        return level;
    }
    let major = major(pair);
    if major.refusal.is_some() {
        return major;
    }
    let fit = match (level.fit, major.fit) {
        (Fit::Known(level), Fit::Known(major)) => Fit::of((u32::from(level) + u32::from(major)) / 2),
        (Fit::Known(_), Fit::Unknown) => level.fit,
        (Fit::Unknown, _) => major.fit,
    };
    Verdict { fit, refusal: None }
}

fn level(pair: Pair<'_>) -> Verdict {
    let Some(demand) = &pair.offered.education else { return Verdict::unknown() };
    let Some(held) = &pair.wanted.education else {
        return if demand.min.is_none() { Verdict::known(1000) } else { Verdict::unknown() };
    };
    let ladder = |level| pair.knowledge.rung(level);
    let have = ladder(held.level).max(held.studying.map_or(0, ladder));
    let least = pair.offered.least_education().map_or(0, ladder);
    if have < least {
        if demand.relaxable {
            return Verdict::known(450);
        }
        return Verdict::refused(RefusalCode::Education, Distance::Rungs(least - have));
    }
    let preferred = demand.preferred.map_or(0, ladder);
    let asked = demand.min.map_or(0, ladder);
    Verdict::known(match have {
        _ if have < asked => 600,
        _ if have < preferred => 850,
        _ if have >= least.saturating_add(OVER) && least > 0 => 850,
        _ => 1000,
    })
}

/// Rungs above the demand from which a person counts as over-qualified: a soft part, never a refusal.
const OVER: u8 = 3;

fn major(pair: Pair<'_>) -> Verdict {
    let majors = pair.wanted.education.as_ref().map(|e| e.majors.as_slice()).unwrap_or_default();
    if majors.is_empty() || pair.offered.majors.is_empty() {
        return Verdict::unknown();
    }
    let best = pair.offered.majors.iter().map(|asked| near(pair, asked)).max().unwrap_or(0);
    let must = pair.offered.majors.iter().all(|m| m.strength == Strength::Must && !m.related_ok);
    if must && best < UNRELATED_MAJOR {
        return Verdict::refused(RefusalCode::Major, Distance::None);
    }
    Verdict::known(400 + best * 6 / 10)
}

/// Below it two majors share no class (source: the scale of the lexicon's majors).
const UNRELATED_MAJOR: u32 = 200;

fn near(pair: Pair<'_>, asked: &MajorsAsked) -> u32 {
    let held = pair.wanted.education.as_ref().map(|e| e.majors.as_slice()).unwrap_or_default();
    let pairs = held.iter().flat_map(|&have| asked.any_of.iter().map(move |&want| (have, want)));
    pairs.map(|(have, want)| u32::from(pair.knowledge.major_fit(have, want))).max().unwrap_or(0)
}
