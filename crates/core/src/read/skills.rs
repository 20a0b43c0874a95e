//! Skills: what an ad asks for (`熟练掌握Java、MySQL，了解Redis`, `C++/C#至少一门`) and what a person can do
//! (`UG学过一点`, `不会编程`).
//!
//! ```text
//! text := clause (mark clause)*
//! ad:     必会词 (熟练, 掌握, 会, 需) skill ((、 | 和) skill)*   ; 了解, 优先, 加分, 更好 prefer; 不要求, 不用 take away
//!         skill (/ | 或) skill is a choice
//! person: skill with 一点, 基础, 学过, 了解 is basic; 精通, 独立, 熟练 is strong; 不会, 没学过 is lacking
//! ```

use crate::knowledge::skill_id;
use crate::model::{Evidence, Field, SkillDemand, SkillHeld, SkillLevel, Strength};
use crate::read::lex::{Place, Vocabulary, head, tail};
use rengang_lexicon::skill::SkillMention;
use rengang_text::Folded;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word says about the skills of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Must,
    Preferred,
    Basic,
    Strong,
    /// Right behind the skill: it is mastered.
    Well,
    /// A little, behind the skill.
    Little,
    Not,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Strong, "精通 熟练 熟练掌握 熟练使用 擅长 独立 很熟 熟练运用 拿手 全套 熟练操作 娴熟"),
    (Word::Well, "流利 标准 过关 扎实 过硬 流畅 娴熟"),
    (Word::Must, "较强 有较强 较好 有较好 有良好 有一定 优秀的 出色的 掌握 熟悉 会 能 需 要求 必须 具备 懂 看懂 能看懂 须 需要 能够 会用 胜任 会看 熟知 具有 良好"),
    (Word::Preferred, "优先 加分 更好 最好 更佳 为佳 尤佳 者优 优先考虑 不是必须 可加分 佳"),
    (Word::Basic, "了解 学过 初级 基础 自学 入门 看得懂 一般 普通 知道 接触过 简单 略懂 粗通 在学 看过"),
    (Word::Little, "一点 懂一些 一些 不太会 凑合 没怎么 没开过几回 不熟 不精 会简单 会一点 没独立做过 看过 打杂 不太熟 会点 懂点 初步 略懂"),
    (Word::Not, "不会 不要求 不用 不需要 无需 没学过 不懂 没做过 没碰过 没干过 没接触过 没用过 不做 不写 不画 无须 不必 没考 没做 不涉及 不是 \
        没有 不搞 不含 非 不包括 没练过 不行 不好 没开过 没写过 没编过 不招 不能 没商业"),
    (Word::Noise, "不会少 会议 会计 社会 机会 会员 协会 能力 功能 性能 智能 能源 节能 新能源 技能 可能 需求 会务 会展 会所 不错 不仅 不限 不断 \
        业务熟 晚会 学会 会话 不能少 能源车 能效 能耗 产能 非标 非遗 非常 供需 必须品 全能 多功能 独立站 独立董事 独立学院 没有要求 普通话 普通 \
        简单易学 普通车 普车 会客 能源管理"),
];

/// Skills that an ad asks for in one field, in the order of the text.
pub(crate) fn read_demands(found: &[SkillMention], folded: &Folded, field: Field) -> Vec<SkillDemand> {
    if found.is_empty() {
        return Vec::new();
    }
    demands(found, &VOCABULARY.words(folded.as_str()).collect::<Vec<_>>(), folded, field)
}

/// The same for a text in which the words have been found.
pub(crate) fn read_demands_at(
    found: &[SkillMention],
    places: &[Place],
    folded: &Folded,
    field: Field,
) -> Vec<SkillDemand> {
    if found.is_empty() {
        return Vec::new();
    }
    demands(found, &VOCABULARY.words_at(folded.as_str(), places).collect::<Vec<_>>(), folded, field)
}

