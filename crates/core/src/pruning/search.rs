//! The walk through a layer: cells by falling bound, slots by falling bound, exact scores at the end.

use super::layer::{Cell, Layer, PLACE};
use super::memo::{Memo, Query, REFUSED};
use crate::features::Offered;
use crate::ranking::Best;
use crate::score::{Bent, Look, Part, Sum, skills};

/// What a search cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    /// Cells that were walked.
    pub(crate) cells: usize,
    /// Slots that were looked up in the tables of answers.
    pub(crate) slots: usize,
    /// Slots whose words were compared.
    pub(crate) sketches: usize,
    /// Pairs that were judged.
    pub(crate) judged: usize,
}

impl std::ops::AddAssign for Counters {
    fn add_assign(&mut self, other: Self) {
        self.cells += other.cells;
        self.slots += other.slots;
        self.sketches += other.sketches;
        self.judged += other.judged;
    }
}

/// Slots that are bounded before the best of them are judged; chosen: enough that good ones are among the first.
const BATCH: usize = 2048;
/// A slot that is no posting of the snapshot any more.
pub(crate) const GONE: u32 = u32::MAX;

/// Offers to `best` every posting of the layer that may belong there, with its exact score.
///
/// `rows` has the table's row of each slot, or [`GONE`]; `posting` the features of a row.
pub(crate) fn search<'a>(
    query: Query<'a>,
    (layer, rows): (&Layer, &[u32]),
    posting: impl Fn(u32) -> &'a Offered,
    memo: &mut Memo,
    best: &mut Best,
) -> Counters {
    memo.set_layer(query, layer);
    if query.options.bent() == Bent::Listed {
        return search_bent(query, (layer, rows), posting, memo, best);
    }
    let rest = Rest::of(query, layer, memo);
    let cells = ordered(layer, memo, rest.all());
    let mut counters = Counters::default();
    let mut cells = cells.into_iter().peekable();
    let mut bounded: Vec<(u32, u32)> = Vec::new();
    while cells.peek().is_some_and(|(bound, _)| best.may_take(*bound, 0)) {
        bounded.clear();
        while bounded.len() < BATCH {
            let Some((_, cell)) = cells.next_if(|(bound, _)| best.may_take(*bound, 0)) else { break };
            counters.cells += 1;
            counters.slots += (cell.to - cell.from) as usize;
            bound_slots(query, (layer, rows), cell, memo, (best, &rest), &mut bounded);
        }
        bounded.sort_unstable_by_key(|&(bound, slot)| (std::cmp::Reverse(bound), slot));
        for &(bound, slot) in &bounded {
            if !best.may_take(bound, 0) {
                break;
            }
            let row = rows[slot as usize];
            if worth_judging(query, layer, (slot, row), bound, memo, (best, &rest), &mut counters) {
                counters.judged += 1;
                let score = Sum::of(query.pair(posting(row)), query.weights(), Bent::LeftOut);
                score.into_iter().for_each(|score| best.offer(score, row));
            }
        }
    }
    counters
}

/// Offers every posting that is listed, bent ones among them: what two rules refuse is passed over, the rest is judged.
fn search_bent<'a>(
    query: Query<'a>,
    (layer, rows): (&Layer, &[u32]),
    posting: impl Fn(u32) -> &'a Offered,
    memo: &mut Memo,
    best: &mut Best,
) -> Counters {
    let mut counters = Counters { slots: rows.len(), ..Counters::default() };
    for (slot, &row) in rows.iter().enumerate().filter(|(_, row)| **row != GONE) {
        if is_refused_twice(query, layer, slot, memo) {
            continue;
        }
        counters.judged += 1;
        let score = Sum::of(query.pair(posting(row)), query.weights(), Bent::Listed);
        score.into_iter().for_each(|score| best.offer(score, row));
    }
    counters
}

/// Whether at least two of the work and the looks refuse a slot.
fn is_refused_twice(query: Query<'_>, layer: &Layer, slot: usize, memo: &mut Memo) -> bool {
    let keys = &layer.keys[slot];
    let mut refused = usize::from(memo.work(query, keys) == REFUSED);
    for look in 0..Look::ALL.len() {
        refused += usize::from(memo.ask(query, layer, look, keys.looks[look]) == REFUSED);
        if refused == 2 {
            return true;
        }
    }
    false
}

