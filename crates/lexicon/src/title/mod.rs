//! Titles: from what an ad or a person calls the work to occupations.
//!
//! [`Titles::find_mentions`] gives what a free text names; [`Titles::read`] says what one raw title means, with its
//! confidence and the evidence, or nothing when it can't tell.

pub(crate) mod aliases;
mod clean;
pub(crate) mod duties;
mod grams;
pub(crate) mod mentions;
mod read;
mod words;

pub use duties::{Duties, DutyHits};
pub use mentions::{Mention, MentionKind};
pub use read::{Evidence, OccupationGuess, TitleContext};

use std::sync::{Arc, OnceLock};

use crate::occupation::{OccupationId, Occupations};
use crate::phrases::Phrases;
use crate::related::Fits;
use crate::table::{Findings, Source};
use aliases::Claim;
use grams::Grams;
use words::TitleWords;

/// All titles of a lexicon.
pub struct Titles {
    phrases: Phrases<Claim>,
    /// Built on first use: half of the cost of loading, for titles that the tables do not know.
    grams: OnceLock<Grams>,
    words: TitleWords,
    /// By occupation: whether a row of the trades' tables describes it.
    known: Vec<bool>,
    /// By occupation: the minor group above it.
    groups: Vec<Option<OccupationId>>,
    fits: Arc<Fits>,
    duties: Duties,
}

impl Titles {
    pub(crate) fn build(
        occupations: &Occupations,
        fits: Arc<Fits>,
        sources: &[Source],
        findings: &mut Findings,
    ) -> Self {
        Self {
            phrases: aliases::phrases(occupations),
            grams: OnceLock::new(),
            words: TitleWords::build(sources, findings),
            known: occupations.all().iter().map(|o| o.titles().len() > 0).collect(),
            groups: occupations.all().iter().map(|o| occupations.group_of(o.id())).collect(),
            fits,
            duties: Duties::build(occupations),
        }
    }

    /// The occupations that folded text names, by place: leftmost, longest, without look-alikes.
    #[must_use]
    pub fn find_mentions(&self, folded: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        mentions::mentions(&self.phrases, &found)
    }

    /// What a raw title means, ranked, with confidence and evidence; empty when nothing is sure enough.
    ///
    /// Titles that the tables know whole are answered from them alone; others are ranked by all evidence.
    #[must_use]
    pub fn read(&self, title: &str, context: &TitleContext<'_>) -> Vec<OccupationGuess> {
        read::read(self, &self.duties, title, context)
    }

    /// The `limit` occupations that a raw title most likely means, the likeliest first, however unsure.
    #[must_use]
    pub fn classify(&self, title: &str, limit: usize) -> Vec<OccupationGuess> {
        read::rank(self, &self.duties, title, &TitleContext::default(), limit)
    }

    /// The duty phrases of descriptions.
    #[must_use]
    pub fn duties(&self) -> &Duties {
        &self.duties
    }

    fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::build(&self.phrases))
    }

    pub(crate) fn phrases(&self) -> &Phrases<Claim> {
        &self.phrases
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.phrases.heap_bytes() + self.grams.get().map_or(0, Grams::heap_bytes) + self.duties.heap_bytes()
    }
}