/// The words around skills, sorted.
pub(crate) fn words() -> &'static [String] {
    VOCABULARY.all()
}

fn demands(
    found: &[SkillMention],
    words: &[(Range<usize>, Word)],
    folded: &Folded,
    field: Field,
) -> Vec<SkillDemand> {
    let text = folded.as_str();
    let mut demands: Vec<SkillDemand> = Vec::new();
    let mut last: Option<Range<usize>> = None;
    for mention in found {
        let id = skill_id(mention.skill);
        let clause = clause_around(text, &mention.bytes);
        let Some(strength) = strength(words, text, &clause, &mention.bytes) else { continue };
        let at = Evidence::new(field, folded.original_span(mention.bytes.clone()));
        let joined = last.as_ref().is_some_and(|l| is_choice(text, l, &mention.bytes, &clause));
        last = Some(mention.bytes.clone());
        let again = demands.iter().any(|d| d.any_of.contains(&id));
        match demands.last_mut() {
            _ if again => {}
            Some(choice) if joined => choice.any_of.push(id),
            _ => demands.push(SkillDemand { any_of: vec![id], strength, at }),
        }
    }
    demands
}

/// Skills that a person speaks of in one field.
pub(crate) fn read_held(found: &[SkillMention], folded: &Folded, field: Field) -> Vec<SkillHeld> {
    let text = folded.as_str();
    let words: Vec<(Range<usize>, Word)> =
        if found.is_empty() { Vec::new() } else { VOCABULARY.words(text).collect() };
    let held = |mention: &SkillMention| {
        let item = item_around(text, &mention.bytes);
        let at = Evidence::new(field, folded.original_span(mention.bytes.clone()));
        SkillHeld { skill: skill_id(mention.skill), level: level(&words, &item, &mention.bytes), at }
    };
    found.iter().map(held).collect()
}

/// `/`, 或 between two skills, or 至少一门, 之一 in the clause, make them a choice.
fn is_choice(text: &str, last: &Range<usize>, this: &Range<usize>, clause: &Range<usize>) -> bool {
    if last.start < clause.start || this.start < last.end {
        return false;
    }
    let between = text[last.end..this.start].trim();
    let one_of = ["至少一", "其一", "之一", "任一", "任意一", "其中一", "一门即可", "均可", "一种"];
    matches!(between, "/" | "或" | "或者" | "、或" | "|") && (between != "/" || this.len() + last.len() < 24)
        || (matches!(between, "、" | "/" | "," | "和")
            && one_of.iter().any(|w| text[clause.clone()].contains(w)))
}

fn strength(
    words: &[(Range<usize>, Word)],
    text: &str,
    clause: &Range<usize>,
    mention: &Range<usize>,
) -> Option<Strength> {
    // 会日语 is a name with its verb inside.
    let with_verb = text[mention.clone()].starts_with(['会', '能', '懂']);
    let mut strength = if with_verb { Strength::Must } else { Strength::Preferred };
    let mut preferred = false;
    // 熟悉PLC编程(西门子S7系列): what a bracket names shares the words before the bracket.
    let opens = clause.start.checked_sub(1).filter(|&at| text.as_bytes()[at] == b'(');
    let outer = opens.map(|at| clause_around(text, &(at..at))).unwrap_or_default();
    for (span, word) in within(words, &outer).chain(within(words, clause)) {
        // 能看懂图纸: a word may run into the name of the skill.
        let before = span.start < mention.start;
        match word {
            Word::Not if before => return None,
            Word::Strong | Word::Well if span.start == mention.end => strength = Strength::Must,
            Word::Preferred => preferred = true,
            Word::Basic if before => strength = Strength::Preferred,
            Word::Must | Word::Strong if before => strength = Strength::Must,
            _ => {}
        }
    }
    Some(if preferred { Strength::Preferred } else { strength })
}

