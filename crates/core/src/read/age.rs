//! Ages that an ad names, for legal minimums and findings only: `18-45周岁`, `男55岁以下，女50岁以下`, `50岁左右`.
//!
//! ```text
//! age := [男 | 女] [年满 | 不超过] number [(- 至) number] [岁] [以上 | 以下 | 左右]   ; 以上 and 以下 include the number
//! ```

use crate::model::AgeDemand;
use crate::read::lex::{Kind, Token, Vocabulary};
use std::sync::LazyLock;

/// What a word means for ages.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Years,
    Floor,
    Ceiling,
    Around,
    To,
    Male,
    Female,
    Both,
    Unlimited,
    Age,
    /// The number itself counts, which it does anyway.
    Inclusive,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::Years, "岁 周岁"),
    (Word::Floor, "以上 及以上 年满 满 不低于 不小于 起 至少 不满"),
    (
        Word::Ceiling,
        "以下 以内 及以下 不超过 不超 不高于 不大于 内 之内 之下 低于 最大 上限 封顶 放宽至 放宽到 可放宽至 可放宽到 最高 最多",
    ),
    (Word::Inclusive, "(含) (含本数) (含本岁)"),
    (Word::Around, "左右 上下 来 出头"),
    (Word::To, "至 到 - -- ~ – —"),
    (Word::Male, "男 男性 男士 男职工 男员工"),
    (Word::Female, "女 女性 女士 女职工 女员工"),
    (Word::Both, "男女 男女不限 不限男女"),
    (Word::Unlimited, "不限 不限年龄 年龄不限 无要求 不要求 不卡年龄"),
    (Word::Age, "年龄 年纪 岁数"),
];

/// Reads a folded text; `None` where it names no age and does not say that ages are free.
#[must_use]
pub fn read(folded: &str) -> Option<AgeDemand> {
    let tokens = VOCABULARY.lex(folded);
    let mut demand = AgeDemand::default();
    let (mut sex, mut bound, mut found) = (None, None, false);
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Word(Word::Male) => sex = Some(0),
            Kind::Word(Word::Female) => sex = Some(1),
            Kind::Word(Word::Both) => sex = None,
            Kind::Word(Word::Unlimited) => found = true,
            Kind::Word(word @ (Word::Floor | Word::Ceiling)) => bound = Some(word),
            Kind::Number(_) => {
                if let Some((limits, next)) = limits_at(&tokens, at, bound.take()) {
                    found |= put(&mut demand, sex, limits);
                    at = next;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found.then_some(demand)
}

/// Ages as written: least, greatest, around.
type Limits = (Option<u8>, Option<u8>, Option<u8>);

fn put(demand: &mut AgeDemand, sex: Option<usize>, (min, max, around): Limits) -> bool {
    match sex {
        Some(sex) => demand.by_sex.get_or_insert_default()[sex] = (min, max),
        // 35周岁以下（含35周岁）: the first statement counts.
        None if demand.min.is_none() && demand.max.is_none() && demand.around.is_none() => {
            (demand.min, demand.max, demand.around) = (min, max, around);
        }
        // 年满18周岁，50周岁以下: two limits in two clauses.
        None if demand.max.is_none() && min.is_none() && max > demand.min => demand.max = max,
        None if demand.min.is_none() && max.is_none() && min.is_some() && min < demand.max => {
            demand.min = min
        }
        None => {}
    }
    true
}

fn limits_at(tokens: &[Token<Word>], at: usize, before: Option<Word>) -> Option<(Limits, usize)> {
    let word = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Word(w)) => Some(w),
        _ => None,
    };
    let age = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Number(n)) if (10..=99).contains(&n.whole()) => u8::try_from(n.whole()).ok(),
        _ => None,
    };
    let first = age(at)?;
    let skip = |i: usize| {
        let behind = if word(i) == Some(Word::Years) { i + 1 } else { i };
        if word(behind) == Some(Word::Inclusive) { behind + 1 } else { behind }
    };
    let to = skip(at + 1);
    if word(to) == Some(Word::To)
        && let Some(second) = age(to + 1)
    {
        let ends = (first.min(second), first.max(second));
        return Some(((Some(ends.0), Some(ends.1), None), skip(to + 2)));
    }
    let limits = match word(to).or(before) {
        Some(Word::Floor) => (Some(first), None, None),
        Some(Word::Ceiling) => (None, Some(first), None),
        Some(Word::Around) => (None, None, Some(first)),
        _ => match before {
            Some(Word::Floor) => (Some(first), None, None),
            Some(Word::Ceiling) => (None, Some(first), None),
            _ => (Some(first), Some(first), None),
        },
    };
    Some((limits, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, min: Option<u8>, max: Option<u8>, around: Option<u8>) {
        let d = read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((d.min, d.max, d.around), (min, max, around), "{text}");
    }

    #[test]
    fn limits_include_the_number() {
        check("年满18周岁", Some(18), None, None);
        check("45岁以下(含45岁)", None, Some(45), None);
        check("二十到四十岁", Some(20), Some(40), None);
        check("四十岁左右", None, None, Some(40));
        check("年龄不限", None, None, None);
    }

    #[test]
    fn limits_by_sex_are_kept_apart() {
        let d = read("男18-55岁,女18-50岁").unwrap();
        assert_eq!(d.by_sex, Some([(Some(18), Some(55)), (Some(18), Some(50))]));
        assert_eq!(d.max, None);
    }
}
