//! The measures: one figure for one query, from its judgements and its ranked documents.
//!
//! The conventions are those of `trec_eval`: a document that is not judged has grade 0, a short list is not padded,
//! and precision at k divides by k whatever the list holds. Three figures are not in `trec_eval`: [`Measure::Pair`]
//! and [`Measure::Bad`] ask about referrals that an adviser would refuse, [`Measure::Judged`] how far the judgements reach.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::judgements::Judged;
use crate::run::{Placed, Score};

/// How a grade becomes a gain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Gain {
    /// `2^grade − 1`: a strong referral (3) is worth seven possible ones (1).
    #[default]
    Exponential,
    /// The grade itself, as `trec_eval` has it.
    Linear,
}

impl Gain {
    /// The gain of a grade.
    #[must_use]
    pub fn of(self, grade: u8) -> f64 {
        match self {
            Self::Exponential => f64::from((1u32 << grade.min(31)) - 1),
            Self::Linear => f64::from(grade),
        }
    }
}

/// One figure of quality. `rel` is the lowest grade that counts as relevant, `at` how many places are looked at.
///
/// Every measure has a short name that [`Display`](fmt::Display) writes and [`FromStr`] reads: `ndcg@10`, `map(rel=1)`,
/// `p(rel=2)@5`.
///
/// ```
/// use rengang_eval::Measure;
/// let measure: Measure = "recall(rel=2)@20".parse()?;
/// assert_eq!(measure, Measure::Recall { rel: 2, at: 20 });
/// assert_eq!(measure.to_string(), "recall(rel=2)@20");
/// # Ok::<(), rengang_eval::UnknownMeasure>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Measure {
    /// Discounted gain of the first `at` places over that of the best order (`ndcg@10`, `ndcg(linear)@10`).
    Ndcg {
        /// How a grade becomes a gain.
        gain: Gain,
        /// Places looked at.
        at: usize,
    },
    /// Average precision: the mean over relevant documents of the precision where each stands (`map(rel=1)`).
    AveragePrecision {
        /// Lowest relevant grade.
        rel: u8,
    },
    /// One over the place of the first relevant document (`mrr(rel=1)`).
    ReciprocalRank {
        /// Lowest relevant grade.
        rel: u8,
    },
    /// Share of the first `at` places that are relevant (`p(rel=1)@5`).
    Precision {
        /// Lowest relevant grade.
        rel: u8,
        /// Places looked at.
        at: usize,
    },
    /// Precision at R, R being the number of relevant documents (`rprec(rel=2)`).
    RPrecision {
        /// Lowest relevant grade.
        rel: u8,
    },
    /// Share of the relevant documents that stand in the first `at` places (`recall(rel=2)@20`).
    Recall {
        /// Lowest relevant grade.
        rel: u8,
        /// Places looked at.
        at: usize,
    },
    /// Share of pairs of a relevant document and a judged near miss that are in the right order, ties half; a
    /// document that the run lacks stands below all others (`pair(rel=2)`). None for a query without near misses.
    Pair {
        /// Lowest relevant grade.
        rel: u8,
    },
    /// Preference among judged documents: for each relevant one, how many judged others stand above (`bpref(rel=1)`).
    Bpref {
        /// Lowest relevant grade.
        rel: u8,
    },
    /// Share of the first min(`at`, R) places given to a document of grade 0, R being the number of relevant
    /// documents (`bad(rel=2)@5`). None for a query without a relevant document.
    Bad {
        /// Lowest grade of a good referral.
        rel: u8,
        /// Places looked at.
        at: usize,
    },
    /// Coverage of needs: 1 if a relevant document stands in the first `at` places (`success(rel=2)@10`).
    Success {
        /// Lowest relevant grade.
        rel: u8,
        /// Places looked at.
        at: usize,
    },
    /// Coverage of judgements: share of the filled places among the first `at` that were judged (`judged@10`).
    Judged {
        /// Places looked at.
        at: usize,
    },
}

impl Measure {
    /// The figures of the house, in the order of the house's line: nDCG@10, MAP (grade ≥ 1), R-precision (≥ 2),
    /// pairs against near misses, bad places in five, recall in twenty.
    pub const HOUSE: [Self; 6] = [
        Self::Ndcg { gain: Gain::Exponential, at: 10 },
        Self::AveragePrecision { rel: 1 },
        Self::RPrecision { rel: 2 },
        Self::Pair { rel: 2 },
        Self::Bad { rel: 2, at: 5 },
        Self::Recall { rel: 2, at: 20 },
    ];

