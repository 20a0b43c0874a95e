//! When a person would work: nights, shifts, evenings, weekends, the latest end, rest.
//!
//! ```text
//! clause := [只 | 不 | 能] (夜班 | 倒班 | 白班 | 晚上 | 双休 | time 前 | …) [可以 | 不行 | 优先 | 都行]
//! ```
//! - The wish for a schedule says yes to what it names; remarks need a word of refusal or acceptance.
//! - 白班 alone is days only, unless the same text accepts shifts or says 为主, 优先.
//! - 不想天天夜班 refuses the excess and not the night; 偶尔值夜可以 accepts the exception and not the rule.
//! - Whoever has to fetch a child works days and not in the evening.

use super::CandidateReader;
use crate::model::{Answer, Field, Rest, ScheduleWish, Window, WishFirmness};
use crate::read::lex::{Kind, Meanings, REACH, Token, Vocabulary};
use std::sync::LazyLock;

/// What a word says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Night,
    Rotating,
    /// Days and nights alike.
    Both,
    /// Days only, in one word.
    DaysOnly,
    Day,
    Evening,
    EarlyAndLate,
    Rest(Rest),
    WeekendFree,
    WeekendWork,
    Flexible,
    Overtime,
    OnTime,
    Fetch,
    Only,
    Not,
    Accept,
    NotBehind,
    Preferred,
    Slight,
    TooMuch,
    Turn,
    Morning,
    Afternoon,
    LateDay,
    OClock,
    HalfPast,
    Before,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Night, "夜班 上夜班 倒夜班 夜里 跨夜 熬夜 大夜 大夜班 值夜 通宵 夜间 值夜看护 夜班活 过夜 后半夜 半夜 值夜班 长夜班 晚夜班 \
        守夜 上大夜 半夜班 24小时一班 24小时制 上二十四小时"),
    (Word::Rotating, "倒班 两班倒 三班 三班倒 四班两倒 四班三运转 轮班 翻班 两班 上24休48 班次 四班倒 黑白班 二班倒 三班运转 轮换班 \
        四班三倒 三班两倒 翻三班 两头班 上一休一 做一休一 上二休二 倒两班 倒三班 黑白倒 黑白两班"),
    (Word::Both, "白夜班 白班夜班 白天黑夜 昼夜 白夜 白班晚班夜班"),
    (Word::DaysOnly, "只上白班 只能白天 只能上白班 就上白班 只要白班 只干白天 只能白班 只白班 长白班 常白班 白班就行 只做白班 固定白班 只想上白班 纯白班 全白班"),
    (Word::Day, "白班 白天 行政班 日班 早出早歇 正常班 早班"),
    (Word::Evening, "晚班 晚上 晚间 下班后 夜市 中班 晚场"),
    (Word::EarlyAndLate, "早晚班 早中班 早晚 早中晚"),
    (Word::Rest(Rest::TwoDays), "双休 周末双休 做五休二 休两天 五天 周末都休"),
    (Word::Rest(Rest::OneDay), "单休 做六休一 能休一天 休一天 周休一天 周末能休一天 周末休一天 一周休一天"),
    (Word::Rest(Rest::Alternate), "单双休 大小周 单双休都行"),
    (Word::Rest(Rest::Monthly), "月休 休四天 休五六天 休四五天 月休四天"),
    (Word::WeekendFree, "周末休 周末双休 周末不上班 周末休息 周末要休 周末得休 周末陪孩子"),
    (Word::WeekendWork, "周末全天 周末最方便 和周末 、周末 周末都行 能上周末 周末可以 周末有空 周末上班 周末也行 周六日 只周末 周末能干 周末能来 周末没问题"),
    (Word::Flexible, "自由 弹性 时间自由 不坐班 灵活 时间灵活 随意 不打卡 不固定 签死排班 自己安排"),
    (Word::Overtime, "加班 996 加点 大小夜 长期996 超时 007"),
    (Word::OnTime, "准点下班 正常下班 按时下班 正常休假 准时下班 到点下班 规律 作息规律 准点走 下班准点"),
    (Word::Fetch, "接孩子 接送孩子 接娃 孩子放学 接孩子放学 顾家 顾家里 接送小孩 送孩子 顾孩子 照顾小孩上学 要照顾老人"),
    (Word::Only, "只 只能 就 只想 必须 一定 要"),
    (Word::Not, "不 不想 不能 不要 不上 不倒 不接受 不愿 不愿意 别 不熬 没法 不值 无法 没有 拒绝 不用 少 别太 不干 不安排 不跨 怕 不可 不会 \
        莫 勿 没法子 懒得 甭 弗 冇"),
    (Word::NotBehind, "不行 免谈 不干 不考虑 不方便 不可以 没法 不接受 不要 别太晚 不能上 上不了 干不了 够呛 \
        受不了 吃不消 不得行 顶不住 熬不住 熬不动 不中 扛不住 不来 不上 太熬人"),
    (Word::Accept, "可以 能 能接受 接受 都行 也行 没问题 可 愿意 无所谓 也能 行 也可以 也成 都可以 不怕 商量 能 也能商量 都成 不挑 可接受 \
        最方便 习惯 都能 \
        惯了 没事 得行 要得 也中 都中 就中 也得 都得 吃得消 受得了 没得问题 ok 倒惯了"),
    (Word::Preferred, "优先 最好 为主 尽量 更好"),
    (Word::Slight, "偶尔 短期 临时 有时"),
    (Word::TooMuch, "天天 长期 老是 总 经常 频繁 一直 每天"),
    (Word::Turn, "但 但是 不过 只是"),
    (Word::Morning, "早 早上 上午 清早"),
    (Word::Afternoon, "下午 午后 傍晚"),
    (Word::LateDay, "晚 夜里十"),
    (Word::OClock, "点 点钟"),
    (Word::HalfPast, "半"),
    (Word::Before, "前 之前 以前 下班 前回 就走 前走 前回家 前到家 前要回 走"),
    (Word::Noise, "不限 不错 不同 性别 能力 技能 就行 就业 要求 重要 主要 可能 功能 智能 行业 银行 行政 不过夜的 长途过夜 在外过夜 外面过夜 外地过夜 跑车过夜 不用 半天 半年 半个 全天 五险 不论 不管 别的 \
        以前在 之前在 从前 以前给 能源 新能源 夜市摊 不签 以前做 走廊 走访 就近 不行的话 单位 早先"),
];

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    for field in [Field::WishSchedule, Field::WishForm, Field::Remarks, Field::Wish] {
        let Some(text) = reader.text(field) else { continue };
        let tokens = VOCABULARY.lex(text.as_str());
        let mut field_reader = TimeReader {
            wish: std::mem::take(&mut reader.candidate.schedule),
            plain: field == Field::WishSchedule,
            remarks: matches!(field, Field::WishSchedule | Field::Remarks),
            day: false,
        };
        for clause in tokens.split(|t| matches!(t.kind, Kind::Mark(',' | ';' | '。' | '(' | ')' | '\n'))) {
            field_reader.clause(clause);
        }
        let wish = field_reader.finish();
        let changed = wish != ScheduleWish { at: wish.at.clone(), ..ScheduleWish::default() };
        reader.candidate.schedule = wish;
        if changed {
            let at = reader.whole(field);
            reader.candidate.schedule.at.push(at);
        }
    }
}

