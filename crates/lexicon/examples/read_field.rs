//! Reads lines from standard input as one kind of field and prints what the reference tables make of them.
//!
//! `cargo run -p rengang-lexicon --example read_field -- region|posting|person [home code]`
#![allow(clippy::print_stdout)]

use std::io::{BufRead, stdin};

use rengang_lexicon::certificate::{Certificates, Speaker};
use rengang_lexicon::region::{RegionContext, Regions};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let field = arguments.next().unwrap_or_default();
    let home = arguments.next();
    let regions = Regions::embedded();
    let certificates = Certificates::embedded();
    let home_region = home.and_then(|digits| regions.by_digits(&digits));
    for line in stdin().lock().lines().map_while(Result::ok) {
        match field.as_str() {
            "posting" => print_certificates(&certificates, &line, Speaker::Posting),
            "person" => print_certificates(&certificates, &line, Speaker::Person),
            _ => print_region(&regions, &line, RegionContext { home_region, parent: None }),
        }
    }
}

fn print_region(regions: &Regions, line: &str, context: RegionContext) {
    let reading = regions.read(line, context);
    let places = reading.places.iter().map(|p| {
        let condition = p.condition.map(|c| format!(" {c:?}")).unwrap_or_default();
        format!("{} {} {:?}{condition}", p.code, regions.full_name(p.code), p.wish)
    });
    println!("{line}\t{}", places.collect::<Vec<_>>().join(" | "));
    let more = (&reading.ambiguous, reading.remote, reading.near_home, reading.anywhere);
    println!("    {more:?} {:?} {:?}", reading.excluded, reading.notices);
}

fn print_certificates(certificates: &Certificates, line: &str, speaker: Speaker) {
    println!("{line}");
    for mention in certificates.read(line, speaker) {
        let names = mention.any_of.iter().map(|d| {
            let level = d.min_level.map(|l| format!(" {}", l.number())).unwrap_or_default();
            format!("{}{level}", certificates.get(d.certificate).name())
        });
        println!(
            "    {:?}\t{}\t{}",
            mention.strength,
            names.collect::<Vec<_>>().join(" | "),
            &line[mention.span]
        );
    }
}
