//! How a match is asked for.

use jiff::civil::Date;

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
}

impl MatchOptions {
    /// The largest number of matches of one query; chosen: far beyond what anybody reads, small enough to hold.
    pub const MAX_TOP: usize = 1_000_000;

    /// The default settings on the day `as_of`: ten matches, any score, balanced weights.
    #[must_use]
    pub fn new(as_of: Date) -> Self {
        Self { as_of, top: 10, min_score: 0, weights: Weights::default(), bent: Bent::Listed }
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
