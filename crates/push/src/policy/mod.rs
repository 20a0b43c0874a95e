//! The rules of a run, as a file that a service manager can edit.
//!
//! `default.toml` documents every knob with its default and the reason for it; [`Policy::DEFAULT_TOML`] is that text.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

macro_rules! table {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $default:expr,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)+ }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }
    };
}

table! {
    /// Who is written to at all.
    Consent {
        /// Demands a recorded yes.
        required: bool = true,
        /// Personalises for those who were never asked.
        assume_personalisation: bool = true,
    }
}

table! {
    /// How much at most.
    Caps {
        /// Posts in one digest.
        per_digest: u16 = 5,
        /// Posts a day.
        per_day: u16 = 8,
        /// Posts in seven days.
        per_week: u16 = 20,
        /// Digests in seven days.
        digests_per_week: u16 = 7,
    }
}

/// What quiet hours do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuietMode {
    /// Digests carry the time before which they must not arrive.
    Schedule,
    /// The sink gets nothing until a run outside of quiet hours.
    Hold,
}

table! {
    /// When nobody is disturbed.
    Quiet {
        /// First minute.
        from: Time = jiff::civil::time(21, 0, 0, 0),
        /// Minute after the last one.
        to: Time = jiff::civil::time(8, 0, 0, 0),
        /// What quiet hours do.
        mode: QuietMode = QuietMode::Schedule,
    }
}

table! {
    /// When the same post may come again.
    Cooling {
        /// Days until a repeat.
        repeat_days: u16 = 14,
        /// Showings to one person within the kept history.
        max_showings: u16 = 2,
        /// Days until a dismissed post may come back.
        dismissed_days: u16 = 90,
    }
}

table! {
    /// By which ways.
    Channels {
        /// In the order in which they are tried.
        order: Vec<String> = vec!["inbox".into()],
    }
}

table! {
    /// From which score.
    Scores {
        /// The least score.
        minimum: u16 = 5000,
        /// The least score in occupations of shortage.
        shortage_minimum: u16 = 4500,
        /// Occupations of shortage.
        shortage: BTreeSet<String> = BTreeSet::new(),
        /// A good post.
        good: u16 = 6500,
        /// The least score by occupation.
        by_occupation: BTreeMap<String, u16> = BTreeMap::new(),
    }
}

table! {
    /// How often a vacancy is shown.
    Sharing {
        /// Whether vacancies are shared out at all.
        enabled: bool = true,
        /// Showings per person wanted.
        factor: u16 = 20,
        /// Applicants per person wanted from which on a vacancy is not shown.
        enough_applicants: u16 = 3,
        /// Headcount where nothing is said.
        unknown_headcount: u16 = 2,
        /// Showings of one posting at most.
        max_exposure: u32 = 2000,
        /// Days over which showings count.
        window_days: u16 = 14,
        /// Offers looked at for each recipient.
        list_length: u16 = 40,
    }
}

table! {
    /// Whom the service owes a minimum.
    Service {
        /// Groups with a right to service.
        groups: BTreeSet<String> = set(&["registered_unemployed", "hard_to_employ"]),
        /// Referrals in the window.
        min_referrals: u16 = 3,
        /// The window in days, and how often a follow-up is due.
        window_days: u16 = 30,
        /// The least score while below the minimum.
        minimum_score: u16 = 4000,
        /// Days until somebody is listed for an adviser again.
        adviser_days: u16 = 7,
    }
}

table! {
    /// Same-day work.
    Gig {
        /// Points of score per point of nearness.
        nearness_weight: u16 = 20,
        /// Days since publication.
        max_age_days: u16 = 1,
    }
}

table! {
    /// How far wishes may be proposed to give way, in the list for advisers.
    Relaxing {
        /// The least share of the wished pay that is proposed, in percent.
        least_pay_percent: u8 = 50,
        /// Metres beyond the wished places.
        most_metres: u32 = 30_000,
        /// Minutes beyond the wished end of the day.
        most_minutes: u16 = 60,
        /// The least nearness of other work.
        least_nearness: u16 = 150,
        /// Whether full-time work is proposed.
        full_time: bool = true,
        /// Whether nights are proposed.
        nights: bool = false,
    }
}

