//! How a clause means its certificates, and the marks that the table of words around certificates knows.

use super::words::Meaning;
use crate::rows::{Row, rows};

/// How a clause means its certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Required.
    Must,
    /// Better with it.
    Preferred,
    /// Can be had after the start, or the employer sees to it.
    Obtainable,
    /// Not asked for.
    Unneeded,
    /// What stands before is not accepted in place of what stands after.
    NoSubstitute,
    /// Who does not have it.
    Without,
    /// ... need not come.
    Refused,
    /// ... may come.
    Welcome,
    /// The speaker has it.
    Held,
    /// The speaker does not have it.
    Lacking,
    /// The speaker is still on the way to it.
    Pending,
    /// Who has nothing more than it.
    Insufficient,
    /// The papers of others are the work: checked, filed, kept.
    Duty,
}

/// The marks of the table that are cues.
const CUES: [(&str, Cue); 13] = [
    ("must", Cue::Must),
    ("preferred", Cue::Preferred),
    ("obtainable", Cue::Obtainable),
    ("unneeded", Cue::Unneeded),
    ("no_substitute", Cue::NoSubstitute),
    ("without", Cue::Without),
    ("refused", Cue::Refused),
    ("welcome", Cue::Welcome),
    ("held", Cue::Held),
    ("lacking", Cue::Lacking),
    ("pending", Cue::Pending),
    ("insufficient", Cue::Insufficient),
    ("duty", Cue::Duty),
];

/// The words around certificates with what they mean, folded.
pub(super) fn marks() -> impl Iterator<Item = (&'static str, Meaning)> {
    rows(include_str!("../../tables/certificates/marks.tsv"))
        .filter_map(|row| Some((row, meaning(row)?)))
        .flat_map(|(row, meaning)| row.list(2).map(move |phrase| (phrase, meaning)))
}

fn meaning(row: Row) -> Option<Meaning> {
    Some(match row.cell(0) {
        "level" => {
            let (skill, title) = row.cell(1).split_once(' ')?;
            Meaning::Level { skill: skill.parse().ok()?, title: title.parse().ok()? }
        }
        "proof" => Meaning::Proof,
        "filler" => Meaning::Filler,
        "nothing" => Meaning::Nothing,
        "or" => Meaning::Or,
        "one_of" => Meaning::OneOf,
        "driving" => Meaning::Driving,
        "safety" => Meaning::Safety,
        "issuer" => Meaning::Issuer(row.cell(1)),
        mark => Meaning::Cue(CUES.iter().find(|(name, _)| *name == mark)?.1),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_known_and_every_phrase_folded() {
        for row in rows(include_str!("../../tables/certificates/marks.tsv")) {
            assert!(meaning(row).is_some(), "{row:?}");
            assert!(row.list(2).all(|phrase| rengang_text::fold(phrase).as_str() == phrase), "{row:?}");
        }
    }
}
