//! Which wishes to loosen, and how far.

use super::barrier::{Barrier, Blocked, Pass, WishKind};
use super::loosen::{loosen, of_barriers};
use super::{Proposal, RelaxPolicy};
use crate::features::Wanted;
use crate::options::MatchOptions;
use crate::ranking::{Best, Match};
use crate::score::{Bent, Sum};
use crate::snapshot::Snapshot;

const KINDS: usize = WishKind::ALL.len();

/// How far each wish may give way; what has no bound stays.
type Bounds = [Option<u32>; KINDS];

/// Finds proposals among what a pass kept.
pub(super) struct Chooser<'a> {
    pub(super) snapshot: &'a Snapshot<'a>,
    pub(super) wanted: &'a Wanted,
    pub(super) options: &'a MatchOptions,
    pub(super) policy: &'a RelaxPolicy,
    pub(super) pass: &'a Pass,
}

impl Chooser<'_> {
    /// Each wish alone: at the first post that it brings, at enough posts, and as far as the policy lets.
    pub(super) fn singles(&self) -> Vec<Proposal> {
        WishKind::ALL.into_iter().flat_map(|kind| self.steps(kind)).collect()
    }

    fn steps(&self, kind: WishKind) -> Vec<Proposal> {
        let alone = |blocked: &&Blocked| mask(&blocked.barriers) == bit(kind);
        let mut far: Vec<u32> =
            self.pass.blocked.iter().filter(alone).map(|blocked| farthest(blocked, kind)).collect();
        far.sort_unstable();
        let at = [Some(0), self.need().checked_sub(1), far.len().checked_sub(1)];
        let mut steps: Vec<u32> = at.into_iter().filter_map(|at| far.get(at?).copied()).collect();
        steps.dedup();
        let bounds = |step: u32| {
            let mut bounds: Bounds = [None; KINDS];
            bounds[kind as usize] = Some(step);
            bounds
        };
        let mut proposals: Vec<Proposal> =
            steps.into_iter().map(|step| self.proposal(&bounds(step))).filter(|p| p.posts > 0).collect();
        proposals.dedup_by_key(|proposal| proposal.posts);
        proposals
    }

    /// Posts that are wanting; at least one, so that whoever has enough still sees what one wish would bring.
    fn need(&self) -> usize {
        self.policy.enough.saturating_sub(self.pass.matched).max(1)
    }

    /// The fewest wishes that bring enough posts, and of those the least asked of them; where no set does, the fewest
    /// that bring the most. Nothing where there is enough already.
    pub(super) fn smallest(&self) -> Option<Proposal> {
        if self.pass.matched >= self.policy.enough {
            return None;
        }
        let count = |set: u32| self.within(set).count();
        let mut sets: Vec<u32> = (1..1 << KINDS).filter(|&set| count(set) > 0).collect();
        sets.sort_unstable_by_key(|&set| (set.count_ones(), set));
        let most = sets.iter().map(|&set| count(set)).max()?;
        let enough = self.need().min(most);
        let size = sets.iter().find(|&&set| count(set) >= enough)?.count_ones();
        let fitting = sets.into_iter().filter(|&set| set.count_ones() == size && count(set) >= enough);
        let bounds = fitting.map(|set| self.least(set, enough)).min_by_key(|bounds| self.effort(bounds))?;
        Some(self.proposal(&bounds)).filter(|proposal| proposal.posts > 0)
    }

    /// Blocked posts that need nothing beyond the wishes of a set.
    fn within(&self, set: u32) -> impl Iterator<Item = &Blocked> {
        self.pass.blocked.iter().filter(move |blocked| mask(&blocked.barriers) & !set == 0)
    }

    /// The bounds that let the `enough` nearest posts of a set in.
    fn least(&self, set: u32, enough: usize) -> Bounds {
        let mut posts: Vec<&Blocked> = self.within(set).collect();
        posts.sort_by_key(|blocked| (self.effort(&bounds_of(&blocked.barriers)), blocked.row));
        let chosen = posts.into_iter().take(enough).flat_map(|blocked| blocked.barriers.iter().copied());
        bounds_of(&chosen.collect::<Vec<_>>())
    }

    /// What bounds ask of a person: each wish by its share of the most that the policy lets, in thousandths.
    fn effort(&self, bounds: &Bounds) -> u32 {
        WishKind::ALL.iter().filter_map(|&kind| Some(bounds[kind as usize]? * 1000 / self.most(kind))).sum()
    }

    /// The most that the policy lets a wish give way.
    fn most(&self, kind: WishKind) -> u32 {
        let policy = self.policy;
        let most = match kind {
            WishKind::Pay => {
                let share = u32::from(100u8.saturating_sub(policy.least_pay_percent));
                self.wanted.pay.map_or(0, |pay| pay.floor / 100 * share)
            }
            WishKind::Places => policy.most_metres,
            WishKind::End => u32::from(policy.most_minutes),
            WishKind::Nights | WishKind::FullTime => 1,
            WishKind::Work => 1000u32.saturating_sub(u32::from(policy.least_nearness)),
        };
        most.max(1)
    }

    /// The proposal of these bounds. Its posts are judged again as the person who gave way.
    fn proposal(&self, bounds: &Bounds) -> Proposal {
        let inside = |barrier: &Barrier| bounds[barrier.kind as usize].is_some_and(|b| barrier.distance <= b);
        let posts: Vec<&Blocked> =
            self.pass.blocked.iter().filter(|blocked| blocked.barriers.iter().all(inside)).collect();
        let barriers: Vec<Barrier> =
            posts.iter().flat_map(|blocked| blocked.barriers.iter().copied()).collect();
        let loosened = of_barriers(self.snapshot.knowledge(), self.wanted, &barriers);
        let wanted = loosen(self.wanted, &loosened);
        let table = self.snapshot.posting_table();
        let mut best = Best::new(Proposal::NAMED, self.options.min_score());
        let mut back = 0;
        for blocked in posts {
            let offered = &table.row(blocked.row as usize).features;
            let pair = self.snapshot.pair(&wanted, offered, self.options);
            let score = Sum::of(pair, self.options.weights(), Bent::LeftOut);
            for score in score.into_iter().filter(|&s| s >= self.options.min_score()) {
                back += 1;
                best.offer(score, blocked.row);
            }
        }
        let (best, _) = best.finish();
        let named = |(score, row): (u32, u32)| Match {
            id: table.row(row as usize).id.to_string(),
            score,
            bent: None,
        };
        Proposal { loosened, posts: back, best: best.into_iter().map(named).collect() }
    }
}

fn bit(kind: WishKind) -> u32 {
    1 << kind as usize
}

/// The wishes that stand against a post.
fn mask(barriers: &[Barrier]) -> u32 {
    barriers.iter().fold(0, |mask, barrier| mask | bit(barrier.kind))
}

fn farthest(blocked: &Blocked, kind: WishKind) -> u32 {
    let own = blocked.barriers.iter().filter(|barrier| barrier.kind == kind);
    own.map(|barrier| barrier.distance).max().unwrap_or(0)
}

fn bounds_of(barriers: &[Barrier]) -> Bounds {
    let mut bounds: Bounds = [None; KINDS];
    for barrier in barriers {
        let bound = &mut bounds[barrier.kind as usize];
        *bound = Some(bound.map_or(barrier.distance, |far| far.max(barrier.distance)));
    }
    bounds
}