table! {
    /// Groups that get more.
    KeyGroups {
        /// The groups.
        groups: BTreeSet<String> = set(&["hard_to_employ", "disabled", "zero_employment_family"]),
        /// Posts more in a digest.
        extra_items: u16 = 2,
        /// Showings kept for them, in percent of a vacancy's own.
        extra_exposure_percent: u16 = 20,
    }
}

table! {
    /// Digests for employers.
    Employer {
        /// People in one digest.
        per_digest: u16 = 10,
        /// Employers that one person is shown to.
        max_showings_of_person: u16 = 10,
    }
}

table! {
    /// How long the ledger remembers.
    Retention {
        /// Days that what was sent is kept.
        sent_days: u16 = 180,
        /// Days that reactions are kept.
        reaction_days: u16 = 365,
    }
}

table! {
    /// The rules of a run.
    ///
    /// ```
    /// use rengang_push::Policy;
    /// let policy = Policy::parse("[caps]\nper_week = 10\n")?;
    /// assert_eq!((policy.caps.per_week, policy.caps.per_digest), (10, 5));
    /// assert!(Policy::parse("[caps]\nper_weak = 10\n").is_err());
    /// # Ok::<(), rengang_push::Error>(())
    /// ```
    Policy {
        /// Who is written to at all.
        consent: Consent = Consent::default(),
        /// How much at most.
        caps: Caps = Caps::default(),
        /// When nobody is disturbed.
        quiet: Quiet = Quiet::default(),
        /// When the same post may come again.
        cooling: Cooling = Cooling::default(),
        /// By which ways.
        channels: Channels = Channels::default(),
        /// From which score.
        score: Scores = Scores::default(),
        /// How often a vacancy is shown.
        allocation: Sharing = Sharing::default(),
        /// Whom the service owes a minimum.
        service: Service = Service::default(),
        /// Same-day work.
        gig: Gig = Gig::default(),
        /// How far wishes may be proposed to give way.
        relaxation: Relaxing = Relaxing::default(),
        /// Groups that get more.
        key_groups: KeyGroups = KeyGroups::default(),
        /// Digests for employers.
        employer: Employer = Employer::default(),
        /// How long the ledger remembers.
        retention: Retention = Retention::default(),
    }
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|&code| code.to_owned()).collect()
}

/// Channels that a digest may name.
const CHANNELS: [&str; 6] = ["inbox", "app", "wechat", "sms", "email", "phone"];

impl Policy {
    /// Every knob with its default and the reason for it.
    pub const DEFAULT_TOML: &'static str = include_str!("default.toml");

    /// Reads and checks a policy.
    ///
    /// # Errors
    /// [`ErrorKind::PolicyUnreadable`], [`ErrorKind::PolicyInvalid`].
    pub fn parse(text: &str) -> Result<Self> {
        let policy: Self = toml::from_str(text).map_err(|source| {
            let what = source.message().to_owned();
            Error::new(ErrorKind::PolicyUnreadable { what }).with_source(source)
        })?;
        policy.check().map(|()| policy)
    }

