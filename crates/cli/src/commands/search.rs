//! `rengang search`: postings by words, for advisers.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use rengang::model::{EmploymentForm, Field};
use rengang::{Engine, SearchQuery, SearchResult, Snapshot};

use super::open;
use crate::args::SearchArgs;
use crate::failure::{Failure, Outcome};
use crate::print;

pub fn run(args: &SearchArgs) -> Result<Outcome, Failure> {
    let engine = open(&args.dir)?;
    let snapshot = engine.snapshot()?;
    let result = snapshot.search(&query(args, &engine)?)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        let json = serde_json::to_string(&result).map_err(|e| Failure::Usage(e.to_string()))?;
        writeln!(out, "{json}")?;
    } else {
        table(&mut out, &snapshot, &engine, &result)?;
    }
    out.flush()?;
    Ok(if result.total == 0 { Outcome::Nothing } else { Outcome::Found })
}

fn query(args: &SearchArgs, engine: &Engine) -> Result<SearchQuery, Failure> {
    let knowledge = engine.knowledge();
    let unknown =
        |what: &str, name: &str| Failure::Usage(format!("no {what} {name}; see --help for the form"));
    let region = args.region.as_ref().map(|n| knowledge.region_named(n).ok_or_else(|| unknown("region", n)));
    let occupation = args
        .occupation
        .as_ref()
        .map(|n| knowledge.occupation_named(n).ok_or_else(|| unknown("occupation", n)));
    let form = args.form.as_ref().map(|n| form(n).ok_or_else(|| unknown("form", n)));
    Ok(SearchQuery {
        words: args.words.clone(),
        as_of: args.as_of,
        top: args.top,
        region: region.transpose()?,
        occupation: occupation.transpose()?,
        form: form.transpose()?,
        min_pay: args.min_pay,
    })
}

fn form(code: &str) -> Option<EmploymentForm> {
    EmploymentForm::ALL.iter().copied().find(|form| form.code() == code)
}

fn table(
    out: &mut impl Write,
    snapshot: &Snapshot<'_>,
    engine: &Engine,
    result: &SearchResult,
) -> Result<(), Failure> {
    writeln!(out, "{} postings", result.total)?;
    for hit in &result.hits {
        let raw = snapshot.raw_posting(&hit.id)?;
        let rest = [Field::Region, Field::Pay, Field::Employer].map(|field| raw.text(field)).join(" · ");
        print::row(out, &[(&hit.id, 12), (raw.text(Field::Title), 30), (&rest, print::WIDTH - 46)])?;
    }
    let named: BTreeMap<String, usize> =
        result.regions.iter().map(|(code, n)| (name(engine, code), *n)).collect();
    for (what, counts) in [("地区", &named), ("工种", &result.occupations), ("形式", &result.forms)] {
        writeln!(out, "{what}  {}", print::cell(&facets(counts), print::WIDTH - 6).trim_end())?;
    }
    Ok(())
}

fn name(engine: &Engine, code: &str) -> String {
    let knowledge = engine.knowledge();
    knowledge.region_named(code).map_or_else(|| code.to_owned(), |region| knowledge.name_of_region(region))
}

/// The most frequent values first.
fn facets(counts: &BTreeMap<String, usize>) -> String {
    let mut counts: Vec<(&String, &usize)> = counts.iter().collect();
    counts.sort_by_key(|&(name, n)| (std::cmp::Reverse(*n), name.clone()));
    let shown: Vec<String> = counts.iter().take(12).map(|(name, n)| format!("{name} {n}")).collect();
    shown.join("，")
}
