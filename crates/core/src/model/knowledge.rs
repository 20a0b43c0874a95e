//! The ids of the lexicon that values point at.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($inner:ty),)+) => {
        $($(#[$doc])* #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)] pub struct $name(pub $inner);)+
    };
}

ids! {
    /// A kind of work.
    OccupationId(u16),
    /// A skill.
    SkillId(u16),
    /// A major.
    MajorId(u16),
    /// An industry.
    IndustryId(u16),
    /// A region.
    RegionCode(u64),
    /// A certificate that is held.
    HeldCertificate(u16),
    /// A certificate that is asked for.
    CertificateQuery(u16),
}

/// A level of education.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Education {
    /// None.
    None,
    /// Primary.
    Primary,
    /// Junior.
    JuniorHigh,
    /// Senior.
    Senior,
    /// Vocational.
    SecondaryVocational,
    /// College.
    College,
    /// Bachelor.
    Bachelor,
    /// Master.
    Master,
    /// Doctor.
    Doctor,
}
