//! Consents as the index has them now, not as it had them when a run began.

use rengang::model::Status;
use rengang::read::{Reader, read_candidate};
use rengang::{Engine, Snapshot};

use crate::error::Result;
use crate::facts::Consents;

/// Asks the latest commit of the index. Whoever is not in it any more has withdrawn.
pub struct IndexConsents<'e> {
    engine: &'e Engine,
    reader: Reader,
    latest: Option<Snapshot<'e>>,
}

impl<'e> IndexConsents<'e> {
    /// The consents in the index of `engine`, read as on the day of `reader`.
    #[must_use]
    pub fn new(engine: &'e Engine, reader: Reader) -> Self {
        Self { engine, reader, latest: None }
    }

    /// Consent and personalisation; nothing where the record is gone, and nothing taken back before the first look.
    fn said(&self, id: &str) -> Option<(Option<bool>, Option<bool>)> {
        let Some(latest) = &self.latest else { return Some((None, None)) };
        let read = read_candidate(&latest.raw_candidate(id).ok()?, &self.reader).value;
        (read.status == Status::Open).then_some((read.consent, read.personalisation))
    }
}

impl Consents for IndexConsents<'_> {
    fn refresh(&mut self) -> Result<()> {
        self.latest = Some(self.engine.snapshot()?);
        Ok(())
    }

    fn withdrawn(&self, id: &str) -> bool {
        self.said(id).is_none_or(|(consent, _)| consent == Some(false))
    }

    fn impersonal(&self, id: &str) -> bool {
        self.said(id).is_some_and(|(_, personalisation)| personalisation == Some(false))
    }
}
