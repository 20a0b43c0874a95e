//! Numbers with their units: `18-35周岁`, `1.2万元/月`, `三个月`, `162cm`, `18元/小时`.

use crate::squeeze::Squeezed;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    None,
    Age,
    Yuan,
    Cm,
    Kilo,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Percent,
    Person,
    /// A unit that no rule asks about, so that the number is not read as bare: 家, 台, 分, 级, ….
    Other,
}

impl Unit {
    /// All units, each at the place of its own number.
    pub(crate) const ALL: [Self; 13] = [
        Self::None,
        Self::Age,
        Self::Yuan,
        Self::Cm,
        Self::Kilo,
        Self::Hour,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Percent,
        Self::Person,
        Self::Other,
    ];
}

/// The period that an amount is paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    Hour,
    Day,
    Month,
    Year,
}

/// A number in the text; its value in hundredths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// First place.
    pub start: usize,
    /// Place after the unit.
    pub end: usize,
    pub hundredths: u64,
    pub unit: Unit,
    pub per: Option<Period>,
    /// First of two, as 18 in 18-35.
    pub opens_range: bool,
    /// Written with digits or a unit of thousands, so that it can be an amount without one.
    pub digits: bool,
}

impl Number {
    /// The whole part.
    pub(crate) fn value(&self) -> u64 {
        self.hundredths / 100
    }
}

/// All numbers of the text, in order.
pub(crate) fn read(text: &Squeezed) -> Vec<Number> {
    let chars: Vec<char> = text.as_str().chars().collect();
    let mut numbers: Vec<Number> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((hundredths, end, digits)) = read_value(&chars, at) {
            let number = with_unit(&chars, at, end, hundredths, digits);
            at = number.end.max(end);
            numbers.push(number);
        } else {
            at += 1;
        }
    }
    share_units(&chars, &mut numbers);
    numbers
}

fn read_value(chars: &[char], at: usize) -> Option<(u64, usize, bool)> {
    if chars[at].is_ascii_digit() {
        Some(read_digits(chars, at))
    } else if numeral(chars[at]).is_some() || chars[at] == '十' {
        read_numerals(chars, at)
    } else if chars[at] == '半' && matches!(chars.get(at + 1), Some('年' | '个' | '天')) {
        Some((50, at + 1, false))
    } else {
        None
    }
}

fn read_digits(chars: &[char], at: usize) -> (u64, usize, bool) {
    let mut end = at;
    let mut hundredths: u64 = 0;
    while end < chars.len() && (chars[end].is_ascii_digit() || is_grouping(chars, end)) {
        if let Some(d) = chars[end].to_digit(10) {
            hundredths = hundredths.saturating_mul(10).saturating_add(u64::from(d) * 100);
        }
        end += 1;
    }
    if chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit) {
        let mut scale = 10;
        end += 1;
        while end < chars.len() && chars[end].is_ascii_digit() {
            hundredths += u64::from(chars[end].to_digit(10).unwrap_or(0)) * scale;
            scale /= 10;
            end += 1;
        }
    }
    let (hundredths, end) = times(chars, hundredths, end);
    (hundredths, end, true)
}

/// A comma between a digit and three digits.
fn is_grouping(chars: &[char], at: usize) -> bool {
    chars[at] == ','
        && chars.len() > at + 3
        && chars[at + 1..at + 4].iter().all(char::is_ascii_digit)
        && !chars.get(at + 4).is_some_and(char::is_ascii_digit)
}

/// Applies 千, k, 万, w after a number.
fn times(chars: &[char], hundredths: u64, end: usize) -> (u64, usize) {
    let follows_letter = chars.get(end + 1).is_some_and(char::is_ascii_alphabetic);
    match chars.get(end) {
        Some('千') => (hundredths.saturating_mul(1000), end + 1),
        Some('k') if !follows_letter => (hundredths.saturating_mul(1000), end + 1),
        Some('万') => (hundredths.saturating_mul(10_000), end + 1),
        Some('w') if !follows_letter => (hundredths.saturating_mul(10_000), end + 1),
        _ => (hundredths, end),
    }
}

/// Chinese numerals: 三, 十八, 三十五, 一百二十, 三千五, 一万二, 半.
fn read_numerals(chars: &[char], at: usize) -> Option<(u64, usize, bool)> {
    let (mut total, mut section, mut digit, mut last) = (0u64, 0u64, None::<u64>, 0u64);
    let mut end = at;
    while let Some(&c) = chars.get(end) {
        if let Some(d) = numeral(c) {
            if digit.is_some() {
                break;
            }
            digit = Some(d);
        } else if let Some(power) = power(c) {
            if power == 10_000 {
                total = (total + section + digit.unwrap_or(0)).max(1) * power;
                section = 0;
            } else {
                section += digit.unwrap_or(1) * power;
            }
            (digit, last) = (None, power);
        } else {
            break;
        }
        end += 1;
    }
    // 三千五 is 3500, 一万二 is 12000.
    let tail = digit.map_or(0, |d| if last >= 100 { d * last / 10 } else { d });
    (end > at).then_some(((total + section + tail).saturating_mul(100), end, last >= 100))
}

fn numeral(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn power(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        _ => None,
    }
}

