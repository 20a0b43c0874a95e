//! Occupations that a title may mean, with the points that each kind of evidence gives.
//!
//! - A known title in the text: a whole part of the title counts most, then what stands at the end of a part (the head
//!   of a Chinese title stands last: 汽车销售顾问 sells), the more the more of the part's information it covers. What
//!   stands in brackets or in a later part counts less; but a trade in brackets tells the class before it: 焊工(氩弧焊).
//! - Likeness of characters to the titles of an occupation ([`super::grams`]).
//! - The head of the title, and the field that stands before it ([`super::heads`]): for classes, not for a match.
//! - Duty words in the description.
//! - What stands near the best guesses in the tables.
//!
//! All weights were chosen on half of a collection of real titles; accuracy there moves by less than a hundredth when
//! any of them moves by a fifth, so they are round.

use std::cmp::Reverse;

use crate::occupation::OccupationId;
use crate::phrases::Found;
use crate::title::Titles;
use crate::title::aliases::ClaimKind;
use crate::title::clean::Segment;
use crate::title::duties::DutyHits;
use crate::title::heads::Head;
use crate::title::mentions::LookAlikes;
use crate::title::read::{Parts, TitleContext};

/// A whole part is a known title.
const WHOLE: u32 = 1000;
/// A part without its grade and rank is a known title.
const CORE: u32 = 880;
/// A part is a known title but for one of these endings, which lists leave out; longer parts are no shortened titles.
const COMPLETED: u32 = 820;
const ENDINGS: [&str; 4] = ["工", "员", "师", "司机"];
const MOST_SHORTENED: usize = 4;
/// A known title ends a part; ends it but for a rank; stands inside. [`COVER`] comes on top, by what it covers.
const AT_END: u32 = 300;
const AT_CORE_END: u32 = 250;
const INSIDE: u32 = 100;
const COVER: u32 = 600;

/// Weights of known titles and of likeness, in tenths.
const TITLE_WEIGHT: u32 = 5;
const LIKENESS_WEIGHT: u32 = 6;
/// A row of the trades' tables speaks for common work.
const KNOWN: u32 = 40;
/// The most that duty phrases may add: as much as half a known title.
const DUTIES_LIMIT: u32 = 300;
/// So many of the best lend points to the minor group above them and to work related by `NEAR_FLOOR` or more.
const NEAR_OF: usize = 4;
const NEAR_FLOOR: u16 = 600;
const GROUP_SHARE: u32 = 700;
const NEAR_SHARE: u32 = 800;

/// Work that does not go by the title's head keeps so much of its points, in thousandths.
const OTHER_HEAD: u32 = 750;
/// A title that is nothing but a head which a field tells further.
const BARE_HEAD: u32 = 300;
/// The class that a field makes of a head; that of another field of the title; the further classes of a field.
const COMPOSED: u32 = 780;
const COMPOSED_BESIDE: u32 = 450;
const COMPOSED_LATER: u32 = 480;
/// Work that is told no further, where a title names neither known work nor a head.
const UNPLACED: u32 = 290;
/// The first class that a head usually means; each further one has so much less.
const USUAL: u32 = 380;
const USUAL_STEP: u32 = 15;

/// Points of one occupation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) occupation: OccupationId,
    pub(crate) title: u32,
    pub(crate) place: Option<Found>,
    pub(crate) likeness: u32,
    pub(crate) hits: u16,
    pub(crate) duties: u32,
    pub(crate) near: u32,
    /// Points as one of the classes that the head or the field of the title usually means.
    pub(crate) usual: u32,
    known: bool,
}

impl Candidate {
    fn new(occupation: OccupationId) -> Self {
        Self {
            occupation,
            title: 0,
            place: None,
            likeness: 0,
            hits: 0,
            duties: 0,
            near: 0,
            usual: 0,
            known: false,
        }
    }

