//! Who may get how much, and which offers may be shown to them: the policy's rules, one recipient at a time.

use serde::Serialize;

use crate::facts::{Item, Offer, Recipient, RunKind};
use crate::key::{GroupKey, day_number};
use crate::ledger::{History, Reaction};
use crate::policy::Policy;

/// Why somebody gets no digest, or what they may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// They look for nothing, or the posting may not be shown.
    Closed,
    /// They did not agree to be written to, or took it back.
    NoConsent,
    /// They had as much as the policy allows.
    Capped,
    /// Nothing is owed to them in a run of this kind.
    NotDue,
    /// They cannot begin today, and the run offers work for today.
    NotFree,
}

/// What a recipient may get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    /// Items.
    pub(crate) slots: u16,
    /// Items more, out of showings kept for key groups.
    pub(crate) extra: u16,
    /// Whether they have a right to service and are below the minimum.
    pub(crate) owed: bool,
    /// Whether what they get follows from their own wishes.
    pub(crate) personalised: bool,
}

/// The rules of a run of one kind on one day.
pub(crate) struct Rules<'p> {
    policy: &'p Policy,
    kind: RunKind,
    day: u32,
}

impl<'p> Rules<'p> {
    pub(crate) fn new(policy: &'p Policy, kind: RunKind, day: u32) -> Self {
        Self { policy, kind, day }
    }

    /// The first day of a window of `days` that ends today.
    pub(crate) fn since(&self, days: u16) -> u32 {
        (self.day + 1).saturating_sub(u32::from(days))
    }

    pub(crate) fn allowance(&self, recipient: &Recipient, history: &History) -> Result<Allowance, Skipped> {
        self.may_be_written_to(recipient, history)?;
        if self.kind == RunKind::Employer {
            let slots = self.policy.employer.per_digest;
            return Ok(Allowance { slots, extra: 0, owed: false, personalised: true });
        }
        let personalised = recipient.personalisation.unwrap_or(self.policy.consent.assume_personalisation);
        let served = self.has_service_right(recipient);
        let missing = self.missing(history);
        let owed = served && missing > 0;
        if self.kind == RunKind::FollowUp && !(served && self.follow_up_is_due(history)) {
            return Err(Skipped::NotDue);
        }
        if self.kind == RunKind::Gig && !self.is_free(recipient) {
            return Err(Skipped::NotFree);
        }
        let left = self.left(history);
        // The service minimum goes before the caps of the week: a person with a right to service is not sent away.
        let due = if owed { missing.min(self.policy.caps.per_digest) } else { 0 };
        let due = if self.kind == RunKind::FollowUp { self.policy.caps.per_digest } else { due };
        let slots = left.min(self.policy.caps.per_digest).max(due);
        if slots == 0 {
            return Err(Skipped::Capped);
        }
        let extra = if self.is_key(recipient) && personalised {
            left.saturating_sub(slots).min(self.policy.key_groups.extra_items)
        } else {
            0
        };
        Ok(Allowance { slots, extra, owed, personalised })
    }

    fn may_be_written_to(&self, recipient: &Recipient, history: &History) -> Result<(), Skipped> {
        if !recipient.open {
            return Err(Skipped::Closed);
        }
        let agreed = match recipient.consent {
            Some(agreed) => agreed,
            None => self.kind == RunKind::Employer || !self.policy.consent.required,
        };
        if agreed && !history.opted_out { Ok(()) } else { Err(Skipped::NoConsent) }
    }

    /// Whether they can begin today, as far as they said.
    fn is_free(&self, recipient: &Recipient) -> bool {
        recipient.available_from.is_none_or(|from| day_number(from) <= self.day)
    }

    pub(crate) fn has_service_right(&self, recipient: &Recipient) -> bool {
        recipient.groups.iter().any(|group| self.policy.service.groups.contains(group))
    }

    fn is_key(&self, recipient: &Recipient) -> bool {
        recipient.groups.iter().any(|group| self.policy.key_groups.groups.contains(group))
    }

    /// Referrals that the service minimum still owes in the window.
    pub(crate) fn missing(&self, history: &History) -> u16 {
        let service = &self.policy.service;
        let had = history.items_since(self.since(service.window_days));
        u16::try_from(u32::from(service.min_referrals).saturating_sub(had)).unwrap_or(u16::MAX)
    }

    fn follow_up_is_due(&self, history: &History) -> bool {
        let days = u32::from(self.policy.service.window_days);
        history.last_day(RunKind::FollowUp, true).is_none_or(|last| last + days <= self.day)
    }

