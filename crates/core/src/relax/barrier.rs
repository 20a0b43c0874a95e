//! The one pass: for every posting, what stands against it, as far as wishes can give way.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rayon::prelude::*;

use super::loosen::of_barriers;
use super::{Opening, RelaxPolicy, Relaxation};
use crate::features::{Offered, Wanted};
use crate::options::MatchOptions;
use crate::score::{
    Bent, Distance, Pair, Part, Refusal, RefusalCode, Sum, Tally, Verdict, Weights, judge, nearest_outside,
    nearness, obstacles, points,
};
use crate::snapshot::Snapshot;

/// A wish that can give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(usize)]
pub(super) enum WishKind {
    Pay,
    Places,
    End,
    Nights,
    FullTime,
    Work,
}

impl WishKind {
    pub(super) const ALL: [Self; 6] =
        [Self::Pay, Self::Places, Self::End, Self::Nights, Self::FullTime, Self::Work];
}

/// A wish that stands against a post, and how far it would have to give way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Barrier {
    pub(super) kind: WishKind,
    /// Yuan, metres, minutes, or points of nearness; 1 where there is nothing to measure.
    pub(super) distance: u32,
    /// The county or the occupation that the post would add.
    pub(super) adds: u32,
}

/// A post that nothing but wishes stands against, and that would be matched if they gave way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blocked {
    pub(super) row: u32,
    pub(super) barriers: Vec<Barrier>,
}

/// What the pass found.
pub(super) struct Pass {
    pub(super) matched: usize,
    pub(super) blocked: Vec<Blocked>,
    lacking: BTreeMap<Vec<String>, usize>,
}

impl Pass {
    pub(super) fn openings(&self) -> Vec<Opening> {
        let opening = |(any_of, &posts): (&Vec<String>, &usize)| Opening { any_of: any_of.clone(), posts };
        let mut openings: Vec<Opening> = self.lacking.iter().map(opening).collect();
        openings.sort_by_key(|opening| Reverse(opening.posts));
        openings.truncate(Relaxation::OPENINGS);
        openings
    }
}

/// How one posting stands.
enum Standing {
    Matched,
    Blocked(Vec<Barrier>),
    /// A certificate is lacking, and nothing else stands against it.
    Lacking(Vec<String>),
    Out,
}

/// Judges every posting once; those that wishes block are judged again as the person who gave way.
pub(super) fn pass(
    snapshot: &Snapshot<'_>,
    wanted: &Wanted,
    options: &MatchOptions,
    policy: &RelaxPolicy,
) -> Pass {
    let table = snapshot.posting_table();
    let standing = |row: usize| {
        let pair = snapshot.pair(wanted, &table.row(row).features, options);
        match standing(pair, options, policy) {
            Standing::Blocked(barriers) if !comes_back(snapshot, pair, &barriers, options) => Standing::Out,
            other => other,
        }
    };
    let standings: Vec<Standing> = (0..table.len()).into_par_iter().map(standing).collect();
    let mut pass = Pass { matched: 0, blocked: Vec::new(), lacking: BTreeMap::new() };
    for (row, standing) in (0..).zip(standings) {
        match standing {
            Standing::Matched => pass.matched += 1,
            Standing::Blocked(barriers) => pass.blocked.push(Blocked { row, barriers }),
            Standing::Lacking(any_of) => *pass.lacking.entry(any_of).or_default() += 1,
            Standing::Out => {}
        }
    }
    pass
}

fn standing(pair: Pair<'_>, options: &MatchOptions, policy: &RelaxPolicy) -> Standing {
    let mut gate = Gate { weights: options.weights(), score: 0, refusals: Vec::new() };
    if judge(pair, &mut gate).is_break() {
        return Standing::Out;
    }
    if gate.refusals.is_empty() {
        return if gate.score >= options.min_score() { Standing::Matched } else { Standing::Out };
    }
    if let [Refusal { code: RefusalCode::Certificate, distance: Distance::AnyOf(names), .. }] =
        &*gate.refusals
    {
        return Standing::Lacking(names.clone());
    }
    let mut barriers = Vec::new();
    for refusal in &gate.refusals {
        match barriers_of(pair, refusal, policy) {
            Some(found) => barriers.extend(found),
            None => return Standing::Out,
        }
    }
    Standing::Blocked(barriers)
}

