//! Certificates of a person: held, under way, run out, or expressly lacking.

use super::CandidateReader;
use crate::knowledge::certificate_query;
use crate::model::{CertificateHolding, Evidence, Field, HeldCertificate, HoldingState, Stated};
use crate::read::lex::{Vocabulary, clauses, head};
use rengang_lexicon::certificate::{CertificateMention, Speaker, Strength};
use std::sync::LazyLock;

#[rustfmt::skip]
static STATES: LazyLock<Vocabulary<HoldingState>> = LazyLock::new(|| Vocabulary::new(&[
    (HoldingState::InProgress, "在考 备考 备考中 正在考 在学 待考 报考 还没考下来 考试中 准备考 报了名 在办 正在办 等证 等发证 没拿到手 复习 过了科目 考了一半"),
    (HoldingState::Expired, "过期 过期了 到期了 失效 过了期 没复审 未复审 已取消 吊销 注销"),
]));

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    reader.candidate.certificates_told = !reader.raw.text(Field::Certificates).trim().is_empty();
    let fields =
        [Field::Certificates, Field::Skills, Field::Remarks, Field::History, Field::Years, Field::Wish];
    for field in fields {
        let text = reader.raw.text(field);
        if text.is_empty() {
            continue;
        }
        let certificates = reader.reader.knowledge().certificates();
        let mentions = certificates.read_folded(reader.texts.of_field(field), Speaker::Person);
        for mention in mentions.iter().filter(|m| !m.any_of.is_empty()) {
            let Some(state) = state(mention, text, field) else { continue };
            let any_of: Vec<_> = mention.any_of.iter().map(|&d| certificate_query(d)).collect();
            let held = &reader.candidate.certificates;
            // What the certificates field says counts over stories.
            if held.iter().any(|c| c.value.certificate.any_of == any_of) {
                continue;
            }
            let value = CertificateHolding { certificate: HeldCertificate { any_of }, state };
            reader
                .candidate
                .certificates
                .push(Stated { value, at: Evidence::new(field, mention.span.clone()) });
        }
    }
}

/// A bare mention is a holding only where certificates or skills are listed.
fn state(mention: &CertificateMention, text: &str, field: Field) -> Option<HoldingState> {
    if let Some(state) = stated(mention, text) {
        return Some(state);
    }
    match mention.strength {
        Strength::Held => Some(HoldingState::Held),
        Strength::Lacking | Strength::Unneeded => Some(HoldingState::Lacking),
        _ => matches!(field, Field::Certificates | Field::Skills).then_some(HoldingState::Held),
    }
}

/// Chosen: what is said of a certificate stands within this of its name.
const CLAUSE_BYTES: usize = 90;

/// What the clause says behind the mention, or the bracket right after it.
fn stated(mention: &CertificateMention, text: &str) -> Option<HoldingState> {
    let rest = head(text.get(mention.span.end..)?, CLAUSE_BYTES);
    let rest = rest.strip_prefix(['（', '(']).unwrap_or(rest);
    let folded = rengang_text::fold(rest);
    let clause = clauses(folded.as_str()).into_iter().next().filter(|c| c.start == 0)?;
    let clause = &folded.as_str()[clause];
    let item = clause.split('、').next().unwrap_or_default();
    STATES.words(item).map(|(_, state)| state).next()
}
