//! Which reader a clause of the body is for, and how a schedule is completed.

use crate::model::{Answer, Posting, Schedule};
use crate::read::lex::{Place, Union, Vocabulary, tail};
use crate::read::{audience, cues, date, education, experience, schedule, skills};
use rengang_lexicon::certificate::CertificateMention;
use std::sync::LazyLock;

/// What a clause may speak of.
#[derive(Default)]
pub(super) struct Hints {
    pub(super) experience: bool,
    pub(super) education: bool,
    pub(super) level: bool,
    pub(super) softening: bool,
    pub(super) age: bool,
    pub(super) pay: bool,
    pub(super) benefits: bool,
}

/// What a word hints at.
#[derive(Clone, Copy, PartialEq)]
enum Hint {
    Experience,
    /// Takes the experience hint away: spans of time of other things.
    OtherTime,
    Education,
    Level,
    Age,
    Pay,
    Benefits,
    /// Who else may come.
    Softening,
}

#[rustfmt::skip]
static HINTS: LazyLock<Vocabulary<Hint>> = LazyLock::new(|| Vocabulary::new(&[
    (Hint::Experience, "经验 经历 从业 驾龄 年以上 年及以上 同岗 工作年限 年工作 年相关 应届 无经验 熟手 生手 从事"),
    (Hint::OtherTime, "年内 近三年 近两年 近一年 近五年 近年 合同 质保 成立 历史 三年内 两年内 一年内 不超过 试用期 月内 有效期 年一签 周期 从业资格 从业经历公司 客龄"),
    (Hint::Education, "学历 文化 毕业 专业 及以上 以上 学位 统招 全日制 起 均可 优先 放宽"),
    (Hint::Level, "大专 本科 中专 高中 初中 硕士 博士 研究生 专科 高职 中技 技校 学历 文化程度"),
    (Hint::Age, "岁 周岁 年龄"),
    (Hint::Pay, "月薪 工资 薪资 底薪 保底 综合 月入 收入 待遇 时薪 日薪 薪酬"),
    (Hint::Benefits, "包吃 包住 管吃 管住 食宿 宿舍 班车 五险 六险 社保 公积金 管饭 通勤车 工作餐 夫妻房 意外险 雇主险 住宿 包食宿 午餐 \
        三餐 大巴 面包车 公寓"),
    (Hint::Softening, "学徒 助理 储备 实习 转行 转岗 自学 没经验 没干过 没做过 零基础 小白 新手 小工 跨行 改行 外行 转过来 转来 可带 可培养 不会的 放宽的"),
]));

/// The words of all readers of a body, which is walked through once for them.
pub(super) static BODY: LazyLock<Union> = LazyLock::new(|| {
    let words = [
        HINTS.all(),
        cues::words(),
        schedule::words(),
        date::words(),
        audience::words(),
        skills::words(),
        MAJORS.all(),
        CERTIFICATES.all(),
    ];
    Union::of(&words)
});

/// The places of the vocabularies in [`BODY`].
pub(super) mod vocabulary {
    pub(in super::super) const HINTS: usize = 0;
    pub(in super::super) const CUES: usize = 1;
    pub(in super::super) const SCHEDULE: usize = 2;
    pub(in super::super) const DATES: usize = 3;
    pub(in super::super) const AUDIENCE: usize = 4;
    pub(in super::super) const SKILLS: usize = 5;
    pub(in super::super) const MAJORS: usize = 6;
    pub(in super::super) const CERTIFICATES: usize = 7;
}

/// What a clause of a body may speak of, by its words.
pub(super) fn hints(body: &str, places: &[Place]) -> Hints {
    let mut seen = [false; 8];
    HINTS.words_at(body, places).for_each(|(_, hint)| seen[hint as usize] = true);
    let has = |hint: Hint| seen[hint as usize];
    Hints {
        experience: has(Hint::Experience) && !has(Hint::OtherTime),
        education: has(Hint::Level) && has(Hint::Education),
        level: has(Hint::Level),
        softening: has(Hint::Softening) || has(Hint::Experience) || has(Hint::Education),
        age: has(Hint::Age),
        pay: has(Hint::Pay),
        benefits: has(Hint::Benefits),
    }
}

