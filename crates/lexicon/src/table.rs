//! Tab-separated tables to rows that know their place; what is wrong becomes a finding, never a panic.

use std::borrow::Cow;
use std::fmt;

/// The text of one table and the name by which findings call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path below `tables/` or below the overlay, with `/`.
    pub(crate) file: Cow<'static, str>,
    pub(crate) text: Cow<'static, str>,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place<'t> {
    pub(crate) file: &'t str,
    pub(crate) line: u32,
}

/// Something wrong in a table: where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path of the table.
    pub file: String,
    /// Line in it, from 1.
    pub line: u32,
    /// What is wrong.
    pub problem: Problem,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.problem)
    }
}

/// What can be wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The header lacks a column.
    #[error("the header has no column `{column}`; see SCHEMA.md")]
    MissingColumn {
        /// Its name.
        column: String,
    },
    /// A row has another number of cells than the header.
    #[error("{found} cells where the header has {expected}; look for a lost or a doubled tab")]
    CellCount {
        /// Cells in the header.
        expected: usize,
        /// Cells in the row.
        found: usize,
    },
    /// A cell that must not be empty is.
    #[error("`{column}` is empty; fill it or delete the row")]
    EmptyCell {
        /// Its column.
        column: &'static str,
    },
    /// A cell is none of the words that its column takes.
    #[error("`{value}` is no {column}; take one of: {allowed}")]
    UnknownWord {
        /// Its column.
        column: &'static str,
        /// What stands there.
        value: String,
        /// What may stand there.
        allowed: &'static str,
    },
    /// A code that the classification does not hold.
    #[error("the classification holds no code `{code}`; grep the class in occupations.tsv")]
    UnknownCode {
        /// What stands there.
        code: String,
    },
    /// A strength outside what its relation allows.
    #[error("strength `{value}` is outside {low}..={high}")]
    Strength {
        /// What stands there.
        value: String,
        /// The least.
        low: u16,
        /// The most.
        high: u16,
    },
    /// A name that no row defines.
    #[error("no row defines {kind} `{name}`; correct the name or add the row")]
    Dangling {
        /// `occupation` or `skill`.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// Two rows give one name different codes.
    #[error("`{name}` has code {code} here and {other} elsewhere; keep one")]
    TwoCodes {
        /// The name.
        name: String,
        /// The code here.
        code: String,
        /// The code elsewhere.
        other: String,
    },
    /// A row repeats the name of another.
    #[error("`{name}` is defined twice; merge the rows")]
    TwoRows {
        /// The name.
        name: String,
    },
    /// Two occupations claim one title, and no relation between them says why.
    #[error("title `{title}` is claimed by {first} and {second}; leave it to one, or relate the two")]
    TwoClaims {
        /// The title.
        title: String,
        /// One occupation.
        first: String,
        /// The other.
        second: String,
    },
    /// Two skills claim one name.
    #[error("name `{name}` is claimed by skills {first} and {second}; leave it to one")]
    TwoSkills {
        /// The name.
        name: String,
        /// One skill.
        first: String,
        /// The other.
        second: String,
    },
    /// A value stands twice in one cell.
    #[error("`{value}` stands twice in `{column}`")]
    Repeated {
        /// The column.
        column: &'static str,
        /// The value.
        value: String,
    },
    /// A look-alike phrase with nothing of the row's titles in it.
    #[error("`{phrase}` in `not` shares no two characters with a title of {name}; it suppresses nothing")]
    IdleNot {
        /// The phrase.
        phrase: String,
        /// The occupation.
        name: String,
    },
    /// One relation is stated twice with different words.
    #[error("{from} and {to} are related twice and differently ({first}, {second}); keep one")]
    TwoRelations {
        /// One end.
        from: String,
        /// The other end.
        to: String,
        /// What one row says.
        first: String,
        /// What the other says.
        second: String,
    },
    /// Directed relations that come back to where they began.
    #[error("{relation} leads from {name} back to itself; turn one row round or delete it")]
    Cycle {
        /// The relation.
        relation: &'static str,
        /// Where it begins.
        name: String,
    },
    /// A thing related to itself.
    #[error("`{name}` is related to itself; delete the row")]
    Itself {
        /// The name.
        name: String,
    },
}

