//! Dates, and how long an ad is valid: `2026-12-31`, `11月30日截止`, `12月底前`, `长期有效`, `招满即止`, `已招满`.
//!
//! ```text
//! date     := year sep month sep day | year 年 month 月 [day 日 | 底 | 初 | 中旬] | month 月 day 日 | 月底 | 年底
//! validity := (date | 长期 | 招满即止 | 已招满 | number 天内)*     ; the last date counts
//! ```
//! A date without a year is the one nearest to the reference date, so that in November 1月15日 is next year's and
//! 10月底 is this year's.

use crate::read::lex::{Kind, Place, Token, Vocabulary};
use jiff::civil::Date;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word means for dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Year,
    Month,
    Day,
    EndOfMonth,
    EndOfYear,
    MidMonth,
    EarlyMonth,
    ThisMonthEnd,
    NextMonthEnd,
    DayCount,
    /// Behind a number, weeks or months from the reference date.
    WeekCount,
    MonthCount,
    /// 天, 个月: counted only where the clause speaks of the end.
    BareDays,
    BareMonths,
    /// Before a day of this month or the next.
    ThisMonth,
    NextMonth,
    /// Days from the reference date.
    InDays(i8),
    /// A day of this week (0) or the next (1), Monday being 1.
    Weekday(i8, i8),
    /// Words that say a date is the end of applying.
    Ends,
    OpenEnded,
    Closed,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::Year, "年"),
    (Word::Month, "月"),
    (Word::Day, "日 号"),
    (Word::EndOfMonth, "月底 月末 月底前"),
    (Word::MidMonth, "月中 月中旬"),
    (Word::EarlyMonth, "月初"),
    (Word::EndOfYear, "年底 年末 年底前 年前"),
    (Word::ThisMonthEnd, "本月底 本月末 这个月底"),
    (Word::NextMonthEnd, "下月底 下个月底"),
    (Word::ThisMonth, "本月 这个月"),
    (Word::NextMonth, "下月 下个月"),
    (Word::InDays(0), "今天 今日 即日截止"),
    (Word::InDays(1), "明天 明日"),
    (Word::InDays(2), "后天"),
    (Word::Weekday(0, 1), "本周一 这周一 本星期一"),
    (Word::Weekday(0, 2), "本周二 这周二 本星期二"),
    (Word::Weekday(0, 3), "本周三 这周三 本星期三"),
    (Word::Weekday(0, 4), "本周四 这周四 本星期四"),
    (Word::Weekday(0, 5), "本周五 这周五 本星期五"),
    (Word::Weekday(0, 6), "本周六 这周六 本星期六"),
    (Word::Weekday(0, 7), "本周日 这周日 本周末 本周内 本星期日 这周末"),
    (Word::Weekday(1, 1), "下周一 下星期一"),
    (Word::Weekday(1, 2), "下周二 下星期二"),
    (Word::Weekday(1, 3), "下周三 下星期三"),
    (Word::Weekday(1, 4), "下周四 下星期四"),
    (Word::Weekday(1, 5), "下周五 下星期五"),
    (Word::Weekday(1, 6), "下周六 下星期六"),
    (Word::Weekday(1, 7), "下周日 下周末 下周内 下星期日"),
    (Word::WeekCount, "周内 星期内 个星期内 周之内 周内有效 个星期之内"),
    (Word::MonthCount, "个月内 个月内有效 个月之内 个月有效"),
    (Word::BareDays, "天 日历天"),
    (Word::BareMonths, "个月"),
    (Word::DayCount, "天内 天内有效 日内 天有效 个自然日 天之内 个工作日"),
    (
        Word::Ends,
        "截止 截至 有效期至 有效期 有效至 截止日期 报名至 报名时间 招聘截止 报名截止 投递截止 收简历 前投递 前报名 招聘时间 招聘期 \
         前截止 报名期限 截止时间 有效日期 有效期限 前有效 止 逾期 过期不候 前联系 日前 号前 前报到 投递时间 应聘截止 申请截止 \
         下架 失效 前来报名 接受报名 发布有效期 简历接收 报名日期",
    ),
    (
        Word::OpenEnded,
        "长期有效 长期 招满即止 招满为止 招满截止 报满即止 招够即止 招够即停 额满即止 常年招聘 长期招聘 常年 不限期 满员即止 额满为止 \
         招满停止 招满即停 招到为止 满额即止 报满为止 先到先得 永久有效 人满为止 招齐为止 招满就停 招满即下架",
    ),
    (
        Word::Closed,
        "已招满 已经招满 停止招聘 已停止 已结束 招聘结束 已截止 已关闭 已下线 已过期 已招到 暂停招聘 已满员 不再招聘 名额已满 已招齐 \
         停招 已满 报名已截止 招聘已结束 已到期 已失效 已满额 已招完 招聘完毕 已下架 人已招满 招聘已完成 结束招聘 已经招到 已招够 \
         人招够了 已招够人 招到人了 名额已用完 已停招",
    ),
    (
        Word::Noise,
        "每月 月薪 年薪 年龄 月结 次月 月休 每年 日结 月入 年终 年以上 周年 年经验 日常 当月 当日 号线 月均 年均 年度 年检",
    ),
];

