//! A matcher with no index, no threads and no cleverness: it scores every pair and sorts.

use std::cmp::Reverse;

use rengang::model::{RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{Knowledge, MatchOptions, breakdown_of, prepare_candidate, prepare_posting};

/// Ids and scores for each candidate: every pair that no rule refuses, best first, ties by id, cut at the limit.
///
/// # Panics
/// If a record has no id.
#[must_use]
pub fn rankings(
    candidates: &[RawCandidate],
    postings: &[RawPosting],
    reader: &Reader,
    options: &MatchOptions,
) -> Vec<(String, Vec<(String, u32)>)> {
    let knowledge: &Knowledge = reader.knowledge();
    let posts: Vec<_> = postings
        .iter()
        .map(|raw| prepare_posting(raw, false, reader).expect("test postings have ids"))
        .collect();
    let mut rankings = Vec::new();
    for raw in candidates {
        let person = prepare_candidate(raw, reader).expect("test candidates have ids");
        let mut hits = Vec::new();
        for (raw_post, post) in postings.iter().zip(&posts) {
            let breakdown = breakdown_of(&person, post, knowledge, options);
            if breakdown.refusals().is_empty() && breakdown.score() >= options.min_score() {
                hits.push((raw_post.id().to_owned(), breakdown.score()));
            }
        }
        hits.sort_by_key(|(id, score)| (Reverse(*score), id.clone()));
        hits.truncate(options.top());
        rankings.push((raw.id().to_owned(), hits));
    }
    rankings.sort();
    rankings
}
