//! Policies compared over several made-up cities: one line a city and policy, tab-separated, for choosing on some seeds
//! and reporting on others.
//!
//! `cargo run --release -p rengang-push --example seeds PEOPLE POSTS DAYS FIRST_SEED LAST_SEED [KNOBS..]`, where each of
//! KNOBS is a policy in TOML on one line, such as `allocation.factor=10`; without any, the three of `simulate`.
#![allow(clippy::print_stdout, reason = "an example prints")]

use rengang_push::synthetic::Shape;
use rengang_push::{Policy, SimulationOptions, Variant, simulate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, default: u32| given.get(at).map_or(Ok(default), |a| a.parse());
    let date = jiff::civil::date(2026, 11, 1);
    let (people, posts, days) = (number(0, 4000)?, number(1, 2000)?, number(2, 30)? as u16);
    let variants = match given.get(5..).unwrap_or_default() {
        [] => Variant::all(&Policy::default()),
        knobs => knobs.iter().map(|text| variant(text)).collect::<Result<_, _>>()?,
    };
    println!("seed\tpolicy\tplaced\tsent\tapplied\taway\tcomplaints\tgini\tunserved\tnogood\tscore");
    for seed in number(3, 1)?..=number(4, 5)? {
        let shape = Shape { people, posts, seed: u64::from(seed), date };
        for row in simulate(&variants, &SimulationOptions { shape, days }, &mut |_, _| ())? {
            println!(
                "{seed}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
                row.policy,
                row.placements,
                row.congestion.recommendations,
                row.applications,
                row.turned_away,
                row.complaints,
                row.congestion.gini,
                row.never_served,
                row.never_good,
                row.congestion.mean_score
            );
        }
    }
    Ok(())
}

fn variant(text: &str) -> Result<Variant, rengang_push::Error> {
    Ok(Variant { name: text.to_owned(), policy: Policy::parse(&text.replace(';', "\n"))?, remembers: true })
}
