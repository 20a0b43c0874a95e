//! What the checker found, where, and why it matters.

use crate::ad::Field;
use crate::rule::{Rule, Severity};
use std::ops::Range;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding<'r> {
    /// The rule that it breaks, with legal basis and advice.
    pub rule: &'r Rule,
    /// How grave it is here.
    pub severity: Severity,
    /// The field that it stands in.
    pub field: Field,
    /// Bytes of the original field.
    pub bytes: Range<usize>,
    /// Characters (Unicode scalar values) of the original field.
    pub chars: Range<usize>,
    /// The words as written.
    pub words: String,
}