/// Collects findings while tables are read.
#[derive(Debug, Default)]
pub(crate) struct Findings(pub(crate) Vec<Finding>);

impl Findings {
    pub(crate) fn add(&mut self, place: Place<'_>, problem: Problem) {
        self.0.push(Finding { file: place.file.to_owned(), line: place.line, problem });
    }
}

/// One row: its place and the cells of the asked columns, trimmed.
pub(crate) struct Row<'t, const N: usize> {
    pub(crate) place: Place<'t>,
    pub(crate) cells: [&'t str; N],
}

/// Reads the rows of `source`, with the cells of `columns`; other columns (`source`, `date`) are passed over.
pub(crate) fn rows<'t, const N: usize>(
    source: &'t Source,
    columns: [&'static str; N],
    findings: &mut Findings,
) -> Vec<Row<'t, N>> {
    let mut lines = lines(source);
    let Some((place, header)) = lines.next() else { return Vec::new() };
    let header: Vec<&str> = header.split('\t').map(str::trim).collect();
    let Some(indices) = column_indices(&header, columns, place, findings) else { return Vec::new() };
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    for (place, line) in lines {
        cells.clear();
        cells.extend(line.split('\t').map(str::trim));
        // Trailing empty cells are often lost in editors, and source and date may be missing: neither is an error.
        if cells.len() > header.len() || cells.len() + 3 < header.len() {
            findings.add(place, Problem::CellCount { expected: header.len(), found: cells.len() });
            continue;
        }
        rows.push(Row { place, cells: indices.map(|i| cells.get(i).copied().unwrap_or_default()) });
    }
    rows
}

fn lines(source: &Source) -> impl Iterator<Item = (Place<'_>, &str)> {
    let numbered = source.text.lines().enumerate();
    let written = numbered.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    written.map(|(at, line)| (Place { file: &source.file, line: at as u32 + 1 }, line))
}

fn column_indices<const N: usize>(
    header: &[&str],
    columns: [&'static str; N],
    place: Place<'_>,
    findings: &mut Findings,
) -> Option<[usize; N]> {
    let mut indices = [0; N];
    for (index, column) in indices.iter_mut().zip(columns) {
        let Some(at) = header.iter().position(|&h| h == column) else {
            findings.add(place, Problem::MissingColumn { column: column.to_owned() });
            return None;
        };
        *index = at;
    }
    Some(indices)
}

/// The values of a list cell.
pub(crate) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|v| !v.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, cells: &[[&str; 2]], findings: &[&str]) {
        let source = Source { file: "t.tsv".into(), text: text.to_owned().into() };
        let mut found = Findings::default();
        let rows = rows(&source, ["a", "c"], &mut found);
        assert_eq!(rows.iter().map(|r| r.cells).collect::<Vec<_>>(), cells, "{text}");
        assert_eq!(found.0.iter().map(ToString::to_string).collect::<Vec<_>>(), findings, "{text}");
    }

    #[test]
    fn cells_are_found_by_the_name_of_their_column() {
        check("a\tb\tc\n1\t2\t3\n", &[["1", "3"]], &[]);
        check(
            "# remark\nc\ta\n\n3\t1\tx\n",
            &[],
            &["t.tsv:4: 3 cells where the header has 2; look for a lost or a doubled tab"],
        );
    }

    #[test]
    fn lost_cells_at_the_end_are_empty() {
        check("a\tb\tc\tsource\tdate\n1\t2\t3\n1\t2\n", &[["1", "3"], ["1", ""]], &[]);
    }

    #[test]
    fn a_missing_column_is_named() {
        check("a\tb\n1\t2\n", &[], &["t.tsv:1: the header has no column `c`; see SCHEMA.md"]);
    }
}
