//! Rounds of killing a writing process and looking at what it left.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rengang::Engine;

use crate::chance::Chance;
use crate::world::{Model, World};

/// What rounds of killing came to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Killed {
    /// Rounds.
    pub rounds: usize,
    /// Rounds in which the process was killed between the beginning and the end of a commit or purge.
    pub within_commit: usize,
    /// Of these, rounds in which the commit was there.
    pub committed: usize,
    /// Commits and purges that were reported done, over all rounds.
    pub commits: usize,
}

/// Lets `worker` write to the index in `folder` and kills it, `rounds` times; after each, the index must open and
/// show the last commit that was reported, or the one that was being made.
///
/// # Panics
/// If the index shows anything else.
#[must_use]
pub fn rounds(worker: &Path, folder: &Path, world: &World, seed: u64, rounds: usize) -> Killed {
    let mut killed = Killed::default();
    let mut from = 0;
    for round in 0..rounds {
        let mut chance = Chance::new(seed.wrapping_add(round as u64));
        // So many words of the worker, then up to some milliseconds: any point of a commit, on any machine.
        let (words, wait) = (chance.below(40) as usize, Duration::from_micros(chance.below(20_000)));
        let (done, tried, commits) = write_and_kill(worker, folder, (seed, from), (words, wait));
        let engine = Engine::open(folder, world.knowledge()).expect("a killed writer leaves an index");
        let seen = world.seen(&engine).expect("a killed writer leaves an index");
        let is_done = seen == world.expected(&model_after(seed, done));
        let is_tried = seen == world.expected(&model_after(seed, tried));
        assert!(is_done || is_tried, "round {round}: neither the commit at step {done} nor that at {tried}");
        killed.rounds += 1;
        killed.commits += commits;
        killed.within_commit += usize::from(tried != done);
        killed.committed += usize::from(tried != done && !is_done);
        from = if is_done { done } else { tried };
    }
    killed
}

/// Steps carried out at the last commit that was reported and at the last that was begun; commits reported.
fn write_and_kill(
    worker: &Path,
    folder: &Path,
    (seed, from): (u64, usize),
    (words, wait): (usize, Duration),
) -> (usize, usize, usize) {
    let mut process = Command::new(worker)
        .args(["write".as_ref(), folder.as_os_str()])
        .args([seed.to_string(), from.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the worker starts");
    let mut lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
    let first = lines.next().expect("the worker says that it is ready").expect("a pipe");
    assert!(first.starts_with("ready"), "the worker says {first}");
    let mut said: Vec<String> = lines.by_ref().take(words).map_while(Result::ok).collect();
    std::thread::sleep(wait);
    process.kill().expect("the worker was running");
    said.extend(lines.map_while(Result::ok));
    let (mut done, mut tried, mut commits) = (from, from, 0);
    for line in said {
        let Some((word, number)) = line.split_once(' ') else { continue };
        // A line that was cut by the kill is no number, or ends too early: the next word tells.
        let Ok(number) = number.parse() else { continue };
        if word == "try" {
            tried = number;
        } else if number == tried {
            (done, commits) = (number, commits + 1);
        }
    }
    process.wait().expect("it was killed");
    (done, tried, commits)
}

fn model_after(seed: u64, steps: usize) -> Model {
    let (mut chance, mut model) = (Chance::new(seed), Model::default());
    (0..steps).for_each(|_| model.apply(chance.step()));
    model
}
