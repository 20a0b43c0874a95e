//! Months in the same or related work against those asked for: years in the work, not years of life.

use super::breakdown::points;
use super::occupation::{ALIKE, RELATED, Work};
use super::part::{Part, Weights};
use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::model::ExperienceDemand;

/// The part.
pub(crate) fn verdict(pair: Pair<'_>, work: &Work) -> Verdict {
    let Some(demand) = &pair.offered.experience else { return Verdict::unknown() };
    if demand.fresh_only {
        return fresh(pair);
    }
    match demand.min_months {
        Some(0) => Verdict::known(1000),
        Some(asked) => against(u32::from(asked), demand, work),
        None => some(demand, work),
    }
}

/// The most points that the part may add where the words are at most as alike as `work` says, or nothing if it refuses
/// even then: who tells of the same work is refused by no rule, and fits no less.
pub(crate) fn most(pair: Pair<'_>, work: &Work, weights: &Weights) -> Option<u16> {
    let verdict = verdict(pair, work);
    verdict.refusal.is_none().then(|| points(Part::Experience, verdict.fit, weights.of(Part::Experience)))
}

/// Whether words are alike enough for that.
pub(crate) fn is_alike(alike: Option<u32>) -> bool {
    alike.is_some_and(|alike| alike >= ALIKE)
}

fn fresh(pair: Pair<'_>) -> Verdict {
    match &pair.wanted.education {
        Some(education) if education.fresh => Verdict::known(1000),
        Some(education)
            if education.graduation_year.is_some() || pair.wanted.total_months.is_some_and(|m| m >= 24) =>
        {
            Verdict::refused(RefusalCode::Audience, Distance::None)
        }
        _ => Verdict::unknown(),
    }
}

fn against(asked: u32, demand: &ExperienceDemand, work: &Work) -> Verdict {
    let shown = work.shown_months;
    if shown >= asked {
        return Verdict::known(1000);
    }
    let soft = demand.preferred_only || demand.relaxable || demand.fresh_ok;
    let Some(open) = work.open_months else { return Verdict::unknown() };
    let most = (shown + open) * 1000 / asked;
    let alike = is_alike(work.alike);
    if !soft && !alike && most < REFUSED_BELOW && asked >= SERIOUS_MONTHS {
        let near = work.wished.max(work.done).unwrap_or(0) >= RELATED;
        let months = Distance::Months((asked - shown) as u16);
        return Verdict::refused(RefusalCode::Experience, months).negotiable_if(near);
    }
    // Of a time that the history leaves open, half is taken to count: people tell last what matters least to them.
    let likely = (shown + open / 2) * 1000 / asked;
    Verdict { fit: Fit::of(likely.max(if soft || alike { 500 } else { 0 })), refusal: None }
}

/// Below this share of the months asked for, in thousandths, the demand is not met by any reading of the history.
const REFUSED_BELOW: u32 = 350;
/// Chosen: shorter demands are asked for by habit; a trial day settles them.
const SERIOUS_MONTHS: u32 = 12;

/// Experience without a number.
fn some(demand: &ExperienceDemand, work: &Work) -> Verdict {
    let Some(open) = work.open_months else { return Verdict::unknown() };
    Verdict::known(match work.shown_months + open / 2 {
        6.. => 1000,
        1..=5 => 800,
        0 if demand.preferred_only || demand.fresh_ok => 600,
        0 => 350,
    })
}
