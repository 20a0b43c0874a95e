//! A month in a made-up city: what policies do to placements, crowding, repeats and complaints.
//!
//! Every policy meets the same people, posts and tempers: whether somebody looks, likes and applies is fixed by the
//! seed, the pair and the day, not by the policy. The planner and the ledger are those of real runs.

use std::io::Write;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::allocate::Congestion;
use crate::error::{Error, ErrorKind, Result};
use crate::facts::{Referrals, RunKind};
use crate::key::{GroupKey, PersonKey, Request, Secret, day_number};
use crate::ledger::{Ledger, Mark, Reaction, Sent, SentItem};
use crate::plan::{Chosen, Plan, Planner, Standing};
use crate::policy::Policy;
use crate::synthetic::{Shape, Synthetic, fixed};

/// Settings of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SimulationOptions {
    /// The population; its date is the first day.
    pub shape: Shape,
    /// How many days.
    pub days: u16,
}

/// What a policy did in the simulated time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Simulated {
    /// The policy.
    pub policy: String,
    /// People who found work.
    pub placements: u64,
    /// Crowding over all days, counted by vacancy.
    pub congestion: Congestion,
    /// Recommendations of what the same person was shown before.
    pub repeats: u64,
    /// Applications.
    pub applications: u64,
    /// Applications to posts that were full by then, or had better ones.
    pub turned_away: u64,
    /// Complaints.
    pub complaints: u64,
    /// People who agreed to be written to and never got anything.
    pub never_served: u64,
    /// People who agreed to be written to and never got a good post.
    pub never_good: u64,
}

/// A policy with its name in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The name.
    pub name: String,
    /// The policy.
    pub policy: Policy,
    /// Whether reactions are kept and heeded.
    pub remembers: bool,
}

impl Variant {
    /// What is compared where nothing is said: everybody's own best each day; the same with caps, cooling and memory;
    /// and with vacancies shared out.
    #[must_use]
    pub fn all(policy: &Policy) -> Vec<Self> {
        let mut plain = policy.clone();
        plain.allocation.enabled = false;
        let capped = Self { name: "caps".into(), policy: plain.clone(), remembers: true };
        plain.cooling.repeat_days = 0;
        plain.cooling.max_showings = u16::MAX;
        plain.cooling.dismissed_days = 0;
        plain.caps.per_day = plain.caps.per_digest;
        plain.caps.per_week = 7 * plain.caps.per_digest;
        plain.caps.digests_per_week = 7;
        let plain = Self { name: "top-k".into(), policy: plain, remembers: false };
        vec![plain, capped, Self { name: "allocation".into(), policy: policy.clone(), remembers: true }]
    }
}

/// Simulates each variant; `progress` gets the variant's place and the days done.
///
/// # Errors
/// [`ErrorKind::SettingInvalid`] without days, [`ErrorKind::PolicyInvalid`].
pub fn simulate(
    variants: &[Variant],
    options: &SimulationOptions,
    progress: &mut dyn FnMut(usize, u16),
) -> Result<Vec<Simulated>> {
    if options.days == 0 {
        return Err(Error::new(ErrorKind::SettingInvalid { setting: "days", rule: "must be at least 1" }));
    }
    let one = |(place, variant): (usize, &Variant)| {
        variant.policy.check()?;
        let mut city = City::new(variant, options)?;
        for day in 0..options.days {
            city.live(day)?;
            progress(place, day + 1);
        }
        city.sum_up()
    };
    variants.iter().enumerate().map(one).collect()
}

/// The means over several cities of the same policies, rounded down; the shape of one city's rows.
#[must_use]
pub fn mean(cities: &[Vec<Simulated>]) -> Vec<Simulated> {
    let Some(first) = cities.first() else { return Vec::new() };
    (0..first.len())
        .map(|place| mean_of(&cities.iter().map(|rows| &rows[place]).collect::<Vec<_>>()))
        .collect()
}

fn mean_of(rows: &[&Simulated]) -> Simulated {
    let count = rows.len() as u64;
    let mean = |of: fn(&Simulated) -> u64| rows.iter().map(|row| of(row)).sum::<u64>() / count.max(1);
    let crowding = Congestion {
        recommendations: mean(|row| row.congestion.recommendations),
        top_share: mean(|row| row.congestion.top_share.into()) as u32,
        gini: mean(|row| row.congestion.gini.into()) as u32,
        most_shown: mean(|row| row.congestion.most_shown.into()) as u32,
        mean_score: mean(|row| row.congestion.mean_score),
        ..Congestion::default()
    };
    Simulated {
        policy: rows[0].policy.clone(),
        placements: mean(|row| row.placements),
        congestion: crowding,
        repeats: mean(|row| row.repeats),
        applications: mean(|row| row.applications),
        turned_away: mean(|row| row.turned_away),
        complaints: mean(|row| row.complaints),
        never_served: mean(|row| row.never_served),
        never_good: mean(|row| row.never_good),
    }
}

