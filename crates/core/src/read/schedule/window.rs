//! Stretches of the day.

use super::words::Word;
use crate::model::Window;
use crate::read::lex::{Kind, Token};

/// A time of day as written.
struct Time {
    minute: u16,
    /// A part of the day, a colon or 点 tells that it is a time.
    marked: bool,
    next_day: bool,
    /// A part of the day was named, so that the hour is settled.
    settled: bool,
    morning: bool,
    evening: bool,
    next: usize,
}

/// The window that begins at token `at`, and the token after it. With `bare`, `9-6` is one as well.
pub(super) fn at(tokens: &[Token<Word>], at: usize, bare: bool) -> Option<(Window, usize)> {
    let start = time(tokens, at)?;
    let word = |i: usize| match tokens.get(i)?.kind {
        Kind::Word(w) => Some(w),
        _ => None,
    };
    let separated = word(start.next) == Some(Word::To);
    let end = time(tokens, start.next + usize::from(separated))?;
    // 早8晚5 needs no separator.
    let paired = start.morning && end.evening;
    if !separated && !paired {
        return None;
    }
    let marked = start.marked || end.marked;
    let counted = word(end.next).is_some_and(|w| matches!(w, Word::Count | Word::DaysUnit | Word::HoursUnit));
    if (!marked && (!bare || counted)) || (counted && !start.marked) {
        return None;
    }
    Some((window(&start, &end), end.next))
}

fn window(start: &Time, end: &Time) -> Window {
    let half_day = 12 * 60;
    let mut last = end.minute;
    if end.next_day {
        last += 2 * half_day;
    } else if last <= start.minute {
        let afternoon = !end.settled && last <= half_day && last + half_day > start.minute;
        last += if afternoon { half_day } else { 2 * half_day };
    }
    Window { start: start.minute, end: last }
}

fn time(tokens: &[Token<Word>], at: usize) -> Option<Time> {
    let word = |i: usize| match tokens.get(i)?.kind {
        Kind::Word(w) => Some(w),
        _ => None,
    };
    let (mut next, mut part, mut next_day) = (at, None, false);
    while let Some(w) = word(next) {
        match w {
            Word::NextDay => next_day = true,
            Word::Morning | Word::Noon | Word::Afternoon | Word::Evening | Word::SmallHours => part = Some(w),
            _ => break,
        }
        next += 1;
    }
    let hour = hour_at(tokens, next)?;
    let (minutes, marked, next) = minutes(tokens, next + 1, &word);
    let hour = match part {
        Some(Word::Afternoon) if hour < 12 => hour + 12,
        Some(Word::Evening) if (4..12).contains(&hour) => hour + 12,
        _ => hour,
    };
    Some(Time {
        minute: hour * 60 + minutes,
        marked: marked || next_day || part.is_some(),
        next_day,
        settled: part.is_some() || hour > 12,
        morning: part == Some(Word::Morning),
        evening: part == Some(Word::Evening),
        next,
    })
}

fn hour_at(tokens: &[Token<Word>], at: usize) -> Option<u16> {
    match tokens.get(at)?.kind {
        Kind::Number(n)
            if n.milli % 1000 == 0 && (0..=24).contains(&n.whole()) && n.unit.is_none_or(|u| u == 10) =>
        {
            u16::try_from(n.whole()).ok()
        }
        _ => None,
    }
}

/// The minutes behind an hour, whether a colon or 点 stands there, and the token after them.
fn minutes(tokens: &[Token<Word>], at: usize, word: &impl Fn(usize) -> Option<Word>) -> (u16, bool, usize) {
    let figure = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Number(n)) if (0..60).contains(&n.whole()) => u16::try_from(n.whole()).ok(),
        _ => None,
    };
    if tokens.get(at).is_some_and(|t| t.kind == Kind::Mark(':')) {
        return figure(at + 1).map_or((0, false, at), |m| (m, true, at + 2));
    }
    if word(at) == Some(Word::HalfPast) {
        return (30, true, at + 1);
    }
    if word(at) != Some(Word::OClock) {
        return (0, false, at);
    }
    match (word(at + 1), figure(at + 1)) {
        (Some(Word::HalfPast), _) => (30, true, at + 2),
        (_, Some(m)) => (m, true, at + 2 + usize::from(word(at + 2) == Some(Word::Minutes))),
        _ => (0, true, at + 1),
    }
}
