//! The figures of `ir_measures` on a synthetic collection with ties, a query without relevant documents, one that
//! the run lacks and one that nobody judged.
//!
//! `expected.tsv` (measure, query or `mean`, value) was made once with ir_measures 0.4.3 over pytrec_eval-terrier
//! 0.5.11; exponential gains as `nDCG(gains={0:0,1:1,2:3,3:7})`.

use rengang_eval::{Judgements, Measure, Protocol, Run, Ties};

const EXPECTED: &str = include_str!("fixture/expected.tsv");

#[test]
fn every_figure_agrees_to_a_millionth() {
    let judgements = Judgements::read(include_bytes!("fixture/qrels.txt").as_slice()).unwrap();
    let run = Run::read(include_bytes!("fixture/run.txt").as_slice()).unwrap();
    let mut checked = 0;
    for line in EXPECTED.lines() {
        let [name, query, value] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let measure: Measure = name.parse().unwrap();
        // ir_measures takes all from pytrec_eval but the share of judged places, which it sorts by its own.
        let ties = if name == "judged@10" { Ties::LowerIdFirst } else { Ties::HigherIdFirst };
        let protocol = Protocol::trec().with_measures(vec![measure]).with_ties(ties);
        let scores = protocol.score(&judgements, &run);
        let of_query = || scores.of(measure).get(query).copied();
        let found = if query == "mean" { scores.mean(measure) } else { of_query() }.unwrap();
        let expected: f64 = value.parse().unwrap();
        assert!((found - expected).abs() < 1e-6, "{line}: {found}");
        checked += 1;
    }
    assert_eq!(checked, 19 * 13, "measures times queries and the mean");
}
