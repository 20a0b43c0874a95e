//! The parts asked apart, by what they see of a posting.
//!
//! Postings are many and what a part sees of them is little: a few thousand places, a few hundred demands of
//! certificates. Whatever judges many pairs may ask once for each distinct sight and look the answer up. A [`Look`]
//! names the fields that some parts see ([`Look::seen`]) and asks those parts alone ([`Look::points`]); a property test
//! in the module of pruning holds that asking apart gives what [`super::judge`] gives.

use super::part::{Part, Weights};
use super::tally::{Sum, Tally};
use super::{Pair, certificates, conditions, education, form, pay, place, posting, schedule};
use crate::features::Offered;
use crate::model::{EducationDemand, ExperienceDemand, Schedule};
use std::ops::ControlFlow;

/// Parts and rules that see the same few fields of a posting and nothing of how alike two texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// Whether the posting is open; nothing of the person.
    State,
    /// Where.
    Place,
    /// Pay and the form of employment.
    Pay,
    /// Certificates.
    Certificates,
    /// Education and majors.
    Education,
    /// Shifts, rest and hours.
    Schedule,
    /// Working conditions.
    Conditions,
    /// Whom it is for, and policy.
    Audience,
    /// How fresh it is; nothing of the person.
    Freshness,
}

impl Look {
    /// Every look: those with few sights first, so that their answers are known when one with many is asked.
    pub(crate) const ALL: [Self; 9] = [
        Self::Place,
        Self::State,
        Self::Audience,
        Self::Conditions,
        Self::Schedule,
        Self::Education,
        Self::Freshness,
        Self::Certificates,
        Self::Pay,
    ];

    /// The posting with nothing but the fields that this look sees.
    pub(crate) fn seen(self, of: &Offered) -> Offered {
        let nothing = Offered::default();
        match self {
            Self::State => Offered { vetoed: of.vetoed, closed: of.closed, until: of.until, ..nothing },
            Self::Place => Offered {
                places: of.places.clone(),
                anywhere: of.anywhere,
                remote: of.remote,
                lodging: of.lodging,
                shuttle: of.shuttle,
                ..nothing
            },
            Self::Pay => Offered { pay: of.pay, forms: of.forms, ..nothing },
            Self::Certificates => Offered { certificates: of.certificates.clone(), ..nothing },
            Self::Education => {
                let education = of.education.clone().map(|e| EducationDemand { at: None, ..e });
                Offered { education, majors: of.majors.clone(), ..nothing }
            }
            Self::Schedule => {
                Offered { schedule: Schedule { at: Vec::new(), ..of.schedule.clone() }, ..nothing }
            }
            Self::Conditions => Offered { has: of.has, has_not: of.has_not, ..nothing },
            Self::Audience => Offered { audience: of.audience.clone(), ..nothing },
            Self::Freshness => Offered { published: of.published, ..nothing },
        }
    }

    /// The points that the parts of this look add, or nothing if one of them refuses.
    pub(crate) fn points(self, pair: Pair<'_>, weights: &Weights) -> Option<u16> {
        let mut sum = Sum::strict(weights);
        self.ask(pair, &mut sum).is_continue().then(|| sum.score() as u16)
    }

    /// The most that the parts of this look may add.
    pub(crate) fn most(self, weights: &Weights) -> u16 {
        let of = |parts: &[Part]| parts.iter().map(|&part| weights.of(part)).sum();
        match self {
            Self::State => 0,
            Self::Place => of(&[Part::Place]),
            Self::Pay => of(&[Part::Pay, Part::Form]),
            Self::Certificates => of(&[Part::Certificates]),
            Self::Education => of(&[Part::Education]),
            Self::Schedule => of(&[Part::Schedule]),
            Self::Conditions => of(&[Part::Conditions]),
            Self::Audience => of(&[Part::Policy]),
            Self::Freshness => of(&[Part::Freshness]),
        }
    }

    fn ask(self, pair: Pair<'_>, tally: &mut impl Tally) -> ControlFlow<()> {
        match self {
            Self::State => tally.rule(posting::open(pair)),
            Self::Place => tally.part(Part::Place, place::verdict_without_distance(pair)),
            Self::Pay => {
                tally.part(Part::Form, form::verdict(pair))?;
                tally.part(Part::Pay, pay::verdict(pair))
            }
            Self::Certificates => tally.part(Part::Certificates, certificates::verdict(pair)),
            Self::Education => tally.part(Part::Education, education::verdict(pair)),
            Self::Schedule => tally.part(Part::Schedule, schedule::verdict(pair)),
            Self::Conditions => tally.part(Part::Conditions, conditions::verdict(pair)),
            Self::Audience => {
                tally.rule(posting::audience(pair))?;
                tally.part(Part::Policy, posting::policy(pair))
            }
            Self::Freshness => tally.part(Part::Freshness, posting::freshness(pair)),
        }
    }
}

/// The demand of experience alone: what the part of that name sees besides the work and the words.
pub(crate) fn experience_seen(of: &Offered) -> Offered {
    let experience = of.experience.clone().map(|e| ExperienceDemand { at: None, ..e });
    Offered { experience, ..Offered::default() }
}
