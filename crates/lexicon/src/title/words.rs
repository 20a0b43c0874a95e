//! Words of titles that name no work: hiring, benefits, grades and ranks.

use crate::phrases::{Found, Phrases};
use crate::table::{Findings, Problem, Row, Source, rows};

/// What a word does in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum WordKind {
    /// 招聘: the work follows.
    Hire,
    /// 包吃住: no part of the work.
    Noise,
    /// 高级: before the work.
    Grade,
    /// 主管: after the work.
    Rank,
}

impl WordKind {
    const WORDS: &str = "hire, noise, grade, rank";

    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "hire" => Self::Hire,
            "noise" => Self::Noise,
            "grade" => Self::Grade,
            "rank" => Self::Rank,
            _ => return None,
        })
    }
}

/// The table of such words.
pub(crate) struct TitleWords(Phrases<WordKind>);

impl TitleWords {
    pub(crate) fn build(sources: &[Source], findings: &mut Findings) -> Self {
        let mut pairs = Vec::new();
        for source in sources.iter().filter(|s| s.file.ends_with("title_words.tsv")) {
            for Row { place, cells: [word, kind] } in rows(source, ["word", "kind"], findings) {
                match WordKind::from_word(kind) {
                    Some(kind) => pairs.push((super::aliases::fold(word), kind)),
                    None => {
                        let value = kind.to_owned();
                        findings.add(
                            place,
                            Problem::UnknownWord { column: "kind", value, allowed: WordKind::WORDS },
                        );
                    }
                }
            }
        }
        Self(Phrases::new(pairs))
    }

    pub(crate) fn find_all(&self, folded: &str, out: &mut Vec<Found>) {
        self.0.find_all(folded, out);
    }

    pub(crate) fn is(&self, found: Found, kind: WordKind) -> bool {
        self.0.values(found.phrase).contains(&kind)
    }
}
