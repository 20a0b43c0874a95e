//! What is remembered of one person while a layer is searched: answers of the parts for each distinct sight.

use super::dictionary::OTHER;
use super::layer::{Keys, Layer, PLACE};
use crate::features::{Offered, Told, Wanted};
use crate::knowledge::Knowledge;
use crate::model::{OccupationId, Strength};
use crate::options::MatchOptions;
use crate::score::{
    Look, Nearness, Pair, Part, Weights, Work, experience, may_relate, place, skills, takes_unrelated,
    work_points,
};

/// A person on a day, asked with weights.
#[derive(Clone, Copy)]
pub(crate) struct Query<'a> {
    pub(crate) wanted: &'a Wanted,
    pub(crate) knowledge: &'a Knowledge,
    pub(crate) options: &'a MatchOptions,
    pub(crate) day: i32,
}

impl<'a> Query<'a> {
    pub(super) fn pair(&self, offered: &'a Offered) -> Pair<'a> {
        Pair { wanted: self.wanted, offered, knowledge: self.knowledge, day: self.day }
    }

    pub(super) fn weights(&self) -> &'a Weights {
        self.options.weights()
    }
}

/// In a table of answers: the part refuses.
pub(super) const REFUSED: u16 = u16::MAX;
/// In a table of answers: not asked yet.
const UNASKED: u16 = u16::MAX - 1;

/// Looks with more sights are not asked about each before they are met; chosen: some microseconds.
const FEW_SIGHTS: usize = 256;

/// Tables of answers, kept from one person to the next for their memory alone.
#[derive(Default)]
pub(crate) struct Memo {
    pub(super) told: Told,
    nearness: Nearness,
    looks: [Vec<u16>; Look::ALL.len()],
    /// Points of the work, and the class of months, by key of the claims.
    work: Vec<u16>,
    class: Vec<u16>,
    /// The distinct months that claims show of this person.
    months: Vec<(u32, Option<u32>)>,
    /// Points by class and demand: where the words are alike, and where they are not.
    experience: Vec<[u16; 2]>,
    /// How far the person meets each demand of skills.
    skills: Vec<u16>,
    minds_lodging: bool,
    related: Vec<OccupationId>,
    /// The most of a group of places.
    pub(super) groups: Vec<u16>,
    /// The most of the work under a head.
    pub(super) heads: Vec<(u16, u16)>,
    head_most: Vec<u16>,
}

impl Memo {
    /// Takes the person; before any layer.
    pub(super) fn set_person(&mut self, query: Query<'_>) {
        self.told.set(&query.wanted.terms);
        self.nearness.set(query.wanted, query.knowledge);
        self.related = may_relate(query.wanted, query.knowledge);
        self.minds_lodging = place::minds_lodging(query.wanted);
    }

    /// Takes a layer: forgets the answers, and asks about work and places.
    pub(super) fn set_layer(&mut self, query: Query<'_>, layer: &Layer) {
        for (table, sights) in self.looks.iter_mut().zip(&layer.sights) {
            table.clear();
            table.resize(sights.len(), UNASKED);
        }
        self.skills.clear();
        self.skills.resize(layer.asked.len(), UNASKED);
        self.ask_work(query, layer);
        self.ask_places(query, layer);
        self.experience.clear();
        self.experience.resize(self.months.len() * layer.demands.len(), [UNASKED; 2]);
    }

    fn ask_work(&mut self, query: Query<'_>, layer: &Layer) {
        self.work.clear();
        self.work.resize(layer.claims.len(), REFUSED);
        self.class.resize(layer.claims.len(), OTHER);
        self.months.clear();
        self.heads.clear();
        self.head_most.clear();
        self.head_most.resize(query.knowledge.occupation_count() + 1, REFUSED);
        if takes_unrelated(query.wanted) {
            (0..layer.claims.len()).for_each(|key| self.ask_claims(query, layer, key as u16));
        } else {
            for at in 0..self.related.len() {
                let id = self.related[at];
                for &key in layer.by_occupation.get(&id).map_or(&[][..], Vec::as_slice) {
                    if self.work[usize::from(key)] == REFUSED {
                        self.ask_claims(query, layer, key);
                    }
                }
            }
            layer.nameless.iter().for_each(|&key| self.ask_claims(query, layer, key));
        }
        // Claims without a key may be anything.
        self.raise_head(OTHER, query.weights().of(Part::Occupation) + query.weights().of(Part::Background));
        let heads = self.head_most.iter().enumerate().filter(|(_, most)| **most != REFUSED);
        let last = self.head_most.len() - 1;
        self.heads.extend(heads.map(|(head, &most)| (if head == last { OTHER } else { head as u16 }, most)));
    }

