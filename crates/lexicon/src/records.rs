//! Rows of the tables as typed records; a row that is wrong becomes a finding and is left out.

use crate::code::ClassCode;
use crate::occupation::Rank;
use crate::related::{Direction, RelationKind};
use crate::skill::SkillKind;
use crate::table::{Findings, Place, Problem, Row, Source, list, rows};

/// A code of the classification and its name.
pub(crate) struct ClassRow<'t> {
    pub(crate) code: ClassCode,
    pub(crate) name: &'t str,
}

pub(crate) struct OccupationRow<'t> {
    pub(crate) place: Place<'t>,
    pub(crate) name: &'t str,
    pub(crate) code: Option<ClassCode>,
    pub(crate) family: &'t str,
    pub(crate) rank: Option<Rank>,
    pub(crate) titles: Vec<&'t str>,
    pub(crate) spoken: Vec<&'t str>,
    pub(crate) duties: Vec<&'t str>,
    pub(crate) not: Vec<&'t str>,
}

pub(crate) struct RelatedRow<'t> {
    pub(crate) place: Place<'t>,
    pub(crate) from: &'t str,
    pub(crate) to: &'t str,
    pub(crate) kind: RelationKind,
    pub(crate) strength: u16,
}

pub(crate) struct SkillRow<'t> {
    pub(crate) place: Place<'t>,
    pub(crate) name: &'t str,
    pub(crate) kind: SkillKind,
    pub(crate) names: Vec<&'t str>,
    pub(crate) related: Vec<(&'t str, u16)>,
    pub(crate) occupations: Vec<&'t str>,
}

/// All rows of all tables, by the order of the files.
#[derive(Default)]
pub(crate) struct Records<'t> {
    pub(crate) classes: Vec<ClassRow<'t>>,
    pub(crate) occupations: Vec<OccupationRow<'t>>,
    pub(crate) related: Vec<RelatedRow<'t>>,
    pub(crate) skills: Vec<SkillRow<'t>>,
}

impl<'t> Records<'t> {
    /// Reads each source by the name of its file.
    pub(crate) fn read(sources: &'t [Source], findings: &mut Findings) -> Self {
        let mut records = Self::default();
        for source in sources {
            match source.file.rsplit('/').next() {
                Some("occupations.tsv") if is_classification(source) => {
                    records.read_classes(source, findings)
                }
                Some("occupations.tsv") => records.read_occupations(source, findings),
                Some("related.tsv") => records.read_related(source, findings),
                Some("skills.tsv") => records.read_skills(source, findings),
                _ => {}
            }
        }
        records
    }

    fn read_classes(&mut self, source: &'t Source, findings: &mut Findings) {
        for Row { place, cells: [code, name] } in rows(source, ["code", "name"], findings) {
            match code.parse() {
                Ok(code) => self.classes.push(ClassRow { code, name }),
                Err(_) => findings.add(place, Problem::UnknownCode { code: code.to_owned() }),
            }
        }
    }

    fn read_occupations(&mut self, source: &'t Source, findings: &mut Findings) {
        let columns = ["name", "code", "family", "rank", "titles", "spoken", "duties", "not"];
        for row in rows(source, columns, findings) {
            match occupation_row(&row) {
                Ok(row) => self.occupations.push(row),
                Err(problem) => findings.add(row.place, problem),
            }
        }
    }

    fn read_related(&mut self, source: &'t Source, findings: &mut Findings) {
        for row in rows(source, ["from", "to", "relation", "strength"], findings) {
            match related_row(&row) {
                Ok(row) => self.related.push(row),
                Err(problem) => findings.add(row.place, problem),
            }
        }
    }

    fn read_skills(&mut self, source: &'t Source, findings: &mut Findings) {
        for row in rows(source, ["skill", "kind", "names", "related", "occupations"], findings) {
            match skill_row(&row) {
                Ok(row) => self.skills.push(row),
                Err(problem) => findings.add(row.place, problem),
            }
        }
    }
}

/// The classification itself has a column that the tables of the trades have not.
fn is_classification(source: &Source) -> bool {
    source.text.lines().next().is_some_and(|header| header.split('\t').any(|c| c == "level"))
}

fn occupation_row<'t>(row: &Row<'t, 8>) -> Result<OccupationRow<'t>, Problem> {
    let [name, code, family, rank, titles, spoken, duties, not] = row.cells;
    Ok(OccupationRow {
        place: row.place,
        name: filled("name", name)?,
        code: optional(code, |c| c.parse().map_err(|_| Problem::UnknownCode { code: c.to_owned() }))?,
        family,
        rank: optional(rank, |r| Rank::from_word(r).ok_or_else(|| unknown("rank", r, Rank::WORDS)))?,
        titles: list(titles).collect(),
        spoken: list(spoken).collect(),
        duties: list(duties).collect(),
        not: list(not).collect(),
    })
}

