//! Occupations: the classes of the catalogue, the trades inside them, and the groups above them.
//!
//! Every class of level 4 is an occupation, and so is every minor group (小类), for work that is told no further
//! (教师, 销售人员). A row of the trades' tables with the name of a class fills that class; any other row is a trade
//! (工种) below its code. Knows no texts: finding titles in them is `title`'s work.

use std::fmt;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use crate::code::{ClassCode, InvalidCode};
use crate::records::{ClassRow, OccupationRow, Records};
use crate::table::{Findings, Problem};

/// An occupation of one lexicon; ids of lexicons with other fingerprints mean other work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OccupationId(pub(crate) u16);

impl OccupationId {
    /// The place of the occupation in [`Occupations::all`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How far the occupation reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OccupationKind {
    /// A minor group (小类): work that is told no further.
    Group,
    /// A class (职业).
    Class,
    /// A trade (工种) inside a class.
    Trade,
}

/// The usual standing of people who do the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// 学徒, 小工, 普工.
    Helper,
    /// 操作工, 文员.
    Worker,
    /// 技工, 师傅.
    Skilled,
    /// 班组长, 主管.
    Lead,
    /// 经理, 店长.
    Manager,
    /// 工程师, 教师, 会计.
    Professional,
    /// 高级, 总监.
    Senior,
}

impl Rank {
    pub(crate) const WORDS: &str = "helper, worker, skilled, lead, manager, professional, senior";

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "helper" => Self::Helper,
            "worker" => Self::Worker,
            "skilled" => Self::Skilled,
            "lead" => Self::Lead,
            "manager" => Self::Manager,
            "professional" => Self::Professional,
            "senior" => Self::Senior,
            _ => return None,
        })
    }

    /// The word of the tables: `skilled`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Helper => "helper",
            Self::Worker => "worker",
            Self::Skilled => "skilled",
            Self::Lead => "lead",
            Self::Manager => "manager",
            Self::Professional => "professional",
            Self::Senior => "senior",
        }
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One kind of work.
#[derive(Debug, Clone)]
pub struct Occupation {
    id: OccupationId,
    kind: OccupationKind,
    name: Box<str>,
    code: ClassCode,
    family: Option<Arc<str>>,
    rank: Option<Rank>,
    titles: Vec<Box<str>>,
    spoken: Vec<Box<str>>,
    duties: Vec<Box<str>>,
    not: Vec<Box<str>>,
}

impl Occupation {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> OccupationId {
        self.id
    }

    /// Group, class or trade.
    #[must_use]
    pub fn kind(&self) -> OccupationKind {
        self.kind
    }

    /// Its canonical name, unique in the lexicon.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The code of the class that it is or lies in; a higher one for work that is told no further (普工: `6`).
    #[must_use]
    pub fn code(&self) -> ClassCode {
        self.code
    }

    /// The circle of close work that it belongs to.
    #[must_use]
    pub fn family(&self) -> Option<&str> {
        self.family.as_deref()
    }

    /// The usual standing of those who do it.
    #[must_use]
    pub fn rank(&self) -> Option<Rank> {
        self.rank
    }

    /// Titles as ads write them, the most typical first; not folded.
    pub fn titles(&self) -> impl ExactSizeIterator<Item = &str> {
        self.titles.iter().map(|t| &**t)
    }

    /// How people say it in a wish or a history; not folded.
    pub fn spoken(&self) -> impl ExactSizeIterator<Item = &str> {
        self.spoken.iter().map(|t| &**t)
    }

    /// Words of an ad's description that speak for it; not folded.
    pub fn duties(&self) -> impl ExactSizeIterator<Item = &str> {
        self.duties.iter().map(|t| &**t)
    }

    /// Phrases that hold one of its titles and are other work; not folded.
    pub fn look_alikes(&self) -> impl ExactSizeIterator<Item = &str> {
        self.not.iter().map(|t| &**t)
    }
}

/// All occupations and the names of the codes above them.
pub struct Occupations {
    all: Vec<Occupation>,
    by_name: FxHashMap<Box<str>, OccupationId>,
    /// Sorted by code.
    codes: Vec<(ClassCode, Box<str>)>,
}

impl Occupations {
    /// All occupations, by code: a group before its classes, a class before its trades.
    #[must_use]
    pub fn all(&self) -> &[Occupation] {
        &self.all
    }

    /// One of them.
    ///
    /// # Panics
    /// If the id is of another lexicon and beyond this one.
    #[must_use]
    pub fn get(&self, id: OccupationId) -> &Occupation {
        &self.all[id.index()]
    }

