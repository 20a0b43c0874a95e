//! What a run needs to know of people and postings, and the trait by which it is told.
//!
//! A run sees *recipients* (who gets a digest) and *items* (what is recommended), each by its place in the order of
//! ids. Mostly recipients are people and items postings; an employer run has them the other way round.

use std::ops::Range;

use jiff::civil::Date;
use rengang::RelaxPolicy;
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// What kind of run; a recipient gets at most one digest a day of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum RunKind {
    /// New posts for everybody who wants them (精准推送).
    Daily = 0,
    /// Same-day offers, the nearest first (零工).
    Gig = 1,
    /// What has changed for registered unemployed people since last month (跟踪回访).
    FollowUp = 2,
    /// People for postings (企业荐才).
    Employer = 3,
}

impl RunKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Daily, Self::Gig, Self::FollowUp, Self::Employer];

    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Gig => "gig",
            Self::FollowUp => "follow-up",
            Self::Employer => "employer",
        }
    }

    /// The kind with this code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Who gets a digest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// The caller's id.
    pub id: String,
    /// Whether they agreed to be contacted; `None` was not asked.
    pub consent: Option<bool>,
    /// Whether they agreed to personalised recommendation; `None` was not asked.
    pub personalisation: Option<bool>,
    /// Whether they still look for work; for a posting, whether it may be shown to anybody.
    pub open: bool,
    /// Codes of the groups that they are in, such as `registered_unemployed`.
    pub groups: Vec<String>,
    /// The day from which they can work, where they named one.
    pub available_from: Option<Date>,
}

/// What is recommended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    /// The caller's id.
    pub id: String,
    /// Duplicates have the same group; what has none is its own.
    pub group: String,
    /// What it is called, for people.
    pub title: String,
    /// Where, for how much, with whom, in one line; for people.
    pub about: String,
    /// How many people are wanted; `None` where nothing is said.
    pub headcount: Option<u32>,
    /// The occupation's code; empty where it is unknown.
    pub occupation: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Paid by the day or by the job, so fit for a gig run.
    pub gig: bool,
    /// Whether it may be shown: not expired, not withdrawn, not vetoed; for a person, open and consenting.
    pub open: bool,
}

/// An item for a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The item's place.
    pub item: u32,
    /// The score, 0..=10 000.
    pub score: u16,
    /// How near it lies, 0..=1000; what is not known is 0.
    pub nearness: u16,
}

/// Why an item was chosen, in plain Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reasons {
    /// What speaks for it.
    #[serde(rename = "for")]
    pub positive: Vec<String>,
    /// What has to be asked: one of the two records is silent.
    pub open: Vec<String>,
    /// What speaks against it.
    pub against: Vec<String>,
}

/// How rankings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// How many offers a recipient at most.
    pub top: usize,
    /// From which score.
    pub min_score: u32,
    /// Only gigs that were published from this day on, and the nearest instead of the best.
    pub gigs_since: Option<Date>,
}

/// Takes the offers of one recipient: their place, and the offers, best first.
pub type TakeOffers<'t> = dyn FnMut(usize, Vec<Offer>) -> Result<()> + 't;

/// What the matcher knows at the time of a run. The same calls give the same answers throughout a run.
pub trait Referrals {
    /// Number of recipients.
    fn recipient_count(&self) -> usize;

    /// The recipient at a place below [`Referrals::recipient_count`]; places are in the order of ids.
    ///
    /// # Errors
    /// What lies behind the referrals.
    fn recipient(&self, place: usize) -> Result<Recipient>;

    /// The items, in the order of ids.
    fn items(&self) -> &[Item];

    /// Hands over the offers of the recipients of `part`, in order.
    ///
    /// # Errors
    /// What lies behind the referrals, or what `take` gives.
    fn offers(&self, part: Range<usize>, ask: &Ask, take: &mut TakeOffers<'_>) -> Result<()>;

    /// The newest items of the recipient's region, whatever else they wish: for people who switched personalisation
    /// off.
    ///
    /// # Errors
    /// What lies behind the referrals.
    fn recent(&self, place: usize, top: usize) -> Result<Vec<u32>>;

    /// Why items were chosen for recipients, for each pair of a place and an item, in order.
    ///
    /// # Errors
    /// What lies behind the referrals.
    fn reasons(&self, pairs: &[(usize, u32)]) -> Result<Vec<Reasons>>;

    /// Which wishes, loosened how far, would bring back posts of at least `min_score`: for an adviser, in Chinese.
    ///
    /// # Errors
    /// What lies behind the referrals.
    fn relaxations(&self, place: usize, min_score: u32, policy: &RelaxPolicy) -> Result<Vec<String>>;
}

/// Who has taken their consent back since the referrals were made. Asked right before each digest is written.
pub trait Consents {
    /// Looks at what has changed; called before each partition.
    ///
    /// # Errors
    /// What lies behind.
    fn refresh(&mut self) -> Result<()>;

    /// Whether this recipient may no longer be written to.
    fn withdrawn(&self, id: &str) -> bool;

    /// Whether this recipient has switched personalisation off meanwhile.
    fn impersonal(&self, id: &str) -> bool {
        let _ = id;
        false
    }
}

/// Nobody has taken anything back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoWithdrawals;

impl Consents for NoWithdrawals {
    fn refresh(&mut self) -> Result<()> {
        Ok(())
    }

    fn withdrawn(&self, _: &str) -> bool {
        false
    }
}

/// Whoever has withdrawn in either has withdrawn.
impl<A: Consents, B: Consents> Consents for (A, B) {
    fn refresh(&mut self) -> Result<()> {
        self.0.refresh()?;
        self.1.refresh()
    }

    fn withdrawn(&self, id: &str) -> bool {
        self.0.withdrawn(id) || self.1.withdrawn(id)
    }

    fn impersonal(&self, id: &str) -> bool {
        self.0.impersonal(id) || self.1.impersonal(id)
    }
}
