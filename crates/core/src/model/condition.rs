//! Conditions of work: what an ad brings with it and what a person refuses or accepts, in the same words.

use crate::model::flags::flags;
use crate::model::{Answer, Evidence, Stated};

flags! {
    /// A set of [`Condition`]s.
    ConditionSet(u64) of
    /// Something about the work that some people cannot or will not do.
    Condition {
        /// Lifting and carrying heavy things, loading.
        HeavyLifting = "heavy_lifting",
        /// Work far above the ground, on ropes, masts, roofs, outer walls (高空作业).
        Heights = "heights",
        /// A little above the ground, on ladders and trestles (登高、登梯).
        Climbing = "climbing",
        /// On one's feet all day.
        LongStanding = "long_standing",
        /// Seated all day.
        LongSitting = "long_sitting",
        /// Driving a car or van as part of the work.
        Driving = "driving",
        /// Riding an electric bicycle as part of the work.
        Riding = "riding",
        /// Long-distance driving over more than a day.
        LongHaul = "long_haul",
        /// Business trips.
        Travel = "travel",
        /// Stationed away from home for weeks or months.
        StationedAway = "stationed_away",
        /// Working abroad.
        Abroad = "abroad",
        /// Drinking and entertaining of clients.
        Drinking = "drinking",
        /// Outdoors, in any weather.
        Outdoors = "outdoors",
        /// Oil smoke, smell, chemicals, dust, paint.
        Fumes = "fumes",
        /// Noise, heat or cold at the place of work.
        HarshPlace = "harsh_place",
        /// A sales target or commission on sales.
        SalesQuota = "sales_quota",
        /// Selling or recommending goods or services.
        Selling = "selling",
        /// Calling strangers by telephone.
        ColdCalling = "cold_calling",
        /// Dangerous goods or substances.
        DangerousGoods = "dangerous_goods",
        /// Living in the household or at the post.
        LiveIn = "live_in",
        /// Standby duty, on call.
        OnCall = "on_call",
        /// Regular overtime.
        Overtime = "overtime",
        /// On the assembly line.
        AssemblyLine = "assembly_line",
        /// At a screen all day.
        Screen = "screen",
        /// Care of bodies: washing, feeding, nursing of others.
        BodyCare = "body_care",
        /// Taking orders or working with a smartphone or an app.
        SmartphoneUse = "smartphone_use",
        /// In charge of people.
        LeadingPeople = "leading_people",
        /// Contact with animals.
        Animals = "animals",
        /// Money or goods of the worker are asked for up front (course fees, vehicle purchase, deposit).
        UpfrontPayment = "upfront_payment",
        /// Dirt, waste, toilets.
        Dirt = "dirt",
        /// Work on the site of construction.
        Site = "site",
        /// Direct current to people: on stage, on camera, in front of a class.
        OnCamera = "on_camera",
        /// At a client's site instead of the employer's (驻场、派驻甲方).
        ClientSite = "client_site",
    }
}

/// What a record says about conditions. What it is silent about is in neither set.
///
/// In an ad, *yes* means that the work has it and *no* that it expressly has not (`不跑长途`, `不用装卸`). For a person,
/// *yes* means accepted (`能倒班`, `出差没问题`) and *no* refused (`不能搬重物`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conditions {
    yes: ConditionSet,
    no: ConditionSet,
    stated: Vec<Stated<(Condition, Answer)>>,
}

impl Conditions {
    /// What is said to be so.
    #[must_use]
    pub fn yes(&self) -> ConditionSet {
        self.yes
    }

    /// What is said not to be so, or refused.
    #[must_use]
    pub fn no(&self) -> ConditionSet {
        self.no
    }

    /// What is said about one condition; contradiction counts as unknown.
    #[must_use]
    pub fn answer(&self, condition: Condition) -> Answer {
        match (self.yes.contains(condition), self.no.contains(condition)) {
            (true, false) => Answer::Yes,
            (false, true) => Answer::No,
            _ => Answer::Unknown,
        }
    }

    /// The conditions to which the record gives this one answer; contradicted ones are in no set.
    #[must_use]
    pub fn settled(&self, answer: Answer) -> ConditionSet {
        Condition::ALL.iter().copied().filter(|&condition| self.answer(condition) == answer).collect()
    }

    /// Every statement with the place it stands on, in the order of reading.
    #[must_use]
    pub fn stated(&self) -> &[Stated<(Condition, Answer)>] {
        &self.stated
    }

    /// The places where `condition` is spoken of.
    pub fn evidence(&self, condition: Condition) -> impl Iterator<Item = Evidence> + '_ {
        self.stated.iter().filter(move |s| s.value.0 == condition).map(|s| s.at)
    }

    /// Takes in one statement; [`Answer::Unknown`] adds nothing.
    pub fn state(&mut self, condition: Condition, answer: Answer, at: Evidence) {
        match answer {
            Answer::Yes => self.yes.insert(condition),
            Answer::No => self.no.insert(condition),
            Answer::Unknown => return,
        }
        self.stated.push(Stated { value: (condition, answer), at });
    }
}
