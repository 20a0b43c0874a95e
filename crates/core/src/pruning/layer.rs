//! A layer: postings in an order that puts like beside like, and what the parts see of them under small keys.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::dictionary::{Dictionary, OTHER};
use crate::features::{Offered, Sketch, SkillAsked};
use crate::model::OccupationId;
use crate::score::{Look, experience_seen, only_guessed};

/// What the parts see of a posting, as keys of the layer's dictionaries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    pub(super) looks: [u16; Look::ALL.len()],
    pub(super) claims: u16,
    pub(super) experience: u16,
}

/// What the work may be, with how sure that is.
pub(super) type Claims = Vec<(OccupationId, u16)>;

/// Slots with one head of their claims and one group of places, side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    /// The occupation that is claimed first, or [`OTHER`].
    pub(super) head: u16,
    pub(super) group: u16,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// An immutable set of postings. A slot is a posting's place in it.
pub(crate) struct Layer {
    /// The distinct sights of each look, by key.
    pub(super) sights: [Vec<Offered>; Look::ALL.len()],
    pub(super) claims: Vec<Claims>,
    /// The keys of the claims of ads whose work was not recognised, or guessed at most: they refuse nobody.
    pub(super) nameless: Vec<u16>,
    /// A posting that says nothing.
    pub(super) silent: Offered,
    pub(super) demands: Vec<Offered>,
    /// Keys of the claims that name an occupation, by occupation.
    pub(super) by_occupation: FxHashMap<OccupationId, Vec<u16>>,
    /// Keys of the sights of places, by group.
    pub(super) groups: Vec<Vec<u16>>,
    /// In the order of heads, then groups.
    pub(super) cells: Vec<Cell>,
    pub(super) keys: Vec<Keys>,
    /// For each sight of places, one with the same places that offers neither lodging nor shuttle.
    pub(super) without_lodging: Vec<u16>,
    /// The distinct demands of skills.
    pub(super) asked: Vec<SkillAsked>,
    skills_from: Vec<u32>,
    skills: Vec<u16>,
    sketch_from: Vec<u32>,
    buckets: Vec<u16>,
    impacts: Vec<u8>,
}

/// The place of [`Look::Place`] among the looks.
pub(super) const PLACE: usize = 0;

impl Layer {
    /// The layer of `postings`, and for each slot the place of its posting among them.
    pub(super) fn build(postings: &[&Offered]) -> (Self, Vec<u32>) {
        let mut sights: [Dictionary<Offered>; Look::ALL.len()] = Default::default();
        let (mut claims, mut demands) = (Dictionary::default(), Dictionary::default());
        let mut keyed: Vec<(Keys, u32)> = Vec::with_capacity(postings.len());
        for (at, offered) in postings.iter().enumerate() {
            let mut looks = [OTHER; Look::ALL.len()];
            for (look, key) in looks.iter_mut().enumerate() {
                *key = sights[look].key(Look::ALL[look].seen(offered));
            }
            let keys = Keys {
                looks,
                claims: claims.key(offered.occupations.clone()),
                experience: demands.key(experience_seen(offered)),
            };
            keyed.push((keys, at as u32));
        }
        let without_lodging = without_lodging(&mut sights[PLACE]);
        let sights = sights.map(Dictionary::into_values);
        let (claims, demands) = (claims.into_values(), demands.into_values());
        let (group_of, groups) = group(&sights[PLACE]);
        let cell = |keys: &Keys| (head(&claims, keys.claims), of_place(&group_of, keys.looks[PLACE]));
        keyed.sort_by_key(|(keys, at)| (cell(keys), keys.claims, keys.looks[PLACE], *at));
        let cells = cells(keyed.iter().map(|(keys, _)| cell(keys)));
        let by_occupation = by_occupation(&claims);
        let nameless =
            (0..claims.len()).filter(|&key| only_guessed(&claims[key])).map(|key| key as u16).collect();
        let mut asked = Dictionary::default();
        let (mut skills_from, mut skills) = (vec![0], Vec::new());
        let (mut sketch_from, mut buckets, mut impacts) = (vec![0], Vec::new(), Vec::new());
        for (_, at) in &keyed {
            let offered = postings[*at as usize];
            skills.extend(offered.skills.iter().map(|demand| asked.key(demand.clone())));
            skills_from.push(skills.len() as u32);
            for (bucket, impact) in offered.terms.sketch() {
                buckets.push(bucket);
                impacts.push(impact);
            }
            sketch_from.push(buckets.len() as u32);
        }
        let (keys, order) = keyed.into_iter().unzip();
        let layer = Self {
            sights,
            claims,
            nameless,
            silent: Offered::default(),
            demands,
            by_occupation,
            groups,
            cells,
            keys,
            without_lodging,
            asked: asked.into_values(),
            skills_from,
            skills,
            sketch_from,
            buckets,
            impacts,
        };
        (layer, order)
    }

