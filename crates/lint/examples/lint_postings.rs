//! Checks postings against what is known of them and prints the figures:
//! `cargo run --release -p rengang-lint --example lint_postings -- POSTINGS TRUTH YYYY-MM-DD`.
#![allow(clippy::print_stdout, missing_docs)]

use rengang_lint::{Ad, Context, Linter, Policy, RawAd, Severity, Validity};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Truth {
    id: String,
    expired: bool,
    violations: Vec<String>,
    scam: bool,
}

#[derive(Default)]
struct Tally {
    hits: usize,
    known: usize,
    extra_blocks: usize,
    extra_reviews: usize,
    expired: (usize, usize, usize),
    scams: (usize, usize),
    vetoed_clean: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or("usage: lint_postings POSTINGS TRUTH DATE");
    let (postings, truth, day) = (next()?, next()?, next()?);
    let (postings, truth) = (std::fs::read_to_string(postings)?, std::fs::read_to_string(truth)?);
    let truths: Result<Vec<Truth>, _> = truth.lines().map(serde_json::from_str).collect();
    let truths: BTreeMap<String, Truth> = truths?.into_iter().map(|t| (t.id.clone(), t)).collect();
    let context = Context { as_of: Some(day.parse()?), ..Context::default() };
    let linter = Linter::new();
    let mut tally = Tally::default();
    for line in postings.lines() {
        let raw: RawAd = serde_json::from_str(line)?;
        let ad = raw.as_ad();
        if let Some(truth) = truths.get(ad.id) {
            weigh(&linter, &ad, &context, truth, &mut tally);
        }
    }
    print(&tally);
    Ok(())
}

fn weigh(linter: &Linter, ad: &Ad, context: &Context, truth: &Truth, tally: &mut Tally) {
    let findings = linter.check(ad, context);
    let validity = Validity::of(ad, context, None);
    for rule in truth.violations.iter().filter(|r| !r.starts_with("other:")) {
        tally.known += 1;
        let hit = findings.iter().any(|f| f.rule.id == *rule);
        tally.hits += usize::from(hit);
        if !hit {
            println!("missed {} {rule}", ad.id);
        }
    }
    let beyond: BTreeMap<&str, _> = findings
        .iter()
        .filter(|f| !truth.violations.iter().any(|v| v.strip_prefix("other:").unwrap_or(v) == f.rule.id))
        .map(|f| (f.rule.id.as_str(), f))
        .collect();
    for (rule, f) in beyond {
        let scam = if truth.scam { " (known scam)" } else { "" };
        println!("beyond {} {} {rule} {:?}{scam}", ad.id, f.severity.name(), f.words);
        if f.severity == Severity::Block {
            tally.extra_blocks += usize::from(!truth.scam);
        } else {
            tally.extra_reviews += 1;
        }
    }
    let expired = validity.expired().is_some();
    tally.expired.0 += usize::from(truth.expired && expired);
    tally.expired.1 += usize::from(truth.expired);
    tally.expired.2 += usize::from(expired && !truth.expired);
    if expired != truth.expired {
        println!("expiry {} known {} found {validity:?}", ad.id, truth.expired);
    }
    let vetoed = !Policy::default().veto(&findings, &validity).is_empty();
    tally.scams.0 += usize::from(truth.scam && vetoed);
    tally.scams.1 += usize::from(truth.scam);
    let clean = truth.violations.is_empty() && !truth.expired && !truth.scam;
    tally.vetoed_clean += usize::from(clean && vetoed);
}

fn print(t: &Tally) {
    println!("violations found {}/{}", t.hits, t.known);
    println!(
        "block findings beyond them {} (precision {}/{})",
        t.extra_blocks,
        t.hits,
        t.hits + t.extra_blocks
    );
    println!("review findings beyond them {}", t.extra_reviews);
    println!("expired found {}/{}, wrongly {}", t.expired.0, t.expired.1, t.expired.2);
    println!("scams vetoed {}/{}; clean postings vetoed {}", t.scams.0, t.scams.1, t.vetoed_clean);
}
