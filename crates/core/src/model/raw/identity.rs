//! Phone numbers, identity numbers and addresses of mail inside a text.
//!
//! Masked are runs of digits, alone or with spaces and hyphens between, that have the form of
//! a mobile number (11 digits from 13 to 19), a fixed line with its area code (0 and 9 to 11 more digits), or a
//! resident identity number (18 digits, the last may be X, with a month and day of birth that exist; or the old 15),
//! and words around an `@`. Money, years, dates and counts have none of these forms.

use rengang_text::fold;
use std::ops::Range;

/// What stands in the place of what was masked.
pub const MASK: &str = "[已隐去]";

/// The text with identities masked; `None` where there is nothing to mask.
#[must_use]
pub fn mask(text: &str) -> Option<String> {
    // Most texts have neither: no reason to fold them.
    if !text.chars().any(|c| c == '@' || c == '＠' || c.is_numeric()) {
        return None;
    }
    let folded = fold(text);
    let spans = find(folded.as_str());
    let mut out = String::new();
    let mut from = 0;
    for span in &spans {
        let original = folded.original_span(span.clone());
        out.push_str(&text[from..original.start]);
        out.push_str(MASK);
        from = original.end;
    }
    (!spans.is_empty()).then(|| out + &text[from..])
}

/// The identities in a folded text, in order, not overlapping.
#[must_use]
pub fn find(folded: &str) -> Vec<Range<usize>> {
    let bytes = folded.as_bytes();
    let (mut spans, mut at): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    while at < bytes.len() {
        let free_from = spans.last().map_or(0, |s| s.end);
        let found = match bytes[at] {
            b'@' => mail(bytes, at, free_from),
            b'0'..=b'9' => number(bytes, at),
            _ => None,
        };
        at = match found {
            Some(span) => {
                spans.push(span);
                spans.last().map_or(at + 1, |s| s.end)
            }
            None if bytes[at].is_ascii_digit() => end_of_digits(bytes, at),
            None => at + 1,
        };
    }
    spans
}

fn end_of_digits(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count()
}

/// The longest run is an identity number of 18 digits with separators.
const MAX_RUN: usize = 32;

fn number(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let mut digits: Vec<u8> = Vec::with_capacity(20);
    let (mut end, mut at) = (start, start);
    while at < bytes.len() && at - start < MAX_RUN {
        match bytes[at] {
            b @ b'0'..=b'9' => digits.push(b - b'0'),
            b'x' if digits.len() == 17 => digits.push(10),
            b' ' | b'-' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                at += 1;
                continue;
            }
            _ => break,
        }
        at += 1;
        end = at;
    }
    let contiguous = end_of_digits(bytes, start);
    if is_identity(&digits) {
        return Some(start..end);
    }
    // A phone number before another number: judge the run without separators alone.
    let alone: Vec<u8> = bytes[start..contiguous].iter().map(|b| b - b'0').collect();
    is_identity(&alone).then_some(start..contiguous)
}

fn is_identity(digits: &[u8]) -> bool {
    match digits {
        [1, 3..=9, rest @ ..] if rest.len() == 9 => true,
        [8, 6, 1, 3..=9, rest @ ..] if rest.len() == 9 => true,
        [0, 1..=9, rest @ ..] if (8..=10).contains(&rest.len()) => true,
        d if d.len() == 18 => resident(d, 10),
        d if d.len() == 15 => d[0] != 0 && month_and_day(d[8], d[9], d[10], d[11]),
        _ => false,
    }
}

/// Region not beginning with 0, a birth in this or the last century, a month and day that exist.
fn resident(d: &[u8], month_at: usize) -> bool {
    let century = d[6] * 10 + d[7];
    d[0] != 0
        && (century == 19 || century == 20)
        && month_and_day(d[month_at], d[month_at + 1], d[month_at + 2], d[month_at + 3])
}

fn month_and_day(m1: u8, m2: u8, d1: u8, d2: u8) -> bool {
    (1..=12).contains(&(m1 * 10 + m2)) && (1..=31).contains(&(d1 * 10 + d2))
}

fn mail(bytes: &[u8], at: usize, free_from: usize) -> Option<Range<usize>> {
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+');
    let before = bytes[free_from..at].iter().rev().take_while(|b| part(b)).count();
    let after = bytes[at + 1..].iter().take_while(|b| part(b)).count();
    (before > 0 && after > 2).then(|| at - before..at + 1 + after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, masked: Option<&str>) {
        assert_eq!(mask(text).as_deref(), masked, "{text}");
    }

    #[test]
    fn masks_phones_identity_numbers_and_mail() {
        check("电话１３８ 0013 8000，找老李", Some("电话[已隐去]，找老李"));
        check("022-27654321转3", Some("[已隐去]转3"));
        check("身份证12010319800230123x", Some("身份证[已隐去]"));
        check("发到zhang.san@example.com", Some("发到[已隐去]"));
    }

    #[test]
    fn leaves_money_years_and_dates_alone() {
        check("8000-12000元，2017年起，2026-11-20", None);
        check("120116406", None);
        check("12345678901234567890123", None);
    }
}
