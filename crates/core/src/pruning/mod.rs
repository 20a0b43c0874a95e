//! The pruned path: the same ranking as the plain path, without judging every pair.
mod dictionary;
mod layer;
mod layers;
mod memo;
mod search;

pub(crate) use layers::Layers;
pub(crate) use memo::{Memo, Query};
pub(crate) use search::Counters;