/// What a clause of the body takes back of the demands that the fields make; only a body softens, it never hardens.
pub(super) fn soften(posting: &mut Posting, clause: &str, hints: &Hints) {
    if let Some(demand) = posting.experience.as_mut().filter(|d| hints.softening && d.min_months > Some(0)) {
        let found = experience::soften(clause);
        demand.fresh_ok |= found.fresh_ok;
        demand.relaxable |= found.relaxable;
    }
    if let Some(demand) = posting.education.as_mut().filter(|_| hints.level)
        && let Some(lower) = demand.min.and_then(|least| education::relaxation(clause, least))
    {
        demand.relaxable = true;
        demand.relaxed_min = demand.relaxed_min.map_or(Some(lower), |l| Some(l.min(lower)));
    }
}

/// Words without which a body names no major: what stands behind one, or ends its name.
static MAJORS: LazyLock<Vocabulary<()>> =
    LazyLock::new(|| Vocabulary::new(&[((), "专业 类 系 毕业 背景 科班 出身 方向")]));

/// Characters and words without which a body names no certificate.
static CERTIFICATES: LazyLock<Vocabulary<()>> =
    LazyLock::new(|| Vocabulary::new(&[((), "证 照 本 级 师 a b c 职称 资格 注册")]));

/// Whether a short text has a word of certificates at all; most titles have none, and looking costs little.
pub(super) fn speaks_of_certificates(text: &str) -> bool {
    let one = |c| matches!(c, '证' | '照' | '本' | '级' | '师' | 'A'..='C' | 'a'..='c');
    text.contains(one) || ["职称", "资格", "注册"].iter().any(|w| text.contains(w))
}

/// Whether a clause tells what is to be done: 办理社保 and 管理宿舍 are work, no benefits.
pub(super) fn names_a_duty(clause: &str) -> bool {
    ["从事", "负责", "办理", "经办", "核算", "申报"].iter().any(|w| clause.contains(w))
}

/// 由执业药师审核, 协助护士: whoever holds the paper is another person than the one who is looked for.
pub(super) fn speaks_of_others(text: &str, named: &std::ops::Range<usize>) -> bool {
    let acts = ["负责", "审核", "指导", "审方", "带教", "坐诊", "授课", "带队", "复核", "签字"];
    let beside = ["协助", "配合", "跟随", "辅助", "由"];
    let (before, after) = (text[..named.start].trim_end(), &text[named.end..]);
    acts.iter().any(|w| after.starts_with(w)) || beside.iter().any(|w| before.ends_with(w))
}

/// 有操作证, 有上岗证: the paper of the trade, whatever it is; an 挖掘机 asks for another one than a 锅炉.
pub(super) fn names_no_paper(text: &str, mention: &CertificateMention) -> bool {
    let named = &text[mention.span.clone()];
    matches!(named, "操作证" | "上岗证" | "操作本" | "作业证" | "资格证")
}

/// Chosen: a demand stands within this of what it demands.
const CLAUSE_BYTES: usize = 120;

/// Whether the clause up to `end` demands what follows.
pub(super) fn demands_before(text: &str, end: usize) -> bool {
    let clause = tail(&text[..end], CLAUSE_BYTES)
        .rsplit(['，', ',', '。', '；', ';', '\n'])
        .next()
        .unwrap_or_default();
    ["要求", "须", "需", "必须", "限", "只招", "要学", "应为"].iter().any(|w| clause.contains(w))
}

/// Fills what `schedule` leaves open with what another text says; whether anything was filled.
pub(super) fn complete(schedule: &mut Schedule, found: Schedule) -> bool {
    let before = schedule.clone();
    if schedule.rest.is_none() {
        schedule.rest = found.rest;
        schedule.rest_days_per_month = found.rest_days_per_month;
        schedule.days_per_week_tenths = found.days_per_week_tenths;
    }
    if schedule.windows.is_empty() && schedule.shifts.is_empty() {
        schedule.windows = found.windows;
    }
    // A body that speaks of nights beside hours of the day speaks of another post or of an exception.
    let agree = schedule.night == Answer::Unknown || schedule.night == found.night;
    if schedule.shifts.is_empty() && agree {
        schedule.shifts = found.shifts;
    }
    schedule.hours_per_day_tenths = schedule.hours_per_day_tenths.or(found.hours_per_day_tenths);
    schedule.choosable |= found.choosable && schedule.night == Answer::Yes;
    for (open, said) in [
        (&mut schedule.night, found.night),
        (&mut schedule.weekends, found.weekends),
        (&mut schedule.flexible, found.flexible),
        (&mut schedule.on_call, found.on_call),
        (&mut schedule.overtime, found.overtime),
        (&mut schedule.temporary, found.temporary),
    ] {
        if *open == Answer::Unknown {
            *open = said;
        }
    }
    *schedule != before
}
