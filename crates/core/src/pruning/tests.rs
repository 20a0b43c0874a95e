//! The laws that the pruned path stands on, over random features: small domains, so that everything collides.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::layer::Layer;
use super::memo::{Memo, Query};
use super::search::{GONE, Rest as Bounds, search, with_words};
use crate::features::{
    Demand, Done, MajorsAsked, Offered, PayBand, PayFloor, SkillAsked, Terms, Wanted, Wish,
};
use crate::knowledge::Knowledge;
use crate::model::*;
use crate::options::MatchOptions;
use crate::ranking::Best;
use crate::score::{
    Bent, Look, Nearness, Pair, Part, Sum, Weights, Work, experience, experience_seen, place, skills,
    work_points,
};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::embedded);
const DAY: i32 = 20_777;

/// Draws (SplitMix64): a case is its seed, which proptest prints and shrinks.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(mixed ^ (mixed >> 31)) * bound as u128) >> 64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) { None } else { Some(make(self)) }
    }

    fn up_to<T>(&mut self, most: usize, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }
}

/// Occupations around three of them, so that some are related.
static OCCUPATIONS: LazyLock<Vec<OccupationId>> = LazyLock::new(|| {
    let around =
        |id| KNOWLEDGE.occupation_fits(OccupationId(id)).map(|(id, _)| id).take(12).collect::<Vec<_>>();
    [1700, 1800, 1900].into_iter().flat_map(around).collect()
});

fn occupation(chance: &mut Chance) -> OccupationId {
    chance.pick(&OCCUPATIONS)
}

/// Districts and towns of Tianjin, the city, another city.
fn region(chance: &mut Chance) -> RegionCode {
    let codes = [
        120_101_000,
        120_102_000,
        120_110_000,
        120_111_000,
        120_112_000,
        120_112_100,
        120_000_000,
        110_105_000,
    ];
    RegionCode(chance.pick(&codes))
}

fn terms(chance: &mut Chance) -> Terms {
    let word = |chance: &mut Chance| {
        ((chance.below(60) as u32).wrapping_mul(0x9e37_79b9), 1 + chance.below(1000) as u16)
    };
    Terms::from_words(chance.up_to(25, word))
}

fn skill(chance: &mut Chance) -> SkillId {
    SkillId(chance.below(40) as u16)
}

fn certificate(chance: &mut Chance) -> CertificateQuery {
    let min_level = chance.some(|chance| 1 + chance.below(5) as u8).filter(|_| chance.one_in(2));
    CertificateQuery { certificate: CertificateId(chance.below(12) as u16), min_level }
}

fn strength(chance: &mut Chance) -> Strength {
    chance.pick(&[Strength::Must, Strength::Preferred])
}

fn answer(chance: &mut Chance) -> Answer {
    chance.pick(&[Answer::Unknown, Answer::Unknown, Answer::Yes, Answer::No])
}

fn conditions(chance: &mut Chance) -> ConditionSet {
    chance.up_to(2, |chance| chance.pick(Condition::ALL)).into_iter().collect()
}

fn forms(chance: &mut Chance) -> EmploymentForms {
    chance.up_to(2, |chance| chance.pick(EmploymentForm::ALL)).into_iter().collect()
}

fn major(chance: &mut Chance) -> MajorId {
    MajorId(chance.below(60) as u16)
}

fn education(chance: &mut Chance) -> Education {
    chance.pick(&[Education::Primary, Education::Senior, Education::College, Education::Bachelor])
}

fn schedule(chance: &mut Chance) -> Schedule {
    Schedule {
        rest: chance.some(|c| c.pick(&[Rest::TwoDays, Rest::OneDay, Rest::Alternate])),
        shifts: chance.up_to(1, |c| c.pick(Shift::ALL)).into_iter().collect(),
        night: answer(chance),
        weekends: answer(chance),
        flexible: answer(chance),
        windows: chance.up_to(1, |c| Window { start: 480, end: 960 + 60 * c.below(8) as u16 }),
        choosable: chance.one_in(8),
        ..Schedule::default()
    }
}

