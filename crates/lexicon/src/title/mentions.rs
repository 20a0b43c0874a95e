//! Occupations named in free text: wishes, histories, duties.

use std::ops::Range;

use crate::occupation::OccupationId;
use crate::phrases::{Found, Phrases, leftmost_longest};
use crate::title::aliases::{Claim, ClaimKind};

/// How a text names an occupation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By a name or title: 叉车司机.
    Title,
    /// By what people say: 开叉车.
    Spoken,
}

/// One place in a text that names one occupation, or several that share the phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Bytes in the folded text.
    pub bytes: Range<usize>,
    /// What it may stand for, by id; never empty.
    pub occupations: Vec<OccupationId>,
    /// Whether it is a title or said.
    pub kind: MentionKind,
    /// 0..=1000: how surely the phrase stands for each of them; less for short, spoken and shared phrases.
    pub strength: u16,
}

/// The mentions of `found`, leftmost and longest, without what look-alike phrases forbid.
pub(crate) fn mentions(phrases: &Phrases<Claim>, found: &[Found]) -> Vec<Mention> {
    let look_alikes = LookAlikes::new(phrases, found);
    let told: Vec<Found> =
        found.iter().copied().filter(|f| look_alikes.allowed(phrases, *f).next().is_some()).collect();
    leftmost_longest(&told).filter_map(|f| mention(phrases, f, &look_alikes)).collect()
}

fn mention(phrases: &Phrases<Claim>, found: Found, look_alikes: &LookAlikes) -> Option<Mention> {
    let best = look_alikes.allowed(phrases, found).map(|c| c.kind).min()?;
    let mut occupations: Vec<OccupationId> =
        look_alikes.allowed(phrases, found).filter(|c| c.kind == best).map(|c| c.occupation).collect();
    occupations.sort_unstable();
    occupations.dedup();
    let kind = if best == ClaimKind::Spoken { MentionKind::Spoken } else { MentionKind::Title };
    let strength = strength(best, phrases.chars(found.phrase), occupations.len());
    Some(Mention { bytes: found.bytes(), occupations, kind, strength })
}

/// Chosen: titles are surer than speech, three characters surer than two, and what two share is half of each's.
fn strength(kind: ClaimKind, chars: u16, owners: usize) -> u16 {
    let base = match kind {
        ClaimKind::Title => 1000,
        ClaimKind::Derived => 800,
        ClaimKind::Spoken | ClaimKind::Not => 750,
    };
    let base = if chars <= 2 { base - 150 } else { base };
    (base * 2 / (owners as u32 + 1)).min(base) as u16
}

/// Places where look-alike phrases stand, with the occupation that they are not.
pub(crate) struct LookAlikes(Vec<(OccupationId, u32, u32)>);

impl LookAlikes {
    pub(crate) fn new(phrases: &Phrases<Claim>, found: &[Found]) -> Self {
        let mut places = Vec::new();
        for f in found {
            // `Not` is the last kind, so a phrase that holds one ends its claims with it.
            let not = phrases.values(f.phrase).iter().rev().take_while(|c| c.kind == ClaimKind::Not);
            places.extend(not.map(|c| (c.occupation, f.start, f.end)));
        }
        Self(places)
    }

    /// The claims of a place without those of occupations that a look-alike phrase over it forbids.
    pub(crate) fn allowed<'a>(
        &'a self,
        phrases: &'a Phrases<Claim>,
        f: Found,
    ) -> impl Iterator<Item = Claim> + 'a {
        let claims = phrases.values(f.phrase).iter().copied().filter(|c| c.kind != ClaimKind::Not);
        claims.filter(move |c| !self.forbids(c.occupation, f))
    }

    /// A look-alike that overlaps the place forbids it, unless the place holds the whole look-alike and more.
    fn forbids(&self, occupation: OccupationId, f: Found) -> bool {
        self.0.iter().any(|&(owner, start, end)| {
            let overlaps = start < f.end && f.start < end;
            let holds = f.start <= start && end <= f.end && (f.start, f.end) != (start, end);
            owner == occupation && overlaps && !holds
        })
    }
}
