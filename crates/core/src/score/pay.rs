//! Pay against the wish.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::features::PayBand;

/// Below this share of the floor, in thousandths, an adviser does not offer the post to a person who named a floor.
/// Chosen; a flexible wish is never refused for pay.
const REFUSED_BELOW: u32 = 700;
/// Below this share no talk will close the gap. Chosen.
const WORTH_A_TALK: u32 = 500;

/// The part: the offered band against the wished floor, both a month in yuan.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let (Some(wish), Some(band)) = (pair.wanted.pay, pair.offered.pay) else { return Verdict::unknown() };
    if by_own_choice(pair) {
        return Verdict::unknown();
    }
    let floor = wish.floor.max(1);
    let Some(top) = band.max.or(band.min) else { return Verdict::unknown() };
    let reached = (u64::from(top) * 1000 / u64::from(floor)).min(1_000_000) as u32;
    // A ceiling that is not named may lie anywhere above: only a stated one can refuse.
    // What loose hours bring in a month is the person's own choice: their monthly figure is a guess and never refuses.
    let sure = band.max.is_some() && !super::form::loose(pair.offered.forms);
    if reached < REFUSED_BELOW && sure && !wish.flexible {
        let short = Distance::YuanPerMonth(floor - top);
        return Verdict::refused(RefusalCode::BelowFloor, short).negotiable_if(reached >= WORTH_A_TALK);
    }
    Verdict { fit: Fit::of(fit(band, floor, reached)), refusal: None }
}

/// Loose hours that the person accepts: what they bring in a month nobody can say.
fn by_own_choice(pair: Pair<'_>) -> bool {
    let common = pair.wanted.forms.intersection(pair.offered.forms);
    super::form::loose(pair.offered.forms) && super::form::loose(common)
}

/// Full where the lower end meets the floor; where only the upper end does, by how much of the band does.
/// Never falls when either end rises.
fn fit(band: PayBand, floor: u32, reached: u32) -> u32 {
    let low = band.min.unwrap_or(0);
    match band.max {
        _ if low >= floor => 1000,
        None => short(reached).max(650),
        Some(max) if max >= floor => {
            let share = u64::from(max - floor) * 1000 / u64::from((max - low).max(1));
            750 + (share / 5) as u32
        }
        Some(_) => short(reached),
    }
}

/// Fit of a band whose upper end reaches `reached` thousandths of the floor: 0 at six tenths, 700 just below it.
fn short(reached: u32) -> u32 {
    (reached.saturating_sub(600) * 7 / 4).min(700)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn more_pay_never_fits_less(floor in 1u32..20_000, low in 0u32..20_000, span in 0u32..5_000, more in 0u32..3_000) {
            let at = |min: u32, max: u32| {
                let top = (u64::from(max) * 1000 / u64::from(floor)) as u32;
                fit(PayBand { min: Some(min), max: Some(max) }, floor, top)
            };
            prop_assert!(at(low + more, low + span + more) >= at(low, low + span));
            prop_assert!(at(low, low + span + more) >= at(low, low + span));
            prop_assert!(at(low + more.min(span), low + span) >= at(low, low + span));
        }
    }
}
