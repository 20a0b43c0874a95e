//! Skills: tools, machines, techniques, software, languages, knowledge; and where a text names them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::occupation::{OccupationId, Occupations};
use crate::phrases::{Phrases, leftmost_longest};
use crate::records::SkillRow;
use crate::related::{Edge, Fit, Fits, Link, RelationKind};
use crate::table::{Findings, Problem};

/// A skill of one lexicon; ids of lexicons with other fingerprints mean other skills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkillId(pub(crate) u16);

impl SkillId {
    /// The place of the skill in [`Skills::all`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What kind of skill it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SkillKind {
    /// Held in the hand: 游标卡尺.
    Tool,
    /// Stands in a hall or drives: 数控车床, 叉车.
    Machine,
    /// A way of doing: 对刀, 静脉穿刺.
    Technique,
    /// A program or system: AutoCAD, 金蝶.
    Software,
    /// A programming language or what is written with it.
    Language,
    /// A human language.
    Tongue,
    /// Rules and subjects: GMP, 税法.
    Knowledge,
    /// How one works with people: 沟通.
    Soft,
}

impl SkillKind {
    pub(crate) const WORDS: &str = "tool, machine, technique, software, language, tongue, knowledge, soft";

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "tool" => Self::Tool,
            "machine" => Self::Machine,
            "technique" => Self::Technique,
            "software" => Self::Software,
            "language" => Self::Language,
            "tongue" => Self::Tongue,
            "knowledge" => Self::Knowledge,
            "soft" => Self::Soft,
            _ => return None,
        })
    }
}

/// One skill.
#[derive(Debug, Clone)]
pub struct Skill {
    id: SkillId,
    kind: SkillKind,
    name: Box<str>,
    names: Vec<Box<str>>,
    occupations: Vec<OccupationId>,
}

impl Skill {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> SkillId {
        self.id
    }

    /// What kind of skill it is.
    #[must_use]
    pub fn kind(&self) -> SkillKind {
        self.kind
    }

    /// Its canonical name, unique in the lexicon; not folded.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other names and spellings; not folded.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|n| &**n)
    }

    /// The occupations that it speaks for, by id.
    #[must_use]
    pub fn occupations(&self) -> &[OccupationId] {
        &self.occupations
    }
}

/// One skill named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillMention {
    /// Bytes in the folded text.
    pub bytes: Range<usize>,
    /// The skill.
    pub skill: SkillId,
}

/// All skills, how near they are, and their names for finding them.
pub struct Skills {
    all: Vec<Skill>,
    by_name: FxHashMap<Box<str>, SkillId>,
    fits: Fits,
    phrases: Phrases<SkillId>,
    /// Sorted by occupation, then skill.
    of_occupations: Vec<(OccupationId, SkillId)>,
}

impl Skills {
    /// All skills, by the order of their names.
    #[must_use]
    pub fn all(&self) -> &[Skill] {
        &self.all
    }

    /// One of them.
    ///
    /// # Panics
    /// If the id is of another lexicon and beyond this one.
    #[must_use]
    pub fn get(&self, id: SkillId) -> &Skill {
        &self.all[id.index()]
    }

    /// The skill at a place in [`Skills::all`]: ids that were stored come back through this.
    #[must_use]
    pub fn id_at(&self, index: usize) -> Option<SkillId> {
        self.all.get(index).map(Skill::id)
    }

