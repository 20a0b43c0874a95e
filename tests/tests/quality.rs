//! The figures of the open collection, printed, and held to floors: a change that lowers them has to say so here.

use std::ops::ControlFlow;
use std::sync::Arc;

use rengang::read::Reader;
use rengang::{Engine, For, Knowledge, MatchOptions, NoInspection, Writer};
use rengang_eval::{Judgements, Measure, Protocol, Run, Scores};
use rengang_tests::records;

/// Floors a little below the figures of the day they were written; raise them when the figures rise.
const FLOORS: [(Measure, f64); 3] =
    [(Measure::HOUSE[0], 0.80), (Measure::HOUSE[1], 0.70), (Measure::HOUSE[3], 0.90)];

fn scores(engine: &Engine, queries: For, judgements: &Judgements) -> Scores {
    let snapshot = engine.snapshot().expect("memory");
    let options = MatchOptions::new(records::DAY).with_top(1000).expect("within bounds");
    let mut lines = String::new();
    let matched = snapshot.match_all(queries, 0..usize::MAX, &options, |ranking| {
        for hit in ranking.matches {
            lines += &format!("{}\t{}\t{}\n", ranking.query, hit.id, hit.score);
        }
        ControlFlow::Continue(())
    });
    matched.expect("the paths agree");
    Protocol::house().score(judgements, &Run::read(lines.as_bytes()).expect("a run"))
}

#[test]
fn the_figures_of_the_open_collection_do_not_fall() {
    let knowledge = Arc::new(Knowledge::embedded());
    let reader = Reader::new(Arc::clone(&knowledge), records::DAY);
    let engine = Engine::in_memory(knowledge).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(&records::postings(), &reader, &NoInspection).expect("memory");
    writer.load_candidates(&records::candidates(), &reader).expect("memory");
    writer.commit().expect("memory");
    let judgements = Judgements::read(records::file("qrels.tsv").as_bytes()).expect("judgements");
    let people = scores(&engine, For::Candidates, &judgements);
    println!("persons -> postings  {}", people.line());
    println!("postings -> persons  {}", scores(&engine, For::Postings, &judgements.inverted()).line());
    for (measure, floor) in FLOORS {
        let figure = people.mean(measure).expect("judged queries");
        assert!(figure >= floor, "{measure} fell to {figure:.3}, below {floor}");
    }
}