/// Lowers the bound of a slot by what its skills and its words say, the cheaper first.
fn worth_judging(
    query: Query<'_>,
    layer: &Layer,
    (slot, row): (u32, u32),
    bound: u32,
    memo: &mut Memo,
    (best, rest): (&Best, &Rest),
    counters: &mut Counters,
) -> bool {
    let bound = bound - rest.skills + u32::from(memo.skills(query, layer, slot));
    if !best.may_take(bound, row) {
        return false;
    }
    counters.sketches += 1;
    let bound = with_words(query, layer, slot, bound - rest.words, memo);
    bound.is_some_and(|bound| best.may_take(bound, row))
}

/// The look that is asked only of slots that may still be among the best: it has the most sights.
const LAST: usize = Look::ALL.len() - 1;

/// The most that is added by parts that are asked later.
pub(super) struct Rest {
    /// For each look, it and those after it; the first is the place and is asked with the cell.
    looks: [u32; Look::ALL.len() + 1],
    /// Experience and duties.
    pub(super) words: u32,
    pub(super) skills: u32,
}

impl Rest {
    pub(super) fn of(query: Query<'_>, layer: &Layer, memo: &mut Memo) -> Self {
        let weights = query.weights();
        let mut looks = [0; Look::ALL.len() + 1];
        for look in (0..Look::ALL.len()).rev() {
            looks[look] = looks[look + 1] + u32::from(memo.most(query, layer, look));
        }
        Self {
            looks,
            words: u32::from(weights.of(Part::Experience)) + u32::from(weights.of(Part::Duties)),
            skills: u32::from(skills::most(query.wanted, weights)),
        }
    }

    pub(super) fn all(&self) -> u32 {
        self.looks[PLACE + 1] + self.words + self.skills
    }
}

/// The cells that nothing refuses as a whole, highest bound first.
fn ordered(layer: &Layer, memo: &Memo, rest: u32) -> Vec<(u32, Cell)> {
    let mut ordered: Vec<(u32, Cell)> = Vec::new();
    for &(head, work) in &memo.heads {
        let from = layer.cells.partition_point(|cell| cell.head < head);
        for cell in layer.cells[from..].iter().take_while(|cell| cell.head == head) {
            // Places without a key may be anywhere.
            let place = memo.groups.get(usize::from(cell.group)).copied();
            if place != Some(REFUSED) {
                ordered.push((u32::from(work) + place.map_or(10_000, u32::from) + rest, *cell));
            }
        }
    }
    ordered.sort_by_key(|(bound, cell)| (std::cmp::Reverse(*bound), cell.from));
    ordered
}

/// Bounds each slot of a cell by its keys; keeps those that may be among the best.
fn bound_slots(
    query: Query<'_>,
    (layer, rows): (&Layer, &[u32]),
    cell: Cell,
    memo: &mut Memo,
    (best, rest): (&Best, &Rest),
    bounded: &mut Vec<(u32, u32)>,
) {
    'slots: for slot in cell.from..cell.to {
        let keys = &layer.keys[slot as usize];
        let work = memo.work(query, keys);
        if work == REFUSED || rows[slot as usize] == GONE {
            continue;
        }
        let mut bound = u32::from(work) + rest.words + rest.skills;
        for (look, &key) in keys.looks.iter().enumerate() {
            if look == LAST && !best.may_take(bound + rest.looks[look], 0) {
                continue 'slots;
            }
            let points = memo.ask(query, layer, look, key);
            if points == REFUSED {
                continue 'slots;
            }
            bound += u32::from(points);
        }
        if best.may_take(bound, 0) {
            bounded.push((bound, slot));
        }
    }
}

/// The bound of a slot with experience and duties: `without` them, what the words of the ad may add.
pub(super) fn with_words(
    query: Query<'_>,
    layer: &Layer,
    slot: u32,
    without: u32,
    memo: &mut Memo,
) -> Option<u32> {
    let alike = memo.alike(layer, slot);
    let experience = memo.experience(query, layer, &layer.keys[slot as usize], alike);
    let duties = skills::duties_points(alike, query.weights());
    (experience != REFUSED).then(|| without + u32::from(experience) + u32::from(duties))
}
