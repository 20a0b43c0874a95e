//! The phrases of a text that count: places and cues, from left to right, longest first.

use std::ops::Range;

use super::cue::Cue;
use super::words::{AliasRule, Form, Meaning, Words, folded_name, is_found_anywhere, is_metro, short_names};
use super::{RegionCode, RegionContext, RegionLevel, Regions};
use crate::names::Hit;

/// A phrase that counts.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) bytes: Range<usize>,
    pub(super) kind: TokenKind,
}

/// What the phrase is.
#[derive(Debug, Clone)]
pub(super) enum TokenKind {
    Named(Named),
    Cue(Cue),
}

/// The regions that a phrase may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) codes: Vec<RegionCode>,
    pub(super) choice: Choice,
}

/// Which of the regions are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The first one that fits.
    First,
    /// All of them.
    All,
    /// One of them by its official name; a bare name (河北) may be of two levels.
    One { bare: bool },
}

/// Where the names of streets and of common words are trusted.
struct Near {
    given: [Option<RegionCode>; 2],
    last: Option<RegionCode>,
    /// End of the last named place: a street right after its county needs no other support.
    last_end: usize,
    last_codes: Vec<RegionCode>,
}

/// Cuts `folded` into places and cues.
pub(super) fn tokens(regions: &Regions, folded: &str, context: RegionContext) -> Vec<Token> {
    let words = &regions.words;
    let given = [context.parent, context.home_region];
    let mut near = Near { given, last: None, last_end: usize::MAX, last_codes: Vec::new() };
    let mut out: Vec<Token> = Vec::new();
    let mut from = 0;
    for hit in words.phrases.find_all(folded) {
        if hit.bytes.start < from {
            continue;
        }
        let Some(kind) = accept(words, folded, &hit, &near) else { continue };
        from = hit.bytes.end;
        near.follow(&kind, from);
        out.push(Token { bytes: hit.bytes, kind });
        if let Some(street) = far_street(regions, folded, &near) {
            from = street.bytes.end;
            near.follow(&street.kind, from);
            out.push(street);
        }
    }
    out
}

impl Near {
    fn follow(&mut self, kind: &TokenKind, end: usize) {
        if let TokenKind::Named(named) = kind {
            self.last = named.codes.first().copied();
            self.last_end = end;
            self.last_codes.clone_from(&named.codes);
        }
    }

    fn provinces(&self) -> impl Iterator<Item = RegionCode> + '_ {
        self.given.iter().chain([&self.last]).flatten().map(|code| code.province())
    }

    fn holds(&self, code: RegionCode) -> bool {
        self.provinces().any(|province| province == code.province())
    }

    /// Whether nothing but a connector stands between the last place and `start`.
    fn touches(&self, folded: &str, start: usize) -> bool {
        self.last_end <= start && folded[self.last_end..start].chars().all(is_connector)
    }

    /// Whether the place right before `start` holds `code`.
    fn is_parent(&self, folded: &str, start: usize, code: RegionCode) -> bool {
        self.touches(folded, start) && self.last_codes.iter().any(|last| *last != code && last.contains(code))
    }

    /// Whether a common word at `start` may stand for `codes`: 开发区 right after 大连 is none of Tianjin's.
    fn supports(&self, folded: &str, start: usize, codes: &[RegionCode]) -> bool {
        if self.touches(folded, start) {
            let same = |code: &RegionCode| self.last_codes.iter().any(|l| l.province() == code.province());
            return codes.iter().any(same);
        }
        codes.iter().any(|&code| self.holds(code))
    }
}

/// Characters between a region and a part of it.
pub(super) fn is_connector(c: char) -> bool {
    matches!(c, ' ' | '-' | '—' | '–' | '·' | '>' | '/' | ':' | '市' | '的' | '~' | '_' | '|' | '\u{3000}')
}

fn accept(words: &Words, folded: &str, hit: &Hit, near: &Near) -> Option<TokenKind> {
    let meanings = words.phrases.meanings(hit);
    if let Some(&Meaning::Cue(cue)) = meanings.iter().find(|m| matches!(m, Meaning::Cue(_))) {
        return Some(TokenKind::Cue(cue));
    }
    let alias = meanings.iter().find_map(|m| match m {
        Meaning::Alias(index) => named_alias(words, *index, folded, hit, near),
        _ => None,
    });
    alias.or_else(|| named_region(meanings, folded, hit, near)).map(TokenKind::Named)
}

