//! Gathers the words of every trade's tables into three files that the generator embeds.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[expect(clippy::disallowed_methods, reason = "a build script is told its folders by the environment")]
fn main() -> Result<(), Box<dyn Error>> {
    let tables = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../crates/lexicon/tables");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for name in ["occupations.tsv", "skills.tsv"] {
        fs::write(out.join(name), gathered(&tables.join("trades"), name)?)?;
    }
    let classes = tables.join("occupations.tsv");
    println!("cargo::rerun-if-changed={}", classes.display());
    fs::write(out.join("classes.tsv"), fs::read_to_string(classes)?)?;
    Ok(())
}

/// The rows of one table of all trades, by trade, under the head of the first; empty where there are no trades.
fn gathered(trades: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", trades.display());
    let mut folders: Vec<PathBuf> = match fs::read_dir(trades) {
        Ok(entries) => entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?,
        Err(_) => return Ok(String::new()),
    };
    folders.sort();
    let mut gathered = String::new();
    for text in folders.iter().filter_map(|folder| fs::read_to_string(folder.join(name)).ok()) {
        let rows = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        for row in rows.skip(usize::from(!gathered.is_empty())) {
            gathered.push_str(row);
            gathered.push('\n');
        }
    }
    Ok(gathered)
}
