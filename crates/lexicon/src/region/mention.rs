//! Tokens to mentions: parts joined to their region (天津市西青区中北镇 is one), and each mention decided.

use std::ops::Range;

use super::token::{Choice, Named, Token, TokenKind, is_connector};
use super::words::is_metro;
use super::{RegionCode, RegionContext, RegionLevel};

/// One naming of a region in a text.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// Bytes in the folded text.
    pub(super) bytes: Range<usize>,
    named: Named,
    pub(super) meant: Meant,
}

/// What the naming turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    One(RegionCode),
    Group(Vec<RegionCode>),
    Ambiguous(Vec<RegionCode>),
}

impl Meant {
    pub(super) fn codes(&self) -> &[RegionCode] {
        match self {
            Self::One(code) => std::slice::from_ref(code),
            Self::Group(codes) | Self::Ambiguous(codes) => codes,
        }
    }
}

/// Joins the named tokens of `folded` and decides what each mention means.
pub(super) fn mentions(folded: &str, tokens: &[Token], context: RegionContext) -> Vec<Mention> {
    let mut joined = join(folded, tokens);
    decide(folded, &mut joined, context, None);
    // A certain place elsewhere in the text decides an uncertain one before it (和平、南开 without a home).
    let certain = joined.iter().find_map(|m| match m.meant {
        Meant::One(code) => Some(code),
        _ => None,
    });
    if certain.is_some() && joined.iter().any(|m| matches!(m.meant, Meant::Ambiguous(_))) {
        decide(folded, &mut joined, context, certain);
    }
    joined
}

fn join(folded: &str, tokens: &[Token]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut cue_between = false;
    for token in tokens {
        let TokenKind::Named(named) = &token.kind else {
            cue_between = true;
            continue;
        };
        let joined = match mentions.last_mut() {
            Some(last) if !cue_between => take_in(folded, last, token, named),
            _ => false,
        };
        cue_between = false;
        if !joined {
            let meant = Meant::Ambiguous(Vec::new());
            mentions.push(Mention { bytes: token.bytes.clone(), named: named.clone(), meant });
        }
    }
    mentions
}

/// How the text between two places ties them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Nothing, a dash, a space: the second may be a part of the first.
    Link,
    /// An opening bracket: the second may also say where the first lies.
    Bracket,
    /// A comma, and nothing after the second: 河北区（中山路附近），天津.
    Tail,
    /// Anything else.
    None,
}

fn tie(folded: &str, last: &Mention, token: &Token) -> Tie {
    let gap = &folded[last.bytes.end..token.bytes.start];
    let rest = &folded[token.bytes.end..];
    if gap.chars().all(is_connector) {
        Tie::Link
    } else if gap.trim() == "(" {
        Tie::Bracket
    } else if gap.len() <= MAX_TAIL && gap.ends_with([',', ' ']) && rest.is_empty() {
        Tie::Tail
    } else {
        Tie::None
    }
}

/// Chosen: a short remark may stand between a place and the city it lies in.
const MAX_TAIL: usize = 30;

/// Whether `token` only says more about `last`, which then takes it in.
fn take_in(folded: &str, last: &mut Mention, token: &Token, named: &Named) -> bool {
    let tie = tie(folded, last, token);
    if tie == Tie::None || last.named.choice == Choice::All {
        return false;
    }
    let gap = &folded[last.bytes.end..token.bytes.start];
    // 河西区小白楼: the quarter lies in two districts, the district named decides; 渤海新区黄骅 are one.
    let same: Vec<RegionCode> =
        last.named.codes.iter().copied().filter(|c| named.codes.contains(c)).collect();
    if tie != Tie::Tail && !same.is_empty() {
        last.named = Named { codes: same, choice: Choice::First };
        return true;
    }
    let inside = parts(&last.named.codes, &named.codes);
    if tie != Tie::Tail && !inside.is_empty() && !(is_bare_province(named) && gap.contains([' ', '/'])) {
        last.named = Named { codes: inside, choice: named.choice };
        last.bytes.end = token.bytes.end;
        return true;
    }
    let around: Vec<RegionCode> =
        last.named.codes.iter().copied().filter(|c| named.codes.iter().any(|n| n.contains(*c))).collect();
    let says_where = match tie {
        Tie::Bracket => true,
        Tie::Tail => named.codes.iter().all(|c| c.level() < RegionLevel::County),
        Tie::Link | Tie::None => gap.chars().all(|c| c == ' '),
    };
    if around.is_empty() || !says_where {
        return false;
    }
    last.named.codes = around;
    true
}