    /// Points of its own evidence.
    pub(crate) fn own_points(&self) -> u32 {
        let words = (self.title * TITLE_WEIGHT + self.likeness * LIKENESS_WEIGHT) / 10;
        words + self.duties + if self.known { KNOWN } else { 0 }
    }

    /// Points of its own, or lent by what it stands near, whichever is more.
    pub(crate) fn points(&self) -> u32 {
        self.own_points().max(self.near).max(self.usual)
    }
}

/// Candidates sorted by occupation.
#[derive(Default)]
pub(crate) struct Candidates(Vec<Candidate>);

impl Candidates {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The owners of titles that are whole parts outside brackets, if the first part is one; else nothing.
    pub(crate) fn add_whole_titles(&mut self, titles: &Titles, parts: &Parts) {
        let look_alikes = LookAlikes::new(&titles.phrases, &parts.found);
        let mut first = false;
        for &f in &parts.found {
            let Some((order, segment)) = parts.segment_of(f) else { continue };
            if f.bytes() != segment.whole || segment.aside {
                continue;
            }
            for claim in look_alikes.allowed(&titles.phrases, f).filter(|c| c.kind == ClaimKind::Title) {
                first |= order == 0;
                self.offer(claim.occupation, later(WHOLE, order), f);
            }
        }
        if !first {
            return self.0.clear();
        }
        self.add_completed(titles, parts);
        for candidate in &mut self.0 {
            candidate.likeness = candidate.title;
            candidate.known = titles.known[candidate.occupation.index()];
        }
        self.add_asides(titles, parts, &look_alikes);
    }

    /// All evidence of the title itself.
    pub(crate) fn add_all(&mut self, titles: &Titles, parts: &Parts) {
        let look_alikes = LookAlikes::new(&titles.phrases, &parts.found);
        let told = parts.told_heads(titles);
        for &f in &parts.found {
            let Some((order, segment)) = parts.segment_of(f) else { continue };
            let mut place = later(place_points(titles, segment, f, parts.text()), order);
            // 教师 alone is a title; after 高中 it is no more than a head.
            if told.iter().any(|head| head.bytes() == f.bytes()) && f.bytes() != segment.whole {
                place = place.min(BARE_HEAD);
            }
            for claim in look_alikes.allowed(&titles.phrases, f) {
                self.offer(claim.occupation, place * kind_points(claim.kind) / 1000, f);
            }
        }
        self.add_completed(titles, parts);
        self.add_likeness(titles, &parts.main_text());
        self.add_asides(titles, parts, &look_alikes);
    }

    /// Parts that are titles but for their ending, as in lists of posts: 钣金、喷漆 are a 钣金工 and a 喷漆工.
    fn add_completed(&mut self, titles: &Titles, parts: &Parts) {
        for (order, segment) in parts.segments.iter().enumerate().filter(|(_, s)| !s.aside) {
            let known = parts.found.iter().any(|f| f.bytes() == segment.whole || f.bytes() == segment.core);
            let part = &parts.text()[segment.core.clone()];
            if known || !(2..=MOST_SHORTENED).contains(&part.chars().count()) {
                continue;
            }
            let completed =
                ENDINGS.iter().find_map(|ending| titles.owners_of_whole(&format!("{part}{ending}")));
            for occupation in completed.unwrap_or_default() {
                let candidate = self.of(occupation);
                candidate.title = candidate.title.max(later(COMPLETED, order));
            }
        }
    }

