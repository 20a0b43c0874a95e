//! Runs over a made-up population: what is promised to people.
#![allow(clippy::unwrap_used, reason = "in a test a failure is a failed test")]

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, date};
use rengang_push::sink::{Delivery, LineSink, Outcome, Sink};
use rengang_push::synthetic::{Shape, Synthetic};
use rengang_push::{
    Consents, Digest, EventRefused, Ledger, NoWithdrawals, Policy, Progress, Referrals, Result, RunKind,
    RunOptions, RunReport, Secret, Skipped, Unserved, WithdrawalFile, feedback, judgements, run,
};

const DAY: Date = date(2026, 11, 20);

struct Night {
    folder: tempfile::TempDir,
    world: Synthetic,
    ledger: Ledger,
    policy: Policy,
}

impl Night {
    fn new(people: u32, posts: u32) -> Self {
        let world = Synthetic::new(&Shape { people, posts, seed: 8, date: DAY });
        let ledger = Ledger::in_memory(Secret::new(&[1; 32]).unwrap()).unwrap();
        Self { folder: tempfile::tempdir().unwrap(), world, ledger, policy: Policy::default() }
    }

    fn options(&self, kind: RunKind, day: i64, hour: i8) -> RunOptions {
        let now = DAY.saturating_add(jiff::Span::new().days(day)).at(hour, 0, 0, 0);
        let (out, adviser) = (self.out(kind, day), self.folder.path().join(format!("a{day}")));
        RunOptions { now, kind, out, adviser, partition: 50 }
    }

    fn out(&self, kind: RunKind, day: i64) -> std::path::PathBuf {
        self.folder.path().join(format!("{}-{day}", kind.code()))
    }

    fn run(&self, kind: RunKind, day: i64) -> RunReport {
        self.run_with(kind, day, &mut NoWithdrawals, &mut |_| ()).unwrap()
    }

    fn run_with(
        &self,
        kind: RunKind,
        day: i64,
        consents: &mut dyn Consents,
        step: &mut dyn FnMut(Progress),
    ) -> Result<RunReport> {
        let options = self.options(kind, day, 10);
        run(&self.world, &self.ledger, &self.policy, &options, consents, None, step)
    }

    fn digests(&self, kind: RunKind, day: i64) -> Vec<Digest> {
        lines(&self.out(kind, day))
    }

    fn unserved(&self, day: i64) -> Vec<Unserved> {
        lines(&self.folder.path().join(format!("a{day}")))
    }
}

fn lines<T: serde::de::DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn everybody_who_agreed_gets_one_digest_with_reasons_and_a_way_out() {
    let night = Night::new(300, 600);
    let report = night.run(RunKind::Daily, 0);
    let digests = night.digests(RunKind::Daily, 0);
    assert_eq!(digests.len() as u64, report.digests);
    let refused = report.skipped[&Skipped::NoConsent];
    assert_eq!(report.digests + report.unserved + report.nothing + refused, 300);
    assert!(digests.is_sorted_by_key(|d| d.recipient.clone()), "in the order of ids");
    for digest in &digests {
        assert!((1..=7).contains(&digest.items.len()), "{}", digest.items.len());
        assert!(digest.how_to_refuse.contains("退订") && !digest.why.is_empty());
        assert!(
            digest.items.iter().all(|i| i.new && (!digest.personalised || !i.reasons.positive.is_empty()))
        );
    }
}

#[test]
fn no_vacancy_is_shown_more_often_than_its_headcount_allows() {
    let mut night = Night::new(800, 300);
    night.policy.allocation.factor = 3;
    for day in 0..3 {
        night.run(RunKind::Daily, day);
    }
    let items: BTreeMap<&str, _> = night.world.items().iter().map(|item| (item.id.as_str(), item)).collect();
    let (mut shown, mut limit): (BTreeMap<String, u32>, BTreeMap<String, u32>) = Default::default();
    for item in night.world.items() {
        let exposure = night.policy.exposure(item.headcount);
        let most = limit.entry(item.group.clone()).or_default();
        *most = (*most).max(exposure);
    }
    for digest in (0..3).flat_map(|day| night.digests(RunKind::Daily, day)) {
        digest
            .items
            .iter()
            .for_each(|i| *shown.entry(items[i.item.as_str()].group.clone()).or_default() += 1);
    }
    // Showings kept for key groups come on top.
    assert!(shown.iter().all(|(group, &n)| n <= limit[group] + limit[group] / 5), "{shown:?}");
    assert!(shown.len() > 100);
}

