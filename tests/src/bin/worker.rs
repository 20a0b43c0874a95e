//! A process that writes to an index and is killed while it does.
//!
//! `worker hold FOLDER` takes the writer and waits for the end of its input. `worker write FOLDER SEED FROM` carries
//! out the steps of a seed without end, from step FROM on; it says `ready`, then before each commit `try N` and after
//! it `done N`, where N is the number of steps carried out.

#![allow(clippy::print_stdout, reason = "it speaks to the test that started it")]

use std::io::{self, Read, Write};
use std::path::Path;

use rengang::{Engine, Writer};
use rengang_tests::chance::Chance;
use rengang_tests::world::{Step, World};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let world = World::new();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["hold", folder] => hold(&world, Path::new(folder)),
        ["write", folder, seed, from] => write(&world, Path::new(folder), seed.parse()?, from.parse()?),
        _ => Err("worker hold FOLDER | worker write FOLDER SEED FROM".into()),
    }
}

fn hold(world: &World, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::open(folder, world.knowledge())?;
    let writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
    say("held", 0);
    io::stdin().read_to_end(&mut Vec::new())?;
    Ok(writer.close()?)
}

fn write(world: &World, folder: &Path, seed: u64, from: usize) -> Result<(), Box<dyn std::error::Error>> {
    let mut chance = Chance::new(seed);
    for _ in 0..from {
        let _ = chance.step();
    }
    say("ready", from);
    let engine = Engine::open(folder, world.knowledge())?;
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES)?;
    for number in from.. {
        let step: Step = chance.step();
        if step.publishes() {
            say("try", number + 1);
        }
        world.apply(&mut writer, step)?;
        if step.publishes() {
            say("done", number + 1);
        }
    }
    Ok(())
}

fn say(word: &str, number: usize) {
    println!("{word} {number}");
    io::stdout().flush().ok();
}
