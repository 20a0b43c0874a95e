//! Tokens to namings: levels attached, repeated and narrowing words joined, alternatives gathered.

use std::ops::Range;

use super::cue::Cue;
use super::reader::Speaker;
use super::token::{Token, Tokens, is_near};
use super::words::{Meaning, Word};
use super::{CertificateId, CertificateKind, CertificateLevel, Certificates, Demand, LevelScale};

/// Certificates named at one place of a text.
#[derive(Debug, Clone)]
pub(super) struct Naming {
    /// Bytes in the folded text.
    pub(super) bytes: Range<usize>,
    pub(super) any_of: Vec<Demand>,
    pub(super) clause: usize,
    /// Tokens that belong to it.
    tokens: Range<usize>,
    /// Whether 或 has joined several: then a bracket narrows none of them.
    alternatives: bool,
}

/// The namings of a text, from left to right.
pub(super) fn namings(certificates: &Certificates, tokens: &Tokens<'_>, speaker: Speaker) -> Vec<Naming> {
    let mut found: Vec<Naming> = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let Some(word) = tokens.named(at, found.last().map(|last| last.bytes.end)) else {
            at += 1;
            continue;
        };
        let free = found.last().map_or(0, |last| last.tokens.end);
        let naming = naming(certificates, tokens, at, word, free);
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

/// The naming of `word` at token `at`; tokens before `free` belong to another one.
fn naming(certificates: &Certificates, tokens: &Tokens<'_>, at: usize, word: &Word, free: usize) -> Naming {
    let (end, levels) = tail(tokens, at);
    let before = level_before(tokens, at).filter(|&(start, _)| start >= free);
    let demand = |&certificate: &CertificateId| {
        let scale = certificates.get(certificate).scale;
        let spoken =
            || level_on(scale, before.map(|(_, level)| level).into_iter().chain(levels.iter().copied()));
        Demand { certificate, min_level: word.level.or_else(spoken) }
    };
    let start = before.map_or(at, |(start, _)| start);
    Naming {
        bytes: tokens.all[start].bytes.start..tokens.all[end - 1].bytes.end,
        any_of: with_spoken_level(word.certificates.iter().map(demand).collect()),
        clause: tokens.all[at].clause,
        tokens: start..end,
        alternatives: false,
    }
}

/// 高级电工证: of several certificates the one that has such levels is meant.
fn with_spoken_level(mut any_of: Vec<Demand>) -> Vec<Demand> {
    if any_of.iter().any(|d| d.min_level.is_some()) {
        any_of.retain(|d| d.min_level.is_some());
    }
    any_of
}

/// The level right before token `at`, also with 以上 between (初级以上职称), and the token that it is.
fn level_before(tokens: &Tokens<'_>, at: usize) -> Option<(usize, (u8, u8))> {
    let touching = |at: usize| at.checked_sub(1).filter(|_| tokens.gap(at).is_empty());
    let before = touching(at)?;
    if let Some(level) = tokens.all[before].level() {
        return Some((before, level));
    }
    let filler = tokens.folded[tokens.all[before].bytes.clone()].ends_with("以上");
    let earlier = touching(before).filter(|_| filler)?;
    tokens.all[earlier].level().map(|level| (earlier, level))
}

/// The end of the proofs and levels after token `at`, and those levels; fillers count only before one of them.
fn tail(tokens: &Tokens<'_>, at: usize) -> (usize, Vec<(u8, u8)>) {
    let mut levels = Vec::new();
    let mut end = at + 1;
    for next in at + 1..tokens.all.len() {
        let (token, gap) = (&tokens.all[next], tokens.gap(next));
        match token.level() {
            // A level after a bracket or a space that belongs to another certificate: 电工证（高级焊工）.
            Some(level) if is_near(gap) && !begins_another(tokens, next, gap) => levels.push(level),
            None if gap.is_empty() && token.is(Meaning::Proof) => {}
            None if matches!(gap, "" | "(") && token.is(Meaning::Filler) => continue,
            _ => break,
        }
        end = next + 1;
    }
    (end, levels)
}

fn begins_another(tokens: &Tokens<'_>, level: usize, gap: &str) -> bool {
    let next = level + 1;
    !gap.is_empty()
        && tokens.all.get(next).is_some_and(|_| tokens.gap(next).is_empty())
        && tokens.named(next, None).is_some()
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
fn join(
    certificates: &Certificates,
    tokens: &Tokens<'_>,
    last: &mut Naming,
    next: &Naming,
    speaker: Speaker,
) -> bool {
    let between = &tokens.folded[last.bytes.end..next.bytes.start];
    let ors = next.tokens.start > last.tokens.end && only_ties(tokens, last.tokens.end, next.tokens.start);
    let plain = matches!(between.trim(), "" | "(" | ":" | ")" | "()" | "-");
    if plain || only_fills(tokens, last, next) {
        let pending =
            tokens.all[next.tokens.end..].first().is_some_and(|t| t.clause != last.clause && is_lack(t));
        let common = common(certificates, &last.any_of, &next.any_of).filter(|_| !pending);
        if let Some(common) = common {
            if !last.alternatives {
                last.any_of = common;
            }
            extend(last, next);
            return true;
        }
        if plain {
            return false;
        }
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
    last.alternatives = true;
    extend(last, next);
    true
}

/// Whether nothing but fillers stands between (初中及以上英语 … 教师资格证).
fn only_fills(tokens: &Tokens<'_>, last: &Naming, next: &Naming) -> bool {
    let fillers = &tokens.all[last.tokens.end..next.tokens.start];
    let mut from = last.bytes.end;
    let mut tight = true;
    for token in fillers {
        tight &= token.is(Meaning::Filler) || token.is(Meaning::Or);
        tight &= tokens.folded[from..token.bytes.start].chars().all(|c| matches!(c, '(' | ')' | ' '));
        from = token.bytes.end;
    }
    tight
        && !fillers.is_empty()
        && tokens.folded[from..next.bytes.start].chars().all(|c| matches!(c, '(' | ')' | ' '))
}

/// 护理初级（护师在考）: what is still on the way is no other name of what is held.
fn is_lack(token: &Token<'_>) -> bool {
    token.is(Meaning::Cue(Cue::Pending)) || token.is(Meaning::Cue(Cue::Lacking))
}

fn extend(last: &mut Naming, next: &Naming) {
    last.bytes.end = next.bytes.end;
    last.tokens.end = next.tokens.end;
}

/// What two namings of the same thing leave: the members of both, or the members of one that the other stands over.
fn common(certificates: &Certificates, a: &[Demand], b: &[Demand]) -> Option<Vec<Demand>> {
    // 建筑架子工特种作业证: whoever writes the general name of another authority behind it means no second paper.
    let under = |x: &Demand, y: &Demand| {
        let (narrow, wide) = (certificates.get(x.certificate), certificates.get(y.certificate));
        let same_kind = wide.kind == CertificateKind::SpecialOperation && narrow.kind == wide.kind;
        wide.general && (same_kind || certificates.stands_for(x.certificate, y.certificate))
    };
    let narrower = |these: &[Demand], those: &[Demand]| -> Vec<Demand> {
        let kept =
            these.iter().filter(|x| those.iter().any(|y| x.certificate == y.certificate || under(x, y)));
        kept.map(|x| with_level(certificates, x, those)).collect()
    };
    let kept = narrower(b, a);
    let kept = if kept.is_empty() { narrower(a, b) } else { kept };
    (!kept.is_empty()).then_some(kept)
}

/// The level may stand with either of two namings, also with a general one of the same scale (技师 … 焊工证).
fn with_level(certificates: &Certificates, demand: &Demand, others: &[Demand]) -> Demand {
    let scale = |d: &Demand| certificates.get(d.certificate).scale;
    let other = others.iter().find(|o| scale(o) == scale(demand) && o.min_level.is_some());
    Demand { min_level: demand.min_level.or_else(|| other.and_then(|o| o.min_level)), ..*demand }
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
