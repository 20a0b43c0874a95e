//! Majors and classes of majors: names over several catalogues, how near two are, and the reader of mentions.
//!
//! A class (计算机类) holds majors (软件工程); a major may stand in several classes, the first is its main one. Undergraduate,
//! college and secondary majors share one table, since an ad that asks for 机械专业 means all of them.

mod fit;
mod reader;

pub use reader::{MajorMention, MajorReading, MajorText};

use rustc_hash::FxHashMap;

use crate::names::Phrases;
use crate::rows::{Row, rows};
use reader::Meaning;

/// The place of a major or a class in the tables; stable within one build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MajorId(u16);

impl MajorId {
    /// The place of the major in the tables.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A major, or a class of majors.
#[derive(Debug)]
pub struct Major {
    name: &'static str,
    /// Classes that it stands in, the main one first; of a class itself, only itself.
    classes: Vec<MajorId>,
    /// For a class the fit between two of its majors, for a major nothing.
    within: Option<u16>,
    row: Row,
}

/// All majors; immutable, built once and shared.
///
/// ```
/// use rengang_lexicon::major::{MajorText, Majors};
/// let majors = Majors::embedded();
/// let reading = majors.read("计算机、软件工程等相关专业", MajorText::Field);
/// assert!(reading.related_ok);
/// let have = majors.by_name("软件工程").unwrap();
/// assert_eq!(majors.best_fit(&[have], &reading.ids()), 1000);
/// ```
#[derive(Debug)]
pub struct Majors {
    all: Vec<Major>,
    names: FxHashMap<&'static str, MajorId>,
    /// (class, class, points), both ways, ascending.
    related: Vec<(MajorId, MajorId, u16)>,
    /// (major or class, row of occupations), ascending.
    occupations: Vec<(MajorId, Row)>,
    phrases: Phrases<Meaning>,
}

impl Majors {
    /// Builds the majors from the embedded tables.
    #[must_use]
    pub fn embedded() -> Self {
        let mut all: Vec<Major> = class_rows().enumerate().map(|(at, row)| class(at, row)).collect();
        let classes = names(&all);
        all.extend(major_rows().map(|row| major(row, &classes)));
        let names = names(&all);
        let (related, occupations) = (related(&names), occupations(&names));
        let phrases = reader::phrases(&names);
        Self { all, names, related, occupations, phrases }
    }

    /// The major or class of `id`.
    #[must_use]
    pub fn get(&self, id: MajorId) -> &Major {
        &self.all[usize::from(id.0)]
    }

    /// The major or class at a place in the tables.
    #[must_use]
    pub fn id_at(&self, index: usize) -> Option<MajorId> {
        (index < self.all.len()).then_some(MajorId(index as u16))
    }

    /// The major or class of exactly this name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<MajorId> {
        self.names.get(name).copied()
    }

    /// All classes and majors, classes first, in the order of the tables.
    pub fn iter(&self) -> impl Iterator<Item = (MajorId, &Major)> {
        self.all.iter().enumerate().map(|(at, major)| (MajorId(at as u16), major))
    }

    /// The names of the work that `id` leads to: its own row, else that of the first of its classes that has one.
    pub fn occupations(&self, id: MajorId) -> impl Iterator<Item = &'static str> + '_ {
        let of = |id: MajorId| self.occupations.binary_search_by_key(&id, |&(m, _)| m).ok();
        let row = of(id).or_else(|| self.get(id).classes.iter().find_map(|&class| of(class)));
        row.map(|at| self.occupations[at].1).into_iter().flat_map(|row| row.list(1))
    }
}

impl Major {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is a class of majors.
    #[must_use]
    pub fn is_class(&self) -> bool {
        self.within.is_some()
    }

    /// The classes that it stands in, the main one first.
    #[must_use]
    pub fn classes(&self) -> &[MajorId] {
        &self.classes
    }

    /// Its codes as `catalogue:digits`, none for a class or where the code is not known.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.row.list(2).filter(|code| !self.is_class() && code.contains(':'))
    }
}

fn class_rows() -> impl Iterator<Item = Row> {
    rows(include_str!("../../tables/majors/classes.tsv"))
}

fn major_rows() -> impl Iterator<Item = Row> {
    rows(include_str!("../../tables/majors/majors.tsv"))
}

fn class(at: usize, row: Row) -> Major {
    let within = Some(row.cell(1).parse().unwrap_or(0));
    Major { name: row.cell(0), classes: vec![MajorId(at as u16)], within, row }
}

fn major(row: Row, classes: &FxHashMap<&'static str, MajorId>) -> Major {
    let classes = row.list(1).filter_map(|name| classes.get(name).copied()).collect();
    Major { name: row.cell(0), classes, within: None, row }
}

fn names(all: &[Major]) -> FxHashMap<&'static str, MajorId> {
    all.iter().enumerate().map(|(at, major)| (major.name, MajorId(at as u16))).collect()
}

fn related(names: &FxHashMap<&'static str, MajorId>) -> Vec<(MajorId, MajorId, u16)> {
    let read = |row: Row| {
        let (a, b) = (names.get(row.cell(0))?, names.get(row.cell(1))?);
        Some((*a, *b, row.cell(2).parse::<u16>().ok()?))
    };
    let pairs = rows(include_str!("../../tables/majors/related.tsv")).filter_map(read);
    let mut both: Vec<_> = pairs.flat_map(|(a, b, points)| [(a, b, points), (b, a, points)]).collect();
    both.sort_unstable();
    both
}

fn occupations(names: &FxHashMap<&'static str, MajorId>) -> Vec<(MajorId, Row)> {
    let table = rows(include_str!("../../tables/majors/occupations.tsv"));
    let mut all: Vec<_> = table.filter_map(|row| Some((*names.get(row.cell(0))?, row))).collect();
    all.sort_by_key(|&(id, _)| id);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_known_classes() {
        let majors = Majors::embedded();
        assert_eq!(majors.names.len(), majors.all.len(), "names are distinct");
        assert!(majors.all.iter().all(|m| !m.classes.is_empty()), "every major has a class");
        for row in major_rows() {
            assert!(row.list(1).all(|class| majors.by_name(class).is_some()), "{row:?}");
        }
        assert_eq!(majors.related.len(), 2 * rows(include_str!("../../tables/majors/related.tsv")).count());
        let table = include_str!("../../tables/majors/occupations.tsv");
        assert_eq!(majors.occupations.len(), rows(table).count());
    }

    #[test]
    fn a_major_leads_to_the_work_of_its_class_where_it_has_no_row() {
        let majors = Majors::embedded();
        let work = |name| majors.occupations(majors.by_name(name).expect("known")).collect::<Vec<_>>();
        assert!(work("数控技术").contains(&"车工"));
        assert!(work("审计学").contains(&"会计专业人员"));
        assert!(work("工程造价").contains(&"工程造价工程技术人员"));
        assert!(work("哲学").is_empty());
    }
}
