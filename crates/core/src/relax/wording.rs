//! A relaxation in sentences.

use super::{Loosened, Opening, Proposal, Relaxation};
use crate::explain::Language;

/// Places or occupations that a sentence names; the rest is counted.
const NAMED: usize = 5;

pub(super) fn lines(relaxation: &Relaxation, language: Language) -> Vec<String> {
    let zh = language == Language::Chinese;
    let smallest = relaxation.smallest.iter().map(|found| {
        let head = if zh { "改动最少的办法：" } else { "the smallest change: " };
        format!("{head}{}", proposal(found, zh))
    });
    let others = relaxation.singles.iter().filter(|single| Some(*single) != relaxation.smallest.as_ref());
    let singles = others.map(|single| proposal(single, zh));
    let openings = relaxation.openings.iter().map(|found| opening(found, zh));
    smallest.chain(singles).chain(openings).collect()
}

fn proposal(proposal: &Proposal, zh: bool) -> String {
    let wishes: Vec<String> = proposal.loosened.iter().map(|wish| loosened(wish, zh)).collect();
    let ids: Vec<&str> = proposal.best.iter().map(|hit| hit.id.as_str()).collect();
    let posts = proposal.posts;
    if zh {
        format!("{}，可增加 {posts} 个岗位（如 {}）", wishes.join("，并"), ids.join("、"))
    } else {
        format!("{}: {posts} more (such as {})", wishes.join(", and "), ids.join(", "))
    }
}

fn loosened(wish: &Loosened, zh: bool) -> String {
    match wish {
        Loosened::Pay { from, to } if zh => format!("薪资下限由 {from} 元/月放宽到 {to} 元/月"),
        Loosened::Pay { from, to } => format!("a floor of {to} yuan a month instead of {from}"),
        Loosened::Places { regions, metres } => {
            let names = list(regions.iter().map(|region| region.name.as_str()), "个区县", zh);
            let (whole, tenth) = (metres / 1000, metres % 1000 / 100);
            if zh {
                format!("地点加上{names}（最远约 {whole}.{tenth} 公里）")
            } else {
                format!("work in {names} too (up to about {whole}.{tenth} km)")
            }
        }
        Loosened::End { from, to } if zh => format!("最晚下班时间由 {} 放宽到 {}", clock(*from), clock(*to)),
        Loosened::End { from, to } => format!("days that end by {} instead of {}", clock(*to), clock(*from)),
        Loosened::Nights if zh => "接受夜班".into(),
        Loosened::Nights => "nights too".into(),
        Loosened::FullTime if zh => "也接受全职".into(),
        Loosened::FullTime => "full-time work too".into(),
        Loosened::Work { occupations, .. } => {
            let names = list(occupations.iter().map(|work| work.name.as_str()), "种", zh);
            if zh { format!("工种加上{names}") } else { format!("work as {names} too") }
        }
    }
}

fn list<'n>(names: impl ExactSizeIterator<Item = &'n str>, unit: &str, zh: bool) -> String {
    let count = names.len();
    let named: Vec<&str> = names.take(NAMED).collect();
    let named = named.join(if zh { "、" } else { ", " });
    match (count.saturating_sub(NAMED), zh) {
        (0, _) => named,
        (_, true) => format!("{named}等 {count} {unit}"),
        (rest, false) => format!("{named} and {rest} more"),
    }
}

fn clock(minutes: u16) -> String {
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

fn opening(opening: &Opening, zh: bool) -> String {
    let posts = opening.posts;
    if zh {
        format!("只差证书的岗位有 {posts} 个：{}", opening.any_of.join("或"))
    } else {
        format!("{posts} posts lack nothing but {}", opening.any_of.join(" or "))
    }
}
