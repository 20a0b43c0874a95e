//! The names that texts use for regions, in one automaton together with the cues around them.

use std::borrow::Cow;

use rengang_text::fold;
use rustc_hash::FxHashSet;

use super::RegionCode;
use super::code::RegionLevel;
use super::cue::{Cue, cues};
use crate::names::Phrases;
use crate::rows::{Row, rows};

/// All phrases that the reader looks for.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) phrases: Phrases<Meaning>,
    aliases: Vec<Alias>,
}

/// What a phrase may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A region by its official name, or by that name without its last word.
    Region(RegionCode, Form),
    /// A row of the table of other names.
    Alias(u16),
    /// A word that says how the places around it are meant.
    Cue(Cue),
}

/// How much of the official name is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// All of it: 西青区.
    Full,
    /// Without 区, 县, 市 …: 西青.
    Short,
}

/// A row of the table of other names.
#[derive(Debug)]
pub(super) struct Alias {
    pub(super) rule: AliasRule,
    pub(super) codes: Vec<RegionCode>,
}

/// How the codes of another name are meant; see the remarks of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AliasRule {
    Is,
    Home,
    All,
    AllAtHome,
    Either,
    Abbreviation,
}

impl Words {
    pub(super) fn new(named: &[(RegionCode, &'static str)]) -> Self {
        let (phrases, aliases): (Vec<&'static str>, Vec<Alias>) =
            rows(include_str!("../../tables/regions/aliases.tsv")).filter_map(read_alias).unzip();
        let aliased = phrases.iter().enumerate().map(|(at, phrase)| (*phrase, Meaning::Alias(at as u16)));
        let cues = cues().map(|(phrase, cue)| (phrase, Meaning::Cue(cue)));
        let mut pairs: Vec<(&'static str, Meaning)> = aliased.chain(cues).collect();
        for &(code, name) in named.iter().filter(|(code, _)| is_found_anywhere(*code)) {
            push_forms(code, name, &mut pairs);
        }
        let folded = distinct(pairs).into_iter().map(|(phrase, meaning)| (folded_name(phrase), meaning));
        Self { phrases: Phrases::new(folded), aliases }
    }

    pub(super) fn alias(&self, index: u16) -> &Alias {
        &self.aliases[usize::from(index)]
    }
}

/// The name as folded text has it: folding changes some characters of simplified names too (乾安, 蚌埠).
pub(super) fn folded_name(name: &'static str) -> Cow<'static, str> {
    let folded = fold(name);
    if folded.as_str() == name { Cow::Borrowed(name) } else { Cow::Owned(folded.as_str().to_owned()) }
}

/// A city and its only district may share name and code pattern (嘉峪关市): the coarser one is meant.
fn distinct(pairs: Vec<(&'static str, Meaning)>) -> Vec<(&'static str, Meaning)> {
    let mut seen = FxHashSet::default();
    let key = |meaning: &Meaning| match meaning {
        Meaning::Region(code, _) => Some((code.prefecture(), code.level() == RegionLevel::Town)),
        _ => None,
    };
    pairs
        .into_iter()
        .filter(|(p, m)| key(m).is_none_or(|(code, town)| town || seen.insert((*p, code))))
        .collect()
}

/// Prefectures around Tianjin whose streets are found without their county: 唐山, 沧州, 廊坊 (and the municipalities
/// 北京, 天津). Other streets are found right after their county only, or the automaton would cost ten times as much.
const METRO_PREFECTURES: [u32; 3] = [1302, 1309, 1310];
/// The three counties of 雄安新区.
const XIONGAN: [u32; 3] = [130_629, 130_632, 130_638];

/// Whether `code` belongs to the metropolitan area around Tianjin and Beijing.
pub(super) fn is_metro(code: RegionCode) -> bool {
    let digits = code.as_u32();
    matches!(digits / 10_000_000, 11 | 12)
        || METRO_PREFECTURES.contains(&(digits / 100_000))
        || XIONGAN.contains(&(digits / 1000))
}

/// Whether the name of `code` is in the automaton.
pub(super) fn is_found_anywhere(code: RegionCode) -> bool {
    code.level() < RegionLevel::Town || is_metro(code)
}

fn read_alias(row: Row) -> Option<(&'static str, Alias)> {
    let rule = match row.cell(1) {
        "is" => AliasRule::Is,
        "home" => AliasRule::Home,
        "all" => AliasRule::All,
        "all@home" => AliasRule::AllAtHome,
        "either" => AliasRule::Either,
        "abbrev" => AliasRule::Abbreviation,
        _ => return None,
    };
    Some((row.cell(0), Alias { rule, codes: row.list(2).filter_map(RegionCode::from_digits).collect() }))
}

fn push_forms(code: RegionCode, name: &'static str, pairs: &mut Vec<(&'static str, Meaning)>) {
    pairs.push((name, Meaning::Region(code, Form::Full)));
    for short in short_names(name).into_iter().flatten() {
        pairs.push((short, Meaning::Region(code, Form::Short)));
    }
}

/// Last words of names, longer before shorter where one ends the other.
const SUFFIXES: [&str; 12] =
    ["自治州", "自治县", "自治旗", "地区", "街道", "省", "市", "区", "县", "旗", "镇", "乡"];

/// Peoples in the names of autonomous regions, as they stand before 自治.
const PEOPLES: [&str; 42] = [
    "满族",
    "回族",
    "蒙古族",
    "蒙古",
    "藏族",
    "苗族",
    "侗族",
    "土家族",
    "彝族",
    "白族",
    "傣族",
    "景颇族",
    "壮族",
    "瑶族",
    "布依族",
    "哈尼族",
    "朝鲜族",
    "羌族",
    "傈僳族",
    "柯尔克孜",
    "哈萨克族",
    "哈萨克",
    "土族",
    "撒拉族",
    "各族",
    "畲族",
    "黎族",
    "仡佬族",
    "纳西族",
    "拉祜族",
    "佤族",
    "达斡尔族",
    "仫佬族",
    "毛南族",
    "东乡族",
    "保安族",
    "裕固族",
    "塔吉克",
    "锡伯",
    "水族",
    "独龙族",
    "怒族",
];

/// The name without its last word, and for 长虹街道 also 长虹街; none where fewer than two characters would be left.
pub(super) fn short_names(name: &'static str) -> [Option<&'static str>; 2] {
    let Some((short, suffix)) = SUFFIXES.iter().find_map(|s| Some((name.strip_suffix(s)?, *s))) else {
        return [None, None];
    };
    // 滨海新区 is not 滨海新: such names have rows of their own in the table of other names.
    if name.ends_with("新区") || name.ends_with("开发区") {
        return [None, None];
    }
    let short = if suffix.starts_with("自治") || matches!(suffix, "区" | "乡") {
        without_peoples(short)
    } else {
        short
    };
    let street = (suffix == "街道").then(|| &name[..name.len() - "道".len()]);
    [(short.chars().count() > 1).then_some(short), street]
}

fn without_peoples(mut name: &'static str) -> &'static str {
    while let Some(rest) = PEOPLES.iter().find_map(|p| name.strip_suffix(p)).filter(|r| r.chars().count() > 1)
    {
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &'static str, shorts: [Option<&'static str>; 2]) {
        assert_eq!(short_names(name), shorts, "{name}");
    }

    #[test]
    fn names_lose_their_last_word_and_their_peoples() {
        check("西青区", [Some("西青"), None]);
        check("长虹街道", [Some("长虹"), Some("长虹街")]);
        check("大厂回族自治县", [Some("大厂"), None]);
        check("黔西南布依族苗族自治州", [Some("黔西南"), None]);
        check("沧县", [None, None]);
        check("滨海新区", [None, None]);
    }

    #[test]
    fn no_other_name_is_given_twice() {
        let table = rows(include_str!("../../tables/regions/aliases.tsv"));
        let mut phrases: Vec<&str> = table.map(|row| row.cell(0)).collect();
        let before = phrases.len();
        phrases.sort_unstable();
        phrases.dedup();
        assert_eq!(phrases.len(), before);
    }
}