#[test]
fn a_vacancy_with_enough_applicants_is_shown_to_nobody_else() {
    let mut night = Night::new(400, 60);
    night.policy.allocation.enough_applicants = 1;
    night.run(RunKind::Daily, 0);
    let digests = night.digests(RunKind::Daily, 0);
    let items = night.world.items();
    let shown_to = |id: &str| digests.iter().filter(|d| d.items.iter().any(|i| i.item == id)).count();
    let is_enough = |post: &&rengang_push::Item| {
        let alone = items.iter().filter(|other| other.group == post.group).count() == 1;
        alone && shown_to(&post.id) >= night.policy.wanted(post.headcount) as usize
    };
    let post = items.iter().find(is_enough).unwrap();
    let item = post.id.clone();
    let have = |digest: &&Digest| digest.items.iter().any(|i| i.item == item);
    let applied: Vec<String> = digests
        .iter()
        .filter(have)
        .take(night.policy.wanted(post.headcount) as usize)
        .map(|digest| event(digest, digest.items.iter().position(|i| i.item == item).unwrap(), "applied", ""))
        .collect();
    react(&night, &applied);
    night.run(RunKind::Daily, 1);
    assert!(!night.digests(RunKind::Daily, 1).iter().any(|digest| have(&digest)));
}

#[test]
fn nothing_comes_twice_before_it_has_cooled_down() {
    let night = Night::new(200, 900);
    let mut seen = std::collections::BTreeSet::new();
    for day in 0..5 {
        night.run(RunKind::Daily, day);
        for digest in night.digests(RunKind::Daily, day) {
            for item in digest.items {
                assert!(
                    seen.insert((digest.recipient.clone(), item.item.clone())),
                    "{} {}",
                    digest.recipient,
                    item.item
                );
            }
        }
    }
    assert!(seen.len() > 1000);
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let bytes = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let night = Night::new(200, 400);
        pool.install(|| night.run(RunKind::Daily, 0));
        std::fs::read(night.out(RunKind::Daily, 0)).unwrap()
    };
    assert!(bytes(1) == bytes(4) && !bytes(1).is_empty());
}

#[test]
fn a_consent_withdrawn_during_a_run_is_honoured_for_everybody_not_yet_written() {
    let night = Night::new(200, 400);
    let file = night.folder.path().join("withdrawn");
    let mut consents = WithdrawalFile::new(&file);
    let mut parts = 0;
    let report = night.run_with(RunKind::Daily, 0, &mut consents, &mut |step| {
        if matches!(step, Progress::Written { .. }) {
            parts += 1;
            if parts == 2 {
                let all: String = (0..200).map(|at| format!("P{at:08}\n")).collect();
                std::fs::write(&file, all).unwrap();
            }
        }
    });
    let report = report.unwrap();
    let written = night.digests(RunKind::Daily, 0);
    assert!(!written.is_empty() && report.withdrawn > 0);
    assert!(written.iter().all(|d| d.recipient.as_str() < "P00000100"), "those written before only");
}

#[test]
fn personalisation_switched_off_during_a_run_is_off_at_once() {
    let night = Night::new(60, 400);
    let file = night.folder.path().join("withdrawn");
    let all: String = (0..60).map(|at| format!("P{at:08}\timpersonal\n")).collect();
    std::fs::write(&file, all).unwrap();
    night.run_with(RunKind::Daily, 0, &mut WithdrawalFile::new(&file), &mut |_| ()).unwrap();
    let digests = night.digests(RunKind::Daily, 0);
    assert!(!digests.is_empty());
    for digest in digests {
        assert!(!digest.personalised && digest.why.contains("已关闭个性化推荐"));
        assert!(digest.items.iter().all(|item| item.score.is_none() && item.reasons.positive.is_empty()));
    }
}

