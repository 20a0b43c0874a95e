//! Tokens to namings: levels attached, repeated and narrowing words joined, alternatives gathered.

use std::ops::Range;

use super::reader::Speaker;
use super::token::{Tokens, is_near};
use super::words::{Meaning, Word};
use super::{CertificateId, CertificateLevel, Certificates, Demand, LevelScale};

/// Certificates named at one place of a text.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    /// Bytes in the folded text.
    pub(super) bytes: Range<usize>,
    pub(super) any_of: Vec<Demand>,
    pub(super) clause: usize,
    /// Tokens that belong to it.
    tokens: Range<usize>,
}

/// The namings of a text, from left to right.
pub(super) fn namings(certificates: &Certificates, tokens: &Tokens<'_>, speaker: Speaker) -> Vec<Naming> {
    let mut found: Vec<Naming> = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let after = at > 0 && found.last().is_some_and(|last| only_ties(tokens, last.tokens.end, at));
        let Some(word) = tokens.named(at, after) else {
            at += 1;
            continue;
        };
        let naming = naming(certificates, tokens, at, word);
        at = naming.tokens.end;
        let joined = found.last_mut().is_some_and(|last| join(certificates, tokens, last, &naming, speaker));
        if !joined {
            found.push(naming);
        }
    }
    narrow_by_issuer(certificates, tokens, &mut found);
    gather_one_of(tokens, found)
}

/// Whether the tokens from `from` to `to` only tie two certificates.
fn only_ties(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    tokens.all[from..to].iter().all(|t| t.is(Meaning::Or))
}

fn naming(certificates: &Certificates, tokens: &Tokens<'_>, at: usize, word: &Word) -> Naming {
    let (end, levels) = tail(tokens, at);
    let before = at.checked_sub(1).filter(|_| tokens.gap(at).is_empty()).and_then(|b| tokens.all[b].level());
    let demand = |&certificate: &CertificateId| {
        let scale = certificates.get(certificate).scale;
        let spoken = || level_on(scale, before.into_iter().chain(levels.iter().copied()));
        Demand { certificate, min_level: word.level.or_else(spoken) }
    };
    let start = if before.is_some() { at - 1 } else { at };
    Naming {
        bytes: tokens.all[start].bytes.start..tokens.all[end - 1].bytes.end,
        any_of: word.certificates.iter().map(demand).collect(),
        clause: tokens.all[at].clause,
        tokens: start..end,
    }
}

/// The end of the proofs, fillers and levels after token `at`, and those levels.
fn tail(tokens: &Tokens<'_>, at: usize) -> (usize, Vec<(u8, u8)>) {
    let mut levels = Vec::new();
    let mut end = at + 1;
    while let Some(token) = tokens.all.get(end) {
        let gap = tokens.gap(end);
        match token.level() {
            Some(level) if is_near(gap) => levels.push(level),
            None if gap.is_empty() && (token.is(Meaning::Proof) || token.is(Meaning::Filler)) => {}
            _ => break,
        }
        end += 1;
    }
    // A level right before another certificate is that one's: 电工证、高级焊工.
    if end > at + 1 && tokens.all.get(end).is_some_and(|_| tokens.gap(end).is_empty()) && !levels.is_empty() {
        let taken = tokens.all[end - 1].level().is_some() && tokens.named(end, false).is_some();
        if taken && tokens.gap(end - 1) != "" {
            levels.pop();
            end -= 1;
        }
    }
    (end, levels)
}

/// The lowest of the levels on `scale`: 二级/三级 is met by 三级.
fn level_on(scale: Option<LevelScale>, levels: impl Iterator<Item = (u8, u8)>) -> Option<CertificateLevel> {
    let numbers = levels.map(|(skill, title)| match scale {
        Some(LevelScale::Skill) => skill,
        Some(LevelScale::Title) => title,
        _ => 0,
    });
    numbers.max().and_then(CertificateLevel::new)
}

