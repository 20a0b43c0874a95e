//! Values in words, in one form per field that its reader reads back to the same value.
//!
//! What is shown to people, mapped to other formats or stored is therefore never another value than what was read:
//! `written` and the readers are each other's inverse, up to the place in the text and the names of grades.
//!
//! ```
//! use rengang::read::{pay, written};
//! let pay = pay::read("底薪三千五＋提成，综合7-9k").unwrap();
//! assert_eq!(written::pay(&pay), "综合7000-9000元，底薪3500元，提成");
//! assert_eq!(pay::read(&written::pay(&pay)), Some(pay));
//! ```

use crate::model::{
    Answer, Education, EducationDemand, ExperienceDemand, Headcount, Pay, PayKind, PayPeriod, PayVariable,
    Rest, Schedule, SchoolTier, Settlement, Shift, Validity, Window,
};

/// Pay; figures in yuan, the period only where it was written.
#[must_use]
pub fn pay(pay: &Pay) -> String {
    let mut parts = vec![main_pay(pay)];
    let low = |fen: i64| format!("{}元", yuan(fen));
    if let Some(base) = pay.base_fen().filter(|_| !is_base(pay)) {
        parts.push(format!("底薪{}元", ends(base)));
    }
    parts.extend(pay.probation_fen().map(|fen| format!("试用期{}", low(fen))));
    parts.extend(pay.months_per_year().map(|months| format!("{months}薪")));
    parts.extend(pay.variable().iter().map(|part| variable(part).to_owned()));
    parts.extend(pay.settlement().map(|when| settlement(when).to_owned()));
    parts.join("，")
}

fn main_pay(pay: &Pay) -> String {
    let (Some(low), high) = (pay.min_fen().or(pay.max_fen()), pay.max_fen().or(pay.min_fen())) else {
        return "面议".to_owned();
    };
    // Less than 1000 is taken for a month only where a unit stands with it.
    let small = pay.period_assumed() && high < Some(1000 * FEN);
    let figure = if small {
        format!("{}k", yuan_thousandths(low))
    } else {
        format!("{}元", ends((low, high.unwrap_or(low))))
    };
    let role = match (is_base(pay), pay.base_fen()) {
        (true, _) => "底薪",
        (false, Some(_)) => "综合",
        (false, None) => "",
    };
    let period = pay.period().filter(|_| !pay.period_assumed()).map_or("", period);
    let bound = match pay.kind() {
        PayKind::MinOnly if !is_base(pay) => "以上",
        PayKind::MaxOnly => "以下",
        _ => "",
    };
    let approx = if pay.approx() { "左右" } else { "" };
    format!("{role}{figure}{period}{bound}{approx}")
}

/// The base is all that is said.
fn is_base(pay: &Pay) -> bool {
    let whole = (pay.min_fen(), pay.max_fen().or(pay.min_fen()));
    let open = pay.kind() == PayKind::MinOnly || pay.kind() == PayKind::Range;
    open && pay.base_fen().is_some_and(|base| (Some(base.0), Some(base.1)) == whole)
}

const FEN: i64 = 100;

fn ends((low, high): (i64, i64)) -> String {
    if low == high { yuan(low) } else { format!("{}-{}", yuan(low), yuan(high)) }
}

fn yuan(fen: i64) -> String {
    decimal(fen, FEN)
}

fn yuan_thousandths(fen: i64) -> String {
    decimal(fen, 1000 * FEN)
}

/// `n / unit` without a tail of zeros.
fn decimal(n: i64, unit: i64) -> String {
    let places = unit.ilog10() as usize;
    let whole = format!("{}.{:0places$}", n / unit, n % unit);
    whole.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn period(period: PayPeriod) -> &'static str {
    match period {
        PayPeriod::Hour => "/小时",
        PayPeriod::Day => "/天",
        PayPeriod::Week => "/周",
        PayPeriod::Month => "/月",
        PayPeriod::Year => "/年",
        PayPeriod::Piece => "/件",
        PayPeriod::ClassHour => "/课时",
        PayPeriod::Order => "/单",
    }
}