/// Writes the comparison as one table of at most 100 columns.
///
/// # Errors
/// What `out` gives.
pub fn write_table(out: &mut dyn Write, rows: &[Simulated]) -> std::io::Result<()> {
    let heads = ["sent", "placed", "top1%", "gini", "max", "repeats", "applied", "away"];
    write!(out, "{:<10}", "policy")?;
    heads.iter().try_for_each(|head| write!(out, "{head:>8}"))?;
    writeln!(out, "{:>9}{:>9}{:>7}", "complain", "unserved", "nogood")?;
    rows.iter().try_for_each(|row| write_row(out, row))
}

fn write_row(out: &mut dyn Write, row: &Simulated) -> std::io::Result<()> {
    let Congestion { recommendations, top_share, gini, most_shown, .. } = row.congestion;
    let top_share = format!("{}.{}%", top_share / 10, top_share % 10);
    let gini = thousandths(gini);
    write!(out, "{:<10}{recommendations:>8}{:>8}{top_share:>8}{gini:>8}", row.policy, row.placements)?;
    write!(out, "{most_shown:>8}{:>8}{:>8}{:>8}", row.repeats, row.applications, row.turned_away)?;
    writeln!(out, "{:>9}{:>9}{:>7}", row.complaints, row.never_served, row.never_good)
}

fn thousandths(n: u32) -> String {
    format!("{}.{:03}", n / 1000, n % 1000)
}

/// One simulated city under one policy.
struct City<'v> {
    variant: &'v Variant,
    world: Synthetic,
    ledger: Ledger,
    seed: u64,
    first_day: Date,
    /// The day on which each post is published, counted from the first.
    arrives: Vec<u16>,
    /// Places left in each vacancy.
    left: FxHashMap<GroupKey, u32>,
    shown: FxHashMap<GroupKey, u32>,
    seen: FxHashSet<(usize, GroupKey)>,
    served: Vec<bool>,
    served_well: Vec<bool>,
    score: u64,
    result: Simulated,
}

/// An application of one day: score, person, vacancy.
type Application = (u16, usize, GroupKey);

impl<'v> City<'v> {
    fn new(variant: &'v Variant, options: &SimulationOptions) -> Result<Self> {
        let world = Synthetic::new(&options.shape);
        let ledger = Ledger::in_memory(Secret::new(&[7; 32])?)?;
        let (people, seed) = (world.recipient_count(), options.shape.seed);
        // Half of the posts are there from the beginning, the others come in over the time.
        let days = u32::from(options.days);
        let arrives = |item: usize| (fixed(seed, [2, item as u64, 0], 2 * days)).saturating_sub(days) as u16;
        Ok(Self {
            arrives: (0..world.items().len()).map(arrives).collect(),
            left: vacancies(&world, &ledger),
            shown: FxHashMap::default(),
            seen: FxHashSet::default(),
            served: vec![false; people],
            served_well: vec![false; people],
            score: 0,
            result: Simulated { policy: variant.name.clone(), ..Simulated::default() },
            first_day: options.shape.date,
            variant,
            world,
            ledger,
            seed,
        })
    }

    fn live(&mut self, day: u16) -> Result<()> {
        let date = self.first_day.saturating_add(jiff::Span::new().days(i64::from(day)));
        self.open_posts(day);
        let number = day_number(date);
        let planner = Planner {
            referrals: &self.world,
            ledger: &self.ledger,
            policy: &self.variant.policy,
            kind: RunKind::Daily,
            day: number,
        };
        let plan = planner.plan(&mut |_| ())?;
        let (mut sends, mut marks, mut applications) = (Vec::new(), Vec::new(), Vec::new());
        for place in 0..self.world.recipient_count() {
            let Standing::Allowed(_) = plan.standing[place] else { continue };
            let chosen = plan.chosen(place);
            if !chosen.is_empty() {
                let person = self.ledger.secret().person(&self.world.recipient(place)?.id);
                sends.push((Request { person, day: number, kind: RunKind::Daily }, sent(&plan, &chosen)));
                self.react(place, person, number, &plan, &chosen, &mut marks, &mut applications);
            }
        }
        self.hire(number, applications, &mut marks)?;
        let partition = self.ledger.partition()?;
        partition.put_sent(&sends)?;
        partition.commit()?;
        if self.variant.remembers { self.ledger.mark(&marks) } else { Ok(()) }
    }

    fn open_posts(&mut self, day: u16) {
        for item in 0..self.arrives.len() {
            let group = self.ledger.secret().group(&self.world.items()[item].group);
            let open = self.arrives[item] <= day && self.left.get(&group).is_some_and(|&left| left > 0);
            self.world.set_item_open(item as u32, open);
        }
    }

