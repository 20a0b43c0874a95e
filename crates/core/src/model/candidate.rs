//! A person who has been read.

use crate::model::knowledge::{Education, HeldCertificate, MajorId, OccupationId, RegionCode, SkillId};
use crate::model::{Answer, Conditions, EmploymentForms, Evidence, Pay, Rest, Stated, Status, Window};
use jiff::civil::Date;

/// A candidate: valid values, with unknown as a value. Made by [`read_candidate`](crate::read::read_candidate).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// The caller's id.
    pub id: String,
    /// The work that is wished for, in the order of the text.
    pub wishes: Vec<WorkWish>,
    /// Any work will do (`什么都行`).
    pub any_work: bool,
    /// Work that is refused.
    pub refused: Vec<RefusedWork>,
    /// Where.
    pub region: RegionWish,
    /// For what pay.
    pub pay: Option<PayWish>,
    /// Forms of employment that are accepted; empty where nothing is said.
    pub forms: EmploymentForms,
    /// When.
    pub schedule: ScheduleWish,
    /// Education.
    pub education: Option<EducationHeld>,
    /// Months of work in all, as stated or summed up.
    pub total_months: Option<u16>,
    /// Work that has been done, in the order of the text.
    pub spells: Vec<Spell>,
    /// Skills.
    pub skills: Vec<SkillHeld>,
    /// Certificates: held, under way, or expressly lacking.
    pub certificates: Vec<Stated<CertificateHolding>>,
    /// The person told of their certificates, if only that there are none: what is not named is not held.
    pub certificates_told: bool,
    /// Groups with a status.
    pub groups: Vec<Group>,
    /// What is refused (no) and accepted (yes).
    pub conditions: Conditions,
    /// Housing at the place of work.
    pub lodging: LodgingWish,
    /// Where the person lives.
    pub home: Option<RegionCode>,
    /// When the person can begin, where a day can be told.
    pub available_from: Option<Date>,
    /// Whether the person agreed to be contacted; `None` is not asked.
    pub consent: Option<bool>,
    /// Whether the person agreed to personalised recommendation.
    pub personalisation: Option<bool>,
    /// Whether the person still looks for work.
    pub status: Status,
}

/// How firmly something is wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum WishFirmness {
    /// Would do at a pinch (`实在没有…先干着`, `也凑合`).
    Fallback,
    /// Would do (`也行`, `可以考虑`).
    Acceptable,
    /// Named without more.
    Wished,
    /// Named as the best (`最好`, `优先`).
    Preferred,
    /// Nothing else (`只`, `必须`).
    Required,
}

/// Work that is wished for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkWish {
    /// What the words can mean: mostly one, all of them where a word is used for several.
    pub occupations: Vec<OccupationId>,
    /// How firmly.
    pub firmness: WishFirmness,
    /// Wished for later, after learning (`以后想学编程`).
    pub later: bool,
    /// As a learner (`学徒也成`).
    pub as_apprentice: bool,
    /// The place it stands on.
    pub at: Evidence,
}

/// Work that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedWork {
    /// What the words can mean.
    pub occupations: Vec<OccupationId>,
    /// The place it stands on.
    pub at: Evidence,
}

/// What makes a place acceptable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum PlaceCondition {
    /// Housing at the place.
    Lodging,
    /// A bus.
    Shuttle,
    /// More money.
    Money,
    /// The metro or a short way by public transport.
    Transit,
    /// Nearness (`西青近的也可以`).
    Near,
}

/// A place where a person would work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PlaceWish {
    /// The region.
    pub region: RegionCode,
    /// How firmly.
    pub firmness: WishFirmness,
    /// Under what condition.
    pub condition: Option<PlaceCondition>,
    /// The place in the text it stands on.
    pub at: Evidence,
}

/// Where a person would work.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct RegionWish {
    /// The places named, in the order of the text.
    pub places: Vec<PlaceWish>,
    /// Anywhere would do: `Some(None)` without a condition, `Some(Some(..))` under one (`管住哪都能去`).
    pub anywhere: Option<Option<PlaceCondition>>,
    /// Near home is wished.
    pub near_home: bool,
    /// Work from home is wished or fine.
    pub remote: Answer,
    /// Whether the person would leave the city (`不想去外地`, `外地包住也考虑`).
    pub elsewhere: Answer,
    /// Places that are refused.
    pub excluded: Vec<RegionCode>,
    /// The longest way to work in minutes, where said.
    pub max_minutes: Option<u16>,
}

/// What pay a person wishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayWish {
    /// The figure, and its period, as the person says it.
    pub wished: Pay,
    /// Less would do under some condition, or is open to talk (`有师傅带可以少点`, `稳定可降`).
    pub flexible: bool,
    /// The figure is a floor that was named as such (`最少`, `起`, `以上`).
    pub firm_floor: bool,
    /// The figure is the base pay, without commission.
    pub base_only: bool,
    /// The local minimum wage is enough (`最低工资有保险就行`).
    pub minimum_wage: bool,
    /// Further figures for other work or forms (`学徒5千`, `小活两百也干`).
    pub others: Vec<Pay>,
    /// Social insurance is asked for with the pay.
    pub insurance: bool,
    /// The place it stands on.
    pub at: Evidence,
}

