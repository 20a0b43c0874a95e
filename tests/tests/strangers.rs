//! Other people's words: what is read of people and ads of other cities and trades than those of the open collection.
//!
//! Every fact of `tests/strangers/*.tsv` was written before the record was read; alternatives are joined with `|`.
//! The table of right readings is printed, and held to floors, as are readings that nobody told.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use rengang::Knowledge;
use rengang::model::{RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang_tests::records::DAY;
use rengang_wire::{candidate_json, posting_json};
use serde_json::Value;

/// What a batch has to reach: how many facts of a thousand have to be right, and how many wishes or first claims of a
/// thousand may be nothing like what was expected. A little away from the figures of the day they were written.
struct Bound {
    batch: &'static str,
    kind: &'static str,
    right: usize,
    strange: usize,
}

const fn bound(batch: &'static str, kind: &'static str, right: usize, strange: usize) -> Bound {
    Bound { batch, kind, right, strange }
}

const BOUNDS: [Bound; 6] = [
    bound("first", "profiles", 955, 60),
    bound("first", "postings", 945, 60),
    bound("second", "profiles", 930, 60),
    bound("second", "postings", 950, 60),
    // Nothing was mended for the third: it says how well words are read that nobody has seen.
    bound("third", "profiles", 800, 160),
    bound("third", "postings", 700, 160),
];

struct Fact {
    record: String,
    kind: String,
    expected: String,
}

impl Fact {
    fn holds(&self, read: &Value) -> bool {
        let any = |test: &dyn Fn(&str) -> bool| self.expected.split('|').any(test);
        let yes = self.expected == "yes";
        match self.kind.as_str() {
            "wish" => {
                any(&|name| held(&read["wishes"], |w| names(&w["occupations"], name) && w["later"] == false))
            }
            "done" => any(&|name| held(&read["history"], |s| names(&s["occupations"], name))),
            "refused" => any(&|name| held(&read["refused"], |r| names(r, name))),
            "offers" => any(&|name| first(&read["occupations"], 3, |o| o["name"] == name)),
            "yes" => any(&|code| says(read, "yes", code) && !says(read, "no", code)),
            "no" if read["wishes"].is_array() => {
                any(&|code| says(read, "no", code) && !says(read, "yes", code))
            }
            "no" => any(&|code| says(read, "no", code) || !says(read, "yes", code)),
            "cert" => any(&|name| held(&read["certificates"], |c| certificate(c, name))),
            "no_must" => !held(&read["certificates"], |c| c["strength"] == "must"),
            "place" => any(&|name| held(&read["places"], |p| place(p, name))),
            "pay" => pay(read) == self.expected.parse().ok(),
            "form" => any(&|code| names(&read["forms"], code)),
            "group" => any(&|code| names(&read["groups"], code)),
            "audience" => {
                held(&read["audience"], |a| a["group"] == *self.expected && a["strength"] == "must")
            }
            "night" => night(read).map_or(!yes && read["wishes"].is_null(), |night| night == yes),
            "rotating" => read["schedule"]["rotating"] == yes,
            "day_only" => read["schedule"]["day_only"] == yes,
            "rest" => read["schedule"]["rest"] == *self.expected,
            other => panic!("no such kind of fact: {other}"),
        }
    }
}

fn held(list: &Value, test: impl Fn(&Value) -> bool) -> bool {
    first(list, usize::MAX, test)
}

fn first(list: &Value, count: usize, test: impl Fn(&Value) -> bool) -> bool {
    list.as_array().is_some_and(|items| items.iter().take(count).any(test))
}

fn names(list: &Value, name: &str) -> bool {
    held(list, |item| item == name)
}

fn says(read: &Value, answer: &str, code: &str) -> bool {
    names(&read["conditions"][answer], code)
}

fn certificate(read: &Value, name: &str) -> bool {
    let holds = |v: &Value| v.as_str().is_some_and(|text| text.contains(name));
    let asked = read["strength"] == "must" && held(&read["any_of"], holds);
    asked || (read["state"] == "held" && holds(&read["certificate"]))
}

fn place(read: &Value, name: &str) -> bool {
    [&read["name"], &read["region"]["name"]]
        .iter()
        .any(|v| v.as_str().is_some_and(|text| text.contains(name)))
}

fn pay(read: &Value) -> Option<i64> {
    read["pay"]["monthly_min"].as_i64().or(read["pay"]["wished"]["monthly_min"].as_i64())
}

/// Whether nights are worked or accepted; whoever works days only does not.
fn night(read: &Value) -> Option<bool> {
    let schedule = &read["schedule"];
    if schedule["day_only"] == true {
        return Some(false);
    }
    schedule["night"].as_bool().or(schedule["nights"].as_bool())
}

fn file(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "strangers", name].iter().collect();
    std::fs::read_to_string(&path).expect("the strangers lie beside the tests")
}

