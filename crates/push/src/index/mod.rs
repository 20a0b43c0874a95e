//! The index of the engine as a source of referrals.
//!
//! Records are read once, in parallel, for what a run needs besides scores: consents, groups, titles, headcounts. They
//! stand in the order of ids, as the index has them.

mod consents;
mod words;

use std::ops::{ControlFlow, Range};

use jiff::civil::Date;
use rayon::prelude::*;
use rengang::model::{Candidate, EmploymentForm, Field, Posting, Settlement, Status};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang::{Engine, Fit, For, MatchOptions, Part, Ranking, Snapshot};
use rengang_lexicon::region::RegionCode;
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::facts::{Ask, Item, Offer, Reasons, Recipient, Referrals, RunKind, TakeOffers};

pub use consents::IndexConsents;

/// A snapshot of the index on one day, for runs of one kind.
///
/// ```
/// use std::sync::Arc;
/// use rengang::{Engine, Knowledge};
/// use rengang_push::{IndexReferrals, Referrals, RunKind};
///
/// let engine = Engine::in_memory(Arc::new(Knowledge::embedded()))?;
/// let snapshot = engine.snapshot()?;
/// let day = jiff::civil::date(2026, 11, 20);
/// let referrals = IndexReferrals::new(&engine, &snapshot, RunKind::Daily, day, |_| None)?;
/// assert_eq!(referrals.recipient_count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct IndexReferrals<'s> {
    snapshot: &'s Snapshot<'s>,
    kind: RunKind,
    options: MatchOptions,
    people: Vec<PersonFacts>,
    posts: Vec<PostFacts>,
    items: Vec<Item>,
    /// The place of each item's id.
    places: FxHashMap<String, u32>,
}

/// What is known of a person besides scores.
struct PersonFacts {
    recipient: Recipient,
    /// Where they live, or where they would work if they do not say: for people without personalisation.
    regions: Vec<RegionCode>,
}

/// What is known of a posting besides scores.
struct PostFacts {
    item: Item,
    regions: Vec<RegionCode>,
}

impl<'s> IndexReferrals<'s> {
    /// Reads the records; `group` names the group of duplicates that a posting is in.
    ///
    /// # Errors
    /// [`ErrorKind::Referrals`](crate::ErrorKind::Referrals) where the index is damaged.
    pub fn new(
        engine: &Engine,
        snapshot: &'s Snapshot<'s>,
        kind: RunKind,
        day: Date,
        group: impl Fn(&str) -> Option<String> + Sync,
    ) -> Result<Self> {
        let reader = Reader::new(engine.knowledge().clone(), day);
        let ids: Vec<&str> = snapshot.candidate_ids().collect();
        let people: Vec<PersonFacts> =
            ids.par_iter().map(|id| person(snapshot, &reader, id)).collect::<Result<_>>()?;
        let ids: Vec<&str> = snapshot.posting_ids().collect();
        let post = |id: &&str| post(snapshot, &reader, day, id, group(id).unwrap_or_default());
        let posts: Vec<PostFacts> = ids.par_iter().map(post).collect::<Result<_>>()?;
        let items: Vec<Item> = match kind {
            RunKind::Employer => people.iter().map(as_item).collect(),
            _ => posts.iter().map(|post| post.item.clone()).collect(),
        };
        let places = items.iter().zip(0..).map(|(item, place)| (item.id.clone(), place)).collect();
        Ok(Self { snapshot, kind, options: MatchOptions::new(day), people, posts, items, places })
    }

    /// Weighs and judges as these options say, on the day of the run.
    #[must_use]
    pub fn with_weights(mut self, weights: rengang::Weights) -> Self {
        self.options = self.options.with_weights(weights);
        self
    }

    fn queries(&self) -> For {
        if self.kind == RunKind::Employer { For::Postings } else { For::Candidates }
    }

    /// Candidate and posting of a recipient and an item.
    fn pair(&self, place: usize, item: u32) -> (&str, &str) {
        let item = &*self.items[item as usize].id;
        match self.kind {
            RunKind::Employer => (item, &self.posts[place].item.id),
            _ => (&self.people[place].recipient.id, item),
        }
    }

    /// Offers of a ranking; in a gig run with how well the place suits.
    fn list(&self, place: usize, ranking: &Ranking) -> Result<Vec<Offer>> {
        let offer = |hit: &rengang::Match| {
            let item = self.places[&hit.id];
            let nearness = if self.kind == RunKind::Gig { self.nearness(place, item)? } else { 0 };
            Ok(Offer { item, score: hit.score.min(10_000) as u16, nearness })
        };
        ranking.matches.iter().map(offer).collect()
    }

    fn nearness(&self, place: usize, item: u32) -> Result<u16> {
        let (candidate, posting) = self.pair(place, item);
        let breakdown = self.snapshot.breakdown(candidate, posting, &self.options)?;
        let part = breakdown.parts().iter().find(|part| part.part == Part::Place);
        Ok(part.map_or(0, |part| if let Fit::Known(fit) = part.fit { fit } else { 0 }))
    }
}

