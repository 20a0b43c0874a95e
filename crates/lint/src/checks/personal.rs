//! Identity numbers, and mobile numbers beside a person's name.

use super::Report;
use crate::scene::Scene;
use std::ops::Range;

/// How far before a mobile number the name of a person may stand: 找王姐，手机….
const NAME_REACH: usize = 9;

pub(super) fn check(scene: &Scene, report: &mut Report) {
    // Most texts hold too few digits for any of these numbers.
    if scene.text.as_str().bytes().filter(u8::is_ascii_digit).count() < 11 {
        return;
    }
    for run in digit_runs(scene) {
        let digits: Vec<u8> = scene.text.slice(run.clone()).bytes().filter(|&c| c != b'-').collect();
        if is_identity_number(&digits) {
            report.add("pii_exposed", run);
        } else if is_mobile(&digits) && is_after_person(scene, run.start) {
            report.add_for_review("pii_exposed", run);
        }
    }
}

fn is_after_person(scene: &Scene, place: usize) -> bool {
    let person = scene.words.named("person");
    let near = scene.from(place.saturating_sub(NAME_REACH)).take_while(|a| a.start < place);
    near.filter(|a| a.is(person)).any(|a| scene.text.sentence(a.start) == scene.text.sentence(place))
}

/// Runs that hold eleven or more digits, with a closing x; one hyphen between digits belongs to the run, so that
/// 139-2000-1234 is one number.
fn digit_runs(scene: &Scene) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut chars = scene.text.as_str().chars().enumerate().peekable();
    while let Some((place, c)) = chars.next() {
        let digit_follows = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if c.is_ascii_digit() {
            run.take(place);
        } else if !(c == '-' && run.digits > 0 && digit_follows) {
            runs.extend(run.close(c == 'x'));
        }
    }
    runs.extend(run.close(false));
    runs
}

/// Digits read so far.
#[derive(Default)]
struct Run {
    start: usize,
    end: usize,
    digits: usize,
}

impl Run {
    fn take(&mut self, place: usize) {
        if self.digits == 0 {
            self.start = place;
        }
        self.digits += 1;
        self.end = place + 1;
    }

    fn close(&mut self, with_x: bool) -> Option<Range<usize>> {
        let Self { start, end, digits } = std::mem::take(self);
        (digits >= 11).then_some(start..end + usize::from(with_x && digits == 17))
    }
}

/// Eighteen characters with a plausible birth date in the place of GB 11643; made-up check digits count too.
fn is_identity_number(digits: &[u8]) -> bool {
    let year = digits.get(6..10).map(|y| y.iter().fold(0u32, |n, d| n * 10 + u32::from(d - b'0')));
    let month = digits.get(10..12).map_or(0, |m| (m[0] - b'0') * 10 + (m[1].wrapping_sub(b'0')));
    digits.len() == 18 && year.is_some_and(|y| (1920..2030).contains(&y)) && (1..=12).contains(&month)
}

fn is_mobile(digits: &[u8]) -> bool {
    digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1])
}
