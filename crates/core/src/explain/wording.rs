//! Sentences for people, in Chinese and English.

use std::fmt::Write;

use super::{ExplainedPart, ExplainedRefusal, Explanation, Quote, Tendency, Whose};
use crate::model::Condition;
use crate::score::{Distance, Part, Refusal};

/// The language of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    Chinese,
    /// English.
    English,
}

/// A refusal with its distance.
pub(super) fn refusal(refusal: &Refusal, language: Language) -> String {
    let name = match language {
        Language::Chinese => refusal.code.name_zh().to_owned(),
        Language::English => refusal.code.code().replace(['.', '_'], " "),
    };
    match distance(&refusal.distance, language) {
        Some(distance) => {
            format!("{name}{}{distance}", if language == Language::Chinese { "：" } else { ": " })
        }
        None => name,
    }
}

fn distance(distance: &Distance, language: Language) -> Option<String> {
    let zh = language == Language::Chinese;
    let say = |chinese: String, english: String| Some(if zh { chinese } else { english });
    match distance {
        Distance::None => None,
        Distance::YuanPerMonth(n) => {
            say(format!("上限比底线低 {n} 元/月"), format!("{n} yuan a month short"))
        }
        Distance::Months(n) => say(format!("差 {n} 个月"), format!("{n} months short")),
        Distance::Rungs(n) => say(format!("差 {n} 级"), format!("{n} levels short")),
        Distance::Metres(n) => {
            let (whole, tenth) = (n / 1000, n % 1000 / 100);
            say(format!("相距约 {whole}.{tenth} 公里"), format!("about {whole}.{tenth} km away"))
        }
        Distance::Days(n) => say(format!("已过 {n} 天"), format!("{n} days ago")),
        Distance::AnyOf(names) => {
            let names: Vec<&str> = names.iter().map(|name| condition(name, zh)).collect();
            say(names.join("或"), names.join(" or "))
        }
    }
}

/// Condition codes are worded; every other name stands for itself.
fn condition(name: &str, zh: bool) -> &str {
    let known = Condition::ALL.iter().find(|c| c.code() == name);
    match known {
        Some(condition) if zh => condition_zh(*condition),
        _ => name,
    }
}

fn condition_zh(condition: Condition) -> &'static str {
    match condition {
        Condition::HeavyLifting => "搬重物",
        Condition::Heights => "高空作业",
        Condition::Climbing => "登高爬梯",
        Condition::LongStanding => "久站",
        Condition::LongSitting => "久坐",
        Condition::Driving => "开车",
        Condition::Riding => "骑电动车",
        Condition::LongHaul => "跑长途",
        Condition::Travel => "出差",
        Condition::StationedAway => "驻外",
        Condition::Abroad => "出国",
        Condition::Drinking => "饮酒应酬",
        Condition::Outdoors => "户外",
        Condition::Fumes => "油烟粉尘气味",
        Condition::HarshPlace => "高温低温噪声",
        Condition::SalesQuota => "销售指标",
        Condition::Selling => "推销",
        Condition::ColdCalling => "电话推销",
        Condition::DangerousGoods => "危险品",
        Condition::LiveIn => "住家",
        Condition::OnCall => "值班待命",
        Condition::Overtime => "经常加班",
        Condition::AssemblyLine => "流水线",
        Condition::Screen => "整天对电脑",
        Condition::BodyCare => "贴身照护",
        Condition::SmartphoneUse => "用手机接单",
        Condition::LeadingPeople => "带人",
        Condition::Animals => "接触动物",
        Condition::UpfrontPayment => "先交钱",
        Condition::Dirt => "脏累",
        Condition::Site => "工地",
        Condition::OnCamera => "出镜",
        Condition::ClientSite => "驻场",
    }
}

/// The whole explanation, one line a part, the heaviest first; at most a screen.
pub(super) fn explanation(explanation: &Explanation, language: Language) -> String {
    let zh = language == Language::Chinese;
    let mut out = String::new();
    let Explanation { candidate, posting, score, seeker, employer, .. } = explanation;
    let _ = if explanation.refusals.is_empty() {
        if zh {
            writeln!(
                out,
                "{candidate} → {posting}：{score} 分（求职者一侧 {seeker}，用人单位一侧 {employer}）"
            )
        } else {
            writeln!(out, "{candidate} → {posting}: {score} points (seeker {seeker}, employer {employer})")
        }
    } else {
        writeln!(out, "{candidate} → {posting}：{}", if zh { "不推荐" } else { "refused" })
    };
    for refusal in &explanation.refusals {
        let _ = writeln!(out, "  ✗ {}", broken(refusal, zh));
    }
    if let Some(bent) = &explanation.bent {
        let talk =
            if zh { "可商量，分数只计四分之一：" } else { "open to talk, counts a quarter: " };
        let _ = writeln!(out, "  △ {talk}{}", broken(bent, zh));
    }
    let mut parts: Vec<&ExplainedPart> = explanation.parts.iter().collect();
    parts.sort_by_key(|p| (p.tendency as u8, std::cmp::Reverse(p.score.weight), p.score.part));
    for part in parts {
        let _ = writeln!(out, "  {}", line(part, zh));
    }
    out
}

fn broken(refusal: &ExplainedRefusal, zh: bool) -> String {
    let rule = if zh { &refusal.zh } else { &refusal.en };
    format!("{rule}{}", quotes(&refusal.quotes, zh))
}

fn line(part: &ExplainedPart, zh: bool) -> String {
    let mark = match part.tendency {
        Tendency::Positive => '＋',
        Tendency::Negative => '－',
        Tendency::Unknown => '？',
    };
    let score = part.score;
    format!("{mark} {} {}/{}{}", name(score.part, zh), score.points, score.weight, quotes(&part.quotes, zh))
}

fn name(part: Part, zh: bool) -> &'static str {
    if zh { part.name_zh() } else { part.code() }
}

fn quotes(quotes: &[Quote], zh: bool) -> String {
    let of = |whose: Whose| -> Vec<String> {
        quotes.iter().filter(|q| q.whose == whose).take(4).map(|q| format!("“{}”", short(&q.words))).collect()
    };
    let (person, post) = if zh { ("求职者", "岗位") } else { ("candidate ", "posting ") };
    let sides = [(person, of(Whose::Candidate)), (post, of(Whose::Posting))];
    let said = sides.into_iter().filter(|(_, words)| !words.is_empty());
    let said: Vec<String> = said.map(|(side, words)| format!("{side}{}", words.join(""))).collect();
    if said.is_empty() { String::new() } else { format!("  {}", said.join(if zh { "；" } else { "; " })) }
}

/// At most a dozen and a half characters of a quote.
fn short(words: &str) -> String {
    match words.char_indices().nth(18) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}
