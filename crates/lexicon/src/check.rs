//! What is wrong in the tables, beyond what reading them already finds.

use crate::load::build;
use crate::table::{Finding, Source};

/// All findings, by file and line.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let (_, mut findings) = build(sources.to_vec());
    findings.sort();
    findings
}
