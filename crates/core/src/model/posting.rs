//! A posting that has been read.

use crate::model::flags::flags;
use crate::model::knowledge::{IndustryId, OccupationId, RegionCode};
use crate::model::{
    AudienceDemand, Benefits, CertificateDemand, Conditions, EducationDemand, Evidence, ExperienceDemand,
    Headcount, MajorDemand, Pay, Schedule, SkillDemand, Stated,
};
use jiff::civil::Date;

/// A posting: valid values, with unknown as a value. Made by [`read_posting`](crate::read::read_posting).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posting {
    /// The caller's id.
    pub id: String,
    /// Where it was gathered.
    pub source: String,
    /// The title as given.
    pub title: String,
    /// The title without noise: the name of the work.
    pub core_title: String,
    /// The employer's name.
    pub employer: String,
    /// What kind of employer.
    pub employer_kind: Option<EmployerKind>,
    /// The employer's credit code, where its checksum is right.
    pub credit_code: Option<String>,
    /// The industries that the text names.
    pub industries: Vec<IndustryId>,
    /// The work, strongest claim first.
    pub occupations: Vec<OccupationClaim>,
    /// The posts of a combined ad; empty for a single one.
    pub parts: Vec<PostPart>,
    /// Where the work is.
    pub workplaces: Workplaces,
    /// What it pays; `None` where nothing is said.
    pub pay: Option<Pay>,
    /// Further pays for other grades or forms (`兼职25元/时，全职4800起`).
    pub other_pay: Vec<Pay>,
    /// Experience that is asked for; `None` where nothing is said.
    pub experience: Option<ExperienceDemand>,
    /// Education that is asked for; `None` where nothing is said.
    pub education: Option<EducationDemand>,
    /// Majors that are asked for.
    pub majors: Vec<MajorDemand>,
    /// Certificates that are asked for.
    pub certificates: Vec<CertificateDemand>,
    /// Skills that are asked for.
    pub skills: Vec<SkillDemand>,
    /// Whom it is reserved for or prefers.
    pub audience: Vec<AudienceDemand>,
    /// How many are wanted.
    pub headcount: Option<Headcount>,
    /// Forms of employment.
    pub forms: EmploymentForms,
    /// Working time.
    pub schedule: Schedule,
    /// Benefits.
    pub benefits: Benefits,
    /// Conditions of the work.
    pub conditions: Conditions,
    /// The day it was published.
    pub published: Option<Date>,
    /// The day it was first seen.
    pub first_seen: Option<Date>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// How long it is valid.
    pub validity: Validity,
    /// Open, paused or withdrawn.
    pub status: Status,
}

/// Why a posting is taken for a kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimSource {
    /// A code that the source gave.
    Code,
    /// The title.
    Title,
    /// The description.
    Duties,
}

/// A claim that a posting is one kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OccupationClaim {
    /// The work.
    pub occupation: OccupationId,
    /// How sure, `0..=1000`.
    pub confidence: u16,
    /// What it rests on.
    pub source: ClaimSource,
    /// The place it stands on.
    pub at: Evidence,
}

/// One post of a combined ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostPart {
    /// What the ad calls it.
    pub label: String,
    /// The work, where it was recognised.
    pub occupations: Vec<OccupationId>,
    /// How many are wanted.
    pub count: Option<u32>,
    /// What it pays, where the ad says so apart.
    pub pay: Option<Pay>,
}

/// A place of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The region, as narrow as the text has it.
    pub region: RegionCode,
    /// The place it stands on.
    pub at: Evidence,
}

/// The places of work of a posting.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Workplaces {
    /// Every place named, in the order of the text; more than one means one of them, or several.
    pub places: Vec<Place>,
    /// The text allows more than one reading and all are in `places`.
    pub ambiguous: bool,
    /// The work can be done from anywhere.
    pub remote: bool,
    /// The whole city or country (`全市`, `不限`).
    pub anywhere: bool,
}

/// What kind of employer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EmployerKind {
    /// A company.
    Company,
    /// A company owned by the state.
    StateOwned,
    /// A public institution (事业单位).
    PublicInstitution,
    /// A government body.
    Government,
    /// A sole trader.
    SoleTrader,
    /// A private non-profit unit (民办非企业).
    NonProfit,
    /// An association or foundation.
    Association,
    /// A flexible staffing platform, dispatch or labour agency.
    Staffing,
    /// A household.
    Household,
}

impl EmployerKind {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::StateOwned => "state_owned",
            Self::PublicInstitution => "public_institution",
            Self::Government => "government",
            Self::SoleTrader => "sole_trader",
            Self::NonProfit => "non_profit",
            Self::Association => "association",
            Self::Staffing => "staffing",
            Self::Household => "household",
        }
    }
}

flags! {
    /// A set of [`EmploymentForm`]s.
    EmploymentForms(u32) of
    /// A form of employment.
    EmploymentForm {
        /// Full time.
        FullTime = "full_time",
        /// Part time.
        PartTime = "part_time",
        /// Paid by the hour, without fixed hours.
        Hourly = "hourly",
        /// By the day or by the job (零工, 日结).
        Gig = "gig",
        /// Flexible employment outside of a labour contract.
        Flexible = "flexible",
        /// For a limited time (临时工, 短期).
        Temporary = "temporary",
        /// For a season.
        Seasonal = "seasonal",
        /// Dispatched by an agency.
        Dispatch = "dispatch",
        /// Outsourced.
        Outsourcing = "outsourcing",
        /// Internship of students.
        Internship = "internship",
        /// Traineeship of graduates (就业见习).
        Trainee = "trainee",
        /// Apprenticeship.
        Apprentice = "apprentice",
        /// Rehire after retirement age.
        OverAgeRehire = "over_age_rehire",
        /// On contract in the public service, outside of the establishment (编外).
        ContractPublic = "contract_public",
        /// On the establishment of the public service (编制).
        Establishment = "establishment",
        /// A public welfare post (公益性岗位).
        PublicWelfare = "public_welfare",
        /// From home.
        Remote = "remote",
        /// Self-employed partner, franchise, agency contract.
        Partner = "partner",
    }
}

/// How long a posting is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Validity {
    /// The last valid day from the field or the text, the earlier one where both are there.
    pub until: Option<Stated<Date>>,
    /// Open until filled, or long-running: no end, so it needs to be confirmed again from time to time.
    pub open_ended: bool,
    /// The text itself says that it is over (`已招满`).
    pub closed: bool,
}

impl Validity {
    /// Whether the last valid day lies before `day`, or the text says it is over.
    #[must_use]
    pub fn is_over(&self, day: Date) -> bool {
        self.closed || self.until.is_some_and(|until| until.value < day)
    }
}

/// Whether a record takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Status {
    /// It does.
    #[default]
    Open,
    /// Not for now.
    Paused,
    /// Not any more.
    Closed,
}
