//! What an ad asks for.

use crate::model::knowledge::{CertificateQuery, Education, MajorId, OccupationId, SkillId};
use crate::model::{Evidence, Strength};

/// How much experience is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, serde::Serialize, serde::Deserialize)]
pub struct ExperienceDemand {
    /// The least number of months; `None` where none is named (`有经验优先`).
    pub min_months: Option<u16>,
    /// The greatest number of months, where a range or a ceiling is written.
    pub max_months: Option<u16>,
    /// Only people fresh from school.
    pub fresh_only: bool,
    /// People fresh from school may come.
    pub fresh_ok: bool,
    /// Experience is preferred, not asked for.
    pub preferred_only: bool,
    /// Some experience is asked for without a number (`有经验`, `熟手`).
    pub some: bool,
    /// The demand may be relaxed (`证齐可放宽`).
    pub relaxable: bool,
    /// The work that it has to be in, where it is named.
    pub occupations: Vec<OccupationId>,
    /// The place it stands on.
    pub at: Option<Evidence>,
}

/// A class of schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum SchoolTier {
    /// 985 or 211.
    Key985Or211,
    /// 双一流.
    DoubleFirstClass,
    /// 一本, 重点本科.
    FirstBatch,
}

impl SchoolTier {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Key985Or211 => "985/211",
            Self::DoubleFirstClass => "double_first_class",
            Self::FirstBatch => "first_batch",
        }
    }
}

/// Which education is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, serde::Serialize, serde::Deserialize)]
pub struct EducationDemand {
    /// The least level; `None` is unlimited.
    pub min: Option<Education>,
    /// Another kind of school of the same rung that is named beside it (`高中/中专`).
    pub also: Option<Education>,
    /// The greatest level, where a ceiling is written.
    pub max: Option<Education>,
    /// The level that is preferred.
    pub preferred: Option<Education>,
    /// Full-time study is asked for (全日制, 统招).
    pub full_time_required: bool,
    /// A class of schools is named; always a finding for the checker.
    pub school_tier: Option<SchoolTier>,
    /// A degree is asked for besides the diploma.
    pub degree_required: bool,
    /// The demand may be relaxed (`可放宽`), down to this level where one is named.
    pub relaxable: bool,
    /// The level that also does under a condition (`本科有3年经验可`).
    pub relaxed_min: Option<Education>,
    /// The place it stands on.
    pub at: Option<Evidence>,
}

/// Ages that an ad names: for legal minimums and findings only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgeDemand {
    /// The least age in years.
    pub min: Option<u8>,
    /// The greatest age in years, inclusive.
    pub max: Option<u8>,
    /// A rough age (`50岁左右`).
    pub around: Option<u8>,
    /// Limits that differ by sex, as least and greatest: male, then female.
    pub by_sex: Option<[(Option<u8>, Option<u8>); 2]>,
    /// The place it stands on.
    pub at: Option<Evidence>,
}

/// How many people are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headcount {
    /// The least number.
    pub min: Option<u32>,
    /// The greatest number.
    pub max: Option<u32>,
    /// Several, without a number (若干, 不限).
    pub several: bool,
    /// The posts or places of a combined ad.
    pub parts: Vec<HeadcountPart>,
}

/// One post or place of a combined ad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadcountPart {
    /// What the ad calls it.
    pub label: String,
    /// How many are wanted.
    pub count: u32,
}

/// How firmly a certificate is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum CertificateStrength {
    /// Preferred.
    Preferred,
    /// Has to be got after starting; not needed to begin (`没证的公司送考`).
    Obtainable,
    /// Has to be held.
    Must,
}

/// Certificates of which one is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateDemand {
    /// Any one of these satisfies it.
    pub any_of: Vec<CertificateQuery>,
    /// How firmly.
    pub strength: CertificateStrength,
    /// The place it stands on.
    pub at: Evidence,
}

/// Skills of which one is asked for; mostly a single one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillDemand {
    /// Any one of these satisfies it.
    pub any_of: Vec<SkillId>,
    /// How firmly.
    pub strength: Strength,
    /// The place it stands on.
    pub at: Evidence,
}

/// Majors that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorDemand {
    /// Any of these.
    pub any_of: Vec<MajorId>,
    /// Whether related majors do as well (`相关专业`).
    pub related_ok: bool,
    /// How firmly.
    pub strength: Strength,
    /// The place it stands on.
    pub at: Evidence,
}

/// People that a post is reserved for or prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Audience {
    /// People recognised as hard to employ (就业困难人员; 公益性岗位).
    HardToEmploy,
    /// Registered unemployed people.
    RegisteredUnemployed,
    /// Graduates of the current or coming year.
    FreshGraduates,
    /// Graduates within two years without work, and young unemployed people (见习).
    Trainees,
    /// Students.
    Students,
    /// Veterans.
    Veterans,
    /// Disabled people.
    Disabled,
    /// Members of the party.
    PartyMembers,
    /// Residents of the community or village of the post.
    LocalResidents,
    /// Families of service members.
    MilitaryFamilies,
    /// People lifted out of poverty, low-income families.
    LowIncome,
}

impl Audience {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::HardToEmploy => "hard_to_employ",
            Self::RegisteredUnemployed => "registered_unemployed",
            Self::FreshGraduates => "fresh_graduates",
            Self::Trainees => "trainees",
            Self::Students => "students",
            Self::Veterans => "veterans",
            Self::Disabled => "disabled",
            Self::PartyMembers => "party_members",
            Self::LocalResidents => "local_residents",
            Self::MilitaryFamilies => "military_families",
            Self::LowIncome => "low_income",
        }
    }
}

/// A group that a post is reserved for (`Must`) or prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudienceDemand {
    /// The group.
    pub group: Audience,
    /// Reserved or preferred.
    pub strength: Strength,
    /// The place it stands on.
    pub at: Evidence,
}