/// The `codes` that lie below one of `wholes`.
fn parts(wholes: &[RegionCode], codes: &[RegionCode]) -> Vec<RegionCode> {
    codes
        .iter()
        .copied()
        .filter(|code| wholes.iter().any(|whole| whole != code && whole.contains(*code)))
        .collect()
}

fn is_bare_province(named: &Named) -> bool {
    named.choice == Choice::One { bare: true }
        && named.codes.iter().any(|c| c.level() == RegionLevel::Province)
}

fn decide(folded: &str, mentions: &mut [Mention], context: RegionContext, certain: Option<RegionCode>) {
    let mut last = certain;
    for at in 0..mentions.len() {
        if matches!(mentions[at].meant, Meant::One(_) | Meant::Group(_)) {
            continue;
        }
        let siblings = siblings(folded, mentions, at, context);
        let meant = meaning(&mentions[at].named, context, last, &siblings);
        if let Meant::One(code) = meant {
            last = Some(code);
        }
        mentions[at].meant = meant;
    }
}

/// The codes of the places that stand in one list with mention `at`, before or after it.
fn siblings(folded: &str, mentions: &[Mention], at: usize, context: RegionContext) -> Vec<RegionCode> {
    let home = context.home_region.is_some();
    let is_list = |a: &Mention, b: &Mention| {
        folded[a.bytes.end..b.bytes.start].chars().all(|c| {
            matches!(c, '、' | '/' | ' ' | '和' | '与' | '及' | '或' | '跟' | '区') || (home && c == ',')
        })
    };
    let before = at.checked_sub(1).map(|p| &mentions[p]).filter(|m| is_list(m, &mentions[at]));
    let after = mentions.get(at + 1).filter(|m| is_list(&mentions[at], m));
    before.into_iter().chain(after).flat_map(|m| m.named.codes.iter().copied()).collect()
}

fn meaning(
    named: &Named,
    context: RegionContext,
    last: Option<RegionCode>,
    siblings: &[RegionCode],
) -> Meant {
    let mut codes = named.codes.clone();
    if named.choice == Choice::All {
        return Meant::Group(codes);
    }
    keep(&mut codes, |code| context.parent.is_some_and(|p| p.province().contains(code)));
    keep(&mut codes, |code| context.parent.is_some_and(|p| p.contains(code)));
    if let Choice::One { bare } = named.choice {
        if bare {
            keep_province_or_listed(&mut codes, siblings);
        }
        keep(&mut codes, |code| last.is_some_and(|l| l.prefecture().contains(code)));
    }
    if named.choice == Choice::First {
        // The codes are in the order of the table; only another province overrules it.
        for near in [last, context.home_region].into_iter().flatten() {
            keep(&mut codes, |code| near.province().contains(code));
        }
    } else {
        keep_near(&mut codes, last, context.home_region);
    }
    match named.choice {
        Choice::One { bare: true } => keep_coarsest(&mut codes),
        Choice::First => codes.truncate(1),
        _ => {}
    }
    if codes.len() == 1 { Meant::One(codes[0]) } else { Meant::Ambiguous(codes) }
}

/// Keeps what `wanted` says, unless that is nothing.
fn keep(codes: &mut Vec<RegionCode>, wanted: impl Fn(RegionCode) -> bool) {
    if codes.iter().any(|&code| wanted(code)) {
        codes.retain(|&code| wanted(code));
    }
}

/// 河北 is the province, but among districts of Tianjin the district.
fn keep_province_or_listed(codes: &mut Vec<RegionCode>, siblings: &[RegionCode]) {
    let Some(&province) = codes.iter().find(|c| c.level() == RegionLevel::Province) else { return };
    let listed = |code: RegionCode| {
        code.level() == RegionLevel::County
            && siblings.iter().any(|s| s.level() >= RegionLevel::County && s.province() == code.province())
    };
    if codes.iter().any(|&code| listed(code)) {
        codes.retain(|&code| listed(code));
    } else {
        codes.retain(|&code| code == province);
    }
}

fn keep_near(codes: &mut Vec<RegionCode>, last: Option<RegionCode>, home: Option<RegionCode>) {
    for near in [last, home].into_iter().flatten() {
        keep(codes, |code| near.county().contains(code));
        keep(codes, |code| near.prefecture().contains(code));
        keep(codes, |code| near.province().contains(code));
    }
    if home.is_some_and(is_metro) {
        keep(codes, is_metro);
    }
}

fn keep_coarsest(codes: &mut Vec<RegionCode>) {
    let coarsest = codes.iter().map(|c| c.level()).min();
    codes.retain(|c| Some(c.level()) == coarsest);
}
