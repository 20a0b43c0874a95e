//! What a person wishes and brings.

use serde::{Deserialize, Serialize};

use super::Terms;
use super::offered::{PayBand, month_band};
use crate::knowledge::Knowledge;
use crate::model::{
    Answer, Candidate, ConditionSet, EducationHeld, EmploymentForms, Field, Group, HeldCertificate,
    HoldingState, LodgingWish, OccupationId, RawCandidate, RegionCode, RegionWish, ScheduleWish, SkillId,
    SkillLevel, Status, WishFirmness,
};

/// A person as scoring sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    pub(crate) wishes: Vec<Wish>,
    pub(crate) any_work: bool,
    /// Kinds of work that are refused.
    pub(crate) refused: Vec<OccupationId>,
    pub(crate) done: Vec<Done>,
    /// Work that certificates and majors qualify for, with how far, 0..=1000.
    pub(crate) trained: Vec<(OccupationId, u16)>,
    pub(crate) total_months: Option<u16>,
    pub(crate) terms: Terms,
    pub(crate) region: RegionWish,
    pub(crate) home: Option<RegionCode>,
    pub(crate) lodging: LodgingWish,
    pub(crate) pay: Option<PayFloor>,
    pub(crate) forms: EmploymentForms,
    pub(crate) schedule: ScheduleWish,
    pub(crate) education: Option<EducationHeld>,
    pub(crate) skills: Vec<(SkillId, SkillLevel)>,
    pub(crate) certificates: Vec<(HeldCertificate, HoldingState)>,
    /// What is not among them is not held.
    pub(crate) certificates_told: bool,
    pub(crate) groups: Vec<Group>,
    /// Conditions that are accepted, and that are refused.
    pub(crate) accepts: ConditionSet,
    pub(crate) declines: ConditionSet,
    /// Looks for work.
    pub(crate) open: bool,
    pub(crate) consent: Option<bool>,
    pub(crate) personalisation: Option<bool>,
}

/// Work that is wished for: any of the occupations, and how much it is wished, 0..=1000.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wish {
    pub(crate) occupations: Vec<OccupationId>,
    pub(crate) strength: u16,
}

/// Work that has been done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Done {
    pub(crate) occupations: Vec<OccupationId>,
    pub(crate) months: Option<u16>,
    pub(crate) internship: bool,
}

/// The pay that a person wishes, a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PayFloor {
    /// Yuan a month that are wished at least.
    pub(crate) floor: u32,
    /// Less would do under some condition.
    pub(crate) flexible: bool,
}

/// The kinds of work that are refused. A kind that is wished as well is refused in a variety that has no name of its own
/// (信息化都行，单纯装系统那种不想干): that refuses nothing.
fn refused(candidate: &Candidate) -> Vec<OccupationId> {
    let wished = |id: &OccupationId| candidate.wishes.iter().any(|w| w.occupations.contains(id));
    candidate.refused.iter().flat_map(|r| r.occupations.iter().copied()).filter(|id| !wished(id)).collect()
}

impl Wanted {
    /// The features of a person.
    pub(crate) fn of(candidate: &Candidate, raw: &RawCandidate, knowledge: &Knowledge) -> Self {
        Self {
            wishes: candidate.wishes.iter().map(Wish::of).collect(),
            any_work: candidate.any_work,
            refused: refused(candidate),
            done: candidate.spells.iter().map(Done::of).collect(),
            trained: trained(candidate, knowledge),
            total_months: candidate.total_months,
            terms: Terms::read(
                [Field::Wish, Field::Skills, Field::History, Field::Major].map(|f| raw.text(f)),
                knowledge.analyzer(),
            ),
            region: candidate.region.clone(),
            home: candidate.home,
            lodging: candidate.lodging,
            pay: floor(candidate),
            forms: candidate.forms,
            schedule: candidate.schedule.clone(),
            education: candidate.education.clone(),
            skills: candidate.skills.iter().map(|s| (s.skill, s.level)).collect(),
            certificates: candidate
                .certificates
                .iter()
                .map(|c| (c.value.certificate.clone(), c.value.state))
                .collect(),
            certificates_told: candidate.certificates_told,
            groups: candidate.groups.clone(),
            accepts: candidate.conditions.settled(Answer::Yes),
            declines: candidate.conditions.settled(Answer::No),
            open: candidate.status == Status::Open,
            consent: candidate.consent,
            personalisation: candidate.personalisation,
        }
    }

    /// The person's groups.
    pub(crate) fn is_in(&self, group: Group) -> bool {
        self.groups.contains(&group)
    }
}

impl Wish {
    fn of(wish: &crate::model::WorkWish) -> Self {
        Self { occupations: wish.occupations.clone(), strength: strength(wish.firmness, wish.later) }
    }
}

/// Chosen by the order in which an adviser would call the person up; `later` is a plan, no wish for today.
fn strength(firmness: WishFirmness, later: bool) -> u16 {
    match firmness {
        _ if later => 550,
        WishFirmness::Fallback => 650,
        WishFirmness::Acceptable => 900,
        WishFirmness::Wished | WishFirmness::Preferred | WishFirmness::Required => 1000,
    }
}

impl Done {
    fn of(spell: &crate::model::Spell) -> Self {
        Self { occupations: spell.occupations.clone(), months: spell.months, internship: spell.internship }
    }
}

/// Chosen: a trade's certificate makes a person fit for the work but for practice; a major opens the door to it.
const BY_CERTIFICATE: u16 = 700;
const BY_MAJOR: u16 = 550;

/// Work that held certificates and finished majors qualify for, each once with its best claim.
fn trained(candidate: &Candidate, knowledge: &Knowledge) -> Vec<(OccupationId, u16)> {
    let held = candidate.certificates.iter().filter(|c| c.value.state == HoldingState::Held);
    let by_certificate = held.flat_map(|c| knowledge.work_of_certificate(&c.value.certificate));
    let majors = candidate.education.iter().flat_map(|e| &e.majors);
    let by_major = majors.flat_map(|&major| knowledge.work_of_major(major));
    let mut trained: Vec<(OccupationId, u16)> = by_certificate.map(|id| (id, BY_CERTIFICATE)).collect();
    trained.extend(by_major.map(|id| (id, BY_MAJOR)));
    trained.sort_unstable_by_key(|&(id, claim)| (id, std::cmp::Reverse(claim)));
    trained.dedup_by_key(|t| t.0);
    trained
}

/// The lowest figure that is named: a second one (`学徒5千`) is what would do for other work.
fn floor(candidate: &Candidate) -> Option<PayFloor> {
    let wish = candidate.pay.as_ref()?;
    let named = |band: PayBand| band.min.or(band.max);
    let first = month_band(&wish.wished).and_then(named)?;
    let lowest = wish.others.iter().filter_map(month_band).filter_map(named).fold(first, u32::min);
    Some(PayFloor { floor: lowest, flexible: wish.flexible || lowest < first })
}
