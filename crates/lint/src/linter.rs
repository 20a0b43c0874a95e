//! The checker: a posting or a text in, findings out.

use crate::ad::{Ad, Context, EmployerKind, Field};
use crate::checks;
use crate::exception::{self, Circumstances, Exception};
use crate::finding::Finding;
use crate::pattern::{self, Pattern};
use crate::rule::{self, Rule, Severity};
use crate::scene::Scene;
use crate::squeeze::Squeezed;
use crate::table::TableError;
use crate::vocabulary::{Class, Vocabulary, VocabularyBuilder};

/// The text of the four tables of rules.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'t> {
    /// Rules: id, severity, `fraud` or `-`, since, until, basis, advice.
    pub rules: &'t str,
    /// Words by class.
    pub terms: &'t str,
    /// Patterns of words: rule, severity or `-`, pattern, conditions.
    pub patterns: &'t str,
    /// Exceptions: rules, conditions, `drop` or a severity, basis.
    pub exceptions: &'t str,
}

impl Tables<'static> {
    /// The tables that are compiled in.
    pub const BUILT_IN: Self = Self {
        rules: include_str!("../rules/rules.tsv"),
        terms: include_str!("../rules/terms.tsv"),
        patterns: include_str!("../rules/patterns.tsv"),
        exceptions: include_str!("../rules/exceptions.tsv"),
    };
}

/// Checks postings against the rules; build one and share it between threads.
///
/// ```
/// use rengang_lint::{Context, Linter};
/// let linter = Linter::new();
/// let findings = linter.check_text("招聘司机，限  男  性，C1驾照", &Context::default());
/// assert_eq!(findings[0].rule.id, "gender_limit");
/// assert_eq!(findings[0].words, "限  男  性");
/// assert!(linter.check_text("招聘司机，男女不限", &Context::default()).is_empty());
/// ```
pub struct Linter {
    rules: Vec<Rule>,
    words: Vocabulary,
    patterns: Vec<Pattern>,
    /// Patterns by the class of their first step, with the class that the text must hold besides.
    by_first: Vec<Vec<(Class, u32)>>,
    exceptions: Vec<Exception>,
}

/// A rule that matched at places of the squeezed text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub rule: usize,
    pub severity: Severity,
    pub start: usize,
    pub end: usize,
}

impl Default for Linter {
    fn default() -> Self {
        Self::new()
    }
}

impl Linter {
    /// A checker with the built-in tables; costs some milliseconds.
    #[must_use]
    pub fn new() -> Self {
        Self::from_tables(&Tables::BUILT_IN).expect("a test reads the built-in tables")
    }

    /// A checker with the caller's tables. The classes of words that the built-in checks name must be defined.
    ///
    /// # Errors
    /// [`TableError`] names the first line that cannot be used.
    pub fn from_tables(tables: &Tables) -> Result<Self, TableError> {
        let rules = rule::read_rules(tables.rules)?;
        let mut words = VocabularyBuilder::default();
        words.read_terms(tables.terms)?;
        let patterns = pattern::read_patterns(tables.patterns, &rules, &mut words)?;
        let exceptions = exception::read_exceptions(tables.exceptions, &rules, &mut words)?;
        let mut words = words.build();
        checks::require(&words, &rules)?;
        let mut by_first = vec![Vec::new(); words.class_count()];
        for (at, pattern) in patterns.iter().enumerate() {
            by_first[usize::from(pattern.first())].push((pattern.second(), at as u32));
        }
        words.begin_with(|class| !by_first[usize::from(class)].is_empty());
        Ok(Self { rules, words, patterns, by_first, exceptions })
    }

