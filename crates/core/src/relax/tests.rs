//! What is proposed holds: rematching as the loosened person brings back at least what was said.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::*;
use crate::model::{Field, RawPosting};
use crate::{Bent, Engine, Knowledge, Writer};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));
const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

/// What breaks no rule, counted.
fn asked() -> MatchOptions {
    MatchOptions::new(DAY).with_count().with_bent(Bent::LeftOut)
}

fn posting(id: &str, title: &str, pay: &str, region: &str) -> RawPosting {
    let raw = RawPosting::new(id).with(Field::Title, title).with(Field::Pay, pay).with(Field::Region, region);
    raw.with(Field::Published, "2026-11-18")
}

fn person(wish: &str, pay: &str, region: &str) -> RawCandidate {
    let raw = RawCandidate::new("P").with(Field::Wish, wish).with(Field::WishPay, pay);
    raw.with(Field::WishRegion, region)
}

fn engine(postings: &[RawPosting], people: &[RawCandidate]) -> Engine {
    let engine = Engine::in_memory(KNOWLEDGE.clone()).unwrap();
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).unwrap();
    postings.iter().for_each(|raw| drop(writer.upsert_posting(raw, DAY).unwrap()));
    people.iter().for_each(|raw| drop(writer.upsert_candidate(raw, DAY).unwrap()));
    writer.commit().unwrap();
    writer.close().unwrap();
    engine
}

fn relax(postings: &[RawPosting], person: &RawCandidate) -> Relaxation {
    let engine = engine(postings, &[]);
    let snapshot = engine.snapshot().unwrap();
    snapshot.relax_raw(person, &asked(), &RelaxPolicy::default()).unwrap()
}

fn lines(postings: &[RawPosting], person: &RawCandidate) -> Vec<String> {
    relax(postings, person).lines(Language::Chinese)
}

#[test]
fn one_wish_and_the_way_it_has_to_go_are_named() {
    let posts = [
        posting("J1", "维修电工", "5000-5500元/月", "天津市河西区"),
        posting("J2", "维修电工", "4800-5050元/月", "天津市河西区"),
        posting("J3", "维修电工", "9000-10000元/月", "天津市北辰区"),
    ];
    let found = lines(&posts, &person("电工", "最低8000元/月", "河西区"));
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(
        found[0]
            .starts_with("改动最少的办法：薪资下限由 8000 元/月放宽到 5000 元/月，并地点加上天津市北辰区")
    );
    assert!(found[0].contains("可增加 3 个岗位"), "{found:?}");
    assert!(found[1].contains("放宽到 5500 元/月，可增加 1 个岗位（如 J1）"), "{found:?}");
    assert!(found[2].contains("放宽到 5000 元/月，可增加 2 个岗位（如 J1、J2）"), "{found:?}");
    assert!(found[3].starts_with("地点加上天津市北辰区（最远约 "), "{found:?}");
}

#[test]
fn in_english_too() {
    let posts = [posting("J1", "维修电工", "5000-5500元/月", "天津市河西区")];
    let relaxation = relax(&posts, &person("电工", "最低8000元/月", "河西区"));
    let expected = ["the smallest change: a floor of 5500 yuan a month instead of 8000: 1 more (such as J1)"];
    assert_eq!(relaxation.lines(Language::English), expected);
}

#[test]
fn two_wishes_that_stand_against_one_post_are_a_set() {
    let posts = [posting("J1", "维修电工", "5000-5500元/月", "天津市北辰区")];
    let relaxation = relax(&posts, &person("电工", "最低8000元/月", "河西区"));
    assert!(relaxation.singles.is_empty(), "no wish alone would do: {relaxation:?}");
    let smallest = relaxation.smallest.unwrap();
    assert_eq!((smallest.loosened.len(), smallest.posts), (2, 1));
}

#[test]
fn whoever_has_enough_is_asked_for_nothing() {
    let post = |id: &str| posting(id, "维修电工", "8000-9000元/月", "天津市河西区");
    let relaxation = relax(&[post("J1"), post("J2"), post("J3")], &person("电工", "最低8000元/月", "河西区"));
    assert_eq!((relaxation.matched, relaxation.smallest), (3, None));
}

/// A post that pay stands against, so that a proposal would be made if nothing else did.
fn with_more(field: Field, text: &str, person: &RawCandidate) -> Relaxation {
    relax(&[posting("J1", "维修电工", "5000-5500元/月", "天津市河西区").with(field, text)], person)
}

