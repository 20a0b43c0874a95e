//! A plan: who is to get what in a run. Made from the referrals, the ledger and the policy; nothing is written yet.
//!
//! Vacancies are shared out by groups of duplicates. A plan leaves out what its own run has already written, so a run
//! that was killed makes the same plan again.

use rustc_hash::FxHashMap;

use crate::allocate::{Congestion, Edge, Market, Shares, share, top};
use crate::eligible::{Allowance, Rules, Skipped};
use crate::error::Result;
use crate::facts::{Ask, Item, Offer, Recipient, Referrals, RunKind};
use crate::key::{GroupKey, PersonKey, date_of};
use crate::ledger::{Histories, History, Ledger};
use crate::policy::Policy;
use crate::run::Progress;

/// Groups of duplicates, numbered in the order of their first item.
pub(crate) struct Groups {
    /// The group of each item.
    pub(crate) of_item: Vec<u32>,
    /// The ledger's key of each group.
    pub(crate) keys: Vec<GroupKey>,
    /// Whether a group has more than one item.
    many: Vec<bool>,
    /// The first item of each group.
    first: Vec<u32>,
    /// All keys under which the ledger may know a group of several items: it is named by one of them, and which one
    /// changes as ads come and go.
    others: FxHashMap<u32, Vec<GroupKey>>,
    open: Vec<bool>,
}

impl Groups {
    fn new(items: &[Item], ledger: &Ledger, kind: RunKind) -> Self {
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut groups = Self {
            of_item: vec![],
            keys: vec![],
            many: vec![],
            first: vec![],
            others: FxHashMap::default(),
            open: vec![],
        };
        for (place, item) in items.iter().enumerate() {
            let name = if item.group.is_empty() { item.id.as_str() } else { item.group.as_str() };
            let group = *known.entry(name).or_insert(groups.keys.len() as u32);
            if group as usize == groups.keys.len() {
                // People who are shown to employers stand in the ledger as people, not as postings.
                let key = match kind {
                    RunKind::Employer => ledger.secret().person(name).as_group(),
                    _ => ledger.secret().group(name),
                };
                groups.keys.push(key);
                groups.many.push(false);
                groups.open.push(false);
                groups.first.push(place as u32);
            } else {
                groups.many[group as usize] = true;
            }
            groups.open[group as usize] |= item.open;
            groups.of_item.push(group);
        }
        for (item, &group) in items.iter().zip(&groups.of_item) {
            if groups.many[group as usize] {
                groups.others.entry(group).or_default().push(ledger.secret().group(&item.id));
            }
        }
        groups
    }

    /// All keys under which the ledger may know a group.
    pub(crate) fn known_as(&self, group: u32) -> Vec<GroupKey> {
        let own = std::iter::once(self.keys[group as usize]);
        own.chain(self.others.get(&group).into_iter().flatten().copied()).collect()
    }

    /// The group behind every key that the ledger may know.
    pub(crate) fn by_key(&self) -> FxHashMap<GroupKey, u32> {
        let others = self.others.iter().flat_map(|(&group, keys)| keys.iter().map(move |&key| (key, group)));
        let own = self.keys.iter().copied().zip(0..);
        others.chain(own).collect()
    }

    pub(crate) fn first_item(&self, group: u32) -> u32 {
        self.first[group as usize]
    }

    /// Whether any item of a group may still be shown.
    pub(crate) fn is_open(&self, group: u32) -> bool {
        self.open[group as usize]
    }
}

/// One chosen item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Chosen {
    pub(crate) item: u32,
    pub(crate) score: u16,
}

/// What is known of a recipient after planning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Skipped(Skipped),
    Allowed(Allowance),
}

/// Who is to get what.
pub(crate) struct Plan {
    pub(crate) groups: Groups,
    pub(crate) standing: Vec<Standing>,
    market: Market,
    shares: Shares,
    /// What key groups get on top: by place.
    extra: FxHashMap<u32, Vec<Edge>>,
    /// Where the item or its score cannot be told from the group and the weight.
    exact: FxHashMap<(u32, u32), Chosen>,
}