struct TimeReader {
    wish: ScheduleWish,
    /// Naming is wishing: the text is the wish for a schedule itself.
    plain: bool,
    /// Remarks and the schedule speak of the person's day; a wish for work may name care as the work.
    remarks: bool,
    /// 白班 was named without 为主, 优先 or acceptance of another shift.
    day: bool,
}

/// What a clause says about one of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stance {
    Refused,
    Accepted,
    Plain,
}

impl TimeReader {
    fn clause(&mut self, clause: &[Token<Word>]) {
        let words = Meanings::of(clause);
        let has = |word: Word| words.has(word);
        for (at, token) in clause.iter().enumerate() {
            let Kind::Word(word) = token.kind else { continue };
            let stance = stance(clause, at);
            match word {
                Word::Night => self.night(stance, has(Word::TooMuch), has(Word::Slight)),
                Word::Rotating => self.rotating(stance, has(Word::Slight)),
                Word::Both if stance != Stance::Refused => self.rotating(Stance::Accepted, false),
                Word::DaysOnly => self.days_only(stance, has(Word::Preferred)),
                Word::Day => self.day_named(stance, &has),
                Word::Evening => self.evening(stance, has(Word::TooMuch)),
                Word::EarlyAndLate if self.plain && stance != Stance::Refused => {
                    self.wish.evenings = Answer::Yes
                }
                Word::Rest(rest) => self.rest(rest, stance, has(Word::Preferred)),
                Word::WeekendFree => self.wish.weekends_off = Answer::Yes,
                Word::WeekendWork => self.wish.weekends_off = Answer::No,
                Word::Flexible => self.wish.flexible = true,
                Word::Overtime => self.overtime(stance),
                Word::OnTime => self.wish.overtime = Answer::No,
                Word::Fetch if self.remarks => self.fetch(),
                _ => {}
            }
        }
        self.limits(clause);
    }