#[test]
fn people_with_a_right_to_service_are_listed_for_advisers_when_nothing_is_found() {
    let mut night = Night::new(200, 400);
    (0..400).for_each(|item| night.world.set_item_open(item, false));
    let report = night.run(RunKind::Daily, 0);
    assert_eq!((report.digests, report.unserved), (0, night.unserved(0).len() as u64));
    let first = &night.unserved(0)[0];
    assert!(first.missing == 3 && !first.relaxations.is_empty() && !first.groups.is_empty(), "{first:?}");
    assert_eq!(night.run(RunKind::Daily, 1).unserved, 0, "not again the next day");
    assert_eq!(night.run(RunKind::Daily, 7).unserved, report.unserved, "but a week later");
}

#[test]
fn a_follow_up_tells_what_is_new_what_is_still_open_and_what_is_gone() {
    let mut night = Night::new(200, 600);
    night.run(RunKind::FollowUp, 0);
    let first = night.digests(RunKind::FollowUp, 0);
    assert!(first.iter().all(|d| d.changes.new == d.items.len() && d.changes.gone_count == 0));
    assert_eq!(night.run(RunKind::FollowUp, 29).digests, 0, "none is due");
    let closed = first[0].items[0].item.clone();
    let group = night.world.items().iter().find(|i| i.id == closed).unwrap().group.clone();
    let places = night.world.items().iter().zip(0..).filter(|(i, _)| i.group == group).map(|(_, at)| at);
    let places: Vec<u32> = places.collect();
    places.into_iter().for_each(|at| night.world.set_item_open(at, false));
    night.run(RunKind::FollowUp, 30);
    let second = &night.digests(RunKind::FollowUp, 30)[0];
    assert_eq!(second.recipient, first[0].recipient);
    assert_eq!((second.changes.gone_count, second.changes.gone.len()), (1, 1));
    assert!(second.changes.still_open > 0);
}

#[test]
fn a_gig_run_offers_gigs_of_the_last_days_nearest_first() {
    let night = Night::new(300, 3000);
    assert!(night.run(RunKind::Gig, 0).digests > 50);
    for digest in night.digests(RunKind::Gig, 0) {
        for item in &digest.items {
            let post = night.world.items().iter().find(|i| i.id == item.item).unwrap();
            assert!(post.gig && post.published >= Some(date(2026, 11, 17)));
        }
    }
}

#[test]
fn an_output_that_was_put_elsewhere_stops_a_run_instead_of_losing_digests() {
    let night = Night::new(100, 200);
    let stopped = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        night.run_with(RunKind::Daily, 0, &mut NoWithdrawals, &mut |step| {
            assert!(!matches!(step, Progress::Written { done: 50, .. }), "the run ends here");
        })
    }));
    assert!(stopped.is_err());
    std::fs::remove_file(night.out(RunKind::Daily, 0)).unwrap();
    let error = night.run_with(RunKind::Daily, 0, &mut NoWithdrawals, &mut |_| ()).unwrap_err();
    assert_eq!(error.kind().code(), "push.output_shorter");
}

/// Keeps what it gets.
#[derive(Default)]
struct Keeps(Vec<String>);

impl Sink for Keeps {
    fn deliver(&mut self, delivery: &Delivery<'_>) -> Outcome {
        self.0.push(delivery.idempotency_key.to_owned());
        Outcome::Taken
    }
}

