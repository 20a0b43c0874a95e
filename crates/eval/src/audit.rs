//! The fairness audit: who is selected, and how the groups of a trait that no ranking may see compare.
//!
//! The traits come from a separate file that the engine never reads. The method is that of the four-fifths rule
//! (29 CFR 1607.4 D) as bias audits of hiring tools state it (New York City, 6 RCNY 5-300): rate of selection by
//! group, over the highest rate; below four fifths is a flag to look into, not a finding. Groups under 2 % of the
//! members are shown and take no part: neither flagged nor a yardstick.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::BufRead;

use serde::Serialize;

use crate::error::Result;
use crate::lines::{each_line, tabbed};
use crate::measure::discount;
use crate::run::{Placed, Run, Score};
use crate::table::Table;

/// One group for each person, such as an age band.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    groups: BTreeMap<String, String>,
}

impl Attributes {
    /// Reads lines `id<TAB>group`; the first line of an id counts.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for a line that is not in the form, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut attributes = Self::default();
        each_line("attributes", from, |line| {
            let fields = tabbed(line, 2, "id<TAB>group")?;
            attributes.groups.entry(fields[0].to_owned()).or_insert_with(|| fields[1].to_owned());
            Ok(())
        })?;
        Ok(attributes)
    }
}

/// On which side of the run the persons stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Persons {
    /// Persons are ranked for postings: a person is selected once for each posting that shows them.
    Ranked,
    /// Postings are ranked for persons: a person is selected if at least one posting is shown to them.
    Asking,
}

/// What counts as selected: a place among the first `at`, with a score of at least `min_score`, not refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Places looked at.
    pub at: usize,
    /// The lowest score that is a selection.
    pub min_score: Score,
}

impl Selection {
    /// The first `at` places, whatever the score.
    #[must_use]
    pub fn top(at: usize) -> Self {
        Self { at, min_score: Score::REFUSED }
    }

    /// The selected documents with their places, from 0.
    fn of<'r>(&self, placed: &'r [Placed]) -> impl Iterator<Item = (usize, &'r Placed)> {
        let min_score = self.min_score;
        let shown = placed.iter().take(self.at).enumerate();
        shown.filter(move |(_, p)| !p.score.is_refused() && p.score >= min_score)
    }
}

/// One group of an audit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupAudit {
    /// The group.
    pub group: String,
    /// Its members in the attributes.
    pub members: usize,
    /// Times a member could have been selected.
    pub chances: u64,
    /// Times a member was selected.
    pub selected: u64,
    /// Selected over chances.
    pub rate: f64,
    /// The rate over the highest rate of a group that is not small; none for small groups, or if nobody is selected.
    pub impact: Option<f64>,
    /// Whether the impact ratio is below four fifths.
    pub flagged: bool,
    /// Whether the group holds under 2 % of the members.
    pub small: bool,
    /// Its share of all members.
    pub member_share: f64,
    /// Its share of the exposure, a place `i` being worth `1 / log2(i + 1)`; none where persons are not ranked.
    pub exposure_share: Option<f64>,
}

/// Rates of selection by group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// On which side the persons stood.
    pub persons: Persons,
    /// Places looked at.
    pub at: usize,
    /// The groups, by name.
    pub groups: Vec<GroupAudit>,
    /// Persons in the run of whom the attributes say nothing; they take no part.
    pub without_group: usize,
}

#[derive(Default)]
struct Count {
    members: usize,
    selected: u64,
    exposure: f64,
}

impl Audit {
    /// Counts who is selected in `run`. A person of the attributes whom the run never shows counts as not selected.
    #[must_use]
    pub fn of(run: &Run, attributes: &Attributes, persons: Persons, selection: Selection) -> Self {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        for group in attributes.groups.values() {
            counts.entry(group).or_default().members += 1;
        }
        let mut queries = 0;
        for (query, placed) in run.queries() {
            queries += 1;
            count(query, placed, attributes, persons, selection, &mut counts);
        }
        let seen: BTreeSet<&str> = match persons {
            Persons::Ranked => run.documents(),
            Persons::Asking => run.queries().map(|(query, _)| query).collect(),
        };
        let chances = if persons == Persons::Ranked { queries } else { 1 };
        Self {
            persons,
            at: selection.at,
            groups: groups(&counts, chances, persons),
            without_group: seen.into_iter().filter(|id| !attributes.groups.contains_key(*id)).count(),
        }
    }

