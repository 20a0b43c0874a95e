//! Days that a text names, and which of them is the last day for applying.

use jiff::civil::Date;
use rengang_text::fold;

/// A day that a text names; the year may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    /// Characters of the squeezed text.
    start: usize,
    end: usize,
    year: Option<i16>,
    month: i8,
    /// `None` means the end of the month.
    day: Option<i8>,
}

/// The latest day that `text` names as the last one for applying; `near` gives the year where it is left out.
pub(crate) fn deadline(text: &str, near: Option<Date>) -> Option<Date> {
    let chars = squeezed(text);
    let days = days(&chars);
    days.iter().filter(|d| is_deadline(&chars, d)).filter_map(|d| resolve(*d, near)).max()
}

/// The last day of a period such as `9月28日-10月6日`.
pub(crate) fn period_end(text: &str, near: Option<Date>) -> Option<Date> {
    let chars = squeezed(text);
    let days = days(&chars);
    let joined = |pair: &&[Day]| {
        pair[1].start - pair[0].end <= 2 && chars[pair[0].end..pair[1].start].iter().all(is_range)
    };
    days.windows(2).filter(joined).filter_map(|pair| resolve(pair[1], near)).max()
}

/// A day written as `2026-11-20`, `2026/11/20`, `2026.11.20` or `2026年11月20日`.
pub(crate) fn read(text: &str) -> Option<Date> {
    let chars = squeezed(text);
    let found = days(&chars);
    found.first().filter(|d| d.year.is_some() && d.start == 0).and_then(|d| resolve(*d, None))
}

fn squeezed(text: &str) -> Vec<char> {
    fold(text).as_str().chars().filter(|c| !c.is_whitespace()).collect()
}

fn is_range(c: &char) -> bool {
    matches!(c, '-' | '~' | '至' | '到' | '—' | '–')
}

fn days(chars: &[char]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match chars[at].is_ascii_digit().then(|| read_day(chars, at)).flatten() {
            Some(day) => {
                at = day.end;
                days.push(day);
            }
            None => at += run(chars, at).max(1),
        }
    }
    days
}

/// Digits from `at` on.
fn run(chars: &[char], at: usize) -> usize {
    chars[at..].iter().take_while(|c| c.is_ascii_digit()).count()
}

fn value(chars: &[char], at: usize, len: usize) -> i16 {
    chars[at..at + len]
        .iter()
        .fold(0, |n: i16, c| n.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or(0) as i16))
}

fn read_day(chars: &[char], at: usize) -> Option<Day> {
    let len = run(chars, at);
    let after = chars.get(at + len).copied();
    if len == 4 && matches!(after, Some('年' | '-' | '/' | '.')) {
        let mut day = read_month(chars, at + 5)?;
        day.start = at;
        day.year = Some(value(chars, at, 4));
        Some(day)
    } else if len <= 2 && after == Some('月') {
        read_month(chars, at)
    } else {
        None
    }
}

fn read_month(chars: &[char], at: usize) -> Option<Day> {
    let len = run(chars, at);
    let month = (1..=2).contains(&len).then(|| value(chars, at, len))?;
    let separator = *chars.get(at + len)?;
    let next = at + len + 1;
    let written = separator == '月';
    if !(1..=12).contains(&month) || !(written || matches!(separator, '-' | '/' | '.')) {
        return None;
    }
    let digits = run(chars, next);
    let (day, end) = match chars.get(next) {
        Some('底' | '末') if written => (None, next + 1),
        Some('初') if written => (Some(5), next + 1),
        Some('中') if written && chars.get(next + 1) == Some(&'旬') => (Some(15), next + 2),
        Some('下') if written && chars.get(next + 1) == Some(&'旬') => (None, next + 2),
        Some(_) if (1..=2).contains(&digits) => {
            let unit = usize::from(matches!(chars.get(next + digits), Some('日' | '号')));
            (Some(value(chars, next, digits) as i8), next + digits + unit)
        }
        _ if written && chars.get(next) == Some(&'份') => (None, next + 1),
        _ if written => (None, next),
        _ => return None,
    };
    Some(Day { start: at, end, year: None, month: month as i8, day })
}

