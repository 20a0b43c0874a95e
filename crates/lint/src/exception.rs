//! What excuses or aggravates a finding: occupation, words, kind of employer, channel, kind of post.

use crate::ad::{Context, EmployerKind};
use crate::rule::{Rule, Severity};
use crate::scene::Scene;
use crate::table::{self, Row, TableError};
use crate::vocabulary::{Class, VocabularyBuilder};

/// One row of the table of exceptions.
pub(crate) struct Exception {
    pub rule: usize,
    conditions: Vec<When>,
    /// The severity from then on; `None` drops the finding.
    pub severity: Option<Severity>,
}

enum When {
    /// Code prefix of the occupation.
    Occupation(Vec<String>),
    /// A word of the class anywhere in the posting, its employer included.
    Words(Class),
    /// A word of the class in the finding itself.
    Inside(Class),
    Employer(Vec<String>),
    Channel(String),
    Post(String),
}

/// What is known about a posting when exceptions are weighed.
pub(crate) struct Circumstances<'c> {
    pub context: &'c Context<'c>,
    pub employer: Option<EmployerKind>,
    pub scene: &'c Scene<'c>,
}

/// Reads the table of exceptions: rule, conditions (all must hold), effect, basis.
pub(crate) fn read_exceptions(
    text: &str,
    rules: &[Rule],
    words: &mut VocabularyBuilder,
) -> Result<Vec<Exception>, TableError> {
    let mut exceptions = Vec::new();
    for row in table::rows("exceptions", text, 4) {
        let row = row?;
        for id in row.get(0).split(',') {
            let rule = rules.iter().position(|r| r.id == id);
            let rule = rule.ok_or_else(|| row.error("a rule of the table of rules", id))?;
            let read = |condition: &str| read_condition(condition, words, &row);
            let conditions = row.get(1).split_whitespace().map(read).collect::<Result<_, _>>()?;
            exceptions.push(Exception { rule, conditions, severity: Severity::read(row.get(2)) });
        }
    }
    Ok(exceptions)
}

fn read_condition(written: &str, words: &mut VocabularyBuilder, row: &Row) -> Result<When, TableError> {
    let list = |value: &str| value.split(',').map(str::to_owned).collect();
    let (kind, value) = written.split_once(':').unwrap_or((written, ""));
    let mut class = || words.step(value).ok_or_else(|| row.error("a known class", value));
    Ok(match kind {
        "occupation" => When::Occupation(list(value)),
        "words" => When::Words(class()?),
        "inside" => When::Inside(class()?),
        "employer" => When::Employer(list(value)),
        "channel" => When::Channel(value.to_owned()),
        "post" => When::Post(value.to_owned()),
        _ => return Err(row.error("occupation:, words:, inside:, employer:, channel: or post:", written)),
    })
}

impl Exception {
    /// Whether the exception applies to a finding at `start..end`.
    pub(crate) fn applies(&self, known: &Circumstances, start: usize, end: usize) -> bool {
        self.conditions.iter().all(|when| when.holds(known, start, end))
    }
}

impl When {
    fn holds(&self, known: &Circumstances, start: usize, end: usize) -> bool {
        let context = known.context;
        match self {
            Self::Occupation(prefixes) => prefixes.iter().any(|p| is_within(context.occupation, p)),
            Self::Words(class) => known.scene.holds(*class),
            Self::Inside(class) => {
                known.scene.from(start).take_while(|a| a.start < end).any(|a| a.is(*class) && a.end <= end)
            }
            Self::Employer(kinds) => {
                known.employer.is_some_and(|k| kinds.iter().any(|name| name == k.name()))
            }
            Self::Channel(channel) => context.channel == channel,
            Self::Post(post) => context.post_type == post,
        }
    }
}

/// Whether the code lies under the prefix, by whole parts: 6-16 holds 6-16-01-05 but not 6-160.
fn is_within(code: &str, prefix: &str) -> bool {
    code.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
