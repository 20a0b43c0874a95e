//! Numbers as ads write them.
//!
//! ```text
//! number  := arabic | chinese
//! arabic  := digits [',' digits]* ['.' digits] [unit [digit]]     6500  1,200  1.2万  6千5  8k  1w2
//! chinese := (digit | unit)+                                      三千五  一万二  两百  十五  百  二十
//! pair    := digit digit unit                                     五六千 = 5000 to 6000, 两三(年), 十七八
//! unit    := 十 百 千 万 亿 k w
//! ```
//! A digit after a unit counts as the next lower decimal place (6千5 = 6500, 一万二 = 12000), and 半 after a unit as
//! its half (一万半 is rare, 个半 is read by the caller). Values are in thousandths, so that 0.35 is exact.

/// A number, or the two ends of a pair such as 五六千.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// The value, or the lower end of a pair, in thousandths.
    pub milli: i64,
    /// The upper end of a pair; else the same.
    pub high_milli: i64,
    /// The largest unit written (千, k, 万 …), for sharing with the other end of a range.
    pub unit: Option<i64>,
    /// Bytes of the text that it takes.
    pub len: usize,
}

impl Number {
    /// The value as a whole number, rounded down.
    pub fn whole(&self) -> i64 {
        self.milli / 1000
    }

    /// The upper end as a whole number.
    pub fn high_whole(&self) -> i64 {
        self.high_milli / 1000
    }

    /// The same figure counted in `unit`.
    pub fn scaled(&self, unit: i64) -> Self {
        Self {
            milli: self.milli.saturating_mul(unit),
            high_milli: self.high_milli.saturating_mul(unit),
            unit: Some(unit),
            ..*self
        }
    }

    fn exact(milli: i64, unit: Option<i64>, len: usize) -> Self {
        Self { milli, high_milli: milli, unit, len }
    }
}

/// Larger figures are no pay, count or date; the cap keeps arithmetic far from its limits.
const CAP: i64 = 1_000_000_000_000_000;

/// The number at the beginning of `text`.
pub(crate) fn number(text: &str) -> Option<Number> {
    match text.as_bytes().first()? {
        b'0'..=b'9' => Some(arabic(text)),
        0x80.. => chinese(text),
        _ => None,
    }
}

fn arabic(text: &str) -> Number {
    let (mut milli, mut len) = digits(text);
    let unit = text[len..].chars().next().and_then(|c| Some((c, scale(c)?)));
    let Some((c, unit)) = unit.filter(|&(c, _)| c != '十' && stands_as_unit(&text[len..], c)) else {
        return Number::exact(milli, None, len);
    };
    len += c.len_utf8();
    milli = milli.saturating_mul(unit).min(CAP);
    let tail = tail_digit(&text[len..]);
    if let Some((digit, bytes)) = tail {
        milli += digit * unit / 10 * 1000;
        len += bytes;
    }
    Number::exact(milli, Some(unit), len)
}

/// `k` and `w` are units only where no other letter follows (`8k`, not `8kg` or `3wd`); `千` not in `千克`, `千米`.
fn stands_as_unit(rest: &str, c: char) -> bool {
    let next = rest[c.len_utf8()..].chars().next();
    match c {
        'k' | 'w' => !next.is_some_and(|n| n.is_ascii_alphabetic()),
        '千' => !next.is_some_and(|n| matches!(n, '克' | '米' | '瓦' | '伏')),
        _ => true,
    }
}

/// One digit that stands for the next lower place: `6千5`, `1万2`; none where more digits or a decimal point follow.
fn tail_digit(rest: &str) -> Option<(i64, usize)> {
    let mut chars = rest.chars();
    let c = chars.next()?;
    let value = if c.is_ascii_digit() { i64::from(c as u8 - b'0') } else { digit(c)? };
    let alone = chars.next().is_none_or(|n| !(n.is_ascii_digit() || n == '.' || is_numeral(n)));
    // 两 begins the next word (五千两年), it never stands for a place.
    (alone && c != '两' && value > 0 && chars_allow(rest, c)).then_some((value, c.len_utf8()))
}

/// The digit is no beginning of a count of its own: `5千5天` has no 5500.
fn chars_allow(rest: &str, c: char) -> bool {
    !matches!(
        rest[c.len_utf8()..].chars().next(),
        Some('天' | '个' | '年' | '月' | '人' | '名' | '周' | '次' | '险')
    )
}

/// Digits with thousands separators and a decimal part, in thousandths, and their length.
fn digits(text: &str) -> (i64, usize) {
    let bytes = text.as_bytes();
    let (mut whole, mut at) = (0i64, 0);
    while at < bytes.len() {
        match bytes[at] {
            b @ b'0'..=b'9' => whole = (whole * 10 + i64::from(b - b'0')).min(CAP / 1000),
            b',' if at > 0 && thousands(&bytes[at + 1..]) => {}
            _ => break,
        }
        at += 1;
    }
    let mut milli = whole * 1000;
    if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        let decimals = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit());
        let mut place = 100;
        let mut count = 0;
        for b in decimals {
            milli += i64::from(b - b'0') * place;
            place /= 10;
            count += 1;
        }
        at += 1 + count;
    }
    (milli, at)
}

/// Exactly three digits follow.
fn thousands(rest: &[u8]) -> bool {
    rest.len() >= 3
        && rest[..3].iter().all(u8::is_ascii_digit)
        && !rest.get(3).is_some_and(u8::is_ascii_digit)
}

/// The value of a Chinese digit.
pub(crate) fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '俩' => 2,
        '三' | '叁' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' | 'k' => 1000,
        '万' | '萬' | 'w' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// Whether a character is a Chinese numeral; asked of every character of every text, so it is a look into a bit set.