    /// Checks the rules that reach over several knobs.
    ///
    /// # Errors
    /// [`ErrorKind::PolicyInvalid`], naming the first knob that breaks one.
    pub fn check(&self) -> Result<()> {
        let Self { caps, score, allocation, service, cooling, retention, .. } = self;
        let longest = cooling.repeat_days.max(allocation.window_days).max(service.window_days).max(7);
        let rules = [
            ((1..=50).contains(&caps.per_digest), "caps.per_digest", "must be 1 to 50"),
            ((1..=100).contains(&self.employer.per_digest), "employer.per_digest", "must be 1 to 100"),
            (caps.per_day >= caps.per_digest, "caps.per_day", "must reach caps.per_digest"),
            (caps.per_week >= caps.per_day, "caps.per_week", "must reach caps.per_day"),
            (caps.digests_per_week >= 1, "caps.digests_per_week", "must be at least 1"),
            (cooling.max_showings >= 1, "cooling.max_showings", "must be at least 1"),
            (score.good <= 10_000, "score.good", "must be at most 10000"),
            (score.minimum <= score.good, "score.minimum", "must be at most score.good"),
            (
                score.shortage_minimum <= score.minimum,
                "score.shortage_minimum",
                "must be at most score.minimum",
            ),
            (
                score.by_occupation.values().all(|&s| s <= 10_000),
                "score.by_occupation",
                "must be at most 10000",
            ),
            (
                service.minimum_score <= score.minimum,
                "service.minimum_score",
                "must be at most score.minimum",
            ),
            (service.window_days >= 1, "service.window_days", "must be at least 1"),
            (allocation.factor >= 1, "allocation.factor", "must be at least 1"),
            (allocation.enough_applicants >= 1, "allocation.enough_applicants", "must be at least 1"),
            (allocation.unknown_headcount >= 1, "allocation.unknown_headcount", "must be at least 1"),
            (allocation.max_exposure >= 1, "allocation.max_exposure", "must be at least 1"),
            ((1..=1000).contains(&allocation.list_length), "allocation.list_length", "must be 1 to 1000"),
            (self.gig.nearness_weight <= 50, "gig.nearness_weight", "must be at most 50"),
            (
                self.key_groups.extra_exposure_percent <= 1000,
                "key_groups.extra_exposure_percent",
                "must be at most 1000",
            ),
            (retention.sent_days >= longest, "retention.sent_days", "must cover every window of the policy"),
            (
                retention.reaction_days >= cooling.dismissed_days,
                "retention.reaction_days",
                "must reach cooling.dismissed_days",
            ),
            (
                self.channels.order.iter().all(|c| CHANNELS.contains(&c.as_str())),
                "channels.order",
                "knows inbox, app, wechat, sms, email, phone",
            ),
        ];
        match rules.into_iter().find(|(holds, ..)| !holds) {
            Some((_, knob, rule)) => Err(Error::new(ErrorKind::PolicyInvalid { knob, rule })),
            None => Ok(()),
        }
    }

    /// What an adviser is told about short lists: enough is what the service owes.
    #[must_use]
    pub fn relax_policy(&self) -> rengang::RelaxPolicy {
        let Relaxing { least_pay_percent, most_metres, most_minutes, least_nearness, full_time, nights } =
            self.relaxation;
        let enough = usize::from(self.service.min_referrals);
        rengang::RelaxPolicy {
            enough,
            least_pay_percent,
            most_metres,
            most_minutes,
            least_nearness,
            full_time,
            nights,
        }
    }

    /// The least score for an occupation.
    #[must_use]
    pub fn minimum(&self, occupation: &str) -> u16 {
        let Scores { minimum, shortage_minimum, shortage, by_occupation, .. } = &self.score;
        let common = if shortage.contains(occupation) { shortage_minimum } else { minimum };
        *by_occupation.get(occupation).unwrap_or(common)
    }

    /// The least score that any rule of the policy lets through.
    pub(crate) fn lowest_minimum(&self) -> u16 {
        let own = self.score.by_occupation.values().copied();
        own.chain([self.score.minimum, self.score.shortage_minimum, self.service.minimum_score])
            .min()
            .unwrap_or(0)
    }

    /// The end of the quiet hours that `now` lies in.
    #[must_use]
    pub fn quiet_until(&self, now: DateTime) -> Option<DateTime> {
        let Quiet { from, to, .. } = self.quiet;
        let time = now.time();
        let today = now.date().to_datetime(to);
        let over_night = from > to;
        let inside = if over_night { time >= from || time < to } else { from <= time && time < to };
        inside.then(|| if over_night && time >= from { tomorrow(today) } else { today })
    }