    /// What the caps of the day and the week leave.
    fn left(&self, history: &History) -> u16 {
        let caps = &self.policy.caps;
        if history.digests_since(self.since(7)) >= usize::from(caps.digests_per_week) {
            return 0;
        }
        let left = |cap: u16, days: u16| u32::from(cap).saturating_sub(history.items_since(self.since(days)));
        left(caps.per_day, 1).min(left(caps.per_week, 7)).try_into().unwrap_or(u16::MAX)
    }

    /// Whether an item may be shown at all in this run.
    pub(crate) fn may_show(&self, item: &Item) -> bool {
        let young = |published| self.day <= day_number(published) + u32::from(self.policy.gig.max_age_days);
        item.open && (self.kind != RunKind::Gig || (item.gig && item.published.is_some_and(young)))
    }

    /// Whether this recipient may be shown a group that the ledger may know by any of these keys.
    pub(crate) fn may_see_any(&self, keys: &[GroupKey], history: &History) -> bool {
        keys.iter().all(|&key| self.may_see(key, history))
    }

    /// Whether this recipient may be shown this group, after what they were shown and how they reacted.
    pub(crate) fn may_see(&self, group: GroupKey, history: &History) -> bool {
        let cooling = &self.policy.cooling;
        let cooled = |since: u32, days: u16| since + u32::from(days) <= self.day;
        if let Some(mark) = history.marks.get(&group)
            && (mark.reaction.is_final()
                || (mark.reaction == Reaction::Dismissed && !cooled(mark.day, cooling.dismissed_days)))
        {
            return false;
        }
        // A follow-up says what is still open: there repeats are the point.
        let Some(showing) = history.shown.get(&group).filter(|_| self.kind != RunKind::FollowUp) else {
            return true;
        };
        cooled(showing.last, cooling.repeat_days) && showing.times < cooling.max_showings
    }

    /// Whether the score reaches what the policy asks for.
    pub(crate) fn is_enough(&self, offer: &Offer, item: &Item, owed: bool) -> bool {
        let minimum = self.policy.minimum(&item.occupation);
        offer.score >= if owed { minimum.min(self.policy.service.minimum_score) } else { minimum }
    }

    /// What an offer weighs when vacancies are shared out, 1..=10 000: its score; in a gig run mostly its nearness.
    pub(crate) fn worth(&self, score: u16, nearness: u16) -> u16 {
        if self.kind != RunKind::Gig {
            return score.clamp(1, 10_000);
        }
        let weight = u32::from(self.policy.gig.nearness_weight);
        let sum = u32::from(score) + u32::from(nearness.min(1000)) * weight;
        (sum * 10_000 / (10_000 + 1000 * weight)).clamp(1, 10_000) as u16
    }

