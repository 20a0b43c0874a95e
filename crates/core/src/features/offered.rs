//! What a posting offers and asks for.

use rengang_text::Analyzer;
use serde::{Deserialize, Serialize};

use super::{Terms, day_number};
use crate::model::{
    Answer, Audience, Benefit, CertificateQuery, CertificateStrength, ConditionSet, Education,
    EducationDemand, EmploymentForms, ExperienceDemand, Field, MajorId, OccupationId, Pay, Posting,
    RawPosting, RegionCode, Schedule, SkillId, Status, Strength,
};

/// A posting as scoring sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Offered {
    /// What the work may be, with how sure that is, 0..=1000.
    pub(crate) occupations: Vec<(OccupationId, u16)>,
    pub(crate) terms: Terms,
    pub(crate) pay: Option<PayBand>,
    pub(crate) places: Vec<RegionCode>,
    /// The whole city or country, or from home.
    pub(crate) anywhere: bool,
    pub(crate) remote: bool,
    pub(crate) lodging: bool,
    pub(crate) shuttle: bool,
    pub(crate) experience: Option<ExperienceDemand>,
    pub(crate) education: Option<EducationDemand>,
    pub(crate) majors: Vec<MajorsAsked>,
    pub(crate) certificates: Vec<Demand>,
    pub(crate) skills: Vec<SkillAsked>,
    pub(crate) audience: Vec<(Audience, Strength)>,
    pub(crate) forms: EmploymentForms,
    pub(crate) schedule: Schedule,
    /// Working conditions that the work has, and that it expressly has not.
    pub(crate) has: ConditionSet,
    pub(crate) has_not: ConditionSet,
    pub(crate) published: Option<i32>,
    /// The last valid day.
    pub(crate) until: Option<i32>,
    /// Paused, withdrawn, filled.
    pub(crate) closed: bool,
    /// The group of postings of one job, by the hash of its name; no part of a score.
    pub(crate) group: Option<u64>,
    /// A check refused it: fraud, a block-level breach, an employer on the block list.
    pub(crate) vetoed: bool,
}

/// Pay a month in yuan; what is open on one side is unknown there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct PayBand {
    pub(crate) min: Option<u32>,
    pub(crate) max: Option<u32>,
}

/// Certificates of which one is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Demand {
    pub(crate) any_of: Vec<CertificateQuery>,
    pub(crate) strength: CertificateStrength,
}

/// Skills of which one is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct SkillAsked {
    pub(crate) any_of: Vec<SkillId>,
    pub(crate) strength: Strength,
}

/// Majors of which one is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct MajorsAsked {
    pub(crate) any_of: Vec<MajorId>,
    pub(crate) related_ok: bool,
    pub(crate) strength: Strength,
}

impl Offered {
    /// The features of a posting; `vetoed` is the verdict of the caller's checks.
    pub(crate) fn of(posting: &Posting, raw: &RawPosting, vetoed: bool, analyzer: &Analyzer) -> Self {
        Self {
            occupations: posting.occupations.iter().map(|c| (c.occupation, c.confidence)).collect(),
            terms: Terms::read(
                [Field::Title, Field::Description, Field::Skills].map(|f| raw.text(f)),
                analyzer,
            ),
            pay: band(posting),
            places: posting.workplaces.places.iter().map(|p| p.region).collect(),
            anywhere: posting.workplaces.anywhere,
            remote: posting.workplaces.remote,
            lodging: posting.benefits.contains(Benefit::Lodging),
            shuttle: posting.benefits.contains(Benefit::Shuttle),
            experience: posting.experience.clone(),
            education: posting.education.clone(),
            majors: posting.majors.iter().map(MajorsAsked::of).collect(),
            certificates: posting.certificates.iter().map(Demand::of).collect(),
            skills: posting.skills.iter().map(SkillAsked::of).collect(),
            audience: posting.audience.iter().map(|a| (a.group, a.strength)).collect(),
            forms: posting.forms,
            schedule: posting.schedule.clone(),
            has: posting.conditions.settled(Answer::Yes),
            has_not: posting.conditions.settled(Answer::No),
            published: posting.published.map(day_number),
            until: posting.validity.until.map(|u| day_number(u.value)),
            closed: posting.validity.closed || posting.status != Status::Open,
            group: None,
            vetoed,
        }
    }

    /// Whether the posting may be shown to anybody on `day`: the one veto of every path.
    pub(crate) fn is_open(&self, day: i32) -> bool {
        !self.vetoed && !self.closed && self.until.is_none_or(|until| until >= day)
    }

    /// The least level of education, with relaxations taken.
    pub(crate) fn least_education(&self) -> Option<Education> {
        let demand = self.education.as_ref()?;
        demand.relaxed_min.or(demand.min)
    }
}

/// The widest band that the ad promises over all its pays.
fn band(posting: &Posting) -> Option<PayBand> {
    let pays = posting.pay.iter().chain(&posting.other_pay);
    let bands = pays.filter_map(month_band);
    bands.reduce(|a, b| PayBand { min: a.min.min(b.min).or(a.min), max: a.max.max(b.max) })
}

pub(crate) fn month_band(pay: &Pay) -> Option<PayBand> {
    let yuan = |figure: Option<i64>| figure.and_then(|yuan| u32::try_from(yuan).ok());
    let (min, max) = (yuan(pay.monthly_min()), yuan(pay.monthly_max()));
    (min.is_some() || max.is_some()).then_some(PayBand { min, max })
}

impl Demand {
    fn of(demand: &crate::model::CertificateDemand) -> Self {
        Self { any_of: demand.any_of.clone(), strength: demand.strength }
    }
}

impl SkillAsked {
    fn of(demand: &crate::model::SkillDemand) -> Self {
        Self { any_of: demand.any_of.clone(), strength: demand.strength }
    }
}

impl MajorsAsked {
    fn of(demand: &crate::model::MajorDemand) -> Self {
        Self { any_of: demand.any_of.clone(), related_ok: demand.related_ok, strength: demand.strength }
    }
}