fn variable(part: PayVariable) -> &'static str {
    match part {
        PayVariable::Commission => "提成",
        PayVariable::Performance => "绩效",
        PayVariable::PieceRate => "计件",
        PayVariable::Bonus => "奖金",
        PayVariable::Allowance => "补贴",
        PayVariable::Overtime => "加班费",
        PayVariable::ProfitShare => "分红",
        PayVariable::Rebate => "返费",
    }
}

fn settlement(settlement: Settlement) -> &'static str {
    match settlement {
        Settlement::Daily => "日结",
        Settlement::Weekly => "周结",
        Settlement::Monthly => "月结",
        Settlement::OnCompletion => "完工结",
    }
}

/// Experience that is asked for; months, since not every span is whole years.
#[must_use]
pub fn experience(demand: &ExperienceDemand) -> String {
    if demand.fresh_only {
        return joined(["应届", if demand.relaxable { "可放宽" } else { "" }]);
    }
    let span = match (demand.min_months.unwrap_or(0), demand.max_months) {
        (0, None) => String::new(),
        (0, Some(max)) => format!("{max}个月以内"),
        (min, None) => format!("{min}个月以上"),
        (min, Some(max)) => format!("{min}-{max}个月"),
    };
    let nothing = span.is_empty() && !demand.some;
    let main = match (demand.preferred_only, span.is_empty()) {
        (true, true) => "有经验优先".to_owned(),
        (true, false) => format!("{span}优先"),
        (false, _) if nothing => "不限".to_owned(),
        (false, _) => span,
    };
    let some = if demand.some && !demand.preferred_only { "有经验" } else { "" };
    let implied = nothing || demand.preferred_only || (demand.min_months.unwrap_or(0) == 0 && !demand.some);
    let fresh = if demand.fresh_ok && !implied { "应届可" } else { "" };
    joined([main.as_str(), some, fresh, if demand.relaxable { "可放宽" } else { "" }])
}

fn joined<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("，")
}

/// Education that is asked for.
#[must_use]
pub fn education(demand: &EducationDemand) -> String {
    let name = level;
    let main = match (demand.min, demand.max) {
        (Some(min), Some(max)) => format!("{}至{}", name(min), name(max)),
        (None, Some(max)) => format!("{}及以下", name(max)),
        (Some(min), None) => {
            let also = demand.also.map(|other| format!("或{}", level(other))).unwrap_or_default();
            format!("{}{also}及以上", name(min))
        }
        (None, None) => "学历不限".to_owned(),
    };
    let relaxed = match (demand.relaxed_min, demand.relaxable) {
        (Some(lower), _) => format!("可放宽至{}", level(lower)),
        (None, true) => "可放宽".to_owned(),
        (None, false) => String::new(),
    };
    let preferred = demand.preferred.map(|liked| format!("{}优先", level(liked))).unwrap_or_default();
    let mode = if demand.full_time_required { "全日制" } else { "" };
    let tier = demand.school_tier.map_or("", tier);
    joined([
        main.as_str(),
        &relaxed,
        &preferred,
        mode,
        tier,
        if demand.degree_required { "有学位" } else { "" },
    ])
}

fn level(level: Education) -> &'static str {
    match level {
        Education::None => "无学历",
        Education::Primary => "小学",
        Education::JuniorHigh => "初中",
        Education::Senior => "高中",
        Education::SecondaryVocational => "中专",
        Education::College => "大专",
        Education::Bachelor => "本科",
        Education::Master => "硕士",
        Education::Doctor => "博士",
    }
}

fn tier(tier: SchoolTier) -> &'static str {
    match tier {
        SchoolTier::Key985Or211 => "985/211",
        SchoolTier::DoubleFirstClass => "双一流",
        SchoolTier::FirstBatch => "重点院校",
    }
}