#[test]
fn in_quiet_hours_digests_wait_if_the_policy_holds_them() {
    let mut night = Night::new(50, 200);
    night.policy = Policy::parse("[quiet]\nmode = \"hold\"").unwrap();
    let mut sink = Keeps::default();
    let mut at = |hour| {
        let options = night.options(RunKind::Daily, 0, hour);
        run(
            &night.world,
            &night.ledger,
            &night.policy,
            &options,
            &mut NoWithdrawals,
            Some(&mut sink),
            &mut |_| (),
        )
        .unwrap();
        sink.0.len()
    };
    assert_eq!(at(2), 0);
    assert_eq!(at(9), night.digests(RunKind::Daily, 0).len());
    let first = &night.digests(RunKind::Daily, 0)[0];
    assert_eq!(first.not_before, Some(DAY.at(8, 0, 0, 0)));
}

#[test]
fn a_line_sink_gets_the_lines_of_the_output() {
    let night = Night::new(50, 200);
    let (mut sink, options) = (LineSink(Vec::new()), night.options(RunKind::Daily, 0, 9));
    run(
        &night.world,
        &night.ledger,
        &night.policy,
        &options,
        &mut NoWithdrawals,
        Some(&mut sink),
        &mut |_| (),
    )
    .unwrap();
    assert_eq!(sink.0, std::fs::read(options.out).unwrap());
}

fn react(night: &Night, lines: &[String]) -> (u64, Vec<EventRefused>) {
    let mut refused = Vec::new();
    let taken =
        feedback(&night.ledger, lines.join("\n").as_bytes(), &mut |_, why| refused.push(why)).unwrap();
    (taken.taken, refused)
}

fn event(digest: &Digest, at: usize, kind: &str, reason: &str) -> String {
    let (request, item) = (&digest.request, &digest.items[at].item);
    format!(
        r#"{{"request":"{request}","item":"{item}","event":"{kind}","reason":"{reason}","at":"2026-11-20T12:00:00"}}"#
    )
}

#[test]
fn what_was_refused_stays_away_and_whoever_opts_out_is_left_alone() {
    let night = Night::new(100, 400);
    night.run(RunKind::Daily, 0);
    let digests = night.digests(RunKind::Daily, 0);
    let (one, other) = (&digests[0], &digests[1]);
    let (taken, refused) = react(
        &night,
        &[
            event(one, 0, "refused", "too_far"),
            event(one, 1, "applied", ""),
            event(other, 0, "opted_out", ""),
        ],
    );
    assert_eq!((taken, refused), (3, vec![]));
    for day in [40, 80] {
        night.run(RunKind::Daily, day);
        for later in night.digests(RunKind::Daily, day) {
            assert_ne!(later.recipient, other.recipient);
            if later.recipient == one.recipient {
                assert!(
                    later.items.iter().all(|i| i.item != one.items[0].item && i.item != one.items[1].item)
                );
            }
        }
    }
    let mut qrels = Vec::new();
    let out = std::fs::read(night.out(RunKind::Daily, 0)).unwrap();
    assert_eq!(judgements(&night.ledger, &out[..], &mut qrels).unwrap(), 2);
    let expected = [(0, 0), (1, 2)]
        .map(|(at, grade)| format!("{}\t0\t{}\t{grade}\n", one.recipient, one.items[at].item));
    assert_eq!(String::from_utf8(qrels).unwrap(), expected.concat());
}

#[test]
fn feedback_on_what_was_never_sent_changes_nothing() {
    let night = Night::new(60, 200);
    night.run(RunKind::Daily, 0);
    let digest = &night.digests(RunKind::Daily, 0)[0];
    let forged = event(digest, 0, "refused", "").replace("20261120-daily", "20261121-daily");
    let other = event(digest, 0, "viewed", "").replace(&digest.items[0].item, "J99999999");
    let (taken, refused) =
        react(&night, &["{".into(), forged, other, event(digest, 0, "viewed", "张三 不要")]);
    assert_eq!(taken, 0);
    assert!(matches!(refused[0], EventRefused::Unreadable(_)));
    assert_eq!(
        refused[1..],
        [EventRefused::UnknownRequest, EventRefused::UnknownItem, EventRefused::ReasonNoCode]
    );
    night.ledger.erase(&digest.recipient).unwrap();
    assert_eq!(react(&night, &[event(digest, 0, "viewed", "")]).1, [EventRefused::UnknownRequest]);
}