fn level(words: &[(Range<usize>, Word)], item: &Range<usize>, mention: &Range<usize>) -> SkillLevel {
    let mut level = SkillLevel::Able;
    for (span, word) in within(words, item) {
        let before = span.end <= mention.start;
        match word {
            Word::Not => return SkillLevel::Lacking,
            Word::Basic | Word::Little => level = level.min(SkillLevel::Basic),
            Word::Strong if before && level == SkillLevel::Able => level = SkillLevel::Strong,
            _ => {}
        }
    }
    level
}

/// The clause of a span: between commas, stops and brackets.
fn clause_around(text: &str, span: &Range<usize>) -> Range<usize> {
    around(text, span, |c| matches!(c, ',' | '。' | ';' | '!' | '\n' | '(' | ')' | ':'))
}

/// The item of a list that a span stands in: between any marks, so that 不会 in one item leaves the next alone.
fn item_around(text: &str, span: &Range<usize>) -> Range<usize> {
    around(text, span, |c| matches!(c, ',' | '。' | ';' | '、' | '\n' | '(' | ')' | ':'))
}

/// Chosen: no clause of an ad is longer; a text without marks is looked at this far around each skill.
const WINDOW: usize = 240;

/// The words that lie in a range, which are few: they are found by place.
fn within<'w>(
    words: &'w [(Range<usize>, Word)],
    range: &Range<usize>,
) -> impl Iterator<Item = &'w (Range<usize>, Word)> {
    let from = words.partition_point(|(span, _)| span.start < range.start);
    let to = words.partition_point(|(span, _)| span.end <= range.end);
    words[from..to.max(from)].iter()
}

fn around(text: &str, span: &Range<usize>, ends: fn(char) -> bool) -> Range<usize> {
    let before = tail(&text[..span.start], WINDOW);
    let offset = span.start - before.len();
    let mark = before.char_indices().rfind(|&(_, c)| ends(c));
    let from = offset + mark.map_or(0, |(at, c)| at + c.len_utf8());
    let behind = head(&text[span.end..], WINDOW);
    let to = span.end + behind.find(ends).unwrap_or(behind.len());
    from..to
}

#[cfg(test)]
mod tests {
    use super::*;
    use rengang_lexicon::Lexicon;
    use rengang_text::fold;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::embedded);

    fn names(ids: &[crate::model::SkillId]) -> String {
        let name = |id: &crate::model::SkillId| {
            LEXICON.skills().id_at(usize::from(id.0)).map(|id| LEXICON.skills().get(id).name().to_owned())
        };
        ids.iter().filter_map(name).collect::<Vec<_>>().join("|")
    }

    fn check(text: &str, expected: &[(&str, Strength)]) {
        let folded = fold(text);
        let demands = read_demands(&LEXICON.find_skills(folded.as_str()), &folded, Field::Description);
        let seen: Vec<(String, Strength)> = demands.iter().map(|d| (names(&d.any_of), d.strength)).collect();
        let expected: Vec<(String, Strength)> = expected.iter().map(|(n, s)| ((*n).to_owned(), *s)).collect();
        assert_eq!(seen, expected, "{text}");
    }

    #[test]
    fn strong_words_ask_and_weak_words_prefer() {
        check("熟悉Java，了解Redis", &[("Java", Strength::Must), ("Redis", Strength::Preferred)]);
        check("会Python者优先", &[("Python", Strength::Preferred)]);
        check("不要求会Java", &[]);
        check("掌握Java或Python", &[("Java|Python", Strength::Must)]);
    }

    #[test]
    fn a_person_says_how_well() {
        let folded = fold("精通Java、Python学过一点、不会Redis");
        let held = read_held(&LEXICON.find_skills(folded.as_str()), &folded, Field::Skills);
        let levels: Vec<SkillLevel> = held.iter().map(|h| h.level).collect();
        assert_eq!(levels, [SkillLevel::Strong, SkillLevel::Basic, SkillLevel::Lacking]);
    }
}
