//! Writing: read a record, make its features, put both into the index.

use std::sync::Arc;

use jiff::civil::Date;

use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::features::{Offered, Wanted};
use crate::index::{Document, Kind, StoreWriter};
use crate::knowledge::Knowledge;
use crate::model::{Candidate, Field, Posting, RawCandidate, RawPosting, Reading};
use crate::read::{Reader, read_candidate, read_posting};

/// The one writer of an engine. Nothing is visible before [`Writer::commit`].
///
/// Whatever fails, readers keep the last commit. After a commit that failed the writer refuses everything
/// ([`ErrorKind::WriterFailed`]): part of what was written may be lost, and half of it must not be committed.
pub struct Writer<'e> {
    store: StoreWriter,
    knowledge: &'e Arc<Knowledge>,
}

/// A record that has been read and is ready to be written; made on any thread, by [`prepare_posting`].
pub struct PreparedPosting {
    /// What was read.
    pub reading: Reading<Posting>,
    pub(crate) features: Offered,
    texts: Texts,
}

/// A record that has been read and is ready to be written; made on any thread, by [`prepare_candidate`].
pub struct PreparedCandidate {
    /// What was read.
    pub reading: Reading<Candidate>,
    pub(crate) features: Wanted,
    texts: Texts,
}

/// What is stored and searched of a record, besides its features.
struct Texts {
    id: String,
    raw: String,
    title: String,
    body: String,
}

/// Longest id in bytes; the index silently loses terms beyond 65 530 bytes, and no real id comes near this.
pub const MAX_ID_BYTES: usize = 512;

/// Reads a posting and makes its features; `vetoed` is the verdict of the caller's checks.
///
/// # Errors
/// [`ErrorKind::RecordRefused`] without an id, or with one longer than [`MAX_ID_BYTES`].
pub fn prepare_posting(raw: &RawPosting, vetoed: bool, reader: &Reader) -> Result<PreparedPosting> {
    check_id(raw.id())?;
    let reading = read_posting(raw, reader);
    let features = Offered::of(&reading.value, raw, vetoed, reader.knowledge().analyzer());
    let body =
        [Field::Employer, Field::Industry, Field::Region, Field::Description, Field::Skills, Field::Benefits];
    let texts = Texts {
        id: raw.id().to_owned(),
        raw: to_json(raw),
        title: raw.text(Field::Title).to_owned(),
        body: body.map(|field| raw.text(field)).join("\n"),
    };
    Ok(PreparedPosting { reading, features, texts })
}

/// Reads a candidate and makes their features.
///
/// # Errors
/// [`ErrorKind::RecordRefused`] without an id, or with one longer than [`MAX_ID_BYTES`].
pub fn prepare_candidate(raw: &RawCandidate, reader: &Reader) -> Result<PreparedCandidate> {
    check_id(raw.id())?;
    let reading = read_candidate(raw, reader);
    let features = Wanted::of(&reading.value, raw, reader.knowledge());
    let texts =
        Texts { id: raw.id().to_owned(), raw: to_json(raw), title: String::new(), body: String::new() };
    Ok(PreparedCandidate { reading, features, texts })
}

impl PreparedPosting {
    /// Puts it in a group of postings of one job (重复岗位), which `name` names: the id of any one of them will do, so
    /// long as it is the same for all. See [`crate::Repeats`].
    pub fn put_in_group(&mut self, name: &str) {
        self.features.group = Some(hash(name));
    }
}

/// FNV-1a, 64 bits: the same on every machine.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

impl<'e> Writer<'e> {
    /// The smallest memory budget; tantivy needs 15 MB, and a little more makes fewer segments.
    pub const MIN_BUDGET_BYTES: usize = 40_000_000;
    /// The largest memory budget: tantivy counts in 32 bits, with a margin.
    pub const MAX_BUDGET_BYTES: usize = 4_000_000_000;
    /// A budget for loading millions of records.
    pub const BULK_BUDGET_BYTES: usize = 400_000_000;

