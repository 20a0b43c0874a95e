//! Synthetic postings and profiles as raw records: the same seed gives the same bytes, each record by itself.
//!
//! A record is a pure function of the recipe and its number, so a corpus may be made in any order, in parts, or in
//! parallel. Occupations and titles follow Zipf's law, as real ads do: some are everywhere, most are rare. The words
//! of the work and the places (Tianjin's) come from the lexicon's tables, the rest from tables of our own. So this
//! corpus measures speed, memory and exactness, not quality: an engine that reads with the same lexicon is bound to
//! understand it. No person, employer or ad is real.
//!
//! ```
//! use rengang_benches::generator::{Generator, Recipe};
//! let generator = Generator::new(Recipe::seeded(7));
//! let (posting, truth) = generator.posting(0);
//! assert_eq!(posting.id, truth.id);
//! assert_eq!(generator.posting(0).0, posting);
//! ```

mod chance;
mod pay;
mod posting;
mod profile;
mod words;

pub use posting::{Posting, PostingTruth};
pub use profile::{Profile, ProfileTruth};

use chance::Chance;
use words::{Occupation, Words};

/// How well the text of an ad tells one occupation from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separation {
    /// The duties are those of the occupation.
    Good,
    /// Half of the duties and skills are of other occupations, drawn evenly: the hard case for pruning, since many
    /// ads reach a middling score.
    Bad,
}

/// How much the profiles tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// One spell of work, a few skills: about twenty telling words.
    Usual,
    /// Eight spells and many skills, 45 telling words and more: the hard case for whatever visits a list for each word.
    Long,
}

/// What to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe {
    seed: u64,
    separation: Separation,
    reposts_permille: u16,
    profiles: Length,
}

impl Recipe {
    /// Well separated text, 80 of 1000 postings being reposts; chosen as a mild gathering of several sources.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { seed, separation: Separation::Good, reposts_permille: 80, profiles: Length::Usual }
    }

    /// The same with another separation.
    #[must_use]
    pub fn with_separation(mut self, separation: Separation) -> Self {
        self.separation = separation;
        self
    }

    /// The same with other profiles; postings do not change.
    #[must_use]
    pub fn with_profiles(mut self, profiles: Length) -> Self {
        self.profiles = profiles;
        self
    }

    /// The same with another share of reposts, in thousandths.
    #[must_use]
    pub fn with_reposts_permille(mut self, reposts_permille: u16) -> Self {
        self.reposts_permille = reposts_permille.min(1000);
        self
    }
}

/// Makes records by their numbers.
#[derive(Debug)]
pub struct Generator {
    recipe: Recipe,
    words: Words,
}

impl Generator {
    /// A generator for `recipe`; reads the embedded tables, some milliseconds.
    #[must_use]
    pub fn new(recipe: Recipe) -> Self {
        Self { recipe, words: Words::new(&mut Chance::of(recipe.seed, "order", 0)) }
    }

    /// The posting of this number, and the truth about it.
    #[must_use]
    pub fn posting(&self, number: u64) -> (Posting, PostingTruth) {
        posting::make(self, number)
    }

    /// The profile of this number, and the truth about it.
    #[must_use]
    pub fn profile(&self, number: u64) -> (Profile, ProfileTruth) {
        profile::make(self, number)
    }

    /// How many occupations the corpus draws from.
    #[must_use]
    pub fn occupations(&self) -> usize {
        self.words.occupations.len()
    }

    /// The next duty for an ad or a life in this occupation; `place` walks on, so that a text does not repeat itself.
    fn duty(&self, work: &Occupation, place: &mut usize, chance: &mut Chance) -> &'static str {
        *place += 1;
        let duties = &self.speaker(work, chance).duties;
        duties[*place % duties.len()]
    }

    /// The next skill, likewise.
    fn skill(&self, work: &Occupation, place: &mut usize, chance: &mut Chance) -> &'static str {
        *place += 1;
        let skills = &self.speaker(work, chance).skills;
        skills[*place % skills.len()]
    }

    /// Whose words to take: mostly the occupation's own, another's where the text is badly separable.
    fn speaker<'a>(&'a self, own: &'a Occupation, chance: &mut Chance) -> &'a Occupation {
        if self.recipe.separation == Separation::Bad && chance.is(500) {
            return chance.pick(&self.words.occupations);
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn check(recipe: Recipe, holds: impl Fn(&Generator, &[(Posting, PostingTruth)]) -> bool) {
        let generator = Generator::new(recipe);
        let postings: Vec<_> = (0..1000).map(|i| generator.posting(i)).collect();
        assert!(holds(&generator, &postings), "{recipe:?} {:?}", postings[1]);
    }

    #[test]
    fn the_same_seed_gives_the_same_records_and_another_seed_others() {
        let other = Generator::new(Recipe::seeded(2));
        check(Recipe::seeded(1), |generator, postings| {
            let again = Generator::new(Recipe::seeded(1));
            (0..50).rev().all(|i| again.posting(i) == postings[i as usize])
                && generator.profile(3) == again.profile(3)
                && other.posting(5).0.description != postings[5].0.description
        });
    }

    #[test]
    fn descriptions_are_of_a_hundred_to_four_hundred_characters() {
        for separation in [Separation::Good, Separation::Bad] {
            check(Recipe::seeded(3).with_separation(separation), |_, postings| {
                postings.iter().all(|(p, _)| (100..=400).contains(&p.description.chars().count()))
            });
        }
    }

    #[test]
    fn occupations_are_many_and_follow_zipf() {
        check(Recipe::seeded(4), |generator, postings| {
            let mut counts = BTreeMap::new();
            postings.iter().for_each(|(_, t)| *counts.entry(&t.occupation).or_insert(0u32) += 1);
            let most = counts.values().max().copied().unwrap_or(0);
            generator.occupations() >= 300 && counts.len() >= 150 && most >= 60
        });
    }

    #[test]
    fn reposts_are_as_many_as_asked_and_point_to_an_original() {
        check(Recipe::seeded(5).with_reposts_permille(300), |_, postings| {
            let originals: BTreeMap<&str, &PostingTruth> =
                postings.iter().map(|(_, t)| (t.id.as_str(), t)).collect();
            let reposts: Vec<_> =
                postings.iter().filter_map(|(_, t)| Some((t, t.duplicate_of.as_ref()?))).collect();
            (200..400).contains(&reposts.len())
                && reposts.iter().all(|(t, of)| {
                    let original = originals[of.as_str()];
                    original.duplicate_of.is_none() && original.occupation == t.occupation
                })
        });
        check(Recipe::seeded(5).with_reposts_permille(0), |_, postings| {
            postings.iter().all(|(_, t)| t.duplicate_of.is_none())
        });
    }

    #[test]
    fn ids_are_unique_and_records_hold_what_a_reader_needs() {
        check(Recipe::seeded(6), |generator, postings| {
            let ids: BTreeSet<_> = postings.iter().map(|(p, _)| &p.id).collect();
            let profile = generator.profile(9).0;
            ids.len() == 1000
                && postings
                    .iter()
                    .all(|(p, _)| !p.title.is_empty() && !p.region.is_empty() && !p.pay.is_empty())
                && !profile.wish.is_empty()
                && !profile.history.is_empty()
        });
    }
}