/// Units by what is written after the number, longest first.
const UNITS: &[(&str, Unit)] = &[
    ("周岁", Unit::Age),
    ("岁", Unit::Age),
    ("人民币", Unit::Yuan),
    ("元人民币", Unit::Yuan),
    ("元整", Unit::Yuan),
    ("块钱", Unit::Yuan),
    ("元", Unit::Yuan),
    ("块", Unit::Yuan),
    ("rmb", Unit::Yuan),
    ("厘米", Unit::Cm),
    ("公分", Unit::Cm),
    ("cm", Unit::Cm),
    ("公斤", Unit::Kilo),
    ("kg", Unit::Kilo),
    ("斤", Unit::Kilo),
    ("个小时", Unit::Hour),
    ("小时", Unit::Hour),
    ("h", Unit::Hour),
    ("个工作日", Unit::Day),
    ("个自然日", Unit::Day),
    ("工作日", Unit::Day),
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("个星期", Unit::Week),
    ("星期", Unit::Week),
    ("周", Unit::Week),
    ("个多月", Unit::Month),
    ("个月", Unit::Month),
    ("月份", Unit::Other),
    ("月", Unit::Month),
    ("周年", Unit::Year),
    ("年", Unit::Year),
    ("%", Unit::Percent),
    ("成", Unit::Percent),
    ("个人", Unit::Person),
    ("人", Unit::Person),
    ("名", Unit::Person),
    ("位", Unit::Person),
];

/// Characters that make a number count something else.
const OTHER: &str =
    "家台间层部件级项次套个班期号路款页张本条点分秒时题字单笔吨克米楼座排届平线档寸折倍种类等批票篇轮维";

fn with_unit(chars: &[char], start: usize, end: usize, hundredths: u64, digits: bool) -> Number {
    let (unit, width) = unit_at(chars, end);
    let hundredths = if chars.get(end) == Some(&'成') { hundredths.saturating_mul(10) } else { hundredths };
    let unit_end = end + width;
    let (per, per_width) = period_at(chars, unit_end);
    let half = unit == Unit::Year || unit == Unit::Month;
    let extra = if half && chars.get(unit_end) == Some(&'半') { hundredths.min(1) * 50 } else { 0 };
    Number {
        start,
        end: unit_end + per_width,
        hundredths: hundredths + extra,
        unit,
        per,
        opens_range: false,
        digits,
    }
}

fn unit_at(chars: &[char], at: usize) -> (Unit, usize) {
    for (word, unit) in UNITS {
        if starts_with(chars, at, word) && !(*word == "h" && letter(chars, at + 1)) {
            return (*unit, word.chars().count());
        }
    }
    match chars.get(at) {
        Some(c) if OTHER.contains(*c) => (Unit::Other, 0),
        Some(c) if c.is_ascii_alphabetic() => (Unit::Other, 0),
        _ => (Unit::None, 0),
    }
}

const PERIODS: &[(&str, Period)] = &[
    ("/小时", Period::Hour),
    ("每小时", Period::Hour),
    ("一小时", Period::Hour),
    ("/时", Period::Hour),
    ("/h", Period::Hour),
    ("/天", Period::Day),
    ("/日", Period::Day),
    ("/晚", Period::Day),
    ("/班", Period::Day),
    ("每天", Period::Day),
    ("一天", Period::Day),
    ("/月", Period::Month),
    ("每月", Period::Month),
    ("一个月", Period::Month),
    ("/年", Period::Year),
    ("每年", Period::Year),
    ("一年", Period::Year),
];

fn period_at(chars: &[char], at: usize) -> (Option<Period>, usize) {
    let found = PERIODS.iter().find(|(word, _)| starts_with(chars, at, word));
    found.map_or((None, 0), |(word, per)| (Some(*per), word.chars().count()))
}

fn letter(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(char::is_ascii_alphanumeric)
}

fn starts_with(chars: &[char], at: usize, word: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or_default().iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// In `18-35周岁` the first number has the unit of the second; in `6-9k` also its thousands.
fn share_units(chars: &[char], numbers: &mut [Number]) {
    for at in (1..numbers.len()).rev() {
        let (left, right) = numbers.split_at_mut(at);
        let (first, second) = (&mut left[at - 1], &right[0]);
        if !is_range_mark(&chars[first.end..second.start]) {
            continue;
        }
        first.opens_range = true;
        if first.unit == Unit::None {
            first.unit = second.unit;
            first.per = second.per;
            let scaled = matches!(
                chars[second.start..second.end].iter().find(|c| !c.is_ascii_digit() && **c != '.'),
                Some('k' | '千' | '万' | 'w')
            );
            if scaled && first.hundredths < 100_000 && second.hundredths >= 100_000 {
                let written = read_plain(&chars[second.start..second.end]).max(1);
                first.hundredths = first.hundredths.saturating_mul(second.hundredths / written);
            }
        }
    }
}

/// The number as written, in hundredths, without its thousands.
fn read_plain(chars: &[char]) -> u64 {
    let digits: Vec<char> = chars.iter().copied().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    if digits.is_empty() { 0 } else { read_digits(&digits, 0).0 }
}

fn is_range_mark(between: &[char]) -> bool {
    matches!(between, ['-' | '~' | '至' | '到' | '—' | '–'] | ['-' | '—', '-' | '—'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u64, Unit)]) {
        let found: Vec<(u64, Unit)> =
            read(&Squeezed::new(text)).iter().map(|n| (n.value(), n.unit)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn values_and_units_are_read() {
        check("18-35周岁", &[(18, Unit::Age), (35, Unit::Age)]);
        check("6-9k", &[(6000, Unit::None), (9000, Unit::None)]);
        check("1.2万元", &[(12000, Unit::Yuan)]);
        check("三个月试用，一万二", &[(3, Unit::Month), (12000, Unit::None)]);
        check("二十八岁以下", &[(28, Unit::Age)]);
        check("10,000元", &[(10000, Unit::Yuan)]);
        check("985工程", &[(985, Unit::None)]);
    }

    #[test]
    fn periods_follow_amounts() {
        let numbers = read(&Squeezed::new("18元/小时，200元/天"));
        assert_eq!(numbers[0].per, Some(Period::Hour));
        assert_eq!(numbers[1].per, Some(Period::Day));
    }
}
