//! Working conditions against what the person cannot or will not do.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::model::{Condition as C, ConditionSet};

/// The part: full where nothing that is declined is there, refused where something is that health or conscience
/// forbids, low where it is a matter of taste.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let declined = pair.wanted.declines;
    let clash = declined.intersection(pair.offered.has);
    if let Some(hard) = clash.iter().find(|&c| is_hard(c)) {
        return Verdict::refused(RefusalCode::Condition, Distance::AnyOf(vec![hard.code().to_owned()]));
    }
    if !clash.is_empty() {
        return Verdict::known(250);
    }
    let fit = if settled(declined, pair) { Fit::FULL } else { Fit::Unknown };
    Verdict { fit, refusal: None }
}

/// Everything that is declined is expressly absent, or nothing is declined.
fn settled(declined: ConditionSet, pair: Pair<'_>) -> bool {
    declined.intersection(pair.offered.has_not) == declined
}

/// Conditions that nobody can be talked into: the body, fear, money up front, leaving the family.
fn is_hard(condition: C) -> bool {
    !matches!(
        condition,
        C::LongSitting
            | C::Screen
            | C::Overtime
            | C::OnCall
            | C::HarshPlace
            | C::Outdoors
            | C::LeadingPeople
            | C::SmartphoneUse
            | C::Dirt
            | C::Travel
    )
}
