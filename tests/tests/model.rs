//! Random sequences of operations against a map and a naive matcher.

use std::sync::LazyLock;

use proptest::prelude::*;
use rengang::{Engine, Snapshot, Writer};
use rengang_tests::world::{Model, Seen, Step, World};

static WORLD: LazyLock<World> = LazyLock::new(World::new);

/// Applies the steps and looks after each commit; snapshots that are kept must not change.
fn check(steps: &[Step], keep_every: usize) {
    let engine = Engine::in_memory(WORLD.knowledge()).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    let (mut now, mut committed) = (Model::default(), Model::default());
    let mut kept: Vec<(Snapshot<'_>, Seen)> = Vec::new();
    for (place, &step) in steps.iter().enumerate() {
        now.apply(step);
        WORLD.apply(&mut writer, step).expect("memory");
        if step.publishes() {
            committed = now.clone();
        }
        if step.publishes() || place % 7 == 0 {
            let snapshot = engine.snapshot().expect("memory");
            let seen = WORLD.seen_in(&snapshot).expect("memory");
            assert_eq!(seen, WORLD.expected(&committed), "after step {place}");
            if place % keep_every == 0 {
                kept.push((snapshot, seen));
            }
        }
    }
    for (snapshot, seen) in &kept {
        assert_eq!(WORLD.seen_in(snapshot).expect("memory"), *seen, "a snapshot changed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn an_engine_shows_what_a_map_and_a_naive_matcher_show(
        bytes in prop::collection::vec((any::<u8>(), any::<u8>()), 1..60),
        keep_every in 1usize..5,
    ) {
        let steps: Vec<Step> = bytes.into_iter().map(|(kind, what)| Step::from_bytes(kind, what)).collect();
        check(&steps, keep_every);
    }
}

#[test]
fn many_small_commits_are_merged_and_show_the_same() {
    let steps: Vec<Step> = (0..60)
        .flat_map(|n| [Step::PutPosting(n % 6, n % 3), Step::PutCandidate(n % 5, n % 2), Step::Commit])
        .collect();
    check(&steps, 3);
}