    /// The groups below four fifths.
    pub fn flagged(&self) -> impl Iterator<Item = &GroupAudit> {
        self.groups.iter().filter(|g| g.flagged)
    }
}

fn count<'a>(
    query: &str,
    placed: &[Placed],
    attributes: &'a Attributes,
    persons: Persons,
    selection: Selection,
    counts: &mut BTreeMap<&'a str, Count>,
) {
    let mut select = |id: &str, exposure: f64| {
        if let Some(count) = attributes.groups.get(id).and_then(|group| counts.get_mut(group.as_str())) {
            count.selected += 1;
            count.exposure += exposure;
        }
    };
    match persons {
        Persons::Ranked => selection.of(placed).for_each(|(i, p)| select(&p.doc, discount(i))),
        Persons::Asking if selection.of(placed).next().is_some() => select(query, 0.0),
        Persons::Asking => {}
    }
}

fn groups(counts: &BTreeMap<&str, Count>, chances_each: u64, persons: Persons) -> Vec<GroupAudit> {
    let members: usize = counts.values().map(|c| c.members).sum();
    let exposure: f64 = counts.values().map(|c| c.exposure).sum();
    let small = |c: &Count| c.members * 50 < members;
    // The rate of the best group as selected over members: the same for all groups in chances.
    let rate = |c: &Count| (c.selected, c.members as u64);
    let higher = |a: (u64, u64), b: (u64, u64)| if b.0 * a.1 > a.0 * b.1 { b } else { a };
    let best = counts.values().filter(|c| !small(c)).map(rate).fold((0, 1), higher);
    let of_group = |(group, c): (&&str, &Count)| {
        let compared = !small(c) && best.0 > 0;
        let chances = c.members as u64 * chances_each;
        GroupAudit {
            group: (*group).to_owned(),
            members: c.members,
            chances,
            selected: c.selected,
            rate: share(c.selected as f64, chances as f64),
            impact: compared.then(|| (c.selected * best.1) as f64 / (best.0 * c.members as u64) as f64),
            flagged: compared && 5 * c.selected * best.1 < 4 * best.0 * c.members as u64,
            small: small(c),
            member_share: share(c.members as f64, members as f64),
            exposure_share: (persons == Persons::Ranked).then(|| share(c.exposure, exposure)),
        }
    };
    counts.iter().map(of_group).collect()
}

fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["group", "members", "share", "selected", "rate", "impact", "exposure", "note"];
        let mut table = Table::new(heads.map(str::to_owned));
        let optional = |v: Option<f64>| v.map_or_else(String::new, |v| format!("{v:.3}"));
        for g in &self.groups {
            let note = match (g.small, g.flagged) {
                (true, _) => "under 2 %, apart",
                (_, true) => "below 4/5",
                _ => "",
            };
            table.row([
                g.group.clone(),
                g.members.to_string(),
                format!("{:.3}", g.member_share),
                g.selected.to_string(),
                format!("{:.4}", g.rate),
                optional(g.impact),
                optional(g.exposure_share),
                note.to_owned(),
            ]);
        }
        table.fmt(f)?;
        writeln!(f, "first {} places; {} persons without a group", self.at, self.without_group)
    }
}

/// What changed when only a protected trait was flipped in the raw records; a lawful engine changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flips {
    /// Queries in either run.
    pub queries: usize,
    /// Queries whose first places hold other documents, or the same in another order.
    pub top_changed: Vec<String>,
    /// Queries in which any score or place differs, those above among them.
    pub changed: Vec<String>,
}