    /// What a person does with a digest. The chances are chosen, not measured; they bear on all policies alike.
    #[expect(clippy::too_many_arguments, reason = "the lists of a day")]
    fn react(
        &mut self,
        place: usize,
        person: PersonKey,
        day: u32,
        plan: &Plan,
        chosen: &[Chosen],
        marks: &mut Vec<(PersonKey, GroupKey, Mark)>,
        applications: &mut Vec<Application>,
    ) {
        for chosen in chosen {
            let group = plan.group_key(chosen.item);
            let score = self.world.score(place, chosen.item);
            let chance = |what: u64| {
                fixed(self.seed, [what, place as u64, u64::from(chosen.item) << 20 | u64::from(day)], 1000)
            };
            let (complaint, looks, acts) = (chance(10), chance(11), chance(12));
            *self.shown.entry(group).or_default() += 1;
            self.score += u64::from(score);
            self.served[place] = true;
            self.served_well[place] |= score >= self.variant.policy.score.good;
            let is_repeat = !self.seen.insert((place, group));
            self.result.repeats += u64::from(is_repeat);
            // Three in a hundred who are sent the same again complain, and one in a thousand anyway.
            self.result.complaints += u64::from(complaint < if is_repeat { 30 } else { 1 });
            // Six in ten look; a repeat is looked at by two in ten.
            if looks >= if is_repeat { 200 } else { 600 } {
                continue;
            }
            let reaction = match u32::from(score) {
                // Of a very good post half apply, of a fair one a tenth; the others put it aside or leave it.
                s if acts < s.saturating_sub(5000) / 8 => Reaction::Applied,
                s if s < 6000 && acts > 600 => Reaction::Dismissed,
                _ => Reaction::Viewed,
            };
            if reaction == Reaction::Applied {
                applications.push((score, place, group));
            }
            marks.push((person, group, Mark { reaction, day, reason: String::new() }));
        }
    }

    /// Employers take the best applicants for the places that are left; two in three of those take the work.
    fn hire(
        &mut self,
        day: u32,
        mut applications: Vec<Application>,
        marks: &mut Vec<(PersonKey, GroupKey, Mark)>,
    ) -> Result<()> {
        applications.sort_unstable_by_key(|&(score, place, group)| (group, std::cmp::Reverse(score), place));
        self.result.applications += applications.len() as u64;
        let mut hired: FxHashSet<usize> = FxHashSet::default();
        for (_, place, group) in applications {
            let takes = fixed(self.seed, [13, place as u64, group.0], 3) > 0;
            let left = self.left.entry(group).or_default();
            if *left == 0 {
                self.result.turned_away += 1;
                // One in five whom a full vacancy sends away complains.
                let complains = fixed(self.seed, [14, place as u64, group.0], 5) == 0;
                self.result.complaints += u64::from(complains);
            } else if takes && hired.insert(place) {
                *left -= 1;
                self.result.placements += 1;
                self.world.set_recipient_open(place, false);
                let person = self.ledger.secret().person(&self.world.recipient(place)?.id);
                marks.push((person, group, Mark { reaction: Reaction::Hired, day, reason: String::new() }));
            }
        }
        Ok(())
    }

    fn sum_up(mut self) -> Result<Simulated> {
        let vacancies: FxHashSet<GroupKey> = self.left.keys().copied().collect();
        let shown = vacancies.iter().map(|group| self.shown.get(group).copied().unwrap_or(0)).collect();
        self.result.congestion = Congestion::of_showings(shown);
        let sent = self.result.congestion.recommendations.max(1);
        self.result.congestion.mean_score = self.score / sent;
        for place in 0..self.world.recipient_count() {
            let agreed = self.world.recipient(place)?.consent == Some(true);
            self.result.never_served += u64::from(agreed && !self.served[place]);
            self.result.never_good += u64::from(agreed && !self.served_well[place]);
        }
        Ok(self.result)
    }
}

/// Places in each vacancy: duplicates advertise one.
fn vacancies(world: &Synthetic, ledger: &Ledger) -> FxHashMap<GroupKey, u32> {
    let mut left: FxHashMap<GroupKey, u32> = FxHashMap::default();
    for item in world.items() {
        let places = left.entry(ledger.secret().group(&item.group)).or_default();
        *places = (*places).max(item.headcount.unwrap_or(1));
    }
    left
}

fn sent(plan: &Plan, chosen: &[Chosen]) -> Sent {
    let item = |chosen: &Chosen| SentItem { group: plan.group_key(chosen.item).0, item: chosen.item };
    Sent { items: chosen.iter().map(item).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sharing_out_crowds_less_and_wastes_fewer_applications() {
        let shape = Shape { people: 600, posts: 300, seed: 11, date: jiff::civil::date(2026, 11, 1) };
        let options = SimulationOptions { shape, days: 8 };
        let variants = Variant::all(&Policy::default());
        let rows = simulate(&variants, &options, &mut |_, _| ()).unwrap();
        assert_eq!(rows, simulate(&variants, &options, &mut |_, _| ()).unwrap(), "the same every time");
        let [plain, capped, shared] = &rows[..] else { panic!("three rows") };
        assert!(plain.repeats > 0 && capped.repeats == 0 && shared.repeats == 0);
        assert!(shared.congestion.gini < plain.congestion.gini);
        assert!(shared.congestion.most_shown < plain.congestion.most_shown);
        assert!(shared.turned_away * plain.applications < plain.turned_away * shared.applications);
        assert!(shared.complaints < plain.complaints);
        let mut table = Vec::new();
        write_table(&mut table, &rows).unwrap();
        assert_eq!(String::from_utf8(table).unwrap().lines().count(), 4);
    }
}
