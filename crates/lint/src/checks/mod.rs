//! Checks that compare numbers, which patterns of words cannot: minimum wage, probation, missing pay, identity numbers.

mod hours;
mod pay;
mod personal;
mod probation;

use crate::ad::{Context, Field};
use crate::linter::Hit;
use crate::rule::Rule;
use crate::scene::Scene;
use crate::table::TableError;
use crate::vocabulary::Vocabulary;
use std::ops::Range;

/// The classes of words that checks name.
const CLASSES: &[&str] = &[
    "contract",
    "fulltime",
    "hourly_word",
    "intern",
    "mask",
    "monthly_word",
    "no_probation",
    "open_contract",
    "opening_hours",
    "parttime",
    "pay_extra",
    "pay_floor",
    "pay_later",
    "pay_name",
    "pay_noun",
    "pay_part",
    "pay_total",
    "pay_untold",
    "person",
    "probation",
    "task_contract",
    "wage_word",
    "work_time",
];

/// The rules that checks report.
const RULES: &[&str] =
    &["pay_below_minimum", "base_pay_missing", "probation_illegal", "pii_exposed", "overtime_risk"];

/// Says whether the tables define all that the checks name.
pub(crate) fn require(words: &Vocabulary, rules: &[Rule]) -> Result<(), TableError> {
    let missing = |table, name: &str| TableError {
        table,
        line: 0,
        expected: "an entry that a built-in check names",
        found: format!("no {name}"),
    };
    if let Some(class) = CLASSES.iter().find(|c| !words.defines(c)) {
        return Err(missing("terms", class));
    }
    RULES.iter().find(|id| !rules.iter().any(|r| r.id == **id)).map_or(Ok(()), |id| Err(missing("rules", id)))
}

/// Runs all checks; `fields` holds the field of every number of the scene.
pub(crate) fn run(scene: &Scene, fields: &[Field], context: &Context, rules: &[Rule], hits: &mut Vec<Hit>) {
    let mut report = Report { rules, hits };
    pay::below_minimum(scene, fields, context, &mut report);
    pay::untold(scene, fields, &mut report);
    probation::check(scene, &mut report);
    personal::check(scene, &mut report);
    hours::check(scene, &mut report);
}

/// Takes what the checks find.
struct Report<'r> {
    rules: &'r [Rule],
    hits: &'r mut Vec<Hit>,
}

impl Report<'_> {
    fn add(&mut self, id: &str, places: Range<usize>) {
        if let Some(rule) = self.rules.iter().position(|r| r.id == id) {
            let severity = self.rules[rule].severity;
            self.hits.push(Hit { rule, severity, start: places.start, end: places.end });
        }
    }

    fn add_for_review(&mut self, id: &str, places: Range<usize>) {
        self.add(id, places);
        if let Some(hit) = self.hits.last_mut() {
            hit.severity = crate::rule::Severity::Review;
        }
    }
}