    fn night(&mut self, stance: Stance, too_much: bool, slight: bool) {
        match stance {
            Stance::Refused if too_much => {}
            Stance::Refused => self.wish.nights = Answer::No,
            _ if slight => {}
            Stance::Accepted => self.accept_nights(),
            Stance::Plain if self.plain => self.accept_nights(),
            Stance::Plain => {}
        }
    }

    fn accept_nights(&mut self) {
        if self.wish.nights == Answer::Unknown {
            self.wish.nights = Answer::Yes;
        }
        self.day = false;
    }

    fn rotating(&mut self, stance: Stance, slight: bool) {
        match stance {
            Stance::Refused => {
                self.wish.rotating = Answer::No;
                self.wish.nights = Answer::No;
            }
            Stance::Plain if !self.plain => {}
            _ => {
                self.wish.rotating = Answer::Yes;
                self.day = false;
                if !slight {
                    self.accept_nights();
                }
            }
        }
    }

    fn days_only(&mut self, stance: Stance, preferred: bool) {
        if stance == Stance::Refused {
            return;
        }
        if preferred {
            self.wish.days_preferred = true;
        } else {
            self.wish.day_only = true;
            self.wish.nights = Answer::No;
        }
    }

    fn day_named(&mut self, stance: Stance, has: &dyn Fn(Word) -> bool) {
        if stance == Stance::Refused {
            return;
        }
        if has(Word::Preferred) {
            self.wish.days_preferred = true;
        } else if has(Word::Only) {
            self.days_only(stance, false);
        } else if self.plain {
            self.day = true;
        }
    }

    fn evening(&mut self, stance: Stance, too_much: bool) {
        match stance {
            Stance::Refused if too_much => {}
            Stance::Refused => self.wish.evenings = Answer::No,
            Stance::Plain if !self.plain => {}
            _ => self.wish.evenings = self.wish.evenings.and_also(Answer::Yes),
        }
    }

    fn rest(&mut self, rest: Rest, stance: Stance, preferred: bool) {
        if stance == Stance::Refused {
            return;
        }
        let firmness = match (preferred, stance) {
            (true, _) => WishFirmness::Preferred,
            (_, Stance::Accepted) => WishFirmness::Acceptable,
            _ => WishFirmness::Wished,
        };
        if self.wish.rest.is_none() && (self.plain || firmness != WishFirmness::Acceptable) {
            self.wish.rest = Some((rest, firmness));
            if rest == Rest::TwoDays && self.wish.weekends_off == Answer::Unknown {
                self.wish.weekends_off = Answer::Yes;
            }
        }
    }

    fn overtime(&mut self, stance: Stance) {
        match stance {
            Stance::Refused => self.wish.overtime = Answer::No,
            Stance::Accepted => self.wish.overtime = Answer::Yes,
            Stance::Plain => {}
        }
    }

    fn fetch(&mut self) {
        if self.wish.evenings == Answer::Unknown {
            self.wish.evenings = Answer::No;
        }
        if self.wish.nights == Answer::Unknown {
            self.wish.nights = Answer::No;
        }
    }

