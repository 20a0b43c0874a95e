//! Reading: raw records become exact values, with the place that each stands on.

pub mod forms;
pub mod groups;
pub mod headcount;
mod lex;
mod number;
pub mod age;
pub mod benefits;
pub mod codes;
pub mod date;
pub mod education;
pub mod experience;
pub mod pay;
pub mod retirement;
pub mod schedule;
mod span;
/// t
pub fn read_posting() {}
/// t
pub fn read_candidate() {}