fn person(snapshot: &Snapshot<'_>, reader: &Reader, id: &str) -> Result<PersonFacts> {
    let Candidate { consent, personalisation, status, groups, home, region, .. } =
        read_candidate(&snapshot.raw_candidate(id)?, reader).value;
    let wished = region.places.iter().map(|place| place.region);
    let named: Vec<_> = home.map_or_else(|| wished.collect(), |home| vec![home]);
    let recipient = Recipient {
        id: id.to_owned(),
        consent,
        personalisation,
        open: status == Status::Open,
        groups: groups.iter().map(|group| group.code().to_owned()).collect(),
    };
    Ok(PersonFacts { recipient, regions: named.into_iter().filter_map(region_code).collect() })
}

/// A person as what is recommended: only who agreed to it is open.
fn as_item(person: &PersonFacts) -> Item {
    let Recipient { id, consent, open, .. } = &person.recipient;
    Item { id: id.clone(), open: *open && *consent == Some(true), ..Item::default() }
}

fn post(snapshot: &Snapshot<'_>, reader: &Reader, day: Date, id: &str, group: String) -> Result<PostFacts> {
    let raw = snapshot.raw_posting(id)?;
    let posting = read_posting(&raw, reader).value;
    let item = Item {
        id: id.to_owned(),
        group,
        title: raw.text(Field::Title).to_owned(),
        headcount: posting.headcount.as_ref().and_then(|headcount| headcount.max.or(headcount.min)),
        occupation: occupation(&posting, reader),
        published: posting.published,
        gig: is_gig(&posting),
        open: snapshot.is_open(id, day)?,
    };
    let regions = posting.workplaces.places.iter().filter_map(|place| region_code(place.region)).collect();
    Ok(PostFacts { item, regions })
}

/// The code of the surest occupation in the classification.
fn occupation(posting: &Posting, reader: &Reader) -> String {
    let occupations = reader.knowledge().lexicon().occupations();
    let surest = posting.occupations.first();
    let known = surest.and_then(|claim| occupations.id_at(usize::from(claim.occupation.0)));
    known.map_or_else(String::new, |id| occupations.get(id).code().to_string())
}

/// By the day or by the job, or paid out daily.
fn is_gig(posting: &Posting) -> bool {
    let daily = posting.pay.as_ref().and_then(|pay| pay.settlement()) == Some(Settlement::Daily);
    daily || posting.forms.contains(EmploymentForm::Gig)
}

fn region_code(code: rengang::model::RegionCode) -> Option<RegionCode> {
    RegionCode::from_u32(code.0)
}

impl Referrals for IndexReferrals<'_> {
    fn recipient_count(&self) -> usize {
        self.snapshot.query_count(self.queries())
    }

    fn recipient(&self, place: usize) -> Result<Recipient> {
        if self.kind != RunKind::Employer {
            return Ok(self.people[place].recipient.clone());
        }
        let Item { id, open, .. } = &self.posts[place].item;
        Ok(Recipient { id: id.clone(), open: *open, ..Recipient::default() })
    }

    fn items(&self) -> &[Item] {
        &self.items
    }

    fn offers(&self, part: Range<usize>, ask: &Ask, take: &mut TakeOffers<'_>) -> Result<()> {
        let options = self.options.clone().with_top(ask.top)?.with_min_score(ask.min_score);
        let (mut place, mut failed) = (part.start, None::<Error>);
        let matched = self.snapshot.match_all(self.queries(), part, &options, |ranking| {
            let taken = self.list(place, &ranking).and_then(|offers| take(place, offers));
            place += 1;
            match taken {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        let _ = matched?;
        failed.map_or(Ok(()), Err)
    }

    fn recent(&self, place: usize, top: usize) -> Result<Vec<u32>> {
        if self.kind == RunKind::Employer {
            return Ok(Vec::new());
        }
        // A street would leave hardly anything: the county that it lies in is what the notice boards use.
        let home: Vec<RegionCode> = self.people[place].regions.iter().map(|region| region.county()).collect();
        let is_near = |post: &PostFacts| {
            let inside = |region: &RegionCode| home.iter().any(|home| home.contains(*region));
            post.item.open && post.regions.iter().any(inside)
        };
        let near = self.posts.iter().zip(0..).filter(|(post, _)| is_near(post));
        let mut near: Vec<(std::cmp::Reverse<Option<Date>>, u32)> =
            near.map(|(post, at)| (std::cmp::Reverse(post.item.published), at)).collect();
        near.sort_unstable();
        near.truncate(top);
        Ok(near.into_iter().map(|(_, at)| at).collect())
    }

    fn reasons(&self, place: usize, item: u32) -> Result<Reasons> {
        let (candidate, posting) = self.pair(place, item);
        Ok(words::reasons(&self.snapshot.explain(candidate, posting, &self.options)?))
    }

    fn relaxations(&self, place: usize) -> Result<Vec<String>> {
        if self.kind == RunKind::Employer {
            return Ok(Vec::new());
        }
        let open: Vec<&str> =
            self.posts.iter().filter(|post| post.item.open).map(|post| post.item.id.as_str()).collect();
        words::relaxations(self.snapshot, &self.people[place].recipient.id, &open, &self.options)
    }
}

#[cfg(test)]
mod tests;
