//! What to do about a short list: which single wish, loosened how far, brings back how many posts, and the smallest
//! set of wishes that brings back enough.
//!
//! One pass over the postings ([`barrier`]) keeps those that nothing but wishes stands against, each with how far every
//! wish would have to give way. [`choose`] finds the proposals among them, [`loosen`] carries a proposal out on the
//! person's features, and the number of a proposal is counted by judging its posts again as the loosened person: it is
//! no estimate.
//!
//! Only wishes are ever proposed: never the body, the law, a licence, what an employer requires, or a veto of the
//! checker. How far wishes may give way is the caller's [`RelaxPolicy`].

mod barrier;
mod choose;
mod loosen;
mod wording;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};
use crate::explain::Language;
use crate::features::Wanted;
use crate::model::{OccupationId, RawCandidate, RegionCode};
use crate::options::MatchOptions;
use crate::ranking::{Match, Ranking};
use crate::read::Reader;
use crate::snapshot::Snapshot;
use crate::writer::prepare_candidate;

/// How far wishes may be asked to give way, and how many posts are aimed at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RelaxPolicy {
    /// Posts that a person should have; a list with fewer is short.
    pub enough: usize,
    /// The least share of the wished pay, in percent, that may be proposed as the new floor.
    pub least_pay_percent: u8,
    /// Metres beyond the wished places, or beyond home, within which places may be proposed.
    pub most_metres: u32,
    /// Minutes by which the end of the day may be proposed to move.
    pub most_minutes: u16,
    /// How near other work has to be to the wished work, 0..=1000; from 300 on it is no other work.
    pub least_nearness: u16,
    /// Whether full-time work may be proposed to those who look for other forms.
    pub full_time: bool,
    /// Whether nights may be proposed to those who refuse them. Off by default: a record does not say whether it is
    /// health or care for others that forbids them.
    pub nights: bool,
}

impl Default for RelaxPolicy {
    /// Chosen: three referrals are what a service owes in a month; half of a wish is no wish any more; thirty
    /// kilometres are an hour's way to work; an hour can be arranged; work that is half as near as a possible transfer
    /// can be talked about.
    fn default() -> Self {
        Self {
            enough: 3,
            least_pay_percent: 50,
            most_metres: 30_000,
            most_minutes: 60,
            least_nearness: 150,
            full_time: true,
            nights: false,
        }
    }
}

/// A region with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRegion {
    /// The code.
    pub code: RegionCode,
    /// The full name.
    pub name: String,
}

/// An occupation with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedWork {
    /// The place in the lexicon.
    pub id: OccupationId,
    /// The name.
    pub name: String,
}

/// A wish, loosened so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wish", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Loosened {
    /// The floor of the pay, yuan a month.
    Pay {
        /// As it is wished.
        from: u32,
        /// As it is proposed.
        to: u32,
    },
    /// Places besides the wished ones.
    Places {
        /// The counties, in the order of their codes.
        regions: Vec<NamedRegion>,
        /// How far the farthest post lies from the nearest wished place, between the centres of both.
        metres: u32,
    },
    /// The end of the day, minutes after midnight.
    End {
        /// As it is wished.
        from: u16,
        /// As it is proposed.
        to: u16,
    },
    /// Nights as well.
    Nights,
    /// Full-time work as well.
    FullTime,
    /// Work besides the wished one.
    Work {
        /// The occupations, in the order of the lexicon.
        occupations: Vec<NamedWork>,
        /// How near the farthest of them is to the wished work, 0..=1000.
        nearness: u16,
    },
}

/// Wishes that are loosened together, and what that brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is loosened, each wish once.
    pub loosened: Vec<Loosened>,
    /// Posts that come back; more may, by chance.
    pub posts: usize,
    /// The best of them with the scores that they then have, at most [`Proposal::NAMED`].
    pub best: Vec<Match>,
}

impl Proposal {
    /// Posts that a proposal names; chosen: enough to see what kind they are.
    pub const NAMED: usize = 3;
}

/// A certificate that alone stands between a person and posts. No wish: it is nothing to give up, but to learn for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// One of these would do.
    pub any_of: Vec<String>,
    /// Posts that ask for it and refuse the person for nothing else.
    pub posts: usize,
}

/// What a person with a short list could loosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relaxation {
    /// The person's id.
    pub candidate: String,
    /// Posts that match as things are.
    pub matched: usize,
    /// Single wishes, each at its steps: the first post, enough posts, as far as the policy lets.
    pub singles: Vec<Proposal>,
    /// The fewest wishes that bring enough posts, loosened as little as does; where none do, what brings the most.
    pub smallest: Option<Proposal>,
    /// Certificates that would open posts, the most posts first, at most [`Relaxation::OPENINGS`].
    pub openings: Vec<Opening>,
}

impl Relaxation {
    /// Certificates that are named; chosen: nobody learns for more at once.
    pub const OPENINGS: usize = 3;

    /// The report in sentences, the smallest set first.
    #[must_use]
    pub fn lines(&self, language: Language) -> Vec<String> {
        wording::lines(self, language)
    }
}

impl Snapshot<'_> {
    /// What a person of the index could loosen to have more posts. Judges every posting once.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`].
    pub fn relax(&self, candidate: &str, options: &MatchOptions, policy: &RelaxPolicy) -> Result<Relaxation> {
        Ok(self.relax_features(candidate, &self.wanted(candidate)?, options, policy))
    }

    /// The same for a person who is in no index.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`].
    pub fn relax_raw(
        &self,
        raw: &RawCandidate,
        options: &MatchOptions,
        policy: &RelaxPolicy,
    ) -> Result<Relaxation> {
        let prepared = prepare_candidate(raw, &Reader::new(self.shared_knowledge(), options.as_of()))?;
        Ok(self.relax_features(raw.id(), &prepared.features, options, policy))
    }

    /// The best postings for a person of the index who loosened these wishes; nothing of it is kept.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`].
    pub fn jobs_for_loosened(
        &self,
        candidate: &str,
        loosened: &[Loosened],
        options: &MatchOptions,
    ) -> Result<Ranking> {
        let wanted = loosen::loosen(&self.wanted(candidate)?, loosened);
        Ok(self.jobs_for_features(candidate, &wanted, options))
    }

    fn wanted(&self, id: &str) -> Result<Wanted> {
        let table = self.candidate_table();
        let unknown = || Error::new(ErrorKind::UnknownCandidate { id: id.into() });
        Ok(table.row(table.find(id).ok_or_else(unknown)?).features.clone())
    }

    fn relax_features(
        &self,
        id: &str,
        wanted: &Wanted,
        options: &MatchOptions,
        policy: &RelaxPolicy,
    ) -> Relaxation {
        let pass = barrier::pass(self, wanted, options, policy);
        let chooser = choose::Chooser { snapshot: self, wanted, options, policy, pass: &pass };
        Relaxation {
            candidate: id.to_owned(),
            matched: pass.matched,
            singles: chooser.singles(),
            smallest: chooser.smallest(),
            openings: pass.openings(),
        }
    }
}

#[cfg(test)]
mod tests;