/// How many are wanted in all.
#[must_use]
pub fn headcount(count: &Headcount) -> String {
    match (count.min, count.max) {
        (Some(min), Some(max)) if min == max => format!("{min}人"),
        (Some(min), Some(max)) => format!("{min}-{max}人"),
        (Some(min), None) => format!("{min}人以上"),
        (None, Some(max)) => format!("{max}人以内"),
        (None, None) => "若干".to_owned(),
    }
}

/// How long an ad is valid.
#[must_use]
pub fn validity(validity: &Validity) -> String {
    let until = validity.until.map(|until| format!("截止{}", until.value)).unwrap_or_default();
    let open = if validity.open_ended { "招满即止" } else { "" };
    joined([until.as_str(), open, if validity.closed { "已招满" } else { "" }])
}

/// Working time.
#[must_use]
pub fn schedule(s: &Schedule) -> String {
    let mut parts: Vec<String> = rest(s).into_iter().collect();
    if s.weekends == Answer::No {
        parts.push("周末双休".to_owned());
    }
    parts.extend(s.windows.iter().map(window));
    parts.extend(s.hours_per_day_tenths.map(hours));
    parts.extend(s.shifts.iter().filter_map(|one| shift(one, s)).map(str::to_owned));
    parts.extend(night(s).map(str::to_owned));
    let answers = [
        (s.weekends == Answer::Yes, "周末上班"),
        (s.flexible == Answer::Yes, "弹性"),
        (s.on_call == Answer::Yes, "值班"),
        (s.on_call == Answer::No, "不值班"),
        (s.overtime == Answer::Yes, "加班"),
        (s.overtime == Answer::No, "不加班"),
        (s.temporary == Answer::Yes, "短期"),
        (s.choosable, "可选"),
    ];
    parts.extend(answers.into_iter().filter(|(said, _)| *said).map(|(_, word)| word.to_owned()));
    parts.join("，")
}

fn rest(s: &Schedule) -> Option<String> {
    let word = match s.rest? {
        Rest::TwoDays if s.weekends == Answer::No => return None,
        Rest::TwoDays => "双休",
        Rest::OneDay => "单休",
        Rest::Alternate => "大小周",
        Rest::FourOnTwoOff => "做四休二",
        Rest::DayOnDaysOff => "做一休一",
        Rest::Blocks => "上20天休10天",
        Rest::Monthly => return s.rest_days_per_month.map(|days| format!("月休{days}天")),
    };
    Some(word.to_owned())
}

fn window(window: &Window) -> String {
    let clock = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    let end = match window.end {
        ..=MIDNIGHT => clock(window.end),
        next => format!("次日{}", clock(next - MIDNIGHT)),
    };
    format!("{}-{end}", clock(window.start))
}

const MIDNIGHT: u16 = 24 * 60;

fn hours(tenths: u16) -> String {
    // The space keeps 24小时 from being the shift of that name.
    format!("{} 小时", decimal(i64::from(tenths), 10))
}

fn shift(shift: Shift, s: &Schedule) -> Option<&'static str> {
    Some(match shift {
        Shift::Day => "白班",
        Shift::Night => "夜班",
        Shift::TwoShift => "两班倒",
        Shift::ThreeShift => "三班倒",
        Shift::FourCrews => "四班三运转",
        Shift::Rotating if s.night == Answer::Yes => "倒班",
        Shift::Rotating => "轮换",
        // The word 24小时 also says how many hours a day.
        Shift::RoundTheClock if s.hours_per_day_tenths.is_some() => "24小时",
        Shift::RoundTheClock => "上24休48",
        Shift::Early => "早班",
        Shift::Late => "晚班",
        Shift::Flexible => return None,
    })
}

