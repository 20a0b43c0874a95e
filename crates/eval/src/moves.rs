//! What moved between two runs, query by query, and which part of the score moved it; as Markdown or as HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use serde::Serialize;

use crate::error::Result;
use crate::judgements::{Judgement, Judgements};
use crate::lines::put;
use crate::measure::Measure;
use crate::parts::{PartTable, Parts};
use crate::run::{Placed, Run, Ties};
use crate::scores::three;

const WHAT: &str = "report";
/// Parts named for one document; chosen: two hold most of a move, and the line stays readable.
const PARTS_NAMED: usize = 2;

/// One document that stands elsewhere than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The document.
    pub doc: String,
    /// Its grade, if it was judged.
    pub grade: Option<u8>,
    /// Why it was judged so.
    pub reason: String,
    /// Its place before, from 1.
    pub before: Option<usize>,
    /// Its place after, from 1.
    pub after: Option<usize>,
    /// The change of each part that changed, the largest first; empty without breakdowns.
    pub parts: Vec<PartChange>,
}

/// How much one part of a score changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartChange {
    /// The part.
    pub part: String,
    /// Points after less points before.
    pub change: i32,
}

/// One query under two runs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryMoves {
    /// The query.
    pub query: String,
    /// The figure before.
    pub before: Option<f64>,
    /// The figure after.
    pub after: Option<f64>,
    /// What moved among the first places, in the order after.
    pub moves: Vec<Move>,
}

impl QueryMoves {
    fn change(&self) -> f64 {
        self.after.unwrap_or(0.0) - self.before.unwrap_or(0.0)
    }
}

/// Two runs side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideBySide {
    /// The measure of each query's figure, by its name.
    pub measure: String,
    /// The queries of either run in which anything moved, those that lost most first.
    pub queries: Vec<QueryMoves>,
}

impl SideBySide {
    /// Compares the first `at` places of two runs; `parts` are the breakdowns before and after, if there are any.
    #[must_use]
    pub fn of(
        judgements: &Judgements,
        [before, after]: [&Run; 2],
        measure: Measure,
        at: usize,
        parts: Option<[&PartTable; 2]>,
    ) -> Self {
        let asked: BTreeSet<&str> = before.queries().chain(after.queries()).map(|(query, _)| query).collect();
        let each = asked.into_iter().map(|query| {
            let figure = |run: &Run| {
                judgements.of(query).and_then(|j| measure.of(j, &run.ranked(query, Ties::default())))
            };
            let moved = moves([before.of(query), after.of(query)], at).into_iter();
            QueryMoves {
                query: query.to_owned(),
                before: figure(before),
                after: figure(after),
                moves: moved.map(|(doc, places)| a_move(judgements, query, doc, places, parts)).collect(),
            }
        });
        let mut queries: Vec<QueryMoves> = each.filter(|q| !q.moves.is_empty()).collect();
        let sign = if measure.is_loss() { -1.0 } else { 1.0 };
        queries.sort_by(|a, b| (sign * a.change()).total_cmp(&(sign * b.change())));
        Self { measure: measure.label(), queries }
    }

    /// Writes the report as Markdown, a section a query.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) if writing fails.
    pub fn write_markdown(&self, mut to: impl Write) -> Result<()> {
        for query in &self.queries {
            let title = format!("{} · {} {}", markdown(&query.query), self.measure, figures(query));
            put(WHAT, &mut to, format_args!("## {title}\n\n| doc | grade | place | moved by | reason |"))?;
            put(WHAT, &mut to, format_args!("|---|---|---|---|---|"))?;
            for moved in &query.moves {
                let cells = moved.cells().map(|cell| markdown(&cell)).join(" | ");
                put(WHAT, &mut to, format_args!("| {cells} |"))?;
            }
            put(WHAT, &mut to, format_args!(""))?;
        }
        Ok(())
    }

    /// Writes the report as one page of HTML that needs no other file.
    ///
    /// # Errors
    /// [`Error::Io`](crate::Error::Io) if writing fails.
    pub fn write_html(&self, mut to: impl Write) -> Result<()> {
        put(WHAT, &mut to, format_args!("{HEAD}"))?;
        for query in &self.queries {
            let class = if query.change() < 0.0 { "down" } else { "up" };
            let title = format!("{} · {} {}", html(&query.query), self.measure, figures(query));
            put(
                WHAT,
                &mut to,
                format_args!("<details open><summary class={class}>{title}</summary><table>"),
            )?;
            put(WHAT, &mut to, format_args!("<tr><th>doc<th>grade<th>place<th>moved by<th>reason"))?;
            for moved in &query.moves {
                let cells = moved.cells().map(|cell| html(&cell)).join("<td>");
                put(WHAT, &mut to, format_args!("<tr class={}><td>{cells}", moved.class()))?;
            }
            put(WHAT, &mut to, format_args!("</table></details>"))?;
        }
        put(WHAT, &mut to, format_args!("</body></html>"))
    }
}

impl Move {
    fn cells(&self) -> [String; 5] {
        let place = |place: Option<usize>| place.map_or_else(|| "–".to_owned(), |p| p.to_string());
        let parts = self.parts.iter().take(PARTS_NAMED).map(|p| format!("{} {:+}", p.part, p.change));
        [
            self.doc.clone(),
            self.grade.map_or_else(String::new, |g| g.to_string()),
            format!("{} → {}", place(self.before), place(self.after)),
            parts.collect::<Vec<_>>().join(", "),
            self.reason.clone(),
        ]
    }

