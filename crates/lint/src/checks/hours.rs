//! Working hours told as clock times: `8:00-20:00`, `早8:30到晚9点`.

use super::Report;
use crate::scene::Scene;

/// Chosen: eleven and a half hours and more between coming and going leave over eight hours of work with any break.
const LONG_DAY_MINUTES: u32 = 11 * 60 + 30;
/// Chosen: longer spans are shifts round the clock or opening hours.
const LONGEST_MINUTES: u32 = 16 * 60;

/// Finds spans of clock times that are too long for one working day; shops' opening hours and shifts are none.
pub(super) fn check(scene: &Scene, report: &mut Report) {
    if !scene.has("work_time") || scene.has("opening_hours") {
        return;
    }
    let chars: Vec<char> = scene.text.as_str().chars().collect();
    for number in scene.numbers {
        let Some((from, after)) = clock(&chars, number.start) else { continue };
        let Some(to_at) = skip_to(&chars, after) else { continue };
        let Some((to, end)) = clock(&chars, to_at.0) else { continue };
        let to = if to_at.1 && to <= 12 * 60 { to + 12 * 60 } else { to };
        if to > from && (LONG_DAY_MINUTES..LONGEST_MINUTES).contains(&(to - from)) {
            report.add("overtime_risk", number.start..end);
        }
    }
}

/// Minutes of the day written at `at`, and the place after them.
fn clock(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let (hour, after) = number(chars, at)?;
    let (minutes, end) = match chars.get(after) {
        Some(':') => number(chars, after + 1)?,
        Some('点') if chars.get(after + 1) == Some(&'半') => (30, after + 2),
        Some('点') => number(chars, after + 1).map_or((0, after + 1), |(m, end)| (m, end)),
        _ => return None,
    };
    (hour < 25 && minutes < 60).then_some((hour * 60 + minutes, end))
}

fn number(chars: &[char], at: usize) -> Option<(u32, usize)> {
    let digits = chars.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(3).count();
    let value = chars[at..at + digits].iter().fold(0, |n, c| n * 10 + c.to_digit(10).unwrap_or(0));
    (1..=2).contains(&digits).then_some((value, at + digits))
}

/// The place after the range mark, and whether an evening word stands before it.
fn skip_to(chars: &[char], at: usize) -> Option<(usize, bool)> {
    let marks = chars.get(at..)?.iter().take_while(|c| "-~—–至到".contains(**c)).count();
    let words = chars[at + marks..].iter().take_while(|c| "晚上下午夜间".contains(**c)).count();
    (marks > 0).then_some((at + marks + words, words > 0))
}
