//! The words that each part stands on.

use super::{Quote, Whose};
use crate::model::{Candidate, Evidence, Field, Posting, RawCandidate, RawPosting};
use crate::score::Part;

/// Both records, read and raw.
pub(super) struct Records<'a> {
    pub(super) candidate: &'a Candidate,
    pub(super) posting: &'a Posting,
    pub(super) raw_candidate: &'a RawCandidate,
    pub(super) raw_posting: &'a RawPosting,
}

/// Chosen: enough to see why; the whole record is one click away.
const MAX_QUOTES: usize = 8;

impl Records<'_> {
    /// The quotes of a part: the candidate's words, then the posting's, in the order of the text.
    pub(super) fn quotes(&self, part: Part) -> Vec<Quote> {
        let (person, post) = (self.candidate_places(part), self.posting_places(part));
        let mut quotes = self.cut(Whose::Candidate, person);
        quotes.extend(self.cut(Whose::Posting, post));
        quotes
    }

    /// What says that a posting is over.
    pub(super) fn state(&self) -> Vec<Quote> {
        let until = self.posting.validity.until.iter().map(|u| u.at).collect();
        self.cut(Whose::Posting, until)
    }

    fn candidate_places(&self, part: Part) -> Vec<Evidence> {
        let c = self.candidate;
        match part {
            Part::Occupation => c.wishes.iter().map(|w| w.at).chain(c.refused.iter().map(|r| r.at)).collect(),
            Part::Pay => c.pay.iter().map(|p| p.at).collect(),
            Part::Place => c.region.places.iter().map(|p| p.at).collect(),
            Part::Form => self.whole(Whose::Candidate, Field::WishForm),
            Part::Schedule => c.schedule.at.clone(),
            Part::Conditions => {
                c.conditions.no().iter().flat_map(|cond| c.conditions.evidence(cond)).collect()
            }
            Part::Background | Part::Experience => c.spells.iter().map(|s| s.at).collect(),
            Part::Skills => self.shared_skills(),
            Part::Duties => Vec::new(),
            Part::Education => c.education.iter().map(|e| e.at).collect(),
            Part::Certificates => c.certificates.iter().map(|s| s.at).collect(),
            Part::Freshness => Vec::new(),
            Part::Policy => self.whole(Whose::Candidate, Field::Groups),
        }
    }

    fn posting_places(&self, part: Part) -> Vec<Evidence> {
        let p = self.posting;
        match part {
            Part::Occupation | Part::Background => p.occupations.iter().map(|o| o.at).collect(),
            Part::Pay => self.whole(Whose::Posting, Field::Pay),
            Part::Place => p.workplaces.places.iter().map(|w| w.at).collect(),
            Part::Form => self.whole(Whose::Posting, Field::EmploymentForm),
            Part::Schedule => p.schedule.at.clone(),
            Part::Conditions => {
                let declined = self.candidate.conditions.no();
                declined.iter().flat_map(|cond| p.conditions.evidence(cond)).collect()
            }
            Part::Skills => p.skills.iter().map(|s| s.at).collect(),
            Part::Duties => Vec::new(),
            Part::Experience => p.experience.iter().filter_map(|e| e.at).collect(),
            Part::Education => {
                let level = p.education.iter().filter_map(|e| e.at);
                level.chain(p.majors.iter().map(|m| m.at)).collect()
            }
            Part::Certificates => p.certificates.iter().map(|c| c.at).collect(),
            Part::Freshness => self.whole(Whose::Posting, Field::Published),
            Part::Policy => p.audience.iter().map(|a| a.at).collect(),
        }
    }

    /// The person's skills that the ad asks for; where it asks for none of them, nothing.
    fn shared_skills(&self) -> Vec<Evidence> {
        let asked = |skill| self.posting.skills.iter().any(|demand| demand.any_of.contains(&skill));
        self.candidate.skills.iter().filter(|held| asked(held.skill)).map(|held| held.at).collect()
    }

    fn whole(&self, whose: Whose, field: Field) -> Vec<Evidence> {
        let text = self.text(whose, field);
        if text.is_empty() { Vec::new() } else { vec![Evidence::new(field, 0..text.len())] }
    }

    fn text(&self, whose: Whose, field: Field) -> &str {
        match whose {
            Whose::Candidate => self.raw_candidate.text(field),
            Whose::Posting => self.raw_posting.text(field),
        }
    }

    fn cut(&self, whose: Whose, mut places: Vec<Evidence>) -> Vec<Quote> {
        places.sort_unstable();
        places.dedup();
        let quote = |place: &Evidence| {
            let words = self.text(whose, place.field).get(place.span())?;
            (!words.is_empty()).then(|| Quote::new(whose, place.field, words))
        };
        let mut quotes: Vec<Quote> = places.iter().filter_map(quote).collect();
        quotes.dedup();
        quotes.truncate(MAX_QUOTES);
        quotes
    }
}
