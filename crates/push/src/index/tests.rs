use super::*;
use crate::facts::Consents;
use crate::key::Secret;
use crate::ledger::Ledger;
use crate::policy::Policy;
use crate::run::{RunOptions, run};
use crate::{Digest, NoWithdrawals, Unserved};
use rengang::model::{RawCandidate, RawPosting};
use rengang::{Knowledge, Writer};
use std::sync::{Arc, LazyLock};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));
const DAY: Date = jiff::civil::date(2026, 11, 20);

fn posting(id: &str, title: &str, pay: &str, region: &str) -> RawPosting {
    RawPosting::new(id)
        .with(Field::Title, title)
        .with(Field::Pay, pay)
        .with(Field::Region, region)
        .with(Field::Headcount, "3人")
        .with(Field::Published, "2026-11-18")
}

fn person(id: &str, wish: &str, region: &str) -> RawCandidate {
    RawCandidate::new(id)
        .with(Field::Wish, wish)
        .with(Field::WishRegion, region)
        .with(Field::HomeRegion, region)
        .with(Field::Consent, "true")
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

fn check(engine: &Engine, kind: RunKind) -> (Vec<Digest>, Vec<Unserved>) {
    let snapshot = engine.snapshot().unwrap();
    let referrals = IndexReferrals::new(engine, &snapshot, kind, DAY, |_| None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (out, adviser) = (folder.path().join("out"), folder.path().join("adviser"));
    let options = RunOptions {
        now: DAY.at(9, 0, 0, 0),
        kind,
        out: out.clone(),
        adviser: adviser.clone(),
        partition: 10,
    };
    let ledger = Ledger::in_memory(Secret::new(&[1; 32]).unwrap()).unwrap();
    run(&referrals, &ledger, &Policy::default(), &options, &mut NoWithdrawals, None, &mut |_| ()).unwrap();
    let lines = |path| std::fs::read_to_string(path).unwrap();
    (
        lines(out).lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
        lines(adviser).lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    )
}

fn posts() -> Vec<RawPosting> {
    vec![
        posting("J1", "维修电工", "6000-8000元/月", "天津市河西区"),
        posting("J2", "保洁员", "3000-3500元/月", "天津市河西区"),
        posting("J3", "维修电工", "6000-8000元/月", "天津市河西区").with(Field::ValidUntil, "2026-11-01"),
    ]
}

#[test]
fn a_run_over_the_index_refers_people_with_the_scores_and_words_of_the_engine() {
    let engine = engine(
        &posts(),
        &[person("P1", "电工", "河西区"), person("P2", "电工", "河西区").with(Field::Consent, "false")],
    );
    let (digests, _) = check(&engine, RunKind::Daily);
    assert_eq!(digests.len(), 1, "who refused gets nothing");
    let items: Vec<&str> = digests[0].items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!((digests[0].recipient.as_str(), &items[..]), ("P1", &["J1"][..]));
    let snapshot = engine.snapshot().unwrap();
    let score = snapshot.breakdown("P1", "J1", &MatchOptions::new(DAY)).unwrap().score();
    let item = &digests[0].items[0];
    assert_eq!((item.score.map(u32::from), item.title.as_str()), (Some(score), "维修电工"));
    assert!(item.reasons.positive.iter().any(|reason| reason.contains("电工")), "{:?}", item.reasons);
}

#[test]
fn without_personalisation_come_the_newest_open_posts_of_the_region() {
    let mut posts = posts();
    posts.push(posting("J4", "厨师", "5000元/月", "天津市河西区").with(Field::Published, "2026-11-19"));
    posts.push(posting("J5", "厨师", "5000元/月", "天津市南开区"));
    let engine = engine(&posts, &[person("P1", "电工", "河西区").with(Field::Personalisation, "false")]);
    let (digests, _) = check(&engine, RunKind::Daily);
    let items: Vec<&str> = digests[0].items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(items, ["J4", "J1", "J2"], "the expired and the far one are not there");
    assert!(!digests[0].personalised);
}

#[test]
fn an_employer_gets_people_who_agreed() {
    let people = [person("P1", "电工", "河西区"), person("P2", "电工", "河西区").with(Field::Consent, "")];
    let (digests, _) = check(&engine(&posts(), &people), RunKind::Employer);
    let of = digests.iter().find(|digest| digest.recipient == "J1").unwrap();
    assert_eq!(of.items.iter().map(|item| item.item.as_str()).collect::<Vec<_>>(), ["P1"]);
    assert!(digests.iter().all(|digest| digest.recipient != "J3"), "an expired posting gets nobody");
}

#[test]
fn whoever_cannot_be_served_is_listed_with_what_would_help() {
    let unemployed = person("P1", "电工", "河西区")
        .with(Field::WishPay, "最低15000元/月")
        .with(Field::Groups, "登记失业人员");
    let (digests, unserved) = check(&engine(&posts(), &[unemployed]), RunKind::Daily);
    assert!(digests.is_empty(), "{digests:?}");
    assert_eq!(unserved[0].missing, 3);
    assert!(unserved[0].relaxations.iter().any(|line| line.contains("J1")), "{unserved:?}");
}

#[test]
fn whoever_refused_to_be_chosen_by_profile_is_shown_to_no_employer() {
    let people = [
        person("P1", "电工", "河西区"),
        person("P2", "电工", "河西区").with(Field::Personalisation, "false"),
    ];
    let (digests, _) = check(&engine(&posts(), &people), RunKind::Employer);
    let of = digests.iter().find(|digest| digest.recipient == "J1").unwrap();
    assert_eq!(of.items.iter().map(|item| item.item.as_str()).collect::<Vec<_>>(), ["P1"]);
}

#[test]
fn gigs_come_nearest_first_in_hours_that_are_free_however_many_better_posts_there_are() {
    let gig = |id: &str, region: &str, hours: &str| {
        posting(id, "搬运工", "200元/天，日结", region)
            .with(Field::Published, "2026-11-20")
            .with(Field::EmploymentForm, "零工")
            .with(Field::Schedule, hours)
    };
    let mut posts: Vec<RawPosting> =
        (0..60).map(|at| posting(&format!("L{at:02}"), "搬运工", "6000-8000元/月", "天津市河西区")).collect();
    posts.extend([
        gig("G1", "天津市西青区", "18:00-22:00"),
        gig("G2", "天津市河西区", "18:00-22:00"),
        gig("G3", "天津市河西区", "8:00-17:00"),
        gig("G4", "天津市河西区", "18:00-22:00").with(Field::Published, "2026-11-17"),
    ]);
    let helper = person("P1", "搬运工，日结零工也行", "河西区、西青区")
        .with(Field::HomeRegion, "天津市河西区")
        .with(Field::WishSchedule, "只有晚上6点到11点有空");
    let later = helper.clone().with(Field::Id, "P2").with(Field::AvailableFrom, "2026-12-01");
    let (digests, _) = check(&engine(&posts, &[helper, later]), RunKind::Gig);
    assert_eq!(digests.len(), 1, "who cannot begin yet gets no gigs: {digests:#?}");
    let items: Vec<&str> = digests[0].items.iter().map(|item| item.item.as_str()).collect();
    assert_eq!(items, ["G2", "G1"]);
}

#[test]
fn a_consent_that_is_taken_back_in_the_index_counts_from_the_next_look() {
    let engine = engine(&posts(), &[person("P1", "电工", "河西区"), person("P2", "电工", "河西区")]);
    let mut consents = IndexConsents::new(&engine, Reader::new(KNOWLEDGE.clone(), DAY));
    consents.refresh().unwrap();
    assert!(!consents.withdrawn("P1") && !consents.withdrawn("P2"));
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).unwrap();
    writer.upsert_candidate(&person("P1", "电工", "河西区").with(Field::Consent, "false"), DAY).unwrap();
    writer.delete_candidate("P2");
    writer.commit().unwrap();
    consents.refresh().unwrap();
    assert!(consents.withdrawn("P1") && consents.withdrawn("P2"));
}
