//! Titles: from what an ad or a person calls the work to occupations.
//!
//! [`Titles::find_mentions`] gives what a free text names; [`Titles::read`] says what one raw title means, with its
//! confidence and the evidence, or nothing when it can't tell.

pub(crate) mod aliases;
pub(crate) mod duties;
pub(crate) mod mentions;

pub use duties::{Duties, DutyHits};
pub use mentions::{Mention, MentionKind};

use crate::occupation::Occupations;
use crate::phrases::Phrases;
use aliases::Claim;

/// All titles of a lexicon.
pub struct Titles {
    phrases: Phrases<Claim>,
}

impl Titles {
    pub(crate) fn build(occupations: &Occupations, cache: Option<&[u8]>) -> Self {
        Self { phrases: Phrases::new(aliases::claims(occupations), cache) }
    }

    /// The occupations that folded text names, by place: leftmost, longest, without look-alikes.
    #[must_use]
    pub fn find_mentions(&self, folded: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        mentions::mentions(&self.phrases, &found)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.phrases.heap_bytes()
    }
}