    /// The headcount that a vacancy is taken to have.
    #[must_use]
    pub fn wanted(&self, headcount: Option<u32>) -> u32 {
        headcount.filter(|&n| n > 0).unwrap_or(u32::from(self.allocation.unknown_headcount))
    }

    /// The showings that a vacancy may have in the window.
    #[must_use]
    pub fn exposure(&self, headcount: Option<u32>) -> u32 {
        self.exposure_of(self.wanted(headcount))
    }

    pub(crate) fn exposure_of(&self, wanted: u32) -> u32 {
        let Sharing { factor, max_exposure, .. } = self.allocation;
        wanted.saturating_mul(u32::from(factor)).min(max_exposure)
    }

    /// Whether a vacancy that wants so many has enough applicants in the window.
    pub(crate) fn has_enough(&self, wanted: u32, applicants: u32) -> bool {
        applicants >= wanted.saturating_mul(u32::from(self.allocation.enough_applicants))
    }
}

/// On the last day of the calendar there is no tomorrow; quiet then ends the same day.
fn tomorrow(moment: DateTime) -> DateTime {
    moment.checked_add(jiff::Span::new().days(1)).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str) -> String {
        Policy::parse(text).map_or_else(|error| error.to_string(), |_| "valid".into())
    }

    #[test]
    fn the_documented_file_is_the_default() {
        assert_eq!(Policy::parse(Policy::DEFAULT_TOML).unwrap(), Policy::default());
    }

    #[test]
    fn wishes_give_way_as_far_as_the_engine_has_it_by_default() {
        assert_eq!(Policy::default().relax_policy(), rengang::RelaxPolicy::default());
    }

    #[test]
    fn every_knob_is_in_the_documented_file() {
        let all = toml::Table::try_from(Policy::default()).unwrap();
        for (section, knobs) in &all {
            assert!(Policy::DEFAULT_TOML.contains(&format!("[{section}]")), "{section}");
            let scalars = knobs.as_table().unwrap().iter().filter(|(_, v)| !v.is_table());
            for (knob, _) in scalars {
                assert!(Policy::DEFAULT_TOML.contains(&format!("\n{knob} = ")), "{section}.{knob}");
            }
        }
    }

    #[test]
    fn a_broken_rule_names_its_knob() {
        assert_eq!(check(""), "valid");
        assert_eq!(check("[caps]\nper_day = 3"), "policy caps.per_day must reach caps.per_digest");
        assert_eq!(
            check("[retention]\nsent_days = 5"),
            "policy retention.sent_days must cover every window of the policy"
        );
        assert!(check("[cap]\nper_day = 3").contains("unknown field"));
        assert!(check("[channels]\norder = [\"fax\"]").contains("channels.order"));
    }

    #[test]
    fn quiet_hours_reach_over_midnight() {
        let policy = Policy::default();
        let at = |day: i8, hour: i8| date(2026, 11, day).at(hour, 0, 0, 0);
        assert_eq!(policy.quiet_until(at(20, 22)), Some(at(21, 8)));
        assert_eq!(policy.quiet_until(at(20, 2)), Some(at(20, 8)));
        assert_eq!(policy.quiet_until(at(20, 8)), None);
        assert_eq!(policy.quiet_until(at(20, 12)), None);
    }

    #[test]
    fn a_vacancy_is_shown_in_proportion_to_its_headcount() {
        let policy = Policy::default();
        let shown: Vec<u32> =
            [Some(3), None, Some(0), Some(9_999)].into_iter().map(|n| policy.exposure(n)).collect();
        assert_eq!(shown, [60, 40, 40, 2000]);
    }

    #[test]
    fn occupations_of_shortage_have_a_lower_minimum() {
        let policy =
            Policy::parse("[score]\nshortage = [\"6-18\"]\nby_occupation = { \"4-02\" = 7000 }").unwrap();
        assert_eq!([policy.minimum("6-18"), policy.minimum("4-02"), policy.minimum("")], [4500, 7000, 5000]);
    }
}
