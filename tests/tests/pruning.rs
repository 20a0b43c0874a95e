//! Promise 2: the pruned path gives the list of the plain path, for every setting and after every change.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use rengang::model::{RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{Engine, For, Knowledge, MatchOptions, NoInspection, Path, Ranking, Snapshot, Weights, Writer};
use rengang_benches::generator::{Generator, Length, Recipe, Separation};
use rengang_tests::records;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

/// More than are judged one by one, so that there are layers.
const POSTINGS: u64 = 1500;

fn reader() -> Reader {
    Reader::new(Arc::clone(&KNOWLEDGE), records::DAY)
}

fn generator(profiles: Length) -> Generator {
    Generator::new(Recipe::seeded(11).with_separation(Separation::Bad).with_profiles(profiles))
}

/// The posting `number`, as it says after `changes`.
fn posting(generator: &Generator, number: u64, changes: u64) -> RawPosting {
    let (mut posting, _) = generator.posting(number + changes * 100_000);
    posting.id = format!("J{number}");
    let json = serde_json::to_value(posting).expect("a record");
    serde_json::from_value(json).expect("a record")
}

fn people() -> Vec<RawCandidate> {
    let of = |length| {
        let generator = generator(length);
        let json = move |number| serde_json::to_value(generator.profile(number).0).expect("a record");
        (0..30).map(move |number| serde_json::from_value(json(number)).expect("a record"))
    };
    of(Length::Usual).chain(of(Length::Long)).collect()
}

fn write(engine: &Engine, postings: &[RawPosting]) {
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(postings, &reader(), &NoInspection).expect("memory");
    writer.commit().expect("memory");
    writer.close().expect("memory");
}

fn loaded(pieces: usize) -> Engine {
    let engine = Engine::in_memory(Arc::clone(&KNOWLEDGE)).expect("memory");
    let generator = generator(Length::Usual);
    let postings: Vec<RawPosting> = (0..POSTINGS).map(|number| posting(&generator, number, 0)).collect();
    for piece in postings.chunks(postings.len().div_ceil(pieces)) {
        write(&engine, piece);
    }
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_candidates(&people(), &reader()).expect("memory");
    writer.commit().expect("memory");
    writer.close().expect("memory");
    engine
}

fn rankings(snapshot: &Snapshot<'_>, options: &MatchOptions) -> Vec<Ranking> {
    let mut all = Vec::new();
    let done = snapshot.match_all(For::Candidates, 0..usize::MAX, options, |ranking| {
        all.push(ranking);
        ControlFlow::Continue(())
    });
    done.expect("the paths agree");
    all
}

fn check(snapshot: &Snapshot<'_>, options: &MatchOptions) {
    let plain = rankings(snapshot, &options.clone().with_path(Path::Plain));
    assert!(
        plain.iter().filter(|r| !r.matches.is_empty()).count() > 5,
        "nothing to compare under {options:?}"
    );
    assert_eq!(rankings(snapshot, options), plain, "{options:?}");
}

fn options() -> MatchOptions {
    MatchOptions::new(records::DAY)
}

#[test]
fn the_pruned_path_gives_the_list_of_the_plain_path_under_every_setting() {
    let engine = loaded(3);
    let snapshot = engine.snapshot().expect("memory");
    for preset in ["balanced", "wish", "requirement"] {
        check(&snapshot, &options().with_weights(Weights::preset(preset).expect("a preset")));
    }
    for top in [1, 3, 100, 5000] {
        check(&snapshot, &options().with_top(top).expect("within bounds"));
    }
    check(&snapshot, &options().with_min_score(6000).with_count());
    check(&snapshot, &options().with_count());
    for day in [jiff::civil::date(2026, 9, 1), jiff::civil::date(2027, 1, 15)] {
        check(&snapshot, &MatchOptions::new(day));
    }
}

#[test]
fn layers_that_are_carried_over_give_the_list_of_layers_that_are_built_anew() {
    let engine = loaded(1);
    engine.snapshot().expect("memory").build_layers();
    let (generator, mut changed) = (generator(Length::Usual), BTreeMap::new());
    for round in 1..6u64 {
        // Ever more changes: some stay loose, later ones make layers and merge them.
        let numbers = (0..round * 150).map(|i| (i * 7 + round) % POSTINGS);
        let postings: Vec<RawPosting> = numbers
            .map(|number| {
                changed.insert(number, round);
                posting(&generator, number, round)
            })
            .collect();
        write(&engine, &postings);
        let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
        (0..20).for_each(|i| writer.delete_posting(&format!("J{}", i * 13 + round)));
        writer.commit().expect("memory");
        writer.close().expect("memory");
        check(&engine.snapshot().expect("memory"), &options());
    }
    assert!(changed.len() > 700);
}

#[test]
fn a_checked_run_compares_and_passes() {
    let engine = loaded(2);
    let every = NonZeroU32::new(4).expect("not zero");
    let checked = options().with_path(Path::Checked { every });
    let snapshot = engine.snapshot().expect("memory");
    assert_eq!(rankings(&snapshot, &checked), rankings(&snapshot, &options()));
    let mut of_postings = Vec::new();
    let done = snapshot.match_all(For::Postings, 0..usize::MAX, &checked, |ranking| {
        of_postings.push(ranking);
        ControlFlow::Continue(())
    });
    assert!(done.is_ok() && of_postings.len() as u64 == POSTINGS);
    assert!(of_postings.iter().any(|ranking| ranking.matches.len() > 1));
}

#[test]
fn a_run_that_is_stopped_goes_on_where_it_was() {
    let engine = loaded(1);
    let snapshot = engine.snapshot().expect("memory");
    let whole = rankings(&snapshot, &options());
    let mut parts = Vec::new();
    for from in (0..whole.len()).step_by(7) {
        let stopped = snapshot.match_all(For::Candidates, from..usize::MAX, &options(), |ranking| {
            parts.push(ranking);
            if parts.len() == from + 7 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        stopped.expect("the paths agree");
        assert_eq!(parts.len(), (from + 7).min(whole.len()));
    }
    assert_eq!(parts, whole);
}
