//! The layers of a snapshot: one large, some small for what came after, and rows that are judged one by one.

use std::sync::Arc;

use super::layer::Layer;
use super::memo::{Memo, Query};
use super::search::{Counters, GONE, search};
use crate::features::Offered;
use crate::index::Table;
use crate::ranking::Best;
use crate::score::Sum;

/// All postings of a table that may match on some day, each in one layer or loose.
pub(crate) struct Layers {
    layers: Vec<Placed>,
    /// Rows that are in no layer.
    loose: Vec<u32>,
}

/// A layer and where its slots are in the table.
struct Placed {
    layer: Arc<Layer>,
    /// The row of each slot, or [`GONE`].
    rows: Vec<u32>,
}

/// Rows that are judged one by one sooner than put into a layer; chosen: some tenths of a millisecond for each query.
const LOOSE: usize = 512;

impl Layers {
    /// One layer of all postings of the table. Costs some microseconds a posting.
    pub(crate) fn build(table: &Table<Offered>) -> Self {
        let mut layers = Self { layers: Vec::new(), loose: (0..table.len() as u32).collect() };
        layers.loose.retain(|&row| may_match(table, row));
        layers.settle(table);
        layers
    }

    /// The layers of `now`, which came after the table `before`: layers are kept, rows that have changed are taken out
    /// of them, and what is new goes into a small layer.
    pub(crate) fn carried(&self, before: &Table<Offered>, now: &Table<Offered>) -> Self {
        let slots = self.slots(before.len());
        let place = |of: &Placed| Placed { layer: Arc::clone(&of.layer), rows: vec![GONE; of.rows.len()] };
        let mut carried = Self { layers: self.layers.iter().map(place).collect(), loose: Vec::new() };
        let mut old = 0;
        for row in 0..now.len() as u32 {
            let new = now.row(row as usize);
            let is_same_row = |old: usize| old < before.len() && std::ptr::eq(before.row(old), new);
            // Mostly the next row is the very same, in memory too, and no id is compared.
            while old < before.len() && !is_same_row(old) && before.row(old).id < new.id {
                old += 1;
            }
            let was = (old < before.len()).then(|| before.row(old));
            let same = was.is_some_and(|was| {
                std::ptr::eq(was, new) || (was.id == new.id && was.features == new.features)
            });
            let slot = slots.get(old).copied().flatten().filter(|_| same);
            old += usize::from(is_same_row(old));
            match slot {
                Some((layer, slot)) => carried.layers[layer as usize].rows[slot as usize] = row,
                None if may_match(now, row) => carried.loose.push(row),
                None => {}
            }
        }
        carried.settle(now);
        carried
    }

    /// Sizes, for people.
    pub(crate) fn summary(&self) -> String {
        let layers: Vec<String> = self.layers.iter().map(|placed| placed.layer.summary()).collect();
        format!("{} loose rows, layers {layers:?}", self.loose.len())
    }

    /// Where each row of the table is, if it is in a layer.
    fn slots(&self, rows: usize) -> Vec<Option<(u32, u32)>> {
        let mut slots = vec![None; rows];
        for (layer, placed) in self.layers.iter().enumerate() {
            for (slot, &row) in placed.rows.iter().enumerate().filter(|(_, row)| **row != GONE) {
                slots[row as usize] = Some((layer as u32, slot as u32));
            }
        }
        slots
    }

    /// Puts loose rows into a layer where they are many, together with smaller layers and with half-empty ones: so there
    /// are few layers, and a row is moved seldom.
    fn settle(&mut self, table: &Table<Offered>) {
        if self.loose.len() < LOOSE {
            return;
        }
        let mut rows = std::mem::take(&mut self.loose);
        self.layers.sort_by_key(|placed| std::cmp::Reverse(placed.live()));
        while let Some(last) =
            self.layers.pop_if(|last| last.live() < 2 * rows.len().max(last.rows.len() / 4))
        {
            rows.extend(last.rows.iter().filter(|row| **row != GONE));
        }
        rows.sort_unstable();
        let postings: Vec<&Offered> = rows.iter().map(|&row| &table.row(row as usize).features).collect();
        let (layer, order) = Layer::build(&postings);
        let rows = order.into_iter().map(|at| rows[at as usize]).collect();
        self.layers.push(Placed { layer: Arc::new(layer), rows });
    }

    /// Offers to `best` every posting that may be among the best, with its exact score.
    pub(crate) fn search<'a>(
        &self,
        query: Query<'a>,
        table: &'a Table<Offered>,
        memo: &mut Memo,
        best: &mut Best,
    ) -> Counters {
        let posting = |row: u32| &table.row(row as usize).features;
        memo.set_person(query);
        for &row in &self.loose {
            if let Some(score) = Sum::of(query.pair(posting(row)), query.weights(), query.options.bent()) {
                best.offer(score, row);
            }
        }
        let mut counters = Counters::default();
        for placed in &self.layers {
            counters += search(query, (&placed.layer, &placed.rows), posting, memo, best);
        }
        counters
    }
}

impl Placed {
    fn live(&self) -> usize {
        self.rows.iter().filter(|row| **row != GONE).count()
    }
}

/// Whether the posting may match on some day: what is vetoed or closed never does.
fn may_match(table: &Table<Offered>, row: u32) -> bool {
    table.row(row as usize).features.is_open(i32::MIN)
}
