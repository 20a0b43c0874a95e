//! Reads the postings and people of a directory again and again and prints records a second of processor time, which
//! on a machine that is not busy is one core's second.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use rengang::Knowledge;
use rengang::model::{RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use std::error::Error;
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

const FOR: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let dir = std::env::args().nth(1).ok_or("give a directory")?;
    let built = processor_time();
    let reader = Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20));
    println!("knowledge built in {:?}", processor_time() - built);
    let text = std::fs::read_to_string(Path::new(&dir).join("postings.jsonl"))?;
    let postings: Vec<RawPosting> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let rate = measure(&postings, |raw| read_posting(raw, &reader).notices.len());
    println!("postings   {rate} a second, {} bytes each", text.len() / postings.len());
    let text = std::fs::read_to_string(Path::new(&dir).join("profiles.jsonl"))?;
    let people: Vec<RawCandidate> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let rate = measure(&people, |raw| read_candidate(raw, &reader).notices.len());
    println!("candidates {rate} a second, {} bytes each", text.len() / people.len());
    Ok(())
}

fn measure<T>(records: &[T], read: impl Fn(&T) -> usize) -> u64 {
    let (start, mut count) = (processor_time(), 0u64);
    while processor_time() - start < FOR {
        records.iter().for_each(|raw| count += 1 + std::hint::black_box(read(raw)) as u64 / u64::MAX);
    }
    count * 1000 / ((processor_time() - start).as_millis() as u64).max(1)
}

/// Time that this process spent on a processor, where the system tells; else the time of the clock.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos = stat.split(' ').next().and_then(|n| n.parse().ok());
    nanos.map_or_else(|| EPOCH.elapsed(), Duration::from_nanos)
}

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);
