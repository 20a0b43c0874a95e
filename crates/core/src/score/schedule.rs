//! Shifts, rest and hours against the wish.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::model::{Answer, Rest, Schedule, ScheduleWish, Shift, WishFirmness};

/// Minutes by which an end may lie past the latest one before the post is impossible; chosen: one can leave on time.
const GRACE_MINUTES: u16 = 20;
/// Work that ends after eight in the evening is no work by day.
const EVENING: u16 = 20 * 60;

/// The part: the worst of nights, rotation, end of work, rest and weekends; each unknown where either is silent.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let (wish, offer) = (&pair.wanted.schedule, &pair.offered.schedule);
    if impossible(wish, offer) {
        return Verdict::refused(RefusalCode::Schedule, Distance::None);
    }
    let fits = [
        rotation(wish, offer),
        rest(wish, offer),
        weekends(wish, offer),
        nights(wish, offer),
        end(wish, offer),
    ];
    let known = fits.into_iter().flatten().min();
    Verdict { fit: known.map_or(Fit::Unknown, Fit::of), refusal: None }
}

fn impossible(wish: &ScheduleWish, offer: &Schedule) -> bool {
    let Obstacles { nights, late } = obstacles(wish, offer);
    nights || late.is_some()
}

/// What makes a schedule impossible for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Obstacles {
    /// Nights, or evenings for those who work by day only.
    pub(crate) nights: bool,
    /// Minutes by which the day ends too late.
    pub(crate) late: Option<u16>,
}

/// What stands against a schedule; nothing where the hours can be chosen.
pub(crate) fn obstacles(wish: &ScheduleWish, offer: &Schedule) -> Obstacles {
    if offer.choosable || offer.flexible.is_yes() {
        return Obstacles::default();
    }
    let nights = (wish.nights.is_no() || wish.day_only) && offer.night.is_yes();
    let late = lateness(wish, offer).filter(|&minutes| minutes > GRACE_MINUTES && !wish.latest_end_soft);
    let evening = wish.day_only && offer.latest_end().is_some_and(|end| end > EVENING);
    Obstacles { nights: nights || evening, late }
}

/// Minutes by which the work ends after the latest end that the person can do.
fn lateness(wish: &ScheduleWish, offer: &Schedule) -> Option<u16> {
    Some(offer.latest_end()?.saturating_sub(wish.latest_end?))
}

/// A soft latest end: a quarter less for each hour past it.
fn end(wish: &ScheduleWish, offer: &Schedule) -> Option<u32> {
    let late = u32::from(lateness(wish, offer)?);
    Some(1000u32.saturating_sub(late * 250 / 60))
}

/// Nights that are accepted or absent fit; day work fits whoever wants days.
fn nights(wish: &ScheduleWish, offer: &Schedule) -> Option<u32> {
    let days = wish.day_only || wish.nights.is_no();
    match (days, offer.night) {
        (true, Answer::No) => Some(1000),
        (true, Answer::Unknown) if offer.shifts.contains(Shift::Day) => Some(1000),
        (false, Answer::Yes) if wish.nights.is_yes() => Some(1000),
        _ => None,
    }
}

fn rotation(wish: &ScheduleWish, offer: &Schedule) -> Option<u32> {
    let turns = [Shift::TwoShift, Shift::ThreeShift, Shift::FourCrews, Shift::Rotating];
    let rotates = turns.iter().any(|&shift| offer.shifts.contains(shift));
    match (wish.rotating, rotates) {
        (Answer::No, true) => Some(if offer.choosable { 800 } else { 250 }),
        (Answer::Yes, true) => Some(1000),
        _ if wish.day_only && rotates => Some(250),
        _ => None,
    }
}

fn rest(wish: &ScheduleWish, offer: &Schedule) -> Option<u32> {
    let (wished, firmness) = wish.rest?;
    let (wished, offered) = (days(wished)?, rest_days(offer)?);
    let missing = wished.saturating_sub(offered);
    let firm = if firmness >= WishFirmness::Wished { 90 } else { 45 };
    Some(1000u32.saturating_sub(missing * firm))
}

/// Days of rest a month behind a pattern.
fn days(rest: Rest) -> Option<u32> {
    match rest {
        Rest::TwoDays => Some(8),
        Rest::OneDay => Some(4),
        Rest::Alternate => Some(6),
        Rest::FourOnTwoOff => Some(10),
        Rest::DayOnDaysOff => Some(15),
        Rest::Blocks | Rest::Monthly => None,
    }
}

fn rest_days(offer: &Schedule) -> Option<u32> {
    offer.rest_days_per_month.map(u32::from).or_else(|| offer.rest.and_then(days))
}

fn weekends(wish: &ScheduleWish, offer: &Schedule) -> Option<u32> {
    match (wish.weekends_off, offer.weekends) {
        (Answer::Yes, Answer::Yes) => Some(450),
        (Answer::Yes, Answer::No) | (Answer::No, Answer::Yes) => Some(1000),
        _ => None,
    }
}