pub(crate) fn is_numeral(c: char) -> bool {
    let at = (c as usize).wrapping_sub(FIRST_IDEOGRAPH);
    c == '〇' || IDEOGRAPHIC.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

const FIRST_IDEOGRAPH: usize = 0x4e00;

/// The numerals from U+4E00 to U+9FFF as a bit set.
static IDEOGRAPHIC: [u64; 328] = {
    let numerals = [
        '零', '一', '壹', '二', '两', '贰', '俩', '三', '叁', '仨', '四', '肆', '五', '伍', '六', '陆', '七',
        '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰', '千', '仟', '万', '萬', '亿',
    ];
    let mut bits = [0; 328];
    let mut n = 0;
    while n < numerals.len() {
        let at = numerals[n] as usize - FIRST_IDEOGRAPH;
        bits[at / 64] |= 1 << (at % 64);
        n += 1;
    }
    bits
};

fn chinese(text: &str) -> Option<Number> {
    if !text.starts_with(is_numeral) {
        return None;
    }
    let run = text.char_indices().find(|&(_, c)| !is_numeral(c)).map_or(text.len(), |(at, _)| at);
    if run == 0 {
        return None;
    }
    let chars: Vec<char> = text[..run].chars().collect();
    let unit = chars.iter().filter_map(|&c| scale(c)).filter(|&u| u > 10).max();
    if let Some((low, high)) = pair(&chars) {
        return Some(Number { milli: low * 1000, high_milli: high * 1000, unit, len: run });
    }
    Some(Number::exact(compose(&chars)?.min(CAP / 1000) * 1000, unit, run))
}

/// `五六千`, `两三`, `十七八`, `三四十`: two digits that follow each other, or 三五.
fn pair(chars: &[char]) -> Option<(i64, i64)> {
    let at = chars.windows(2).position(|w| match (digit(w[0]), digit(w[1])) {
        (Some(a), Some(b)) => a > 0 && (b == a + 1 || (a, b) == (3, 5)),
        _ => false,
    })?;
    let with = |c: char| {
        let picked: Vec<char> = [&chars[..at], &[c], &chars[at + 2..]].concat();
        compose(&picked)
    };
    Some((with(chars[at])?, with(chars[at + 1])?))
}

/// A run of numerals; digits in a row (二零二六) are read as figures.
fn compose(chars: &[char]) -> Option<i64> {
    if chars.len() > 1 && chars.iter().all(|&c| digit(c).is_some()) {
        let figures = chars.iter().filter_map(|&c| digit(c));
        return Some(figures.fold(0i64, |n, d| (n * 10 + d).min(CAP)));
    }
    let (mut total, mut section, mut current, mut last_unit, mut zero) = (0i64, 0i64, None, 1i64, false);
    for &c in chars {
        if let Some(d) = digit(c) {
            zero = d == 0;
            current = Some(d);
            continue;
        }
        let unit = scale(c)?;
        if unit >= 10_000 {
            let whole = section + current.unwrap_or(0);
            total = (total + if whole == 0 { 1 } else { whole }).saturating_mul(unit).min(CAP);
            section = 0;
        } else {
            section += current.unwrap_or(1) * unit;
        }
        (current, last_unit, zero) = (None, unit, false);
    }
    // 三千五: a last digit without a unit is worth a tenth of the unit before it, unless 零 or 十 stood there.
    let place = if zero || last_unit <= 10 || after_zero(chars) { 1 } else { last_unit / 10 };
    Some((total + section + current.unwrap_or(0) * place).min(CAP))
}

fn after_zero(chars: &[char]) -> bool {
    chars.len() >= 2 && matches!(chars[chars.len() - 2], '零' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, low: i64, high: i64, rest: &str) {
        let n = number(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((n.milli, n.high_milli, &text[n.len..]), (low * 1000, high * 1000, rest), "{text}");
    }

    #[test]
    fn reads_arabic_figures_with_units_and_tails() {
        check("1,200元", 1200, 1200, "元");
        check("1.2万", 12_000, 12_000, "");
        check("6千5到", 6500, 6500, "到");
        check("1w2", 12_000, 12_000, "");
        check("8kg", 8, 8, "kg");
        check("12,15", 12, 12, ",15");
        check("8千5险", 8000, 8000, "5险");
    }

    #[test]
    fn reads_chinese_numerals() {
        check("三千五", 3500, 3500, "");
        check("一万二每月", 12_000, 12_000, "每月");
        check("一万零五百", 10_500, 10_500, "");
        check("十五", 15, 15, "");
        check("二十五岁", 25, 25, "岁");
        check("两百五", 250, 250, "");
        check("百万", 1_000_000, 1_000_000, "");
        check("二零二六年", 2026, 2026, "年");
        check("三千零五", 3005, 3005, "");
    }

    #[test]
    fn reads_pairs_as_two_ends() {
        check("五六千", 5000, 6000, "");
        check("两三年", 2, 3, "年");
        check("十七八个", 17, 18, "个");
        check("三五天", 3, 5, "天");
    }

    #[test]
    fn the_set_of_numerals_is_that_of_digits_and_units() {
        for c in
            ('\u{80}'..='\u{ffff}').filter(|c| is_numeral(*c) || digit(*c).is_some() || scale(*c).is_some())
        {
            assert!(is_numeral(c) && (digit(c).is_some() || scale(c).is_some()), "{c}");
        }
    }

    #[test]
    fn long_runs_of_figures_do_not_overflow() {
        assert!(number(&"9".repeat(400)).is_some());
        assert!(number(&"九万".repeat(400)).is_some());
    }
}
