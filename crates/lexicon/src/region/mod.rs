//! Regions: codes, names, borders, rough distances, and the reader of places in a text.
//!
//! Holds GB/T 2260 from province to county, its extension to streets and towns, and other names of places (old names,
//! functional areas, quarters, groups). Knows no postings and no people: it says which places a text names and how
//! they were meant ([`RegionReading`]); what that is worth is not decided here.

mod code;
mod cue;
mod geo;
mod mention;
mod reader;
mod token;
mod words;

pub use code::{RegionCode, RegionLevel};
pub use geo::Centroid;
pub use reader::{
    Ambiguity, Anywhere, Condition, NoticeKind, Place, RegionContext, RegionNotice, RegionReading, Wish,
};

use crate::rows::rows;
use words::Words;

/// The regions of the country; immutable, built once and shared.
///
/// ```
/// use rengang_lexicon::region::{RegionContext, Regions};
/// let regions = Regions::embedded();
/// let reading = regions.read("天津市西青区中北镇", RegionContext::default());
/// assert_eq!(reading.places[0].code.to_string(), "120111100");
/// assert_eq!(regions.full_name(reading.places[0].code), "天津市西青区中北镇");
/// ```
#[derive(Debug)]
pub struct Regions {
    /// Ascending by code.
    named: Vec<(RegionCode, &'static str)>,
    centroids: Vec<(RegionCode, Centroid)>,
    /// Each pair both ways, ascending.
    neighbours: Vec<(RegionCode, RegionCode)>,
    words: Words,
}

impl Regions {
    /// Builds the regions from the embedded tables.
    #[must_use]
    pub fn embedded() -> Self {
        let named = named_regions();
        let words = Words::new(&named);
        Self { named, centroids: centroids(), neighbours: neighbours(), words }
    }

    /// The official name of `code` alone, such as 西青区.
    #[must_use]
    pub fn name(&self, code: RegionCode) -> Option<&'static str> {
        self.named.binary_search_by_key(&code, |&(c, _)| c).ok().map(|at| self.named[at].1)
    }

    /// The name of `code` after those of all regions above it, such as 天津市西青区中北镇; unknown parts are left out.
    #[must_use]
    pub fn full_name(&self, code: RegionCode) -> String {
        let mut names: Vec<&str> =
            std::iter::successors(Some(code), |c| c.parent()).filter_map(|c| self.name(c)).collect();
        names.reverse();
        names.concat()
    }

    /// Whether the tables hold `code`.
    #[must_use]
    pub fn has(&self, code: RegionCode) -> bool {
        self.name(code).is_some()
    }

    /// The region of the official code in `digits`, if the tables hold it.
    #[must_use]
    pub fn by_digits(&self, digits: &str) -> Option<RegionCode> {
        RegionCode::from_digits(digits).filter(|&code| self.has(code))
    }

    /// The regions right below `code`, ascending.
    pub fn children(&self, code: RegionCode) -> impl Iterator<Item = RegionCode> + '_ {
        self.below(code).iter().map(|&(c, _)| c).filter(move |c| c.parent() == Some(code))
    }

    /// All regions in `code`, itself included.
    fn below(&self, code: RegionCode) -> &[(RegionCode, &'static str)] {
        let from = self.named.partition_point(|&(c, _)| c < code);
        let len = self.named[from..].partition_point(|&(c, _)| code.contains(c));
        &self.named[from..from + len]
    }
}

fn named_regions() -> Vec<(RegionCode, &'static str)> {
    let tables =
        [include_str!("../../tables/regions/regions.tsv"), include_str!("../../tables/regions/streets.tsv")];
    let mut named: Vec<(RegionCode, &'static str)> = tables
        .into_iter()
        .flat_map(rows)
        .filter_map(|row| Some((RegionCode::from_digits(row.cell(0))?, row.cell(1))))
        .collect();
    named.sort_by_key(|&(code, _)| code);
    named
}

fn centroids() -> Vec<(RegionCode, Centroid)> {
    let read = |row: crate::rows::Row| {
        let centroid = Centroid::from_degrees(row.cell(1), row.cell(2))?;
        Some((RegionCode::from_digits(row.cell(0))?, centroid))
    };
    let mut all: Vec<_> = rows(include_str!("../../tables/regions/centroids.tsv")).filter_map(read).collect();
    all.sort_unstable_by_key(|&(code, _)| code);
    all
}

fn neighbours() -> Vec<(RegionCode, RegionCode)> {
    let read = |row: crate::rows::Row| {
        Some((RegionCode::from_digits(row.cell(0))?, RegionCode::from_digits(row.cell(1))?))
    };
    let pairs = rows(include_str!("../../tables/regions/neighbours.tsv")).filter_map(read);
    let mut both: Vec<_> = pairs.flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    both.sort_unstable();
    both.dedup();
    both
}

#[cfg(test)]
pub(crate) fn code(digits: &str) -> RegionCode {
    RegionCode::from_digits(digits).expect("valid digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(digits: &str, full: &str) {
        assert_eq!(Regions::embedded().full_name(code(digits)), full);
    }

    #[test]
    fn full_names_go_from_the_province_down() {
        check("120000", "天津市");
        check("120103", "天津市河西区");
        check("131082109", "河北省廊坊市三河市燕郊镇");
        check("419001", "河南省济源市");
    }

    #[test]
    fn every_row_of_every_table_is_read_and_names_a_known_region() {
        let regions = Regions::embedded();
        let tables = [
            include_str!("../../tables/regions/regions.tsv"),
            include_str!("../../tables/regions/streets.tsv"),
            include_str!("../../tables/regions/centroids.tsv"),
        ];
        for row in tables.into_iter().flat_map(rows) {
            assert!(regions.by_digits(row.cell(0)).is_some(), "{row:?}");
        }
        for row in rows(include_str!("../../tables/regions/neighbours.tsv")) {
            assert!(
                regions.by_digits(row.cell(0)).is_some() && regions.by_digits(row.cell(1)).is_some(),
                "{row:?}"
            );
        }
        for row in rows(include_str!("../../tables/regions/aliases.tsv")) {
            assert!(row.list(2).all(|digits| regions.by_digits(digits).is_some()), "{row:?}");
        }
        assert!(regions.named.windows(2).all(|pair| pair[0].0 < pair[1].0), "codes are distinct");
        let centres = rows(include_str!("../../tables/regions/centroids.tsv")).count();
        assert_eq!(regions.centroids.len(), centres);
    }

    #[test]
    fn every_county_has_a_centre_through_its_prefecture() {
        let regions = Regions::embedded();
        let without = |&&(c, _): &&(RegionCode, &str)| {
            c.level() == RegionLevel::County && !c.to_string().contains("90") && regions.centroid(c).is_none()
        };
        let missing: Vec<_> = regions.named.iter().filter(without).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn children_are_one_level_down() {
        let regions = Regions::embedded();
        assert_eq!(regions.children(code("120000")).count(), 16);
        assert!(regions.children(code("120111")).any(|c| c == code("120111100")));
    }
}