    pub(crate) fn open(engine: &'e Engine, budget_bytes: usize) -> Result<Self> {
        let knowledge = engine.knowledge();
        Ok(Self { store: engine.store.writer(budget_bytes, knowledge.analyzer())?, knowledge })
    }

    /// Reads one posting and puts it in place of every one with its id.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`], [`ErrorKind::IndexIo`].
    pub fn upsert_posting(&self, raw: &RawPosting, as_of: Date) -> Result<Reading<Posting>> {
        let prepared = prepare_posting(raw, false, &Reader::new(Arc::clone(self.knowledge), as_of))?;
        self.put_posting(&prepared)?;
        Ok(prepared.reading)
    }

    /// Reads one candidate and puts them in place of every one with their id.
    ///
    /// # Errors
    /// [`ErrorKind::RecordRefused`], [`ErrorKind::IndexIo`].
    pub fn upsert_candidate(&self, raw: &RawCandidate, as_of: Date) -> Result<Reading<Candidate>> {
        let prepared = prepare_candidate(raw, &Reader::new(Arc::clone(self.knowledge), as_of))?;
        self.put_candidate(&prepared)?;
        Ok(prepared.reading)
    }

    /// Puts a prepared posting in place of every one with its id.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`].
    pub fn put_posting(&self, prepared: &PreparedPosting) -> Result<()> {
        self.store.upsert(&prepared.texts.document(Kind::Posting, &to_bytes(&prepared.features)))
    }

    /// Puts a prepared candidate in place of every one with their id.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`].
    pub fn put_candidate(&self, prepared: &PreparedCandidate) -> Result<()> {
        self.store.upsert(&prepared.texts.document(Kind::Candidate, &to_bytes(&prepared.features)))
    }

    /// Removes a posting; nothing happens where there is none.
    pub fn delete_posting(&self, id: &str) {
        self.store.delete(Kind::Posting, id);
    }

    /// Removes a candidate; nothing happens where there is none. Their bytes stay until [`Writer::purge`].
    pub fn delete_candidate(&self, id: &str) {
        self.store.delete(Kind::Candidate, id);
    }

    /// Makes everything since the last commit durable and visible, at once or not at all.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`]: the commit has not happened, or, if storage failed at its very end, it has; a new
    /// snapshot tells. [`ErrorKind::WriterFailed`] from then on.
    pub fn commit(&mut self) -> Result<()> {
        self.store.commit()
    }

    /// Commits, and rewrites what still holds deleted records, so that no byte of them is left in any file of the
    /// index, whoever is reading it. Costs the size of the segments that hold deleted records: purge in batches.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`]; the deletions may be committed, but bytes may be left: purge again.
    pub fn purge(&mut self) -> Result<()> {
        self.store.purge()
    }

    /// Waits for merges in the background and gives the lock back; dropping the writer gives it back too, without
    /// waiting.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`].
    pub fn close(self) -> Result<()> {
        self.store.close()
    }
}

impl Texts {
    fn document<'a>(&'a self, kind: Kind, features: &'a [u8]) -> Document<'a> {
        Document { kind, id: &self.id, raw: &self.raw, features, title: &self.title, body: &self.body }
    }
}

fn check_id(id: &str) -> Result<()> {
    let reason = match id.len() {
        0 => "it has no id; give every record one".to_owned(),
        1..=MAX_ID_BYTES => return Ok(()),
        length => format!("its id has {length} bytes; at most {MAX_ID_BYTES} are kept"),
    };
    let shown = if id.is_empty() { "(no id)".to_owned() } else { id.chars().take(32).collect() };
    Err(Error::new(ErrorKind::RecordRefused { id: shown, reason }))
}

fn to_json(raw: &impl serde::Serialize) -> String {
    serde_json::to_string(raw).expect("a raw record is a map of texts")
}

fn to_bytes(features: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_stdvec(features).expect("features are integers and lists")
}
