//! Files into an engine, with an account of what was read, kept and refused.

use std::collections::HashSet;
use std::path::Path;

use indicatif::ProgressBar;
use rengang::model::{Group, RawCandidate, RawPosting};
use rengang::read::Reader;
use rengang::{Inspect, Writer};
use serde::de::DeserializeOwned;

use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::{print, progress};

/// What became of the records of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    pub read: u64,
    pub kept: u64,
    pub refused: u64,
    pub replaced: u64,
    pub notices: u64,
}

impl Account {
    /// Whether records were refused.
    pub fn outcome(self) -> Outcome {
        if self.refused > 0 { Outcome::Partly } else { Outcome::Found }
    }
}

/// Records that are read together; chosen: enough for all threads, a few megabytes.
const CHUNK: usize = 1024;

/// Loads files of postings.
pub fn postings(
    source: &Source,
    writer: &Writer<'_>,
    reader: &Reader,
    inspect: &impl Inspect,
) -> Result<Account, Failure> {
    let mut loading = Loading::new("reading postings");
    for file in &source.files {
        loading.file(source, file, RawPosting::id, |raws| {
            let outcomes = writer.load_postings(raws, reader, inspect)?;
            Ok(outcomes.into_iter().map(|o| o.map(|reading| reading.notices.len())).collect())
        })?;
    }
    Ok(loading.finish("postings"))
}

/// Loads files of candidates.
pub fn candidates(source: &Source, writer: &Writer<'_>, reader: &Reader) -> Result<Account, Failure> {
    candidates_of(source, &[], writer, reader)
}

/// Loads the candidates of files who are in one of the groups; all of them where no group is named.
pub fn candidates_of(
    source: &Source,
    groups: &[Group],
    writer: &Writer<'_>,
    reader: &Reader,
) -> Result<Account, Failure> {
    let mut loading = Loading::new("reading candidates");
    let mut others: u64 = 0;
    for file in &source.files {
        loading.file(source, file, RawCandidate::id, |raws| {
            let outcomes = writer.load_candidates(raws, reader)?;
            let outcomes = raws.iter().zip(outcomes).map(|(raw, outcome)| {
                outcome.map(|reading| {
                    if !groups.is_empty() && !reading.value.groups.iter().any(|g| groups.contains(g)) {
                        writer.delete_candidate(raw.id());
                        others += 1;
                    }
                    reading.notices.len()
                })
            });
            Ok(outcomes.collect())
        })?;
    }
    if others > 0 {
        print::note(&format!("candidates: {others} of them are in none of the groups and take no part"));
    }
    Ok(loading.finish("candidates"))
}

type Outcomes = Vec<Result<usize, rengang::Error>>;

struct Loading {
    account: Account,
    seen: HashSet<String>,
    bar: ProgressBar,
}

impl Loading {
    fn new(what: &'static str) -> Self {
        Self { account: Account::default(), seen: HashSet::new(), bar: progress::bar(what, 0) }
    }

    fn file<R: DeserializeOwned>(
        &mut self,
        source: &Source,
        file: &Path,
        id: impl Fn(&R) -> &str,
        mut put: impl FnMut(&[R]) -> Result<Outcomes, Failure>,
    ) -> Result<(), Failure> {
        let (mut raws, mut lines): (Vec<R>, Vec<u64>) = (Vec::new(), Vec::new());
        for item in source.items::<R>(file)? {
            let item = item?;
            self.account.read += 1;
            self.bar.inc(1);
            match item.raw {
                Ok(raw) => {
                    self.note_id(id(&raw), file, item.line);
                    raws.push(raw);
                    lines.push(item.line);
                }
                Err(fault) => self.refuse(file, item.line, &fault),
            }
            if raws.len() == CHUNK {
                self.put(file, &mut raws, &mut lines, &mut put)?;
            }
        }
        self.put(file, &mut raws, &mut lines, &mut put)
    }

    fn put<R>(
        &mut self,
        file: &Path,
        raws: &mut Vec<R>,
        lines: &mut Vec<u64>,
        put: &mut impl FnMut(&[R]) -> Result<Outcomes, Failure>,
    ) -> Result<(), Failure> {
        for (outcome, line) in put(raws)?.into_iter().zip(lines.drain(..)) {
            match outcome {
                Ok(notices) => {
                    self.account.kept += 1;
                    self.account.notices += notices as u64;
                }
                Err(error) => self.refuse(file, line, &error.to_string()),
            }
        }
        raws.clear();
        Ok(())
    }

    fn note_id(&mut self, id: &str, file: &Path, line: u64) {
        if !id.is_empty() && !self.seen.insert(id.to_owned()) {
            self.account.replaced += 1;
            print::note(&format!(
                "{}:{line}: id {id} came before; this record takes its place",
                file.display()
            ));
        }
    }

    fn refuse(&mut self, file: &Path, line: u64, why: &str) {
        self.account.refused += 1;
        print::note(&format!("{}:{line}: {why}", file.display()));
    }

    fn finish(self, what: &str) -> Account {
        self.bar.finish_and_clear();
        let Account { read, kept, refused, replaced, notices } = self.account;
        print::note(&format!(
            "{what}: {read} read, {kept} kept ({replaced} in place of an earlier one), {refused} refused, {notices} notices"
        ));
        self.account
    }
}
