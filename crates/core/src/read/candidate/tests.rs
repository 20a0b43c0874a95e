use super::*;
use crate::Knowledge;
use crate::model::{Answer, Condition, HoldingState, LodgingWish, PlaceCondition, Rest, WishFirmness};
use std::sync::Arc;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20)));

fn read(texts: &[(Field, &str)]) -> Candidate {
    let raw = texts.iter().fold(RawCandidate::new("1"), |raw, (field, text)| raw.with(*field, text));
    read_candidate(&raw, &READER).value
}

/// Names of the work wished with firmness, then of the work refused.
fn check(texts: &[(Field, &str)], wishes: &[(&str, WishFirmness)], refused: &[&str]) {
    let candidate = read(texts);
    let name = |id: &crate::model::OccupationId| READER.knowledge().occupation_name(*id).to_owned();
    let has = |ids: &[crate::model::OccupationId], wanted: &str| ids.iter().any(|id| name(id) == wanted);
    for (wanted, firmness) in wishes {
        let found = candidate.wishes.iter().any(|w| has(&w.occupations, wanted) && w.firmness == *firmness);
        let seen: Vec<_> = candidate
            .wishes
            .iter()
            .map(|w| (w.occupations.iter().map(name).collect::<Vec<_>>(), w.firmness))
            .collect();
        assert!(found, "{texts:?} wishes {wanted}: {seen:?}");
    }
    for wanted in refused {
        let seen: Vec<_> =
            candidate.refused.iter().map(|r| r.occupations.iter().map(name).collect::<Vec<_>>()).collect();
        assert!(
            candidate.refused.iter().any(|r| has(&r.occupations, wanted)),
            "{texts:?} refuses {wanted}: {seen:?}"
        );
        assert!(
            !candidate.wishes.iter().any(|w| has(&w.occupations, wanted)),
            "{texts:?} does not wish {wanted}"
        );
    }
}

#[test]
fn wishes_have_their_firmness_and_refusals_stay_out() {
    check(
        &[(Field::Wish, "想找保安的活，保洁员也行")],
        &[("保安员", WishFirmness::Wished), ("保洁员", WishFirmness::Acceptable)],
        &[],
    );
    check(
        &[(Field::Wish, "叉车司机，实在没有，保安先干着")],
        &[("叉车司机", WishFirmness::Wished), ("保安员", WishFirmness::Fallback)],
        &[],
    );
    check(
        &[(Field::Wish, "收银员"), (Field::Remarks, "不做保洁员，也不想干保安")],
        &[("收银员", WishFirmness::Wished)],
        &["保洁员", "保安员"],
    );
}

#[test]
fn times_are_wished_refused_and_bounded() {
    let time = |text: &str| read(&[(Field::WishSchedule, text)]).schedule;
    assert_eq!((time("只上白班").nights, time("只上白班").day_only), (Answer::No, true));
    assert_eq!(time("倒班没问题").nights, Answer::Yes);
    assert_eq!(time("夜班可以但不想天天夜班").nights, Answer::Yes);
    assert_eq!(time("白班为主，偶尔值夜可以").nights, Answer::Unknown);
    assert!(time("白班为主，偶尔值夜可以").days_preferred);
    assert_eq!(time("下午五点前要走").latest_end, Some(17 * 60));
    let window = |text: &str| time(text).windows.first().map(|w| (w.start / 60, w.end / 60));
    assert_eq!(window("只有晚上6点到11点有空"), Some((18, 23)));
    assert_eq!(window("18:00-22:00"), Some((18, 22)));
    assert_eq!(time("双休，最晚6点半下班").latest_end, Some(18 * 60 + 30));
    assert_eq!(time("双休优先").rest, Some((Rest::TwoDays, WishFirmness::Preferred)));
    assert_eq!(time("单休能接受").rest, Some((Rest::OneDay, WishFirmness::Acceptable)));
    assert_eq!(read(&[(Field::Remarks, "不能上夜班，要接孩子")]).schedule.nights, Answer::No);
}

#[test]
fn places_have_conditions_and_housing_is_told() {
    let c = read(&[(Field::WishRegion, "西青、津南最好，管住的话天津哪个区都行")]);
    assert_eq!(c.region.places.len(), 3);
    assert_eq!(c.region.places[2].condition, Some(PlaceCondition::Lodging));
    assert_eq!(c.lodging, LodgingWish::Wished);
    let c = read(&[(Field::WishRegion, "离家远要管住"), (Field::Remarks, "不想去外地")]);
    assert_eq!((c.lodging, c.region.elsewhere), (LodgingWish::Needed, Answer::No));
    assert_eq!(read(&[(Field::WishRegion, "河西，地铁1小时内")]).region.max_minutes, Some(60));
}

#[test]
fn pay_wishes_say_how_firm_they_are() {
    let pay = |text: &str| read(&[(Field::WishPay, text)]).pay.unwrap();
    assert_eq!((pay("最少八千").wished.monthly_min(), pay("最少八千").firm_floor), (Some(8000), true));
    assert!(pay("7千左右，有师傅带可以少点").flexible);
    assert!(pay("最低工资有保险就行").minimum_wage);
    assert_eq!(pay("6000，学徒5千").others.len(), 1);
}

