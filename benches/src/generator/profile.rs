//! A seeker as an adviser takes them down.

use serde::Serialize;

use super::chance::Chance;
use super::pay::Hundreds;
use super::posting::{Draft, region};
use super::words::Occupation;
use super::{Generator, Length};

/// A raw profile, under the engine's own keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each field is the text of the key of its name")]
pub struct Profile {
    pub id: String,
    pub wish: String,
    pub wish_region: String,
    pub wish_pay: String,
    pub wish_form: String,
    pub wish_schedule: String,
    pub education: String,
    pub major: String,
    pub years: String,
    pub skills: String,
    pub certificates: String,
    pub history: String,
    pub groups: Vec<String>,
    pub available_from: String,
    pub home_region: String,
    pub remarks: String,
}

/// What is true of a profile, for checking; never an input to matching.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileTruth {
    /// The profile.
    pub id: String,
    /// The occupation that is wished for.
    pub occupation: String,
    /// The occupation of the history; the one wished for in four of five.
    pub worked_as: String,
}

pub(super) fn make(generator: &Generator, number: u64) -> (Profile, ProfileTruth) {
    let chance = &mut Chance::of(generator.recipe.seed, "profile", number);
    let words = &generator.words;
    let wished = words.occupation(chance);
    let worked = if chance.is(800) { wished } else { words.occupation(chance) };
    let home = chance.below(words.districts.len());
    let years = chance.between(0, 25);
    let profile = Profile {
        id: format!("S-{}{number:07}", if generator.recipe.profiles == Length::Long { 'L' } else { 'P' }),
        wish: wish(generator, wished, chance),
        wish_region: wish_region(generator, home, chance),
        wish_pay: Hundreds::of(wished.rank, chance).wished(chance),
        wish_form: chance.weighed(&[("全职", 800), ("长期", 80), ("兼职", 60), ("灵活", 60)]).to_owned(),
        wish_schedule: chance
            .weighed(&[
                ("都可以", 300),
                ("白班", 250),
                ("双休", 150),
                ("两班倒能接受", 150),
                ("不上夜班", 150),
            ])
            .to_owned(),
        education: education(worked, chance).to_owned(),
        major: if chance.is(350) { words.phrase("major", chance).to_owned() } else { String::new() },
        years: if years == 0 { "无经验".to_owned() } else { format!("{years}年") },
        skills: skills(generator, worked, chance),
        certificates: certificates(worked, chance),
        history: (0..spells(generator)).map(|_| history(generator, worked, years, chance)).collect(),
        groups: if chance.is(350) { vec![words.phrase("group", chance).to_owned()] } else { Vec::new() },
        available_from: chance.weighed(&[("随时", 600), ("一周内", 250), ("一个月内", 150)]).to_owned(),
        home_region: region(generator, home, chance),
        remarks: if chance.is(600) { words.phrase("remark", chance).to_owned() } else { String::new() },
    };
    let truth = ProfileTruth {
        id: profile.id.clone(),
        occupation: wished.name.to_owned(),
        worked_as: worked.name.to_owned(),
    };
    (profile, truth)
}

fn spells(generator: &Generator) -> usize {
    match generator.recipe.profiles {
        Length::Usual => 1,
        Length::Long => 8,
    }
}

/// A title as ads write it, or what people say.
fn wish(generator: &Generator, work: &Occupation, chance: &mut Chance) -> String {
    let pattern = generator.words.phrase("wish", chance);
    let said = || {
        if chance.is(500) { chance.word(&work.spoken) } else { work.titles[work.by_title.draw(chance)] }
    };
    let mut draft = Draft::new();
    draft.fill(pattern, said);
    draft.text
}

fn wish_region(generator: &Generator, home: usize, chance: &mut Chance) -> String {
    let name = |place: usize| generator.words.districts[place].name;
    let other = chance.below(generator.words.districts.len());
    match chance.below(5) {
        0 => "天津都行".to_owned(),
        1 => format!("{}、{}", name(home), name(other)),
        2 => format!("{}附近，{}也可以", name(home), name(other)),
        3 => region(generator, home, chance),
        _ => name(home).to_owned(),
    }
}

fn education(work: &Occupation, chance: &mut Chance) -> &'static str {
    match work.rank {
        "helper" | "worker" | "skilled" => chance.weighed(&[
            ("小学", 60),
            ("初中", 340),
            ("高中", 250),
            ("中专", 200),
            ("大专", 130),
            ("本科", 20),
        ]),
        _ => chance.weighed(&[("高中", 60), ("大专", 400), ("本科", 450), ("硕士", 90)]),
    }
}

fn skills(generator: &Generator, work: &Occupation, chance: &mut Chance) -> String {
    let (mut place, count) = (chance.below(work.skills.len()), chance.between(2, 6) * spells(generator));
    let mut skills: Vec<&str> = Vec::with_capacity(count);
    for _ in 0..count {
        let skill = generator.skill(work, &mut place, chance);
        if !skills.contains(&skill) {
            skills.push(skill);
        }
    }
    skills.join("、")
}

fn certificates(work: &Occupation, chance: &mut Chance) -> String {
    let held: Vec<&str> = work.certificates.iter().copied().filter(|_| chance.is(750)).collect();
    if held.is_empty() {
        chance.weighed(&[("无", 600), ("", 250), ("驾驶证C1", 150)]).to_owned()
    } else {
        held.join("；")
    }
}

fn history(generator: &Generator, work: &Occupation, years: usize, chance: &mut Chance) -> String {
    let words = &generator.words;
    let mut slot = 0;
    let span = if years == 0 { "半年".to_owned() } else { format!("{years}年") };
    let district = chance.pick(&words.districts).name;
    let mut place = chance.below(work.duties.len());
    let pattern = words.phrase("history", chance);
    let word = || {
        slot += 1;
        match slot {
            1 => district,
            2 => work.titles[work.by_title.draw(chance)],
            3 => span.as_str(),
            _ => generator.duty(work, &mut place, chance),
        }
    };
    let mut draft = Draft::new();
    draft.fill(pattern, word);
    draft.text
}