    /// Whether the move is for the better: a relevant document up, another down.
    fn class(&self) -> &'static str {
        let place = |place: Option<usize>| place.unwrap_or(usize::MAX);
        let rose = place(self.after) < place(self.before);
        if rose == (self.grade.unwrap_or(0) > 0) { "up" } else { "down" }
    }
}

const HEAD: &str = "<!doctype html><html><head><meta charset=utf-8><title>Two runs side by side</title><style>\
body{font:15px/1.5 system-ui,sans-serif;max-width:70em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.15em .6em;border-bottom:1px solid #ddd}\
summary{font-weight:600;margin:.8em 0 .3em}summary.down{color:#a40000}tr.down td:nth-child(3){color:#a40000}\
tr.up td:nth-child(3){color:#00662b}</style></head><body>";

fn figures(query: &QueryMoves) -> String {
    format!("{} → {}", three(query.before), three(query.after))
}

type Places = [Option<usize>; 2];

/// The documents among the first `at` of either list whose place changed, in the order after, then before.
fn moves(lists: [&[Placed]; 2], at: usize) -> Vec<(&str, Places)> {
    let mut places: BTreeMap<&str, Places> = BTreeMap::new();
    for (side, list) in lists.into_iter().enumerate() {
        for (place, placed) in (1..).zip(list) {
            places.entry(&placed.doc).or_default()[side] = Some(place);
        }
    }
    let near = |p: Option<usize>| p.is_some_and(|p| p <= at);
    let mut moved: Vec<(&str, Places)> =
        places.into_iter().filter(|(_, [b, a])| a != b && (near(*b) || near(*a))).collect();
    moved.sort_by_key(|&(_, [b, a])| (a.unwrap_or(usize::MAX), b.unwrap_or(usize::MAX)));
    moved
}

fn a_move(
    judgements: &Judgements,
    query: &str,
    doc: &str,
    [before, after]: Places,
    parts: Option<[&PartTable; 2]>,
) -> Move {
    let judgement = judgements.of(query).and_then(|judged| judged.get(doc));
    let sides = parts.and_then(|[b, a]| Some([b.of(query, doc)?, a.of(query, doc)?]));
    Move {
        doc: doc.to_owned(),
        grade: judgement.map(Judgement::grade),
        reason: judgement.map_or_else(String::new, |j| j.reason().to_owned()),
        before,
        after,
        parts: sides.map_or_else(Vec::new, part_changes),
    }
}

fn part_changes([before, after]: [&Parts; 2]) -> Vec<PartChange> {
    let points = |parts: &Parts, name: &str| i32::from(parts.get(name).copied().flatten().unwrap_or(0));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let each = names
        .into_iter()
        .map(|name| PartChange { part: name.clone(), change: points(after, name) - points(before, name) });
    let mut changes: Vec<PartChange> = each.filter(|c| c.change != 0).collect();
    changes.sort_by_key(|c| std::cmp::Reverse(c.change.abs()));
    changes
}

fn markdown(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;")
}

fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(parts: Option<[&PartTable; 2]>) -> SideBySide {
        let judgements = Judgements::read("P1\tJ1\t3\t全合\nP1\tJ2\t0\t<缺|证>\n".as_bytes()).unwrap();
        let run = |text: &str| Run::read(text.as_bytes()).unwrap();
        let before = run("P1\tJ2\t9\nP1\tJ1\t8\nP2\tJ1\t5\n");
        let after = run("P1\tJ1\t9\nP1\tJ3\t7\nP2\tJ1\t5\n");
        SideBySide::of(&judgements, [&before, &after], Measure::HOUSE[0], 10, parts)
    }

    fn check(write: impl Fn(&SideBySide, &mut Vec<u8>), expected: &[&str]) {
        let mut to = Vec::new();
        write(&report(None), &mut to);
        let text = String::from_utf8(to).unwrap();
        expected.iter().for_each(|part| assert!(text.contains(part), "{part} in {text}"));
    }

    #[test]
    fn only_what_moved_is_told_in_the_order_after() {
        let report = report(None);
        assert_eq!(report.queries.len(), 1, "nothing moved for P2");
        let moved: Vec<_> =
            report.queries[0].moves.iter().map(|m| (m.doc.as_str(), m.before, m.after)).collect();
        assert_eq!(moved, [("J1", Some(2), Some(1)), ("J3", None, Some(2)), ("J2", Some(1), None)]);
    }

    #[test]
    fn the_part_that_changed_most_is_named_first() {
        let table = |text: &str| PartTable::read(text.as_bytes()).unwrap();
        let before = table(r#"{"query":"P1","doc":"J1","parts":{"pay":70,"place":100,"form":9}}"#);
        let after = table(r#"{"query":"P1","doc":"J1","parts":{"pay":90,"place":40,"form":9}}"#);
        let report = report(Some([&before, &after]));
        assert_eq!(report.queries[0].moves[0].cells()[3], "place -60, pay +20");
    }

    #[test]
    fn what_a_record_says_cannot_break_the_page() {
        check(
            |r, to| r.write_markdown(to).unwrap(),
            &["## P1 · ndcg10 0.631 → 1.000", "| 1 → – |", "&lt;缺\\|证>"],
        );
        check(
            |r, to| r.write_html(to).unwrap(),
            &["&lt;缺|证&gt;", "<tr class=up><td>J1<td>3<td>2 → 1", "</html>"],
        );
    }
}