    /// A trade in brackets tells the class before them further: 焊工(氩弧焊) is an 氩弧焊工.
    fn add_asides(&mut self, titles: &Titles, parts: &Parts, look_alikes: &LookAlikes) {
        let Some(best) = self.0.iter().filter(|c| c.title >= CORE).max_by_key(|c| c.title).copied() else {
            return;
        };
        let code = titles.codes[best.occupation.index()];
        for &f in &parts.found {
            let Some((_, segment)) = parts.segment_of(f).filter(|(_, s)| s.aside) else { continue };
            if f.bytes() != segment.whole && f.bytes() != segment.core {
                continue;
            }
            let claims = look_alikes.allowed(&titles.phrases, f);
            for claim in claims.filter(|c| c.occupation != best.occupation) {
                if titles.codes[claim.occupation.index()] == code {
                    let candidate = self.of(claim.occupation);
                    *candidate = Candidate { title: best.title + 50, place: Some(f), ..best };
                    candidate.occupation = claim.occupation;
                }
            }
        }
    }

    fn add_likeness(&mut self, titles: &Titles, text: &str) {
        let mut merged = Vec::new();
        let mut old = std::mem::take(&mut self.0).into_iter().peekable();
        for (occupation, likeness) in titles.grams().likeness(text) {
            while let Some(before) = old.next_if(|c| c.occupation < occupation) {
                merged.push(before);
            }
            let same = old.next_if(|c| c.occupation == occupation);
            let candidate = same.unwrap_or_else(|| Candidate::new(occupation));
            merged.push(Candidate { likeness: u32::from(likeness), ..candidate });
        }
        merged.extend(old);
        for candidate in &mut merged {
            candidate.known = titles.known[candidate.occupation.index()];
        }
        self.0 = merged;
    }

    /// What the heads of the parts say: work that goes by no such head steps back, and the class that a field makes of
    /// the head, and the classes that it usually means, step forward.
    pub(crate) fn add_heads(&mut self, titles: &Titles, parts: &Parts) {
        let nothing = parts.heads(titles).next().is_none() && self.0.iter().all(|c| c.title == 0);
        if let Some(unplaced) = titles.unplaced.filter(|_| nothing) {
            self.expect(unplaced, UNPLACED);
        }
        for (at, head) in parts.heads(titles).enumerate() {
            if at == 0 && head.ends {
                self.set_back(titles, head);
            }
            self.add_fields(titles, head, &parts.fields);
            for (place, &usual) in titles.heads.usual(head).iter().enumerate() {
                self.expect(usual, USUAL - USUAL_STEP * place.min(9) as u32);
            }
        }
    }

    fn set_back(&mut self, titles: &Titles, head: Head) {
        for candidate in self.0.iter_mut().filter(|c| c.title < CORE) {
            if !titles.heads.may_be(head, titles.codes[candidate.occupation.index()]) {
                candidate.title = candidate.title * OTHER_HEAD / 1000;
                candidate.likeness = candidate.likeness * OTHER_HEAD / 1000;
            }
        }
    }

    fn add_fields(&mut self, titles: &Titles, head: Head, fields: &[Found]) {
        let told: Vec<(Found, &[OccupationId])> = titles.heads.fields(head, fields).collect();
        let Some(best) = told.iter().max_by_key(|(f, _)| (f.end - f.start, f.end)) else { return };
        for (field, classes) in &told {
            let first = if field == &best.0 { COMPOSED } else { COMPOSED_BESIDE };
            for (place, &class) in classes.iter().enumerate() {
                self.expect(class, if place == 0 { first } else { COMPOSED_LATER });
            }
        }
    }

    /// Duty phrases choose between candidates; they make none. Gives those of the description.
    pub(crate) fn add_duties(&mut self, titles: &Titles, context: &TitleContext<'_>) -> Vec<DutyHits> {
        let described = match context.description {
            "" => Vec::new(),
            text => titles.duties.find(text),
        };
        for hit in &described {
            self.add_hits(hit);
        }
        if !self.is_empty() {
            let around = [context.industry, context.employer].into_iter().filter(|t| !t.is_empty());
            around.flat_map(|text| titles.duties.find(text)).for_each(|hit| self.add_hits(&hit));
        }
        described
    }

