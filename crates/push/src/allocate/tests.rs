use super::*;
use crate::synthetic::Random;

/// A market in which a few items are wanted by many.
fn crowded(random: &mut Random, recipients: u32, items: u32, list: u32) -> Market {
    let capacity = (0..items).map(|_| 1 + random.below(4)).collect();
    let mut market = Market::new(capacity, 6500);
    let charm: Vec<u32> = (0..items).map(|_| random.below(3000)).collect();
    for _ in 0..recipients {
        let edges: Vec<Edge> = (0..1 + random.below(list))
            .map(|_| {
                let item = random.below(items).min(random.below(items));
                let score = 4000 + charm[item as usize] + random.below(3000);
                Edge { item, score: score as u16 }
            })
            .collect();
        market.push(1 + random.below(4) as u16, random.below(4) == 0, edges);
    }
    market
}

/// Holds what every way of sharing out must keep.
fn check_bounds(market: &Market, shares: &Shares) {
    let mut shown = vec![0u32; market.items()];
    for recipient in 0..market.recipients() {
        let own = shares.of(recipient);
        assert!(own.len() <= usize::from(market.slots[recipient]));
        assert!(own.iter().all(|edge| market.list(recipient).contains(edge)));
        assert!(own.windows(2).all(|pair| pair[0].item != pair[1].item));
        own.iter().for_each(|edge| shown[edge.item as usize] += 1);
    }
    assert!(shown.iter().zip(&market.capacity).all(|(shown, capacity)| shown <= capacity));
}

/// Every small market there is: the best by trying all choices, as the judge of the judge.
fn by_trial(market: &Market) -> (usize, usize, u64) {
    fn go(market: &Market, edge: usize, held: &mut Vec<bool>, best: &mut (usize, usize, u64)) {
        if edge == market.edges.len() {
            let shares = Shares::from_flags(market, held);
            let (first, all) = shares.covered(market);
            *best = (*best).max((first, all, shares.score()));
            return;
        }
        go(market, edge + 1, held, best);
        held[edge] = true;
        let recipient = (0..market.recipients()).find(|&r| market.range(r).contains(&edge)).unwrap();
        let own = market.range(recipient).filter(|&e| held[e]).count();
        let item = market.edges[edge].item;
        let shown = (0..held.len()).filter(|&e| held[e] && market.edges[e].item == item).count();
        if own <= usize::from(market.slots[recipient]) && shown <= market.capacity[item as usize] as usize {
            go(market, edge + 1, held, best);
        }
        held[edge] = false;
    }
    let mut best = (0, 0, 0);
    go(market, 0, &mut vec![false; market.edges.len()], &mut best);
    best
}

fn value(market: &Market, shares: &Shares) -> (usize, usize, u64) {
    let (first, all) = shares.covered(market);
    (first, all, shares.score())
}

#[test]
fn the_optimum_is_what_trying_everything_gives() {
    let mut random = Random::new(5);
    for _ in 0..60 {
        let market = crowded(&mut random, 4, 3, 3);
        let shares = optimum(&market);
        check_bounds(&market, &shares);
        assert_eq!(value(&market, &shares), by_trial(&market), "{market:?}");
    }
}

#[test]
fn two_hundred_small_markets_are_within_two_percent_of_the_optimum() {
    let mut random = Random::new(20_261_120);
    for _ in 0..200 {
        let (recipients, items) = (2 + random.below(40), 1 + random.below(25));
        let market = crowded(&mut random, recipients, items, 12);
        let (near, best) = (share(&market), optimum(&market));
        check_bounds(&market, &near);
        assert_eq!(near.covered(&market), best.covered(&market), "as many have a good item");
        assert!(near.score() * 100 >= best.score() * 98, "{} of {}", near.score(), best.score());
    }
}

#[test]
fn whoever_has_one_good_item_gets_it_before_others_get_a_second() {
    let edge = |item, score| Edge { item, score };
    let mut market = Market::new(vec![1, 1], 6500);
    market.push(2, false, [edge(0, 9900), edge(1, 9800)]);
    market.push(2, false, [edge(0, 6500)]);
    let shares = share(&market);
    assert_eq!((shares.of(0), shares.of(1)), (&[edge(1, 9800)][..], &[edge(0, 6500)][..]));
}

#[test]
fn people_with_a_right_to_service_are_first_where_not_all_can_be_served() {
    let mut market = Market::new(vec![1], 6500);
    market.push(1, false, [Edge { item: 0, score: 9999 }]);
    market.push(1, true, [Edge { item: 0, score: 6600 }]);
    let shares = share(&market);
    assert_eq!((shares.of(0).len(), shares.of(1).len()), (0, 1));
}

#[test]
fn what_is_not_scarce_is_shared_out_as_everybody_likes_best() {
    let mut random = Random::new(1);
    let mut market = crowded(&mut random, 50, 30, 10);
    market.capacity.fill(1000);
    assert_eq!(share(&market), top(&market));
}

#[test]
fn a_list_holds_each_item_once_and_only_what_can_be_had() {
    let mut market = Market::new(vec![1, 0], 6500);
    let edge = |item, score| Edge { item, score };
    market.push(3, false, [edge(0, 10), edge(1, 20), edge(0, 30), edge(0, 0)]);
    assert_eq!(market.list(0), [edge(0, 30)]);
}

#[test]
fn coverage_is_complete_whatever_it_begins_with() {
    let mut random = Random::new(9);
    for _ in 0..100 {
        let market = crowded(&mut random, 20, 8, 6);
        let mut held = vec![false; market.edges.len()];
        let mut left = market.capacity.clone();
        for recipient in (0..market.recipients()).rev() {
            for edge in market.range(recipient).take(usize::from(market.slots[recipient])) {
                let item = market.edges[edge].item as usize;
                held[edge] = left[item] > 0;
                left[item] = left[item].saturating_sub(1);
            }
        }
        cover::complete(&market, &mut held);
        let shares = Shares::from_flags(&market, &held);
        check_bounds(&market, &shares);
        assert_eq!(shares.covered(&market), optimum(&market).covered(&market));
    }
}

#[test]
fn inequality_is_nothing_for_equal_showings_and_great_for_one_that_has_all() {
    assert_eq!(Congestion::of_showings(vec![3; 50]).gini, 0);
    let mut one = vec![0; 100];
    one[7] = 500;
    let crowded = Congestion::of_showings(one);
    assert_eq!((crowded.gini, crowded.top_share, crowded.most_shown), (990, 1000, 500));
    assert_eq!(Congestion::of_showings(vec![]), Congestion::default());
}

#[test]
fn an_audit_counts_by_a_label_that_sharing_never_sees() {
    let mut market = Market::new(vec![2], 6500);
    market.push(1, false, [Edge { item: 0, score: 7000 }]);
    market.push(1, false, []);
    let by = exposure_by_label(&market, &share(&market), |r| Some(["a", "b"][r].to_owned()));
    assert_eq!((by["a"].good, by["b"].reached, by["b"].recipients), (1, 0, 1));
}