/// How long a text says that an ad is valid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ValidityReading {
    /// The last valid day and its bytes in the folded text.
    pub until: Option<(Date, Range<usize>)>,
    /// No end: long-running, or until filled.
    pub open_ended: bool,
    /// It says that it is over.
    pub closed: bool,
    /// A date was written that does not exist.
    pub invalid: bool,
}

/// Reads a folded validity field; `near` decides the year of dates without one and what 30天内 counts from.
#[must_use]
pub fn read_validity(folded: &str, near: Date) -> ValidityReading {
    read_tokens(&VOCABULARY.lex(folded), near)
}

/// Reads the end of validity out of a folded body text: only clauses that speak of applying count.
#[must_use]
pub fn find_validity(folded: &str, near: Date) -> ValidityReading {
    if VOCABULARY.words(folded).any(|(_, word)| speaks_of_applying(word)) {
        find_in_tokens(&VOCABULARY.lex(folded), near)
    } else {
        ValidityReading::default()
    }
}

/// The same for a text in which the words have been found.
pub(crate) fn find_validity_at(folded: &str, places: &[Place], near: Date) -> ValidityReading {
    if VOCABULARY.words_at(folded, places).any(|(_, word)| speaks_of_applying(word)) {
        find_in_tokens(&VOCABULARY.lex_at(folded, places), near)
    } else {
        ValidityReading::default()
    }
}

/// The words of dates, sorted.
pub(crate) fn words() -> &'static [String] {
    VOCABULARY.all()
}

/// Most bodies do not speak of applying at all.
fn speaks_of_applying(word: Word) -> bool {
    matches!(word, Word::Ends | Word::OpenEnded | Word::Closed)
}

fn find_in_tokens(tokens: &[Token<Word>], near: Date) -> ValidityReading {
    let mut found = ValidityReading::default();
    for clause in tokens.split(|t| matches!(t.kind, Kind::Mark(',' | ';' | '。' | '(' | ')' | '!' | '\n'))) {
        let has = |word: Word| clause.iter().any(|t| t.kind == Kind::Word(word));
        let clause_reading = read_tokens(clause, near);
        if has(Word::Ends) && clause_reading.until.is_some() {
            found.until = clause_reading.until;
        }
        found.invalid |= has(Word::Ends) && clause_reading.invalid;
        found.closed |= clause_reading.closed;
        // Bare 长期, 常年 speak of the work, not of the ad.
        found.open_ended |= clause_reading.open_ended
            && clause.iter().any(|t| t.span.len() > 6 && t.kind == Kind::Word(Word::OpenEnded));
    }
    found
}

