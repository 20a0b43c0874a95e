//! Patterns: sequences of word classes and numbers with bounded gaps inside a clause, and what must stand around.
//!
//! A pattern is written as steps with blanks between them:
//!
//! | written | meaning |
//! |---|---|
//! | `@class` | a word of the class |
//! | `word\|word` | one of these words |
//! | `<age:16-17>` | a number with this unit and value; `n` is bare, `any` any unit, `!` not the first of a range |
//! | `_`, `_5` | up to 3, up to 5 characters of the same clause between two steps |
//! | `,9` | up to 9 characters of the same sentence |
//! | `^`, `$` | a segment begins, ends here |
//! | `step?` | the step may be left out |
//!
//! Conditions, any of which must not be met: `<@x` before in the clause, `>@x` after it in the clause, `@x` in the
//! clause, `.@x` in the sentence, `=@x` in the whole text; with `+` in front the condition must be met.

use crate::rule::{Rule, Severity};
use crate::scene::Scene;
use crate::squeeze::Squeezed;
use crate::table::{self, Row, TableError};
use crate::vocabulary::{Atom, Class, VocabularyBuilder};

/// A compiled pattern.
pub(crate) struct Pattern {
    pub rule: usize,
    pub severity: Option<Severity>,
    steps: Vec<Step>,
    opens: bool,
    closes: bool,
    conditions: Vec<Condition>,
}

#[derive(Clone, Copy)]
struct Step {
    class: Class,
    /// How many characters may lie before it.
    gap: usize,
    crosses_commas: bool,
}

#[derive(Clone, Copy)]
struct Condition {
    class: Class,
    reach: Reach,
    wanted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Before,
    After,
    Clause,
    Sentence,
    Text,
}

/// Chosen: a word further away than this in the clause no longer negates; longer lists are rare in ads.
const SCOPE: usize = 14;
/// Chosen: words looked at on each side for a condition; bounds the work where a text has no full stops.
const NEARBY: usize = 120;
/// Gap of a bare `_`.
const SHORT_GAP: usize = 3;

/// Reads the table of patterns: rule, severity or `-`, pattern, conditions.
pub(crate) fn read_patterns(
    text: &str,
    rules: &[Rule],
    words: &mut VocabularyBuilder,
) -> Result<Vec<Pattern>, TableError> {
    let mut patterns = Vec::new();
    for row in table::rows("patterns", text, 4) {
        let row = row?;
        let rule = rules.iter().position(|r| r.id == row.get(0));
        let rule = rule.ok_or_else(|| row.error("a rule of the table of rules", row.get(0)))?;
        let severity = Severity::read(row.get(1));
        for written in without_options(row.get(2)) {
            let mut pattern = read_pattern(&written, words, &row)?;
            pattern.conditions = read_conditions(&row, words)?;
            (pattern.rule, pattern.severity) = (rule, severity);
            patterns.push(pattern);
        }
    }
    Ok(patterns)
}

/// Writes a pattern with `step?` as the patterns with and without it.
fn without_options(written: &str) -> Vec<String> {
    let Some(at) = written.split(' ').position(|s| s.len() > 1 && s.ends_with('?')) else {
        return vec![written.to_owned()];
    };
    let with: Vec<&str> = written
        .split(' ')
        .enumerate()
        .map(|(i, s)| if i == at { s.trim_end_matches('?') } else { s })
        .collect();
    let mut without = with.clone();
    without.remove(at);
    [with, without].iter().flat_map(|steps| without_options(&steps.join(" "))).collect()
}

fn read_pattern(written: &str, words: &mut VocabularyBuilder, row: &Row) -> Result<Pattern, TableError> {
    let mut pattern = Pattern {
        rule: 0,
        severity: None,
        steps: Vec::new(),
        opens: false,
        closes: false,
        conditions: Vec::new(),
    };
    let (mut gap, mut crosses_commas) = (0, false);
    for step in written.split_whitespace() {
        match step {
            "^" => pattern.opens = true,
            "$" => pattern.closes = true,
            _ if step.starts_with('_') || step.starts_with(',') => {
                gap = read_gap(&step[1..]).ok_or_else(|| row.error("a gap such as _4", step))?;
                crosses_commas = step.starts_with(',');
            }
            _ => {
                let class = words.step(step).ok_or_else(|| row.error("a known class or number", step))?;
                pattern.steps.push(Step { class, gap, crosses_commas });
                (gap, crosses_commas) = (0, false);
            }
        }
    }
    if pattern.steps.is_empty() { Err(row.error("a pattern", written)) } else { Ok(pattern) }
}

