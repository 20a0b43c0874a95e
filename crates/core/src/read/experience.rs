//! Experience that an ad asks for: `1-3年`, `两年以上同岗`, `不限，应届可`, `3年以上（证齐可放宽）`, `有经验优先`.
//!
//! ```text
//! experience := clause (mark clause)*
//! clause     := [label] (span | some | fresh | unlimited)* [preferred | accepted | relaxed]
//! span       := years [以上 | 以下 | 以内] ; a bare number of years is a floor
//! ```
//! - The first span that is not 优先 is the demand; one behind a job of its own (`3年带队`) adds nothing.
//! - 应届 alone means only fresh graduates; with 可, 亦可, 优先 or beside a span they may come as well.
//! - 不限, 无需, 零基础 mean none is asked for; said of another grade (`学徒不限`) they make the demand relaxable.

use crate::model::ExperienceDemand;
use crate::read::lex::{Kind, Token, Vocabulary};
use crate::read::span::{Months, TimeWord, months_at};
use std::sync::LazyLock;

/// What a word means for experience.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Time(TimeWord),
    /// Before a span: less than it.
    AtMost,
    /// Has, before experience of some kind.
    Having,
    /// Experience, of a kind that stands before it.
    Past,
    Fresh,
    /// Behind a year: the class of that year.
    Class,
    Accepted,
    Unlimited,
    Preferred,
    Some,
    Relaxed,
    /// Sent away.
    Refused,
    /// From another trade.
    Newcomer,
    OtherGrade,
    /// Words that hold 年 or 月 and are no span of work.
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::Time(TimeWord::Years), "年 周年 年制 载"),
    (Word::Time(TimeWord::Months), "个月 月"),
    (Word::Time(TimeWord::HalfYear), "半年 大半年 小半年 半载"),
    (Word::Time(TimeWord::Half), "半"),
    (Word::Time(TimeWord::Odd), "多 余 来 几"),
    (Word::Time(TimeWord::To), "至 到 或"),
    (Word::AtMost, "不满 不足 少于 不超过 未满"),
    (Word::Time(TimeWord::Floor), "以上 及以上 + 起 起步 往上 之上 或以上 以上的 并以上"),
    (Word::Time(TimeWord::Ceiling), "以下 以内 内 之内 及以下 不到 左右以下"),
    (
        Word::Fresh,
        "应届 应届生 应届毕业生 应届大学生 毕业生 在校 在校生 在读 在校大学生 应往届 往届 大学生 学生 校招 应届本科 应届硕士 \
         应届研究生 应届大专 应届优秀 往届生 在读生 准毕业生",
    ),
    (Word::Class, "届"),
    (
        Word::Accepted,
        "可 亦可 也可 均可 可投 可谈 皆可 都行 也行 也要 欢迎 可考虑 也可以 可以 都可以 亦欢迎 均欢迎 也收 也能 可培养 收 也招 \
         亦招 也欢迎 可带 也能来 有师傅带 师傅带 师傅教 手把手 现教 能学 先从 做起 都要 也带 特别合适 最合适 更合适 也合适 能带 会带",
    ),
    (
        Word::Refused,
        "不要 不招 勿扰 勿投 别投 别来 慎投 不收 不考虑 另招 不合适 不适合 免谈 谢绝 不行 实习岗 另列 另设",
    ),
    (
        Word::Newcomer,
        "自学 转行 转岗 跨行 改行 外行 半路出家 同类转 转过来 转来 想转 转做 转专业 跨专业 跨领域",
    ),
    (
        Word::Unlimited,
        "不限 经验不限 不限经验 无经验 无需经验 无须经验 不需要经验 不要求 不要求经验 无要求 没有要求 零基础 0基础 新手 小白 生手 无 \
         不要经验 免经验 不看经验 没经验 没干过 没做过 可学 包教包会 包教会 有无经验 不限工作经验 不限年限 无限制 不作要求 \
         不做要求 无工作经验",
    ),
    (Word::Preferred, "优先 最好 更好 加分 为佳 尤佳 者优 更佳 优先考虑 优先录用 从优 佳 者优先"),
    (
        Word::Some,
        "有经验 熟手 熟练 熟练工 有相关经验 经验丰富 有工作经验 有同岗 做过 干过 带过 会做 有授课经验 有基础 老手 能独立 经验者 \
         从业过 有实战 有实操",
    ),
    (Word::Having, "有 具有 具备 需有 须有 要有 必须有"),
    (Word::Past, "经验 经历 工作经验 工作经历 从业经验 从业经历 实践经验 实操经验 管理经验"),
    (Word::Relaxed, "放宽 可放宽 适当放宽 可适当放宽 条件放宽 可降低 可破格"),
    (Word::OtherGrade, "学徒 助理 储备 储备岗 实习 实习生 徒工 学员 小工 见习"),
    (
        Word::Noise,
        "不少于 不低于 不得少于 不得低于 年龄 年薪 年底 年终 每年 年轻 年审 年检 月薪 去年 今年 明年 常年 全年 青年 中年 老年 年均 当年 年级 百年 年度 \
     年会 年假 每月 近 年纪 年满",
    ),
];