impl Flips {
    /// Compares the run of the records as they are with the run of the flipped ones.
    #[must_use]
    pub fn between(original: &Run, flipped: &Run, at: usize) -> Self {
        let asked: BTreeSet<&str> =
            original.queries().chain(flipped.queries()).map(|(query, _)| query).collect();
        let top =
            |run: &Run, query: &str| -> Vec<String> { run.top(query, at).map(|p| p.doc.clone()).collect() };
        let keep = |differs: &dyn Fn(&str) -> bool| -> Vec<String> {
            asked.iter().filter(|query| differs(query)).map(|&query| query.to_owned()).collect()
        };
        Self {
            queries: asked.len(),
            top_changed: keep(&|query| top(original, query) != top(flipped, query)),
            changed: keep(&|query| original.of(query) != flipped.of(query)),
        }
    }

    /// Whether nothing changed at all.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.changed.is_empty()
    }
}

impl fmt::Display for Flips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (changed, top, queries) = (self.changed.len(), self.top_changed.len(), self.queries);
        writeln!(f, "flipped: {changed} of {queries} queries changed, {top} in their first places")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audit(run: &str, attributes: &str, persons: Persons, at: usize) -> Audit {
        let run = Run::read(run.as_bytes()).unwrap();
        Audit::of(&run, &Attributes::read(attributes.as_bytes()).unwrap(), persons, Selection::top(at))
    }

    fn check(audit: &Audit, expected: &[&str]) {
        let of = |g: &GroupAudit| {
            let impact = g.impact.map_or_else(|| "-".to_owned(), |i| format!("{i:.2}"));
            format!("{} {}/{} {impact}{}", g.group, g.selected, g.chances, if g.flagged { " !" } else { "" })
        };
        assert_eq!(audit.groups.iter().map(of).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_group_below_four_fifths_is_flagged_and_one_at_four_fifths_is_not() {
        let run: String = (0..10)
            .map(|i| {
                format!("J\ta{i}\t{}\nJ\tb{i}\t{}\n", if i < 5 { 9 } else { -1 }, if i < 4 { 9 } else { -1 })
            })
            .collect();
        let attributes: String = (0..10).map(|i| format!("a{i}\tA\nb{i}\tB\n")).collect();
        check(&audit(&run, &attributes, Persons::Ranked, 20), &["A 5/10 1.00", "B 4/10 0.80"]);
        check(&audit(&run, &attributes, Persons::Ranked, 5), &["A 5/10 1.00", "B 0/10 0.00 !"]);
    }

    #[test]
    fn a_group_under_two_percent_is_shown_apart() {
        let attributes: String = (0..99).map(|i| format!("a{i}\tA\n")).chain(["b\tB\n".to_owned()]).collect();
        let found = audit("J\tb\t9\nJ\ta1\t8\n", &attributes, Persons::Ranked, 5);
        check(&found, &["A 1/99 1.00", "B 1/1 -"]);
        assert!(found.groups[1].small && found.to_string().contains("under 2 %, apart"), "{found}");
    }

    #[test]
    fn persons_who_ask_are_selected_once_they_are_shown_anything() {
        let found = audit(
            "P1\tJ1\t9\nP1\tJ2\t8\nP2\tJ1\tveto\nP9\tJ1\t3\n",
            "P1\tA\nP2\tB\nP3\tA\n",
            Persons::Asking,
            5,
        );
        check(&found, &["A 1/2 1.00", "B 0/1 0.00 !"]);
        assert_eq!(found.without_group, 1);
    }

    #[test]
    fn exposure_falls_with_the_place() {
        let found = audit("J\ta\t9\nJ\tb\t8\n", "a\tA\nb\tB\n", Persons::Ranked, 5);
        let shares: Vec<f64> = found.groups.iter().filter_map(|g| g.exposure_share).collect();
        assert!(shares[0] > shares[1] && (shares[0] + shares[1] - 1.0).abs() < 1e-12, "{shares:?}");
    }

    #[test]
    fn a_flip_that_moves_one_score_is_seen_even_if_no_place_changes() {
        let run = |text: &str| Run::read(text.as_bytes()).unwrap();
        let original = run("J\ta\t9\nJ\tb\t8\nK\ta\t1\n");
        assert!(Flips::between(&original, &original, 10).is_clean());
        let flips = Flips::between(&original, &run("J\ta\t9\nJ\tb\t7\nK\ta\t1\n"), 10);
        assert_eq!((flips.changed.len(), flips.top_changed.len(), flips.queries), (1, 0, 2));
    }
}
