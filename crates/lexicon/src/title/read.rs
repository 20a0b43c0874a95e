//! One raw title to ranked occupations.
//!
//! Three kinds of evidence, each 0..=1000 for each occupation:
//! - a known title in the text: whole parts count most, then titles at the end of a part (the head of a Chinese title
//!   stands last: 汽车销售顾问 sells), then others; what stands in brackets or in a later part counts less;
//! - likeness of characters to the titles of an occupation ([`super::grams`]);
//! - duty words in the description.

use std::cmp::Reverse;

use rengang_text::{Folded, fold};

use crate::occupation::OccupationId;
use crate::phrases::Found;
use crate::title::aliases::ClaimKind;
use crate::title::clean::{Segment, segments};
use crate::title::mentions::LookAlikes;
use crate::title::{Duties, Titles};

/// What stands around a title; empty text says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct TitleContext<'a> {
    /// The description of the post.
    pub description: &'a str,
    /// The employer's industry.
    pub industry: &'a str,
    /// The employer's name.
    pub employer: &'a str,
}

/// An occupation that a title may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationGuess {
    /// The occupation.
    pub occupation: OccupationId,
    /// 0..=1000: about how often such a guess names the right minor group, in thousandths.
    pub confidence: u16,
    /// What speaks for it, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// What speaks for an occupation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evidence {
    /// A known title.
    Title {
        /// Bytes in the raw title.
        bytes: std::ops::Range<usize>,
        /// 0..=1000.
        points: u16,
    },
    /// Characters shared with one of its titles.
    Likeness {
        /// 0..=1000.
        points: u16,
    },
    /// Duty phrases in the description or the industry.
    Duties {
        /// How many.
        hits: u16,
    },
}

/// Points of an occupation while a title is read.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    occupation: OccupationId,
    title: u32,
    place: Option<Found>,
    likeness: u32,
    hits: u16,
    duties: u32,
    near: u32,
    known: bool,
}

impl Candidate {
    fn new(occupation: OccupationId) -> Self {
        Self { occupation, title: 0, place: None, likeness: 0, hits: 0, duties: 0, near: 0, known: false }
    }

    fn points(&self) -> u32 {
        let own =
            self.title * 5 / 10 + self.likeness * 6 / 10 + self.duties + if self.known { KNOWN } else { 0 };
        own.max(self.near)
    }
}

/// A row of the trades' tables speaks for common work. Chosen on half of the titles.
const KNOWN: u32 = 40;

/// How many of the best lend points to what stands near them.
const NEAR_OF: usize = 4;
const GROUP_SHARE: u32 = 700;
const NEAR_FLOOR: u16 = 600;
const NEAR_SHARE: u32 = 900;

/// Ranks the occupations that `raw` may mean, at most `limit`.
pub(crate) fn rank(
    titles: &Titles,
    duties: &Duties,
    raw: &str,
    context: &TitleContext<'_>,
    limit: usize,
) -> Vec<OccupationGuess> {
    let folded = fold(raw);
    let text = folded.as_str();
    let (mut found, mut words) = (Vec::new(), Vec::new());
    titles.phrases.find_all(text, &mut found);
    titles.words.find_all(text, &mut words);
    let segments = segments(text, &found, &words, &titles.words);
    let mut candidates = Candidates(Vec::new());
    candidates.add_titles(titles, &found, &segments, text);
    candidates.add_likeness(titles, &main_text(text, &segments, &found));
    candidates.add_duties(duties, context);
    candidates.add_near(titles);
    candidates.finish(titles, &folded, limit)
}

/// Guesses below this are kept back. Chosen: about two of five of them are wrong on half of the titles.
const SURE: u16 = 350;
/// Guesses that a reader may want beside the first.
const GUESSES: usize = 5;

/// The guesses that are sure enough, or none.
pub(crate) fn read(
    titles: &Titles,
    duties: &Duties,
    raw: &str,
    context: &TitleContext<'_>,
) -> Vec<OccupationGuess> {
    let mut guesses = rank(titles, duties, raw, context, GUESSES);
    guesses.retain(|g| g.confidence >= SURE);
    guesses
}

/// What likeness compares: the parts outside brackets, each whole if it is a known title, else without its rank.
fn main_text(text: &str, segments: &[Segment], found: &[Found]) -> String {
    let known = |s: &Segment| found.iter().any(|f| f.bytes() == s.whole);
    let told = |s: &Segment| if known(s) { s.whole.clone() } else { s.core.clone() };
    let main: Vec<&str> = segments.iter().filter(|s| !s.aside).map(|s| &text[told(s)]).collect();
    if main.is_empty() { text.to_owned() } else { main.join(" ") }
}

/// Candidates sorted by occupation.
struct Candidates(Vec<Candidate>);

impl Candidates {
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