/// What one clause says.
#[derive(Default)]
struct Clause {
    span: Option<Months>,
    fresh: bool,
    accepted: bool,
    unlimited: bool,
    preferred: bool,
    some: bool,
    /// 有餐饮行业工作经验: experience without a span.
    kind_of: bool,
    relaxed: bool,
    refused: bool,
    newcomer: bool,
    other_grade: bool,
}

impl Clause {
    /// Those from another trade or for a lower grade may come.
    fn opens(&self) -> bool {
        let welcome = self.accepted && !self.preferred && !self.refused;
        self.relaxed
            || (self.newcomer && welcome)
            || (self.other_grade && !self.refused && (self.unlimited || welcome || self.fresh))
    }
}

/// Reads a folded text; `None` where it says nothing about experience.
#[must_use]
pub fn read(folded: &str) -> Option<ExperienceDemand> {
    let mut clauses = clauses(folded);
    // In a field of its own, experience of some kind is asked for; a body also tells what others have.
    clauses.iter_mut().for_each(|c| c.some |= c.kind_of);
    combine(&clauses)
}

/// Reads one folded clause of a body.
pub(crate) fn read_in_body(clause: &str) -> Option<ExperienceDemand> {
    combine(&clauses(clause))
}

fn clauses(folded: &str) -> Vec<Clause> {
    let tokens = VOCABULARY.lex(folded);
    tokens.split(|t| matches!(t.kind, Kind::Mark(c) if separates(c))).map(clause).collect()
}

/// How far a clause of a body softens the demand that a field makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Softening {
    /// People fresh from school may come.
    pub fresh_ok: bool,
    /// Newcomers, or a lower grade of the post, are open.
    pub relaxable: bool,
}

/// Reads from a folded clause whether it opens a post to those without the experience: `自学转行可以`, `应届也行`,
/// `没干过的有师傅带`, `学徒先从搬料做起`.
pub(crate) fn soften(clause: &str) -> Softening {
    let clause = self::clause(&VOCABULARY.lex(clause));
    let welcome = clause.accepted && !clause.refused;
    Softening {
        fresh_ok: clause.fresh && welcome,
        relaxable: !clause.preferred && (clause.opens() || (clause.unlimited && welcome)),
    }
}

fn separates(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '(' | ')' | '\n' | ':' | '!' | '?')
}

fn clause(tokens: &[Token<Word>]) -> Clause {
    let mut clause = Clause::default();
    let (mut at, mut having) = (0, false);
    while at < tokens.len() {
        if let Some(span) = months_at(tokens, at, time_word).filter(|s| is_span(tokens, at, s)) {
            let at_most = at > 0 && tokens[at - 1].kind == Kind::Word(Word::AtMost);
            clause.span = clause.span.or(Some(Months { ceiling: span.ceiling || at_most, ..span }));
            at = span.next;
            continue;
        }
        if let Kind::Word(word) = tokens[at].kind {
            clause.kind_of |= word == Word::Past && having && clause.span.is_none();
            having |= word == Word::Having;
            take(&mut clause, word);
        }
        at += 1;
    }
    clause
}

fn take(clause: &mut Clause, word: Word) {
    match word {
        Word::Fresh | Word::Class => clause.fresh = true,
        Word::Accepted => clause.accepted = true,
        Word::Unlimited => clause.unlimited = true,
        Word::Preferred => clause.preferred = true,
        Word::Some => clause.some = true,
        Word::Relaxed => clause.relaxed = true,
        Word::Refused => clause.refused = true,
        Word::Newcomer => clause.newcomer = true,
        Word::OtherGrade => clause.other_grade = true,
        Word::Time(_) | Word::AtMost | Word::Having | Word::Past | Word::Noise => {}
    }
}

fn time_word(word: Word) -> Option<TimeWord> {
    match word {
        Word::Time(time) => Some(time),
        _ => None,
    }
}

/// A year of the calendar (2026年) is no span, nor is a day of a month (3月).
fn is_span(tokens: &[Token<Word>], at: usize, span: &Months) -> bool {
    match tokens[at].kind {
        Kind::Number(n) => n.whole() < 60 && (span.high > 0 || span.ceiling || n.whole() == 0),
        _ => true,
    }
}

