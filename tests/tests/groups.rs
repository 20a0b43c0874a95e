//! Postings of one job: all of them, or the best of each group, at any length of the list.

use std::collections::BTreeSet;
use std::sync::Arc;

use rengang::model::RawPosting;
use rengang::read::Reader;
use rengang::{Engine, Inspect, Knowledge, MatchOptions, Repeats, Writer};
use rengang_tests::records;

/// Puts every three postings into one group, whatever they are.
struct Threes;

impl Threes {
    fn name(id: &str) -> String {
        let number: u32 =
            id.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("a number");
        format!("group {}", number / 3)
    }
}

impl Inspect for Threes {
    fn vetoes(&self, _: &RawPosting, _: &Reader) -> bool {
        false
    }

    fn groups(&self, raws: &[RawPosting]) -> Vec<Option<String>> {
        raws.iter().map(|raw| Some(Self::name(raw.id()))).collect()
    }
}

#[test]
fn one_of_each_group_is_listed_and_lists_stay_full() {
    let knowledge = Arc::new(Knowledge::embedded());
    let reader = Reader::new(Arc::clone(&knowledge), records::DAY);
    let engine = Engine::in_memory(knowledge).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(&records::postings(), &reader, &Threes).expect("memory");
    writer.load_candidates(&records::candidates(), &reader).expect("memory");
    writer.commit().expect("memory");
    let snapshot = engine.snapshot().expect("memory");
    let mut dropped = 0;
    for id in snapshot.candidate_ids() {
        let all = MatchOptions::new(records::DAY).with_top(1000).expect("within bounds");
        let every = snapshot.jobs_for(id, &all).expect("it is there").matches;
        let mut seen = BTreeSet::new();
        let expected: Vec<_> =
            every.iter().filter(|hit| seen.insert(Threes::name(&hit.id))).cloned().collect();
        dropped += every.len() - expected.len();
        for top in [1, 3, 1000] {
            let few = all.clone().with_top(top).expect("within bounds").with_repeats(Repeats::OneOfGroup);
            let found = snapshot.jobs_for(id, &few).expect("it is there").matches;
            assert_eq!(found, expected[..top.min(expected.len())], "{id}, {top}");
        }
    }
    assert!(dropped > 20, "nothing was repeated");
}
