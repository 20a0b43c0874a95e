//! Distances between regions and who borders whom.

use super::{RegionCode, Regions};

/// A rough centre in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Centroid {
    /// Degrees north × 1,000,000.
    pub north: i32,
    /// Degrees east × 1,000,000.
    pub east: i32,
}

impl Centroid {
    /// Reads decimal degrees with at most six decimals; no floating point, so the value is the same everywhere.
    pub(super) fn from_degrees(north: &str, east: &str) -> Option<Self> {
        Some(Self { north: micro_degrees(north)?, east: micro_degrees(east)? })
    }

    /// Metres to `other` on a sphere, flat between the two latitudes: within 1 % up to some hundred kilometres.
    #[must_use]
    pub fn distance_m(self, other: Self) -> u32 {
        let north = metres(i64::from(self.north) - i64::from(other.north));
        let middle = (i64::from(self.north) + i64::from(other.north)) / 2;
        let east = metres(i64::from(self.east) - i64::from(other.east)) * cosine(middle) / 1_000_000;
        let square = (north * north + east * east).unsigned_abs();
        u32::try_from(square.isqrt()).unwrap_or(u32::MAX)
    }
}

impl Regions {
    /// The rough centre of `code`, or of the nearest region above it that has one.
    #[must_use]
    pub fn centroid(&self, code: RegionCode) -> Option<Centroid> {
        let mut at = Some(code);
        while let Some(region) = at {
            if let Ok(index) = self.centroids.binary_search_by_key(&region, |&(c, _)| c) {
                return Some(self.centroids[index].1);
            }
            at = region.parent();
        }
        None
    }

    /// Metres between the rough centres of two regions; none where one lies in the other or a centre is not known.
    ///
    /// Two towns of one county have the county's centre, and are at distance 0.
    #[must_use]
    pub fn distance_m(&self, a: RegionCode, b: RegionCode) -> Option<u32> {
        if a != b && (a.contains(b) || b.contains(a)) {
            return None;
        }
        Some(self.centroid(a)?.distance_m(self.centroid(b)?))
    }

    /// The counties that border the county of `code`, ascending; empty where the table does not know.
    pub fn neighbours(&self, code: RegionCode) -> impl Iterator<Item = RegionCode> + '_ {
        let county = code.county();
        let from = self.neighbours.partition_point(|&(a, _)| a < county);
        self.neighbours[from..].iter().take_while(move |&&(a, _)| a == county).map(|&(_, b)| b)
    }

    /// Whether the counties of `a` and `b` border each other.
    #[must_use]
    pub fn are_neighbours(&self, a: RegionCode, b: RegionCode) -> bool {
        self.neighbours.binary_search(&(a.county(), b.county())).is_ok()
    }
}

/// Metres of a meridian per degree: the earth's mean radius of 6,371,008.8 m × π / 180.
const METRES_PER_DEGREE: i64 = 111_195;

fn metres(micro_degrees: i64) -> i64 {
    micro_degrees * METRES_PER_DEGREE / 1_000_000
}

/// Cosines of 0°, 5° … 60°, in millionths: China lies between 3° and 54° north.
const COSINES: [i64; 13] = [
    1_000_000, 996_195, 984_808, 965_926, 939_693, 906_308, 866_025, 819_152, 766_044, 707_107, 642_788,
    573_576, 500_000,
];

/// The cosine of a latitude, straight between two entries of the table: off by less than 0.1 %.
fn cosine(micro_degrees: i64) -> i64 {
    let at = micro_degrees.clamp(0, 59_999_999);
    let (index, rest) = ((at / 5_000_000) as usize, at % 5_000_000);
    COSINES[index] + (COSINES[index + 1] - COSINES[index]) * rest / 5_000_000
}

fn micro_degrees(text: &str) -> Option<i32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() > 6 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let fraction = format!("{part:0<6}").parse::<i32>().ok()?;
    whole.parse::<i32>().ok()?.checked_mul(1_000_000)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::code;

    fn check(a: &str, b: &str, kilometres: std::ops::RangeInclusive<u32>) {
        let regions = Regions::embedded();
        let there = regions.distance_m(code(a), code(b)).expect("both have a centre");
        assert!(kilometres.contains(&(there / 1000)), "{a} {b}: {there} m");
        assert_eq!(regions.distance_m(code(b), code(a)), Some(there));
    }

    #[test]
    fn distances_are_those_of_the_map() {
        check("120101", "120103", 1..=6);
        check("120104", "120119", 95..=110);
        check("120116", "110105", 130..=160);
        check("440100", "110000", 1850..=1920);
        check("120111100", "120111105", 0..=0);
    }

    #[test]
    fn a_region_has_no_distance_to_what_it_lies_in() {
        let regions = Regions::embedded();
        assert_eq!(regions.distance_m(code("120000"), code("120103")), None);
    }

    #[test]
    fn neighbours_are_mutual() {
        let regions = Regions::embedded();
        for &(a, b) in &regions.neighbours {
            assert!(a != b && regions.are_neighbours(b, a), "{a} {b}");
        }
        assert!(regions.are_neighbours(code("120111100"), code("120104")));
        assert!(!regions.are_neighbours(code("120119"), code("120118")));
        assert_eq!(regions.neighbours(code("120112")).count(), 4);
    }
}
