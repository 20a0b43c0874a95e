//! Certificates against those asked for.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::features::Demand;
use crate::model::{CertificateQuery, CertificateStrength, HoldingState};

/// The part: the mean over the demands; a missing must refuses, an unknown one never does.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    let demands = &pair.offered.certificates;
    if demands.is_empty() {
        return Verdict::unknown();
    }
    let mut sum = 0;
    for demand in demands {
        match met(pair, demand) {
            Met::Missing if demand.strength == CertificateStrength::Must => return missing(pair, demand),
            met => sum += met.value(demand.strength),
        }
    }
    Verdict { fit: Fit::of(sum / demands.len() as u32), refusal: None }
}

/// How a demand is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    Missing,
    /// Not held, but got within days by anybody: a health certificate.
    Easy,
    Unknown,
    InProgress,
    Held,
}

impl Met {
    fn value(self, strength: CertificateStrength) -> u32 {
        match (self, strength) {
            (Self::Held, _) => 1000,
            (Self::InProgress, _) => 750,
            (Self::Unknown | Self::Easy, CertificateStrength::Must) => 600,
            (Self::Unknown | Self::Easy, _) => 700,
            (Self::Missing, CertificateStrength::Obtainable) => 650,
            (Self::Missing, _) => 500,
        }
    }
}

fn met(pair: Pair<'_>, demand: &Demand) -> Met {
    demand.any_of.iter().map(|asked| best(pair, asked)).max().unwrap_or(Met::Unknown)
}

fn best(pair: Pair<'_>, asked: &CertificateQuery) -> Met {
    let each = pair.wanted.certificates.iter().filter_map(|(held, state)| {
        match (pair.knowledge.satisfies(held, asked), state) {
            (Some(true), HoldingState::Held) => Some(Met::Held),
            (Some(true), HoldingState::InProgress) => Some(Met::InProgress),
            (None, HoldingState::Held) => Some(Met::Unknown),
            _ => None,
        }
    });
    each.max().unwrap_or_else(|| unnamed(pair, asked))
}

/// What the person does not name is missing if they told of their certificates, or that this one is lacking; whoever
/// lacks a general one (没驾照) lacks each of its kind.
fn unnamed(pair: Pair<'_>, asked: &CertificateQuery) -> Met {
    let wanted = pair.wanted;
    let lacks = |(held, state): &(_, HoldingState)| {
        matches!(state, HoldingState::Lacking | HoldingState::Expired)
            && pair.knowledge.satisfies(held, asked) != Some(false)
    };
    match wanted.certificates_told || wanted.certificates.iter().any(lacks) {
        false => Met::Unknown,
        true if pair.knowledge.is_easy(asked) => Met::Easy,
        true => Met::Missing,
    }
}

fn missing(pair: Pair<'_>, demand: &Demand) -> Verdict {
    let names = demand.any_of.iter().map(|asked| pair.knowledge.certificate_name(asked)).collect();
    Verdict::refused(RefusalCode::Certificate, Distance::AnyOf(names))
}
