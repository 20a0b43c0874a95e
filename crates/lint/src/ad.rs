//! What is checked: a raw posting or a bare text, and what the caller knows about it.

use jiff::civil::Date;
use serde::Deserialize;

/// The parts of a posting that the checker reads, in the order in which it reads them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A text without fields.
    Text,
    /// Title.
    Title,
    /// Pay as written.
    Pay,
    /// Education as written.
    Education,
    /// Experience as written.
    Experience,
    /// Number of openings as written.
    Headcount,
    /// Full time, part time, dispatch, …
    EmploymentForm,
    /// Working hours and days as written.
    Schedule,
    /// Duties and requirements.
    Description,
    /// Benefits.
    Benefits,
    /// Place as written.
    Region,
    /// Name of the employer; context only.
    Employer,
    /// Kind of the employer; context only.
    EmployerKind,
    /// Industry; context only.
    Industry,
}

impl Field {
    /// The name of the field in raw records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Pay => "pay",
            Self::Education => "education",
            Self::Experience => "experience",
            Self::Headcount => "headcount",
            Self::EmploymentForm => "employment_form",
            Self::Schedule => "schedule",
            Self::Description => "description",
            Self::Benefits => "benefits",
            Self::Region => "region",
            Self::Employer => "employer",
            Self::EmployerKind => "employer_kind",
            Self::Industry => "industry",
        }
    }

    /// Whether rules are applied to the field; the others only excuse or aggravate.
    pub(crate) fn is_checked(self) -> bool {
        !matches!(self, Self::Region | Self::Employer | Self::EmployerKind | Self::Industry)
    }
}

/// A raw posting: text as it came, empty where the ad says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ad<'a> {
    /// Identifier in its source.
    pub id: &'a str,
    /// Where the posting was gathered.
    pub source: &'a str,
    /// Title.
    pub title: &'a str,
    /// Name of the employer.
    pub employer: &'a str,
    /// Kind of the employer (企业, 国企, 事业单位, …).
    pub employer_kind: &'a str,
    /// Industry.
    pub industry: &'a str,
    /// Place.
    pub region: &'a str,
    /// Pay.
    pub pay: &'a str,
    /// Education.
    pub education: &'a str,
    /// Experience.
    pub experience: &'a str,
    /// Number of openings.
    pub headcount: &'a str,
    /// Full time, part time, dispatch, …
    pub employment_form: &'a str,
    /// Working hours and days.
    pub schedule: &'a str,
    /// Duties and requirements.
    pub description: &'a str,
    /// Benefits.
    pub benefits: &'a str,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: &'a str,
    /// Last day of validity, `YYYY-MM-DD`.
    pub valid_until: &'a str,
    /// Unified social credit code of the employer.
    pub credit_code: &'a str,
}

impl<'a> Ad<'a> {
    /// The fields with their text, in reading order.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &'a str)> {
        [
            (Field::Title, self.title),
            (Field::Pay, self.pay),
            (Field::Education, self.education),
            (Field::Experience, self.experience),
            (Field::Headcount, self.headcount),
            (Field::EmploymentForm, self.employment_form),
            (Field::Schedule, self.schedule),
            (Field::Description, self.description),
            (Field::Benefits, self.benefits),
            (Field::Region, self.region),
            (Field::Employer, self.employer),
            (Field::EmployerKind, self.employer_kind),
            (Field::Industry, self.industry),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
    }
}

/// A line of raw JSON: a posting, or an id with a bare text; unknown keys are ignored.
///
/// ```
/// let raw: rengang_lint::RawAd = serde_json::from_str(r#"{"id":"1","title":"司机\n急聘"}"#).unwrap();
/// assert_eq!(raw.as_ad().title, "司机\n急聘");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[allow(missing_docs)] // the fields of `Ad`
pub struct RawAd {
    pub text: String,
    pub id: String,
    pub source: String,
    pub title: String,
    pub employer: String,
    pub employer_kind: String,
    pub industry: String,
    pub region: String,
    pub pay: String,
    pub education: String,
    pub experience: String,
    pub headcount: String,
    pub employment_form: String,
    pub schedule: String,
    pub description: String,
    pub benefits: String,
    pub published: String,
    pub valid_until: String,
    pub credit_code: String,
}

impl RawAd {
    /// The posting, borrowed.
    #[must_use]
    pub fn as_ad(&self) -> Ad<'_> {
        Ad {
            id: &self.id,
            source: &self.source,
            title: &self.title,
            employer: &self.employer,
            employer_kind: &self.employer_kind,
            industry: &self.industry,
            region: &self.region,
            pay: &self.pay,
            education: &self.education,
            experience: &self.experience,
            headcount: &self.headcount,
            employment_form: &self.employment_form,
            schedule: &self.schedule,
            description: &self.description,
            benefits: &self.benefits,
            published: &self.published,
            valid_until: &self.valid_until,
            credit_code: &self.credit_code,
        }
    }
}

/// What kind of employer it is, where that changes what is lawful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EmployerKind {
    /// A state-owned enterprise (国企).
    State,
    /// A public institution (事业单位).
    Institution,
    /// An organ of the state (机关).
    Organ,
    /// An organ of the party (党组织).
    PartyOrgan,
    /// A private or other employer.
    Private,
}

impl EmployerKind {
    /// Reads the kind as raw records and case files name it; `None` where it is not known.
    ///
    /// ```
    /// use rengang_lint::EmployerKind;
    /// assert_eq!(EmployerKind::read("国企"), Some(EmployerKind::State));
    /// assert_eq!(EmployerKind::read("institution"), Some(EmployerKind::Institution));
    /// assert_eq!(EmployerKind::read(""), None);
    /// ```
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let any = |words: &[&str]| words.iter().any(|w| text.contains(w));
        if any(&["party", "党"]) {
            Some(Self::PartyOrgan)
        } else if any(&["institution", "事业"]) {
            Some(Self::Institution)
        } else if any(&["organ", "机关", "government", "政府"]) {
            Some(Self::Organ)
        } else if any(&["state", "soe", "国企", "国有", "央企"]) {
            Some(Self::State)
        } else if text.is_empty() {
            None
        } else {
            Some(Self::Private)
        }
    }

    /// The name that the exception tables use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Institution => "institution",
            Self::Organ => "organ",
            Self::PartyOrgan => "party_organ",
            Self::Private => "private",
        }
    }
}

/// What the caller knows beside the posting itself; everything may be left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The day on which the posting is looked at; without it nothing about dates is said.
    pub as_of: Option<Date>,
    /// Code of the occupation in 职业分类大典 2022, such as `6-16-01-05`; empty when not known.
    pub occupation: &'a str,
    /// Kind of post, such as `public_welfare`; empty when not known.
    pub post_type: &'a str,
    /// Channel, such as `campus`; empty when not known.
    pub channel: &'a str,
    /// Kind of employer; where `None`, the posting's own `employer_kind` is read.
    pub employer_kind: Option<EmployerKind>,
    /// The minimum wages in force at the place of work; none are shipped.
    pub minimum: Option<MinimumWage>,
}

/// The legal minimum at one place from one date on, as the caller's table gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MinimumWage {
    /// Yuan a month for full-time work.
    pub monthly_yuan: u32,
    /// Hundredths of a yuan an hour for part-time work.
    pub hourly_cents: u32,
}
