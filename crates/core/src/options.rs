//! How a match is asked for.

use jiff::civil::Date;

use std::num::NonZeroU32;

use crate::error::{Error, ErrorKind, Result};
use crate::score::{Bent, Weights};

/// Settings of a match: the day, how many, from which score, by which weights.
///
/// ```
/// use rengang::MatchOptions;
/// let options = MatchOptions::new(jiff::civil::date(2026, 11, 20)).with_top(20)?.with_min_score(4000);
/// assert_eq!(options.top(), 20);
/// # Ok::<(), rengang::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchOptions {
    as_of: Date,
    top: usize,
    min_score: u32,
    weights: Weights,
    bent: Bent,
    repeats: Repeats,
    path: Path,
    counted: bool,
}

/// Whether several postings of one job are listed; groups come with the records ([`crate::Inspect::groups`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Repeats {
    /// Each posting.
    #[default]
    Listed,
    /// The best posting of each job.
    OneOfGroup,
}

/// By which path postings are ranked. All give the same list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Path {
    /// Judges what may be among the best, and passes over what a bound rules out.
    #[default]
    Pruned,
    /// Judges every pair; slow.
    Plain,
    /// As pruned, and every so many queries the plain path as well: an error where the two differ.
    Checked {
        /// Of how many queries one is checked; at least one.
        every: NonZeroU32,
    },
}

impl MatchOptions {
    /// The largest number of matches of one query; chosen: far beyond what anybody reads, small enough to hold.
    pub const MAX_TOP: usize = 1_000_000;

    /// The default settings on the day `as_of`: ten matches, any score, balanced weights.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self {
            as_of,
            top: 10,
            min_score: 0,
            weights: Weights::default(),
            bent: Bent::Listed,
            repeats: Repeats::Listed,
            path: Path::default(),
            counted: false,
        }
    }

    /// Keeps the `top` best.
    ///
    /// # Errors
    /// [`ErrorKind::SettingInvalid`] outside 1..=[`MatchOptions::MAX_TOP`].
    pub fn with_top(self, top: usize) -> Result<Self> {
        if (1..=Self::MAX_TOP).contains(&top) {
            return Ok(Self { top, ..self });
        }
        let rule = format!("must be between 1 and {}", Self::MAX_TOP);
        Err(Error::new(ErrorKind::SettingInvalid { setting: "top", rule }))
    }

    /// Leaves out what scores less.
    #[must_use]
    pub fn with_min_score(self, min_score: u32) -> Self {
        Self { min_score, ..self }
    }

    /// Weighs the parts differently.
    #[must_use]
    pub fn with_weights(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// Lists or leaves out what breaks one negotiable rule; see [`crate::Breakdown::bent`].
    #[must_use]
    pub fn with_bent(self, bent: Bent) -> Self {
        Self { bent, ..self }
    }

    /// Lists one posting of a job, or all of them.
    #[must_use]
    pub fn with_repeats(self, repeats: Repeats) -> Self {
        Self { repeats, ..self }
    }

    /// Whether several postings of one job are listed.
    #[must_use]
    pub fn repeats(&self) -> Repeats {
        self.repeats
    }

    /// Takes another path to the same list.
    #[must_use]
    pub fn with_path(self, path: Path) -> Self {
        Self { path, ..self }
    }

    /// Counts the matches too ([`Ranking::matched`](crate::Ranking::matched)): every pair that no rule refuses is then
    /// judged, which costs some tens of times what the best alone cost.
    #[must_use]
    pub fn with_count(self) -> Self {
        Self { counted: true, ..self }
    }

    /// Whether the matches are counted.
    #[must_use]
    pub fn counted(&self) -> bool {
        self.counted
    }

    /// The path.
    #[must_use]
    pub fn path(&self) -> Path {
        self.path
    }

    /// The reference day.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// How many matches are kept.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The least score.
    #[must_use]
    pub fn min_score(&self) -> u32 {
        self.min_score
    }

    /// Whether what breaks one negotiable rule is listed.
    #[must_use]
    pub fn bent(&self) -> Bent {
        self.bent
    }

    /// The weights.
    #[must_use]
    pub fn weights(&self) -> &Weights {
        &self.weights
    }
}