fn offered(chance: &mut Chance) -> Offered {
    let audiences =
        [Audience::HardToEmploy, Audience::FreshGraduates, Audience::Veterans, Audience::LocalResidents];
    Offered {
        occupations: chance.up_to(3, |c| (occupation(c), c.pick(&[300, 700, 1000]))),
        terms: terms(chance),
        group: None,
        pay: chance.some(|c| {
            let min = c.some(|c| 500 * c.below(20) as u32);
            PayBand { min, max: c.some(|c| min.unwrap_or(3000) + 500 * c.below(8) as u32) }
        }),
        places: chance.up_to(2, region),
        anywhere: chance.one_in(12),
        remote: chance.one_in(12),
        lodging: chance.one_in(3),
        shuttle: chance.one_in(4),
        experience: chance.some(|c| ExperienceDemand {
            min_months: c.some(|c| 12 * c.below(5) as u16),
            fresh_only: c.one_in(8),
            fresh_ok: c.one_in(6),
            preferred_only: c.one_in(6),
            ..ExperienceDemand::default()
        }),
        education: chance.some(|c| EducationDemand {
            min: c.some(education),
            relaxable: c.one_in(4),
            ..EducationDemand::default()
        }),
        certificates: chance.up_to(2, |c| Demand {
            any_of: vec![certificate(c), certificate(c)],
            strength: c.pick(&[
                CertificateStrength::Must,
                CertificateStrength::Preferred,
                CertificateStrength::Obtainable,
            ]),
        }),
        skills: chance.up_to(4, |c| SkillAsked { any_of: vec![skill(c), skill(c)], strength: strength(c) }),
        audience: if chance.one_in(4) {
            vec![(chance.pick(&audiences), strength(chance))]
        } else {
            Vec::new()
        },
        forms: forms(chance),
        schedule: schedule(chance),
        has: conditions(chance),
        has_not: conditions(chance),
        published: chance.some(|c| DAY - c.below(120) as i32),
        until: chance.some(|c| DAY - 10 + c.below(100) as i32),
        closed: chance.one_in(25),
        vetoed: chance.one_in(25),
        majors: chance.up_to(1, |c| MajorsAsked {
            any_of: vec![major(c)],
            related_ok: c.one_in(2),
            strength: strength(c),
        }),
    }
}

const AT: Evidence = Evidence { field: Field::Wish, start: 0, end: 0 };

fn region_wish(chance: &mut Chance) -> RegionWish {
    let condition = |c: &mut Chance| {
        let lodging = Some(PlaceCondition::Lodging);
        c.pick(&[None, None, lodging, Some(PlaceCondition::Shuttle), Some(PlaceCondition::Near)])
    };
    let firmness =
        |c: &mut Chance| c.pick(&[WishFirmness::Fallback, WishFirmness::Wished, WishFirmness::Required]);
    RegionWish {
        places: chance.up_to(2, |c| PlaceWish {
            region: region(c),
            firmness: firmness(c),
            condition: condition(c),
            at: AT,
        }),
        anywhere: if chance.one_in(6) { Some(condition(chance)) } else { None },
        near_home: chance.one_in(4),
        remote: answer(chance),
        elsewhere: answer(chance),
        excluded: if chance.one_in(6) { vec![region(chance)] } else { Vec::new() },
        max_minutes: chance.some(|c| 20 + c.below(60) as u16),
    }
}

fn schedule_wish(chance: &mut Chance) -> ScheduleWish {
    ScheduleWish {
        nights: answer(chance),
        rotating: answer(chance),
        day_only: chance.one_in(5),
        weekends_off: answer(chance),
        latest_end: chance.some(|c| 960 + 60 * c.below(8) as u16),
        latest_end_soft: chance.one_in(3),
        rest: chance.some(|c| (c.pick(&[Rest::TwoDays, Rest::OneDay]), WishFirmness::Wished)),
        ..ScheduleWish::default()
    }
}

