//! Gathers the words that the generator embeds from the lexicon's tables: trades, and the places of one city.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Tianjin (天津市), as codes of places begin.
const CITY: &str = "12";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let tables = root.join("../crates/lexicon/tables");
    for folder in ["trades", "regions"] {
        println!("cargo::rerun-if-changed={}", tables.join(folder).display());
    }
    for name in ["occupations.tsv", "skills.tsv"] {
        fs::write(out.join(name), of_trades(&tables.join("trades"), name)?)?;
    }
    Ok(fs::write(out.join("places.tsv"), places(&tables.join("regions"))?)?)
}

/// The rows of one table of all trades, by trade, without their heads.
fn of_trades(trades: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(trades)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    folders.sort();
    let mut gathered = String::new();
    for folder in folders.iter().filter(|folder| folder.join(name).exists()) {
        let text = fs::read_to_string(folder.join(name))?;
        let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        rows.skip(1).for_each(|row| gathered.extend([row, "\n"]));
    }
    Ok(gathered)
}

/// `code<TAB>name` of the city's districts, streets and towns.
fn places(regions: &Path) -> Result<String, Box<dyn Error>> {
    let mut gathered = String::new();
    for name in ["regions.tsv", "streets.tsv"] {
        let text = fs::read_to_string(regions.join(name))?;
        text.lines().filter(|line| line.starts_with(CITY)).for_each(|row| gathered.extend([row, "\n"]));
    }
    Ok(gathered)
}
