//! Writes a synthetic corpus: `generate --postings N --profiles M --seed S [--badly-separable] --out DIR`.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::Parser;
use rengang_benches::generator::{Generator, Recipe, Separation};
use serde::Serialize;

/// Writes postings.jsonl, profiles.jsonl and the truth about both.
#[derive(Parser)]
struct Arguments {
    /// Postings to write.
    #[arg(long, default_value_t = 10_000)]
    postings: u64,
    /// Profiles to write.
    #[arg(long, default_value_t = 1000)]
    profiles: u64,
    /// The same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Mixes the duties of other occupations into every text.
    #[arg(long)]
    badly_separable: bool,
    /// Postings of a thousand that repeat an earlier one.
    #[arg(long, default_value_t = 80)]
    reposts_permille: u16,
    /// The folder to write to; made if it is not there.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let separation = if arguments.badly_separable { Separation::Bad } else { Separation::Good };
    let recipe = Recipe::seeded(arguments.seed)
        .with_separation(separation)
        .with_reposts_permille(arguments.reposts_permille);
    let generator = Generator::new(recipe);
    fs::create_dir_all(&arguments.out)?;
    write(&arguments.out, "posting", (0..arguments.postings).map(|i| generator.posting(i)))?;
    write(&arguments.out, "profile", (0..arguments.profiles).map(|i| generator.profile(i)))
}

/// Writes records and truths to `<kind>s.jsonl` and `<kind>_truth.jsonl`.
fn write<R: Serialize, T: Serialize>(
    folder: &Path,
    kind: &str,
    pairs: impl Iterator<Item = (R, T)>,
) -> Result<(), Box<dyn Error>> {
    let create =
        |name: String| File::create(folder.join(name)).map(|file| BufWriter::with_capacity(1 << 20, file));
    let mut records = create(format!("{kind}s.jsonl"))?;
    let mut truths = create(format!("{kind}_truth.jsonl"))?;
    for (record, truth) in pairs {
        line(&mut records, &record)?;
        line(&mut truths, &truth)?;
    }
    records.flush()?;
    Ok(truths.flush()?)
}

fn line(to: &mut impl Write, value: &impl Serialize) -> Result<(), Box<dyn Error>> {
    serde_json::to_writer(&mut *to, value)?;
    Ok(to.write_all(b"\n")?)
}