    /// The occupation at a place in [`Occupations::all`]: ids that were stored come back through this.
    #[must_use]
    pub fn id_at(&self, index: usize) -> Option<OccupationId> {
        self.all.get(index).map(Occupation::id)
    }

    /// The occupation of a canonical name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<OccupationId> {
        self.by_name.get(name).copied()
    }

    /// All occupations of a code and below it: `6-18-02-04` gives 焊工 and its trades.
    #[must_use]
    pub fn by_code(&self, code: ClassCode) -> &[Occupation] {
        let start = self.all.partition_point(|o| o.code < code);
        let len = self.all[start..].partition_point(|o| code.contains(o.code));
        &self.all[start..start + len]
    }

    /// The name of a code of any level.
    #[must_use]
    pub fn code_name(&self, code: ClassCode) -> Option<&str> {
        let at = self.codes.binary_search_by_key(&code, |(c, _)| *c).ok()?;
        Some(&self.codes[at].1)
    }

    /// The class that the occupation is or lies in.
    #[must_use]
    pub fn class_of(&self, id: OccupationId) -> Option<OccupationId> {
        let code = self.get(id).code;
        self.by_code(code)
            .iter()
            .find(|o| o.code == code && o.kind == OccupationKind::Class)
            .map(Occupation::id)
    }

    /// The minor group above the occupation, where the group is an occupation itself.
    #[must_use]
    pub fn group_of(&self, id: OccupationId) -> Option<OccupationId> {
        let code = self.get(id).code.at_level(3)?;
        self.by_code(code).first().filter(|o| o.kind == OccupationKind::Group).map(Occupation::id)
    }

    /// Merges the rows of the trades into the classification.
    pub(crate) fn build(records: &Records<'_>, findings: &mut Findings) -> Self {
        let mut drafts = Drafts::new(&records.classes);
        for row in &records.occupations {
            drafts.add(row, findings);
        }
        drafts.finish(&records.classes)
    }
}

/// Occupations while rows are still being added.
struct Drafts {
    all: Vec<Occupation>,
    by_name: FxHashMap<Box<str>, usize>,
    families: FxHashMap<Box<str>, Arc<str>>,
    codes: FxHashSet<ClassCode>,
}