fn named_alias(words: &Words, index: u16, folded: &str, hit: &Hit, near: &Near) -> Option<Named> {
    let alias = words.alias(index);
    let at_home = near.supports(folded, hit.bytes.start, &alias.codes);
    let (accepted, choice) = match alias.rule {
        AliasRule::Is => (true, Choice::First),
        AliasRule::Home => (at_home, Choice::First),
        AliasRule::All => (true, Choice::All),
        AliasRule::AllAtHome => (at_home, Choice::All),
        AliasRule::Either => (true, Choice::One { bare: false }),
        AliasRule::Abbreviation => (is_alone(folded, &hit.bytes), Choice::First),
    };
    accepted.then(|| Named { codes: alias.codes.clone(), choice })
}

fn named_region(meanings: &[Meaning], folded: &str, hit: &Hit, near: &Near) -> Option<Named> {
    let regions = || {
        meanings.iter().filter_map(|m| match m {
            Meaning::Region(code, form) => Some((*code, *form)),
            _ => None,
        })
    };
    let full = regions().any(|(_, form)| form == Form::Full);
    let road = !full && begins_road(&folded[hit.bytes.end..]);
    let chars = folded[hit.bytes.clone()].chars().count();
    let trusted = |(code, form)| {
        near.is_parent(folded, hit.bytes.start, code)
            || match form {
                Form::Full => code.level() < RegionLevel::Town || is_metro(code),
                Form::Short => !road && is_trusted_short(code, chars, &folded[hit.bytes.clone()], near),
            }
    };
    // One trusted reading lets the phrase in; then all its readings stand, so that none is certain by accident.
    regions().any(trusted).then(|| Named {
        codes: regions().map(|(code, _)| code).collect(),
        choice: Choice::One { bare: !full },
    })
}

/// Cities whose short names are words, or too often names of something else.
const WORDS: [&str; 19] = [
    "来宾", "日照", "安康", "白银", "海东", "合作", "东方", "大安", "天长", "永安", "福安", "新民", "乐平",
    "安国", "宁安", "应城", "安达", "尚志", "海阳",
];

fn is_trusted_short(code: RegionCode, chars: usize, name: &str, near: &Near) -> bool {
    match code.level() {
        RegionLevel::Province => true,
        RegionLevel::Prefecture => near.holds(code) || !WORDS.contains(&name),
        RegionLevel::County if is_county_city(code) => near.holds(code) || !WORDS.contains(&name),
        RegionLevel::County => code.in_municipality() || is_metro(code) || near.holds(code),
        // Two characters of a 街道 are too often a common word (新兴, 向阳); those of a 镇 are names (葛沽, 双口).
        RegionLevel::Town => near.holds(code) && (chars > 2 || is_town_proper(code)),
    }
}

/// 县级市 have county digits from 81 (昆山, 义乌).
fn is_county_city(code: RegionCode) -> bool {
    code.as_u32() / 1000 % 100 >= 81
}

/// 镇 and 乡 have street codes from 100 to 399, 街道 below.
fn is_town_proper(code: RegionCode) -> bool {
    (100..400).contains(&(code.as_u32() % 1000))
}

/// Streets of many cities are named after other places (成都道, 南京路, 河北大街).
fn begins_road(rest: &str) -> bool {
    let rest = rest.strip_prefix(['东', '西', '南', '北', '中', '大', '环']).unwrap_or(rest);
    rest.starts_with(['路', '道', '街', '巷'])
}

fn is_alone(folded: &str, bytes: &Range<usize>) -> bool {
    let open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    open(folded[..bytes.start].chars().next_back()) && open(folded[bytes.end..].chars().next())
}

/// The street right after a county whose streets are not in the automaton.
fn far_street(regions: &Regions, folded: &str, near: &Near) -> Option<Token> {
    if near.last_end > folded.len()
        || near.last_codes.iter().all(|&c| c.level() != RegionLevel::County || is_metro(c))
    {
        return None;
    }
    let rest = folded[near.last_end..].trim_start_matches(is_connector);
    let start = folded.len() - rest.len();
    let counties = near.last_codes.iter().filter(|&&c| c.level() == RegionLevel::County && !is_metro(c));
    let (len, code) = counties.filter_map(|&county| longest_street(regions, county, rest)).max()?;
    let named = Named { codes: vec![code], choice: Choice::One { bare: false } };
    Some(Token { bytes: start..start + len, kind: TokenKind::Named(named) })
}

fn longest_street(regions: &Regions, county: RegionCode, rest: &str) -> Option<(usize, RegionCode)> {
    let streets = regions.below(county).iter().filter(|(code, _)| !is_found_anywhere(*code));
    let names = streets.flat_map(|&(code, name)| {
        [Some(name)].into_iter().chain(short_names(name)).flatten().map(move |n| (n, code))
    });
    let folded = names.map(|(name, code)| (folded_name(name), code));
    folded.filter(|(name, _)| rest.starts_with(name.as_ref())).map(|(name, code)| (name.len(), code)).max()
}
