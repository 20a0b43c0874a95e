//! The state of the posting, whom it is for, and public policy.

use super::{Distance, Fit, Pair, Refusal, RefusalCode, Verdict};
use crate::model::{Audience, Group, Strength};

/// The one veto of every path: expired, closed, refused by a check.
pub(crate) fn open(pair: Pair<'_>) -> Option<Refusal> {
    let offered = pair.offered;
    if offered.vetoed {
        return Some(Refusal::new(RefusalCode::Vetoed, Distance::None));
    }
    if offered.closed {
        return Some(Refusal::new(RefusalCode::Closed, Distance::None));
    }
    let over = offered.until.filter(|&until| until < pair.day)?;
    Some(Refusal::new(RefusalCode::Expired, Distance::Days(pair.day.abs_diff(over))))
}

/// Refuses a post that is reserved for groups of which the person is in none.
pub(crate) fn audience(pair: Pair<'_>) -> Option<Refusal> {
    let reserved = pair.offered.audience.iter().filter(|(_, strength)| *strength == Strength::Must);
    let answers: Vec<Option<bool>> = reserved.map(|&(group, _)| is_in(pair, group)).collect();
    let outside = !answers.is_empty() && answers.iter().all(|answer| *answer == Some(false));
    outside.then(|| Refusal::new(RefusalCode::Audience, Distance::None))
}

/// Whether the person is in the group; statuses come from the caller, so a missing one is a no; what only papers can
/// show is unknown.
fn is_in(pair: Pair<'_>, audience: Audience) -> Option<bool> {
    let is = |group| pair.wanted.is_in(group);
    let fresh = pair.wanted.education.as_ref().map(|e| e.fresh);
    match audience {
        Audience::HardToEmploy => Some(
            [Group::HardToEmploy, Group::ZeroEmploymentFamily, Group::OlderUnemployed].into_iter().any(is),
        ),
        Audience::RegisteredUnemployed => Some(is(Group::RegisteredUnemployed) || is(Group::HardToEmploy)),
        Audience::FreshGraduates => Some(is(Group::Graduate) || fresh?),
        Audience::Trainees => Some(is(Group::Graduate) || is(Group::GraduateUnemployed) || fresh?),
        Audience::Students => Some(is(Group::Student) || pair.wanted.education.as_ref()?.studying.is_some()),
        Audience::Veterans => Some(is(Group::Veteran)),
        Audience::Disabled => Some(is(Group::Disabled)),
        Audience::LowIncome => Some(is(Group::LowIncomeFamily) || is(Group::PovertyAlleviated)),
        Audience::MilitaryFamilies => Some(is(Group::MilitaryFamily)),
        Audience::PartyMembers | Audience::LocalResidents => None,
    }
}

/// Full on the day of publication, falling by an equal step a day to nothing after ninety.
pub(crate) fn freshness(pair: Pair<'_>) -> Verdict {
    let Some(published) = pair.offered.published else { return Verdict::unknown() };
    let days = pair.day.saturating_sub(published).clamp(0, 90) as u32;
    Verdict::known(1000 - days * 1000 / 90)
}

/// A post that prefers or is reserved for a group of the person's.
pub(crate) fn policy(pair: Pair<'_>) -> Verdict {
    let groups = pair.offered.audience.iter().map(|&(group, _)| group);
    let preferred = groups.into_iter().any(|group| is_in(pair, group) == Some(true));
    Verdict { fit: if preferred { Fit::FULL } else { Fit::Unknown }, refusal: None }
}