/// Reads a single date from a folded text.
#[must_use]
pub fn read_date(folded: &str, near: Date) -> Option<Date> {
    read_tokens(&VOCABULARY.lex(folded), near).until.map(|(date, _)| date)
}

fn read_tokens(tokens: &[Token<Word>], near: Date) -> ValidityReading {
    let ends = tokens.iter().any(|t| t.kind == Kind::Word(Word::Ends));
    let mut reading = ValidityReading::default();
    let mut at = 0;
    while at < tokens.len() {
        let next = match tokens[at].kind {
            Kind::Word(Word::OpenEnded) => {
                reading.open_ended = true;
                at + 1
            }
            Kind::Word(Word::Closed) => {
                reading.closed = true;
                at + 1
            }
            _ => match span_at(tokens, at, near, ends).or_else(|| date_at(tokens, at, near)) {
                Some((date, next)) => {
                    reading.invalid |= date.is_none();
                    let span = tokens[at].span.start..tokens[next - 1].span.end;
                    reading.until = date.map(|d| (d, span)).or(reading.until);
                    next
                }
                None => at + 1,
            },
        };
        at = next;
    }
    reading
}

/// The end of a span from the reference date that begins at a token: `一个月内`, `有效期30天`, `本周五`, `下月15日`.
fn span_at(tokens: &[Token<Word>], at: usize, near: Date, ends: bool) -> Option<(Option<Date>, usize)> {
    let word = |i: usize| match tokens.get(i)?.kind {
        Kind::Word(w) => Some(w),
        _ => None,
    };
    let after = |span: jiff::Span| near.checked_add(span).ok();
    match tokens.get(at)?.kind {
        Kind::Word(Word::InDays(days)) => Some((after(jiff::Span::new().days(days)), at + 1)),
        Kind::Word(Word::Weekday(week, day)) => {
            let today = near.weekday().to_monday_one_offset();
            Some((after(jiff::Span::new().days(week * 7 + day - today)), at + 1))
        }
        Kind::Word(month @ (Word::ThisMonth | Word::NextMonth)) => {
            let Kind::Number(n) = tokens.get(at + 1)?.kind else { return None };
            let day = i8::try_from(n.whole())
                .ok()
                .filter(|_| matches!(word(at + 2), Some(Word::Day | Word::Ends)))?;
            let of = if month == Word::ThisMonth { near } else { next_month_end(near)? };
            Some((Date::new(of.year(), of.month(), day).ok(), at + 3))
        }
        Kind::Number(n) => {
            let count = n.high_whole();
            let span = match word(at + 1)? {
                Word::WeekCount if count <= 52 => jiff::Span::new().weeks(count),
                Word::MonthCount if count <= 24 => jiff::Span::new().months(count),
                Word::BareMonths if ends && count <= 24 => jiff::Span::new().months(count),
                Word::BareDays if ends && count <= 365 => jiff::Span::new().days(count),
                _ => return None,
            };
            Some((after(span).filter(|_| count > 0), at + 2))
        }
        _ => None,
    }
}

