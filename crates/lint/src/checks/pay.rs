//! Pay: below the legal minimum, or not told at all.

use super::Report;
use crate::ad::{Context, Field, MinimumWage};
use crate::number::{Number, Period, Unit};
use crate::scene::Scene;
use crate::vocabulary::Atom;

/// Hours of a full-time month: 21.75 days of 8 hours (劳社部发〔2008〕3号).
const HOURS_A_MONTH: u64 = 174;

/// Chosen: 薪水优厚，具体见面聊 is nine characters from the word for pay to the word for later.
const PAY_REACH: usize = 12;

/// Finds amounts below the minimum wage that the caller supplies.
///
/// The minimum holds for the whole wage of normal work, so that base pay beside commission says nothing; an hourly
/// wage of full-time work is compared with the monthly figure, of part-time work with the hourly one.
pub(super) fn below_minimum(scene: &Scene, fields: &[Field], context: &Context, report: &mut Report) {
    let Some(minimum) = context.minimum else { return };
    if scene.has("intern") {
        return;
    }
    for (number, field) in scene.numbers.iter().zip(fields) {
        if is_wage(scene, number, *field) && is_below(scene, number, minimum) {
            report.add("pay_below_minimum", number.start..number.end);
        }
    }
}

/// Whether the number is a whole wage: in the pay field or after a word for wages, and no part of one.
fn is_wage(scene: &Scene, number: &Number, field: Field) -> bool {
    let told = matches!(number.unit, Unit::Yuan | Unit::None) && number.digits;
    let named = field == Field::Pay || number.per.is_some() || follows(scene, number);
    let part = is_part(scene, number) && !scene.is_before("pay_total", number.start, 2);
    told && named && field.is_checked() && !part && !is_upper_end(scene, number)
}

/// Base pay beside commission; a guaranteed sum is a part only where more is paid on top.
fn is_part(scene: &Scene, number: &Number) -> bool {
    scene.is_before("pay_part", number.start, 5)
        || scene.has("pay_extra") && scene.is_before("pay_floor", number.start, 5)
}

fn follows(scene: &Scene, number: &Number) -> bool {
    ["pay_noun", "pay_total", "pay_floor", "hourly_word"]
        .iter()
        .any(|name| scene.is_before(name, number.start, 4))
}

/// The second number of a range: the first decides.
fn is_upper_end(scene: &Scene, number: &Number) -> bool {
    scene
        .numbers_near(number.start, 16)
        .iter()
        .any(|n| n.opens_range && n.end < number.start && number.start - n.end <= 2)
}

fn is_below(scene: &Scene, number: &Number, minimum: MinimumWage) -> bool {
    let monthly = u64::from(minimum.monthly_yuan) * 100;
    let part_time = scene.has("parttime") && !scene.has("fulltime");
    match period(scene, number) {
        Some(Period::Month) => !part_time && number.hundredths < monthly && number.value() >= 100,
        Some(Period::Hour) if part_time => number.hundredths < u64::from(minimum.hourly_cents),
        Some(Period::Hour) => number.hundredths * HOURS_A_MONTH < monthly,
        Some(Period::Day) => !part_time && scene.has("fulltime") && number.hundredths * 2175 / 100 < monthly,
        Some(Period::Year) => !part_time && number.hundredths < monthly * 12 && number.value() >= 1000,
        None => false,
    }
}

fn period(scene: &Scene, number: &Number) -> Option<Period> {
    if number.per.is_some() {
        return number.per;
    }
    if scene.is_before("hourly_word", number.start, 4) {
        Some(Period::Hour)
    } else if scene.is_before("monthly_word", number.start, 6) || (1000..100_000).contains(&number.value()) {
        Some(Period::Month)
    } else {
        None
    }
}

/// Finds words such as 面议 where no amount stands anywhere.
pub(super) fn untold(scene: &Scene, fields: &[Field], report: &mut Report) {
    let mut amounts = scene.numbers.iter().zip(fields);
    if amounts.any(|(n, field)| is_amount(n, *field)) {
        return;
    }
    for word in scene.all("pay_untold") {
        report.add("base_pay_missing", word.start..word.end);
    }
    // 工资待遇：见面详谈; 薪水优厚，具体见面聊.
    for word in scene.all("pay_later").filter(|word| speaks_of_pay(scene, word)) {
        report.add("base_pay_missing", word.start..word.end);
    }
}

/// Whether a word for pay stands close before the word, in its clause or the one before.
fn speaks_of_pay(scene: &Scene, word: &Atom) -> bool {
    let noun = scene.words.named("pay_name");
    let near = scene.from(word.start.saturating_sub(PAY_REACH)).take_while(|a| a.start < word.start);
    near.filter(|a| a.is(noun) && a.end <= word.start)
        .any(|a| scene.text.sentence(a.start) == scene.text.sentence(word.start))
}

fn is_amount(number: &Number, field: Field) -> bool {
    let value = number.value();
    let year = (1990..=2100).contains(&value) && number.end - number.start == 4;
    match number.unit {
        Unit::Yuan => true,
        Unit::None | Unit::Other => {
            field == Field::Pay && value > 0 || number.digits && (1000..=1_000_000).contains(&value) && !year
        }
        _ => number.per.is_some() && field == Field::Pay,
    }
}