    /// The skill of a canonical name.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<SkillId> {
        self.by_name.get(name).copied()
    }

    /// The skills that speak for an occupation, by id.
    pub fn of(&self, occupation: OccupationId) -> impl Iterator<Item = SkillId> + '_ {
        let start = self.of_occupations.partition_point(|(o, _)| *o < occupation);
        self.of_occupations[start..].iter().take_while(move |(o, _)| *o == occupation).map(|(_, s)| *s)
    }

    /// How near a skill that one has is to one that is asked for: the same in both directions.
    #[must_use]
    pub fn fit(&self, have: SkillId, asked: SkillId) -> Fit<SkillId> {
        self.fits.fit(have, asked)
    }

    /// The skills that `skill` reaches with at least `floor` points, by id, without itself.
    pub fn near(&self, skill: SkillId, floor: u16) -> impl Iterator<Item = (SkillId, Fit<SkillId>)> + '_ {
        self.fits.reached_from(skill, floor)
    }

    /// The skills that folded text names, by place: leftmost, longest, Latin names as whole words.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<SkillMention> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        let mentions = leftmost_longest(&found);
        mentions.map(|f| SkillMention { bytes: f.bytes(), skill: self.phrases.values(f.phrase)[0] }).collect()
    }

    /// All names and spellings, folded and sorted.
    pub(crate) fn folded_names(&self) -> impl Iterator<Item = &str> {
        self.phrases.all().map(|(name, _)| name)
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.phrases.heap_bytes() + self.fits.heap_bytes()
    }

    /// Number of distinct names and spellings.
    #[must_use]
    pub fn names_len(&self) -> usize {
        self.phrases.len()
    }

    pub(crate) fn build(rows: &[SkillRow<'_>], occupations: &Occupations, findings: &mut Findings) -> Self {
        let (mut all, by_name) = merged(rows);
        let edges = edges(rows, &by_name, findings);
        let mut of_occupations = spoken_for(rows, &by_name, occupations, findings);
        of_occupations.sort_unstable();
        of_occupations.dedup();
        for &(occupation, skill) in &of_occupations {
            all[skill.index()].occupations.push(occupation);
        }
        let fits = Fits::build(all.len(), edges);
        Self { phrases: Phrases::new(names(&all)), all, by_name, fits, of_occupations }
    }
}

/// Rows of one name in several trades are one skill.
fn merged(rows: &[SkillRow<'_>]) -> (Vec<Skill>, FxHashMap<Box<str>, SkillId>) {
    let mut sorted: Vec<&SkillRow<'_>> = rows.iter().collect();
    sorted.sort_by_key(|r| r.name);
    let mut all: Vec<Skill> = Vec::new();
    for row in sorted.into_iter() {
        if all.last().is_none_or(|last| *last.name != *row.name) {
            let id = SkillId(all.len() as u16);
            let (names, occupations) = (Vec::new(), Vec::new());
            all.push(Skill { id, kind: row.kind, name: row.name.into(), names, occupations });
        }
        if let Some(skill) = all.last_mut() {
            skill.names.extend(row.names.iter().filter(|n| **n != row.name).map(|n| Box::from(*n)));
            skill.names.sort_unstable();
            skill.names.dedup();
        }
    }
    let by_name = all.iter().map(|s| (s.name.clone(), s.id)).collect();
    (all, by_name)
}

/// Folded names; the canonical name of one skill is never a spelling of another.
fn names(all: &[Skill]) -> Vec<(String, SkillId)> {
    let fold = |name: &str| rengang_text::fold(name).as_str().to_owned();
    let mut owners: FxHashMap<String, SkillId> = all.iter().rev().map(|s| (fold(&s.name), s.id)).collect();
    for skill in all {
        for name in skill.names() {
            owners.entry(fold(name)).or_insert(skill.id);
        }
    }
    owners.into_iter().collect()
}

fn edges(
    rows: &[SkillRow<'_>],
    by_name: &FxHashMap<Box<str>, SkillId>,
    findings: &mut Findings,
) -> Vec<Edge> {
    let mut edges = Vec::new();
    for row in rows {
        let from = by_name[row.name].0;
        for &(name, points) in &row.related {
            let Some(&SkillId(to)) = by_name.get(name) else {
                findings.add(row.place, Problem::Dangling { kind: "skill", name: name.to_owned() });
                continue;
            };
            let link = Link::Stated(if points < 200 { RelationKind::Confused } else { RelationKind::Close });
            edges.push(Edge { from, to, points, link });
            edges.push(Edge { from: to, to: from, points, link });
        }
    }
    edges
}

fn spoken_for(
    rows: &[SkillRow<'_>],
    by_name: &FxHashMap<Box<str>, SkillId>,
    occupations: &Occupations,
    findings: &mut Findings,
) -> Vec<(OccupationId, SkillId)> {
    let mut pairs = Vec::new();
    for row in rows {
        for &name in &row.occupations {
            match occupations.by_name(name) {
                Some(occupation) => pairs.push((occupation, by_name[row.name])),
                None => {
                    findings.add(row.place, Problem::Dangling { kind: "occupation", name: name.to_owned() });
                }
            }
        }
    }
    pairs
}
