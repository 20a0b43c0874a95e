//! Whether a posting may be shown at all: one decision for search, recommendation and push.

use crate::finding::Finding;
use crate::rule::Severity;
use crate::validity::{Told, Validity};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Which findings keep a posting from being shown; the caller's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    expired: bool,
    fraud: bool,
    blocks: bool,
    tolerated: BTreeSet<String>,
}

impl Default for Policy {
    /// Expired, signs of fraud, and everything that a person must correct before it is shown.
    fn default() -> Self {
        Self { expired: true, fraud: true, blocks: true, tolerated: BTreeSet::new() }
    }
}

impl Policy {
    /// A policy that shows expired postings.
    #[must_use]
    pub fn with_expired_shown(self) -> Self {
        Self { expired: false, ..self }
    }

    /// A policy that shows postings with unlawful conditions, but none with signs of fraud.
    #[must_use]
    pub fn with_blocks_shown(self) -> Self {
        Self { blocks: false, ..self }
    }

    /// A policy that does not mind findings of the rule `id`.
    #[must_use]
    pub fn with_tolerated(mut self, id: &str) -> Self {
        self.tolerated.insert(id.to_owned());
        self
    }

    /// The reasons against showing the posting; none means that it may be shown.
    ///
    /// ```
    /// use rengang_lint::{Context, Linter, Policy, Reason, Validity};
    /// let linter = Linter::new();
    /// let findings = linter.check_text("招聘刷单员，入职交押金300元", &Context::default());
    /// let reasons = Policy::default().veto(&findings, &Validity::default());
    /// assert_eq!(reasons[0], Reason::Fraud { rule: "brushing_scam".to_owned() });
    /// ```
    #[must_use]
    pub fn veto(&self, findings: &[Finding], validity: &Validity) -> Vec<Reason> {
        let minded = findings.iter().filter(|f| !self.tolerated.contains(&f.rule.id));
        let mut reasons: Vec<Reason> = minded.filter_map(|f| self.reason(f)).collect();
        if self.expired {
            reasons.extend(validity.expired().map(|(on, told)| Reason::Expired { on, told }));
        }
        reasons.sort();
        reasons.dedup();
        reasons
    }

    fn reason(&self, finding: &Finding) -> Option<Reason> {
        let rule = finding.rule.id.clone();
        let graver = finding.severity == Severity::Block;
        if finding.rule.fraud && graver {
            self.fraud.then_some(Reason::Fraud { rule })
        } else {
            (self.blocks && graver).then_some(Reason::Unlawful { rule })
        }
    }
}

/// A reason against showing a posting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Reason {
    /// A sign of fraud.
    Fraud {
        /// Identifier of the rule.
        rule: String,
    },
    /// A finding that a person must correct first.
    Unlawful {
        /// Identifier of the rule.
        rule: String,
    },
    /// The last day is past.
    Expired {
        /// The last day.
        on: Date,
        /// Where it was told.
        told: Told,
    },
}
