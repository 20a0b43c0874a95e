//! Checks the postings of a file again and again on one core and prints postings a second:
//! `cargo run --release -p rengang-lint --example bench_lint -- POSTINGS`.
#![allow(clippy::print_stdout, clippy::disallowed_methods, missing_docs)]

use rengang_lint::{Ad, Context, Linter, RawAd};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: bench_lint POSTINGS")?;
    let text = std::fs::read_to_string(path)?;
    let raws: Result<Vec<RawAd>, _> = text.lines().map(serde_json::from_str).collect();
    let raws = raws?;
    let ads: Vec<Ad> = raws.iter().map(RawAd::as_ad).collect();
    let linter = Linter::new();
    let (start, mut checked, mut findings) = (Instant::now(), 0, 0);
    while start.elapsed().as_secs() < 5 {
        findings += ads.iter().map(|ad| linter.check(ad, &Context::default()).len()).sum::<usize>();
        checked += ads.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{:.0} postings/s, {findings} findings in {checked}", checked as f64 / seconds);
    Ok(())
}
