//! Whether a posting is still valid and plausible: expiry, age, dates, pay, headcount, credit code.

use crate::ad::{Ad, Context};
use crate::credit_code::is_credit_code;
use crate::date;
use crate::number::{self, Number, Unit};
use crate::squeeze::Squeezed;
use jiff::civil::Date;

/// Where a last day was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Told {
    /// In the field `valid_until`.
    Field,
    /// In the text (报名截至…, …截止).
    Text,
    /// As the end of the working period of short work.
    Schedule,
}

/// Something about dates, pay or numbers that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// The last day is past.
    Expired {
        /// The last day.
        on: Date,
        /// Where it was told.
        told: Told,
    },
    /// First seen long ago, and no last day is told.
    Stale {
        /// Age in days.
        days: i32,
    },
    /// The field and the text name different last days, further apart than a week.
    DatesDisagree {
        /// By the field.
        field: Date,
        /// By the text.
        text: Date,
    },
    /// A date field holds no date.
    DateUnreadable {
        /// Name of the field.
        field: &'static str,
        /// What it holds.
        found: String,
    },
    /// Published after the day of checking.
    PublishedLater {
        /// Day of publication.
        published: Date,
    },
    /// The last day lies before the day of publication.
    EndsBeforePublished {
        /// The last day.
        on: Date,
    },
    /// Valid for longer than a year.
    RunsTooLong {
        /// The last day.
        on: Date,
    },
    /// The pay is not plausible: turned round, spread too wide, too low or too high for a month.
    PayImplausible {
        /// Lower end in yuan.
        low: u64,
        /// Upper end in yuan.
        high: u64,
    },
    /// More openings than one ad plausibly has.
    HeadcountImplausible {
        /// Number of openings.
        openings: u64,
    },
    /// The credit code of the employer fails its check character.
    CreditCodeInvalid {
        /// The code as written.
        code: String,
    },
}

/// What is known about the validity of one posting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validity {
    /// The last day, where it is told.
    pub last_day: Option<Date>,
    /// Days since the posting, or the first of its duplicates, was first seen.
    pub age_days: Option<i32>,
    /// What is doubtful, expiry first.
    pub doubts: Vec<Doubt>,
}

/// Chosen: the rhythm of public portals, which take ads down after a quarter; moves only which ads are called stale.
const STALE_DAYS: i32 = 90;
/// Chosen: a single ad for more is a batch of ads or a lure.
const MANY_OPENINGS: u64 = 500;
/// Chosen: upper over lower end of a range; 底薪 to top commission reaches four.
const WIDE_SPREAD: u64 = 5;
/// Chosen: yuan a month beyond which pay is checked by a person.
const HIGH_MONTHLY: u64 = 200_000;

impl Validity {
    /// Reads the validity of `ad`; `first_seen` is that of its group of duplicates, where known.
    #[must_use]
    pub fn of(ad: &Ad, context: &Context, first_seen: Option<Date>) -> Self {
        let mut doubts = Vec::new();
        let published = read_date("published", ad.published, &mut doubts);
        let by_field = read_date("valid_until", ad.valid_until, &mut doubts);
        let near = published.or(context.as_of);
        let by_text =
            date::deadline(ad.description, near).into_iter().chain(date::deadline(ad.title, near)).max();
        let by_work = date::period_end(ad.schedule, near);
        let told = [(by_text, Told::Text), (by_field, Told::Field), (by_work, Told::Schedule)];
        let seen = first_seen.into_iter().chain(published).min();
        let age_days = context.as_of.zip(seen).map(|(now, seen)| days_between(seen, now));
        expiry(&told, context.as_of, &mut doubts);
        compare(published, by_field, by_text, context.as_of, &mut doubts);
        staleness(age_days, &told, &mut doubts);
        plausibility(ad, &mut doubts);
        doubts.sort_by_key(|d| !matches!(d, Doubt::Expired { .. }));
        Self { last_day: by_text.or(by_field).or(by_work), age_days, doubts }
    }

    /// The day on which the posting expired and where that is told, if it did.
    #[must_use]
    pub fn expired(&self) -> Option<(Date, Told)> {
        self.doubts.iter().find_map(|d| match d {
            Doubt::Expired { on, told } => Some((*on, *told)),
            _ => None,
        })
    }
}

fn read_date(field: &'static str, text: &str, doubts: &mut Vec<Doubt>) -> Option<Date> {
    let read = date::read(text);
    if read.is_none() && !text.trim().is_empty() {
        doubts.push(Doubt::DateUnreadable { field, found: text.to_owned() });
    }
    read
}

fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