/// When a person would work.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ScheduleWish {
    /// Whether nights are accepted.
    pub nights: Answer,
    /// Whether shifts in turn are accepted.
    pub rotating: Answer,
    /// Days only.
    pub day_only: bool,
    /// Days rather than nights, without refusing the latter.
    pub days_preferred: bool,
    /// The latest end in minutes after midnight.
    pub latest_end: Option<u16>,
    /// The latest end is a preference (`最好下午四点前`), not a limit.
    pub latest_end_soft: bool,
    /// The earliest start in minutes after midnight.
    pub earliest_start: Option<u16>,
    /// Whether weekends are free (yes: wished free; no: works on weekends).
    pub weekends_off: Answer,
    /// The rest that is wished, and how firmly.
    pub rest: Option<(Rest, WishFirmness)>,
    /// Flexible hours are wished.
    pub flexible: bool,
    /// Regular overtime is accepted or refused.
    pub overtime: Answer,
    /// Whether evenings are possible.
    pub evenings: Answer,
    /// The only times that are possible, for part-time work.
    pub windows: Vec<Window>,
    /// The places it stands on.
    pub at: Vec<Evidence>,
}

/// How someone studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum StudyMode {
    /// Full time.
    FullTime,
    /// Beside work: 函授, 自考, 成人, 在职, 电大, 网络.
    PartTime,
}

/// Education that a person has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EducationHeld {
    /// The highest finished level; of a student, the level under way is `studying`.
    pub level: Education,
    /// Full time or beside work, where said.
    pub mode: Option<StudyMode>,
    /// A level under way.
    pub studying: Option<Education>,
    /// The year of graduation, past or coming, where said.
    pub graduation_year: Option<i16>,
    /// Fresh from school: in the year of graduation or the one before it, without much work since.
    pub fresh: bool,
    /// Majors.
    pub majors: Vec<MajorId>,
    /// The place it stands on.
    pub at: Evidence,
}

/// A stretch of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// What the words can mean: one or more kinds of work.
    pub occupations: Vec<OccupationId>,
    /// How long, where said.
    pub months: Option<u16>,
    /// How long ago it ended, where said; `Some(0)` is still going on.
    pub ended_months_ago: Option<u16>,
    /// An internship or a school project.
    pub internship: bool,
    /// The place it stands on.
    pub at: Evidence,
}

/// How well a skill is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum SkillLevel {
    /// Expressly not (`不会编程`).
    Lacking,
    /// A little (`学过一点`, `懂一些`).
    Basic,
    /// Named.
    Able,
    /// Named as strong (`精通`, `独立`).
    Strong,
}

/// A skill of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillHeld {
    /// The skill.
    pub skill: SkillId,
    /// How well.
    pub level: SkillLevel,
    /// The place it stands on.
    pub at: Evidence,
}

/// A certificate of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateHolding {
    /// Which.
    pub certificate: HeldCertificate,
    /// Whether it is held.
    pub state: HoldingState,
}

/// Whether a certificate is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum HoldingState {
    /// Held.
    Held,
    /// Under way (`在考`, `备考中`).
    InProgress,
    /// Run out (`过期了`).
    Expired,
    /// Expressly lacking (`没有危险品那个证`).
    Lacking,
}

/// A group with a status that the caller has checked, or that a text claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Group {
    /// University graduates.
    Graduate,
    /// Graduates who left school without work.
    GraduateUnemployed,
    /// Registered unemployed.
    RegisteredUnemployed,
    /// Recognised as hard to employ.
    HardToEmploy,
    /// Veterans.
    Veteran,
    /// Disabled people with a certificate.
    Disabled,
    /// Workers from the country or from elsewhere.
    MigrantWorker,
    /// Low-income family.
    LowIncomeFamily,
    /// Family in which nobody has work.
    ZeroEmploymentFamily,
    /// People lifted out of poverty.
    PovertyAlleviated,
    /// Farmers who lost their land.
    LandLost,
    /// Families of service members.
    MilitaryFamily,
    /// Older unemployed people.
    OlderUnemployed,
    /// Students.
    Student,
}

impl Group {
    /// Every group.
    pub const ALL: [Self; 14] = [
        Self::Graduate,
        Self::GraduateUnemployed,
        Self::RegisteredUnemployed,
        Self::HardToEmploy,
        Self::Veteran,
        Self::Disabled,
        Self::MigrantWorker,
        Self::LowIncomeFamily,
        Self::ZeroEmploymentFamily,
        Self::PovertyAlleviated,
        Self::LandLost,
        Self::MilitaryFamily,
        Self::OlderUnemployed,
        Self::Student,
    ];

    /// The group of a stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Graduate => "graduate",
            Self::GraduateUnemployed => "graduate_unemployed",
            Self::RegisteredUnemployed => "registered_unemployed",
            Self::HardToEmploy => "hard_to_employ",
            Self::Veteran => "veteran",
            Self::Disabled => "disabled",
            Self::MigrantWorker => "migrant_worker",
            Self::LowIncomeFamily => "low_income_family",
            Self::ZeroEmploymentFamily => "zero_employment_family",
            Self::PovertyAlleviated => "poverty_alleviated",
            Self::LandLost => "land_lost",
            Self::MilitaryFamily => "military_family",
            Self::OlderUnemployed => "4050",
            Self::Student => "student",
        }
    }
}

/// Housing at the place of work.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum LodgingWish {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// Welcome.
    Wished,
    /// Without it the person cannot come, at least to some places.
    Needed,
}
