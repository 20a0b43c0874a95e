//! One raw title to ranked occupations.

use rengang_text::fold;

use crate::occupation::OccupationId;
use crate::phrases::Found;
use crate::title::candidates::{Candidate, Candidates};
use crate::title::clean::{Segment, segments};
use crate::title::heads::Head;
use crate::title::{SURE, Titles, described};

/// What stands around a title, folded; empty text says nothing.
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
    /// 0..=1000: how often a first guess of such points agreed with the labelled minor group, in thousandths; measured
    /// on real titles of which 10 to 15 % are labelled wrongly, so even a title that the tables know whole has about 665.
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
    /// Duty phrases in the description, the industry or the employer's name.
    Duties {
        /// How many.
        hits: u16,
    },
    /// What stands before the head of the title makes it so: 医药 before 销售; or the head usually means it.
    Head,
    /// The tables relate it to a better guess, or it is the minor group above one.
    Near,
}

/// Guesses that a reader may want beside the first.
const GUESSES: usize = 5;
/// Of ten suggestions, four are official names that look like the title. Measured: the labelled class is among the
/// first ten five hundredths more often, since people and programs that classify go by official names.
const BY_NAME: usize = 4;

/// The guesses that are sure enough, or none. What heads alone tell is a class and no trade, which serves statistics and
/// misleads a match, so that it is left to [`classify`].
pub(crate) fn read(titles: &Titles, raw: &str, context: &TitleContext<'_>) -> Vec<OccupationGuess> {
    let parts = Parts::new(titles, raw);
    let mut candidates = Candidates::default();
    candidates.add_whole_titles(titles, &parts);
    if candidates.is_empty() {
        candidates.add_all(titles, &parts);
    }
    let described = candidates.add_duties(titles, context);
    let mut guesses = candidates.best(GUESSES).iter().map(|c| guess(c, &parts)).collect::<Vec<_>>();
    guesses.retain(|g| g.confidence >= SURE);
    described::tell(titles, parts.text(), context, &described, &mut guesses);
    guesses.truncate(GUESSES);
    guesses
}

/// The first `limit` suggestions, each code once, however unsure; two of five of a long list are official names alike.
pub(crate) fn classify(titles: &Titles, raw: &str, limit: usize) -> Vec<OccupationGuess> {
    let mut parts = Parts::new(titles, raw);
    parts.find_heads(titles);
    let mut candidates = Candidates::default();
    candidates.add_all(titles, &parts);
    candidates.add_heads(titles, &parts);
    candidates.add_near(titles);
    let by_name = if limit < 5 { 0 } else { limit * BY_NAME / 10 };
    let mut guesses = Vec::with_capacity(limit);
    push_codes(&mut guesses, titles, &parts, candidates.best(usize::MAX), limit - by_name);
    if by_name > 0 {
        push_codes(&mut guesses, titles, &parts, candidates.best_names(titles, parts.text()), limit);
    }
    guesses
}

/// Adds guesses of codes that are not there yet, until there are `limit`.
fn push_codes(
    guesses: &mut Vec<OccupationGuess>,
    titles: &Titles,
    parts: &Parts,
    candidates: Vec<Candidate>,
    limit: usize,
) {
    let code = |id: OccupationId| titles.codes[id.index()];
    for candidate in candidates {
        if guesses.len() >= limit {
            return;
        }
        if guesses.iter().all(|g| code(g.occupation) != code(candidate.occupation)) {
            guesses.push(guess(&candidate, parts));
        }
    }
}

/// A folded title, what it names, and the parts that may name work.
pub(crate) struct Parts {
    folded: rengang_text::Folded,
    pub(crate) found: Vec<Found>,
    pub(crate) segments: Vec<Segment>,
    heads: Vec<Found>,
    pub(crate) fields: Vec<Found>,
}

impl Parts {
    fn new(titles: &Titles, raw: &str) -> Self {
        let folded = fold(raw);
        let (mut found, mut words) = (Vec::new(), Vec::new());
        titles.phrases.find_all(folded.as_str(), &mut found);
        titles.words.find_all(folded.as_str(), &mut words);
        let segments = segments(folded.as_str(), &found, &words, &titles.words);
        Self { folded, found, segments, heads: Vec::new(), fields: Vec::new() }
    }

    /// Finds heads and fields.
    fn find_heads(&mut self, titles: &Titles) {
        titles.heads.find_all(self.folded.as_str(), &mut self.heads);
        titles.heads.find_fields(self.folded.as_str(), &mut self.fields);
    }

    /// The head of each part outside brackets.
    pub(crate) fn heads<'a>(&'a self, titles: &'a Titles) -> impl Iterator<Item = Head> + 'a {
        let parts = self.segments.iter().filter(|s| !s.aside);
        parts.filter_map(|s| titles.heads.of_part(&self.heads, &s.whole, &s.core))
    }

    /// The places of heads that a field of the title tells further.
    pub(crate) fn told_heads(&self, titles: &Titles) -> Vec<Found> {
        let told = |head: &Head| titles.heads.fields(*head, &self.fields).next().is_some();
        self.heads(titles).filter(told).map(|head| head.place).collect()
    }

    pub(crate) fn text(&self) -> &str {
        self.folded.as_str()
    }

    /// The part that holds a place, and its number.
    pub(crate) fn segment_of(&self, f: Found) -> Option<(usize, &Segment)> {
        let holds = |s: &Segment| s.whole.start <= f.start as usize && f.end as usize <= s.whole.end;
        self.segments.iter().enumerate().find(|(_, s)| holds(s))
    }

    /// What likeness compares: the parts outside brackets, whole if they are known titles, else without their rank.
    pub(crate) fn main_text(&self) -> String {
        let known = |s: &Segment| self.found.iter().any(|f| f.bytes() == s.whole);
        let told = |s: &Segment| if known(s) { s.whole.clone() } else { s.core.clone() };
        let main: Vec<&str> =
            self.segments.iter().filter(|s| !s.aside).map(|s| &self.text()[told(s)]).collect();
        main.join(" ")
    }
}

fn guess(candidate: &Candidate, parts: &Parts) -> OccupationGuess {
    let mut evidence = Vec::with_capacity(2);
    if let Some(place) = candidate.place {
        let bytes = parts.folded.original_span(place.bytes());
        evidence.push(Evidence::Title { bytes, points: candidate.title as u16 });
    }
    if candidate.likeness > 0 {
        evidence.push(Evidence::Likeness { points: candidate.likeness as u16 });
    }
    if candidate.hits > 0 {
        evidence.push(Evidence::Duties { hits: candidate.hits });
    }
    if candidate.usual > candidate.own_points() {
        evidence.push(Evidence::Head);
    }
    if candidate.near > candidate.own_points().max(candidate.usual) {
        evidence.push(Evidence::Near);
    }
    OccupationGuess { occupation: candidate.occupation, confidence: confidence(candidate.points()), evidence }
}

/// Points to how often a first guess with such points is right, between measured marks.
fn confidence(points: u32) -> u16 {
    let above = MARKS.partition_point(|&(p, _)| p <= points);
    let (low, from) = MARKS[above - 1];
    let Some(&(high, to)) = MARKS.get(above) else { return from as u16 };
    (from + (to - from) * (points - low) / (high - low)) as u16
}

/// Points, and first guesses of about such points that agree with the label's minor group, in thousandths. Measured on
/// half B of the titles, which was not read while rules and tables were made; half A would promise a tenth more.
const MARKS: [(u32, u32); 7] =
    [(0, 0), (250, 300), (450, 415), (650, 530), (850, 560), (1030, 610), (1140, 665)];
