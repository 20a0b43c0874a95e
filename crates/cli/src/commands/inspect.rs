//! The checker at the door: what it vetoes is kept in the index and never shown.

use crate::args::Veto;
use jiff::civil::Date;
use rengang::Inspect;
use rengang::model::{Field, RawPosting};
use rengang::read::Reader;
use rengang_lint::{Ad, Context, Linter, Policy, Validity};

/// The linter with a policy, as the engine asks it.
pub struct Inspection {
    linter: Linter,
    policy: Option<Policy>,
    as_of: Date,
}

impl Inspection {
    /// The built-in rules, with what `veto` minds.
    pub fn new(veto: Veto, as_of: Date) -> Self {
        let policy = match veto {
            Veto::Block => Some(Policy::default()),
            Veto::Fraud => Some(Policy::default().with_blocks_shown()),
            Veto::None => None,
        };
        Self { linter: Linter::new(), policy, as_of }
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
