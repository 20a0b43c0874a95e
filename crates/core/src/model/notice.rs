//! What reading a record found besides its values.

use crate::model::{AgeDemand, Field};
use std::ops::Range;

/// The kind of a notice; [`NoticeKind::code`] is stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NoticeKind {
    /// A key that carries a protected trait or an identity was dropped; its value is not kept anywhere.
    ProtectedDropped,
    /// A phone number, identity number or address inside a text was masked.
    IdentityMasked,
    /// A key that the model has no field for was kept out.
    UnknownKey,
    /// A value of a type that is no text was kept out.
    WrongType,
    /// A key came more than once; the last value counts.
    DuplicateKey,
    /// A text was cut at the length limit.
    TextCut,
    /// The record has no id.
    IdMissing,
    /// The id is longer than an index can hold.
    IdTooLong,
    /// The field has text, but nothing in it could be read.
    Unread,
    /// The text allows more than one reading; all are kept or the value stays unknown.
    Ambiguous,
    /// A unit or period was not written and had to be assumed.
    Assumed,
    /// A date that does not exist, or whose parts are in an impossible order.
    DateInvalid,
    /// Two places of the record contradict each other.
    Conflict,
    /// A value that is read but outside what is plausible.
    Implausible,
}

impl NoticeKind {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::ProtectedDropped => "read.protected_dropped",
            Self::IdentityMasked => "read.identity_masked",
            Self::UnknownKey => "read.unknown_key",
            Self::WrongType => "read.wrong_type",
            Self::DuplicateKey => "read.duplicate_key",
            Self::TextCut => "read.text_cut",
            Self::IdMissing => "read.id_missing",
            Self::IdTooLong => "read.id_too_long",
            Self::Unread => "read.unread",
            Self::Ambiguous => "read.ambiguous",
            Self::Assumed => "read.assumed",
            Self::DateInvalid => "read.date_invalid",
            Self::Conflict => "read.conflict",
            Self::Implausible => "read.implausible",
        }
    }
}

/// One finding of reading a record. It never repeats a protected value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub kind: NoticeKind,
    /// The id of the record, as far as it was known.
    pub record: String,
    /// The field concerned.
    pub field: Option<Field>,
    /// The key in the raw record, where it is no field of ours.
    pub key: Option<String>,
    /// Bytes in the field's text.
    pub span: Option<Range<usize>>,
}

impl Notice {
    /// A notice about a field.
    #[must_use]
    pub fn about(kind: NoticeKind, field: Field) -> Self {
        Self { kind, record: String::new(), field: Some(field), key: None, span: None }
    }

    /// A notice about a key that is no field.
    #[must_use]
    pub fn about_key(kind: NoticeKind, key: &str) -> Self {
        let key = key.chars().take(MAX_KEY_CHARS).collect();
        Self { kind, record: String::new(), field: None, key: Some(key), span: None }
    }

    /// The same notice, pointing at `span`.
    #[must_use]
    pub fn at(mut self, span: Range<usize>) -> Self {
        self.span = Some(span);
        self
    }
}

/// Chosen: keys are short words; what is longer is no key and must not flood a report.
const MAX_KEY_CHARS: usize = 64;

/// What reading a record gives: the value, what was noticed, and the ages that only the law may look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<T> {
    /// The value.
    pub value: T,
    /// What was noticed, by field and place.
    pub notices: Vec<Notice>,
    /// An age demand of an ad: for legal minimums and findings, never for features.
    pub age: Option<AgeDemand>,
}
