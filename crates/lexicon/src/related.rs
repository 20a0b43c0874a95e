//! How near two kinds of work, or two skills, are: 0..=1000, from the tables, with the path that says why.
//!
//! A fit is read from the person to the post: `fit(wanted, offered)` is how well someone who does or wishes `wanted`
//! is served by a post of `offered`. Rows that are stated one way hold that way: `A trains_into B` lets a person of A
//! be referred to B, and `A supervises B` a leader of B's people to B itself; a row the other way would be its own.
//!
//! Which path counts, in this order:
//! 1. the same: 1000;
//! 2. a row that relates the two: its strength. What an expert stated is neither raised by a detour nor by a default;
//!    `confused` is such a row, so look-alikes stay apart;
//! 3. the best of: class and its trade, one family, trades of one class, group and member (the constants below), and
//!    two steps, whose strengths multiply. A detour never goes through `confused`, never takes two defaults, and
//!    never counts above `DETOUR_LIMIT`.

use std::cmp::Reverse;

use crate::occupation::OccupationId;
use crate::skill::SkillId;

/// Class and a trade inside it. Chosen: an advert for 焊工 mostly takes a 二保焊工, but not always.
pub(crate) const CLASS: u16 = 800;
/// Two rows of one family with no row between them. Given by the schema: a middling default.
pub(crate) const FAMILY: u16 = 550;
/// Two trades of one class in different families. Chosen: wide classes (营销员) hold very different work.
pub(crate) const SIBLING: u16 = 400;
/// A minor group, which stands for untold work, and an occupation inside it. Chosen.
pub(crate) const GROUP: u16 = 600;
/// Two classes of one minor group of which one has no row of its own. Chosen: better than nothing, below a transfer.
pub(crate) const NEIGHBOUR: u16 = 250;
/// What a detour counts at most. Chosen: nobody stated the relation, so it stays below a stated `close`.
pub(crate) const DETOUR_LIMIT: u16 = 640;
/// Detours below this tell nothing and are not kept. Chosen; it bounds the memory of the rows.
const DETOUR_FLOOR: u32 = 150;

/// What a row of a related table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelationKind {
    /// The same work under another name.
    Same,
    /// Who does the one can do the other at once or after days.
    Close,
    /// Weeks of learning or one certificate lead from the one to the other.
    TrainsInto,
    /// The one leads people who do the other.
    Supervises,
    /// Shares words or place and is other work.
    Confused,
}

impl RelationKind {
    pub(crate) const WORDS: &str = "same, close, trains_into, supervises, confused";

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "same" => Self::Same,
            "close" => Self::Close,
            "trains_into" => Self::TrainsInto,
            "supervises" => Self::Supervises,
            "confused" => Self::Confused,
            _ => return None,
        })
    }

    /// The word of the tables: `trains_into`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Close => "close",
            Self::TrainsInto => "trains_into",
            Self::Supervises => "supervises",
            Self::Confused => "confused",
        }
    }
}

/// Which way a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Both,
    Forward,
}

/// One step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// A row of the tables.
    Stated(RelationKind),
    /// A class and a trade inside it.
    Class,
    /// One family.
    Family,
    /// Trades of one class.
    Sibling,
    /// A minor group and an occupation inside it.
    Group,
    /// Classes of one minor group.
    Neighbour,
}

impl Link {
    fn is_default(self) -> bool {
        !matches!(self, Self::Stated(_))
    }
}

/// Why a fit is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Path<Id> {
    /// They are the same.
    Same,
    /// One step.
    Direct(Link),
    /// Two steps.
    Through {
        /// The step from the wanted one.
        first: Link,
        /// Where it leads.
        via: Id,
        /// The step to the offered one.
        second: Link,
    },
    /// The tables know no way.
    None,
}

/// How near two things are, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fit<Id> {
    /// 0..=1000.
    pub points: u16,
    /// The steps whose strengths multiply to the points.
    pub path: Path<Id>,
}

/// Ids that number the rows of a table.
pub(crate) trait RowId: Copy + Eq {
    fn from_row(row: u16) -> Self;
    fn row(self) -> u16;
}

