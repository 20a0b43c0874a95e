//! Gigs of the day: the nearest first, in hours that the person is free.
//!
//! A list by score would hold posts for months before the first gig, so gigs are gone through by the way to them, and
//! judged one by one until the list is full.

use std::cmp::Reverse;
use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;
use rengang::model::{Schedule, ScheduleWish, Window};
use rengang_lexicon::region::{RegionCode, RegionLevel, Regions};

use super::{IndexReferrals, PersonFacts, PostFacts};
use crate::error::Result;
use crate::facts::{Ask, Offer, TakeOffers};

impl IndexReferrals<'_> {
    /// The gigs since a day for each recipient of a part.
    pub(super) fn gigs(
        &self,
        part: Range<usize>,
        ask: &Ask,
        since: Date,
        take: &mut TakeOffers<'_>,
    ) -> Result<()> {
        let is_gig = |post: &PostFacts| {
            post.item.open && post.item.gig && post.item.published.is_some_and(|day| day >= since)
        };
        let gigs: Vec<u32> =
            (0..).zip(&self.posts).filter(|(_, post)| is_gig(post)).map(|(at, _)| at).collect();
        let lists: Vec<Vec<Offer>> = part
            .clone()
            .into_par_iter()
            .map(|place| self.nearest(place, &gigs, ask))
            .collect::<Result<_>>()?;
        part.zip(lists).try_for_each(|(place, offers)| take(place, offers))
    }

    /// The nearest gigs that nothing refuses, best first among those that are equally near.
    fn nearest(&self, place: usize, gigs: &[u32], ask: &Ask) -> Result<Vec<Offer>> {
        let person = &self.people[place];
        let mut by_way: Vec<(Reverse<u16>, u32)> = gigs
            .iter()
            .filter(|&&gig| is_free(&person.schedule, &self.posts[gig as usize].schedule))
            .map(|&gig| (Reverse(self.nearness(person, &self.posts[gig as usize])), gig))
            .collect();
        by_way.sort_unstable();
        let mut offers: Vec<Offer> = Vec::new();
        for (Reverse(nearness), item) in by_way {
            // Whatever is as near as the last one of a full list still counts: there the score decides.
            if offers.len() >= ask.top && offers.last().is_some_and(|last| last.nearness > nearness) {
                break;
            }
            let (candidate, posting) = self.pair(place, item);
            let breakdown = self.snapshot.breakdown(candidate, posting, &self.options)?;
            if breakdown.refusals().is_empty() && breakdown.score() >= ask.min_score {
                offers.push(Offer { item, score: breakdown.score().min(10_000) as u16, nearness });
            }
        }
        offers.sort_unstable_by_key(|offer| (Reverse((offer.nearness, offer.score)), offer.item));
        offers.truncate(ask.top);
        Ok(offers)
    }

    /// 1000 at the door, less by one for each twenty metres, nothing from twenty kilometres on or where no way is known.
    fn nearness(&self, person: &PersonFacts, post: &PostFacts) -> u16 {
        let regions = self.engine.knowledge().regions();
        let ways = person.regions.iter().flat_map(|&from| post.regions.iter().map(move |&to| (from, to)));
        let shortest = ways.filter_map(|(from, to)| way_m(regions, from, to)).min();
        shortest.map_or(0, |metres| 1000u32.saturating_sub(metres / 20) as u16)
    }
}

/// Chosen: the way between two places of one county of which no more is known.
const WITHIN_COUNTY_M: u32 = 4000;

/// Metres between two places as far as they are known; none where one of them is coarser than a county.
fn way_m(regions: &Regions, from: RegionCode, to: RegionCode) -> Option<u32> {
    if from.level() < RegionLevel::County || to.level() < RegionLevel::County {
        return None;
    }
    if from == to && from.level() == RegionLevel::Town {
        return Some(0);
    }
    // Towns have no centres of their own, so that inside a county all ways are alike.
    if from.county() == to.county() { Some(WITHIN_COUNTY_M) } else { regions.distance_m(from, to) }
}

/// Whether the hours of a gig lie in those that a person has; what either leaves open stands against nothing.
pub(super) fn is_free(wish: &ScheduleWish, offer: &Schedule) -> bool {
    if offer.choosable || offer.flexible.is_yes() {
        return true;
    }
    let early_enough = |window: &Window| wish.earliest_start.is_none_or(|start| window.start >= start);
    let inside =
        |window: &Window| wish.windows.is_empty() || wish.windows.iter().any(|free| covers(*free, *window));
    offer.windows.iter().all(|window| early_enough(window) && inside(window))
}

/// Whether a stretch lies in another; an end beyond midnight may be of the day before.
fn covers(free: Window, work: Window) -> bool {
    let within = |start: u16, end: u16| free.start <= start && end <= free.end;
    within(work.start, work.end) || within(work.start.saturating_add(DAY), work.end.saturating_add(DAY))
}

/// Minutes of a day.
const DAY: u16 = 24 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn check(free: &[(u16, u16)], earliest_start: Option<u16>, work: &[(u16, u16)]) -> bool {
        let windows = |of: &[(u16, u16)]| {
            of.iter().map(|&(start, end)| Window { start: start * 60, end: end * 60 }).collect()
        };
        let wish = ScheduleWish {
            windows: windows(free),
            earliest_start: earliest_start.map(|hour| hour * 60),
            ..ScheduleWish::default()
        };
        is_free(&wish, &Schedule { windows: windows(work), ..Schedule::default() })
    }

    #[test]
    fn the_hours_of_a_gig_lie_in_those_that_are_free() {
        assert!(check(&[(18, 23)], None, &[(19, 22)]));
        assert!(!check(&[(18, 23)], None, &[(17, 22)]));
        assert!(!check(&[(9, 12)], None, &[(9, 12), (14, 17)]), "a split day takes both halves");
        assert!(check(&[(9, 12), (14, 18)], None, &[(9, 12), (14, 17)]));
        assert!(check(&[(22, 30)], None, &[(1, 5)]), "after midnight");
        assert!(!check(&[], Some(9), &[(7, 12)]) && check(&[], Some(9), &[(9, 12)]));
    }

    #[test]
    fn what_is_not_said_stands_against_nothing() {
        assert!(check(&[], None, &[(7, 12)]) && check(&[(18, 23)], None, &[]));
        let choosable =
            Schedule { windows: vec![Window { start: 0, end: 60 }], choosable: true, ..Schedule::default() };
        let wish = ScheduleWish { windows: vec![Window { start: 600, end: 900 }], ..ScheduleWish::default() };
        assert!(is_free(&wish, &choosable));
    }
}
