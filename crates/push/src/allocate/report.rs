//! What sharing out does: congestion, coverage, and who is shown how much.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Market, Shares};

/// How crowded a run is, and whom it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Congestion {
    /// Recommendations.
    pub recommendations: u64,
    /// Recommendations on the hundredth of items that is shown most, per mille.
    pub top_share: u32,
    /// Inequality of showings over all items: Gini coefficient, per mille.
    pub gini: u32,
    /// Showings of the item that is shown most.
    pub most_shown: u32,
    /// Recipients with at least one item.
    pub recipients_reached: u64,
    /// Recipients with at least one good item.
    pub recipients_good: u64,
    /// Items that are shown at all.
    pub items_shown: u64,
    /// Items that a recipient is shown for whom they are good.
    pub items_good: u64,
    /// Mean score of a recommendation, rounded down.
    pub mean_score: u64,
}

impl Congestion {
    /// Measures shares.
    #[must_use]
    pub fn of(market: &Market, shares: &Shares) -> Self {
        let mut shown = vec![0u32; market.items()];
        let mut good = vec![false; market.items()];
        let mut reached = 0;
        for recipient in 0..market.recipients() {
            reached += u64::from(!shares.of(recipient).is_empty());
            for edge in shares.of(recipient) {
                shown[edge.item as usize] += 1;
                good[edge.item as usize] |= edge.score >= market.good;
            }
        }
        Self {
            recommendations: shares.total() as u64,
            recipients_reached: reached,
            recipients_good: shares.covered(market).1 as u64,
            items_shown: shown.iter().filter(|&&n| n > 0).count() as u64,
            items_good: good.iter().filter(|&&is| is).count() as u64,
            mean_score: shares.score() / (shares.total() as u64).max(1),
            ..Self::of_showings(shown)
        }
    }

    /// The crowding in a list of showings, one number an item.
    #[must_use]
    pub fn of_showings(mut shown: Vec<u32>) -> Self {
        shown.sort_unstable();
        let total: u64 = shown.iter().map(|&n| u64::from(n)).sum();
        let hundredth = shown.len().div_ceil(100);
        let top: u64 = shown.iter().rev().take(hundredth).map(|&n| u64::from(n)).sum();
        Self {
            recommendations: total,
            top_share: per_mille(top, total),
            gini: gini(&shown, total),
            most_shown: shown.last().copied().unwrap_or(0),
            ..Self::default()
        }
    }
}

fn per_mille(part: u64, whole: u64) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}

/// Gini = (2 Σ i·x_i) / (n Σ x_i) − (n + 1) / n over the values in rising order, i from 1.
fn gini(sorted: &[u32], total: u64) -> u32 {
    let count = sorted.len() as u128;
    let weighted: u128 = sorted.iter().zip(1u128..).map(|(&x, i)| i * u128::from(x)).sum();
    let (doubled, base) = (2 * weighted * 1000, count * u128::from(total));
    let mean = (count + 1) * 1000 * u128::from(total);
    doubled.saturating_sub(mean).checked_div(base).unwrap_or(0) as u32
}

/// How recipients of one label fare; for audits only, labels have no part in sharing out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Exposure {
    /// Recipients with this label.
    pub recipients: u64,
    /// Recipients with at least one item.
    pub reached: u64,
    /// Recipients with at least one good item.
    pub good: u64,
    /// Items given to them.
    pub items: u64,
    /// Sum of the scores.
    pub score: u64,
}

/// How recipients fare by a label that only the audit knows; what `label` names nothing for is left out.
#[must_use]
pub fn exposure_by_label(
    market: &Market,
    shares: &Shares,
    label: impl Fn(usize) -> Option<String>,
) -> BTreeMap<String, Exposure> {
    let mut by_label: BTreeMap<String, Exposure> = BTreeMap::new();
    for recipient in 0..market.recipients() {
        let Some(name) = label(recipient) else { continue };
        let (entry, own) = (by_label.entry(name).or_default(), shares.of(recipient));
        entry.recipients += 1;
        entry.reached += u64::from(!own.is_empty());
        entry.good += u64::from(own.iter().any(|edge| edge.score >= market.good));
        entry.items += own.len() as u64;
        entry.score += own.iter().map(|edge| u64::from(edge.score)).sum::<u64>();
    }
    by_label
}