    /// The words of a slot.
    pub(super) fn sketch(&self, slot: u32) -> Sketch<'_> {
        let words = of_slot(&self.sketch_from, slot);
        Sketch { buckets: &self.buckets[words.clone()], impacts: &self.impacts[words] }
    }

    /// Keys of the skills that a slot asks for.
    pub(super) fn skills(&self, slot: u32) -> &[u16] {
        &self.skills[of_slot(&self.skills_from, slot)]
    }

    /// The first occupation of claims, or [`OTHER`].
    pub(super) fn head(&self, claims: u16) -> u16 {
        head(&self.claims, claims)
    }

    /// Sizes, for people.
    pub(super) fn summary(&self) -> String {
        let sights =
            Look::ALL.iter().zip(&self.sights).map(|(look, sights)| format!("{look:?} {}", sights.len()));
        format!(
            "{} slots, {} cells, {} words, {} claims, {} demands, {} skills, {}",
            self.keys.len(),
            self.cells.len(),
            self.buckets.len(),
            self.claims.len(),
            self.demands.len(),
            self.asked.len(),
            sights.collect::<Vec<_>>().join(", ")
        )
    }
}

/// The stretch of a slot in a list of all slots.
fn of_slot(from: &[u32], slot: u32) -> Range<usize> {
    let slot = slot as usize;
    from[slot] as usize..from[slot + 1] as usize
}

/// For each sight of places, the key of the same places with neither lodging nor shuttle; its own where no key is left.
fn without_lodging(places: &mut Dictionary<Offered>) -> Vec<u16> {
    let sights: Vec<Offered> = places.values().to_vec();
    let plain = sights.into_iter().enumerate().map(|(key, sight)| {
        match places.key(Offered { lodging: false, shuttle: false, ..sight }) {
            OTHER => key as u16,
            plain => plain,
        }
    });
    plain.collect()
}

fn head(claims: &[Claims], key: u16) -> u16 {
    claims.get(usize::from(key)).and_then(|claims| claims.first()).map_or(OTHER, |(id, _)| id.0)
}

/// The group of a sight of places, [`OTHER`] for one that is not known.
fn of_place(group_of: &[u16], key: u16) -> u16 {
    group_of.get(usize::from(key)).copied().unwrap_or(OTHER)
}

/// Groups sights of places by the county of the first place: the group of each sight, and the sights of each group.
fn group(places: &[Offered]) -> (Vec<u16>, Vec<Vec<u16>>) {
    let mut counties = Dictionary::default();
    let mut groups: Vec<Vec<u16>> = Vec::new();
    let group_of = places.iter().enumerate().map(|(key, sight)| {
        // Nine digits: province, city, county, street.
        let county =
            sight.places.first().filter(|_| !sight.anywhere && !sight.remote).map(|code| code.0 / 1000);
        let group = counties.key(county);
        if usize::from(group) == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(sights) = groups.get_mut(usize::from(group)) {
            sights.push(key as u16);
        }
        group
    });
    (group_of.collect(), groups)
}

fn cells(slots: impl Iterator<Item = (u16, u16)>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (slot, (head, group)) in slots.enumerate() {
        match cells.last_mut().filter(|cell| (cell.head, cell.group) == (head, group)) {
            Some(cell) => cell.to = slot as u32 + 1,
            None => cells.push(Cell { head, group, from: slot as u32, to: slot as u32 + 1 }),
        }
    }
    cells
}

fn by_occupation(claims: &[Claims]) -> FxHashMap<OccupationId, Vec<u16>> {
    let mut by_occupation: FxHashMap<OccupationId, Vec<u16>> = FxHashMap::default();
    for (key, claims) in claims.iter().enumerate() {
        claims.iter().for_each(|(id, _)| by_occupation.entry(*id).or_default().push(key as u16));
    }
    by_occupation
}
