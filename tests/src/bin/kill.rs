//! `kill ROUNDS SEED`: kills a writing process that often and says what was found.

#![allow(clippy::print_stdout, reason = "it reports to whoever started it")]

use rengang::Engine;
use rengang_tests::kill;
use rengang_tests::world::World;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [rounds, seed] = &args[..] else { return Err("kill ROUNDS SEED".into()) };
    let (world, folder) = (World::new(), tempfile::tempdir()?);
    let path = folder.path().join("index");
    drop(Engine::create(&path, world.knowledge())?);
    let worker = std::env::current_exe()?.with_file_name("worker");
    println!("{:?}", kill::rounds(&worker, &path, &world, seed.parse()?, rounds.parse()?));
    Ok(())
}