    /// The short name of a figure of the house, as its line has it (`ndcg10`, `rprec2`); others have their full name.
    #[must_use]
    pub fn label(&self) -> String {
        const LABELS: [&str; 6] = ["ndcg10", "map", "rprec2", "pair", "bad5", "r20"];
        let house = Self::HOUSE.iter().position(|m| m == self);
        house.map_or_else(|| self.to_string(), |i| LABELS[i].to_owned())
    }

    /// The figure for one query; none where it is not defined.
    #[must_use]
    pub fn of(&self, judged: &Judged, ranked: &[&Placed]) -> Option<f64> {
        let query = Query { judged, ranked };
        match *self {
            Self::Ndcg { gain, at } => Some(query.ndcg(gain, at)),
            Self::AveragePrecision { rel } => Some(query.average_precision(rel)),
            Self::ReciprocalRank { rel } => {
                Some(query.grades().position(|g| g >= rel).map_or(0.0, |i| 1.0 / (i + 1) as f64))
            }
            Self::Precision { rel, at } => Some(share(query.hits(rel, at), at)),
            Self::RPrecision { rel } => {
                Some(share(query.hits(rel, query.relevant(rel)), query.relevant(rel)))
            }
            Self::Recall { rel, at } => Some(share(query.hits(rel, at), query.relevant(rel))),
            Self::Pair { rel } => query.pairs(rel),
            Self::Bpref { rel } => Some(query.bpref(rel)),
            Self::Bad { rel, at } => {
                let places = at.min(query.relevant(rel));
                (places > 0).then(|| share(query.grades().take(places).filter(|&g| g == 0).count(), places))
            }
            Self::Success { rel, at } => Some(f64::from(u8::from(query.hits(rel, at) > 0))),
            Self::Judged { at } => {
                let filled = at.min(ranked.len());
                Some(share(
                    ranked.iter().take(filled).filter(|p| judged.contains_key(&p.doc)).count(),
                    filled,
                ))
            }
        }
    }

    /// Whether less is better.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        matches!(self, Self::Bad { .. })
    }

    fn parts(&self) -> (&'static str, Vec<String>, Option<usize>) {
        let rel = |rel: u8| vec![format!("rel={rel}")];
        match *self {
            Self::Ndcg { gain: Gain::Exponential, at } => ("ndcg", vec![], Some(at)),
            Self::Ndcg { gain: Gain::Linear, at } => ("ndcg", vec!["linear".to_owned()], Some(at)),
            Self::AveragePrecision { rel: r } => ("map", rel(r), None),
            Self::ReciprocalRank { rel: r } => ("mrr", rel(r), None),
            Self::Precision { rel: r, at } => ("p", rel(r), Some(at)),
            Self::RPrecision { rel: r } => ("rprec", rel(r), None),
            Self::Recall { rel: r, at } => ("recall", rel(r), Some(at)),
            Self::Pair { rel: r } => ("pair", rel(r), None),
            Self::Bpref { rel: r } => ("bpref", rel(r), None),
            Self::Bad { rel: r, at } => ("bad", rel(r), Some(at)),
            Self::Success { rel: r, at } => ("success", rel(r), Some(at)),
            Self::Judged { at } => ("judged", vec![], Some(at)),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, options, at) = self.parts();
        write!(f, "{name}")?;
        if !options.is_empty() {
            write!(f, "({})", options.join(","))?;
        }
        at.map_or(Ok(()), |at| write!(f, "@{at}"))
    }
}

/// A name that is no measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no measure; write one like ndcg@10, map(rel=1), p(rel=2)@5, pair(rel=2)")]
pub struct UnknownMeasure {
    /// What was written.
    pub name: String,
}

impl FromStr for Measure {
    type Err = UnknownMeasure;

