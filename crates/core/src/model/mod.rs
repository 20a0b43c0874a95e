//! The values of the engine: raw records as sources give them, and what reading makes of them.
//!
//! [`RawPosting`] and [`RawCandidate`] are all-optional text. Reading one gives a [`Posting`] or a [`Candidate`],
//! in which every value is valid and unknown is a value, and the [`Notice`]s of what could not be read. What a value
//! was read from is its [`Evidence`]: a field and bytes in that field's text.
//!
//! Knows nothing about sex, ethnicity, marriage, religion, health, household registration, names, phone or identity
//! numbers: there is no field for them, and raw records that carry them lose them at the door ([`raw`]). Ages are
//! read for legal minimums only and are no part of a [`Posting`] ([`AgeDemand`]).

mod benefit;
mod candidate;
mod condition;
mod demand;
mod field;
mod flags;
mod knowledge;
mod notice;
mod pay;
mod posting;
pub mod raw;
mod schedule;

pub use benefit::{Benefit, Benefits};
pub use candidate::{
    Candidate, CertificateHolding, EducationHeld, Group, HoldingState, LodgingWish, PayWish, PlaceCondition,
    PlaceWish, RefusedWork, RegionWish, ScheduleWish, SkillHeld, SkillLevel, Spell, StudyMode, WishFirmness,
    WorkWish,
};
pub use condition::{Condition, ConditionSet, Conditions};
pub use demand::{
    AgeDemand, Audience, AudienceDemand, CertificateDemand, CertificateStrength, EducationDemand,
    ExperienceDemand, Headcount, HeadcountPart, MajorDemand, SchoolTier, SkillDemand,
};
pub use field::{Answer, Evidence, Field, Stated, Strength};
pub use knowledge::*;
pub use notice::{Notice, NoticeKind, Reading};
pub(crate) use pay::FEN;
pub use pay::{Pay, PayKind, PayPeriod, PayVariable, PayVariables, Settlement};
pub use posting::{
    ClaimSource, EmployerKind, EmploymentForm, EmploymentForms, OccupationClaim, Place, PostPart, Posting,
    Status, Validity, Workplaces,
};
pub use raw::{RawCandidate, RawPosting};
pub use schedule::{Rest, Schedule, Shift, Shifts, Window};
