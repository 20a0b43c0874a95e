//! Why: the breakdown of a pair in words, with the words of the records that each part stands on.
//!
//! An explanation is a wording of the [`Breakdown`] and nothing else: its points are the breakdown's points. The
//! records are read again, on demand, for the places that the values were read from.

mod evidence;
mod wording;

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::model::Field;
use crate::options::MatchOptions;
use crate::read::{Reader, read_candidate, read_posting};
use crate::score::{Fit, Part, PartScore, Refusal, RefusalCode, Side};
use crate::snapshot::Snapshot;

pub use wording::Language;

/// Whose record a quote is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// The candidate's.
    Candidate,
    /// The posting's.
    Posting,
}

/// Words of a record that a part stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Whose record.
    pub whose: Whose,
    /// The key of the field.
    pub field: String,
    /// The words, as they stand there.
    pub words: String,
}

/// Which way a part speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tendency {
    /// For the pair.
    Positive,
    /// Against it.
    Negative,
    /// One of the two records is silent.
    Unknown,
}

/// One part in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedPart {
    /// The part and its points.
    #[serde(flatten)]
    pub score: PartScore,
    /// Which way it speaks.
    pub tendency: Tendency,
    /// The words that it stands on.
    pub quotes: Vec<Quote>,
}

/// One refusal in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainedRefusal {
    /// The rule and the distance.
    #[serde(flatten)]
    pub refusal: Refusal,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The words that it stands on.
    pub quotes: Vec<Quote>,
}

/// Why a pair has its score, or why it is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The candidate's id.
    pub candidate: String,
    /// The posting's id.
    pub posting: String,
    /// The sum of the parts.
    pub score: u32,
    /// Points of the seeker's side.
    pub seeker: u32,
    /// Points of the employer's side.
    pub employer: u32,
    /// The parts.
    pub parts: Vec<ExplainedPart>,
    /// The refusals; empty for a match.
    pub refusals: Vec<ExplainedRefusal>,
    /// The one rule that a possible pair breaks and that can be talked about.
    pub bent: Option<ExplainedRefusal>,
}

impl Snapshot<'_> {
    /// Explains a pair.
    ///
    /// # Errors
    /// [`ErrorKind::UnknownCandidate`](crate::ErrorKind::UnknownCandidate),
    /// [`ErrorKind::UnknownPosting`](crate::ErrorKind::UnknownPosting).
    pub fn explain(&self, candidate: &str, posting: &str, options: &MatchOptions) -> Result<Explanation> {
        let breakdown = self.breakdown(candidate, posting, options)?;
        let (raw_candidate, raw_posting) = (self.raw_candidate(candidate)?, self.raw_posting(posting)?);
        let reader = Reader::new(self.shared_knowledge(), options.as_of());
        let records = evidence::Records {
            candidate: &read_candidate(&raw_candidate, &reader).value,
            posting: &read_posting(&raw_posting, &reader).value,
            raw_candidate: &raw_candidate,
            raw_posting: &raw_posting,
        };
        Ok(Explanation {
            candidate: candidate.to_owned(),
            posting: posting.to_owned(),
            score: breakdown.score(),
            seeker: breakdown.side(Side::Seeker),
            employer: breakdown.side(Side::Employer),
            parts: breakdown.parts().iter().map(|&score| part(score, &records)).collect(),
            refusals: breakdown.refusals().iter().map(|r| refusal(r, &records)).collect(),
            bent: breakdown.bent().map(|r| refusal(r, &records)),
        })
    }
}

fn part(score: PartScore, records: &evidence::Records<'_>) -> ExplainedPart {
    let tendency = match score.fit {
        Fit::Unknown => Tendency::Unknown,
        Fit::Known(fit) if fit >= 500 => Tendency::Positive,
        Fit::Known(_) => Tendency::Negative,
    };
    ExplainedPart { score, tendency, quotes: records.quotes(score.part) }
}

fn refusal(refusal: &Refusal, records: &evidence::Records<'_>) -> ExplainedRefusal {
    ExplainedRefusal {
        zh: wording::refusal(refusal, Language::Chinese),
        en: wording::refusal(refusal, Language::English),
        quotes: behind(refusal.code).map(|part| records.quotes(part)).unwrap_or_else(|| records.state()),
        refusal: refusal.clone(),
    }
}

/// The part whose words a refusal stands on.
fn behind(code: RefusalCode) -> Option<Part> {
    Some(match code {
        RefusalCode::Unrelated | RefusalCode::Declined => Part::Occupation,
        RefusalCode::Outside => Part::Place,
        RefusalCode::BelowFloor => Part::Pay,
        RefusalCode::Schedule => Part::Schedule,
        RefusalCode::Form => Part::Form,
        RefusalCode::Condition => Part::Conditions,
        RefusalCode::Certificate => Part::Certificates,
        RefusalCode::Education | RefusalCode::Major => Part::Education,
        RefusalCode::Experience => Part::Experience,
        RefusalCode::Audience => Part::Policy,
        RefusalCode::Expired | RefusalCode::Closed | RefusalCode::Vetoed => return None,
    })
}

impl Explanation {
    /// The explanation in sentences: what speaks for the pair, what against, what is open, what refuses it.
    #[must_use]
    pub fn to_text(&self, language: Language) -> String {
        wording::explanation(self, language)
    }
}

impl Quote {
    fn new(whose: Whose, field: Field, words: &str) -> Self {
        Self { whose, field: field.key().to_owned(), words: words.to_owned() }
    }
}
