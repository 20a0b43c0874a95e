//! The greatest number of recipients with a good item, those with a right to service first.

use std::collections::VecDeque;

use super::{Edge, Market};

/// Gives more recipients a good item, until no more can have one: first those with a right to service.
///
/// The auction comes near to it; each recipient whom it left out is helped along one shortest augmenting path, at the
/// cost of items that others can spare. What a failed search has reached can never free anything again and is not
/// searched twice, so that failures cost linear time in all.
pub(super) fn complete(market: &Market, held: &mut [bool]) {
    let without = |held: &[bool], r: &usize| {
        market.slots[*r] > 0 && !market.good_range(*r).is_empty() && good_held(market, held, *r) == 0
    };
    let waiting: Vec<usize> = (0..market.recipients()).filter(|r| without(held, r)).collect();
    if waiting.is_empty() {
        return;
    }
    let mut cover = Cover::new(market, held);
    for &recipient in waiting.iter().filter(|&&r| market.first[r]) {
        cover.help(recipient);
    }
    // Somebody may have lost their good item to one with a right to service: everybody is looked at again.
    for recipient in (0..market.recipients()).filter(|&r| !market.first[r]) {
        if without(cover.held, &recipient) {
            cover.help(recipient);
        }
    }
}

/// Nobody, or nothing.
const NONE: u32 = u32::MAX;

fn good_held(market: &Market, held: &[bool], recipient: usize) -> usize {
    market.good_range(recipient).filter(|&edge| held[edge]).count()
}

struct Cover<'m> {
    market: &'m Market,
    held: &'m mut [bool],
    /// Holders of each item, as (recipient, edge).
    holders: Vec<Vec<(u32, u32)>>,
    /// Items that no search can free any more.
    dead: Vec<bool>,
    /// Which search has seen the item last.
    seen: Vec<u32>,
    round: u32,
    /// The item that is left for this one, and by whom.
    from: Vec<(u32, u32)>,
    queue: VecDeque<u32>,
}

/// A place that can be had.
enum Room {
    /// The item has room.
    Free,
    /// Somebody has it who can spare it, or has to.
    Held(u32),
}

impl<'m> Cover<'m> {
    fn new(market: &'m Market, held: &'m mut [bool]) -> Self {
        let items = market.items();
        let mut holders = vec![Vec::new(); items];
        for recipient in 0..market.recipients() {
            for edge in market.range(recipient).filter(|&edge| held[edge]) {
                holders[market.edges[edge].item as usize].push((recipient as u32, edge as u32));
            }
        }
        let (dead, seen, from) = (vec![false; items], vec![0; items], vec![(NONE, NONE); items]);
        Self { market, held, holders, dead, seen, round: 0, from, queue: VecDeque::new() }
    }

    fn help(&mut self, recipient: usize) {
        self.round += 1;
        self.queue.clear();
        self.spread(recipient, NONE);
        let mut reached = Vec::new();
        while let Some(item) = self.queue.pop_front() {
            if let Some(room) = self.room(item, |cover, r, edge| cover.can_spare(r, edge)) {
                return self.shift(item, &room);
            }
            reached.push(item);
            for at in 0..self.holders[item as usize].len() {
                let holder = self.holders[item as usize][at].0;
                self.spread(holder as usize, item);
            }
        }
        let yields = |cover: &Self, r: usize, _| !cover.market.first[r];
        let taken = reached.iter().find_map(|&item| Some((item, self.room(item, yields)?)));
        match taken.filter(|_| self.market.first[recipient]) {
            Some((item, room)) => self.shift(item, &room),
            None => reached.into_iter().for_each(|item| self.dead[item as usize] = true),
        }
    }

    /// Reaches the good items of a recipient that they do not have.
    fn spread(&mut self, recipient: usize, before: u32) {
        for edge in self.market.good_range(recipient) {
            let item = self.market.edges[edge].item;
            let at = item as usize;
            if !self.held[edge] && !self.dead[at] && self.seen[at] != self.round {
                self.seen[at] = self.round;
                self.from[at] = (before, recipient as u32);
                self.queue.push_back(item);
            }
        }
    }

    /// Whether a holder keeps a good item without this one.
    fn can_spare(&self, recipient: usize, edge: usize) -> bool {
        good_held(self.market, self.held, recipient) != usize::from(self.market.is_good(edge))
            || !self.market.is_good(edge)
    }

    fn room(&self, item: u32, gives: impl Fn(&Self, usize, usize) -> bool) -> Option<Room> {
        let holders = &self.holders[item as usize];
        if holders.len() < self.market.capacity[item as usize] as usize {
            return Some(Room::Free);
        }
        let least = |&&(_, edge): &&(u32, u32)| (self.market.edges[edge as usize].score, edge);
        let giving =
            holders.iter().filter(|(recipient, edge)| gives(self, *recipient as usize, *edge as usize));
        giving.min_by_key(least).map(|&(recipient, _)| Room::Held(recipient))
    }

    /// Moves everybody one step along the path that ends at `item`.
    fn shift(&mut self, mut item: u32, room: &Room) {
        if let Room::Held(recipient) = *room {
            self.release(recipient, item);
        }
        loop {
            let (before, recipient) = self.from[item as usize];
            if before == NONE {
                self.make_room(recipient);
                return self.take(recipient, item);
            }
            self.release(recipient, before);
            self.take(recipient, item);
            item = before;
        }
    }

    /// Whoever is helped has no good item; where all slots are taken, the least of the others goes.
    fn make_room(&mut self, recipient: u32) {
        let range = self.market.range(recipient as usize);
        let own: Vec<usize> = range.filter(|&edge| self.held[edge]).collect();
        if own.len() >= usize::from(self.market.slots[recipient as usize]) {
            let least = self.market.edges[own[own.len() - 1]].item;
            self.release(recipient, least);
        }
    }

    fn edge(&self, recipient: u32, item: u32) -> usize {
        let mut range = self.market.range(recipient as usize);
        let is = |edge: &usize| self.market.edges[*edge].item == item;
        range.find(is).expect("a path goes along lists")
    }

    fn take(&mut self, recipient: u32, item: u32) {
        let edge = self.edge(recipient, item);
        self.held[edge] = true;
        self.holders[item as usize].push((recipient, edge as u32));
    }

    fn release(&mut self, recipient: u32, item: u32) {
        let edge = self.edge(recipient, item);
        self.held[edge] = false;
        self.holders[item as usize].retain(|&(holder, _)| holder != recipient);
    }
}

/// Gives whatever room is left to those who have slots left, best first: what moving along paths has set free.
pub(super) fn fill(market: &Market, held: &mut [bool]) {
    let mut left = market.capacity.clone();
    let given = (0..market.edges.len()).filter(|&edge| held[edge]);
    given.for_each(|edge| left[market.edges[edge].item as usize] -= 1);
    for recipient in 0..market.recipients() {
        let own = market.range(recipient).filter(|&edge| held[edge]).count();
        let mut free = usize::from(market.slots[recipient]).saturating_sub(own);
        for edge in market.range(recipient) {
            let Edge { item, .. } = market.edges[edge];
            if free > 0 && !held[edge] && left[item as usize] > 0 {
                (held[edge], free) = (true, free - 1);
                left[item as usize] -= 1;
            }
        }
    }
}