impl RowId for OccupationId {
    fn from_row(row: u16) -> Self {
        Self(row)
    }
    fn row(self) -> u16 {
        self.0
    }
}

impl RowId for SkillId {
    fn from_row(row: u16) -> Self {
        Self(row)
    }
    fn row(self) -> u16 {
        self.0
    }
}

/// One step from one thing to another, as stated or by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) points: u16,
    pub(crate) link: Link,
}

/// Precomputed fits of all pairs that any path joins; a look-up is a binary search in one row.
pub(crate) struct Fits {
    starts: Vec<u32>,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    to: u16,
    points: u16,
    /// Same as `to` for a direct step.
    via: u16,
    first: Link,
    second: Link,
}

impl Fits {
    /// Joins `edges` among `count` things to paths of one and two steps.
    pub(crate) fn build(count: usize, edges: Vec<Edge>) -> Self {
        let graph = Graph::new(count, edges);
        let mut fits = Self { starts: Vec::with_capacity(count + 1), cells: Vec::new() };
        let mut row = RowBuilder::new(count);
        for from in 0..count as u16 {
            fits.starts.push(fits.cells.len() as u32);
            row.fill(&graph, from);
            row.drain_into(&mut fits.cells);
        }
        fits.starts.push(fits.cells.len() as u32);
        fits
    }

    pub(crate) fn fit<Id: RowId>(&self, wanted: Id, offered: Id) -> Fit<Id> {
        if wanted == offered {
            return Fit { points: 1000, path: Path::Same };
        }
        let row = self.row(wanted.row());
        row.binary_search_by_key(&offered.row(), |c| c.to)
            .map_or(Fit { points: 0, path: Path::None }, |at| row[at].to_fit())
    }

    /// Everything that `wanted` reaches with at least `floor` points, by id; itself is not among them.
    pub(crate) fn reached_from<Id: RowId>(
        &self,
        wanted: Id,
        floor: u16,
    ) -> impl Iterator<Item = (Id, Fit<Id>)> + '_ {
        let cells = self.row(wanted.row()).iter().filter(move |c| c.points >= floor);
        cells.map(|c| (Id::from_row(c.to), c.to_fit()))
    }

    fn row(&self, from: u16) -> &[Cell] {
        let at = usize::from(from);
        let Some(&end) = self.starts.get(at + 1) else { return &[] };
        &self.cells[self.starts[at] as usize..end as usize]
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.cells.len() * size_of::<Cell>() + self.starts.len() * 4
    }
}

impl Cell {
    fn to_fit<Id: RowId>(self) -> Fit<Id> {
        let path = if self.via == self.to {
            Path::Direct(self.first)
        } else {
            Path::Through { first: self.first, via: Id::from_row(self.via), second: self.second }
        };
        Fit { points: self.points, path }
    }
}

/// Edges by where they begin; at most one for each pair.
struct Graph {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Graph {
    fn new(count: usize, mut edges: Vec<Edge>) -> Self {
        edges.retain(|e| e.from != e.to);
        // Of several edges for one pair, a stated one counts, `confused` before all, then the strongest.
        edges.sort_unstable_by_key(|e| (e.from, e.to, precedence(e.link), Reverse(e.points), e.link));
        edges.dedup_by_key(|e| (e.from, e.to));
        let starts =
            (0..=count).map(|from| edges.partition_point(|e| usize::from(e.from) < from) as u32).collect();
        Self { starts, edges }
    }

