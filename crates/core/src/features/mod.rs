//! What scoring may see of a record: ids and integers, no text and no trait.
//!
//! [`Offered`] is what a posting offers and asks for, [`Wanted`] what a person wishes and brings. Both are made from
//! valid values alone, are written into the index, and are all that a score depends on besides the lexicon, the
//! weights and the day. Sex, ethnicity, marriage, religion, health, household registration and age cannot be named
//! here: the model has no field for them.

mod offered;
mod terms;
mod wanted;

pub(crate) use offered::{Demand, MajorsAsked, Offered, PayBand, SkillAsked};
pub(crate) use terms::{Sketch, Terms, Told};
#[cfg(test)]
pub(crate) use wanted::{Done, PayFloor};
pub(crate) use wanted::{Wanted, Wish};

use jiff::civil::Date;

/// Days since 1970-01-01, negative before: what dates become in features.
pub(crate) fn day_number(date: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (date - epoch).get_days()
}