fn wanted(chance: &mut Chance) -> Wanted {
    Wanted {
        wishes: chance
            .up_to(2, |c| Wish { occupations: c.up_to(2, occupation), strength: c.pick(&[650, 1000]) }),
        any_work: chance.one_in(8),
        refused: if chance.one_in(4) { vec![occupation(chance)] } else { Vec::new() },
        done: chance.up_to(2, |c| Done {
            occupations: c.up_to(2, occupation),
            months: c.some(|c| c.below(80) as u16),
            internship: c.one_in(6),
        }),
        trained: chance.up_to(2, |c| (occupation(c), c.pick(&[550, 700]))),
        total_months: chance.some(|c| c.below(120) as u16),
        terms: terms(chance),
        region: region_wish(chance),
        home: chance.some(region),
        lodging: chance.pick(&[
            LodgingWish::Unsaid,
            LodgingWish::Unsaid,
            LodgingWish::Wished,
            LodgingWish::Needed,
        ]),
        pay: chance.some(|c| PayFloor { floor: 500 * c.below(20) as u32, flexible: c.one_in(4) }),
        forms: forms(chance),
        schedule: schedule_wish(chance),
        education: chance.some(|c| EducationHeld {
            level: education(c),
            mode: None,
            studying: None,
            graduation_year: c.some(|_| 2020),
            fresh: c.one_in(4),
            majors: c.up_to(2, major),
            at: AT,
        }),
        skills: chance.up_to(4, |c| {
            (
                skill(c),
                c.pick(&[SkillLevel::Lacking, SkillLevel::Basic, SkillLevel::Able, SkillLevel::Strong]),
            )
        }),
        certificates: chance.up_to(2, |c| {
            (
                HeldCertificate { any_of: vec![certificate(c)] },
                c.pick(&[HoldingState::Held, HoldingState::InProgress]),
            )
        }),
        groups: chance.up_to(1, |c| c.pick(&[Group::HardToEmploy, Group::Veteran, Group::Graduate])),
        declines: conditions(chance),
        ..Wanted::default()
    }
}

fn options(chance: &mut Chance) -> MatchOptions {
    let weights = chance.pick(&["balanced", "wish", "requirement"]);
    let options = MatchOptions::new(jiff::civil::date(2026, 11, 20))
        .with_top(1 + chance.below(12))
        .expect("within bounds")
        .with_min_score(chance.pick(&[0, 0, 5000, 7000]))
        .with_weights(Weights::preset(weights).expect("a preset"));
    if chance.one_in(4) { options.with_count() } else { options }
}

fn pair<'a>(wanted: &'a Wanted, offered: &'a Offered) -> Pair<'a> {
    Pair { wanted, offered, knowledge: &KNOWLEDGE, day: DAY }
}

