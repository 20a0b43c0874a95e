//! The work that is wished for and has been done, against the work offered.

use super::part::{Part, Weights};
use super::tally::{Sum, Tally};
use super::{Distance, Fit, Pair, Refusal, RefusalCode, Verdict};
use crate::features::Wanted;
use crate::knowledge::Knowledge;
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
pub(super) const RELATED: u32 = 300;
/// From here on work that is close to what was done is worth a talk, though it is not wished; chosen.
const WAY_BACK: u32 = 375;
/// From here on a change to the work is worth a talk; chosen: two thirds of [`RELATED`].
const TRANSFERABLE: u32 = 200;
/// From here on an adviser calls two kinds of work one circle: what is refused there is refused here.
const SAME_CIRCLE: u32 = 700;
/// From here on two kinds of work are one and the same, claims that are less than sure counted in.
const SAME_WORK: u32 = 880;
/// From here on a wish speaks of the same circle.
const RELATED_WISH: u32 = 500;

impl Work {
    pub(crate) fn of(pair: Pair<'_>) -> Self {
        let work = Self::by(pair.wanted, |_, ids| nearest(pair, ids));
        Self { alike: super::skills::alike(pair), ..work.against(&pair.offered.occupations) }
    }

    /// Claims that are all mere guesses speak for a pair and never against it: what they do not relate to is unknown.
    fn against(self, claims: &[(OccupationId, u16)]) -> Self {
        if !only_guessed(claims) {
            return self;
        }
        let related = |near: &u32| *near >= RELATED;
        Self { wished: self.wished.filter(related), done: self.done.filter(related), ..self }
    }

    /// The work against claims of which `nearest` knows how near each list of the person's occupations is to them;
    /// it is told the list's place in the order of [`lists`] too. How alike the words are stays unknown.
    fn by(wanted: &Wanted, nearest: impl Fn(usize, &[OccupationId]) -> Option<u32>) -> Self {
        let (done_from, refused_at) = (wanted.wishes.len(), wanted.wishes.len() + wanted.done.len());
        let wished = wanted.wishes.iter().enumerate();
        let wished =
            wished.filter_map(|(i, w)| Some(nearest(i, &w.occupations)? * u32::from(w.strength) / 1000));
        let done = wanted.done.iter().enumerate().filter_map(|(i, d)| {
            Some((nearest(done_from + i, &d.occupations)?, d.months.map(u32::from), d.internship))
        });
        let done: Vec<(u32, Option<u32>, bool)> = done.collect();
        let trained = wanted.trained.iter().enumerate();
        let trained = trained.filter_map(|(i, &(id, claim))| {
            Some(nearest(refused_at + 1 + i, &[id])? * u32::from(claim) / 1000)
        });
        let practised = done.iter().map(|&(near, months, internship)| weighed(near, months, internship));
        Self {
            wished: wished.max(),
            done: practised.chain(trained).max(),
            refused: nearest(refused_at, &wanted.refused).unwrap_or(0),
            alike: None,
            shown_months: shown_months(&done),
            open_months: open_months(wanted, &done),
        }
    }
}

/// Whether what the work is called is no more than a guess, or nothing at all.
pub(crate) fn only_guessed(claims: &[(OccupationId, u16)]) -> bool {
    claims.iter().all(|&(_, sure)| sure < SURE)
}

/// Below it a claim is a guess. Chosen on the scale of the title reader: fewer than half of the guesses below agree with a reader.
const SURE: u16 = 430;

/// The person's lists of occupations that are compared with claims: wishes, work done, refused work, trained work.
fn lists(wanted: &Wanted) -> impl Iterator<Item = &[OccupationId]> {
    let wishes = wanted.wishes.iter().map(|w| w.occupations.as_slice());
    let done = wanted.done.iter().map(|d| d.occupations.as_slice());
    let refused = std::iter::once(wanted.refused.as_slice());
    wishes.chain(done).chain(refused).chain(wanted.trained.iter().map(|(id, _)| std::slice::from_ref(id)))
}

/// How near each of a person's lists of occupations is to every occupation, so that [`Work`] against many claims costs
/// look-ups alone.
#[derive(Default)]
pub(crate) struct Nearness {
    /// For each list, the nearness to each occupation, or nothing for an empty list.
    near: Vec<u16>,
    is_empty: Vec<bool>,
    occupations: usize,
}

impl Nearness {
    /// Forgets the person before and takes `wanted`.
    pub(crate) fn set(&mut self, wanted: &Wanted, knowledge: &Knowledge) {
        self.occupations = knowledge.occupation_count();
        self.is_empty.clear();
        self.is_empty.extend(lists(wanted).map(<[_]>::is_empty));
        self.near.clear();
        self.near.resize(self.is_empty.len() * self.occupations, 0);
        for (list, ids) in self.near.chunks_exact_mut(self.occupations.max(1)).zip(lists(wanted)) {
            for (occupation, near) in ids.iter().flat_map(|&id| knowledge.occupation_fits(id)) {
                let best = &mut list[usize::from(occupation.0)];
                *best = near.max(*best);
            }
        }
    }

