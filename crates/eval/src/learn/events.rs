//! What happened after a ranking was shown, and the grades that it stands for.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::error::{Fault, Result};
use crate::judgements::Judgements;
use crate::lines::{each_line, tabbed};

/// Something that happened to a document that a request showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EventKind {
    /// It was opened (`viewed`).
    Viewed,
    /// One of the two asked for the other (`applied`).
    Applied,
    /// The two met (`interviewed`).
    Interviewed,
    /// One of the two said no (`refused`).
    Refused,
    /// They came together (`hired`).
    Hired,
    /// They parted after so many whole months (`left<TAB>months`).
    Left {
        /// Months of employment.
        after_months: u16,
    },
}

/// An event, tied to the request whose ranking showed the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The request's id.
    pub request: String,
    /// The document shown.
    pub doc: String,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to each document of each request.
///
/// | the furthest that it came | grade |
/// |---|---|
/// | hired, and nobody left within three months | 3 |
/// | left after one or two months | 2 |
/// | interviewed | 2 |
/// | left within the first month | 1 |
/// | applied | 1 |
/// | refused after an interview | 1 |
/// | refused otherwise | 0 |
/// | viewed, and no more | 0 |
/// | shown, not viewed | no judgement |
///
/// Chosen, not measured: the order follows how much the two have staked. What was not viewed gets no judgement, since
/// the place in the list decides what is looked at. The query of a judgement is the request: documents are compared
/// within one ranking, where all were shown to one person on one day.
///
/// ```
/// use rengang_eval::learn::Events;
/// let events = Events::read("r1\tJ1\tviewed\nr1\tJ1\thired\nr1\tJ2\tviewed\n".as_bytes())?;
/// let judgements = events.judgements();
/// assert_eq!((judgements.grade("r1", "J1"), judgements.grade("r1", "J2")), (Some(3), Some(0)));
/// # Ok::<(), rengang_eval::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    requests: BTreeMap<String, BTreeMap<String, Vec<EventKind>>>,
}

impl Events {
    /// Reads lines `request<TAB>doc<TAB>kind[<TAB>months]`, in any order.
    ///
    /// # Errors
    /// [`Error::Line`](crate::Error::Line) for a line that is not in the form, [`Error::Io`](crate::Error::Io) if reading fails.
    pub fn read(from: impl BufRead) -> Result<Self> {
        let mut events = Self::default();
        each_line("events", from, |line| {
            let fields = tabbed(line, 3, "request<TAB>doc<TAB>kind[<TAB>months]")?;
            let kind = kind(fields[2], fields.get(3).copied().unwrap_or(""))?;
            events.insert(Event { request: fields[0].to_owned(), doc: fields[1].to_owned(), kind });
            Ok(())
        })?;
        Ok(events)
    }

    /// Adds an event; one told twice counts once.
    pub fn insert(&mut self, event: Event) {
        let kinds = self.requests.entry(event.request).or_default().entry(event.doc).or_default();
        if !kinds.contains(&event.kind) {
            kinds.push(event.kind);
        }
    }

    /// The grades that the events stand for, by the table of [`Events`]; each request is a query.
    #[must_use]
    pub fn judgements(&self) -> Judgements {
        let mut judgements = Judgements::default();
        for (request, docs) in &self.requests {
            for (doc, kinds) in docs {
                let (grade, reason) = grade(kinds);
                judgements.insert(request, doc, grade, reason);
            }
        }
        judgements
    }
}

/// The grade of what happened to one document, and its reason.
fn grade(kinds: &[EventKind]) -> (u8, &'static str) {
    let has = |kind| kinds.contains(&kind);
    let stayed = kinds
        .iter()
        .filter_map(|k| if let EventKind::Left { after_months } = k { Some(*after_months) } else { None });
    match stayed.max() {
        Some(0) => (1, "left within a month"),
        Some(1..3) => (2, "left within three months"),
        Some(_) => (3, "stayed three months"),
        None if has(EventKind::Hired) => (3, "hired"),
        None if has(EventKind::Refused) && has(EventKind::Interviewed) => (1, "refused after an interview"),
        None if has(EventKind::Refused) => (0, "refused"),
        None if has(EventKind::Interviewed) => (2, "interviewed"),
        None if has(EventKind::Applied) => (1, "applied"),
        None => (0, "viewed only"),
    }
}

fn kind(text: &str, months: &str) -> std::result::Result<EventKind, Fault> {
    match text {
        "viewed" => Ok(EventKind::Viewed),
        "applied" => Ok(EventKind::Applied),
        "interviewed" => Ok(EventKind::Interviewed),
        "refused" => Ok(EventKind::Refused),
        "hired" => Ok(EventKind::Hired),
        "left" => {
            let fault = Fault::Number { field: "months", text: months.to_owned(), rule: "a whole number" };
            Ok(EventKind::Left { after_months: months.parse().map_err(|_| fault)? })
        }
        _ => Err(Fault::Event { text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kinds: &[&str], expected: u8) {
        let text: String = kinds.iter().map(|kind| format!("r\tJ\t{kind}\n")).collect();
        let events = Events::read(text.as_bytes()).unwrap();
        assert_eq!(events.judgements().grade("r", "J"), Some(expected), "{kinds:?}");
    }

    #[test]
    fn the_furthest_event_decides_whatever_the_order() {
        check(&["viewed"], 0);
        check(&["applied", "viewed"], 1);
        check(&["interviewed", "applied"], 2);
        check(&["hired", "viewed", "interviewed"], 3);
    }

    #[test]
    fn a_refusal_undoes_what_came_before_it_but_not_a_hire() {
        check(&["applied", "refused"], 0);
        check(&["interviewed", "refused"], 1);
        check(&["refused", "hired"], 3);
    }

    #[test]
    fn leaving_early_takes_from_a_hire() {
        check(&["hired", "left\t0"], 1);
        check(&["hired", "left\t2"], 2);
        check(&["hired", "left\t3"], 3);
    }

    #[test]
    fn a_kind_that_is_not_known_is_named_with_its_line() {
        let error = |text: &str| Events::read(text.as_bytes()).unwrap_err().to_string();
        assert_eq!(
            error("r\tJ\tviewed\nr\tJ\tliked\n"),
            "events line 2: `liked` is no kind of event; see `EventKind`"
        );
        assert_eq!(error("r\tJ\tleft\n"), "events line 1: months `` is not a whole number");
    }
}