fn related_row<'t>(row: &Row<'t, 4>) -> Result<RelatedRow<'t>, Problem> {
    let [from, to, relation, strength] = row.cells;
    let kind = RelationKind::from_word(relation)
        .ok_or_else(|| unknown("relation", relation, RelationKind::WORDS))?;
    let range = kind.strengths();
    let strength = strength_in(strength, *range.start(), *range.end())?;
    Ok(RelatedRow { place: row.place, from: filled("from", from)?, to: filled("to", to)?, kind, strength })
}

fn skill_row<'t>(row: &Row<'t, 5>) -> Result<SkillRow<'t>, Problem> {
    let [name, kind, names, related, occupations] = row.cells;
    Ok(SkillRow {
        place: row.place,
        name: filled("skill", name)?,
        kind: SkillKind::from_word(kind).ok_or_else(|| unknown("kind", kind, SkillKind::WORDS))?,
        names: list(names).collect(),
        related: list(related).map(related_skill).collect::<Result<_, _>>()?,
        occupations: list(occupations).collect(),
    })
}

/// `skill:strength`; the colon is the last one, since names may hold others.
fn related_skill(value: &str) -> Result<(&str, u16), Problem> {
    let (name, strength) = value.rsplit_once([':', '：']).unwrap_or((value, ""));
    Ok((name.trim(), strength_in(strength, 0, 1000)?))
}

fn strength_in(value: &str, low: u16, high: u16) -> Result<u16, Problem> {
    let strength = value.trim().parse().ok().filter(|s| (low..=high).contains(s));
    strength.ok_or_else(|| Problem::Strength { value: value.to_owned(), low, high })
}

fn filled<'t>(column: &'static str, cell: &'t str) -> Result<&'t str, Problem> {
    if cell.is_empty() { Err(Problem::EmptyCell { column }) } else { Ok(cell) }
}

fn optional<T>(cell: &str, read: impl Fn(&str) -> Result<T, Problem>) -> Result<Option<T>, Problem> {
    if cell.is_empty() { Ok(None) } else { read(cell).map(Some) }
}

fn unknown(column: &'static str, value: &str, allowed: &'static str) -> Problem {
    Problem::UnknownWord { column, value: value.to_owned(), allowed }
}

impl RelationKind {
    /// The strengths that the schema allows.
    pub(crate) fn strengths(self) -> std::ops::RangeInclusive<u16> {
        match self {
            Self::Same => 850..=1000,
            Self::Close => 400..=900,
            Self::TrainsInto => 200..=700,
            Self::Supervises => 200..=800,
            Self::Confused => 0..=200,
        }
    }

    pub(crate) fn direction(self) -> Direction {
        match self {
            Self::Same | Self::Close | Self::Confused => Direction::Both,
            Self::TrainsInto | Self::Supervises => Direction::Forward,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &'static str, text: &'static str, kept: usize, finding: &str) {
        let sources = [Source { file: file.into(), text: text.into() }];
        let mut findings = Findings::default();
        let records = Records::read(&sources, &mut findings);
        assert_eq!(records.occupations.len() + records.related.len() + records.skills.len(), kept, "{text}");
        let messages: Vec<String> = findings.0.iter().map(ToString::to_string).collect();
        assert_eq!(messages.join("\n"), finding, "{text}");
    }

    #[test]
    fn a_wrong_row_is_left_out_and_named() {
        let header = "from\tto\trelation\tstrength\n";
        let text: &str =
            Box::leak(format!("{header}甲\t乙\tclose\t700\n甲\t丙\tclose\t1\n").into_boxed_str());
        check("x/related.tsv", text, 1, "x/related.tsv:3: strength `1` is outside 400..=900");
        let text: &str = Box::leak(format!("{header}甲\t乙\tcloser\t700\n").into_boxed_str());
        let message = "x/related.tsv:2: `closer` is no relation; take one of: same, close, trains_into, \
                       supervises, confused";
        check("x/related.tsv", text, 0, message);
    }

    #[test]
    fn the_strength_of_a_skill_follows_the_last_colon() {
        assert_eq!(related_skill("S7:1200:600"), Ok(("S7:1200", 600)));
        assert!(related_skill("S7").is_err());
    }
}
