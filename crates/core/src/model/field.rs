//! Fields of raw records, and the place in them that a value stands on.

use std::ops::Range;

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident = $key:literal in $posting:literal $candidate:literal,)+) => {
        /// A field of a raw record. Keys that both kinds of record have are one field.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum Field { $($(#[$doc])* $variant,)+ }

        impl Field {
            /// Every field, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The key in the native JSON lines.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Whether postings have it.
            #[must_use]
            pub fn in_posting(self) -> bool {
                match self { $(Self::$variant => $posting,)+ }
            }

            /// Whether candidates have it.
            #[must_use]
            pub fn in_candidate(self) -> bool {
                match self { $(Self::$variant => $candidate,)+ }
            }
        }
    };
}

fields! {
    /// The caller's id, unique per kind of record.
    Id = "id" in true true,
    /// Where the posting was gathered.
    Source = "source" in true false,
    /// The title of the ad.
    Title = "title" in true false,
    /// The employer's name.
    Employer = "employer" in true false,
    /// Company, public institution, agency and so on.
    EmployerKind = "employer_kind" in true false,
    /// How many people work there.
    EmployerSize = "employer_size" in true false,
    /// The employer's unified social credit code.
    CreditCode = "credit_code" in true false,
    /// The industry, as text or code.
    Industry = "industry" in true false,
    /// A code of the occupation classification, where the source gives one.
    OccupationCode = "occupation_code" in true false,
    /// Where the work is.
    Region = "region" in true false,
    /// What it pays.
    Pay = "pay" in true false,
    /// Education that is asked for, or that a person has.
    Education = "education" in true true,
    /// Majors that are asked for.
    Majors = "majors" in true false,
    /// Experience that is asked for.
    Experience = "experience" in true false,
    /// How many people are wanted.
    Headcount = "headcount" in true false,
    /// Full time, part time, dispatch and so on.
    EmploymentForm = "employment_form" in true false,
    /// Working time.
    Schedule = "schedule" in true false,
    /// The body of the ad.
    Description = "description" in true false,
    /// Benefits.
    Benefits = "benefits" in true false,
    /// Skills that are asked for, or that a person has.
    Skills = "skills" in true true,
    /// Certificates that are asked for, or that a person has.
    Certificates = "certificates" in true true,
    /// Whom the post is reserved for.
    Audience = "audience" in true false,
    /// The channel or kind of post, such as 公益性岗位 or 见习岗位.
    PostType = "post_type" in true false,
    /// The day it was published.
    Published = "published" in true false,
    /// The last day on which it is valid.
    ValidUntil = "valid_until" in true false,
    /// The day it was first seen by the gatherer.
    FirstSeen = "first_seen" in true false,
    /// Open, paused, withdrawn.
    Status = "status" in true true,
    /// The day of the last change.
    Updated = "updated" in true true,
    /// The work that a person wishes.
    Wish = "wish" in false true,
    /// Where a person wishes to work.
    WishRegion = "wish_region" in false true,
    /// The pay that a person wishes.
    WishPay = "wish_pay" in false true,
    /// The form of employment that a person wishes.
    WishForm = "wish_form" in false true,
    /// The working time that a person wishes.
    WishSchedule = "wish_schedule" in false true,
    /// What a person studied.
    Major = "major" in false true,
    /// How long a person has worked.
    Years = "years" in false true,
    /// What a person has done.
    History = "history" in false true,
    /// Groups with a status that the caller has checked.
    Groups = "groups" in false true,
    /// When a person can begin.
    AvailableFrom = "available_from" in false true,
    /// Where a person lives.
    HomeRegion = "home_region" in false true,
    /// Anything else a person says.
    Remarks = "remarks" in false true,
    /// Whether the person agreed to be contacted.
    Consent = "consent" in false true,
    /// Whether the person agreed to personalised recommendation.
    Personalisation = "personalisation" in false true,
}

/// Where a value was read: a field, and bytes in the text of that field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// The field.
    pub field: Field,
    /// First byte in the field's text.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

impl Evidence {
    /// The place `span` in the text of `field`.
    #[must_use]
    pub fn new(field: Field, span: Range<usize>) -> Self {
        Self { field, start: span.start as u32, end: span.end as u32 }
    }

    /// The bytes in the field's text.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and the place that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Evidence,
}

/// A fact that a record may leave open. Unknown is no "no".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, serde::Serialize, serde::Deserialize)]
pub enum Answer {
    /// The record says so.
    Yes,
    /// The record says the opposite.
    No,
    /// The record is silent, or says both.
    #[default]
    Unknown,
}

impl Answer {
    /// Takes in one more statement: the first one counts, a contradiction makes it unknown again.
    #[must_use]
    pub fn and_also(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unknown, later) => later,
            (earlier, Self::Unknown) => earlier,
            (earlier, later) if earlier == later => earlier,
            _ => Self::Unknown,
        }
    }

    /// Whether it is [`Answer::Yes`].
    #[must_use]
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether it is [`Answer::No`].
    #[must_use]
    pub fn is_no(self) -> bool {
        self == Self::No
    }
}

/// How firmly a record states a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Strength {
    /// 优先, 最好, 加分: never a reason to refuse.
    Preferred,
    /// Asked for.
    Must,
}