    /// `下午四点前`, `最晚5点半下班`, `不想天天到晚上9点`.
    fn limits(&mut self, clause: &[Token<Word>]) {
        let refused = clause.iter().any(|t| t.kind == Kind::Word(Word::Not));
        for at in 0..clause.len() {
            let Some((minute, next)) = clock(clause, at) else { continue };
            let before = clause.get(next).is_some_and(|t| t.kind == Kind::Word(Word::Before));
            if before || refused {
                self.wish.latest_end = Some(self.wish.latest_end.map_or(minute, |m| m.min(minute)));
                self.wish.latest_end_soft = clause.iter().any(|t| t.kind == Kind::Word(Word::Preferred));
            } else if self.plain
                && let Some((end, _)) = window_end(clause, next)
            {
                self.wish.windows.push(Window { start: minute, end: after(minute, end) });
            }
        }
    }

    fn finish(mut self) -> ScheduleWish {
        let evenings = self.wish.evenings == Answer::Yes;
        if self.day && !evenings && self.wish.nights != Answer::Yes && self.wish.rotating != Answer::Yes {
            self.wish.day_only = true;
            self.wish.nights = Answer::No;
        }
        self.wish
    }
}

/// The nearest cue before the word, else the first behind it; 但 ends the reach of both.
fn stance(clause: &[Token<Word>], at: usize) -> Stance {
    for token in clause[..at].iter().rev().take(REACH) {
        match token.kind {
            Kind::Word(Word::Not | Word::NotBehind) => return Stance::Refused,
            Kind::Word(Word::Accept) => return Stance::Accepted,
            Kind::Word(Word::Turn) => break,
            _ => {}
        }
    }
    for token in clause[at + 1..].iter().take(REACH) {
        match token.kind {
            Kind::Word(Word::NotBehind) => return Stance::Refused,
            Kind::Word(Word::Accept) => return Stance::Accepted,
            Kind::Word(Word::Turn | Word::Not) => break,
            _ => {}
        }
    }
    Stance::Plain
}

/// A time of day that begins at a token, in minutes, and the token after it.
fn clock(clause: &[Token<Word>], at: usize) -> Option<(u16, usize)> {
    let part = at.checked_sub(1).and_then(|i| clause.get(i)).map(|t| t.kind);
    let Kind::Number(n) = clause[at].kind else { return None };
    let hour = u16::try_from(n.whole()).ok().filter(|h| (1..=24).contains(h) && n.milli % 1000 == 0)?;
    let (minutes, next) = match clause.get(at + 1).map(|t| t.kind) {
        Some(Kind::Word(Word::OClock)) => match clause.get(at + 2).map(|t| t.kind) {
            Some(Kind::Word(Word::HalfPast)) => (30, at + 3),
            _ => (0, at + 2),
        },
        Some(Kind::Mark(':')) => match clause.get(at + 2).map(|t| t.kind) {
            Some(Kind::Number(m)) if (0..60).contains(&m.whole()) => (m.whole() as u16, at + 3),
            _ => return None,
        },
        _ => return None,
    };
    let morning = part == Some(Kind::Word(Word::Morning));
    let late = matches!(part, Some(Kind::Word(Word::Afternoon | Word::LateDay | Word::Evening)));
    // A bare small hour of an end is in the afternoon: 5点半接孩子.
    let afternoon = hour < 12 && !morning && (late || hour <= 7);
    Some((hour * 60 + minutes + if afternoon { 720 } else { 0 }, next))
}

/// The first time after `start` that an end can mean: in 晚上6点到11点 it names no part of the day.
fn after(start: u16, end: u16) -> u16 {
    const HALF_DAY: u16 = 12 * 60;
    match end {
        end if end > start => end,
        end if end + HALF_DAY > start => end + HALF_DAY,
        end => end + 2 * HALF_DAY,
    }
}

fn window_end(clause: &[Token<Word>], at: usize) -> Option<(u16, usize)> {
    let separated = matches!(clause.get(at)?.kind, Kind::Mark('-' | '~' | '—') | Kind::Other);
    (at + 1..clause.len().min(at + 3)).filter(|_| separated).find_map(|i| clock(clause, i))
}
