//! Duty words of descriptions as evidence for occupations.

use crate::occupation::{OccupationId, Occupations};
use crate::phrases::{Found, Phrases};
use crate::title::aliases::fold;

/// What a description says for one occupation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DutyHits {
    /// The occupation.
    pub occupation: OccupationId,
    /// Number of its duty phrases that the text holds.
    pub hits: u16,
    /// Sum over these phrases of 1000 divided by the number of occupations that share the phrase.
    pub weight: u32,
}

/// The duty phrases of all occupations.
pub struct Duties {
    phrases: Phrases<OccupationId>,
}

impl Duties {
    pub(crate) fn build(occupations: &Occupations) -> Self {
        Self { phrases: Phrases::new(pairs(occupations)) }
    }

    /// The occupations that folded text speaks for, the heaviest first, then by id.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<DutyHits> {
        let mut hits = self.hits(&self.distinct(folded));
        hits.sort_unstable_by_key(|h| (std::cmp::Reverse(h.weight), h.occupation));
        hits
    }

    /// Each phrase of the text once.
    fn distinct(&self, folded: &str) -> Vec<Found> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        found.sort_unstable_by_key(|f| f.phrase);
        found.dedup_by_key(|f| f.phrase);
        found
    }

    fn hits(&self, found: &[Found]) -> Vec<DutyHits> {
        let mut single: Vec<(OccupationId, u32)> = Vec::new();
        for f in found {
            let owners = self.phrases.values(f.phrase);
            single.extend(owners.iter().map(|&o| (o, 1000 / owners.len() as u32)));
        }
        single.sort_unstable();
        let sum = |chunk: &[(OccupationId, u32)]| DutyHits {
            occupation: chunk[0].0,
            hits: chunk.len() as u16,
            weight: chunk.iter().map(|(_, w)| w).sum(),
        };
        single.chunk_by(|a, b| a.0 == b.0).map(sum).collect()
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.phrases.heap_bytes()
    }
}

pub(crate) fn pairs(occupations: &Occupations) -> Vec<(String, OccupationId)> {
    let duties = occupations.all().iter().flat_map(|o| o.duties().map(|d| (fold(d), o.id())));
    duties.filter(|(phrase, _)| phrase.chars().nth(1).is_some()).collect()
}
