//! Carries proposals out on a person's features.

use super::barrier::{Barrier, WishKind};
use super::{Loosened, NamedRegion, NamedWork};
use crate::features::{Wanted, Wish};
use crate::knowledge::Knowledge;
use crate::model::{
    Answer, EmploymentForm, Evidence, Field, OccupationId, PlaceWish, RegionCode, WishFirmness,
};

/// The wishes of `wanted`, loosened just so far that all these barriers fall.
pub(super) fn of_barriers(knowledge: &Knowledge, wanted: &Wanted, barriers: &[Barrier]) -> Vec<Loosened> {
    let of_kind = |kind: WishKind| {
        let own: Vec<&Barrier> = barriers.iter().filter(|barrier| barrier.kind == kind).collect();
        let farthest = own.iter().map(|barrier| barrier.distance).max()?;
        let mut adds: Vec<u32> = own.iter().map(|barrier| barrier.adds).collect();
        adds.sort_unstable();
        adds.dedup();
        loosened(knowledge, wanted, kind, farthest, &adds)
    };
    WishKind::ALL.into_iter().filter_map(of_kind).collect()
}

fn loosened(
    knowledge: &Knowledge,
    wanted: &Wanted,
    kind: WishKind,
    farthest: u32,
    adds: &[u32],
) -> Option<Loosened> {
    Some(match kind {
        WishKind::Pay => {
            let from = wanted.pay?.floor;
            Loosened::Pay { from, to: from - farthest }
        }
        WishKind::Places => {
            let named = |&code: &u32| {
                let code = RegionCode(code);
                NamedRegion { code, name: knowledge.name_of_region(code) }
            };
            Loosened::Places { regions: adds.iter().map(named).collect(), metres: farthest }
        }
        WishKind::End => {
            let from = wanted.schedule.latest_end?;
            Loosened::End { from, to: from + farthest as u16 }
        }
        WishKind::Nights => Loosened::Nights,
        WishKind::FullTime => Loosened::FullTime,
        WishKind::Work => {
            let named = |&id: &u32| {
                let id = OccupationId(id as u16);
                NamedWork { id, name: knowledge.name_of_occupation(id).to_owned() }
            };
            let occupations = adds.iter().map(named).collect();
            Loosened::Work { occupations, nearness: 1000u32.saturating_sub(farthest) as u16 }
        }
    })
}

/// The person after giving way.
pub(super) fn loosen(wanted: &Wanted, loosened: &[Loosened]) -> Wanted {
    let mut wanted = wanted.clone();
    loosened.iter().for_each(|wish| apply(&mut wanted, wish));
    wanted
}

fn apply(wanted: &mut Wanted, wish: &Loosened) {
    match wish {
        Loosened::Pay { to, .. } => {
            if let Some(pay) = &mut wanted.pay {
                pay.floor = pay.floor.min(*to);
            }
        }
        Loosened::Places { regions, .. } => {
            // Whoever named no place is matched around home: naming one must not take that away.
            wanted.region.near_home |= wanted.region.places.is_empty() && wanted.home.is_some();
            wanted.region.places.extend(regions.iter().map(|region| place(region.code)));
        }
        Loosened::End { to, .. } => {
            let later = wanted.schedule.latest_end.map(|end| end.max(*to));
            wanted.schedule.latest_end = later;
        }
        Loosened::Nights => {
            wanted.schedule.day_only = false;
            wanted.schedule.nights = Answer::Unknown;
        }
        Loosened::FullTime => wanted.forms.insert(EmploymentForm::FullTime),
        Loosened::Work { occupations, .. } => {
            let occupations = occupations.iter().map(|work| work.id).collect();
            wanted.wishes.push(Wish { occupations, strength: ACCEPTABLE });
        }
    }
}

/// As strong as a wish that `would do` ([`WishFirmness::Acceptable`]).
const ACCEPTABLE: u16 = 900;

/// A place that would do. It stands in no text.
fn place(region: RegionCode) -> PlaceWish {
    let at = Evidence::new(Field::WishRegion, 0..0);
    PlaceWish { region, firmness: WishFirmness::Acceptable, condition: None, at }
}
