//! The index of the engine as a source of referrals.
//!
//! Records are read once, in parallel, for what a run needs besides scores: consents, groups, titles, headcounts. They
//! stand in the order of ids, as the index has them.

mod consents;
mod gig;
mod words;

use std::ops::{ControlFlow, Range};

use jiff::civil::Date;
use rayon::prelude::*;
use rengang::model::{
    Candidate, EmploymentForm, Field, Posting, RawPosting, Schedule, ScheduleWish, Settlement, Status,
};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang::{Bent, Engine, For, Language, MatchOptions, Ranking, RelaxPolicy, Snapshot};
use rengang_lexicon::region::RegionCode;
use rustc_hash::FxHashMap;

use crate::error::{Error, Result};
use crate::facts::{Ask, Item, Offer, Reasons, Recipient, Referrals, RunKind, TakeOffers};

pub use consents::IndexConsents;

/// A snapshot of the index on one day, for runs of one kind.
///
/// ```
/// use std::sync::Arc;
/// use rengang::{Bent, Engine, Knowledge};
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
    engine: &'s Engine,
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
    /// When they can work.
    schedule: ScheduleWish,
}

/// What is known of a posting besides scores.
struct PostFacts {
    item: Item,
    regions: Vec<RegionCode>,
    /// The hours of a gig; of other posts nobody asks here.
    schedule: Schedule,
}

impl<'s> IndexReferrals<'s> {
    /// Reads the records; `group` names the group of duplicates that a posting is in.
    ///
    /// # Errors
    /// [`ErrorKind::Referrals`](crate::ErrorKind::Referrals) where the index is damaged.
    pub fn new(
        engine: &'s Engine,
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
        let options = MatchOptions::new(day).with_bent(Bent::LeftOut);
        Ok(Self { engine, snapshot, kind, options, people, posts, items, places })
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

    /// Offers of a ranking.
    fn list(&self, ranking: &Ranking) -> Vec<Offer> {
        let offer = |hit: &rengang::Match| Offer {
            item: self.places[&hit.id],
            score: hit.score.min(10_000) as u16,
            nearness: 0,
        };
        ranking.matches.iter().map(offer).collect()
    }
}

fn person(snapshot: &Snapshot<'_>, reader: &Reader, id: &str) -> Result<PersonFacts> {
    let Candidate {
        consent, personalisation, status, groups, home, region, schedule, available_from, ..
    } = read_candidate(&snapshot.raw_candidate(id)?, reader).value;
    let wished = region.places.iter().map(|place| place.region);
    let named: Vec<_> = home.map_or_else(|| wished.collect(), |home| vec![home]);
    let recipient = Recipient {
        id: id.to_owned(),
        consent,
        personalisation,
        open: status == Status::Open,
        groups: groups.iter().map(|group| group.code().to_owned()).collect(),
        available_from,
    };
    Ok(PersonFacts { recipient, regions: named.into_iter().filter_map(region_code).collect(), schedule })
}

/// A person as what is recommended: only who agreed to it is open, and did not refuse to be chosen by their profile.
fn as_item(person: &PersonFacts) -> Item {
    let Recipient { id, consent, personalisation, open, .. } = &person.recipient;
    let agreed = *consent == Some(true) && *personalisation != Some(false);
    Item { id: id.clone(), open: *open && agreed, ..Item::default() }
}

fn post(snapshot: &Snapshot<'_>, reader: &Reader, day: Date, id: &str, group: String) -> Result<PostFacts> {
    let raw = snapshot.raw_posting(id)?;
    let posting = read_posting(&raw, reader).value;
    let item = Item {
        id: id.to_owned(),
        group,
        title: raw.text(Field::Title).to_owned(),
        about: about(&raw),
        headcount: posting.headcount.as_ref().and_then(|headcount| headcount.max.or(headcount.min)),
        occupation: occupation(&posting, reader),
        published: posting.published,
        gig: is_gig(&posting),
        open: snapshot.is_open(id, day)?,
    };
    let regions = posting.workplaces.places.iter().filter_map(|place| region_code(place.region)).collect();
    let schedule = if item.gig { posting.schedule } else { Schedule::default() };
    Ok(PostFacts { item, regions, schedule })
}

/// `河西区 · 6-8K · 某某公司`.
fn about(raw: &RawPosting) -> String {
    let said = [Field::Region, Field::Pay, Field::Employer].map(|field| raw.text(field).trim());
    let said: Vec<&str> = said.into_iter().filter(|text| !text.is_empty()).collect();
    said.join(" · ")
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
        if let Some(since) = ask.gigs_since {
            return self.gigs(part, ask, since, take);
        }
        let options = self.options.clone().with_top(ask.top)?.with_min_score(ask.min_score);
        let (mut place, mut failed) = (part.start, None::<Error>);
        let matched = self.snapshot.match_all(self.queries(), part, &options, |ranking| {
            let taken = take(place, self.list(&ranking));
            place += 1;
            match taken {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failed = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        matched?;
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

    fn reasons(&self, pairs: &[(usize, u32)]) -> Result<Vec<Reasons>> {
        let one = |&(place, item): &(usize, u32)| {
            let (candidate, posting) = self.pair(place, item);
            let explanation = self.snapshot.explain(candidate, posting, &self.options)?;
            Ok(words::reasons(&explanation, self.kind))
        };
        pairs.par_iter().map(one).collect()
    }

    fn relaxations(&self, place: usize, min_score: u32, policy: &RelaxPolicy) -> Result<Vec<String>> {
        if self.kind == RunKind::Employer {
            return Ok(Vec::new());
        }
        let options = self.options.clone().with_min_score(min_score);
        let id = &self.people[place].recipient.id;
        Ok(self.snapshot.relax(id, &options, policy)?.lines(Language::Chinese))
    }
}

#[cfg(test)]
mod tests;
