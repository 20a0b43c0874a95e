//! Identity numbers, and mobile numbers beside a person's name.

use super::Report;
use crate::scene::Scene;
use std::ops::Range;

pub(super) fn check(scene: &Scene, report: &mut Report) {
    for run in digit_runs(scene) {
        let digits: Vec<u8> = scene.text.slice(run.clone()).bytes().collect();
        if is_identity_number(&digits) {
            report.add("pii_exposed", run);
        } else if is_mobile(&digits) && scene.is_before("person", run.start, 8) {
            report.add_for_review("pii_exposed", run);
        }
    }
}

/// Runs of eleven or more digits, with a closing x.
fn digit_runs(scene: &Scene) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    let text = scene.text.as_str();
    for (place, c) in text.chars().chain(['\n']).enumerate() {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(place),
            (Some(from), false) => {
                let end = place + usize::from(c == 'x' && place - from == 17);
                if end - from >= 11 {
                    runs.push(from..end);
                }
                start = None;
            }
            _ => {}
        }
    }
    runs
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