/// The date at a token, or `Some(None)` for one that does not exist, and the token after it.
fn date_at(tokens: &[Token<Word>], at: usize, near: Date) -> Option<(Option<Date>, usize)> {
    let number = |i: usize| match tokens.get(i)?.kind {
        Kind::Number(n) => Some(n.whole()),
        _ => None,
    };
    let word = |i: usize| match tokens.get(i)?.kind {
        Kind::Word(w) => Some(w),
        _ => None,
    };
    match word(at) {
        Some(Word::ThisMonthEnd) => return Some((Some(near.last_of_month()), at + 1)),
        Some(Word::NextMonthEnd) => return Some((next_month_end(near), at + 1)),
        Some(Word::EndOfMonth) => return Some((Some(near.last_of_month()), at + 1)),
        Some(Word::EndOfYear) => return Some((Date::new(near.year(), 12, 31).ok(), at + 1)),
        _ => {}
    }
    let first = number(at)?;
    if word(at + 1) == Some(Word::DayCount) && (1..=365).contains(&first) {
        return Some((near.checked_add(jiff::Span::new().days(first)).ok(), at + 2));
    }
    if (1900..2200).contains(&first) {
        return year_first(tokens, at, first, &number, &word);
    }
    // 20261231 in one piece.
    if (19_000_101..21_991_231).contains(&first) {
        return Some((
            Date::new((first / 10_000) as i16, (first / 100 % 100) as i8, (first % 100) as i8).ok(),
            at + 1,
        ));
    }
    if let Some((month, day)) = decimal_date(tokens, at) {
        return Some((nearest(month, day, near), at + 1));
    }
    if let Some((day, next)) = month_first(at, first, &number, &word, near.year()) {
        return Some((nearest(first, day, near), next));
    }
    let day = slashed_day(tokens, at)?;
    Some((nearest(first, day, near), at + 3))
}

/// `2026-12-31`, `2026年12月31日`, `2026.12.31`, `2026年底`, `2026/12`.
fn year_first(
    tokens: &[Token<Word>],
    at: usize,
    year: i64,
    number: &impl Fn(usize) -> Option<i64>,
    word: &impl Fn(usize) -> Option<Word>,
) -> Option<(Option<Date>, usize)> {
    let date = |month: i64, day: i64| {
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    if word(at + 1) == Some(Word::EndOfYear) {
        return Some((date(12, 31), at + 2));
    }
    if let Some(month) = decimal_month(tokens, at) {
        let dot = tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Mark('.'));
        let day = dot.then(|| number(at + 2)).flatten();
        return Some(
            day.map_or((date(month, 1).map(Date::last_of_month), at + 1), |d| (date(month, d), at + 3)),
        );
    }
    let separated =
        |i: usize| matches!(tokens.get(i)?.kind, Kind::Mark('-' | '/' | '.' | '–' | '—')).then_some(());
    if word(at + 1) == Some(Word::Year) {
        let month = number(at + 2)?;
        let (day, next) = month_first(at + 2, month, number, word, year as i16)?;
        return Some((date(month, day), next));
    }
    separated(at + 1)?;
    let month = number(at + 2)?;
    match separated(at + 3).and_then(|()| number(at + 4)) {
        Some(day) => Some((date(month, day), at + 5)),
        None => Some((date(month, 1).map(Date::last_of_month), at + 3)),
    }
}

/// The day behind a month, and the token after it: `30日`, `底`, `中旬`, or the last day.
fn month_first(
    at: usize,
    month: i64,
    number: &impl Fn(usize) -> Option<i64>,
    word: &impl Fn(usize) -> Option<Word>,
    year: i16,
) -> Option<(i64, usize)> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let last = || Date::new(year, month as i8, 1).ok().map(|d| i64::from(d.days_in_month()));
    match word(at + 1)? {
        Word::EndOfMonth => Some((last()?, at + 2)),
        Word::MidMonth => Some((15, at + 2)),
        Word::EarlyMonth => Some((5, at + 2)),
        Word::Month => match number(at + 2).filter(|d| (1..=99).contains(d)) {
            Some(day) if word(at + 3) == Some(Word::Day) => Some((day, at + 4)),
            Some(day) => Some((day, at + 3)),
            None => Some((last()?, at + 2)),
        },
        _ => None,
    }
}