    fn from_str(text: &str) -> Result<Self, UnknownMeasure> {
        if let Some(measure) = Self::HOUSE.into_iter().find(|m| m.label() == text) {
            return Ok(measure);
        }
        parse(text).ok_or_else(|| UnknownMeasure { name: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<Measure> {
    let (head, at) = match text.split_once('@') {
        Some((head, at)) => (head, Some(at.parse().ok().filter(|&at| at > 0)?)),
        None => (text, None),
    };
    let (name, option) = match head.split_once('(') {
        Some((name, option)) => (name, option.strip_suffix(')')?),
        None => (head, ""),
    };
    if name == "ndcg" {
        let gain = match option {
            "" => Gain::Exponential,
            "linear" => Gain::Linear,
            _ => return None,
        };
        return Some(Measure::Ndcg { gain, at: at.unwrap_or(usize::MAX) });
    }
    let rel =
        if option.is_empty() { 1 } else { option.strip_prefix("rel=")?.parse().ok().filter(|&r| r > 0)? };
    match (name, at) {
        ("map", None) => Some(Measure::AveragePrecision { rel }),
        ("mrr", None) => Some(Measure::ReciprocalRank { rel }),
        ("p", Some(at)) => Some(Measure::Precision { rel, at }),
        ("rprec", None) => Some(Measure::RPrecision { rel }),
        ("recall", Some(at)) => Some(Measure::Recall { rel, at }),
        ("pair", None) => Some(Measure::Pair { rel }),
        ("bpref", None) => Some(Measure::Bpref { rel }),
        ("bad", Some(at)) => Some(Measure::Bad { rel, at }),
        ("success", Some(at)) => Some(Measure::Success { rel, at }),
        ("judged", Some(at)) if option.is_empty() => Some(Measure::Judged { at }),
        _ => None,
    }
}

/// `part` of `whole`; nothing of nothing is nothing.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What the place `i` (from 0) is worth.
pub(crate) fn discount(i: usize) -> f64 {
    1.0 / (i as f64 + 2.0).log2()
}

struct Query<'a> {
    judged: &'a Judged,
    ranked: &'a [&'a Placed],
}

impl Query<'_> {
    /// The grade of each place.
    fn grades(&self) -> impl Iterator<Item = u8> {
        self.ranked.iter().map(|p| self.judged.get(&p.doc).map_or(0, |j| j.grade()))
    }

    fn relevant(&self, rel: u8) -> usize {
        self.judged.values().filter(|j| j.grade() >= rel).count()
    }

    fn hits(&self, rel: u8, at: usize) -> usize {
        self.grades().take(at).filter(|&g| g >= rel).count()
    }

    fn ndcg(&self, gain: Gain, at: usize) -> f64 {
        let dcg = |grades: &mut dyn Iterator<Item = u8>| -> f64 {
            grades.take(at).enumerate().map(|(i, g)| gain.of(g) * discount(i)).sum()
        };
        let mut best: Vec<u8> = self.judged.values().map(|j| j.grade()).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        let ideal = dcg(&mut best.into_iter());
        if ideal > 0.0 { dcg(&mut self.grades()) / ideal } else { 0.0 }
    }

    fn average_precision(&self, rel: u8) -> f64 {
        let places = self.grades().enumerate().filter(|&(_, g)| g >= rel).map(|(i, _)| i + 1);
        let sum: f64 = (1usize..).zip(places).map(|(hits, place)| share(hits, place)).sum();
        let relevant = self.relevant(rel);
        if relevant == 0 { 0.0 } else { sum / relevant as f64 }
    }

    fn pairs(&self, rel: u8) -> Option<f64> {
        let scores: BTreeMap<&str, Score> = self.ranked.iter().map(|p| (p.doc.as_str(), p.score)).collect();
        let of = |wanted: fn(u8, u8) -> bool| -> Vec<Option<Score>> {
            let chosen = self.judged.iter().filter(|(_, j)| wanted(j.grade(), rel));
            chosen.map(|(doc, _)| scores.get(doc.as_str()).copied()).collect()
        };
        let (good, near) = (of(|g, rel| g >= rel), of(|g, _| g == 0));
        let halves = |a: &Option<Score>| near.iter().map(|b| a.cmp(b) as i64 + 1).sum::<i64>();
        let right: i64 = good.iter().map(halves).sum();
        let pairs = good.len() * near.len();
        (pairs > 0).then(|| right as f64 / (2 * pairs) as f64)
    }

    /// As `trec_eval` has it: over min(R, N), each relevant document against the judged others above it.
    fn bpref(&self, rel: u8) -> f64 {
        let relevant = self.relevant(rel);
        let bound = relevant.min(self.judged.len() - relevant);
        let (mut others, mut sum) = (0usize, 0.0);
        for judgement in self.ranked.iter().filter_map(|p| self.judged.get(&p.doc)) {
            if judgement.grade() < rel {
                others += 1;
            } else {
                sum += 1.0 - share(others.min(relevant), bound);
            }
        }
        if relevant == 0 { 0.0 } else { sum / relevant as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Judgements, Run};

    /// Judgements and ranking as digits: `3210` are the judged grades in the ranked order, `.` is not judged, what
    /// follows `/` is judged but not ranked.
    fn check(measure: &str, ranking: &str, expected: Option<f64>) {
        let (ranked, missing) = ranking.split_once('/').unwrap_or((ranking, ""));
        let mut judgements = Judgements::default();
        for (i, grade) in ranked.chars().chain(missing.chars()).enumerate() {
            if let Some(grade) = grade.to_digit(10) {
                judgements.insert("q", &format!("d{i:03}"), grade as u8, "");
            }
        }
        let scored =
            (0..ranked.len()).map(|i| ("q".to_owned(), format!("d{i:03}"), Score::new(-(i as f64)).unwrap()));
        let run: Run = scored.collect();
        let found = measure
            .parse::<Measure>()
            .unwrap()
            .of(judgements.of("q").unwrap(), &run.ranked("q", Default::default()));
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(
            found.zip(expected).map_or(found == expected, |(a, b)| near(a, b)),
            "{measure} {ranking}: {found:?}"
        );
    }

    #[test]
    fn the_best_order_has_an_ndcg_of_one() {
        check("ndcg@10", "3321.0", Some(1.0));
        check("ndcg(linear)@10", "3321", Some(1.0));
    }

    #[test]
    fn gains_are_exponential_unless_linear_is_asked_for() {
        check("ndcg@10", "13", Some((1.0 + 7.0 / 3f64.log2()) / (7.0 + 1.0 / 3f64.log2())));
        check("ndcg(linear)@10", "13", Some((1.0 + 3.0 / 3f64.log2()) / (3.0 + 1.0 / 3f64.log2())));
    }

    #[test]
    fn what_is_not_ranked_counts_against_recall_but_not_against_precision() {
        check("recall(rel=2)@20", "3/3", Some(0.5));
        check("p(rel=2)@1", "3/3", Some(1.0));
        check("p(rel=1)@5", "3", Some(0.2));
        check("map(rel=1)", "03/1", Some(0.25));
        check("mrr(rel=2)", "1.3", Some(1.0 / 3.0));
        check("rprec(rel=2)", "303/", Some(0.5));
    }

    #[test]
    fn pairs_are_counted_against_judged_near_misses_only() {
        check("pair(rel=2)", ".3.02", Some(0.5));
        check("pair(rel=2)", "3/0", Some(1.0));
        check("pair(rel=2)", "0/3", Some(0.0));
        check("pair(rel=2)", "/30", Some(0.5));
        check("pair(rel=2)", "3.2", None);
    }

    #[test]
    fn bad_places_are_counted_among_as_many_as_there_are_good_ones() {
        check("bad(rel=2)@5", "3.12", Some(0.5));
        check("bad(rel=2)@5", "3", Some(0.0));
        check("bad(rel=2)@5", "1.", None);
    }

    #[test]
    fn coverage_asks_for_one_good_place_or_for_judgements() {
        check("success(rel=2)@2", "1.3", Some(0.0));
        check("success(rel=2)@3", "1.3", Some(1.0));
        check("judged@3", "1.3", Some(2.0 / 3.0));
        check("judged@3", "1", Some(1.0));
    }

    #[test]
    fn names_are_read_back_and_wrong_ones_told() {
        for measure in Measure::HOUSE {
            assert_eq!(measure.to_string().parse(), Ok(measure));
            assert_eq!(measure.label().parse(), Ok(measure));
        }
        for wrong in ["ndcg@0", "ndcg(log)@3", "p(rel=1)", "map@3", "map(rel=0)", "auc", "p(rel=2@5"] {
            assert!(wrong.parse::<Measure>().is_err(), "{wrong}");
        }
    }
}
