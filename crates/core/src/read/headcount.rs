//! How many are wanted: `10-20人`, `十余人`, `若干`, `普工30名、叉车司机2名`, `8+4`.
//!
//! ```text
//! headcount := count (mark [label] count)* | 若干 | 不限 | 数名
//! count     := number [- number] [余 | 来 | 多] [人 名 位 个] [以上 | 以内]
//! ```
//! Several counts with labels, or joined by a plus, are the posts of one combined ad and add up.

use crate::model::{Headcount, HeadcountPart};
use crate::read::lex::{Kind, Token, Vocabulary};
use std::sync::LazyLock;

/// What a word means for a count.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    People,
    Odd,
    Floor,
    Ceiling,
    To,
    Several,
    /// Behind a number a little more, by itself several.
    Few,
    Each,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::People, "人 名 位 个 个人 员"),
    (Word::Odd, "余 来 多 几 余名"),
    (Word::Floor, "以上 及以上 不少于 至少 起"),
    (Word::Ceiling, "以内 以下 不超过 最多"),
    (Word::To, "至 到 - ~ – —"),
    (
        Word::Several,
        "若干 不限 数名 多名 数人 多人 数位 大量 大批 长期招 批量 若干名 若干人 不限人数 人数不限 数十人 数十名",
    ),
    (Word::Few, "几名 几个 几人 几位"),
    (Word::Each, "各 每 每项目 每店"),
];

/// Reads a folded text; `None` where it names no number and no 若干.
#[must_use]
pub fn read(folded: &str) -> Option<Headcount> {
    let tokens = VOCABULARY.lex(folded);
    let mut counts: Vec<Count> = Vec::new();
    let (mut label, mut bound, mut several) = (None, None, false);
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Word(Word::Several | Word::Few) => several = true,
            Kind::Word(word @ (Word::Floor | Word::Ceiling)) => bound = Some(word),
            Kind::Other => label = Some(folded[tokens[at].span.clone()].to_owned()),
            Kind::Number(n) if n.whole() > 0 => {
                let (count, next) = count_at(&tokens, at, label.take(), bound.take());
                counts.push(count);
                at = next;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    match counts.is_empty() {
        true if several => Some(Headcount { several, ..Headcount::default() }),
        true => None,
        false => Some(total(&counts)),
    }
}

struct Count {
    label: Option<String>,
    min: Option<u32>,
    max: Option<u32>,
}

fn count_at(
    tokens: &[Token<Word>],
    at: usize,
    label: Option<String>,
    before: Option<Word>,
) -> (Count, usize) {
    let word = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Word(w)) => Some(w),
        _ => None,
    };
    let ends = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Number(n)) => Some((people(n.whole()), people(n.high_whole()))),
        _ => None,
    };
    let (mut low, mut high) = ends(at).unwrap_or((0, 0));
    let mut next = at + 1;
    if word(next) == Some(Word::To)
        && let Some((_, top @ 1..)) = ends(next + 1)
    {
        (low, high, next) = (low.min(top), low.max(top), next + 2);
    }
    let mut bound = before;
    while let Some(w @ (Word::People | Word::Odd | Word::Few | Word::Floor | Word::Ceiling)) = word(next) {
        if w != Word::People {
            bound = Some(if w == Word::Ceiling { w } else { Word::Floor });
        }
        next += 1;
    }
    // 50+: a plus that adds nothing.
    if tokens.get(next).is_some_and(|t| t.kind == Kind::Mark('+')) && tokens.get(next + 1).is_none() {
        (bound, next) = (Some(Word::Floor), next + 1);
    }
    let (min, max) = match bound {
        Some(Word::Floor) => (Some(low), None),
        Some(Word::Ceiling) => (None, Some(high)),
        _ => (Some(low), Some(high)),
    };
    (Count { label, min, max }, next)
}

fn people(n: i64) -> u32 {
    u32::try_from(n.clamp(0, 1_000_000)).unwrap_or_default()
}

fn total(counts: &[Count]) -> Headcount {
    let sum = |of: fn(&Count) -> Option<u32>| counts.iter().map(of).try_fold(0u32, |n, c| Some(n + c?));
    let parts = if counts.len() > 1 {
        let part = |c: &Count| {
            Some(HeadcountPart { label: c.label.clone().unwrap_or_default(), count: c.min.or(c.max)? })
        };
        counts.iter().filter_map(part).collect()
    } else {
        Vec::new()
    };
    Headcount { min: sum(|c| c.min), max: sum(|c| c.max), several: false, parts }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, min: Option<u32>, max: Option<u32>, parts: &[(&str, u32)]) {
        let h = read(text).unwrap_or_else(|| panic!("{text}"));
        let seen: Vec<(&str, u32)> = h.parts.iter().map(|p| (p.label.as_str(), p.count)).collect();
        assert_eq!((h.min, h.max, seen.as_slice()), (min, max, parts), "{text}");
    }

    #[test]
    fn single_counts() {
        check("3名", Some(3), Some(3), &[]);
        check("1-2人", Some(1), Some(2), &[]);
        check("三十来个", Some(30), None, &[]);
        check("五六个", Some(5), Some(6), &[]);
        check("百人", Some(100), Some(100), &[]);
        check("20人以内", None, Some(20), &[]);
        assert!(read("若干").unwrap().several);
        assert_eq!(read("急招"), None);
    }

    #[test]
    fn combined_ads_add_up_and_keep_their_posts() {
        check("普工30名、叉车司机2名", Some(32), Some(32), &[("普工", 30), ("叉车司机", 2)]);
        check("8+4", Some(12), Some(12), &[("", 8), ("", 4)]);
        check("大工4小工6", Some(10), Some(10), &[("大工", 4), ("小工", 6)]);
    }
}