/// What goes into a plan.
pub(crate) struct Planner<'a> {
    pub(crate) referrals: &'a dyn Referrals,
    pub(crate) ledger: &'a Ledger,
    pub(crate) policy: &'a Policy,
    pub(crate) kind: RunKind,
    pub(crate) day: u32,
}

/// Recipients whose lists are asked for at once; chosen: enough for all threads, few enough to report progress.
const CHUNK: usize = 4096;

impl Planner<'_> {
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules::new(self.policy, self.kind, self.day)
    }

    pub(crate) fn plan(&self, progress: &mut dyn FnMut(Progress)) -> Result<Plan> {
        let groups = Groups::new(self.referrals.items(), self.ledger, self.kind);
        let (capacity, kept) = self.capacities(&groups)?;
        let total = self.referrals.recipient_count();
        let market = Market::new(capacity, self.rules().good());
        let mut drawn = Drawn { market, standing: Vec::with_capacity(total), exact: FxHashMap::default() };
        let histories = self.ledger.histories()?;
        for from in (0..total).step_by(CHUNK) {
            let to = (from + CHUNK).min(total);
            self.draw(from..to, &groups, &histories, &mut drawn)?;
            progress(Progress::Planning { done: to, total });
        }
        let Drawn { market, standing, exact } = drawn;
        let shares = if self.policy.allocation.enabled { share(&market) } else { top(&market) };
        let extra = self.extras(&market, &shares, &standing, kept);
        Ok(Plan { groups, standing, market, shares, extra, exact })
    }

    /// How often each group may still be shown, and how often on top of that to key groups.
    fn capacities(&self, groups: &Groups) -> Result<(Vec<u32>, Vec<u32>)> {
        let wanted = self.wanted(groups)?;
        let sharing = &self.policy.allocation;
        let exposure = |&n: &u32| match self.kind {
            RunKind::Employer if n > 0 => u32::from(self.policy.employer.max_showings_of_person),
            _ => self.policy.exposure_of(n),
        };
        let mut full: Vec<u32> = wanted.iter().map(exposure).collect();
        if !sharing.enabled {
            return Ok((full.iter().map(|&n| if n > 0 { u32::MAX } else { 0 }).collect(), full));
        }
        let percent = u64::from(self.policy.key_groups.extra_exposure_percent);
        let mut kept: Vec<u32> = full.iter().map(|&n| (u64::from(n) * percent / 100) as u32).collect();
        let by_key = groups.by_key();
        let employer = self.kind == RunKind::Employer;
        let counts = |kind: RunKind| (kind == RunKind::Employer) == employer;
        let from = self.rules().since(sharing.window_days);
        self.ledger.showings(from, self.day, self.kind, counts, |key, shown| {
            if let Some(group) = by_key.get(&key).map(|&group| group as usize) {
                let over = shown.saturating_sub(full[group]);
                full[group] = full[group].saturating_sub(shown);
                kept[group] = kept[group].saturating_sub(over);
            }
        })?;
        let mut applicants = vec![0u32; wanted.len()];
        self.ledger.applicants(from, self.day, |key| {
            by_key.get(&key).into_iter().for_each(|&group| applicants[group as usize] += 1);
        })?;
        for group in
            (0..wanted.len()).filter(|&group| self.policy.has_enough(wanted[group], applicants[group]))
        {
            (full[group], kept[group]) = (0, 0);
        }
        Ok((full, kept))
    }

    /// How many people each group wants; 0 where it may not be shown.
    fn wanted(&self, groups: &Groups) -> Result<Vec<u32>> {
        let (mut wanted, histories) = (vec![0; groups.keys.len()], self.ledger.histories()?);
        for (item, &group) in self.referrals.items().iter().zip(&groups.of_item) {
            // Whoever opted out is left alone altogether: employers are not told of them either.
            let left_alone = self.kind == RunKind::Employer
                && histories.is_opted_out(self.ledger.secret().person(&item.id))?;
            if self.rules().may_show(item) && !left_alone {
                // Duplicates advertise one vacancy, so the greatest headcount counts, not the sum.
                let most: &mut u32 = &mut wanted[group as usize];
                *most = (*most).max(self.policy.wanted(item.headcount));
            }
        }
        Ok(wanted)
    }

    /// Puts the recipients of a part into the market.
    fn draw(
        &self,
        part: std::ops::Range<usize>,
        groups: &Groups,
        histories: &Histories,
        drawn: &mut Drawn,
    ) -> Result<()> {
        let ask = Ask {
            top: usize::from(self.policy.allocation.list_length),
            min_score: u32::from(self.policy.lowest_minimum()),
            gigs_since: (self.kind == RunKind::Gig)
                .then(|| date_of(self.day.saturating_sub(u32::from(self.policy.gig.max_age_days)))),
        };
        self.referrals.offers(part, &ask, &mut |place, offers| {
            let recipient = self.referrals.recipient(place)?;
            let history = histories.of(
                self.ledger.secret().recipient(self.kind, &recipient.id),
                self.day,
                self.kind,
            )?;
            let (allowance, edges) = match self.rules().allowance(&recipient, &history) {
                Err(why) => return drawn.skip(why),
                Ok(allowance) if allowance.personalised => {
                    (allowance, self.personal(place, offers, allowance, groups, &history, &mut drawn.exact))
                }
                Ok(allowance) => (allowance, self.regional(place, groups, &history, &mut drawn.exact)?),
            };
            drawn.standing.push(Standing::Allowed(allowance));
            drawn.market.push(allowance.slots, allowance.owed, edges);
            Ok(())
        })
    }

    /// The edges of somebody who gets what suits them.
    fn personal(
        &self,
        place: usize,
        offers: Vec<Offer>,
        allowance: Allowance,
        groups: &Groups,
        history: &History,
        exact: &mut FxHashMap<(u32, u32), Chosen>,
    ) -> Vec<Edge> {
        let (rules, items) = (self.rules(), self.referrals.items());
        let mut edges = Vec::with_capacity(offers.len());
        for offer in offers {
            let (item, group) = (&items[offer.item as usize], groups.of_item[offer.item as usize]);
            let fits = rules.may_show(item)
                && rules.is_enough(&offer, item, allowance.owed)
                && rules.may_see_any(&groups.known_as(group), history);
            if !fits {
                continue;
            }
            let worth = rules.worth(offer.score, offer.nearness);
            if groups.many[group as usize] || worth != offer.score {
                let chosen = Chosen { item: offer.item, score: offer.score };
                let best = exact.entry((place as u32, group)).or_insert(chosen);
                if (offer.score, std::cmp::Reverse(offer.item)) > (best.score, std::cmp::Reverse(best.item)) {
                    *best = chosen;
                }
            }
            edges.push(Edge { item: group, score: worth });
        }
        edges
    }

    /// The edges of somebody who switched personalisation off: the newest of the region, the newest first.
    fn regional(
        &self,
        place: usize,
        groups: &Groups,
        history: &History,
        exact: &mut FxHashMap<(u32, u32), Chosen>,
    ) -> Result<Vec<Edge>> {
        let rules = self.rules();
        let recent = self.referrals.recent(place, usize::from(self.policy.allocation.list_length))?;
        let may = |item: &u32| {
            let group = groups.of_item[*item as usize];
            rules.may_show(&self.referrals.items()[*item as usize])
                && rules.may_see_any(&groups.known_as(group), history)
        };
        let mut edges = Vec::new();
        for (age, item) in recent.into_iter().filter(may).enumerate() {
            let group = groups.of_item[item as usize];
            exact.entry((place as u32, group)).or_insert(Chosen { item, score: 0 });
            let worth = rules.good().saturating_add(1000).saturating_sub(age as u16).max(rules.good());
            edges.push(Edge { item: group, score: worth.min(10_000) });
        }
        Ok(edges)
    }

    /// A second sharing out among key groups alone, of showings that are kept for them: it takes nothing from anybody.
    fn extras(
        &self,
        market: &Market,
        shares: &Shares,
        standing: &[Standing],
        kept: Vec<u32>,
    ) -> FxHashMap<u32, Vec<Edge>> {
        let extra_of = |standing: &Standing| match standing {
            Standing::Allowed(allowance) => allowance.extra,
            Standing::Skipped(_) => 0,
        };
        let members: Vec<usize> = (0..standing.len()).filter(|&at| extra_of(&standing[at]) > 0).collect();
        let mut second = Market::new(kept, self.rules().good());
        for &member in &members {
            let own = shares.of(member);
            let rest = market.list(member).iter().filter(|edge| !own.contains(edge)).copied();
            // Extras are for full digests: whoever has room left was served from the common showings first.
            let is_full = own.len() == market_slots(&standing[member]);
            second.push(if is_full { extra_of(&standing[member]) } else { 0 }, false, rest);
        }
        let shares = share(&second);
        let given = members.iter().enumerate().filter(|(at, _)| !shares.of(*at).is_empty());
        given.map(|(at, &member)| (member as u32, shares.of(at).to_vec())).collect()
    }
}