    fn add_hits(&mut self, hit: &DutyHits) {
        if let Ok(at) = self.0.binary_search_by_key(&hit.occupation, |c| c.occupation) {
            let candidate = &mut self.0[at];
            candidate.duties = (candidate.duties + hit.weight / 10).min(DUTIES_LIMIT);
            candidate.hits = candidate.hits.saturating_add(hit.hits);
        }
    }

    /// Adds what stands near the best: the minor group above each, and the work that the tables relate to it.
    pub(crate) fn add_near(&mut self, titles: &Titles) {
        for best in self.best(NEAR_OF) {
            let points = best.points();
            if let Some(group) = titles.groups[best.occupation.index()] {
                self.lend(group, points * GROUP_SHARE / 1000);
            }
            for (near, fit) in titles.fits.reached_from(best.occupation, NEAR_FLOOR) {
                self.lend(near, points * u32::from(fit.points) / 1000 * NEAR_SHARE / 1000);
            }
        }
    }

    /// The best by points, then by id.
    pub(crate) fn best(&self, limit: usize) -> Vec<Candidate> {
        let key = |c: &Candidate| (Reverse(c.points()), c.occupation);
        let mut sorted = self.0.clone();
        // Likeness offers a thousand candidates for a handful of places: the rest need no order.
        if 0 < limit && limit < sorted.len() {
            sorted.select_nth_unstable_by_key(limit - 1, key);
        }
        sorted.truncate(limit);
        sorted.sort_unstable_by_key(key);
        sorted
    }

    /// Classes and groups by the likeness of their official names to the title.
    pub(crate) fn best_names(&self, titles: &Titles, text: &str) -> Vec<Candidate> {
        let mut names: Vec<Candidate> = titles
            .names()
            .likeness(text)
            .into_iter()
            .map(|(occupation, likeness)| Candidate {
                likeness: u32::from(likeness),
                ..Candidate::new(occupation)
            })
            .collect();
        names.sort_unstable_by_key(|c| (Reverse(c.likeness), c.occupation));
        names
    }

    fn offer(&mut self, occupation: OccupationId, points: u32, place: Found) {
        let candidate = self.of(occupation);
        if points > candidate.title {
            candidate.title = points;
            candidate.place = Some(place);
        }
    }

    fn expect(&mut self, occupation: OccupationId, points: u32) {
        let candidate = self.of(occupation);
        candidate.usual = candidate.usual.max(points);
    }

    fn lend(&mut self, occupation: OccupationId, points: u32) {
        let candidate = self.of(occupation);
        candidate.near = candidate.near.max(points);
    }

    fn of(&mut self, occupation: OccupationId) -> &mut Candidate {
        let at = match self.0.binary_search_by_key(&occupation, |c| c.occupation) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, Candidate::new(occupation));
                at
            }
        };
        &mut self.0[at]
    }
}

/// How much a title counts at its place.
fn place_points(titles: &Titles, segment: &Segment, f: Found, text: &str) -> u32 {
    let (whole, core) = (&segment.whole, &segment.core);
    let end = f.end as usize;
    let points = if f.bytes() == *whole {
        WHOLE
    } else if f.start as usize <= core.start && end >= core.end {
        CORE
    } else {
        let told = |range: std::ops::Range<usize>| titles.grams().information(&text[range]);
        let cover = (told(f.bytes()) * 1000 / told(whole.clone()).max(1)).min(1000) * COVER / 1000;
        let base = if end == whole.end { AT_END } else { AT_CORE_END };
        cover + if end == whole.end || end == core.end { base } else { INSIDE }
    };
    if segment.aside { points / 2 } else { points }
}

/// Each later part counts a tenth less, down to six tenths.
fn later(points: u32, order: usize) -> u32 {
    points * (10 - order.min(4) as u32) / 10
}

fn kind_points(kind: ClaimKind) -> u32 {
    match kind {
        ClaimKind::Title => 1000,
        ClaimKind::Derived => 850,
        ClaimKind::Spoken => 750,
        ClaimKind::Not => 0,
    }
}
