//! Learning the weights of an additive score from judgements or from events.
//!
//! [`Examples`] pair the fits of an engine's parts with grades; [`fit`] moves the weights of a prior [`Model`] to
//! where good documents stand above others, as far as the examples outweigh the pull of the prior; [`cross_validate`]
//! tells what that is worth on queries that were not learned from. [`Events`] turn what happened after a ranking
//! into grades.
//!
//! What comes out is again a sum of named parts, each rising with its fit, in integers: an explanation stays exact.
//! Only parts that the prior names are learned, so a part that must not count cannot slip in.

mod events;
mod examples;
mod fit;
mod folds;
mod model;

pub use events::{Event, EventKind, Events};
pub use examples::{Examples, Unlisted};
pub use fit::{Fitted, Fitting, fit};
pub use folds::{Fold, Validation, cross_validate};
pub use model::{Model, PartModel};
