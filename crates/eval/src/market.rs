//! The market as a whole: who has a good post, which posts have nobody, and whether a few posts draw everyone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Serialize;

use crate::judgements::Judgements;
use crate::run::{Placed, Run, Score};

/// What makes a recommendation a good one.
#[derive(Debug, Clone, Copy)]
pub enum Good<'a> {
    /// A score of at least this.
    Score(Score),
    /// A judgement of at least this grade.
    Grade(&'a Judgements, u8),
}

impl Good<'_> {
    fn holds(&self, person: &str, placed: &Placed) -> bool {
        match self {
            Self::Score(least) => placed.score >= *least,
            Self::Grade(judgements, least) => {
                judgements.grade(person, &placed.doc).is_some_and(|g| g >= *least)
            }
        }
    }
}

/// How the first places of everyone's list spread over the posts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Market {
    /// Persons.
    pub persons: usize,
    /// Persons without a good post, by id.
    pub persons_unserved: Vec<String>,
    /// Posts.
    pub posts: usize,
    /// Posts that are good for nobody to whom they are shown, by id.
    pub posts_unserved: Vec<String>,
    /// Recommendations made: places filled.
    pub recommendations: u64,
    /// Share of the recommendations that go to the most recommended hundredth of the posts (at least one post).
    pub top_percent_share: f64,
    /// Gini coefficient of the recommendations over the posts: 0 all alike, towards 1 all on one.
    pub gini: f64,
}

impl Market {
    /// Looks at the first `at` places, not refused, of each of `persons` over `posts`; others take no part.
    #[must_use]
    pub fn of(
        run: &Run,
        persons: &BTreeSet<String>,
        posts: &BTreeSet<String>,
        at: usize,
        good: Good<'_>,
    ) -> Self {
        let mut counts: BTreeMap<&str, (u64, bool)> =
            posts.iter().map(|p| (p.as_str(), (0, false))).collect();
        let mut persons_unserved = Vec::new();
        for person in persons {
            let mut served = false;
            for placed in run.top(person, at) {
                let Some((shown, wanted)) = counts.get_mut(placed.doc.as_str()) else { continue };
                let is_good = good.holds(person, placed);
                *shown += 1;
                *wanted |= is_good;
                served |= is_good;
            }
            if !served {
                persons_unserved.push(person.clone());
            }
        }
        let unserved = counts.iter().filter(|(_, c)| !c.1).map(|(post, _)| (*post).to_owned()).collect();
        let shown: Vec<u64> = counts.values().map(|c| c.0).collect();
        Self {
            persons: persons.len(),
            persons_unserved,
            posts: posts.len(),
            posts_unserved: unserved,
            recommendations: shown.iter().sum(),
            top_percent_share: top_percent_share(&shown),
            gini: gini(&shown),
        }
    }

    /// Share of the persons with at least one good post.
    #[must_use]
    pub fn person_coverage(&self) -> f64 {
        covered(self.persons, self.persons_unserved.len())
    }

    /// Share of the posts that are good for at least one person to whom they are shown.
    #[must_use]
    pub fn post_coverage(&self) -> f64 {
        covered(self.posts, self.posts_unserved.len())
    }
}

impl fmt::Display for Market {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let served = |all: usize, unserved: &[String]| all - unserved.len();
        let (persons, posts) =
            (served(self.persons, &self.persons_unserved), served(self.posts, &self.posts_unserved));
        writeln!(
            f,
            "persons with a good post  {persons} of {} ({:.3})",
            self.persons,
            self.person_coverage()
        )?;
        writeln!(f, "posts with a good person  {posts} of {} ({:.3})", self.posts, self.post_coverage())?;
        writeln!(f, "recommendations           {}", self.recommendations)?;
        writeln!(f, "on the top 1 % of posts   {:.3}", self.top_percent_share)?;
        writeln!(f, "Gini over posts           {:.3}", self.gini)
    }
}

fn covered(all: usize, unserved: usize) -> f64 {
    if all == 0 { 0.0 } else { (all - unserved) as f64 / all as f64 }
}

fn top_percent_share(shown: &[u64]) -> f64 {
    let mut most = shown.to_vec();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let top: u64 = most.iter().take(shown.len().div_ceil(100)).sum();
    let all: u64 = shown.iter().sum();
    if all == 0 { 0.0 } else { top as f64 / all as f64 }
}

/// `2 Σ i·x / (n Σ x) − (n + 1) / n` over the counts in rising order, i from 1.
fn gini(shown: &[u64]) -> f64 {
    let mut rising = shown.to_vec();
    rising.sort_unstable();
    let (n, all) = (rising.len() as u128, rising.iter().map(|&x| u128::from(x)).sum::<u128>());
    if all == 0 {
        return 0.0;
    }
    let weighted: u128 = (1u128..).zip(&rising).map(|(i, &x)| i * u128::from(x)).sum();
    // The weighted sum is at least that of equal counts, (n + 1) Σ x / 2, so this does not go below zero.
    (2 * weighted - (n + 1) * all) as f64 / (n * all) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn market(run: &str, posts: usize, least: f64) -> Market {
        let run = Run::read(run.as_bytes()).unwrap();
        let persons = ["P1", "P2"].map(str::to_owned).into();
        let posts = (1..=posts).map(|i| format!("J{i}")).collect();
        Market::of(&run, &persons, &posts, 2, Good::Score(Score::new(least).unwrap()))
    }

    fn check(shown: &[u64], expected: f64) {
        assert!((gini(shown) - expected).abs() < 1e-12, "{shown:?}: {}", gini(shown));
    }

    #[test]
    fn gini_is_zero_for_equal_counts_and_rises_to_one_less_a_share() {
        check(&[3, 3, 3], 0.0);
        check(&[0, 0, 0, 8], 0.75);
        check(&[1, 3], 0.25);
        check(&[], 0.0);
    }

    #[test]
    fn whoever_has_no_good_post_and_whatever_post_has_nobody_is_named() {
        let found = market("P1\tJ1\t9\nP1\tJ2\t2\nP1\tJ3\t1\nP2\tJ1\tveto\nP2\tJ2\t3\n", 3, 5.0);
        assert_eq!(found.persons_unserved, ["P2"]);
        assert_eq!(found.posts_unserved, ["J2", "J3"]);
        assert_eq!((found.recommendations, found.person_coverage()), (3, 0.5));
    }

    #[test]
    fn congestion_is_the_share_of_the_most_shown_hundredth() {
        let found = market("P1\tJ1\t9\nP1\tJ2\t8\nP2\tJ1\t9\nP2\tJ3\t1\n", 150, 5.0);
        assert_eq!(found.top_percent_share, 0.75, "two of 150 posts hold three of four places");
    }

    #[test]
    fn grades_decide_where_they_are_asked_for() {
        let judgements = Judgements::read("P1\tJ1\t3\nP2\tJ1\t0\n".as_bytes()).unwrap();
        let run = Run::read("P1\tJ1\t1\nP2\tJ1\t9\n".as_bytes()).unwrap();
        let (persons, posts) = (["P1", "P2"].map(str::to_owned).into(), ["J1".to_owned()].into());
        let found = Market::of(&run, &persons, &posts, 5, Good::Grade(&judgements, 2));
        assert_eq!(found.persons_unserved, ["P2"]);
    }
}
