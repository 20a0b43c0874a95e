//! A simulated month under three policies, as one table.
//!
//! `cargo run --release -p rengang-push --example simulate [PEOPLE [POSTS [DAYS [FACTOR]]]]`
#![allow(clippy::print_stdout, reason = "an example prints")]

use rengang_push::synthetic::Shape;
use rengang_push::{Policy, SimulationOptions, Variant, simulate, write_table};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<u32> = std::env::args().skip(1).map(|a| a.parse()).collect::<Result<_, _>>()?;
    let size = |at: usize, default: u32| given.get(at).copied().unwrap_or(default);
    let date = jiff::civil::date(2026, 11, 1);
    let shape = Shape { people: size(0, 10_000), posts: size(1, 5_000), seed: 20_261_120, date };
    let options = SimulationOptions { shape, days: size(2, 30) as u16 };
    let mut policy = Policy::default();
    policy.allocation.factor = size(3, u32::from(policy.allocation.factor)) as u16;
    let rows = simulate(&Variant::all(&policy), &options, &mut |_, _| ())?;
    Ok(write_table(&mut std::io::stdout(), &rows)?)
}
