//! Reads `postings.jsonl` and `profiles.jsonl` of a directory and prints how many records have each value known, and
//! how many notices of each kind there are; `--all` prints every reading.
#![allow(clippy::print_stdout)]

use rengang::Knowledge;
use rengang::model::{Answer, Candidate, Notice, Posting, RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let dir = args.next().ok_or("give a directory")?;
    let all = args.next().is_some_and(|a| a == "--all");
    let reader = Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20));
    let mut table = Table::default();
    for line in std::fs::read_to_string(Path::new(&dir).join("postings.jsonl"))?.lines() {
        let raw: RawPosting = serde_json::from_str(line)?;
        let reading = read_posting(&raw, &reader);
        table.count("posting", &posting(&reading.value), &reading.notices);
        if all {
            println!("{:#?}", reading.value);
        }
    }
    for line in std::fs::read_to_string(Path::new(&dir).join("profiles.jsonl"))?.lines() {
        let raw: RawCandidate = serde_json::from_str(line)?;
        let reading = read_candidate(&raw, &reader);
        table.count("candidate", &candidate(&reading.value), &reading.notices);
        if all {
            println!("{:#?}", reading.value);
        }
    }
    table.print();
    Ok(())
}

#[derive(Default)]
struct Table {
    known: BTreeMap<(&'static str, &'static str), (u32, u32)>,
    notices: BTreeMap<String, u32>,
}

impl Table {
    fn count(&mut self, what: &'static str, values: &[(&'static str, bool)], notices: &[Notice]) {
        for &(name, known) in values {
            let row = self.known.entry((what, name)).or_default();
            row.0 += u32::from(known);
            row.1 += 1;
        }
        for notice in notices {
            let field = notice.field.map_or("", |f| f.key());
            println!("{} {} {field}", notice.record, notice.kind.code());
            *self.notices.entry(format!("{what} {} {field}", notice.kind.code())).or_default() += 1;
        }
    }

    fn print(&self) {
        for ((what, name), (known, all)) in &self.known {
            println!("{what:10} {name:16} {known:4} / {all}");
        }
        for (notice, count) in &self.notices {
            println!("{notice:48} {count:4}");
        }
    }
}

fn posting(p: &Posting) -> Vec<(&'static str, bool)> {
    let s = &p.schedule;
    vec![
        ("occupation", !p.occupations.is_empty()),
        ("place", !p.workplaces.places.is_empty() || p.workplaces.remote || p.workplaces.anywhere),
        ("pay", p.pay.as_ref().is_some_and(|pay| pay.period().is_some())),
        ("experience", p.experience.is_some()),
        ("education", p.education.is_some()),
        ("certificates", !p.certificates.is_empty()),
        ("skills", !p.skills.is_empty()),
        ("majors", !p.majors.is_empty()),
        ("audience", !p.audience.is_empty()),
        ("headcount", p.headcount.is_some()),
        ("form", !p.forms.is_empty()),
        ("rest", s.rest.is_some()),
        ("night", s.night != Answer::Unknown),
        ("windows", !s.windows.is_empty()),
        ("benefits", !p.benefits.is_empty()),
        ("conditions", !p.conditions.stated().is_empty()),
        ("employer_kind", p.employer_kind.is_some()),
        ("published", p.published.is_some()),
        ("valid_until", p.validity.until.is_some()),
        ("parts", !p.parts.is_empty()),
    ]
}

fn candidate(c: &Candidate) -> Vec<(&'static str, bool)> {
    vec![
        ("wishes", !c.wishes.is_empty() || c.any_work),
        ("refused", !c.refused.is_empty()),
        ("places", !c.region.places.is_empty() || c.region.anywhere.is_some() || c.region.near_home),
        ("pay", c.pay.as_ref().is_some_and(|p| p.wished.period().is_some() || p.minimum_wage)),
        ("forms", !c.forms.is_empty()),
        ("schedule", !c.schedule.at.is_empty()),
        ("nights", c.schedule.nights != Answer::Unknown),
        ("education", c.education.is_some()),
        ("total_months", c.total_months.is_some()),
        ("spells", !c.spells.is_empty()),
        ("skills", !c.skills.is_empty()),
        ("certificates", !c.certificates.is_empty()),
        ("groups", !c.groups.is_empty()),
        ("conditions", !c.conditions.stated().is_empty()),
        ("home", c.home.is_some()),
        ("available_from", c.available_from.is_some()),
        ("lodging", c.lodging != rengang::model::LodgingWish::Unsaid),
    ]
}