#[test]
fn everybody_with_a_right_to_service_has_three_referrals_in_a_month_or_is_listed() {
    let night = Night::new(300, 600);
    let mut had: BTreeMap<String, usize> = BTreeMap::new();
    let mut listed = std::collections::BTreeSet::new();
    for day in 0..30 {
        night.run(RunKind::Daily, day);
        for digest in night.digests(RunKind::Daily, day) {
            *had.entry(digest.recipient).or_default() += digest.items.len();
        }
        listed.extend(night.unserved(day).into_iter().map(|unserved| unserved.recipient));
    }
    let mut served = 0;
    for place in 0..night.world.recipient_count() {
        let person = night.world.recipient(place).unwrap();
        let owed = person.groups.iter().any(|group| night.policy.service.groups.contains(group));
        if owed && person.consent == Some(true) {
            let count = had.get(&person.id).copied().unwrap_or(0);
            assert!(count >= 3 || listed.contains(&person.id), "{} had {count}", person.id);
            served += 1;
        }
    }
    assert!(served > 30, "{served}");
}

/// A city in which the ads of one vacancy get another name from one night to the next.
struct Renamed<'w>(&'w Synthetic, Vec<rengang_push::Item>);

impl<'w> Renamed<'w> {
    /// Each group is named by its last ad instead of its first.
    fn new(world: &'w Synthetic) -> Self {
        let last: BTreeMap<String, String> =
            world.items().iter().map(|item| (item.group.clone(), item.id.clone())).collect();
        let rename = |item: &rengang_push::Item| rengang_push::Item {
            group: last[&item.group].clone(),
            ..item.clone()
        };
        Self(world, world.items().iter().map(rename).collect())
    }
}

impl Referrals for Renamed<'_> {
    fn recipient_count(&self) -> usize {
        self.0.recipient_count()
    }

    fn recipient(&self, place: usize) -> Result<rengang_push::Recipient> {
        self.0.recipient(place)
    }

    fn items(&self) -> &[rengang_push::Item] {
        &self.1
    }

    fn offers(
        &self,
        part: std::ops::Range<usize>,
        ask: &rengang_push::Ask,
        take: &mut rengang_push::TakeOffers<'_>,
    ) -> Result<()> {
        self.0.offers(part, ask, take)
    }

    fn recent(&self, place: usize, top: usize) -> Result<Vec<u32>> {
        self.0.recent(place, top)
    }

    fn reasons(&self, pairs: &[(usize, u32)]) -> Result<Vec<rengang_push::Reasons>> {
        self.0.reasons(pairs)
    }

    fn relaxations(&self, place: usize, least: u32, policy: &rengang::RelaxPolicy) -> Result<Vec<String>> {
        self.0.relaxations(place, least, policy)
    }
}

#[test]
fn what_was_shown_is_no_news_when_its_duplicates_are_named_by_another_ad() {
    let night = Night::new(120, 300);
    night.run(RunKind::Daily, 0);
    let renamed = Renamed::new(&night.world);
    let group_of = |id: &str| night.world.items().iter().find(|item| item.id == id).unwrap().group.clone();
    let options = night.options(RunKind::Daily, 1, 10);
    run(&renamed, &night.ledger, &night.policy, &options, &mut NoWithdrawals, None, &mut |_| ()).unwrap();
    let first: std::collections::BTreeSet<(String, String)> = night
        .digests(RunKind::Daily, 0)
        .iter()
        .flat_map(|digest| digest.items.iter().map(|item| (digest.recipient.clone(), group_of(&item.item))))
        .collect();
    let second = night.digests(RunKind::Daily, 1);
    assert!(second.len() > 50, "{}", second.len());
    for digest in second {
        for item in digest.items {
            assert!(!first.contains(&(digest.recipient.clone(), group_of(&item.item))), "{}", item.item);
        }
    }
}