fn facts(batch: &str, kind: &str) -> Vec<Fact> {
    let text = file(&format!("{batch}_{kind}.tsv"));
    let fact = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [record, kind, expected] = cells.as_slice() else { panic!("three cells a line: {line}") };
        Fact { record: (*record).into(), kind: (*kind).into(), expected: (*expected).into() }
    };
    text.lines().skip(1).map(fact).collect()
}

fn readings(batch: &str, kind: &str, reader: &Reader) -> BTreeMap<String, Value> {
    let read = |line: &str| match kind {
        "profiles" => {
            let raw: RawCandidate = serde_json::from_str(line).expect("a record a line");
            candidate_json(&read_candidate(&raw, reader), reader.knowledge())
        }
        _ => {
            let raw: RawPosting = serde_json::from_str(line).expect("a record a line");
            posting_json(&read_posting(&raw, reader), reader.knowledge())
        }
    };
    let text = file(&format!("{batch}_{kind}.jsonl"));
    let id = |v: &Value| v["id"].as_str().expect("an id").to_owned();
    text.lines().map(read).map(|v| (id(&v), v)).collect()
}

/// Wishes, or first claims, that are like nothing that was expected of the record; and how many there are.
fn strange(facts: &[Fact], readings: &BTreeMap<String, Value>, knowledge: &Knowledge) -> (usize, usize) {
    let id = |name: &str| knowledge.lexicon().occupations().by_name(name);
    let fit = |a: &str, b: &str| {
        id(a).zip(id(b)).map_or(0, |(a, b)| knowledge.lexicon().occupation_fit(a, b).points)
    };
    let like = |a: &str, b: &str| fit(a, b).max(fit(b, a)) >= 300;
    let (mut strange, mut all) = (0, 0);
    for (record, read) in readings {
        let told =
            facts.iter().filter(|f| f.record == *record && matches!(f.kind.as_str(), "wish" | "offers"));
        let told: Vec<&str> = told.flat_map(|f| f.expected.split('|')).collect();
        let groups: Vec<Vec<&str>> = match read["wishes"].as_array() {
            Some(wishes) => wishes.iter().map(|w| texts(&w["occupations"])).collect(),
            None => read["occupations"]
                .as_array()
                .iter()
                .flat_map(|o| o.first())
                .map(|o| text(&o["name"]))
                .collect(),
        };
        all += groups.len();
        strange += groups.iter().filter(|g| !g.iter().any(|a| told.iter().any(|b| like(a, b)))).count();
    }
    (strange, all)
}

fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn text(value: &Value) -> Vec<&str> {
    value.as_str().into_iter().collect()
}

/// A batch as a table by kind of fact, with what is wrong; and how many are right, of how many.
fn table(facts: &[Fact], readings: &BTreeMap<String, Value>) -> (String, usize, usize) {
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut lines = String::new();
    for fact in facts {
        let holds = fact.holds(&readings[&fact.record]);
        let (right, all) = kinds.entry(&fact.kind).or_default();
        *right += usize::from(holds);
        *all += 1;
        if !holds {
            lines += &format!("  wrong: {} {} {}\n", fact.record, fact.kind, fact.expected);
        }
    }
    let cells: Vec<String> =
        kinds.iter().map(|(kind, (right, all))| format!("{kind} {right}/{all}")).collect();
    let (right, all) = kinds.values().fold((0, 0), |sum, n| (sum.0 + n.0, sum.1 + n.1));
    (lines + &cells.join("  "), right, all)
}

#[test]
fn what_strangers_say_is_read() {
    let knowledge = Arc::new(Knowledge::embedded());
    let reader = Reader::new(Arc::clone(&knowledge), DAY);
    let mut wrong = Vec::new();
    for Bound { batch, kind, right: floor, strange: ceiling } in BOUNDS {
        let (facts, readings) = (facts(batch, kind), readings(batch, kind, &reader));
        let (lines, right, all) = table(&facts, &readings);
        println!("{batch} {kind}: {right} of {all} facts\n{lines}");
        let (strange, told) = strange(&facts, &readings, &knowledge);
        println!("{batch} {kind}: {strange} of {told} wishes or claims nobody told");
        if right * 1000 < floor * all || strange * 1000 > ceiling * told {
            wrong.push(format!("{batch} {kind}: {right}/{all} right, {strange}/{told} strange"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
