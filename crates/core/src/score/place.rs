//! Where the work is, against where the person would work.

use super::{Distance, Fit, Pair, RefusalCode, Verdict};
use crate::features::Wanted;
use crate::knowledge::Knowledge;
use crate::model::{LodgingWish, PlaceCondition, PlaceWish, RegionCode, WishFirmness};

/// The part: the best place of the ad against the best wish.
pub(crate) fn verdict(pair: Pair<'_>) -> Verdict {
    judged(pair, nearest_m)
}

/// The same with no distance in a refusal: distances are most of the cost, and a ranking shows none.
pub(crate) fn verdict_without_distance(pair: Pair<'_>) -> Verdict {
    judged(pair, |_, _, _| None)
}

/// Whether lodging and a shuttle may change the verdict for this person; all that asks about them is in this module.
pub(crate) fn minds_lodging(wanted: &Wanted) -> bool {
    let asks = |condition| matches!(condition, Some(PlaceCondition::Lodging | PlaceCondition::Shuttle));
    let region = &wanted.region;
    wanted.lodging != LodgingWish::Unsaid
        || region.elsewhere.is_yes()
        || region.anywhere.is_some_and(asks)
        || region.places.iter().any(|wish| asks(wish.condition))
}

/// How far a place is from the nearest of some regions.
type Metres = fn(&Knowledge, &[RegionCode], RegionCode) -> Option<u32>;

fn judged(pair: Pair<'_>, metres: Metres) -> Verdict {
    let offered = pair.offered;
    if offered.remote || offered.anywhere {
        return Verdict::known(if offered.remote && !pair.wanted.region.remote.is_no() { 1000 } else { 850 });
    }
    if offered.places.is_empty() {
        return Verdict::unknown();
    }
    let fits = offered.places.iter().map(|&place| at(pair, place, metres));
    let best = fits.max_by_key(|reach| reach.value()).unwrap_or(Reach::Unknown);
    match best {
        Reach::Unknown => Verdict::unknown(),
        Reach::Within(value) => Verdict { fit: Fit::of(value), refusal: None },
        Reach::Outside(metres) => {
            let distance = metres.map_or(Distance::None, Distance::Metres);
            let near = metres.is_some_and(|m| m <= WORTH_A_TALK_M);
            Verdict::refused(RefusalCode::Outside, distance).negotiable_if(near)
        }
    }
}

/// Farther than this no talk moves a person who did not offer it. Chosen: the radius of a large city with its counties.
/// A place that is expressly excluded has no distance and is no matter of talk.
const WORTH_A_TALK_M: u32 = 100_000;

/// How a place stands to the wishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Outside(Option<u32>),
    Unknown,
    Within(u32),
}

impl Reach {
    /// For the best of several: outside is the worst, unknown counts as a middling fit.
    fn value(self) -> (u32, u32) {
        match self {
            Self::Outside(metres) => (0, u32::MAX - metres.unwrap_or(u32::MAX)),
            Self::Unknown => (600, 0),
            Self::Within(value) => (value.max(1), 1),
        }
    }
}

fn at(pair: Pair<'_>, place: RegionCode, metres: Metres) -> Reach {
    let region = &pair.wanted.region;
    let knowledge = pair.knowledge;
    if region.excluded.iter().any(|&out| knowledge.contains(out, place)) {
        return Reach::Outside(None);
    }
    let wished = region.places.iter().filter_map(|wish| named(pair, wish, place)).max();
    let free = anywhere(pair).map(|value| if near_home(pair, place) { value + 50 } else { value });
    let best = wished.max(free).max(around_home(pair, place)).map(|value| housed(pair, place, value));
    best.map_or_else(|| beyond(pair, place, metres), Reach::Within)
}

/// Who needs a bed at the post is ill served by one without, unless it is near home.
fn housed(pair: Pair<'_>, place: RegionCode, value: u32) -> u32 {
    let homeless =
        pair.wanted.lodging != LodgingWish::Unsaid && !pair.offered.lodging && !near_home(pair, place);
    match pair.wanted.lodging {
        LodgingWish::Needed if homeless => value * 55 / 100,
        LodgingWish::Wished if homeless => value * 85 / 100,
        _ => value,
    }
}

/// The fit of a wish that covers the place, or lies next to it.
fn named(pair: Pair<'_>, wish: &PlaceWish, place: RegionCode) -> Option<u32> {
    let knowledge = pair.knowledge;
    let firm = match wish.firmness {
        WishFirmness::Required | WishFirmness::Preferred => 1000,
        WishFirmness::Wished => 960,
        WishFirmness::Acceptable => 850,
        WishFirmness::Fallback => 750,
    };
    let met = met(pair, wish.condition)?;
    if knowledge.contains(wish.region, place) {
        return Some(firm * met / 1000);
    }
    if knowledge.contains(place, wish.region) {
        return Some(firm * met / 1000 * 4 / 5); // the ad says only the wider region
    }
    let metres = knowledge.distance_m(wish.region, place)?;
    let near = match wish.condition {
        Some(PlaceCondition::Near) if metres <= around_m(knowledge, wish.region) => 700,
        _ => nearness(metres, knowledge.adjacent(wish.region, place)).or_else(|| in_time(pair, metres))?,
    };
    Some(near * firm / 1000 * met / 1000)
}

