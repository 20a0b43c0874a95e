//! Accuracy of the title reader on a file of `title<TAB>code<TAB>name`, whole and by halves.
//!
//! `cargo run --release -p rengang-lexicon --example title_accuracy -- FILE [errors]`
//!
//! The halves are told by a hash of the title, so that rules and tables are mended on half A and half B checks them.

#![expect(clippy::print_stdout, reason = "an example reports to the terminal")]

use std::io::{Error, Result};

use rengang_lexicon::Lexicon;
use rengang_lexicon::occupation::ClassCode;
use rengang_lexicon::title::OccupationGuess;

/// Counts of one half.
#[derive(Default, Clone, Copy)]
struct Tally {
    titles: u32,
    leaf: u32,
    minor: u32,
    major: u32,
    recall: u32,
}

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or_else(|| Error::other("give a file of title, code, name"))?;
    let show = args.next().is_some_and(|a| a == "errors");
    let lexicon = Lexicon::embedded();
    let mut halves = [Tally::default(); 2];
    for line in std::fs::read_to_string(file)?.lines() {
        let mut cells = line.split('\t');
        let (Some(title), Some(code)) = (cells.next(), cells.next()) else { continue };
        let half = (fnv(title) >> 20 & 1) as usize;
        let codes = codes(&lexicon, title);
        halves[half].add(&codes, code);
        if show && half == 0 && codes.first().is_none_or(|c| c.get(..7) != code.get(..7)) {
            report(&lexicon, title, code, cells.next().unwrap_or_default(), &codes);
        }
    }
    for (name, tally) in ["A", "B"].iter().zip(&halves) {
        tally.print(name);
    }
    Ok(())
}

/// The first ten codes, each once, as the labels write them.
fn codes(lexicon: &Lexicon, title: &str) -> Vec<String> {
    let guesses = lexicon.titles().classify(title, 10);
    let code = |g: &OccupationGuess| lexicon.occupations().get(g.occupation).code().in_full();
    guesses.iter().map(code).collect()
}

fn report(lexicon: &Lexicon, title: &str, code: &str, name: &str, codes: &[String]) {
    let top = codes.first().map_or("", |c| c);
    let place = codes.iter().position(|c| c == code).map_or("-".to_owned(), |at| at.to_string());
    let guess = top.parse::<ClassCode>().ok().and_then(|c| {
        lexicon.occupations().code_name(c).or_else(|| lexicon.occupations().code_name(c.at_level(3)?))
    });
    let named = lexicon.titles().classify(title, 1);
    let trade = named.first().map_or("", |g| lexicon.occupations().get(g.occupation).name());
    println!("{title}\t{code}\t{name}\t{top}\t{}\t{trade}\t{place}", guess.unwrap_or_default());
}

impl Tally {
    fn add(&mut self, codes: &[String], code: &str) {
        let same = |len: usize| codes.first().is_some_and(|c| c.get(..len) == code.get(..len));
        self.titles += 1;
        self.leaf += u32::from(same(10));
        self.minor += u32::from(same(7));
        self.major += u32::from(same(1));
        self.recall += u32::from(codes.iter().any(|c| c == code));
    }

    fn print(self, name: &str) {
        let share = |n: u32| f64::from(n) / f64::from(self.titles.max(1));
        println!(
            "half {name}: {} titles, accuracy@1 leaf {:.3} minor {:.3} major {:.3}, recall@10 leaf {:.3}",
            self.titles,
            share(self.leaf),
            share(self.minor),
            share(self.major),
            share(self.recall)
        );
    }
}

/// FNV-1a, 64 bits.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}
