//! Form of employment against the wish.

use super::{Distance, Pair, RefusalCode, Verdict};
use crate::model::{EmploymentForm as F, EmploymentForms};

/// The part: forms in common, or how far apart the two are.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let (wished, offered) = (pair.wanted.forms, pair.offered.forms);
    if wished.is_empty() || offered.is_empty() {
        return Verdict::unknown();
    }
    if !wished.intersection(offered).is_empty() {
        return Verdict::known(1000);
    }
    match (loose(wished), loose(offered)) {
        // Someone who can only work part time cannot take a full post.
        (true, false) if offered.contains(F::FullTime) => {
            Verdict::refused(RefusalCode::Form, Distance::None).negotiable_if(true)
        }
        (false, true) => Verdict::known(250),
        _ => Verdict::known(650),
    }
}

/// Only forms with loose or short hours, and at least one.
pub(super) fn loose(forms: EmploymentForms) -> bool {
    let is_loose =
        |form| matches!(form, F::PartTime | F::Hourly | F::Gig | F::Flexible | F::Temporary | F::Seasonal);
    !forms.is_empty() && forms.iter().all(is_loose)
}