    /// What a good offer weighs at least; in a gig run one that is good and half as near as can be.
    pub(crate) fn good(&self) -> u16 {
        self.worth(self.policy.score.good, 500)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{Mark, Showing};

    const DAY: u32 = 20_000;

    fn person(groups: &[&str]) -> Recipient {
        let groups = groups.iter().map(|&g| g.to_owned()).collect();
        Recipient { id: "P".into(), consent: Some(true), open: true, groups, ..Recipient::default() }
    }

    fn check(
        kind: RunKind,
        person: &Recipient,
        digests: &[(u32, RunKind, u16)],
    ) -> Result<(u16, u16), Skipped> {
        let history = History { digests: digests.to_vec(), ..History::default() };
        let policy = Policy::default();
        let allowance = Rules::new(&policy, kind, DAY).allowance(person, &history)?;
        Ok((allowance.slots, allowance.extra))
    }

    #[test]
    fn without_consent_nobody_is_written_to() {
        let silent = Recipient { consent: None, ..person(&[]) };
        let refused = Recipient { consent: Some(false), ..person(&["registered_unemployed"]) };
        let closed = Recipient { open: false, ..person(&[]) };
        assert_eq!(check(RunKind::Daily, &silent, &[]), Err(Skipped::NoConsent));
        assert_eq!(check(RunKind::Daily, &refused, &[]), Err(Skipped::NoConsent));
        assert_eq!(check(RunKind::Daily, &closed, &[]), Err(Skipped::Closed));
        assert_eq!(check(RunKind::Daily, &person(&[]), &[]), Ok((5, 0)));
    }

    #[test]
    fn whoever_opted_out_is_not_written_to() {
        let (policy, history) = (Policy::default(), History { opted_out: true, ..History::default() });
        let rules = Rules::new(&policy, RunKind::Daily, DAY);
        assert_eq!(rules.allowance(&person(&[]), &history), Err(Skipped::NoConsent));
    }

    #[test]
    fn caps_of_day_and_week_bound_a_digest() {
        let had = |day, items| (day, RunKind::Gig, items);
        assert_eq!(check(RunKind::Daily, &person(&[]), &[had(DAY, 5)]), Ok((3, 0)));
        assert_eq!(check(RunKind::Daily, &person(&[]), &[had(DAY - 6, 19)]), Ok((1, 0)));
        assert_eq!(check(RunKind::Daily, &person(&[]), &[had(DAY - 7, 19)]), Ok((5, 0)));
        assert_eq!(check(RunKind::Daily, &person(&[]), &[had(DAY - 1, 20)]), Err(Skipped::Capped));
        assert_eq!(check(RunKind::Daily, &person(&[]), &[had(DAY - 1, 1); 7]), Err(Skipped::Capped));
    }

    #[test]
    fn the_service_minimum_goes_before_the_caps() {
        let unemployed = person(&["registered_unemployed"]);
        assert_eq!(check(RunKind::Daily, &unemployed, &[(DAY - 1, RunKind::Daily, 0); 7]), Ok((5, 0)));
        let seven = [(DAY - 1, RunKind::Daily, 1), (DAY - 40, RunKind::Daily, 20)];
        assert_eq!(check(RunKind::Daily, &unemployed, &seven), Ok((5, 0)));
    }

    #[test]
    fn a_follow_up_is_due_once_in_the_window_and_for_those_with_a_right_to_it() {
        let unemployed = person(&["registered_unemployed"]);
        let last = |day| [(day, RunKind::FollowUp, 2)];
        assert_eq!(check(RunKind::FollowUp, &unemployed, &[]), Ok((5, 0)));
        assert_eq!(check(RunKind::FollowUp, &unemployed, &last(DAY - 29)), Err(Skipped::NotDue));
        assert_eq!(check(RunKind::FollowUp, &unemployed, &last(DAY - 30)), Ok((5, 0)));
        assert_eq!(check(RunKind::FollowUp, &person(&[]), &[]), Err(Skipped::NotDue));
    }

    #[test]
    fn gigs_of_the_day_are_for_those_who_can_begin_today() {
        let from = |day| Recipient { available_from: Some(crate::key::date_of(day)), ..person(&[]) };
        assert_eq!(check(RunKind::Gig, &from(DAY + 1), &[]), Err(Skipped::NotFree));
        assert_eq!(check(RunKind::Gig, &from(DAY), &[]), Ok((5, 0)));
        assert_eq!(check(RunKind::Daily, &from(DAY + 1), &[]), Ok((5, 0)), "a post can wait for a person");
    }

    #[test]
    fn key_groups_get_more_within_the_caps() {
        assert_eq!(check(RunKind::Daily, &person(&["disabled"]), &[]), Ok((5, 2)));
        assert_eq!(check(RunKind::Daily, &person(&["disabled"]), &[(DAY, RunKind::Gig, 2)]), Ok((5, 1)));
    }

    #[test]
    fn what_was_refused_or_applied_for_never_comes_back_and_what_was_dismissed_later() {
        let (policy, group) = (Policy::default(), GroupKey(7));
        let sees = |reaction, days_ago| {
            let mark = Mark { reaction, day: DAY - days_ago, reason: String::new() };
            let history = History { marks: [(group, mark)].into_iter().collect(), ..History::default() };
            Rules::new(&policy, RunKind::Daily, DAY).may_see(group, &history)
        };
        assert!(!sees(Reaction::Refused, 9_999) && !sees(Reaction::Applied, 9_999));
        assert!(!sees(Reaction::Dismissed, 89) && sees(Reaction::Dismissed, 90));
        assert!(sees(Reaction::Viewed, 0));
    }

    #[test]
    fn a_repeat_cools_down_and_ends() {
        let (policy, group) = (Policy::default(), GroupKey(7));
        let sees = |kind, last, times| {
            let shown = [(group, Showing { last: DAY - last, times })].into_iter().collect();
            Rules::new(&policy, kind, DAY).may_see(group, &History { shown, ..History::default() })
        };
        assert!(!sees(RunKind::Daily, 13, 1) && sees(RunKind::Daily, 14, 1) && !sees(RunKind::Daily, 90, 2));
        assert!(sees(RunKind::FollowUp, 1, 9));
    }

    #[test]
    fn the_nearest_gig_outweighs_any_score() {
        let policy = Policy::default();
        let rules = Rules::new(&policy, RunKind::Gig, DAY);
        assert!(rules.worth(5000, 1000) > rules.worth(10_000, 700));
        assert!(rules.worth(6000, 800) > rules.worth(5000, 800));
    }
}