fn comes_back(snapshot: &Snapshot<'_>, pair: Pair<'_>, barriers: &[Barrier], options: &MatchOptions) -> bool {
    let loosened = of_barriers(snapshot.knowledge(), pair.wanted, barriers);
    let wanted = super::loosen::loosen(pair.wanted, &loosened);
    let score = Sum::of(Pair { wanted: &wanted, ..pair }, options.weights(), Bent::LeftOut);
    score.is_some_and(|score| score >= options.min_score())
}

/// Collects refusals that a wish can take back, or that learning can; any other ends it.
struct Gate<'w> {
    weights: &'w Weights,
    score: u32,
    refusals: Vec<Refusal>,
}

impl Tally for Gate<'_> {
    fn part(&mut self, part: Part, verdict: Verdict) -> ControlFlow<()> {
        self.score += u32::from(points(part, verdict.fit, self.weights.of(part)));
        self.rule(verdict.refusal)
    }

    fn rule(&mut self, refusal: Option<Refusal>) -> ControlFlow<()> {
        let Some(refusal) = refusal else { return ControlFlow::Continue(()) };
        if !can_give_way(refusal.code) {
            return ControlFlow::Break(());
        }
        self.refusals.push(refusal);
        ControlFlow::Continue(())
    }
}

/// Whether a refusal comes of a wish, or of a certificate that can be learned for. All else stays: what is declined,
/// conditions (the body, fear, the family), the law, what the employer requires, and every veto.
fn can_give_way(code: RefusalCode) -> bool {
    use RefusalCode::{BelowFloor, Certificate, Form, Outside, Schedule, Unrelated};
    matches!(code, BelowFloor | Outside | Schedule | Form | Unrelated | Certificate)
}

/// How far wishes have to give way for one refusal; nothing where the policy does not let them.
fn barriers_of(pair: Pair<'_>, refusal: &Refusal, policy: &RelaxPolicy) -> Option<Vec<Barrier>> {
    let one = |kind, distance, adds| Some(vec![Barrier { kind, distance, adds }]);
    match (refusal.code, &refusal.distance) {
        (RefusalCode::BelowFloor, &Distance::YuanPerMonth(short)) => {
            let floor = pair.wanted.pay?.floor;
            one(WishKind::Pay, floor - lower_floor(floor, short, policy)?, 0)
        }
        (RefusalCode::Outside, _) => {
            let near = nearest_outside(pair).filter(|&(_, metres)| metres <= policy.most_metres);
            near.and_then(|(county, metres)| one(WishKind::Places, metres, county.0))
        }
        (RefusalCode::Schedule, _) => schedule(pair, policy),
        (RefusalCode::Form, _) if policy.full_time => one(WishKind::FullTime, 1, 0),
        (RefusalCode::Unrelated, _) => {
            let near = nearness(pair).filter(|&near| near >= u32::from(policy.least_nearness))?;
            one(WishKind::Work, 1000u32.saturating_sub(near), surest(pair.offered)?)
        }
        _ => None,
    }
}

/// The floor at which pay that is so much short of it would do, if the policy lets it be proposed.
fn lower_floor(floor: u32, short: u32, policy: &RelaxPolicy) -> Option<u32> {
    let least = u64::from(floor) * u64::from(policy.least_pay_percent);
    Some(rounded(floor - short)).filter(|&to| u64::from(to) * 100 >= least)
}

/// Round figures are what people name: down to the hundred.
fn rounded(yuan: u32) -> u32 {
    if yuan >= 1000 { yuan / 100 * 100 } else { yuan }
}

fn schedule(pair: Pair<'_>, policy: &RelaxPolicy) -> Option<Vec<Barrier>> {
    let found = obstacles(&pair.wanted.schedule, &pair.offered.schedule);
    if (found.nights && !policy.nights) || found.late.is_some_and(|late| late > policy.most_minutes) {
        return None;
    }
    let late = found.late.map(|late| Barrier { kind: WishKind::End, distance: u32::from(late), adds: 0 });
    let nights = found.nights.then_some(Barrier { kind: WishKind::Nights, distance: 1, adds: 0 });
    Some(late.into_iter().chain(nights).collect())
}

fn surest(offered: &Offered) -> Option<u32> {
    let sure = offered.occupations.iter().max_by_key(|&&(id, sure)| (sure, Reverse(id)))?;
    Some(u32::from(sure.0.0))
}
