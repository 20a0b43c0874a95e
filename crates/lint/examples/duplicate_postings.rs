//! Groups postings and compares the pairs with what is known:
//! `cargo run --release -p rengang-lint --example duplicate_postings -- POSTINGS [TRUTH]`.
#![allow(clippy::print_stdout, missing_docs)]

use rengang_lint::{Ad, Comparison, Duplicates, RawAd};
use std::collections::{BTreeMap, BTreeSet};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let postings = std::fs::read_to_string(args.next().ok_or("usage: duplicate_postings POSTINGS [TRUTH]")?)?;
    let raws: Result<Vec<RawAd>, _> = postings.lines().map(serde_json::from_str).collect();
    let raws = raws?;
    let ads: Vec<Ad> = raws.iter().map(RawAd::as_ad).collect();
    let duplicates = Duplicates::of(&ads);
    for group in duplicates.groups() {
        let ids: Vec<&str> = group.members.iter().map(|&m| ads[m].id).collect();
        println!("group {ids:?}, represented by {}", ads[group.representative].id);
    }
    if let Some(path) = args.next() {
        measure(&ads, &duplicates, &std::fs::read_to_string(path)?)?;
    }
    Ok(())
}

fn measure(ads: &[Ad], duplicates: &Duplicates, truth: &str) -> Result<(), Box<dyn std::error::Error>> {
    let place: BTreeMap<&str, usize> = ads.iter().enumerate().map(|(at, ad)| (ad.id, at)).collect();
    let mut known = BTreeSet::new();
    for line in truth.lines() {
        let truth: serde_json::Value = serde_json::from_str(line)?;
        if let (Some(id), Some(original)) = (truth["id"].as_str(), truth["duplicate_of"].as_str()) {
            let pair = [place[id], place[original]];
            known.insert((pair[0].min(pair[1]), pair[0].max(pair[1])));
        }
    }
    let found: BTreeSet<(usize, usize)> = duplicates.pairs().iter().map(|p| (p.first, p.second)).collect();
    for &(a, b) in known.union(&found) {
        let word = match (known.contains(&(a, b)), found.contains(&(a, b))) {
            (true, true) => "right ",
            (true, false) => "missed",
            _ => "wrong ",
        };
        println!("{word} {} {} {}", ads[a].id, ads[b].id, brief(&duplicates.compare(a, b)));
    }
    nearest(ads, duplicates, &known);
    let right = known.intersection(&found).count();
    println!("pairs: recall {right}/{}, precision {right}/{}", known.len(), found.len());
    Ok(())
}

/// The pairs of other jobs with the highest sums: how wide the margin is.
fn nearest(ads: &[Ad], duplicates: &Duplicates, known: &BTreeSet<(usize, usize)>) {
    let pairs = (0..ads.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let others = pairs.filter(|pair| !known.contains(pair)).map(|(a, b)| (duplicates.compare(a, b), a, b));
    let mut others: Vec<(Comparison, usize, usize)> = others.filter(|(c, ..)| c.possible).collect();
    others.sort_by_key(|(c, ..)| -c.points());
    for (comparison, a, b) in others.iter().take(12) {
        println!(
            "other  {} {} {} | {} {}",
            ads[*a].id,
            ads[*b].id,
            brief(comparison),
            ads[*a].title,
            ads[*b].title
        );
    }
}

fn brief(comparison: &Comparison) -> String {
    let reasons: Vec<String> = comparison
        .reasons
        .iter()
        .map(|r| format!("{}{}:{}", r.aspect.name(), r.likeness, r.points))
        .collect();
    format!("{} possible {} {}", comparison.points(), comparison.possible, reasons.join(" "))
}
