//! Probation against the contract's length (劳动合同法 articles 19, 20, 70).

use super::Report;
use crate::number::{Number, Unit};
use crate::scene::Scene;
use crate::vocabulary::Atom;

pub(super) fn check(scene: &Scene, report: &mut Report) {
    if !scene.has("probation") {
        return;
    }
    let limit = limit_in_days(scene);
    for word in scene.all("probation") {
        if is_no_probation(scene, word) {
            continue;
        }
        let term = term_of(scene, word);
        if term.is_some_and(|n| days(n) > limit) || (term.is_none() && limit == 0) {
            report.add("probation_illegal", around(word, term));
        }
        if let Some(share) = low_share(scene, word) {
            report.add("probation_illegal", word.start..share.end);
        }
    }
}

/// Whether the word is part of 免试用期, 试用装 and the like.
fn is_no_probation(scene: &Scene, word: &Atom) -> bool {
    let class = scene.words.named("no_probation");
    let near = scene.from(word.start.saturating_sub(8)).take_while(|a| a.start <= word.start);
    near.filter(|a| a.is(class)).any(|a| word.end <= a.end)
}

/// The longest lawful probation in days of 30 to the month, as far as the ad tells the contract.
fn limit_in_days(scene: &Scene) -> u64 {
    if (scene.has("parttime") && !scene.has("fulltime")) || scene.has("task_contract") {
        return 0;
    }
    if scene.has("open_contract") {
        return 6 * 30;
    }
    match scene.all("contract").find_map(|word| length_of(scene, word)).map(days) {
        Some(0..90) => 0,
        Some(90..360) => 30,
        Some(360..1080) => 60,
        _ => 6 * 30,
    }
}

fn days(number: &Number) -> u64 {
    let per_unit = match number.unit {
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Month => 30,
        _ => 360,
    };
    number.hundredths * per_unit / 100
}

fn is_time(number: &Number) -> bool {
    matches!(number.unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year) && number.per.is_none()
}

/// The contract's length beside the word: 一年合同, 签一年期劳动合同, 合同期限3年.
fn length_of<'s>(scene: &Scene<'s>, contract: &Atom) -> Option<&'s Number> {
    let terms =
        || scene.numbers.iter().filter(|n| matches!(n.unit, Unit::Month | Unit::Year) && n.hundredths > 0);
    let near = |n: &&Number| {
        let before = n.end <= contract.start && contract.start - n.end <= 4;
        let after = n.start >= contract.end && n.start - contract.end <= 5;
        (before || after) && same_clause(scene, n, contract)
    };
    terms().find(near)
}

/// The length of the probation beside the word: 试用期6个月, 试用期为三个月, 两个月试用期.
fn term_of<'s>(scene: &Scene<'s>, probation: &Atom) -> Option<&'s Number> {
    let after = |n: &&Number| n.start >= probation.end && n.start - probation.end <= 5;
    let before = |n: &&Number| n.end <= probation.start && probation.start - n.end <= 2;
    let times = || {
        scene
            .numbers_near(probation.start, 16)
            .iter()
            .filter(|n| is_time(n) && same_clause(scene, n, probation))
    };
    times().find(after).or_else(|| times().find(before))
}

fn same_clause(scene: &Scene, number: &Number, word: &Atom) -> bool {
    scene.text.clause(number.start) == scene.text.clause(word.start)
}

/// A share below 80 per cent of the wage, told of the probation in the same sentence.
fn low_share<'s>(scene: &Scene<'s>, probation: &Atom) -> Option<&'s Number> {
    scene.numbers_near(probation.start, 40).iter().find(|n| {
        n.unit == Unit::Percent
            && (20..80).contains(&n.value())
            && n.start >= probation.end
            && n.start - probation.end <= 24
            && scene.text.sentence(n.start) == scene.text.sentence(probation.start)
            && (scene.is_before("wage_word", n.start, 6) || scene.is_after("wage_word", n.end, 4))
    })
}

fn around(word: &Atom, term: Option<&Number>) -> std::ops::Range<usize> {
    term.map_or(word.start..word.end, |n| word.start.min(n.start)..word.end.max(n.end))
}