    /// The rules, in the order of their table.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The findings of a bare text, by place.
    #[must_use]
    pub fn check_text(&self, text: &str, context: &Context) -> Vec<Finding<'_>> {
        self.check_fields(&[(Field::Text, text)], context, context.employer_kind)
    }

    /// The findings of a posting, by field and place.
    #[must_use]
    pub fn check(&self, ad: &Ad, context: &Context) -> Vec<Finding<'_>> {
        let fields: Vec<(Field, &str)> = ad.fields().collect();
        let employer = context.employer_kind.or_else(|| EmployerKind::read(ad.employer_kind));
        self.check_fields(&fields, context, employer)
    }

    fn check_fields(
        &self,
        fields: &[(Field, &str)],
        context: &Context,
        employer: Option<EmployerKind>,
    ) -> Vec<Finding<'_>> {
        let sheet = Sheet::new(fields);
        let text = Squeezed::new(&sheet.text);
        Scene::show(&text, &self.words, |scene| {
            let mut hits = self.hits(scene);
            checks::run(scene, &sheet.checked(scene), context, &self.rules, &mut hits);
            hits.retain(|hit| self.rules[hit.rule].is_in_force(context.as_of));
            let known = Circumstances { context, employer, scene };
            hits.retain_mut(|hit| self.excuse(hit, &known));
            let mut findings = join(hits);
            findings.sort_by_key(|h| (h.start, h.rule, h.end));
            let mut counter = Counter::default();
            findings.iter().filter_map(|hit| self.finding(&sheet, &text, hit, &mut counter)).collect()
        })
    }

    fn hits(&self, scene: &Scene) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, atom) in scene.atoms.iter().enumerate() {
            for &(second, index) in atom.classes.list.iter().flat_map(|&c| &self.by_first[usize::from(c)]) {
                if !scene.holds(second) {
                    continue;
                }
                let pattern = &self.patterns[index as usize];
                let Some(end) = pattern.end_from(scene, at) else { continue };
                if pattern.is_allowed(scene, at, end) {
                    let severity = pattern.severity.unwrap_or(self.rules[pattern.rule].severity);
                    hits.push(Hit { rule: pattern.rule, severity, start: atom.start, end });
                }
            }
        }
        hits
    }

    /// Applies the exceptions to a hit and says whether it still stands.
    fn excuse(&self, hit: &mut Hit, known: &Circumstances) -> bool {
        let mut applying = self.exceptions.iter().filter(|e| e.rule == hit.rule);
        applying.all(|exception| {
            if !exception.applies(known, hit.start, hit.end) {
                return true;
            }
            exception.severity.map(|severity| hit.severity = severity).is_some()
        })
    }

    fn finding(
        &self,
        sheet: &Sheet,
        text: &Squeezed,
        hit: &Hit,
        counter: &mut Counter,
    ) -> Option<Finding<'_>> {
        let bytes = text.original_span(hit.start..hit.end);
        let (field, from) = sheet.field_at(bytes.start);
        if !field.is_checked() {
            return None;
        }
        let before = counter.chars(&sheet.text, from, bytes.start);
        let words = sheet.text[bytes.clone()].to_owned();
        let chars = before..before + words.chars().count();
        let bytes = bytes.start - from..bytes.end - from;
        Some(Finding { rule: &self.rules[hit.rule], severity: hit.severity, field, bytes, chars, words })
    }
}

/// Joins hits of one rule that touch each other; the graver severity wins.
fn join(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (h.rule, h.start, h.end));
    let mut joined: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits {
        match joined.last_mut() {
            Some(last) if last.rule == hit.rule && hit.start < last.end => {
                last.end = last.end.max(hit.end);
                last.severity = last.severity.max(hit.severity);
            }
            _ => joined.push(hit),
        }
    }
    joined
}

/// Counts the characters of a field up to places that only grow, so that all findings cost one walk.
#[derive(Default)]
struct Counter {
    field: usize,
    byte: usize,
    chars: usize,
}

impl Counter {
    fn chars(&mut self, text: &str, field: usize, byte: usize) -> usize {
        if self.field != field || self.byte < field {
            (self.field, self.byte, self.chars) = (field, field, 0);
        }
        self.chars += text[self.byte..byte].chars().count();
        self.byte = byte;
        self.chars
    }
}

/// The fields of a posting as one text, each on a line of its own.
pub(crate) struct Sheet {
    text: String,
    /// Field and its first byte.
    starts: Vec<(Field, usize)>,
}

impl Sheet {
    fn new(fields: &[(Field, &str)]) -> Self {
        let room = fields.iter().map(|(_, text)| text.len() + 1).sum();
        let mut sheet = Self { text: String::with_capacity(room), starts: Vec::with_capacity(fields.len()) };
        for (field, text) in fields {
            sheet.starts.push((*field, sheet.text.len()));
            sheet.text.push_str(text);
            sheet.text.push('\n');
        }
        sheet
    }

    fn field_at(&self, byte: usize) -> (Field, usize) {
        self.starts[self.starts.partition_point(|&(_, start)| start <= byte) - 1]
    }

    /// The field of every number of the scene.
    fn checked(&self, scene: &Scene) -> Vec<Field> {
        let field =
            |n: &crate::number::Number| self.field_at(scene.text.original_span(n.start..n.start + 1).start).0;
        scene.numbers.iter().map(field).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pattern at every word, without looking anything up: the oracle of `hits`.
    fn plain_hits(linter: &Linter, scene: &Scene) -> Vec<(usize, usize, usize)> {
        let mut hits = Vec::new();
        for (at, atom) in scene.atoms.iter().enumerate() {
            for pattern in linter.patterns.iter().filter(|p| atom.is(p.first())) {
                let end = pattern.end_from(scene, at).filter(|&end| pattern.is_allowed(scene, at, end));
                hits.extend(end.map(|end| (pattern.rule, atom.start, end)));
            }
        }
        hits.sort_unstable();
        hits
    }

    #[test]
    fn passing_over_patterns_loses_and_adds_no_hit() {
        let linter = Linter::new();
        let cases = include_str!("../tests/cases.tsv");
        let fresh = include_str!("../tests/fresh/first.tsv");
        let postings = include_str!("../../../tests/collection/postings.jsonl");
        let mut seen = 0;
        for line in cases.lines().chain(fresh.lines()).chain(postings.lines()) {
            Scene::show(&Squeezed::new(line), &linter.words, |scene| {
                let mut hits: Vec<_> = linter.hits(scene).iter().map(|h| (h.rule, h.start, h.end)).collect();
                hits.sort_unstable();
                seen += hits.len();
                assert_eq!(hits, plain_hits(&linter, scene), "{line}");
            });
        }
        assert!(seen > 1000, "{seen} hits");
    }
}
