//! `rengang push simulate`.

use std::io::{self, Write};

use rengang_push::synthetic::Shape;
use rengang_push::{Simulated, SimulationOptions, Variant, mean, simulate, write_table};

use super::policy;
use crate::args::PushSimulateArgs;
use crate::failure::{Failure, Outcome};
use crate::progress;

pub fn run(args: &PushSimulateArgs) -> Result<Outcome, Failure> {
    let variants = Variant::all(&policy(args.policy.as_deref())?);
    let steps = u64::from(args.cities) * variants.len() as u64 * u64::from(args.days);
    let bar = progress::bar("simulating", steps.max(1));
    let (mut cities, mut out) = (Vec::new(), io::stdout().lock());
    for city in 0..u64::from(args.cities) {
        let seed = args.seed + city;
        let rows = simulate(&variants, &options(args, seed), &mut |_, _| bar.inc(1))?;
        if args.json {
            rows.iter().try_for_each(|row| line(&mut out, seed, row))?;
        }
        cities.push(rows);
    }
    bar.finish_and_clear();
    if !args.json {
        write_table(&mut out, &mean(&cities))?;
    }
    Ok(if cities.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

fn options(args: &PushSimulateArgs, seed: u64) -> SimulationOptions {
    // The day on which a made-up city begins moves nothing but the dates in it.
    let date = jiff::civil::date(2026, 1, 1);
    let shape = Shape { people: args.people, posts: args.posts, seed, date };
    SimulationOptions { shape, days: args.days }
}

fn line(out: &mut impl Write, seed: u64, row: &Simulated) -> Result<(), Failure> {
    let mut json = serde_json::to_value(row).expect("a row is numbers and a name");
    json["seed"] = seed.into();
    Ok(writeln!(out, "{json}")?)
}