#[test]
fn health_law_licences_and_vetoes_are_never_given_up() {
    let electrician = person("电工", "最低8000元/月", "河西区");
    assert!(
        with_more(Field::Title, "维修电工", &electrician).smallest.is_some(),
        "else the test says nothing"
    );
    let afraid = electrician.clone().with(Field::Remarks, "恐高，不能登高");
    let unlicensed = electrician.clone().with(Field::Certificates, "健康证");
    let cases = [
        with_more(Field::Description, "需登高作业，高空安装", &afraid),
        with_more(Field::Certificates, "必须持低压电工证", &unlicensed),
        with_more(Field::ValidUntil, "2026-11-01", &electrician),
        with_more(Field::Status, "已下架", &electrician),
    ];
    for (at, relaxation) in cases.iter().enumerate() {
        let Relaxation { matched, singles, smallest, openings, .. } = relaxation;
        assert_eq!((*matched, singles.len(), smallest, openings.len()), (0, 0, &None, 0), "case {at}");
    }
}

#[test]
fn work_that_is_declined_and_places_that_are_excluded_stay_so() {
    let posts = [
        posting("J1", "电话销售", "8000-9000元/月", "天津市河西区"),
        posting("J2", "维修电工", "8000-9000元/月", "天津市西青区"),
    ];
    let raw = person("电工", "最低8000元/月", "河西区，不去西青").with(Field::Remarks, "不想干销售");
    let relaxation = relax(&posts, &raw);
    assert_eq!((relaxation.singles, relaxation.smallest), (vec![], None));
}

#[test]
fn a_certificate_that_alone_is_lacking_is_told_apart_from_wishes() {
    let posts = [posting("J1", "维修电工", "8000-9000元/月", "天津市河西区")
        .with(Field::Certificates, "必须持低压电工证")];
    let relaxation =
        relax(&posts, &person("电工", "最低8000元/月", "河西区").with(Field::Certificates, "健康证"));
    assert!(relaxation.singles.is_empty());
    assert_eq!(relaxation.openings[0].posts, 1);
    assert!(relaxation.lines(Language::Chinese)[0].starts_with("只差证书的岗位有 1 个：低压电工"));
}

#[test]
fn whoever_names_no_place_keeps_the_posts_around_home() {
    let posts = [
        posting("J1", "维修电工", "8000-9000元/月", "天津市河西区"),
        posting("J2", "维修电工", "8000-9000元/月", "天津市静海区"),
    ];
    let raw = RawCandidate::new("P").with(Field::Wish, "电工").with(Field::HomeRegion, "天津市河西区");
    let engine = engine(&posts, std::slice::from_ref(&raw));
    let (snapshot, options) = (engine.snapshot().unwrap(), asked());
    let relaxation =
        snapshot.relax("P", &options, &RelaxPolicy { most_metres: 60_000, ..RelaxPolicy::default() });
    let relaxation = relaxation.unwrap();
    let found = snapshot.jobs_for_loosened("P", &relaxation.singles[0].loosened, &options).unwrap();
    assert_eq!((relaxation.matched, found.matched), (1, Some(2)));
}

/// Random records of a few trades, places and wishes.
struct World(TestRng);

impl World {
    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[(rand(&mut self.0) % of.len() as u32) as usize]
    }

    fn posting(&mut self, at: usize) -> RawPosting {
        let low = 25 + rand(&mut self.0) % 80;
        let pay = format!("{low}00-{}00元/月", low + 5 + rand(&mut self.0) % 20);
        posting(&format!("J{at:03}"), self.one(&TRADES), &pay, self.one(&PLACES))
            .with(Field::EmploymentForm, self.one(&["全职", "全职", "兼职", ""]))
            .with(
                Field::Schedule,
                self.one(&["8:00-17:00", "9:00-18:00", "12小时两班倒，有夜班", "9:00-19:30", ""]),
            )
            .with(Field::Education, self.one(&["", "不限", "大专", "本科"]))
            .with(Field::Experience, self.one(&["", "不限", "3年以上"]))
    }

    fn person(&mut self, at: usize) -> RawCandidate {
        let floor = 40 + rand(&mut self.0) % 70;
        let raw = RawCandidate::new(&format!("P{at:03}"))
            .with(Field::Wish, self.one(&TRADES))
            .with(Field::WishPay, &format!("最低{floor}00元/月"))
            .with(Field::WishForm, self.one(&["全职", "只能兼职", ""]))
            .with(Field::WishSchedule, self.one(&["", "下午六点前必须下班", "不上夜班", "只能白班"]))
            .with(Field::Education, self.one(&["初中", "大专", "本科"]))
            .with(Field::Years, self.one(&["", "1年", "5年"]));
        match rand(&mut self.0) % 3 {
            0 => raw.with(Field::HomeRegion, self.one(&PLACES)),
            _ => raw.with(Field::WishRegion, self.one(&PLACES)),
        }
    }
}