/// Whether `next` says the same as `last`, narrows it, or is an alternative to it; then `last` takes it in.
fn join(certificates: &Certificates, tokens: &Tokens<'_>, last: &mut Naming, next: &Naming, speaker: Speaker) -> bool {
    let between = &tokens.folded[last.bytes.end..next.bytes.start];
    let ors = next.tokens.start > last.tokens.end && only_ties(tokens, last.tokens.end, next.tokens.start);
    if matches!(between.trim(), "" | "(" | ":" | ")" | "()" | "-") {
        if let Some(common) = common(certificates, &last.any_of, &next.any_of) {
            last.any_of = common;
            extend(last, next);
            return true;
        }
        return false;
    }
    let slash = speaker == Speaker::Posting && between.trim() == "/";
    if !(slash || (ors && between.chars().all(|c| c.is_alphabetic() || matches!(c, '(' | ' ' | ')')))) {
        return false;
    }
    for demand in &next.any_of {
        if !last.any_of.contains(demand) {
            last.any_of.push(*demand);
        }
    }
    extend(last, next);
    true
}

fn extend(last: &mut Naming, next: &Naming) {
    last.bytes.end = next.bytes.end;
    last.tokens.end = next.tokens.end;
}

/// What two namings of the same thing leave: the members of both, or the members of one that the other stands over.
fn common(certificates: &Certificates, a: &[Demand], b: &[Demand]) -> Option<Vec<Demand>> {
    let under = |x: &Demand, y: &Demand| {
        certificates.get(y.certificate).general && certificates.stands_for(x.certificate, y.certificate)
    };
    let narrower = |these: &[Demand], those: &[Demand]| -> Vec<Demand> {
        let kept = these.iter().filter(|x| those.iter().any(|y| x.certificate == y.certificate || under(x, y)));
        kept.map(|x| with_level(x, those)).collect()
    };
    let kept = narrower(b, a);
    let kept = if kept.is_empty() { narrower(a, b) } else { kept };
    (!kept.is_empty()).then_some(kept)
}

/// The level may stand with either of two namings of one certificate.
fn with_level(demand: &Demand, others: &[Demand]) -> Demand {
    let same = others.iter().find(|o| o.certificate == demand.certificate);
    Demand { min_level: demand.min_level.or_else(|| same.and_then(|o| o.min_level)), ..*demand }
}

/// 焊工证（应急局）: an authority named in the clause, else in the one after it, decides an open word.
fn narrow_by_issuer(certificates: &Certificates, tokens: &Tokens<'_>, found: &mut [Naming]) {
    for naming in found.iter_mut().filter(|n| n.any_of.len() > 1) {
        let issuers = [naming.clause, naming.clause + 1].map(|clause| issuer_in(tokens, clause));
        let Some(issuer) = issuers.into_iter().flatten().next() else { continue };
        let fits = |demand: &Demand| certificates.get(demand.certificate).issuer == issuer;
        if naming.any_of.iter().any(fits) {
            naming.any_of.retain(fits);
        }
    }
}

fn issuer_in(tokens: &Tokens<'_>, clause: usize) -> Option<&'static str> {
    let from = tokens.all.partition_point(|t| t.clause < clause);
    tokens.all[from..].iter().take_while(|t| t.clause == clause).find_map(|t| {
        t.meanings.iter().find_map(|m| match m {
            Meaning::Issuer(issuer) => Some(*issuer),
            _ => None,
        })
    })
}

/// 教师资格证、保育师证任一: all namings of a clause with such a word are alternatives of one.
fn gather_one_of(tokens: &Tokens<'_>, found: Vec<Naming>) -> Vec<Naming> {
    let marked: Vec<usize> = tokens.all.iter().filter(|t| t.is(Meaning::OneOf)).map(|t| t.clause).collect();
    let mut out: Vec<Naming> = Vec::with_capacity(found.len());
    for naming in found {
        match out.last_mut() {
            Some(last) if last.clause == naming.clause && marked.binary_search(&naming.clause).is_ok() => {
                last.any_of.extend(naming.any_of.iter().copied());
                extend(last, &naming);
            }
            _ => out.push(naming),
        }
    }
    out
}
