//! Graded judgements (qrels): which documents an adviser would refer a query to, and how gladly.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use crate::error::{Fault, Result};
use crate::lines::{each_line, put, tabbed};

const WHAT: &str = "judgements";
/// The highest grade that is read; chosen: 2^20 gains stay exact, and no scale in use has more than ten steps.
pub const MAX_GRADE: u8 = 20;

/// How judgements are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgementFormat {
    /// `query 0 doc grade`, separated by white space.
    Trec,
    /// `query<TAB>doc<TAB>grade[<TAB>reason]`.
    Tsv,
}

impl JudgementFormat {
    /// Tells the format by a line: four fields, of which the second is `0` or `Q0` and the last a number, are TREC.
    fn of(line: &str) -> Self {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields[..] {
            [_, "0" | "Q0", _, grade] if grade.parse::<i64>().is_ok() => Self::Trec,
            _ => Self::Tsv,
        }
    }
}

/// One judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    grade: u8,
    reason: String,
}

impl Judgement {
    /// The grade; 0 is a near miss: someone was tempted by it and refused it.
    #[must_use]
    pub fn grade(&self) -> u8 {
        self.grade
    }

    /// Why, in the words of who judged; empty if not said.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The judged documents of one query, by id.
pub type Judged = BTreeMap<String, Judgement>;

/// Graded judgements by query; what is not listed is grade 0.
///
/// ```
/// use rengang_eval::Judgements;
/// let judgements = Judgements::read("P1 0 J1 3\nP1 0 J2 0\n".as_bytes())?;
/// assert_eq!(judgements.grade("P1", "J1"), Some(3));
/// assert_eq!(judgements.inverted().grade("J1", "P1"), Some(3));
/// # Ok::<(), rengang_eval::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    queries: BTreeMap<String, Judged>,
}

impl Judgements {
    /// Reads judgements, the format told by the first line that holds something.
    ///
    /// The first judgement of a pair counts. A negative grade (spam, in some collections) is read as 0.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for the first line that is not in the format, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut judgements = Self::default();
        let mut format = None;
        each_line(WHAT, from, |line| {
            let format = *format.get_or_insert_with(|| JudgementFormat::of(line));
            judgements.read_line(line, format)
        })?;
        Ok(judgements)
    }

    /// Reads judgements in `format`.
    ///
    /// # Errors
    /// As [`Judgements::read`].
    pub fn read_as(from: impl BufRead, format: JudgementFormat) -> Result<Self> {
        let mut judgements = Self::default();
        each_line(WHAT, from, |line| judgements.read_line(line, format))?;
        Ok(judgements)
    }

    fn read_line(&mut self, line: &str, format: JudgementFormat) -> std::result::Result<(), Fault> {
        let (query, doc, grade, reason) = match format {
            JudgementFormat::Trec => trec_fields(line)?,
            JudgementFormat::Tsv => {
                let fields = tabbed(line, 3, "query<TAB>doc<TAB>grade[<TAB>reason]")?;
                (fields[0], fields[1], fields[2], fields.get(3).copied().unwrap_or(""))
            }
        };
        self.insert(query, doc, grade_of(grade)?, reason);
        Ok(())
    }

    /// Adds a judgement unless the pair has one; grades above [`MAX_GRADE`] are held to it.
    pub fn insert(&mut self, query: &str, doc: &str, grade: u8, reason: &str) {
        let judged = self.queries.entry(query.to_owned()).or_default();
        judged
            .entry(doc.to_owned())
            .or_insert_with(|| Judgement { grade: grade.min(MAX_GRADE), reason: reason.to_owned() });
    }

    /// Writes the judgements, by query and document; the TREC form leaves the reasons out.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) if writing fails.
    pub fn write(&self, mut to: impl Write, format: JudgementFormat) -> Result<()> {
        for (query, judged) in &self.queries {
            for (doc, Judgement { grade, reason }) in judged {
                match format {
                    JudgementFormat::Trec => put(WHAT, &mut to, format_args!("{query} 0 {doc} {grade}"))?,
                    JudgementFormat::Tsv if reason.is_empty() => {
                        put(WHAT, &mut to, format_args!("{query}\t{doc}\t{grade}"))?;
                    }
                    JudgementFormat::Tsv => {
                        put(WHAT, &mut to, format_args!("{query}\t{doc}\t{grade}\t{reason}"))?
                    }
                }
            }
        }
        Ok(())
    }

    /// The same judgements asked from the other side: each document a query, each query a document.
    #[must_use]
    pub fn inverted(&self) -> Self {
        let mut inverted = Self::default();
        for (query, judged) in &self.queries {
            for (doc, judgement) in judged {
                inverted.insert(doc, query, judgement.grade, &judgement.reason);
            }
        }
        inverted
    }

    /// The queries with their judged documents, by id.
    pub fn queries(&self) -> impl Iterator<Item = (&str, &Judged)> {
        self.queries.iter().map(|(query, judged)| (query.as_str(), judged))
    }

    /// The judged documents of a query.
    #[must_use]
    pub fn of(&self, query: &str) -> Option<&Judged> {
        self.queries.get(query)
    }

    /// The grade of a pair, if it was judged.
    #[must_use]
    pub fn grade(&self, query: &str, doc: &str) -> Option<u8> {
        self.queries.get(query)?.get(doc).map(Judgement::grade)
    }
}

