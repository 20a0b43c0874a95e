//! Reading: raw records become exact values, with the place that each stands on.
//!
//! One module per field; its documentation states the grammar. Every reader works on folded text, is linear in its
//! length and total: any text gives a value, or nothing and a notice.

pub mod age;
mod audience;
pub mod benefits;
mod candidate;
pub mod case;
pub mod codes;
mod conditions;
mod cues;
pub mod date;
pub mod education;
pub mod experience;
pub mod forms;
pub mod groups;
pub mod headcount;
mod lex;
mod number;
pub mod pay;
mod posting;
pub mod retirement;
pub mod schedule;
mod skills;
mod span;
pub mod title;

pub use candidate::read_candidate;
pub use case::parse_case;
pub use posting::read_posting;

use crate::Knowledge;
use jiff::civil::Date;
use rengang_lexicon::region::{RegionCode, RegionContext};
use std::sync::Arc;

/// What reading needs: the knowledge, the reference date, and where the service is at home. Built once.
#[derive(Clone)]
pub struct Reader {
    knowledge: Arc<Knowledge>,
    as_of: Date,
    home_region: Option<RegionCode>,
}

impl Reader {
    /// A reader for records as of a day, at home in Tianjin.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, as_of: Date) -> Self {
        Self { knowledge, as_of, home_region: RegionCode::from_digits("120000") }
    }

    /// The same reader with another home region: places of one name are first looked for there.
    #[must_use]
    pub fn with_home_region(self, digits: &str) -> Self {
        Self { home_region: RegionCode::from_digits(digits), ..self }
    }

    /// The knowledge.
    #[must_use]
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The reference date.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    pub(crate) fn home_region(&self) -> Option<RegionCode> {
        self.home_region
    }

    pub(crate) fn title_knowledge(&self, context: RegionContext) -> title::TitleKnowledge<'_> {
        title::TitleKnowledge {
            lexicon: self.knowledge.lexicon(),
            regions: self.knowledge.regions(),
            context,
        }
    }
}