/// The sum of all parts asked apart.
fn apart(wanted: &Wanted, offered: &Offered, weights: &Weights) -> Option<u32> {
    let mut sum = 0;
    for look in Look::ALL {
        sum += u32::from(look.points(pair(wanted, &look.seen(offered)), weights)?);
    }
    let mut nearness = Nearness::default();
    nearness.set(wanted, &KNOWLEDGE);
    let work = nearness.work(wanted, &offered.occupations);
    let work = Work { alike: Work::of(pair(wanted, offered)).alike, ..work };
    sum += u32::from(work_points(pair(wanted, &Offered::default()), &work, weights)?);
    let alike = work.alike;
    let demand = experience_seen(offered);
    sum += u32::from(experience::most(pair(wanted, &demand), &Work { alike, ..work }, weights)?);
    sum += u32::from(skills::duties_points(alike, weights));
    let met = offered.skills.iter().map(|asked| (asked.strength, skills::met(pair(wanted, offered), asked)));
    Some(sum + u32::from(skills::points_of(wanted, met, weights)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn parts_asked_apart_give_the_score_and_refuse_what_it_refuses(seed: u64) {
        let chance = &mut Chance(seed);
        let (options, wanted) = (options(chance), wanted(chance));
        for _ in 0..20 {
            let offered = offered(chance);
            let score = Sum::of(pair(&wanted, &offered), options.weights(), Bent::LeftOut);
            prop_assert_eq!(apart(&wanted, &offered, options.weights()), score, "{:?}", offered);
        }
    }

    #[test]
    fn a_place_without_distances_is_judged_alike_and_lodging_counts_for_those_who_mind(seed: u64) {
        let chance = &mut Chance(seed);
        let wanted = wanted(chance);
        for _ in 0..20 {
            let offered = offered(chance);
            let full = place::verdict(pair(&wanted, &offered));
            let quick = place::verdict_without_distance(pair(&wanted, &offered));
            prop_assert_eq!((full.fit, full.refusal.is_some()), (quick.fit, quick.refusal.is_some()));
            let bare = Offered { lodging: false, shuttle: false, ..offered.clone() };
            if !place::minds_lodging(&wanted) {
                prop_assert_eq!(place::verdict_without_distance(pair(&wanted, &bare)), quick);
            }
        }
    }

    #[test]
    fn no_bound_lies_below_the_score(seed: u64) {
        let chance = &mut Chance(seed);
        let (options, wanted) = (options(chance), wanted(chance));
        let postings: Vec<Offered> = (0..40).map(|_| offered(chance)).collect();
        let (layer, order) = Layer::build(&postings.iter().collect::<Vec<_>>());
        let query = Query { wanted: &wanted, knowledge: &KNOWLEDGE, options: &options, day: DAY };
        let mut memo = Memo::default();
        memo.set_person(query);
        memo.set_layer(query, &layer);
        let rest = Bounds::of(query, &layer, &mut memo);
        for slot in 0..order.len() as u32 {
            let offered = &postings[order[slot as usize] as usize];
            let Some(score) = Sum::of(pair(&wanted, offered), options.weights(), Bent::LeftOut) else { continue };
            let keys = layer.keys[slot as usize];
            let looks = keys.looks.iter().enumerate().map(|(look, &key)| u32::from(memo.ask(query, &layer, look, key)));
            let looks: u32 = looks.sum::<u32>() + u32::from(memo.work(query, &keys));
            let with_skills = looks + u32::from(memo.skills(query, &layer, slot));
            prop_assert!(with_skills <= looks + rest.skills);
            let bound = with_words(query, &layer, slot, with_skills, &mut memo);
            prop_assert!(bound.is_some_and(|bound| bound >= score && bound <= with_skills + rest.words));
            let cell = layer.cells.iter().find(|cell| (cell.from..cell.to).contains(&slot)).expect("a cell");
            let head = memo.heads.iter().find(|(head, _)| *head == cell.head).expect("nothing refuses the head");
            prop_assert!(u32::from(head.1) + u32::from(memo.groups[usize::from(cell.group)]) + rest.all() >= score);
        }
    }

    #[test]
    fn layers_give_the_list_of_the_plain_path(seed: u64, gone in 0u32..4) {
        let chance = &mut Chance(seed);
        let (options, wanted) = (options(chance), wanted(chance));
        let options = options.with_bent(chance.pick(&[Bent::Listed, Bent::LeftOut]));
        let count = 1 + chance.below(250);
        let postings: Vec<Offered> = (0..count).map(|_| offered(chance)).collect();
        let is_there = |row: usize| row as u32 % 5 != gone;
        let mut plain = Best::for_options(&options);
        for (row, offered) in postings.iter().enumerate().filter(|(row, _)| is_there(*row)) {
            let score = Sum::of(pair(&wanted, offered), options.weights(), options.bent());
            score.into_iter().for_each(|score| plain.offer(score, row as u32));
        }
        let query = Query { wanted: &wanted, knowledge: &KNOWLEDGE, options: &options, day: DAY };
        let (mut memo, mut best) = (Memo::default(), Best::for_options(&options));
        memo.set_person(query);
        let cut = chance.below(count + 1);
        for rows in [0..cut, cut..count] {
            let (layer, order) = Layer::build(&postings[rows.clone()].iter().collect::<Vec<_>>());
            let row = |at: &u32| Some(rows.start + *at as usize).filter(|row| is_there(*row));
            let order: Vec<u32> = order.iter().map(|at| row(at).map_or(GONE, |row| row as u32)).collect();
            search(query, (&layer, &order), |row| &postings[row as usize], &mut memo, &mut best);
        }
        prop_assert_eq!(best.finish(), plain.finish());
    }
}

#[test]
fn random_pairs_match_and_are_refused() {
    let chance = &mut Chance(7);
    let (mut matched, mut refused) = (0, 0);
    for _ in 0..2000 {
        match Sum::of(pair(&wanted(chance), &offered(chance)), &Weights::default(), Bent::LeftOut) {
            Some(_) => matched += 1,
            None => refused += 1,
        }
    }
    assert!(matched > 100 && refused > 100, "{matched} {refused}");
    assert_eq!(Part::ALL.len(), 14, "a new part has to be asked by a look, or bounded on its own");
}