/// Expired once any of the told days is past: a field that outlives the text is a portal's default.
fn expiry(told: &[(Option<Date>, Told)], as_of: Option<Date>, doubts: &mut Vec<Doubt>) {
    let Some(now) = as_of else { return };
    let past = told.iter().find_map(|(day, told)| day.filter(|d| *d < now).map(|on| (on, *told)));
    if let Some((on, told)) = past {
        doubts.push(Doubt::Expired { on, told });
    }
}

fn compare(
    published: Option<Date>,
    by_field: Option<Date>,
    by_text: Option<Date>,
    as_of: Option<Date>,
    doubts: &mut Vec<Doubt>,
) {
    if let Some((field, text)) = by_field.zip(by_text).filter(|(f, t)| days_between(*f, *t).abs() > 7) {
        doubts.push(Doubt::DatesDisagree { field, text });
    }
    let Some(published) = published else { return };
    if as_of.is_some_and(|now| published > now) {
        doubts.push(Doubt::PublishedLater { published });
    }
    match by_field {
        Some(on) if on < published => doubts.push(Doubt::EndsBeforePublished { on }),
        Some(on) if days_between(published, on) > 366 => doubts.push(Doubt::RunsTooLong { on }),
        _ => {}
    }
}

fn staleness(age: Option<i32>, told: &[(Option<Date>, Told)], doubts: &mut Vec<Doubt>) {
    if let Some(days) = age.filter(|days| *days > STALE_DAYS && told.iter().all(|(day, _)| day.is_none())) {
        doubts.push(Doubt::Stale { days });
    }
}

fn plausibility(ad: &Ad, doubts: &mut Vec<Doubt>) {
    let pay = number::read(&Squeezed::new(ad.pay));
    if let Some((low, high)) = monthly_range(&pay).filter(|range| !is_plausible(*range)) {
        doubts.push(Doubt::PayImplausible { low, high });
    }
    let openings = number::read(&Squeezed::new(ad.headcount)).first().map_or(0, Number::value);
    if openings > MANY_OPENINGS {
        doubts.push(Doubt::HeadcountImplausible { openings });
    }
    if !ad.credit_code.is_empty() && !is_credit_code(ad.credit_code) {
        doubts.push(Doubt::CreditCodeInvalid { code: ad.credit_code.to_owned() });
    }
}

/// The ends of a monthly range, where the field begins with one.
pub(crate) fn monthly_range(pay: &[Number]) -> Option<(u64, u64)> {
    let amounts = pay.iter().filter(|n| {
        matches!(n.unit, Unit::Yuan | Unit::None) && n.per.is_none_or(|p| p == number::Period::Month)
    });
    let mut amounts = amounts.filter(|n| n.value() >= 500);
    let low = amounts.next()?;
    let high = if low.opens_range { amounts.next().map_or(low.value(), Number::value) } else { low.value() };
    Some((low.value(), high))
}

fn is_plausible((low, high): (u64, u64)) -> bool {
    low <= high && high <= low * WIDE_SPREAD && high <= HIGH_MONTHLY
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(ad: Ad, expired: Option<Told>) {
        let context = Context { as_of: Some(date(2026, 11, 20)), ..Context::default() };
        let found = Validity::of(&ad, &context, None).expired().map(|(_, told)| told);
        assert_eq!(found, expired, "{ad:?}");
    }

    #[test]
    fn a_posting_expires_by_field_text_or_working_period() {
        check(Ad { valid_until: "2026-11-19", ..Ad::default() }, Some(Told::Field));
        check(Ad { valid_until: "2026-11-20", ..Ad::default() }, None);
        check(
            Ad { description: "报名截至11月10日", published: "2026-10-01", ..Ad::default() },
            Some(Told::Text),
        );
        let text_first = Ad {
            valid_until: "2026-12-31",
            description: "9月底截止",
            published: "2026-08-28",
            ..Ad::default()
        };
        check(text_first, Some(Told::Text));
        check(
            Ad { schedule: "9月28日-10月6日", published: "2026-09-10", ..Ad::default() },
            Some(Told::Schedule),
        );
        check(Ad { description: "长期招聘，招满即止", published: "2026-10-01", ..Ad::default() }, None);
    }

    #[test]
    fn age_counts_from_the_first_of_the_duplicates() {
        let context = Context { as_of: Some(date(2026, 11, 20)), ..Context::default() };
        let ad = Ad { published: "2026-11-19", ..Ad::default() };
        let validity = Validity::of(&ad, &context, Some(date(2026, 7, 1)));
        assert_eq!(validity.age_days, Some(142));
        assert_eq!(validity.doubts, [Doubt::Stale { days: 142 }]);
    }
}
