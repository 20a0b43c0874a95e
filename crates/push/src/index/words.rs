//! Explanations of the engine as the short sentences of a digest.

use rengang::{ExplainedPart, Explanation, Part, Quote, Tendency, Whose};

use crate::facts::{Reasons, RunKind};

/// Reasons of each kind that a digest names; chosen: a telephone's screen holds five posts with these.
const NAMED: usize = 3;

/// The heaviest reasons for a pair, what has to be asked, and what speaks against it, as said to whom the digest is for.
pub(super) fn reasons(explanation: &Explanation, kind: RunKind) -> Reasons {
    let person = if kind == RunKind::Employer { "求职者" } else { "您" };
    let of = |tendency: Tendency, word: fn(&ExplainedPart, &str) -> Option<String>| {
        let mut parts: Vec<&ExplainedPart> =
            explanation.parts.iter().filter(|p| p.tendency == tendency && p.score.weight > 0).collect();
        parts.sort_by_key(|p| (std::cmp::Reverse((p.score.points, p.score.weight)), p.score.part));
        parts.into_iter().filter_map(|part| word(part, person)).take(NAMED).collect()
    };
    Reasons {
        positive: of(Tendency::Positive, positive),
        open: of(Tendency::Unknown, open),
        against: of(Tendency::Negative, against),
    }
}

/// `工种意愿：您写“电工”，岗位写“维修电工”`.
fn positive(part: &ExplainedPart, person: &str) -> Option<String> {
    match part.score.part {
        Part::Freshness => None,
        Part::Duties => Some(format!("职责内容：与{person}写的经历相近")),
        _ => Some(quoted(part, person)),
    }
}

/// What one of the two has to be asked. An ad that asks for no certificate leaves nothing open.
fn open(part: &ExplainedPart, person: &str) -> Option<String> {
    let (name, own, ad) =
        (part.score.part.name_zh(), said(part, Whose::Candidate), said(part, Whose::Posting));
    match part.score.part {
        Part::Pay | Part::Place if ad.is_none() => Some(format!("{name}：岗位未写明")),
        Part::Schedule | Part::Form if own.is_some() && ad.is_none() => Some(format!("{name}：岗位未写明")),
        Part::Conditions => {
            let own = own.filter(|_| ad.is_none())?;
            Some(format!("{name}：{person}写{}，岗位未说明", words(own)))
        }
        Part::Experience | Part::Education | Part::Certificates if own.is_none() => {
            Some(format!("{name}：岗位写{}，{person}未填写", words(ad?)))
        }
        _ => None,
    }
}

/// Of skills and duties the quotes are what both have: what is lacking stands in neither.
fn against(part: &ExplainedPart, person: &str) -> Option<String> {
    match part.score.part {
        Part::Freshness => Some("时效：发布已久，请先问是否还招".into()),
        Part::Skills => Some(format!("技能：岗位要求的技能，{person}只写到一部分")),
        Part::Duties => Some(format!("职责内容：与{person}写的经历相似处不多")),
        _ => Some(quoted(part, person)),
    }
}

fn quoted(part: &ExplainedPart, person: &str) -> String {
    let name = part.score.part.name_zh();
    match (said(part, Whose::Candidate), said(part, Whose::Posting)) {
        (Some(own), Some(ad)) => format!("{name}：{person}写{}，岗位写{}", words(own), words(ad)),
        (None, Some(ad)) => format!("{name}：岗位写{}", words(ad)),
        (Some(own), None) => format!("{name}：{person}写{}", words(own)),
        (None, None) => name.to_owned(),
    }
}

fn said(part: &ExplainedPart, whose: Whose) -> Option<&Quote> {
    part.quotes.iter().find(|quote| quote.whose == whose)
}

/// The words of a quote, at most two dozen characters.
fn words(quote: &Quote) -> String {
    let words = quote.words.trim();
    match words.char_indices().nth(24) {
        Some((end, _)) => format!("“{}…”", &words[..end]),
        None => format!("“{words}”"),
    }
}
