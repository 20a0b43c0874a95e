//! The work that is wished for and has been done, against the work offered.

use super::{Distance, Fit, Pair, Refusal, RefusalCode, Verdict};
use crate::model::OccupationId;

/// How near the offered work is to what the person wishes, has done and refuses, each 0..=1000.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Work {
    /// Against the best wish; unknown without a wish or where the ad's work was not recognised.
    pub(crate) wished: Option<u32>,
    /// Against the best of the work done.
    pub(crate) done: Option<u32>,
    /// Against the nearest kind of work that is refused.
    pub(crate) refused: u32,
    /// Months in the offered work that the history shows, other work counting by its nearness.
    pub(crate) shown_months: u32,
    /// How alike the words of the person and of the ad are; see [`super::skills::alike`].
    pub(crate) alike: Option<u32>,
    /// Months that may have been in the offered work as well: work of which the history does not say what it was.
    pub(crate) open_months: Option<u32>,
}

/// Below it two kinds of work are not related (source: the lexicon's scale; 300 is a possible transfer).
const RELATED: u32 = 300;
/// From here on an adviser calls two kinds of work one circle: what is refused there is refused here.
const SAME_CIRCLE: u32 = 700;
/// From here on two kinds of work are one and the same, claims that are less than sure counted in.
const SAME_WORK: u32 = 880;
/// From here on a wish speaks of the same circle.
const RELATED_WISH: u32 = 500;

impl Work {
    pub(crate) fn of(pair: Pair<'_>) -> Self {
        let wanted = pair.wanted;
        let nearness = |ids: &[OccupationId]| nearest(pair, ids);
        let wished = wanted
            .wishes
            .iter()
            .filter_map(|w| Some(nearness(&w.occupations)? * u32::from(w.strength) / 1000));
        let done = wanted
            .done
            .iter()
            .filter_map(|d| Some((nearness(&d.occupations)?, d.months.map(u32::from), d.internship)));
        let done: Vec<(u32, Option<u32>, bool)> = done.collect();
        Self {
            wished: wished.max(),
            done: done
                .iter()
                .map(|&(near, months, internship)| weighed(near, months, internship))
                .max()
                .max(trained(pair)),
            refused: nearness(&wanted.refused).unwrap_or(0),
            alike: super::skills::alike(pair),
            shown_months: shown_months(&done),
            open_months: open_months(pair, &done),
        }
    }
}

/// The nearest of `ids` to any claim of the offered work, weighed by how sure the claim is.
fn nearest(pair: Pair<'_>, ids: &[OccupationId]) -> Option<u32> {
    let claims = &pair.offered.occupations;
    let each = claims.iter().flat_map(|&(offered, sure)| ids.iter().map(move |&id| (id, offered, sure)));
    each.map(|(id, offered, sure)| u32::from(pair.knowledge.occupation_fit(id, offered)) * trust(sure) / 1000)
        .max()
}

/// A claim that is less than sure counts less, but never below four fifths: what it names may well be right.
fn trust(sure: u16) -> u32 {
    800 + u32::from(sure) / 5
}

/// The nearest of the work that certificates and majors qualify for.
fn trained(pair: Pair<'_>) -> Option<u32> {
    let claims = pair.wanted.trained.iter();
    claims.filter_map(|&(id, claim)| Some(nearest(pair, &[id])? * u32::from(claim) / 1000)).max()
}

/// Work done for a short time, or as an intern, speaks less.
fn weighed(near: u32, months: Option<u32>, internship: bool) -> u32 {
    let share = match months {
        Some(months) if months < 6 => 800,
        Some(months) if months < 12 => 900,
        _ => 1000,
    };
    near * share.min(if internship { 850 } else { 1000 }) / 1000
}

/// Months in the offered work, other related work counting by its nearness.
fn shown_months(done: &[(u32, Option<u32>, bool)]) -> u32 {
    let related = done.iter().filter(|d| d.0 >= RELATED);
    related.filter_map(|&(near, months, _)| Some(months? * near / 1000)).sum()
}

/// Months of working life that the history leaves open; unknown where a related spell has no length, or where
/// neither the whole nor any part of the working life is told.
fn open_months(pair: Pair<'_>, done: &[(u32, Option<u32>, bool)]) -> Option<u32> {
    if done.iter().any(|d| d.0 >= RELATED && d.1.is_none()) {
        return None;
    }
    let told: u32 = pair.wanted.done.iter().filter_map(|d| d.months).map(u32::from).sum();
    match pair.wanted.total_months {
        Some(total) => Some(u32::from(total).saturating_sub(told)),
        None if pair.wanted.done.is_empty() => None,
        None => Some(0),
    }
}

/// Refuses work that the person declines, and work with nothing to do with wishes or past.
pub(crate) fn related(pair: Pair<'_>, work: &Work) -> Option<Refusal> {
    // Who wishes for this kind of work declines the very variant that was named; who does not, the whole circle.
    let wished = work.wished.unwrap_or(0);
    let declined = if wished < RELATED_WISH { SAME_CIRCLE } else { SAME_WORK.max(wished + 1) };
    if work.refused >= declined {
        return Some(Refusal::new(RefusalCode::Declined, Distance::None));
    }
    let near = work.wished?.max(work.done.unwrap_or(0) * 4 / 5);
    let unrelated = near < RELATED && !pair.wanted.any_work;
    unrelated.then(|| Refusal::new(RefusalCode::Unrelated, Distance::None))
}

/// How near the offered work is to what is wished or done, as [`related`] weighs it; nothing where it is not known.
pub(crate) fn nearness(pair: Pair<'_>) -> Option<u32> {
    let work = Work::of(pair);
    Some(work.wished?.max(work.done.unwrap_or(0) * 4 / 5))
}

/// The wish part. Whoever would do any work has no wish that a post could miss.
pub(crate) fn verdict(pair: Pair<'_>, work: &Work) -> Verdict {
    let fit = match work.wished {
        Some(wished) if pair.wanted.any_work && wished < SAME_CIRCLE => Fit::Unknown,
        wished => wished.map_or(Fit::Unknown, Fit::of),
    };
    Verdict { fit, refusal: None }
}

/// From here on the words of a person and of an ad speak of the same work, whatever the titles say: no rule about
/// work or experience refuses against them. Measured on the open collection: of pairs that a rule about experience
/// alone refused, all good ones lie above, seven of eight refused ones below.
pub(super) const ALIKE: u32 = 500;