    fn ask_claims(&mut self, query: Query<'_>, layer: &Layer, key: u16) {
        let claims = &layer.claims[usize::from(key)];
        let work = self.nearness.work(query.wanted, claims);
        let Some(points) = work_points(query.pair(&layer.silent), &work, query.weights()) else { return };
        self.work[usize::from(key)] = points;
        self.class[usize::from(key)] = self.class_of((work.shown_months, work.open_months));
        self.raise_head(layer.head(key), points);
    }

    fn raise_head(&mut self, head: u16, points: u16) {
        let at = usize::from(head).min(self.head_most.len() - 1);
        let most = &mut self.head_most[at];
        *most = if *most == REFUSED { points } else { points.max(*most) };
    }

    fn class_of(&mut self, months: (u32, Option<u32>)) -> u16 {
        let known = self.months.iter().position(|m| *m == months);
        known.unwrap_or_else(|| {
            self.months.push(months);
            self.months.len() - 1
        }) as u16
    }

    fn ask_places(&mut self, query: Query<'_>, layer: &Layer) {
        self.groups.clear();
        for sights in &layer.groups {
            let answers = sights.iter().map(|&key| self.ask(query, layer, PLACE, key));
            let most = answers.filter(|points| *points != REFUSED).max();
            self.groups.push(most.unwrap_or(REFUSED));
        }
    }

    /// The points of a look for a sight, or [`REFUSED`].
    pub(super) fn ask(&mut self, query: Query<'_>, layer: &Layer, look: usize, key: u16) -> u16 {
        match self.looks[look].get(usize::from(key)) {
            Some(&UNASKED) => self.ask_first(query, layer, look, key),
            Some(&answer) => answer,
            None => Look::ALL[look].most(query.weights()),
        }
    }

    #[inline(never)]
    fn ask_first(&mut self, query: Query<'_>, layer: &Layer, look: usize, key: u16) -> u16 {
        let like =
            layer.without_lodging.get(usize::from(key)).filter(|_| look == PLACE && !self.minds_lodging);
        let answer = match like {
            Some(&like) if like != key => self.ask(query, layer, look, like),
            _ => {
                let sight = &layer.sights[look][usize::from(key)];
                Look::ALL[look].points(query.pair(sight), query.weights()).unwrap_or(REFUSED)
            }
        };
        self.looks[look][usize::from(key)] = answer;
        answer
    }

    /// The most that a look may add for any sight.
    pub(super) fn most(&mut self, query: Query<'_>, layer: &Layer, look: usize) -> u16 {
        let sights = layer.sights[look].len();
        if sights > FEW_SIGHTS {
            return Look::ALL[look].most(query.weights());
        }
        let answers = (0..sights as u16).map(|key| self.ask(query, layer, look, key));
        answers.filter(|answer| *answer != REFUSED).max().unwrap_or(0)
    }

    /// The points of the skills of a slot.
    pub(super) fn skills(&mut self, query: Query<'_>, layer: &Layer, slot: u32) -> u16 {
        let demands = layer.skills(slot).iter().map(|&key| {
            let Some(met) = self.skills.get_mut(usize::from(key)) else {
                // Nothing is known of it: no demand raises the share more than a heavy one that is met.
                return (Strength::Must, skills::FULLY);
            };
            let asked = &layer.asked[usize::from(key)];
            if *met == UNASKED {
                let offered = &layer.silent;
                *met = skills::met(query.pair(offered), asked) as u16;
            }
            (asked.strength, u32::from(*met))
        });
        skills::points_of(query.wanted, demands, query.weights())
    }

    /// The points of the work of a slot, or [`REFUSED`].
    pub(super) fn work(&self, query: Query<'_>, keys: &Keys) -> u16 {
        let most = || query.weights().of(Part::Occupation) + query.weights().of(Part::Background);
        self.work.get(usize::from(keys.claims)).copied().unwrap_or_else(most)
    }

    /// The most points of the experience of a slot, where the words are alike or not, or [`REFUSED`].
    pub(super) fn experience(
        &mut self,
        query: Query<'_>,
        layer: &Layer,
        keys: &Keys,
        alike: Option<u32>,
    ) -> u16 {
        let (Some(&class), Some(demand)) =
            (self.class.get(usize::from(keys.claims)), layer.demands.get(usize::from(keys.experience)))
        else {
            return query.weights().of(Part::Experience);
        };
        let at = usize::from(class) * layer.demands.len() + usize::from(keys.experience);
        let is_alike = experience::is_alike(alike);
        let answer = &mut self.experience[at][usize::from(is_alike)];
        if *answer == UNASKED {
            let (shown_months, open_months) = self.months[usize::from(class)];
            let work = Work { shown_months, open_months, alike, ..Work::default() };
            *answer = experience::most(query.pair(demand), &work, query.weights()).unwrap_or(REFUSED);
        }
        *answer
    }

    /// How alike the words of a slot may be at most.
    pub(super) fn alike(&self, layer: &Layer, slot: u32) -> Option<u32> {
        skills::most_alike(&self.told, layer.sketch(slot))
    }
}