#[test]
fn the_past_has_lengths_and_ends() {
    let c = read(&[(Field::Years, "客服2年，快递员3年"), (Field::History, "")]);
    assert_eq!((c.total_months, c.spells.len()), (Some(60), 2));
    let c = read(&[(Field::Years, "会计11年，歇了2年")]);
    assert_eq!((c.total_months, c.spells[0].ended_months_ago), (Some(132), Some(24)));
    let c = read(&[(Field::History, "先在饭店当服务员干了三年，又做过一年保安。叉车司机没干过")]);
    let months: Vec<_> = c.spells.iter().map(|s| s.months).collect();
    assert_eq!(months, [Some(36), Some(12)]);
    let c = read(&[(Field::History, "2017年起在贸易公司做出纳，2021年去一家工厂做会计，去年工厂搬走")]);
    assert_eq!(c.spells[0].months, Some(48));
    assert_eq!(read(&[(Field::Years, "应届，实习8个月")]).total_months, Some(0));
}

#[test]
fn education_and_its_year() {
    let c = read(&[(Field::Education, "本科在读"), (Field::Years, "2027届")]);
    let education = c.education.unwrap();
    assert_eq!((education.graduation_year, education.fresh), (Some(2027), true));
    assert!(c.groups.contains(&Group::Student));
}

#[test]
fn certificates_are_held_under_way_or_lacking() {
    let c = read(&[(Field::Certificates, "叉车证；健康证过期了；低压电工证在考")]);
    let states: Vec<_> = c.certificates.iter().map(|c| c.value.state).collect();
    assert_eq!(states, [HoldingState::Held, HoldingState::Expired, HoldingState::InProgress]);
}

#[test]
fn refusals_of_conditions_come_from_every_text() {
    let c = read(&[(Field::Remarks, "恐高，不喝酒应酬"), (Field::Wish, "不跑长途")]);
    let refused: Vec<Condition> = c.conditions.no().iter().collect();
    assert_eq!(refused, [Condition::Heights, Condition::Climbing, Condition::LongHaul, Condition::Drinking]);
}

#[test]
fn traits_in_the_text_of_a_person_change_nothing() {
    let plain = read(&[(Field::Wish, "收银员"), (Field::Remarks, "能倒班")]);
    let with = read(&[(Field::Wish, "收银员"), (Field::Remarks, "女，43岁，已婚，汉族，能倒班")]);
    let without_places = |mut c: Candidate| {
        c.conditions = crate::model::Conditions::default();
        c.schedule.at.clear();
        c.skills.iter_mut().for_each(|s| s.at = crate::model::Evidence::new(Field::Remarks, 0..0));
        c
    };
    assert_eq!(without_places(plain), without_places(with));
}

#[test]
fn the_first_day_is_told() {
    let day = |text: &str| read(&[(Field::AvailableFrom, text)]).available_from.map(|d| d.to_string());
    assert_eq!(day("随时").as_deref(), Some("2026-11-20"));
    assert_eq!(day("两周内").as_deref(), Some("2026-12-04"));
    assert_eq!(day("下月初").as_deref(), Some("2026-12-01"));
    assert_eq!(day("11月底").as_deref(), Some("2026-11-30"));
}

#[test]
fn a_denial_behind_the_work_refuses_it() {
    check(
        &[(Field::Wish, "销售都可以，卖房除外"), (Field::Remarks, "保安不做")],
        &[("销售代表", WishFirmness::Wished)],
        &["房地产经纪人", "保安员"],
    );
    let stays = read(&[(Field::Wish, "会计，不限行业"), (Field::History, "保安干了两年不干了")]);
    assert!(stays.refused.is_empty(), "{:?}", stays.refused);
}

#[test]
fn a_history_tells_work_by_verbs_and_leaves_out_places_and_served_people() {
    let done = |text: &str| -> Vec<(String, Option<u16>)> {
        let candidate = read(&[(Field::History, text)]);
        let name = |s: &crate::model::Spell| READER.knowledge().occupation_name(s.occupations[0]).to_owned();
        candidate.spells.iter().map(|s| (name(s), s.months)).collect()
    };
    assert_eq!(done("开了七年长途客车"), [("客车司机".to_owned(), Some(84))]);
    assert_eq!(done("给一家老师家做饭，做了三年"), [("做饭阿姨".to_owned(), Some(36))]);
    assert_eq!(done("烧了九个冬天锅炉"), [("锅炉操作工".to_owned(), Some(9))]);
    assert_eq!(done("在外地待了半年").len(), 0);
}

#[test]
fn a_story_tells_what_the_body_cannot_do_and_refuses_nothing_that_was_only_done() {
    let answer = |story: &str, condition| read(&[(Field::History, story)]).conditions.answer(condition);
    assert_eq!(answer("网店客服两年，右腿走路慢，不能久站", Condition::LongStanding), Answer::No);
    assert_eq!(answer("给超市搬货三年，腰不好辞了", Condition::HeavyLifting), Answer::No);
    assert_eq!(answer("给超市搬货三年，没干过销售，厂子搬走了", Condition::HeavyLifting), Answer::Unknown);
    assert_eq!(answer("跑长途五年，站柜台一年", Condition::LongHaul), Answer::Unknown);
}

#[test]
fn who_sells_for_a_living_and_refuses_some_goods_does_not_refuse_to_sell() {
    let answer =
        |wish, no| read(&[(Field::Wish, wish), (Field::Remarks, no)]).conditions.answer(Condition::Selling);
    assert_eq!(answer("快消业务、商超渠道", "不卖房子，不卖保险"), Answer::Unknown);
    assert_eq!(answer("护士", "不推销卡"), Answer::No);
    assert_eq!(answer("快消业务", "不做推销"), Answer::No);
}

#[test]
fn a_drive_over_night_is_no_night_shift() {
    let nights =
        |text| read(&[(Field::WishSchedule, "早班夜班都行"), (Field::Remarks, text)]).schedule.nights;
    assert_eq!(nights("不跑长途过夜"), nights(""));
    assert_ne!(nights("不上夜班"), nights(""));
}
