//! Records as sources give them: all-optional text, and the door at which identity and protected traits stay out.
//!
//! A raw record takes a text for each [`Field`]. When it is parsed, numbers and lists are taken as text, keys that
//! carry a protected trait or an identity are dropped ([`protected`]), other unknown keys are kept out, and both
//! leave a notice. What a [`RawCandidate`] is given has phone numbers, identity numbers and addresses masked before
//! it is stored ([`identity`]), so nothing behind it can see them.

pub mod identity;
mod parse;
pub mod protected;

use crate::model::{Field, Notice, NoticeKind};
use std::borrow::Cow;

/// Chosen: no field of an ad is longer; a longer text is cut, so that reading is bounded whatever a source sends.
pub const MAX_TEXT_BYTES: usize = 64 * 1024;

/// Texts by field; a field without text is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Record {
    texts: Vec<(Field, String)>,
    notices: Vec<Notice>,
}

impl Record {
    fn text(&self, field: Field) -> &str {
        self.texts.iter().find(|(f, _)| *f == field).map_or("", |(_, text)| text)
    }

    fn set(&mut self, field: Field, text: Cow<'_, str>) {
        let text = match cut(&text) {
            Some(end) => {
                self.notices.push(Notice::about(NoticeKind::TextCut, field).at(end..text.len()));
                text[..end].to_owned()
            }
            None => text.into_owned(),
        };
        let place = self.texts.partition_point(|(f, _)| *f < field);
        match self.texts.get_mut(place) {
            Some((f, old)) if *f == field => *old = text,
            _ => self.texts.insert(place, (field, text)),
        }
    }

    fn notices(&self) -> impl Iterator<Item = Notice> + '_ {
        let record = self.text(Field::Id);
        self.notices.iter().map(|n| Notice { record: record.to_owned(), ..n.clone() })
    }
}

/// Where a text that is too long is cut: at the last character that fits.
fn cut(text: &str) -> Option<usize> {
    let boundary = || (0..=MAX_TEXT_BYTES).rev().find(|&at| text.is_char_boundary(at));
    (text.len() > MAX_TEXT_BYTES).then(boundary).flatten()
}

macro_rules! raw {
    ($(#[$doc:meta])* $name:ident, $in_record:ident, $set:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct $name(Record);

        impl $name {
            /// A record that says nothing but its id.
            #[must_use]
            pub fn new(id: &str) -> Self {
                Self::default().with(Field::Id, id)
            }

            /// The same record with `text` in `field`; a field that this kind of record has not is ignored.
            #[must_use]
            pub fn with(mut self, field: Field, text: &str) -> Self {
                self.set(field, text.into());
                self
            }

            /// The id; empty where it is missing.
            #[must_use]
            pub fn id(&self) -> &str {
                self.text(Field::Id)
            }

            /// The text of a field; empty where the record is silent.
            #[must_use]
            pub fn text(&self, field: Field) -> &str {
                self.0.text(field)
            }

            /// The fields that have text, in order.
            pub fn texts(&self) -> impl Iterator<Item = (Field, &str)> {
                self.0.texts.iter().filter(|(_, text)| !text.is_empty()).map(|(field, text)| (*field, text.as_str()))
            }

            /// What was noticed when the record was parsed.
            pub fn notices(&self) -> impl Iterator<Item = Notice> + '_ {
                self.0.notices()
            }

            pub(in crate::model::raw) fn set(&mut self, field: Field, text: Cow<'_, str>) {
                let set: fn(&mut Record, Field, Cow<'_, str>) = $set;
                if field.$in_record() {
                    set(&mut self.0, field, text);
                }
            }

            pub(in crate::model::raw) fn notice(&mut self, notice: Notice) {
                self.0.notices.push(notice);
            }
        }
    };
}

raw! {
    /// A posting as a source gives it.
    ///
    /// ```
    /// use rengang::model::{Field, RawPosting};
    /// let raw: RawPosting = serde_json::from_str(r#"{"id":"7","title":"电工","headcount":2,"sex":"男"}"#)?;
    /// assert_eq!(raw.text(Field::Headcount), "2");
    /// assert_eq!(raw.notices().next().unwrap().kind.code(), "read.protected_dropped");
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    RawPosting, in_posting, Record::set
}

raw! {
    /// A person as a source gives them, without what identifies them.
    ///
    /// ```
    /// use rengang::model::{Field, RawCandidate};
    /// let raw = RawCandidate::new("7").with(Field::Remarks, "白天打13800138000");
    /// assert_eq!(raw.text(Field::Remarks), "白天打[已隐去]");
    /// ```
    RawCandidate, in_candidate, set_masked
}

fn set_masked(record: &mut Record, field: Field, text: Cow<'_, str>) {
    // The id is the caller's own key; masking it could make two people one.
    if field == Field::Id {
        return record.set(field, text);
    }
    match identity::mask(&text) {
        Some(masked) => {
            record.notices.push(Notice::about(NoticeKind::IdentityMasked, field));
            record.set(field, masked.into());
        }
        None => record.set(field, text),
    }
}
