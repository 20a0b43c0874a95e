//! The embedded words: occupations with their titles, duties and skills; places; phrases by kind.

use std::collections::BTreeMap;

use jiff::civil::date;
use jiff::{Span, ToSpan};

use super::chance::{Chance, Zipf};

// Rows without heads, gathered from the lexicon by the build script.
const OCCUPATIONS: &str = include_str!(concat!(env!("OUT_DIR"), "/occupations.tsv"));
const SKILLS: &str = include_str!(concat!(env!("OUT_DIR"), "/skills.tsv"));
const PLACES: &str = include_str!(concat!(env!("OUT_DIR"), "/places.tsv"));
// Tables of our own, with heads.
const CERTIFICATES: &str = include_str!("../../tables/certificates.tsv");
const PHRASES: &str = include_str!("../../tables/phrases.tsv");

/// Days before and after the reference day for which the words of a date are kept.
pub(super) const DAYS_BEFORE: usize = 150;
const DAYS_AFTER: usize = 150;

/// One kind of work and the words that speak for it.
#[derive(Debug)]
pub(super) struct Occupation {
    pub(super) name: &'static str,
    pub(super) rank: &'static str,
    pub(super) titles: Vec<&'static str>,
    pub(super) spoken: Vec<&'static str>,
    pub(super) duties: Vec<&'static str>,
    pub(super) skills: Vec<&'static str>,
    pub(super) certificates: Vec<&'static str>,
    pub(super) by_title: Zipf,
}

/// A district and its streets and towns.
#[derive(Debug)]
pub(super) struct District {
    pub(super) name: &'static str,
    pub(super) streets: Vec<&'static str>,
}

/// All words that a record may hold.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) occupations: Vec<Occupation>,
    by_occupation: Zipf,
    pub(super) districts: Vec<District>,
    phrases: BTreeMap<&'static str, Vec<&'static str>>,
    dates: Vec<String>,
}

impl Words {
    /// The words, the occupations in an order by chance: which is common differs from seed to seed.
    pub(super) fn new(chance: &mut Chance) -> Self {
        let mut occupations = occupations();
        for i in (1..occupations.len()).rev() {
            occupations.swap(i, chance.below(i + 1));
        }
        let mut phrases: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        rows(PHRASES).skip(1).for_each(|r| phrases.entry(r[0]).or_default().push(r[1]));
        Self {
            by_occupation: Zipf::over(occupations.len()),
            occupations,
            districts: districts(),
            phrases,
            dates: dates(),
        }
    }

    pub(super) fn occupation(&self, chance: &mut Chance) -> &Occupation {
        &self.occupations[self.by_occupation.draw(chance)]
    }

    /// A phrase of a kind that the tables hold.
    pub(super) fn phrase(&self, kind: &str, chance: &mut Chance) -> &'static str {
        self.phrases.get(kind).map_or("", |all| chance.word(all))
    }

    /// The phrase of a kind at a place, so that related records can share one; places past the end begin anew.
    pub(super) fn phrase_at(&self, kind: &str, place: usize) -> &'static str {
        self.phrases.get(kind).map_or("", |all| all[place % all.len()])
    }

    /// The words of a day, counted from [`DAYS_BEFORE`] days before the reference day.
    pub(super) fn date(&self, day: usize) -> &str {
        &self.dates[day.min(self.dates.len() - 1)]
    }
}

/// The occupations of all trades.
fn occupations() -> Vec<Occupation> {
    let certificates: Vec<Vec<&str>> = rows(CERTIFICATES).skip(1).collect();
    let needed = |name: &str| certificates.iter().filter(|c| name.contains(c[0])).map(|c| c[1]).collect();
    let mut skills = skills_by_occupation();
    // name code family rank titles spoken duties not
    let each = rows(OCCUPATIONS).filter(|row| row.len() > 6).map(|row| {
        let (name, titles) = (row[0], or_name(list(row[4]), row[0]));
        Occupation {
            name,
            rank: row[3],
            by_title: Zipf::over(titles.len()),
            titles,
            spoken: or_name(list(row[5]), name),
            duties: or_name(list(row[6]), name),
            skills: skills.remove(name).unwrap_or_else(|| or_name(list(row[6]), name)),
            certificates: needed(name),
        }
    });
    each.collect()
}

fn skills_by_occupation() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut skills: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    // skill kind names related occupations
    for row in rows(SKILLS).filter(|row| row.len() > 4) {
        list(row[4]).into_iter().for_each(|name| skills.entry(name).or_default().push(row[0]));
    }
    skills
}

/// The city's districts with their streets, towns and townships; zones and farms that bear no such name are left out.
fn districts() -> Vec<District> {
    let named = |name: &str| ["街道", "镇", "乡"].iter().any(|kind| name.ends_with(kind));
    let inside = |code: &str| -> Vec<&'static str> {
        let within = rows(PLACES).filter(|row| row[0].len() == 9 && row[0].starts_with(code));
        within.map(|row| row[1]).filter(|name| named(name)).collect()
    };
    let counties = rows(PLACES).filter(|row| row[0].len() == 6 && !row[0].ends_with("00"));
    counties.map(|row| District { name: row[1], streets: inside(row[0]) }).collect()
}

fn or_name(words: Vec<&'static str>, name: &'static str) -> Vec<&'static str> {
    if words.is_empty() { vec![name] } else { words }
}

/// The cells of each row.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn list(cell: &'static str) -> Vec<&'static str> {
    cell.split('|').filter(|word| !word.is_empty()).collect()
}

/// The days around 2026-11-20, the reference day of the collections.
fn dates() -> Vec<String> {
    let first = date(2026, 11, 20).saturating_sub((DAYS_BEFORE as i64).days());
    (0..DAYS_BEFORE + DAYS_AFTER)
        .map(|i| first.saturating_add(Span::new().days(i as i64)).to_string())
        .collect()
}