/// Words that make a day after them the last one for applying.
const BEFORE: &[&str] = &[
    "截止",
    "截至",
    "有效期",
    "报名至",
    "报名到",
    "投递至",
    "投递到",
    "即日起至",
    "即日起到",
    "即日至",
    "报名期限",
    "招聘期限",
    "报名时间",
    "投递时间",
    "网申时间",
    "网上报名",
    "报名日期",
    "发布期限",
    "招聘有效",
    "报名期",
    "收简历到",
    "招聘时间",
    "招到",
    "招至",
    "收到",
    "关闭",
    "简历接收至",
    "接收简历至",
    "有效至",
    "有效到",
    "公告期",
    "最晚",
    "最迟",
    "申请至",
    "申请到",
    "招聘至",
    "招聘到",
    "开放至",
    "开放到",
    "受理至",
    "受理到",
];
/// Words that make a day before them the last one for applying.
const AFTER: &[&str] = &[
    "截止",
    "止",
    "为止",
    "前报名",
    "前投递",
    "前投",
    "前网申",
    "前发简历",
    "前将简历",
    "结束报名",
    "报名结束",
    "过期",
    "前有效",
    "前完成报名",
    "前提交",
    "关闭",
    "停止报名",
    "停止招聘",
    "前申请",
    "前联系",
    "前来报名",
    "前将",
    "前发送",
    "停招",
    "后不再",
    "以前报名",
    "之前报名",
    "之前投递",
    "前携带",
    "前携",
    "前到现场报名",
    "下线",
    "封档",
];
/// Words after which a day is no deadline whatever stands before.
const NOT: &[&str] =
    &["起", "开始", "到岗", "入职", "面试", "笔试", "开班", "开工", "上岗", "考试", "体检", "毕业", "出生"];

fn is_deadline(chars: &[char], day: &Day) -> bool {
    let tail: String = chars[day.end..].iter().take(12).collect();
    // 17:00, 24时, (含) between the day and the word.
    let tail = tail.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, ':' | '时' | '点' | '分' | '(' | ')' | '含' | '下' | '午' | '晚' | '上')
    });
    if NOT.iter().any(|w| tail.starts_with(w) || tail.strip_prefix('前').is_some_and(|t| t.starts_with(w))) {
        return false;
    }
    if AFTER.iter().any(|w| tail.starts_with(w)) {
        return true;
    }
    let from =
        chars[..day.start].iter().rposition(|c| matches!(c, '。' | '!' | ';' | '?')).map_or(0, |at| at + 1);
    let head: String = chars[from.max(day.start.saturating_sub(26))..day.start].iter().collect();
    let near = head.chars().count();
    BEFORE.iter().any(|w| head.rfind(w).is_some_and(|at| near - head[..at].chars().count() <= reach(&head)))
}

/// How far back a word may stand: further when a first day of a range stands between.
fn reach(head: &str) -> usize {
    if head.ends_with(['-', '~', '至', '到', '—', '–']) { 26 } else { 10 }
}

fn resolve(day: Day, near: Option<Date>) -> Option<Date> {
    let year = match day.year {
        Some(year) => year,
        None => nearest_year(day, near?),
    };
    date(year, day)
}

/// The year that puts the day at most four months before `near`, or after it.
fn nearest_year(day: Day, near: Date) -> i16 {
    let months = i32::from(day.month) - i32::from(near.month());
    match months {
        ..-4 => near.year() + 1,
        8.. => near.year() - 1,
        _ => near.year(),
    }
}

fn date(year: i16, day: Day) -> Option<Date> {
    let first = Date::new(year, day.month, 1).ok()?;
    match day.day {
        Some(day) => Date::new(year, first.month(), day).ok(),
        None => Some(first.last_of_month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(text: &str, expected: Option<Date>) {
        assert_eq!(deadline(text, Some(date(2026, 10, 8))), expected, "{text}");
    }

    #[test]
    fn the_last_day_for_applying_is_read_from_text() {
        check("报名时间：即日起至2026年10月20日17时，逾期不再受理", Some(date(2026, 10, 20)));
        check("报名到11月10日止，现场面试11月12日", Some(date(2026, 11, 10)));
        check("网申截止11月15日24:00", Some(date(2026, 11, 15)));
        check("招够人即停止，报名截止10月底", Some(date(2026, 10, 31)));
        check("9月底截止", Some(date(2026, 9, 30)));
        check("网上报名：9月28日至10月28日，逾期不补", Some(date(2026, 10, 28)));
        check("有效期至2026.12.31", Some(date(2026, 12, 31)));
        check("请于10月15日前投递", Some(date(2026, 10, 15)));
    }

    #[test]
    fn other_days_are_no_deadline() {
        check("11月1日起上岗", None);
        check("12月15日前到岗", None);
        check("招满即止", None);
        check("2027年7月毕业", None);
    }
}