fn market_slots(standing: &Standing) -> usize {
    match standing {
        Standing::Allowed(allowance) => usize::from(allowance.slots),
        Standing::Skipped(_) => 0,
    }
}

/// A market that grows.
struct Drawn {
    market: Market,
    standing: Vec<Standing>,
    exact: FxHashMap<(u32, u32), Chosen>,
}

impl Drawn {
    fn skip(&mut self, why: Skipped) -> Result<()> {
        self.standing.push(Standing::Skipped(why));
        self.market.push(0, false, []);
        Ok(())
    }
}

impl Plan {
    /// The ledger's key of an item's group.
    pub(crate) fn group_key(&self, item: u32) -> GroupKey {
        self.groups.keys[self.groups.of_item[item as usize] as usize]
    }

    /// What a recipient is to get, best first.
    pub(crate) fn chosen(&self, place: usize) -> Vec<Chosen> {
        let own = self.shares.of(place).iter();
        let extra = self.extra.get(&(place as u32)).map_or(&[][..], Vec::as_slice);
        let mut edges: Vec<Edge> = own.chain(extra).copied().collect();
        edges.sort_unstable_by_key(|edge| (std::cmp::Reverse(edge.score), edge.item));
        edges.into_iter().map(|edge| self.chosen_of(place, edge)).collect()
    }

    fn chosen_of(&self, place: usize, edge: Edge) -> Chosen {
        let plain = Chosen { item: self.groups.first[edge.item as usize], score: edge.score };
        *self.exact.get(&(place as u32, edge.item)).unwrap_or(&plain)
    }

    /// How crowded the plan is, and how crowded everybody's own best would be.
    pub(crate) fn congestion(&self) -> (Congestion, Congestion) {
        let plain = top(&self.market);
        (Congestion::of(&self.market, &self.shares), Congestion::of(&self.market, &plain))
    }
}

/// What a recipient gets who switched personalisation off after the plan was made.
pub(crate) fn regional_now(
    planner: &Planner<'_>,
    plan: &Plan,
    place: usize,
    slots: u16,
    history: &History,
) -> Result<Vec<Chosen>> {
    let mut exact = FxHashMap::default();
    let edges = planner.regional(place, &plan.groups, history, &mut exact)?;
    let chosen = edges.iter().take(usize::from(slots));
    Ok(chosen.map(|edge| exact[&(place as u32, edge.item)]).collect())
}

/// A recipient and what the ledger knows of them.
pub(crate) struct Known {
    pub(crate) recipient: Recipient,
    pub(crate) key: PersonKey,
    pub(crate) history: History,
}
