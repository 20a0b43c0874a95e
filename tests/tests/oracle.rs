//! Promises 1 to 3: same numbers for any order, number of segments and of threads, equal to the naive matcher, and the
//! same from both sides.

use std::num::NonZeroU32;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use rengang::model::{RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{Bent, Engine, For, Knowledge, MatchOptions, NoInspection, Path, Writer};
use rengang_tests::{oracle, records};

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));

fn reader() -> Reader {
    Reader::new(Arc::clone(&KNOWLEDGE), records::DAY)
}

fn options() -> MatchOptions {
    MatchOptions::new(records::DAY).with_top(1000).expect("within bounds")
}

/// An engine with the records, committed in `commits` pieces.
fn engine(postings: &[RawPosting], candidates: &[RawCandidate], commits: usize) -> Engine {
    let engine = Engine::in_memory(Arc::clone(&KNOWLEDGE)).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    for piece in postings.chunks(postings.len().div_ceil(commits)) {
        writer.load_postings(piece, &reader(), &NoInspection).expect("memory");
        writer.commit().expect("memory");
    }
    writer.load_candidates(candidates, &reader()).expect("memory");
    writer.commit().expect("memory");
    writer.close().expect("memory");
    engine
}

type Rankings = Vec<(String, Vec<(String, u32)>)>;

fn rankings(engine: &Engine, queries: For, options: &MatchOptions) -> Rankings {
    let snapshot = engine.snapshot().expect("memory");
    let mut all = Vec::new();
    let matched = snapshot.match_all(queries, 0..usize::MAX, options, |ranking| {
        all.push((ranking.query, ranking.matches.into_iter().map(|m| (m.id, m.score)).collect()));
        ControlFlow::Continue(())
    });
    matched.expect("the paths agree");
    all
}

#[test]
fn the_engine_equals_the_naive_matcher_in_every_order_and_number_of_segments() {
    let (mut postings, mut candidates) = (records::postings(), records::candidates());
    let expected = oracle::rankings(&candidates, &postings, &reader(), &options());
    assert!(expected.iter().any(|(_, hits)| hits.len() > 3), "the oracle found nothing to compare");
    for commits in [1, 2, 7] {
        assert_eq!(rankings(&engine(&postings, &candidates, commits), For::Candidates, &options()), expected);
        postings.reverse();
        candidates.reverse();
    }
}

#[test]
fn a_limit_and_a_least_score_cut_the_same_list() {
    let (postings, candidates) = (records::postings(), records::candidates());
    let few = options().with_top(3).expect("within bounds").with_min_score(4000);
    let expected = oracle::rankings(&candidates, &postings, &reader(), &few);
    assert_eq!(rankings(&engine(&postings, &candidates, 3), For::Candidates, &few), expected);
}

#[test]
fn short_lists_are_the_beginning_of_long_ones_by_every_path() {
    let (postings, candidates) = (records::postings(), records::candidates());
    let engine = engine(&postings, &candidates, 3);
    for top in [1, 2, 5, 12] {
        let few = options().with_top(top).expect("within bounds");
        let expected = oracle::rankings(&candidates, &postings, &reader(), &few);
        for path in [Path::Pruned, Path::Plain, Path::Checked { every: NonZeroU32::MIN }] {
            assert_eq!(rankings(&engine, For::Candidates, &few.clone().with_path(path)), expected);
        }
    }
}

#[test]
fn one_and_many_threads_give_the_same_bytes() {
    let engine = engine(&records::postings(), &records::candidates(), 2);
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| rankings(&engine, For::Candidates, &options()))
    };
    assert_eq!(on(1), on(8));
}

#[test]
fn both_directions_give_the_same_number_for_a_pair() {
    let engine = engine(&records::postings(), &records::candidates(), 1);
    let turned = |rankings: Rankings| {
        let pairs = rankings
            .into_iter()
            .flat_map(|(query, hits)| hits.into_iter().map(move |(hit, score)| (query.clone(), hit, score)));
        pairs.collect::<Vec<_>>()
    };
    let mut forth = turned(rankings(&engine, For::Candidates, &options()));
    let mut back: Vec<_> = turned(rankings(&engine, For::Postings, &options()));
    back = back.into_iter().map(|(posting, candidate, score)| (candidate, posting, score)).collect();
    forth.sort();
    back.sort();
    assert!(!forth.is_empty());
    assert_eq!(forth, back);
}

#[test]
fn the_score_is_the_sum_of_the_parts_and_the_ranking_shows_it() {
    let engine = engine(&records::postings(), &records::candidates(), 1);
    let snapshot = engine.snapshot().expect("memory");
    for (candidate, hits) in rankings(&engine, For::Candidates, &options()) {
        for (posting, score) in hits {
            let breakdown = snapshot.breakdown(&candidate, &posting, &options()).expect("both are there");
            assert!(breakdown.refusals().is_empty());
            assert_eq!(breakdown.parts().iter().map(|p| u32::from(p.points)).sum::<u32>(), score);
        }
    }
}

#[test]
fn a_bent_pair_breaks_one_negotiable_rule_and_stands_below_what_breaks_none() {
    let engine = engine(&records::postings(), &records::candidates(), 1);
    let snapshot = engine.snapshot().expect("memory");
    let strict = options().with_bent(Bent::LeftOut);
    let (mut bent, mut kept) = (0, 0);
    for id in snapshot.candidate_ids() {
        let all = snapshot.jobs_for(id, &options()).expect("it is there");
        let (possible, plain): (Vec<_>, Vec<_>) = all.matches.into_iter().partition(|m| m.bent.is_some());
        for hit in &possible {
            let refused = snapshot.breakdown(id, &hit.id, &strict).expect("both are there");
            assert!(matches!(refused.refusals(), [only] if only.negotiable && Some(only.code) == hit.bent));
            assert!(hit.score <= refused.score() / 4 && refused.score() / 4 < hit.score + 14);
            assert!(plain.iter().all(|match_| match_.score > hit.score));
        }
        assert_eq!(snapshot.jobs_for(id, &strict).expect("it is there").matches, plain);
        (bent, kept) = (bent + possible.len(), kept + plain.len());
    }
    assert!(bent > 20 && bent < kept, "{bent} bent beside {kept}");
}
