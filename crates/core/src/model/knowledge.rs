//! The ids of the lexicon that values point at, as plain numbers: places in the tables of one build.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty),)+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            pub struct $name(pub $inner);
        )+
    };
}

ids! {
    /// A kind of work: its place among the lexicon's occupations.
    OccupationId(u16),
    /// A skill: its place among the lexicon's skills.
    SkillId(u16),
    /// A major: its place in the table of majors.
    MajorId(u16),
    /// An industry: its place in the table of industries.
    IndustryId(u16),
    /// A region: the nine digits of its code.
    RegionCode(u32),
    /// A certificate: its place in the table of certificates.
    CertificateId(u16),
}

/// A certificate that is asked for, at this level or higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct CertificateQuery {
    /// The certificate.
    pub certificate: CertificateId,
    /// The lowest level that will do, `1` the highest of every scale; `None` where any will.
    pub min_level: Option<u8>,
}

/// A certificate that is held: one of these, where the words leave open which (`焊工证`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct HeldCertificate {
    /// What the words can mean, each with its level where it was said.
    pub any_of: Vec<CertificateQuery>,
}

/// A level of education, ascending; [`Education::rung`] tells which stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub enum Education {
    /// No school finished.
    None,
    /// 小学.
    Primary,
    /// 初中.
    JuniorHigh,
    /// 高中.
    Senior,
    /// 中专, 中技, 职高.
    SecondaryVocational,
    /// 大专, 高职.
    College,
    /// 本科.
    Bachelor,
    /// 硕士.
    Master,
    /// 博士.
    Doctor,
}

impl Education {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Primary => "primary",
            Self::JuniorHigh => "junior_high",
            Self::Senior => "senior",
            Self::SecondaryVocational => "secondary_vocational",
            Self::College => "college",
            Self::Bachelor => "bachelor",
            Self::Master => "master",
            Self::Doctor => "doctor",
        }
    }

    /// The rung on the ladder; 高中 and 中专 share one.
    #[must_use]
    pub fn rung(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Primary => 1,
            Self::JuniorHigh => 2,
            Self::Senior | Self::SecondaryVocational => 3,
            Self::College => 4,
            Self::Bachelor => 5,
            Self::Master => 6,
            Self::Doctor => 7,
        }
    }

    /// The first digit of its codes in GB/T 4658-2006.
    #[must_use]
    pub fn gbt4658_prefix(self) -> &'static str {
        match self {
            Self::Doctor | Self::Master => "1",
            Self::Bachelor => "2",
            Self::College => "3",
            Self::SecondaryVocational => "4",
            Self::Senior => "6",
            Self::JuniorHigh => "7",
            Self::Primary => "8",
            Self::None => "9",
        }
    }
}
