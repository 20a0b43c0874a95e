//! The pruned path: the same ranking as the plain path, without judging every pair.
//!
//! The plain path asks fourteen parts about every posting. But a part sees little of a posting, and many postings look
//! the same to it: a million ads have some thousand places, some hundred demands of certificates. So a [`Layer`] gives
//! every distinct sight a key, a person is asked about each sight once ([`Memo`]), and a posting costs look-ups.
//!
//! ```text
//! posting --Look::seen--> sights --dictionary--> keys, in cells of one head of claims and one county   (once)
//! person  --Look::points--> answers by key                                                            (once a person)
//! cells by falling bound -> slots by falling bound -> skills -> words -> judge                         (the search)
//! ```
//!
//! **Exact.** A score leaves this module only through [`Sum::of`](crate::score::Sum::of), the one path of judging. All
//! else are bounds: a cell or a slot is passed over if its bound lies below the worst of the kept, or is equal to it
//! and its id comes later. Bounds live beside the parts that they bound (`score/look.rs`, `experience::most`,
//! `skills::most`, `Told::most`), and a property test holds each from below by the score of random pairs.
//!
//! **What refuses.** Work, place, pay, certificates and the like refuse by their sights alone, so whole cells fall.
//! Experience refuses only where the words are not alike; its bound takes the words' bound. A sight that found no key
//! (more than 65 534 of one kind in one layer) refuses nothing and is bounded by the whole weight of its parts.
//!
//! **Words.** An ad keeps its telling words as three bytes each: sixteen bits of the hash and the share of the norm
//! rounded up. The sum over those that a person tells too is never below the exact one, and costs one test of a bit for
//! each other word, however many words the person tells.
//!
//! **Layers.** A layer is immutable and shared by snapshots. [`Layers`] keeps for each snapshot where each slot's
//! posting is in the table now: a posting that changed or went is no slot's any more, one that came is judged one by
//! one, or, from some hundred on, put into a small layer; small layers grow into larger ones as in a log-structured
//! merge. What a search finds does not depend on how postings lie in layers.
//!
//! **The other way.** For the candidates of a posting there is a smaller structure, [`Seekers`]: whoever may take one of
//! the posting's occupations is judged, all others are unrelated to it. A batch over postings builds it; one posting
//! alone is judged against everybody.
//!
//! **Cost**, on the synthetic corpus of `benches/` (2026-11-25, development profile on a busy machine; `batch`, top 10
//! unless said; the lists equal to those of the loop over tantivy, `benches/runs/`):
//!
//! | postings | top | slots looked up | words compared | judged | middle of the times | bytes a posting | built in |
//! |---|---|---|---|---|---|---|---|
//! | 10 000 | 10 | 270 | 32 | 12 | 0.25 ms | 817 | 0.05 s |
//! | 100 000 | 1 | 2490 | 66 | 3 | 0.6 ms | 411 | 0.6 s |
//! | 100 000 | 10 | 2520 | 128 | 20 | 0.7 ms | 411 | 0.6 s |
//! | 100 000 | 100 | 2570 | 320 | 124 | 1.6 ms | 411 | 0.6 s |
//! | 100 000 | 1000 | 2630 | 720 | 500 | 2.2 ms | 411 | 0.6 s |
//! | 1 000 000 | 10 | 18 500 | 640 | 29 | 1.1 ms | 305 | 6 s |
//!
//! So the work grows with the postings of related work in reach (their keys are looked up whatever the limit is), and
//! little with the limit. Of a posting's bytes 234 are its words, 22 its keys, the rest skills, offsets and sights (which
//! weigh on few postings and not on many). The whole process held 2.9 GiB at a million, most of it the decoded features
//! that all paths stand on.
//!
//! What paid, at a million postings (people a processor second): keys, cells and words 208; then places without the
//! distance that only an explanation shows, exact skills before words, pay asked last, and the true maxima of looks
//! with few sights 370 to 560, the pairs judged falling from 266 to 29.
//!
//! Knows nothing of segments and files.
mod dictionary;
mod layer;
mod layers;
mod memo;
mod search;
mod seekers;

#[cfg(doc)]
use layer::Layer;
pub(crate) use layers::Layers;
pub(crate) use memo::{Memo, Query};
pub(crate) use search::Counters;
pub(crate) use seekers::Seekers;

#[cfg(test)]
mod tests;