/// `30` of `11/30` and `12-31`, where no year, unit or third figure stands around.
fn slashed_day(tokens: &[Token<Word>], at: usize) -> Option<i64> {
    let whole = |i: usize| match tokens.get(i)?.kind {
        Kind::Number(n) if n.unit.is_none() && n.milli % 1000 == 0 => Some(n.whole()),
        _ => None,
    };
    let separates = |i: usize| matches!(tokens.get(i).map(|t| t.kind), Some(Kind::Mark('/' | '-')));
    let unit = matches!(
        tokens.get(at + 3).map(|t| t.kind),
        Some(Kind::Word(
            Word::Month | Word::Day | Word::Year | Word::DayCount | Word::WeekCount | Word::MonthCount
        ))
    );
    let joined = unit || separates(at + 3) || at.checked_sub(1).is_some_and(separates);
    let month = whole(at).filter(|m| (1..=12).contains(m));
    month.filter(|_| !joined && separates(at + 1))?;
    whole(at + 2).filter(|day| (1..=31).contains(day))
}

/// `12.31` as a month and a day: two decimals that make a day of that month.
fn decimal_date(tokens: &[Token<Word>], at: usize) -> Option<(i64, i64)> {
    let token = tokens.get(at)?;
    let Kind::Number(n) = token.kind else { return None };
    let (month, day) = (n.milli / 1000, n.milli % 1000 / 10);
    let dated = n.unit.is_none() && n.milli % 10 == 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    // 12.5 would be read as the fifth decimal tenth: only two written decimals are a day.
    (dated && token.span.len() >= 4).then_some((month, day))
}

/// `12` of `2026.12.31`, which is lexed as the figure 2026.12 and more.
fn decimal_month(tokens: &[Token<Word>], at: usize) -> Option<i64> {
    let Kind::Number(n) = tokens.get(at)?.kind else { return None };
    let written = tokens[at].span.len().saturating_sub("2026.".len());
    let month = if written == 1 { n.milli % 1000 / 100 } else { n.milli % 1000 / 10 };
    (n.unit.is_none() && n.milli % 1000 != 0 && (1..=12).contains(&month)).then_some(month)
}

fn next_month_end(near: Date) -> Option<Date> {
    near.last_of_month().tomorrow().ok().map(Date::last_of_month)
}

/// The day in the year that brings it nearest to `near`.
fn nearest(month: i64, day: i64, near: Date) -> Option<Date> {
    let in_year = |year: i16| Date::new(year, month as i8, i8::try_from(day).ok()?).ok();
    let years = [near.year() - 1, near.year(), near.year() + 1];
    let distance = |date: &Date| near.until(*date).map_or(i32::MAX, |span| span.get_days().abs());
    years.into_iter().filter_map(in_year).min_by_key(distance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn check(text: &str, until: Option<Date>, open: bool, closed: bool) {
        let r = read_validity(text, TODAY);
        assert_eq!((r.until.map(|(d, _)| d), r.open_ended, r.closed), (until, open, closed), "{text}");
    }

    #[test]
    fn dates_in_every_form() {
        check("2026/12/31", Some(date(2026, 12, 31)), false, false);
        check("截止2026.12.15", Some(date(2026, 12, 15)), false, false);
        check("2026年12月底", Some(date(2026, 12, 31)), false, false);
        check("20270115", Some(date(2027, 1, 15)), false, false);
        check("报名时间:11月1日-12月5日", Some(date(2026, 12, 5)), false, false);
        check("1月15日前", Some(date(2027, 1, 15)), false, false);
        check("10月底", Some(date(2026, 10, 31)), false, false);
        check("30天内有效", Some(date(2026, 12, 23)), false, false);
        check("年底前", Some(date(2026, 12, 31)), false, false);
    }

    #[test]
    fn open_ends_and_what_is_over() {
        check("招满即止", None, true, false);
        check("已招满", None, false, true);
        assert!(read_validity("2026-02-30", TODAY).invalid);
    }

    #[test]
    fn in_a_body_only_clauses_about_applying_count() {
        assert_eq!(find_validity("代课期自2026年12月至2027年6月,报满即止。", TODAY).until, None);
        assert!(find_validity("代课,报满即止。", TODAY).open_ended);
        let found = find_validity("10月1日开业。招够人即停止,报名截止10月底。", TODAY);
        assert_eq!(found.until.map(|(d, _)| d), Some(date(2026, 10, 31)));
    }
}
