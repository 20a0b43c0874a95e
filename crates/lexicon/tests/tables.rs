//! The tables as they are compiled in.

use rengang_lexicon::Lexicon;
use rengang_lexicon::occupation::OccupationKind;

#[test]
fn nothing_is_wrong_in_the_tables() {
    let findings: Vec<String> = Lexicon::embedded().check().iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_class_of_the_classification_is_an_occupation() {
    let lexicon = Lexicon::embedded();
    let classes = lexicon.occupations().all().iter().filter(|o| o.kind() == OccupationKind::Class).count();
    assert_eq!(classes, 1639);
}

#[test]
fn the_common_trades_are_rich() {
    let lexicon = Lexicon::embedded();
    let rich = lexicon.occupations().all().iter().filter(|o| o.titles().len() >= 5 && o.duties().len() >= 5);
    assert!(rich.count() >= 350);
    assert!(lexicon.skills().all().len() >= 3000);
}

#[test]
fn the_same_tables_give_the_same_lexicon() {
    assert_eq!(Lexicon::embedded().fingerprint(), Lexicon::embedded().fingerprint());
}

#[test]
fn a_fit_is_bounded_and_whole_for_the_same_work() {
    let lexicon = Lexicon::embedded();
    for wanted in lexicon.occupations().all() {
        assert_eq!(lexicon.occupation_fit(wanted.id(), wanted.id()).points, 1000);
        assert!(lexicon.occupations_near(wanted.id(), 0).all(|(_, fit)| fit.points <= 1000));
    }
}
