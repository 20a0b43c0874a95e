//! One score, exact and explained: the sum of named parts, with every hard rule three-valued.
//!
//! [`judge`] is the one path. It asks each part in turn and tells a [`Tally`]: ranking sums and stops at the first
//! refusal, explaining keeps everything. A part sees a [`Pair`] of features and nothing else: no clock, no other
//! record, no statistic of the index, so a score does not move when records come and go.
//!
//! A pair that breaks one negotiable rule and fits well otherwise is *bent*: possible, if one of the two gives way. Its
//! points count a quarter, so that it stands below the pairs that break nothing; see [`Breakdown::bent`].

mod background;
mod breakdown;
mod certificates;
mod conditions;
mod education;
pub(crate) mod experience;
mod form;
mod look;
mod occupation;
mod part;
mod pay;
pub(crate) mod place;
mod posting;
mod refusal;
mod schedule;
pub(crate) mod skills;
mod tally;

pub(crate) use breakdown::points;
pub use breakdown::{Bent, Breakdown, Fit, PartScore};
pub(crate) use look::{Look, experience_seen};
pub(crate) use occupation::{
    Nearness, Work, may_relate, nearness, only_guessed, points_of as work_points, takes_unrelated,
};
pub use part::{Part, Side, Weights};
pub(crate) use place::nearest_outside;
pub use refusal::{Distance, Refusal, RefusalCode};
pub(crate) use schedule::obstacles;
pub(crate) use tally::{Ledger, Sum, Tally};

use std::ops::ControlFlow;

use crate::features::{Offered, Wanted};
use crate::knowledge::Knowledge;

/// A person and a posting on a day.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub(crate) wanted: &'a Wanted,
    pub(crate) offered: &'a Offered,
    pub(crate) knowledge: &'a Knowledge,
    /// The reference day, as a day number.
    pub(crate) day: i32,
}

/// What one part finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) fit: Fit,
    pub(crate) refusal: Option<Refusal>,
}

impl Verdict {
    pub(crate) fn known(value: u32) -> Self {
        Self { fit: Fit::of(value), refusal: None }
    }

    pub(crate) fn unknown() -> Self {
        Self { fit: Fit::Unknown, refusal: None }
    }

    pub(crate) fn refused(code: RefusalCode, distance: Distance) -> Self {
        Self { fit: Fit::NONE, refusal: Some(Refusal::new(code, distance)) }
    }

    /// The same, but open to talk if `negotiable`.
    pub(crate) fn negotiable_if(self, negotiable: bool) -> Self {
        Self { refusal: self.refusal.map(|refusal| refusal.negotiable_if(negotiable)), ..self }
    }
}

/// Asks every part, the cheap and decisive ones first, and tells `tally`.
pub(crate) fn judge(pair: Pair<'_>, tally: &mut impl Tally) -> ControlFlow<()> {
    tally.rule(posting::open(pair))?;
    let work = occupation::Work::of(pair);
    tally.rule(occupation::related(pair, &work))?;
    tally.part(Part::Occupation, occupation::verdict(pair, &work))?;
    tally.part(Part::Place, place::verdict(pair))?;
    tally.part(Part::Certificates, certificates::verdict(pair))?;
    tally.part(Part::Education, education::verdict(pair))?;
    tally.part(Part::Schedule, schedule::verdict(pair))?;
    tally.part(Part::Conditions, conditions::verdict(pair))?;
    tally.part(Part::Form, form::verdict(pair))?;
    tally.part(Part::Pay, pay::verdict(pair))?;
    tally.rule(posting::audience(pair))?;
    tally.part(Part::Experience, experience::verdict(pair, &work))?;
    tally.part(Part::Background, background::verdict(&work))?;
    tally.part(Part::Skills, skills::verdict(pair))?;
    tally.part(Part::Duties, skills::duties(&work))?;
    tally.part(Part::Freshness, posting::freshness(pair))?;
    tally.part(Part::Policy, posting::policy(pair))
}
