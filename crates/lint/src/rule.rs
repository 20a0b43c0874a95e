//! The rules as data: what is looked for, how grave it is, on which legal basis, and what to advise.

use crate::table::{self, TableError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How grave a finding is. Nothing is rejected by it: the caller's [policy](crate::Policy) decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A person should judge it.
    Review,
    /// A person must correct it before the posting is shown.
    Block,
}

impl Severity {
    /// `info`, `review` or `block`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Review => "review",
            Self::Block => "block",
        }
    }

    pub(crate) fn read(text: &str) -> Option<Self> {
        [Self::Info, Self::Review, Self::Block].into_iter().find(|s| s.name() == text)
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Stable identifier, such as `gender_limit`.
    pub id: String,
    /// How grave a finding is unless a pattern or an exception says otherwise.
    pub severity: Severity,
    /// Whether a finding is a sign of fraud, which the default [policy](crate::Policy) vetoes.
    pub fraud: bool,
    /// First day on which the rule is in force.
    pub since: Option<Date>,
    /// Last day on which the rule is in force.
    pub until: Option<Date>,
    /// Law and article.
    pub basis: String,
    /// What to do, in one sentence.
    pub advice: String,
}

impl Rule {
    /// Whether the rule is in force on `day`; without a day, every rule is.
    #[must_use]
    pub fn is_in_force(&self, day: Option<Date>) -> bool {
        day.is_none_or(|day| self.since.is_none_or(|s| s <= day) && self.until.is_none_or(|u| day <= u))
    }
}

/// Reads the table of rules: id, severity, fraud, since, until, basis, advice.
pub(crate) fn read_rules(text: &str) -> Result<Vec<Rule>, TableError> {
    table::rows("rules", text, 7).map(|row| row.and_then(|row| read_rule(&row))).collect()
}

fn read_rule(row: &table::Row) -> Result<Rule, TableError> {
    let date = |column: usize| match row.get(column) {
        "-" => Ok(None),
        text => text.parse().map(Some).map_err(|_| row.error("a date YYYY-MM-DD or -", text)),
    };
    let severity = row.get(1);
    Ok(Rule {
        id: row.get(0).to_owned(),
        severity: Severity::read(severity).ok_or_else(|| row.error("info, review or block", severity))?,
        fraud: row.get(2) == "fraud",
        since: date(3)?,
        until: date(4)?,
        basis: row.get(5).to_owned(),
        advice: row.get(6).to_owned(),
    })
}
