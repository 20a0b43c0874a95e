//! Reads lines from standard input as one kind of field and prints what the reference tables make of them.
#![allow(clippy::print_stdout, missing_docs)]

use std::io::{BufRead, stdin};

use rengang_lexicon::region::{RegionContext, Regions};

fn main() {
    let regions = Regions::embedded();
    let home = std::env::args().nth(2).and_then(|digits| regions.by_digits(&digits));
    let context = RegionContext { home_region: home, parent: None };
    for line in stdin().lock().lines().map_while(Result::ok) {
        let reading = regions.read(&line, context);
        let places: Vec<String> = reading
            .places
            .iter()
            .map(|p| {
                format!(
                    "{}{} {:?}{}",
                    p.code,
                    regions.full_name(p.code),
                    p.wish,
                    p.condition.map(|c| format!("?{c:?}")).unwrap_or_default()
                )
            })
            .collect();
        println!("{line}\t{}", places.join(" | "));
        if reading.is_ambiguous() {
            println!("    ambiguous {:?}", reading.ambiguous);
        }
        if reading.remote
            || reading.near_home
            || reading.anywhere.is_some()
            || !reading.excluded.is_empty()
            || !reading.notices.is_empty()
        {
            println!(
                "    remote {} near {} anywhere {:?} excluded {:?} notices {:?}",
                reading.remote, reading.near_home, reading.anywhere, reading.excluded, reading.notices
            );
        }
    }
}
