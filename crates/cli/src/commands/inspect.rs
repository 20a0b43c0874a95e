//! The checker at the door: what it vetoes is kept in the index and never shown.

use crate::args::Veto;
use jiff::civil::Date;
use rengang::Inspect;
use rengang::model::{Field, RawPosting};
use rengang::read::Reader;
use rengang_lint::{Ad, Context, Duplicates, Linter, Policy, Validity};
use std::sync::{Mutex, PoisonError};

/// The linter with a policy, as the engine asks it.
pub struct Inspection {
    linter: Linter,
    policy: Option<Policy>,
    as_of: Date,
    known: Option<Mutex<Known>>,
}

/// The postings seen so far, with those that are one job.
#[derive(Default)]
struct Known {
    duplicates: Duplicates,
    ids: Vec<String>,
}

impl Known {
    /// Takes in a posting; the name of its group, if others are in it.
    fn add(&mut self, raw: &RawPosting) -> Option<String> {
        let place = self.duplicates.add(&ad(raw));
        self.ids.push(raw.id().to_owned());
        let first = self.duplicates.first_of(place);
        Some(self.ids[first].clone())
    }
}

impl Inspection {
    /// The built-in rules, with what `veto` minds.
    pub fn new(veto: Veto, as_of: Date) -> Self {
        let policy = match veto {
            Veto::Block => Some(Policy::default()),
            Veto::Fraud => Some(Policy::default().with_blocks_shown()),
            Veto::None => None,
        };
        Self { linter: Linter::new(), policy, as_of, known: None }
    }

    /// Also finds postings of one job, among those to come and `before`.
    pub fn with_groups(self, before: impl Iterator<Item = RawPosting>) -> Self {
        let mut known = Known::default();
        before.for_each(|raw| {
            known.add(&raw);
        });
        Self { known: Some(Mutex::new(known)), ..self }
    }
}

impl Inspect for Inspection {
    fn vetoes(&self, raw: &RawPosting, _: &Reader) -> bool {
        let Some(policy) = &self.policy else { return false };
        let context = Context { as_of: Some(self.as_of), ..Context::default() };
        let ad = ad(raw);
        let findings = self.linter.check(&ad, &context);
        !policy.veto(&findings, &Validity::of(&ad, &context, None)).is_empty()
    }

    fn groups(&self, raws: &[RawPosting]) -> Vec<Option<String>> {
        let Some(known) = &self.known else { return vec![None; raws.len()] };
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        raws.iter().map(|raw| known.add(raw)).collect()
    }
}

/// A raw posting as the checker sees it.
pub fn ad(raw: &RawPosting) -> Ad<'_> {
    Ad {
        id: raw.id(),
        source: raw.text(Field::Source),
        title: raw.text(Field::Title),
        employer: raw.text(Field::Employer),
        employer_kind: raw.text(Field::EmployerKind),
        industry: raw.text(Field::Industry),
        region: raw.text(Field::Region),
        pay: raw.text(Field::Pay),
        education: raw.text(Field::Education),
        experience: raw.text(Field::Experience),
        headcount: raw.text(Field::Headcount),
        employment_form: raw.text(Field::EmploymentForm),
        schedule: raw.text(Field::Schedule),
        description: raw.text(Field::Description),
        benefits: raw.text(Field::Benefits),
        published: raw.text(Field::Published),
        valid_until: raw.text(Field::ValidUntil),
        credit_code: raw.text(Field::CreditCode),
    }
}