    /// The work against `claims`, without how alike the words are: as [`Work::of`] but for that.
    pub(crate) fn work(&self, wanted: &Wanted, claims: &[(OccupationId, u16)]) -> Work {
        let work = Work::by(wanted, |list, _| {
            let each = claims.iter().map(|&(id, sure)| u32::from(self.at(list, id)) * trust(sure) / 1000);
            if self.is_empty[list] { None } else { each.max() }
        });
        work.against(claims)
    }

    fn at(&self, list: usize, id: OccupationId) -> u16 {
        let row = &self.near[list * self.occupations..(list + 1) * self.occupations];
        row.get(usize::from(id.0)).copied().unwrap_or(0)
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
fn open_months(wanted: &Wanted, done: &[(u32, Option<u32>, bool)]) -> Option<u32> {
    if done.iter().any(|d| d.0 >= RELATED && d.1.is_none()) {
        return None;
    }
    let told: u32 = wanted.done.iter().filter_map(|d| d.months).map(u32::from).sum();
    match wanted.total_months {
        Some(total) => Some(u32::from(total).saturating_sub(told)),
        None if wanted.done.is_empty() => None,
        None => Some(0),
    }
}

/// The points of the parts that speak of the work alone, or nothing if the work is refused.
pub(crate) fn points_of(pair: Pair<'_>, work: &Work, weights: &Weights) -> Option<u16> {
    let mut sum = Sum::strict(weights);
    let mut ask = || {
        sum.rule(related(pair, work))?;
        sum.part(Part::Occupation, verdict(pair, work))?;
        sum.part(Part::Background, super::background::verdict(work))
    };
    ask().is_continue().then(|| sum.score() as u16)
}

/// Occupations that a wish may relate to, ascending: work with no claim among them is unrelated.
pub(crate) fn may_relate(wanted: &Wanted, knowledge: &Knowledge) -> Vec<OccupationId> {
    let wished = wanted.wishes.iter().flat_map(|wish| &wish.occupations);
    let fits = wished.flat_map(|&id| knowledge.occupation_fits(id));
    let mut near: Vec<OccupationId> =
        fits.filter(|(_, near)| u32::from(*near) >= RELATED).map(|(id, _)| id).collect();
    near.sort_unstable();
    near.dedup();
    near
}

/// Whether work that is near to no wish and to nothing done may match all the same.
pub(crate) fn takes_unrelated(wanted: &Wanted) -> bool {
    wanted.any_work || wanted.wishes.iter().all(|wish| wish.occupations.is_empty())
}

/// Refuses work that the person declines, and work with nothing to do with wishes or past.
pub(crate) fn related(pair: Pair<'_>, work: &Work) -> Option<Refusal> {
    // Who wishes for this kind of work declines the very variant that was named; who does not, the whole circle.
    let wished = work.wished.unwrap_or(0);
    let declined = if wished < RELATED_WISH { SAME_CIRCLE } else { SAME_WORK.max(wished + 1) };
    if work.refused >= declined {
        return Some(Refusal::new(RefusalCode::Declined, Distance::None));
    }
    // The wish decides. What was only done before is a way back that the person did not ask for: worth a talk.
    let Some(wished) = work.wished else { return strange(pair, work) };
    let unrelated = wished < RELATED && !pair.wanted.any_work;
    let near = wished >= TRANSFERABLE || work.done.unwrap_or(0) >= WAY_BACK;
    unrelated.then(|| Refusal::new(RefusalCode::Unrelated, Distance::None).negotiable_if(near))
}

/// Work that the ad does not name, told in words of which none are the person's: worth a talk at most.
fn strange(pair: Pair<'_>, work: &Work) -> Option<Refusal> {
    let strange = work.alike.is_some_and(|alike| alike < STRANGE) && !takes_unrelated(pair.wanted);
    strange.then(|| Refusal::new(RefusalCode::Unrelated, Distance::None).negotiable_if(true))
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

/// Below it the words of a person and of an ad have nothing in common; chosen: of the open collection's good pairs whose
/// work is not named, all lie three times as high.
const STRANGE: u32 = 100;

/// From here on the words of a person and of an ad speak of the same work, whatever the titles say: no rule about
/// work or experience refuses against them. Measured on the open collection: of pairs that a rule about experience
/// alone refused, all good ones lie above, seven of eight refused ones below.
pub(super) const ALIKE: u32 = 500;