const TRADES: [&str; 12] = [
    "维修电工",
    "电气焊工",
    "保洁员",
    "收银员",
    "仓库管理员",
    "叉车司机",
    "会计",
    "出纳",
    "文员",
    "客服专员",
    "厨师",
    "服务员",
];
const PLACES: [&str; 8] = [
    "天津市河西区",
    "天津市南开区",
    "天津市西青区",
    "天津市北辰区",
    "天津市滨海新区",
    "天津市武清区",
    "天津市和平区",
    "天津市津南区",
];

fn rand(rng: &mut TestRng) -> u32 {
    rng.next_u32()
}

fn world(postings: usize, people: usize, seed: u8) -> (Vec<RawPosting>, Vec<RawCandidate>) {
    let mut world = World(TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]));
    let posts = (0..postings).map(|at| world.posting(at)).collect();
    (posts, (0..people).map(|at| world.person(at)).collect())
}

#[test]
fn every_proposal_brings_back_at_least_what_it_says() {
    let (posts, people) = world(400, 150, 1);
    let engine = engine(&posts, &people);
    let snapshot = engine.snapshot().unwrap();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for least in [0, 5500] {
        let options = asked().with_top(posts.len()).unwrap().with_min_score(least);
        let policy = RelaxPolicy { nights: true, enough: 12, ..RelaxPolicy::default() };
        for id in snapshot.candidate_ids() {
            let relaxation = snapshot.relax(id, &options, &policy).unwrap();
            assert_eq!(Some(relaxation.matched), snapshot.jobs_for(id, &options).unwrap().matched);
            for proposal in relaxation.singles.iter().chain(&relaxation.smallest) {
                holds(&snapshot, &relaxation, proposal, &options);
                for wish in &proposal.loosened {
                    *seen.entry(serde_json::to_value(wish).unwrap()["wish"].to_string()).or_default() += 1;
                }
            }
        }
    }
    assert!(seen.len() >= 5 && seen.values().all(|&n| n >= 5), "too few kinds were tried: {seen:?}");
}

fn holds(snapshot: &Snapshot<'_>, relaxation: &Relaxation, proposal: &Proposal, options: &MatchOptions) {
    let loosened = snapshot.jobs_for_loosened(&relaxation.candidate, &proposal.loosened, options).unwrap();
    let before = snapshot.jobs_for(&relaxation.candidate, options).unwrap();
    let had = |hit: &Match| before.matches.iter().any(|old| old.id == hit.id);
    let back = loosened.matches.iter().filter(|hit| !had(hit)).count();
    assert!(proposal.posts > 0 && back >= proposal.posts, "{back} came back for {proposal:?}");
    assert!(proposal.best.iter().all(|hit| !had(hit) && loosened.matches.contains(hit)), "{proposal:?}");
}

/// The same, said in the words of a person and read again: not by the features that the proposal was made on.
#[test]
fn a_wish_that_is_written_anew_as_proposed_brings_back_at_least_as_many() {
    let (posts, people) = world(300, 120, 2);
    let engine = engine(&posts, &people);
    let (snapshot, options) = (engine.snapshot().unwrap(), asked());
    let mut tried = BTreeMap::new();
    for raw in &people {
        let relaxation = snapshot.relax(raw.id(), &options, &RelaxPolicy::default()).unwrap();
        for proposal in &relaxation.singles {
            let Some((kind, rewritten)) = rewritten(raw, &proposal.loosened[0]) else { continue };
            let found = snapshot.jobs_for_raw(&rewritten, &options).unwrap();
            let expected = relaxation.matched + proposal.posts;
            assert!(
                found.matched >= Some(expected),
                "{:?} of {expected} for {rewritten:?}: {proposal:?}",
                found.matched
            );
            *tried.entry(kind).or_insert(0) += 1;
        }
    }
    assert!(tried.len() == 3 && tried.values().all(|&n| n >= 10), "too few were tried: {tried:?}");
}

fn rewritten(raw: &RawCandidate, wish: &Loosened) -> Option<(&'static str, RawCandidate)> {
    let more = |field: Field, text: &str| raw.clone().with(field, &format!("{}、{text}", raw.text(field)));
    match wish {
        Loosened::Pay { to, .. } => {
            Some(("pay", raw.clone().with(Field::WishPay, &format!("最低{to}元/月"))))
        }
        Loosened::Places { regions, .. } if !raw.text(Field::WishRegion).is_empty() => {
            let names: Vec<&str> = regions.iter().map(|region| region.name.as_str()).collect();
            Some(("places", more(Field::WishRegion, &names.join("、"))))
        }
        Loosened::Work { occupations, .. } => {
            let names: Vec<&str> = occupations.iter().map(|work| work.name.as_str()).collect();
            Some(("work", more(Field::Wish, &names.join("、"))))
        }
        _ => None,
    }
}