fn trec_fields(line: &str) -> std::result::Result<(&str, &str, &str, &str), Fault> {
    let fields: Vec<&str> = line.split_whitespace().collect();
    match fields[..] {
        [query, _, doc, grade] => Ok((query, doc, grade, "")),
        _ => Err(Fault::Fields { found: fields.len(), expected: 4, form: "query 0 doc grade" }),
    }
}

fn grade_of(text: &str) -> std::result::Result<u8, Fault> {
    let number: i64 = text.parse().unwrap_or(i64::from(MAX_GRADE) + 1);
    match u8::try_from(number.max(0)) {
        Ok(grade) if grade <= MAX_GRADE => Ok(grade),
        _ => Err(Fault::Number { field: "grade", text: text.to_owned(), rule: "a whole number up to 20" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = Judgements::read(text.as_bytes()).map_or_else(|e| e.to_string(), |j| written(&j));
        assert_eq!(found, expected);
    }

    fn written(judgements: &Judgements) -> String {
        let mut to = Vec::new();
        judgements.write(&mut to, JudgementFormat::Tsv).unwrap();
        String::from_utf8(to).unwrap().replace('\t', " ").replace('\n', "; ")
    }

    #[test]
    fn both_formats_are_told_apart_by_their_first_line() {
        check("P1 0 J1 3\nP1\tQ0\tJ2\t1\n", "P1 J1 3; P1 J2 1; ");
        check("P1\tJ1\t3\t全合\nP1\tJ2\t0\n", "P1 J1 3 全合; P1 J2 0; ");
    }

    #[test]
    fn the_first_judgement_of_a_pair_counts() {
        check("P1\tJ1\t3\nP1\tJ1\t0\n", "P1 J1 3; ");
    }

    #[test]
    fn marks_blank_lines_and_windows_line_ends_are_passed_over() {
        check("\u{feff}P1\tJ1\t3\r\n\r\nP2\tJ1\t-2\r\n", "P1 J1 3; P2 J1 0; ");
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        check(
            "P1\tJ1\t3\nP1\tJ2\n",
            "judgements line 2: 2 fields where 3 are needed; the form is `query<TAB>doc<TAB>grade[<TAB>reason]`",
        );
        check("P1\tJ1\tgood\n", "judgements line 1: grade `good` is not a whole number up to 20");
        check("\tJ1\t3\n", "judgements line 1: the first field is empty");
    }

    #[test]
    fn inverting_twice_gives_the_same() {
        let judgements = Judgements::read("P1\tJ1\t3\t好\nP2\tJ1\t1\nP2\tJ2\t0\n".as_bytes()).unwrap();
        assert_eq!(judgements.inverted().inverted(), judgements);
        assert_eq!(written(&judgements.inverted()), "J1 P1 3 好; J1 P2 1; J2 P2 0; ");
    }

    #[test]
    fn what_is_written_as_trec_is_read_back() {
        let judgements = Judgements::read("P1\tJ1\t3\nP2\tJ1\t1\n".as_bytes()).unwrap();
        let mut to = Vec::new();
        judgements.write(&mut to, JudgementFormat::Trec).unwrap();
        assert_eq!(Judgements::read(&to[..]).unwrap(), judgements);
    }
}