    fn edges_of(&self, from: u16) -> &[Edge] {
        let at = usize::from(from);
        &self.edges[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

fn precedence(link: Link) -> u8 {
    match link {
        Link::Stated(RelationKind::Confused) => 0,
        Link::Stated(_) => 1,
        _ => 2,
    }
}

/// Fills one row after another in the same memory.
struct RowBuilder {
    best: Vec<Option<Cell>>,
    touched: Vec<u16>,
}

impl RowBuilder {
    fn new(count: usize) -> Self {
        Self { best: vec![None; count], touched: Vec::new() }
    }

    fn fill(&mut self, graph: &Graph, from: u16) {
        for edge in graph.edges_of(from) {
            self.offer(Cell {
                to: edge.to,
                points: edge.points,
                via: edge.to,
                first: edge.link,
                second: edge.link,
            });
        }
        for first in graph.edges_of(from).iter().filter(|e| is_way(e.link)) {
            for second in graph.edges_of(first.to).iter().filter(|e| is_way(e.link) && e.to != from) {
                if first.link.is_default() && second.link.is_default() {
                    continue;
                }
                let points = u32::from(first.points) * u32::from(second.points) / 1000;
                if points >= DETOUR_FLOOR {
                    let points = (points as u16).min(DETOUR_LIMIT);
                    let (first_link, via) = (first.link, first.to);
                    self.offer(Cell { to: second.to, points, via, first: first_link, second: second.link });
                }
            }
        }
    }

    fn offer(&mut self, cell: Cell) {
        let best = &mut self.best[usize::from(cell.to)];
        match best {
            None => {
                *best = Some(cell);
                self.touched.push(cell.to);
            }
            Some(old) if cell.points > old.points && !is_final(old) => *best = Some(cell),
            Some(_) => {}
        }
    }

    fn drain_into(&mut self, cells: &mut Vec<Cell>) {
        self.touched.sort_unstable();
        cells.extend(self.touched.drain(..).filter_map(|to| self.best[usize::from(to)].take()));
    }
}

/// Stated rows are not raised by detours.
fn is_final(cell: &Cell) -> bool {
    cell.via == cell.to && !cell.first.is_default()
}

fn is_way(link: Link) -> bool {
    link != Link::Stated(RelationKind::Confused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use RelationKind::{Close, Confused, TrainsInto};

    const A: OccupationId = OccupationId(0);
    const B: OccupationId = OccupationId(1);
    const C: OccupationId = OccupationId(2);

    fn both(from: u16, to: u16, points: u16, link: Link) -> [Edge; 2] {
        [Edge { from, to, points, link }, Edge { from: to, to: from, points, link }]
    }

    fn check(edges: &[[Edge; 2]], points: u16, path: Path<OccupationId>) {
        let fits = Fits::build(3, edges.concat());
        assert_eq!(fits.fit(A, C), Fit { points, path }, "{edges:?}");
        assert_eq!(fits.fit(A, A).points, 1000);
    }

    #[test]
    fn two_steps_multiply() {
        let close = Link::Stated(Close);
        let path = Path::Through { first: close, via: B, second: close };
        check(&[both(0, 1, 800, close), both(1, 2, 700, close)], 560, path);
        check(&[both(0, 1, 900, close), both(1, 2, 900, close)], DETOUR_LIMIT, path);
    }

    #[test]
    fn a_stated_row_is_not_raised_by_a_detour_or_a_default() {
        let close = Link::Stated(Close);
        let detour = [both(0, 1, 900, close), both(1, 2, 900, close)];
        check(&[detour[0], detour[1], both(0, 2, 500, close)], 500, Path::Direct(close));
        check(&[both(0, 2, 500, close), both(0, 2, FAMILY, Link::Family)], 500, Path::Direct(close));
        let confused = Link::Stated(Confused);
        check(&[detour[0], detour[1], both(0, 2, 50, confused)], 50, Path::Direct(confused));
    }

    #[test]
    fn no_detour_leads_through_confused_or_takes_two_defaults() {
        let close = Link::Stated(Close);
        check(&[both(0, 1, 900, close), both(1, 2, 100, Link::Stated(Confused))], 0, Path::None);
        check(&[both(0, 1, FAMILY, Link::Family), both(1, 2, CLASS, Link::Class)], 0, Path::None);
    }

    #[test]
    fn a_directed_row_holds_one_way() {
        let edge = Edge { from: 0, to: 2, points: 500, link: Link::Stated(TrainsInto) };
        let fits = Fits::build(3, vec![edge]);
        assert_eq!((fits.fit(A, C).points, fits.fit(C, A).points), (500, 0));
        assert_eq!(fits.reached_from(A, 400).count(), 1);
    }
}
