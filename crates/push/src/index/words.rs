//! Explanations of the engine as the short sentences of a digest.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rengang::{ExplainedPart, Explanation, MatchOptions, Quote, RefusalCode, Snapshot, Tendency, Whose};

use crate::error::Result;
use crate::facts::Reasons;

/// Reasons of each kind that a digest names; chosen: a telephone's screen holds five posts with these.
const NAMED: usize = 3;

/// The heaviest reasons for a pair, what has to be asked, and what speaks against it.
pub(super) fn reasons(explanation: &Explanation) -> Reasons {
    let of = |tendency: Tendency| {
        let mut parts: Vec<&ExplainedPart> =
            explanation.parts.iter().filter(|p| p.tendency == tendency && p.score.weight > 0).collect();
        parts.sort_by_key(|p| (std::cmp::Reverse((p.score.points, p.score.weight)), p.score.part));
        parts.into_iter().take(NAMED).map(sentence).collect()
    };
    Reasons { positive: of(Tendency::Positive), open: of(Tendency::Unknown), against: of(Tendency::Negative) }
}

/// `工种意愿：您写“电工”，岗位写“维修电工”`.
fn sentence(part: &ExplainedPart) -> String {
    let name = part.score.part.name_zh();
    let first = |whose: Whose| part.quotes.iter().find(|quote| quote.whose == whose);
    match (first(Whose::Candidate), first(Whose::Posting)) {
        (Some(person), Some(post)) => format!("{name}：求职者写{}，岗位写{}", words(person), words(post)),
        (None, Some(post)) => format!("{name}：岗位写{}", words(post)),
        (Some(person), None) => format!("{name}：求职者写{}", words(person)),
        (None, None) => name.to_owned(),
    }
}

/// The words of a quote, at most two dozen characters.
fn words(quote: &Quote) -> String {
    let words = quote.words.trim();
    match words.char_indices().nth(24) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}

/// For each rule that alone stands between a person and open postings: how many those are, and the nearest of them.
/// Looks at every posting; for the few whom nothing was found for.
pub(super) fn relaxations(
    snapshot: &Snapshot<'_>,
    candidate: &str,
    open: &[&str],
    options: &MatchOptions,
) -> Result<Vec<String>> {
    let only = |posting: &&str| -> Result<Option<(RefusalCode, u32)>> {
        let breakdown = snapshot.breakdown(candidate, posting, options)?;
        let [refusal] = breakdown.refusals() else { return Ok(None) };
        Ok(is_wish(refusal.code).then_some((refusal.code, breakdown.score())))
    };
    let found: Vec<Option<(RefusalCode, u32)>> = open.par_iter().map(only).collect::<Result<_>>()?;
    let mut by_code: BTreeMap<RefusalCode, (usize, (u32, usize))> = BTreeMap::new();
    for (at, (code, score)) in found.into_iter().enumerate().filter_map(|(at, f)| Some((at, f?))) {
        let (count, best) = by_code.entry(code).or_insert((0, (0, usize::MAX)));
        *count += 1;
        if *best == (0, usize::MAX) || score > best.0 {
            *best = (score, at);
        }
    }
    let mut by_count: Vec<_> = by_code.into_iter().collect();
    by_count.sort_by_key(|&(code, (count, _))| (std::cmp::Reverse(count), code));
    let line = |(_, (count, (_, at))): (RefusalCode, (usize, (u32, usize)))| {
        let nearest = snapshot.explain(candidate, open[at], options)?;
        let why = nearest.refusals.first().map_or("", |refusal| refusal.zh.as_str());
        Ok(format!("只因一项不符的在招岗位 {count} 个，最接近的是 {}：{why}", open[at]))
    };
    by_count.into_iter().map(line).collect()
}

/// Whether a person can do something about it, by a wish or by learning; not so for the work itself.
fn is_wish(code: RefusalCode) -> bool {
    use RefusalCode::{Closed, Declined, Expired, Unrelated, Vetoed};
    !matches!(code, Expired | Closed | Vetoed | Unrelated | Declined)
}