impl Drafts {
    fn new(classes: &[ClassRow<'_>]) -> Self {
        let codes = classes.iter().map(|c| c.code).collect();
        let (by_name, families) = (FxHashMap::default(), FxHashMap::default());
        let mut drafts = Self { all: Vec::new(), by_name, families, codes };
        for class in classes.iter().filter(|c| c.code.level() == 4) {
            drafts.insert(class.name, class.code, OccupationKind::Class);
        }
        for group in classes.iter().filter(|c| c.code.level() == 3) {
            // A group of one class of the same name is that class.
            if !drafts.by_name.contains_key(group.name) {
                drafts.insert(group.name, group.code, OccupationKind::Group);
            }
        }
        drafts
    }

    fn insert(&mut self, name: &str, code: ClassCode, kind: OccupationKind) -> usize {
        self.by_name.insert(name.into(), self.all.len());
        self.all.push(Occupation {
            id: OccupationId(0),
            kind,
            name: name.into(),
            code,
            family: None,
            rank: None,
            titles: Vec::new(),
            spoken: Vec::new(),
            duties: Vec::new(),
            not: Vec::new(),
        });
        self.all.len() - 1
    }

    fn add(&mut self, row: &OccupationRow<'_>, findings: &mut Findings) {
        let Some(at) = self.place_of(row, findings) else { return };
        let family = (!row.family.is_empty()).then(|| self.family(row.family));
        let occupation = &mut self.all[at];
        occupation.family = family.or(occupation.family.take());
        occupation.rank = row.rank.or(occupation.rank);
        let lists = [
            (&mut occupation.titles, &row.titles),
            (&mut occupation.spoken, &row.spoken),
            (&mut occupation.duties, &row.duties),
            (&mut occupation.not, &row.not),
        ];
        for (list, more) in lists {
            list.extend(more.iter().map(|v| Box::from(*v)));
        }
    }

    fn place_of(&mut self, row: &OccupationRow<'_>, findings: &mut Findings) -> Option<usize> {
        let known = self.by_name.get(row.name).copied();
        match (known, row.code) {
            // A row may be named as the whole minor group that its code lies in: then it fills the group.
            (Some(at), Some(code)) if !self.all[at].code.contains(code) => {
                let (code, other) = (code.to_string(), self.all[at].code.to_string());
                findings.add(row.place, Problem::TwoCodes { name: row.name.to_owned(), code, other });
                None
            }
            (Some(at), _) => Some(at),
            (None, Some(code)) if self.codes.contains(&code) => {
                Some(self.insert(row.name, code, OccupationKind::Trade))
            }
            (None, Some(code)) => {
                findings.add(row.place, Problem::UnknownCode { code: code.to_string() });
                None
            }
            (None, None) => {
                findings.add(row.place, Problem::EmptyCell { column: "code" });
                None
            }
        }
    }

    fn family(&mut self, name: &str) -> Arc<str> {
        self.families.entry(name.into()).or_insert_with(|| name.into()).clone()
    }

    fn finish(mut self, classes: &[ClassRow<'_>]) -> Occupations {
        self.all.sort_by(|a, b| (a.code, a.kind, &a.name).cmp(&(b.code, b.kind, &b.name)));
        self.all.truncate(usize::from(u16::MAX));
        for (at, occupation) in self.all.iter_mut().enumerate() {
            occupation.id = OccupationId(at as u16);
        }
        let by_name = self.all.iter().map(|o| (o.name.clone(), o.id)).collect();
        let mut codes: Vec<_> = classes.iter().map(|c| (c.code, Box::from(c.name))).collect();
        codes.sort_unstable();
        Occupations { all: self.all, by_name, codes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Source;

    const CLASSES: &str = "code\tlevel\tname\n6\t1\t生产\n6-18\t2\t机械\n6-18-02\t3\t热加工人员\n\
                           6-18-02-01\t4\t铸造工\n6-18-02-04\t4\t焊工\n";
    const HEADER: &str = "name\tcode\tfamily\trank\ttitles\tspoken\tduties\tnot\n";

    fn build(rows: &str) -> (Occupations, Vec<String>) {
        let sources = [
            Source { file: "occupations.tsv".into(), text: CLASSES.into() },
            Source { file: "x/occupations.tsv".into(), text: format!("{HEADER}{rows}").into() },
        ];
        let mut findings = Findings::default();
        let records = Records::read(&sources, &mut findings);
        let occupations = Occupations::build(&records, &mut findings);
        (occupations, findings.0.iter().map(ToString::to_string).collect())
    }

    fn check(rows: &str, code: &str, expected: &[&str]) {
        let (occupations, findings) = build(rows);
        assert_eq!(findings, [""; 0]);
        let code = code.parse().expect("a code");
        let names: Vec<&str> = occupations.by_code(code).iter().map(Occupation::name).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn a_row_with_the_name_of_a_class_is_the_class_and_others_are_trades_below() {
        let rows =
            "焊工\t6-18-02-04\twelding\tskilled\t电焊工\t\t\t\n氩弧焊工\t6-18-02-04\twelding\t\t\t\t\t\n";
        check(rows, "6-18-02-04", &["焊工", "氩弧焊工"]);
        check(rows, "6-18-02", &["热加工人员", "铸造工", "焊工", "氩弧焊工"]);
    }

    #[test]
    fn later_rows_add_to_earlier_ones() {
        let (occupations, _) = build("焊工\t6-18-02-04\tw\t\t甲\t\t\t\n焊工\t\t\tskilled\t乙\t\t\t\n");
        let welder = occupations.get(occupations.by_name("焊工").expect("known"));
        assert_eq!(welder.titles().collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!((welder.family(), welder.rank()), (Some("w"), Some(Rank::Skilled)));
    }

    #[test]
    fn codes_that_do_not_exist_or_differ_are_found() {
        let (_, findings) = build("甲\t6-18-02-99\t\t\t\t\t\t\n焊工\t6-18-02-01\t\t\t\t\t\t\n");
        assert_eq!(findings.len(), 2);
        assert!(findings[0].contains("x/occupations.tsv:2") && findings[0].contains("6-18-02-99"));
        assert!(findings[1].contains("6-18-02-01") && findings[1].contains("6-18-02-04"));
    }

    #[test]
    fn codes_of_all_levels_have_names() {
        let (occupations, _) = build("");
        assert_eq!(occupations.code_name("6-18".parse().expect("a code")), Some("机械"));
        let welder = occupations.by_name("焊工").expect("known");
        let group = occupations.group_of(welder).map(|g| occupations.get(g).name());
        assert_eq!(group, Some("热加工人员"));
        assert_eq!(occupations.class_of(welder), Some(welder));
    }
}