/// Fit of a place beside the wished one, by the way between the two centres; none beyond a daily way to work.
fn nearness(metres: u32, adjacent: bool) -> Option<u32> {
    match (metres, adjacent) {
        (0..=6_000, _) => Some(650),
        (6_001..=12_000, true) => Some(550),
        (12_001..=20_000, true) | (6_001..=12_000, false) => Some(400),
        _ => None,
    }
}

/// Within the way that the person would travel, at the pace of a metro with its walks at both ends.
fn in_time(pair: Pair<'_>, metres: u32) -> Option<u32> {
    let minutes = u32::from(pair.wanted.region.max_minutes?);
    (metres <= minutes * METRES_A_MINUTE).then_some(450)
}

/// Chosen: 18 km/h from door to door.
const METRES_A_MINUTE: u32 = 300;

/// How far `边上` reaches from the centre: of a whole city to the towns on its rim, of a district to the next ones.
/// Chosen by the size of Beijing and Tianjin.
fn around_m(knowledge: &Knowledge, region: RegionCode) -> u32 {
    if knowledge.county_code(region).is_none() { 60_000 } else { 10_000 }
}

/// Whether the condition of a wish is met, 0..=1000; `None` where the ad says that it is not.
fn met(pair: Pair<'_>, condition: Option<PlaceCondition>) -> Option<u32> {
    match condition {
        Some(PlaceCondition::Lodging) if !pair.offered.lodging => None,
        Some(PlaceCondition::Shuttle) if !pair.offered.shuttle && !pair.offered.lodging => Some(600),
        Some(PlaceCondition::Lodging | PlaceCondition::Shuttle) => Some(900),
        Some(PlaceCondition::Money | PlaceCondition::Transit | PlaceCondition::Near) => Some(850),
        None => Some(1000),
    }
}

/// The fit of any place, where the person says that any will do.
fn anywhere(pair: Pair<'_>) -> Option<u32> {
    let condition = pair.wanted.region.anywhere?;
    Some(met(pair, condition)? * 85 / 100)
}

fn near_home(pair: Pair<'_>, place: RegionCode) -> bool {
    pair.wanted.home.is_some_and(|home| pair.knowledge.same_county(home, place))
}

/// Where home is all that is known, or nearness to it is wished, the way from there counts.
fn around_home(pair: Pair<'_>, place: RegionCode) -> Option<u32> {
    let wanted = pair.wanted;
    if !wanted.region.near_home && !wanted.region.places.is_empty() {
        return None;
    }
    let home = wanted.home?;
    if pair.knowledge.contains(home, place) || pair.knowledge.contains(place, home) {
        return Some(1000);
    }
    if pair.knowledge.same_county(home, place) {
        return Some(900);
    }
    nearness(pair.knowledge.distance_m(home, place)?, pair.knowledge.adjacent(home, place))
}

/// No wish reaches the place: outside if any wish or a home is known, else unknown.
fn beyond(pair: Pair<'_>, place: RegionCode, metres: Metres) -> Reach {
    let wanted = pair.wanted;
    let wishes = wanted.region.places.iter().map(|w| w.region);
    let known: Vec<RegionCode> = wishes.chain(wanted.home).collect();
    if known.is_empty() && wanted.region.anywhere.is_none() {
        return Reach::Unknown;
    }
    // Whoever would live at the post reaches it from everywhere within their own wish to leave.
    if pair.offered.lodging && wanted.region.elsewhere.is_yes() {
        return Reach::Within(600);
    }
    Reach::Outside(metres(pair.knowledge, &known, place))
}

/// Of the places of an ad that lie outside of the wishes, the county of the nearest and its way in metres. What the
/// person excluded is never among them, nor another city for those who would not leave theirs.
pub(crate) fn nearest_outside(pair: Pair<'_>) -> Option<(RegionCode, u32)> {
    let (region, knowledge) = (&pair.wanted.region, pair.knowledge);
    let known: Vec<RegionCode> =
        region.places.iter().map(|wish| wish.region).chain(pair.wanted.home).collect();
    let at_home = |place| known.iter().any(|&own| knowledge.same_prefecture(own, place));
    let may = |&place: &RegionCode| {
        let excluded = region.excluded.iter().any(|&out| knowledge.contains(out, place));
        !excluded && (!region.elsewhere.is_no() || at_home(place))
    };
    let way = |place: RegionCode| Some((nearest_m(knowledge, &known, place)?, knowledge.county(place)));
    let places = pair.offered.places.iter().copied().filter(may);
    places.filter_map(way).min().map(|(metres, county)| (county, metres))
}

fn nearest_m(knowledge: &Knowledge, from: &[RegionCode], place: RegionCode) -> Option<u32> {
    from.iter().filter_map(|&region| knowledge.distance_m(region, place)).min()
}
