//! The texts of a record, each folded once for all of its readers.

use crate::model::Field;
use rengang_text::{Folded, fold};

/// Folded texts by field; a field without text has an empty one.
pub(crate) struct FoldedTexts {
    texts: Vec<(Field, Folded)>,
    empty: Folded,
}

impl FoldedTexts {
    /// Folds the texts of a record.
    pub fn of<'t>(texts: impl Iterator<Item = (Field, &'t str)>) -> Self {
        Self { texts: texts.map(|(field, text)| (field, fold(text))).collect(), empty: Folded::default() }
    }

    /// The folded text of a field; `None` where the record is silent.
    pub fn get(&self, field: Field) -> Option<&Folded> {
        self.texts.iter().find(|(f, _)| *f == field).map(|(_, text)| text)
    }

    /// The folded text of a field, empty where the record is silent.
    pub fn of_field(&self, field: Field) -> &Folded {
        self.get(field).unwrap_or(&self.empty)
    }
}
