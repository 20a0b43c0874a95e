//! Titles that share words but not work, and titles that share work but not words, are told apart.

use rengang_lexicon::Lexicon;
use rengang_lexicon::title::TitleContext;

/// Work apart stays below, work alike reaches it.
const THRESHOLD: u16 = 550;
/// Of all pairs, in thousandths.
const SEPARATED: usize = 970;

/// How near the work of two titles is: the best of both directions between their first guesses.
fn nearness(lexicon: &Lexicon, left: &str, right: &str) -> Option<u16> {
    let read =
        |title: &str| lexicon.titles().read(title, &TitleContext::default()).first().map(|g| g.occupation);
    let (left, right) = (read(left)?, read(right)?);
    let fit = |a, b| lexicon.occupation_fit(a, b).points;
    Some(fit(left, right).max(fit(right, left)))
}

#[test]
fn look_alikes_are_separated_from_work_alike() {
    let lexicon = Lexicon::embedded();
    let (mut counts, mut wrong) = ([0, 0], Vec::new());
    for line in include_str!("look_alikes.tsv").lines().skip(1).filter(|l| !l.starts_with('#')) {
        let [kind, left, right] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let together = kind == "together";
        counts[usize::from(together)] += 1;
        let points = nearness(&lexicon, left, right);
        // A title that can't be read is no answer: it counts as wrong on both sides.
        if points.is_none_or(|p| (p >= THRESHOLD) != together) {
            wrong.push(format!("{line}\t{points:?}"));
        }
    }
    assert!(counts[0] >= 150 && counts[1] >= 150, "{counts:?}");
    let total = counts[0] + counts[1];
    assert!(
        (total - wrong.len()) * 1000 >= total * SEPARATED,
        "{} of {total}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
