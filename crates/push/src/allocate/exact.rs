//! The optimum by minimum cost flow: exact and slow, the yardstick of the auction.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Market, Shares};

/// The optimum: first the greatest number of recipients with a right to service who get a good item, then of all, then
/// the greatest sum of scores. Takes about items given out × size of the lists; for thousands of recipients, not more.
#[must_use]
pub fn optimum(market: &Market) -> Shares {
    let mut flow = Flow::new(market);
    flow.saturate();
    let mut held = vec![false; market.edges.len()];
    for (edge, &arc) in flow.of_edge.iter().enumerate() {
        held[edge] = flow.arcs[arc].room == 0;
    }
    Shares::from_flags(market, &held)
}

struct Arc {
    to: usize,
    room: u32,
    cost: i64,
}

/// Nodes: source, recipients, their good sides, items, sink. Each recipient's first unit of good earns a bonus.
struct Flow {
    arcs: Vec<Arc>,
    out: Vec<Vec<usize>>,
    of_edge: Vec<usize>,
    potential: Vec<i64>,
}

impl Flow {
    fn new(market: &Market) -> Self {
        let (recipients, items) = (market.recipients(), market.items());
        let sink = 1 + 2 * recipients + items;
        let mut flow = Self {
            arcs: Vec::new(),
            out: vec![Vec::new(); sink + 1],
            of_edge: Vec::new(),
            potential: vec![],
        };
        let slots: i64 = market.slots.iter().map(|&s| i64::from(s)).sum();
        let bonus = 10_000 * slots + 1;
        let bonus_first = bonus * (recipients as i64 + 1);
        for recipient in 0..recipients {
            let (node, good) = (1 + recipient, 1 + recipients + recipient);
            let slots = u32::from(market.slots[recipient]);
            flow.arc(0, node, slots, 0);
            flow.arc(node, good, 1, if market.first[recipient] { -bonus_first } else { -bonus });
            flow.arc(node, good, slots, 0);
            for edge in market.range(recipient) {
                let from = if market.is_good(edge) { good } else { node };
                let item = market.edges[edge];
                let arc = flow.arc(from, 1 + 2 * recipients + item.item as usize, 1, -i64::from(item.score));
                flow.of_edge.push(arc);
            }
        }
        for (item, &capacity) in market.capacity.iter().enumerate() {
            flow.arc(1 + 2 * recipients + item, sink, capacity, 0);
        }
        flow.potential = flow.first_potential();
        flow
    }

    fn arc(&mut self, from: usize, to: usize, room: u32, cost: i64) -> usize {
        let at = self.arcs.len();
        self.arcs.push(Arc { to, room, cost });
        self.arcs.push(Arc { to: from, room: 0, cost: -cost });
        self.out[from].push(at);
        self.out[to].push(at + 1);
        at
    }

    /// Shortest distances before any flow: nodes are numbered along the arcs, so one pass does.
    fn first_potential(&self) -> Vec<i64> {
        let mut distance = vec![FAR; self.out.len()];
        distance[0] = 0;
        for node in 0..self.out.len() {
            for &arc in self.out[node].iter().filter(|&&arc| self.arcs[arc].room > 0) {
                let Arc { to, cost, .. } = self.arcs[arc];
                if distance[node] < FAR {
                    distance[to] = distance[to].min(distance[node] + cost);
                }
            }
        }
        distance
    }

    /// Sends unit after unit along the cheapest path, as long as that gains anything.
    fn saturate(&mut self) {
        let sink = self.out.len() - 1;
        while let Some(by) = self.cheapest() {
            if self.potential[sink] >= 0 {
                return;
            }
            let mut node = sink;
            while node != 0 {
                let arc = by[node];
                self.arcs[arc].room -= 1;
                self.arcs[arc ^ 1].room += 1;
                node = self.arcs[arc ^ 1].to;
            }
        }
    }

    /// Dijkstra over reduced costs; gives the arc by which each node is reached, and moves the potentials on.
    fn cheapest(&mut self) -> Option<Vec<usize>> {
        let nodes = self.out.len();
        let (mut distance, mut by) = (vec![FAR; nodes], vec![usize::MAX; nodes]);
        let mut heap = BinaryHeap::from([Reverse((0i64, 0usize))]);
        distance[0] = 0;
        while let Some(Reverse((so_far, node))) = heap.pop() {
            if so_far > distance[node] {
                continue;
            }
            for &arc in self.out[node].iter().filter(|&&arc| self.arcs[arc].room > 0) {
                let Arc { to, cost, .. } = self.arcs[arc];
                let length = so_far + cost + self.potential[node] - self.potential[to];
                if self.potential[to] < FAR && length < distance[to] {
                    (distance[to], by[to]) = (length, arc);
                    heap.push(Reverse((length, to)));
                }
            }
        }
        let reached = distance[nodes - 1];
        for (potential, distance) in self.potential.iter_mut().zip(&distance) {
            if *potential < FAR {
                *potential += (*distance).min(reached);
            }
        }
        (reached < FAR).then_some(by)
    }
}

/// Farther than any path.
const FAR: i64 = i64::MAX / 4;