fn combine(clauses: &[Clause]) -> Option<ExperienceDemand> {
    let firm = clauses.iter().find(|c| c.span.is_some() && !c.preferred);
    let wished = clauses.iter().find(|c| c.span.is_some());
    let main = firm.or(wished);
    let any = |test: fn(&Clause) -> bool| clauses.iter().any(test);
    let unlimited = any(|c| c.unlimited && !c.other_grade);
    let fresh = any(|c| c.fresh && !c.refused);
    let some = any(|c| c.some && !c.unlimited && !c.preferred);
    if main.is_none() && !unlimited && !fresh && !some && !any(|c| c.preferred) {
        return None;
    }
    let invited = any(|c| c.fresh && (c.accepted || c.preferred || c.unlimited || c.span.is_some()));
    let fresh_only = fresh && main.is_none() && !unlimited && !some && !invited;
    let (min, max) = main.and_then(|c| c.span).map_or((None, None), |s| limits(&s));
    let preferred_only = !fresh_only && firm.is_none() && !unlimited && any(|c| c.preferred && !c.fresh);
    let open = min.unwrap_or(0) == 0 && (!some || preferred_only);
    Some(ExperienceDemand {
        min_months: Some(min.unwrap_or(0)),
        max_months: if fresh_only { Some(0) } else { max },
        fresh_only,
        fresh_ok: fresh || open || preferred_only || (unlimited && main.is_none()),
        preferred_only,
        some,
        relaxable: any(Clause::opens),
        occupations: Vec::new(),
        at: None,
    })
}

fn limits(span: &Months) -> (Option<u16>, Option<u16>) {
    match (span.floor, span.ceiling) {
        (_, true) if span.low == span.high => (Some(0), Some(span.high)),
        (true, _) => (Some(span.low), None),
        _ if span.low != span.high => (Some(span.low), Some(span.high)),
        _ => (Some(span.low), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected: least, greatest, flags: o(nly fresh), f(resh ok), p(referred only), r(elaxable), s(ome).
    fn check(text: &str, min: u16, max: Option<u16>, flags: &str) {
        let d = read(text).unwrap_or_else(|| panic!("{text}"));
        let flag = |on: bool, c: char| on.then_some(c);
        let seen: String = [
            flag(d.fresh_only, 'o'),
            flag(d.fresh_ok, 'f'),
            flag(d.preferred_only, 'p'),
            flag(d.relaxable, 'r'),
            flag(d.some, 's'),
        ]
        .into_iter()
        .flatten()
        .collect();
        assert_eq!((d.min_months, d.max_months, seen.as_str()), (Some(min), max, flags), "{text}");
    }

    #[test]
    fn spans_are_floors_ranges_and_ceilings() {
        check("三年以上工作经验", 36, None, "");
        check("1-3年", 12, Some(36), "");
        check("一到三年", 12, Some(36), "");
        check("1年半", 18, None, "");
        check("六个月以上", 6, None, "");
        check("2年以内", 0, Some(24), "f");
        check("5年+", 60, None, "");
        check("a2驾龄2年以上", 24, None, "");
    }

    #[test]
    fn fresh_graduates_alone_or_as_well() {
        check("应届", 0, Some(0), "of");
        check("2027届", 0, Some(0), "of");
        check("1年以上,优秀应届也可", 12, None, "f");
        check("应届优先", 0, None, "f");
        check("应届或2年内", 0, Some(24), "f");
    }

    #[test]
    fn a_clause_of_the_body_softens_or_does_not() {
        let shown = |text: &str| (soften(text).fresh_ok, soften(text).relaxable);
        assert_eq!(shown("跨行自学的也可以"), (false, true));
        assert_eq!(shown("应届也行"), (true, false));
        assert_eq!(shown("没干过的有师傅带"), (false, true));
        assert_eq!(shown("助理先从画图做起"), (false, true));
        assert_eq!(shown("学徒另招"), (false, false));
        assert_eq!(shown("带过实习生的优先"), (false, false));
        assert_eq!(shown("新手勿扰"), (false, false));
    }

    #[test]
    fn preferred_relaxed_and_unlimited() {
        check("有餐饮经验者优先", 0, None, "fp");
        check("3年以上(证书齐全可放宽)", 36, None, "r");
        check("3-5年,学徒不限", 36, Some(60), "r");
        check("零基础可学", 0, None, "f");
        check("熟手", 0, None, "s");
        assert_eq!(read("持证"), None);
    }
}