fn read_gap(text: &str) -> Option<usize> {
    if text.is_empty() { Some(SHORT_GAP) } else { text.parse().ok() }
}

fn read_conditions(row: &Row, words: &mut VocabularyBuilder) -> Result<Vec<Condition>, TableError> {
    let read = |written: &str| {
        let (wanted, rest) = written.strip_prefix('+').map_or((false, written), |rest| (true, rest));
        let (reach, step) = match rest.chars().next() {
            Some('<') => (Reach::Before, &rest[1..]),
            Some('>') => (Reach::After, &rest[1..]),
            Some('.') => (Reach::Sentence, &rest[1..]),
            Some('=') => (Reach::Text, &rest[1..]),
            _ => (Reach::Clause, rest),
        };
        let class = words.step(step).ok_or_else(|| row.error("a known class", step))?;
        Ok(Condition { class, reach, wanted })
    };
    row.get(3).split_whitespace().map(read).collect()
}

impl Pattern {
    /// The class that a match begins with: patterns are looked up by it.
    pub(crate) fn first(&self) -> Class {
        self.steps[0].class
    }

    /// The class of the second step, or of the first where there is no other: a text without it has no match.
    pub(crate) fn second(&self) -> Class {
        self.steps.get(1).unwrap_or(&self.steps[0]).class
    }

    /// Where the pattern ends when its first step is the atom `at`, the nearest end.
    pub(crate) fn end_from(&self, scene: &Scene, at: usize) -> Option<usize> {
        if self.opens && !scene.text.opens_segment(scene.atoms[at].start) {
            return None;
        }
        self.follow(scene, at, 1)
    }

    fn follow(&self, scene: &Scene, at: usize, step: usize) -> Option<usize> {
        let end = scene.atoms[at].end;
        let Some(wanted) = self.steps.get(step) else {
            return (!self.closes || scene.text.closes_segment(end)).then_some(end);
        };
        let reachable = scene.atoms[at + 1..].iter().take_while(|a| a.start <= end + wanted.gap);
        reachable
            .enumerate()
            .filter(|(_, a)| a.start >= end && a.is(wanted.class) && wanted.joins(scene.text, end, a.start))
            .find_map(|(offset, _)| self.follow(scene, at + 1 + offset, step + 1))
    }

    /// Whether what stands around the match that begins with the atom `at` lets it count.
    pub(crate) fn is_allowed(&self, scene: &Scene, at: usize, end: usize) -> bool {
        self.conditions.iter().all(|c| c.wanted == c.is_met(scene, at, end))
    }
}

impl Step {
    fn joins(&self, text: &Squeezed, end: usize, next: usize) -> bool {
        let last = end - 1;
        if self.crosses_commas {
            text.sentence(last) == text.sentence(next)
        } else {
            text.clause(last) == text.clause(next)
        }
    }
}

impl Condition {
    fn is_met(&self, scene: &Scene, at: usize, end: usize) -> bool {
        if self.reach == Reach::Text {
            return scene.holds(self.class);
        }
        if !scene.holds(self.class) {
            return false;
        }
        let start = scene.atoms[at].start;
        let (before, after) = scene.atoms.split_at(at);
        let near = before.iter().rev().take(NEARBY).chain(after.iter().take(NEARBY));
        near.filter(|a| a.is(self.class)).any(|a| self.reaches(scene.text, a, start, end))
    }

    fn reaches(&self, text: &Squeezed, atom: &Atom, start: usize, end: usize) -> bool {
        let same_clause = text.clause(atom.start) == text.clause(start);
        match self.reach {
            // 不收 before 收取: a word that reaches into the match negates it too.
            Reach::Before => same_clause && atom.start < start && start.saturating_sub(atom.end) <= SCOPE,
            Reach::After => {
                text.clause(atom.start) == text.clause(end - 1)
                    && atom.start >= end
                    && atom.start - end <= SCOPE
            }
            Reach::Clause => same_clause || text.clause(atom.start) == text.clause(end - 1),
            Reach::Sentence => text.sentence(atom.start) == text.sentence(start),
            Reach::Text => true,
        }
    }
}
