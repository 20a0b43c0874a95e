//! Words that say how the places around them are meant.

use crate::rows::rows;

/// What a cue says about its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// These first.
    Preferred,
    /// These too, if need be.
    Acceptable,
    /// All of these alike; also keeps a longer phrase from being read as another cue.
    Neutral,
    /// Not these; where 除 begins it, all the others.
    Excluded,
    /// All but these.
    Except,
    /// Everywhere.
    Anywhere,
    /// All of the town or of the place just named.
    AllOver,
    /// The whole country.
    Nationwide,
    /// Close to where the person lives.
    NearHome,
    /// No place of work.
    Remote,
    /// If there is housing.
    Housing,
    /// If there is a bus of the employer.
    Shuttle,
    /// If the underground goes there.
    Metro,
    /// The place is where interviews or training are held.
    Visit,
    /// The work begins elsewhere and goes there at times.
    Travel,
    /// The place is where a person comes from.
    Origin,
    /// The place is only a mark for another: 离廊坊20分钟, 会展中心方向.
    Landmark,
    /// Outside the country.
    Overseas,
    /// No place although it looks like one.
    Nothing,
}

/// The cues by their names in the table.
const CUES: [(&str, Cue); 19] = [
    ("preferred", Cue::Preferred),
    ("acceptable", Cue::Acceptable),
    ("neutral", Cue::Neutral),
    ("excluded", Cue::Excluded),
    ("except", Cue::Except),
    ("anywhere", Cue::Anywhere),
    ("all_over", Cue::AllOver),
    ("nationwide", Cue::Nationwide),
    ("near_home", Cue::NearHome),
    ("remote", Cue::Remote),
    ("housing", Cue::Housing),
    ("shuttle", Cue::Shuttle),
    ("metro", Cue::Metro),
    ("visit", Cue::Visit),
    ("travel", Cue::Travel),
    ("origin", Cue::Origin),
    ("landmark", Cue::Landmark),
    ("overseas", Cue::Overseas),
    ("nothing", Cue::Nothing),
];

/// The folded phrases of every cue.
pub(super) fn cues() -> impl Iterator<Item = (&'static str, Cue)> {
    rows(include_str!("../../tables/regions/cues.tsv"))
        .filter_map(|row| Some((row, cue(row.cell(0))?)))
        .flat_map(|(row, cue)| row.list(1).map(move |phrase| (phrase, cue)))
}

fn cue(name: &str) -> Option<Cue> {
    CUES.iter().find(|(known, _)| *known == name).map(|&(_, cue)| cue)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cue_is_known_and_every_phrase_folded() {
        for row in rows(include_str!("../../tables/regions/cues.tsv")) {
            assert!(cue(row.cell(0)).is_some(), "{row:?}");
            assert!(row.list(1).all(|phrase| rengang_text::fold(phrase).as_str() == phrase), "{row:?}");
        }
    }
}