/// What has to be said about nights beside the shifts and hours.
fn night(s: &Schedule) -> Option<&'static str> {
    match s.night {
        Answer::No => Some("不上夜班"),
        Answer::Unknown if s.shifts.contains(Shift::Day) || !s.windows.is_empty() => Some("偶尔夜班"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;
    use crate::knowledge::certificate_query;
    use crate::model::{Evidence, Field, Stated};
    use crate::read::{
        codes, date, education as schooling, experience as past, headcount as count, schedule as time,
    };
    use jiff::civil::Date;
    use proptest::prelude::*;
    use rengang_lexicon::certificate::{CertificateId, Demand, Speaker};
    use rengang_lexicon::region::{RegionCode, RegionContext};
    use std::sync::LazyLock;

    /// A text of some of the pieces of a field's language.
    fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(pieces), 1..5).prop_map(|parts| parts.join("，"))
    }

    const PAY: &[&str] = &[
        "3000-5000",
        "六千五",
        "8k-1.2万",
        "25元/小时",
        "200元一天",
        "年薪15万起",
        "不低于4000元",
        "最高8000",
        "6000左右",
        "底薪3000+提成",
        "底薪2500-3000",
        "综合7000-9000",
        "试用期4000元",
        "转正5000元",
        "面议",
        "13薪",
        "日结",
        "月结",
        "0.5元/件",
        "5元/单",
        "80元一课时",
        "绩效",
        "0.8k",
        "12.55元/小时",
        "150",
        "返费500",
        "800元/周",
        "计件",
    ];
    const PAST: &[&str] = &[
        "3年以上",
        "1-3年",
        "半年",
        "两年以内",
        "不满一年",
        "应届",
        "应届可",
        "应届优先",
        "不限",
        "有经验优先",
        "熟手",
        "可放宽",
        "2年以上优先",
        "学徒不限",
        "一年半",
        "有销售经验",
        "2027届毕业生",
        "无经验可学",
    ];
    const SCHOOL: &[&str] = &[
        "大专及以上",
        "本科",
        "高中/中专",
        "初中至高中",
        "高中及以下",
        "硕士优先",
        "学历不限",
        "全日制",
        "统招本科",
        "985优先",
        "有学位",
        "优秀大专可放宽",
        "可放宽",
        "大专也可",
        "博士",
        "双一流院校",
        "小学以上",
        "技校",
    ];
    const TIME: &[&str] = &[
        "双休",
        "周末双休",
        "单休",
        "大小周",
        "做四休二",
        "上24休48",
        "上一休一",
        "月休4天",
        "每周工作五天",
        "9:00-18:00",
        "20:00-次日8:00",
        "早8晚5",
        "8小时",
        "24小时",
        "24 小时",
        "7.5小时",
        "长白班",
        "夜班",
        "两班倒",
        "三班倒",
        "四班三运转",
        "倒班",
        "轮换",
        "早班",
        "晚班",
        "不上夜班",
        "偶尔夜班",
        "周末上班",
        "弹性",
        "值班",
        "不值班",
        "加班",
        "不加班",
        "短期",
        "可选",
        "996",
        "上20天休10天",
    ];

    const TODAY: Date = jiff::civil::date(2026, 11, 23);

    fn valid(text: &str) -> Validity {
        let reading = date::read_validity(text, TODAY);
        let stated = |(value, _)| Stated { value, at: Evidence::new(Field::ValidUntil, 0..0) };
        Validity { until: reading.until.map(stated), open_ended: reading.open_ended, closed: reading.closed }
    }

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);

    #[test]
    fn the_full_name_of_every_district_reads_as_its_code() {
        let regions = KNOWLEDGE.regions();
        let codes: Vec<_> =
            (110_000..660_000).filter_map(|n: u32| regions.by_digits(&n.to_string())).collect();
        assert!(codes.len() > 3000);
        let reads = |code: &RegionCode| {
            let reading = regions.read(&regions.full_name(*code), RegionContext::default());
            reading.places.iter().any(|p| p.code == *code)
        };
        let all = codes.len();
        let unread: Vec<String> =
            codes.into_iter().filter(|c| !reads(c)).map(|c| regions.full_name(c)).collect();
        // Parks that are named after the city that they lie in read as the city.
        assert!(unread.len() * 200 <= all, "{} of {all}: {unread:?}", unread.len());
    }

    #[test]
    fn the_name_of_every_certificate_reads_as_it() {
        let certificates = KNOWLEDGE.certificates();
        let reads = |id: CertificateId| {
            let query = certificate_query(Demand { certificate: id, min_level: None });
            let mentions = certificates.read(&KNOWLEDGE.name_of_demand(&query), Speaker::Posting);
            mentions.iter().flat_map(|m| &m.any_of).any(|d| d.certificate == id)
        };
        let unread: Vec<&str> =
            certificates.iter().filter(|(id, _)| !reads(*id)).map(|(_, c)| c.name()).collect();
        // Driving classes of one letter, and names of the table with brackets or of whole fields, are no words of ads.
        assert!(unread.len() <= 24, "{}: {unread:?}", unread.len());
    }

    #[test]
    fn codes_read_as_they_are_written() {
        for code in ["4", "4-04", "4-04-05", "2-08-03-00"] {
            assert_eq!(codes::occupation(code).map(|c| c.code).as_deref(), Some(code));
        }
        let credit = codes::credit("91350100m000100y43").map(|c| c.code).unwrap();
        assert_eq!(codes::credit(&credit).map(|c| c.code), Some(credit));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn pay_that_is_written_reads_the_same(text in text(PAY)) {
            let first = crate::read::pay::read(&text).map(|read| Pay { label: None, ..read });
            if let Some(first) = first {
                let written = pay(&first);
                prop_assert_eq!(crate::read::pay::read(&written), Some(first), "{} -> {}", text, written);
            }
        }

        #[test]
        fn experience_that_is_written_reads_the_same(text in text(PAST)) {
            if let Some(first) = past::read(&text) {
                let written = experience(&first);
                let again = past::read(rengang_text::fold(&written).as_str());
                prop_assert_eq!(again, Some(first), "{} -> {}", text, written);
            }
        }

        #[test]
        fn education_that_is_written_reads_the_same(text in text(SCHOOL)) {
            let text = rengang_text::fold(&text);
            if let Some(first) = schooling::read(text.as_str()) {
                let written = education(&first);
                let again = schooling::read(rengang_text::fold(&written).as_str());
                prop_assert_eq!(again, Some(first), "{} -> {}", text.as_str(), written);
            }
        }

        #[test]
        fn working_time_that_is_written_reads_the_same(text in text(TIME)) {
            let first = time::read(rengang_text::fold(&text).as_str());
            let written = schedule(&first);
            let again = time::read(rengang_text::fold(&written).as_str());
            prop_assert_eq!(again, first, "{} -> {}", text, written);
        }

        #[test]
        fn counts_that_are_written_read_the_same(low in 1u32..500, more in 0u32..50, form in 0usize..6) {
            let high = low + more;
            let text = match form {
                0 => format!("{low}-{high}人"),
                1 => format!("{low}名以上"),
                2 => format!("{high}人以内"),
                3 => format!("{low}余人"),
                4 => "若干".to_owned(),
                _ => format!("招{low}个"),
            };
            let first = count::read(&text).map(|c| Headcount { parts: Vec::new(), ..c });
            let written = first.as_ref().map(headcount).unwrap_or_default();
            prop_assert_eq!(count::read(&written), first, "{} -> {}", text, written);
        }

        #[test]
        fn validity_that_is_written_reads_the_same(days in -400i32..400, form in 0usize..5) {
            let day = TODAY.saturating_add(jiff::Span::new().days(days));
            let text = match form {
                0 => format!("{day}截止"),
                1 => format!("招满即止，最迟{day}"),
                2 => "长期有效".to_owned(),
                3 => "已招满".to_owned(),
                _ => format!("{}年{}月底前报名", day.year(), day.month()),
            };
            let first = valid(rengang_text::fold(&text).as_str());
            let written = validity(&first);
            prop_assert_eq!(valid(rengang_text::fold(&written).as_str()), first, "{} -> {}", text, written);
        }
    }
}
