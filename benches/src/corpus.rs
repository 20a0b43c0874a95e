//! A synthetic corpus in an engine on disk: read once, opened again by every later run.
//!
//! Reading a million ads costs minutes, so the index is kept under `target/corpora`, by recipe and by the fingerprint
//! of the knowledge that read it. A sample is read afresh at every opening: an index whose features are no longer
//! those of the code is an error and not a measurement.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rengang::model::{RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{
    Engine, Knowledge, MatchOptions, NoInspection, Writer, breakdown_of, prepare_candidate, prepare_posting,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::generator::{Generator, Length, Recipe, Separation};

/// The reference day of the collections.
pub const DAY: Date = jiff::civil::date(2026, 11, 20);

/// Which corpus, and how large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corpus {
    /// The seed of the generator.
    pub seed: u64,
    /// How well its text tells occupations apart.
    pub separation: Separation,
    /// Number of postings.
    pub postings: u64,
    /// Number of people, the same number again with long profiles.
    pub people: u64,
}

/// Records that are read at once; chosen: enough for all threads, a few megabytes.
const CHUNK: u64 = 4096;
/// Pairs that are read afresh at every opening.
const SAMPLE: u64 = 40;

impl Corpus {
    /// The corpus in an engine, made if it is not there.
    ///
    /// # Errors
    /// If it cannot be made or opened, or was made by another state of the code.
    pub fn open(&self, knowledge: Arc<Knowledge>) -> Result<Engine, Box<dyn Error>> {
        let path = self.path(&knowledge);
        if !path.exists() {
            self.make(&path, &knowledge)?;
        }
        let engine = Engine::open(&path, knowledge)?;
        self.check(&engine)?;
        Ok(engine)
    }

    /// A name for results: `good-1-100000`.
    #[must_use]
    pub fn name(&self) -> String {
        let separation = if self.separation == Separation::Good { "good" } else { "bad" };
        format!("{separation}-{}-{}-{}", self.seed, self.postings, self.people)
    }

    /// Where the index lies.
    #[must_use]
    pub fn path(&self, knowledge: &Knowledge) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/corpora");
        root.join(format!("{}-{:016x}", self.name(), knowledge.fingerprint()))
    }

    fn generator(&self, profiles: Length) -> Generator {
        Generator::new(Recipe::seeded(self.seed).with_separation(self.separation).with_profiles(profiles))
    }

    /// Made beside its place and moved there when it is whole.
    fn make(&self, path: &Path, knowledge: &Arc<Knowledge>) -> Result<(), Box<dyn Error>> {
        let half = path.with_extension("half");
        let _ = std::fs::remove_dir_all(&half);
        std::fs::create_dir_all(&half)?;
        let engine = Engine::create(&half, Arc::clone(knowledge))?;
        let reader = Reader::new(Arc::clone(knowledge), DAY);
        let mut writer = engine.writer(Writer::BULK_BUDGET_BYTES)?;
        let ads = self.generator(Length::Usual);
        chunks(self.postings, |from, to| {
            let raws: Vec<RawPosting> = raw((from..to).map(|i| ads.posting(i).0))?;
            writer
                .load_postings(&raws, &reader, &NoInspection)?
                .into_iter()
                .try_for_each(|read| read.map(drop))
        })?;
        for length in [Length::Usual, Length::Long] {
            let generator = self.generator(length);
            chunks(self.people, |from, to| {
                let raws: Vec<RawCandidate> = raw((from..to).map(|i| generator.profile(i).0))?;
                writer.load_candidates(&raws, &reader)?.into_iter().try_for_each(|read| read.map(drop))
            })?;
        }
        writer.commit()?;
        writer.close()?;
        drop(engine);
        Ok(std::fs::rename(half, path)?)
    }

    /// Scores of a sample, as indexed, against those of records read afresh.
    fn check(&self, engine: &Engine) -> Result<(), Box<dyn Error>> {
        let reader = Reader::new(Arc::clone(engine.knowledge()), DAY);
        let (snapshot, options) = (engine.snapshot()?, MatchOptions::new(DAY));
        let generator = self.generator(Length::Usual);
        for i in 0..SAMPLE {
            let (posting, person) = (i * self.postings / SAMPLE, i * self.people / SAMPLE);
            let posting: RawPosting = raw(std::iter::once(generator.posting(posting).0))?.remove(0);
            let person: RawCandidate = raw(std::iter::once(generator.profile(person).0))?.remove(0);
            let (read, other) =
                (prepare_posting(&posting, false, &reader)?, prepare_candidate(&person, &reader)?);
            let fresh = breakdown_of(&other, &read, engine.knowledge(), &options);
            if fresh != snapshot.breakdown(person.id(), posting.id(), &options)? {
                let path = self.path(engine.knowledge());
                return Err(format!("{} was made by other code; remove it", path.display()).into());
            }
        }
        Ok(())
    }
}

fn chunks(
    count: u64,
    mut load: impl FnMut(u64, u64) -> Result<(), rengang::Error>,
) -> Result<(), rengang::Error> {
    (0..count).step_by(CHUNK as usize).try_for_each(|from| load(from, (from + CHUNK).min(count)))
}

/// Through JSON, as records come.
fn raw<R: DeserializeOwned>(records: impl Iterator<Item = impl Serialize>) -> Result<Vec<R>, rengang::Error> {
    let through = |record| serde_json::from_value(serde_json::to_value(record).unwrap_or_default());
    Ok(records.filter_map(|record| through(record).ok()).collect())
}
