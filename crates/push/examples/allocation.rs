//! How near the auction comes to the optimum, and how long it takes.
//!
//! `cargo run --release -p rengang-push --example allocation [large]`: 200 small random markets and one of 2,000 people
//! by 500 vacancies against the exact optimum; with `large`, also a million people by 200,000 vacancies, timed.
#![allow(clippy::print_stdout, reason = "an example prints")]
#![allow(clippy::disallowed_methods, reason = "an example measures time")]

use std::time::Instant;

use rengang_push::allocate::{Congestion, Edge, Market, optimum, share, top};
use rengang_push::synthetic::Random;

/// A market in which good vacancies are good for everybody.
fn market(random: &mut Random, recipients: u32, items: u32, list: u32, slots: u32, capacity: u32) -> Market {
    let capacities = (0..items).map(|_| 1 + random.below(capacity)).collect();
    let charm: Vec<u32> = (0..items).map(|_| random.below(60) * random.below(60)).collect();
    let mut market = Market::new(capacities, 6500);
    for _ in 0..recipients {
        let edges: Vec<Edge> = (0..list)
            .map(|_| {
                let item = random.below(items).min(random.below(items));
                Edge { item, score: (4000 + charm[item as usize] + random.below(2400)) as u16 }
            })
            .collect();
        market.push(1 + random.below(slots) as u16, random.below(5) == 0, edges);
    }
    market
}

fn main() {
    let mut random = Random::new(20_261_120);
    let mut worst = 0.0f64;
    let mut sum = 0.0;
    for _ in 0..200 {
        let (recipients, items) = (2 + random.below(40), 1 + random.below(25));
        let market = market(&mut random, recipients, items, 12, 4, 4);
        let (near, best) = (share(&market), optimum(&market));
        assert_eq!(near.covered(&market), best.covered(&market));
        let gap = 100.0 * (1.0 - near.score() as f64 / best.score().max(1) as f64);
        worst = worst.max(gap);
        sum += gap;
    }
    println!("200 small markets: mean gap {:.3} %, worst {worst:.3} %, coverage equal in all", sum / 200.0);
    let begun = Instant::now();
    let middle = market(&mut random, 2_000, 500, 40, 5, 8);
    let near = share(&middle);
    let took = begun.elapsed();
    let begun = Instant::now();
    let best = optimum(&middle);
    println!(
        "2,000 x 500: score {} of {} (gap {:.3} %), covered {:?} of {:?}, auction {took:?}, exact {:?}",
        near.score(),
        best.score(),
        100.0 * (1.0 - near.score() as f64 / best.score() as f64),
        near.covered(&middle),
        best.covered(&middle),
        begun.elapsed()
    );
    if std::env::args().any(|a| a == "large") {
        for recipients in [100_000, 1_000_000] {
            let large = market(&mut random, recipients, recipients / 5, 40, 5, 30);
            let begun = Instant::now();
            let shares = share(&large);
            println!("{recipients} people: {:?}", begun.elapsed());
            println!("  shared {:?}", Congestion::of(&large, &shares));
            println!("  top-k  {:?}", Congestion::of(&large, &top(&large)));
        }
    }
}
