//! Reading: raw records become exact values, with the place that each stands on.

mod lex;
mod number;
pub mod education;
pub mod experience;
pub mod pay;
mod span;
/// t
pub fn read_posting() {}
/// t
pub fn read_candidate() {}