    fn add_titles(&mut self, titles: &Titles, found: &[Found], segments: &[Segment], text: &str) {
        let look_alikes = LookAlikes::new(&titles.phrases, found);
        for f in found {
            let Some((order, segment)) = segments.iter().enumerate().find(|(_, s)| holds(s, f)) else {
                continue;
            };
            let place = place_points(segment, f, order, text);
            for claim in look_alikes.allowed(&titles.phrases, *f) {
                let points = place * kind_points(claim.kind) / 1000;
                let candidate = self.of(claim.occupation);
                if points > candidate.title {
                    candidate.title = points;
                    candidate.place = Some(*f);
                }
            }
        }
    }

    fn add_likeness(&mut self, titles: &Titles, main: &str) {
        let mut merged = Vec::new();
        let mut old = std::mem::take(&mut self.0).into_iter().peekable();
        for (occupation, likeness) in titles.grams().likeness(main) {
            while let Some(before) = old.next_if(|c| c.occupation < occupation) {
                merged.push(before);
            }
            let mut candidate =
                old.next_if(|c| c.occupation == occupation).unwrap_or_else(|| Candidate::new(occupation));
            candidate.likeness = u32::from(likeness);
            merged.push(candidate);
        }
        merged.extend(old);
        for candidate in &mut merged {
            candidate.known = titles.known[candidate.occupation.index()];
        }
        self.0 = merged;
    }

    fn add_duties(&mut self, duties: &Duties, context: &TitleContext<'_>) {
        for text in [context.description, context.industry, context.employer] {
            if text.is_empty() {
                continue;
            }
            for hit in duties.find(fold(text).as_str()) {
                if let Ok(at) = self.0.binary_search_by_key(&hit.occupation, |c| c.occupation) {
                    self.0[at].duties += (hit.weight / 10).min(300);
                    self.0[at].hits += hit.hits;
                }
            }
        }
    }

    /// Adds what stands near the best: the minor group above each, and the work that the tables relate to it.
    fn add_near(&mut self, titles: &Titles) {
        let mut best: Vec<(OccupationId, u32)> = self.0.iter().map(|c| (c.occupation, c.points())).collect();
        best.sort_unstable_by_key(|&(occupation, points)| (Reverse(points), occupation));
        for (occupation, points) in best.into_iter().take(NEAR_OF) {
            if let Some(group) = titles.groups[occupation.index()] {
                self.raise(group, points * GROUP_SHARE / 1000);
            }
            for (near, fit) in titles.fits.reached_from(occupation, NEAR_FLOOR) {
                self.raise(near, points * u32::from(fit.points) / 1000 * NEAR_SHARE / 1000);
            }
        }
    }

    fn raise(&mut self, occupation: OccupationId, points: u32) {
        let candidate = self.of(occupation);
        candidate.near = candidate.near.max(points);
    }

    fn finish(mut self, _titles: &Titles, folded: &Folded, limit: usize) -> Vec<OccupationGuess> {
        self.0.sort_unstable_by_key(|c| (Reverse(c.points()), c.occupation));
        self.0.truncate(limit);
        self.0.iter().map(|c| guess(c, folded)).collect()
    }
}

fn holds(segment: &Segment, f: &Found) -> bool {
    segment.whole.start <= f.start as usize && f.end as usize <= segment.whole.end
}

/// How much a title counts at its place.
fn place_points(segment: &Segment, f: &Found, order: usize, text: &str) -> u32 {
    let (whole, core) = (&segment.whole, &segment.core);
    let chars = |range: std::ops::Range<usize>| text[range].chars().count() as u32;
    let cover = chars(f.bytes()) * 1000 / chars(whole.clone()).max(1);
    let end = f.end as usize;
    let base = if f.bytes() == *whole {
        1000
    } else if f.start as usize <= core.start && end >= core.end {
        880
    } else if end == whole.end {
        550 + cover * 3 / 10
    } else if end == core.end {
        480 + cover * 3 / 10
    } else {
        200 + cover * 3 / 10
    };
    let base = if segment.aside { base / 2 } else { base };
    base * (10 - order.min(4) as u32) / 10
}

fn kind_points(kind: ClaimKind) -> u32 {
    match kind {
        ClaimKind::Title => 1000,
        ClaimKind::Derived => 850,
        ClaimKind::Spoken => 750,
        ClaimKind::Not => 0,
    }
}

fn guess(candidate: &Candidate, folded: &Folded) -> OccupationGuess {
    let mut evidence = Vec::with_capacity(3);
    if let Some(place) = candidate.place {
        let bytes = folded.original_span(place.bytes());
        evidence.push(Evidence::Title { bytes, points: candidate.title as u16 });
    }
    if candidate.likeness > 0 {
        evidence.push(Evidence::Likeness { points: candidate.likeness as u16 });
    }
    if candidate.hits > 0 {
        evidence.push(Evidence::Duties { hits: candidate.hits });
    }
    OccupationGuess {
        occupation: candidate.occupation,
        confidence: candidate.points().min(1000) as u16,
        evidence,
    }
}
