//! Loading many records: read in parallel, written in the order given.

use rayon::prelude::*;

use crate::error::Result;
use crate::model::{Candidate, Posting, RawCandidate, RawPosting, Reading};
use crate::read::Reader;
use crate::writer::{Writer, prepare_candidate, prepare_posting};

/// A check of postings at the door: what it vetoes is kept, but no path ever shows it.
pub trait Inspect: Sync {
    /// Whether the posting must not be shown: fraud, a block-level breach, an employer on a block list.
    fn vetoes(&self, raw: &RawPosting, reader: &Reader) -> bool;

    /// For each posting the name of its group of postings of one job, if it is in one: the id of one of them, the same
    /// for all. Is asked once for each piece that is loaded, in order; finds no groups where it is left out.
    fn groups(&self, raws: &[RawPosting]) -> Vec<Option<String>> {
        vec![None; raws.len()]
    }
}

/// Vetoes nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NoInspection;

impl Inspect for NoInspection {
    fn vetoes(&self, _: &RawPosting, _: &Reader) -> bool {
        false
    }
}

impl Writer<'_> {
    /// Reads `raws` on all threads and writes them in order; one outcome each. One bad record stops nothing.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`](crate::ErrorKind::IndexIo) if writing fails; what was written before is not yet visible.
    pub fn load_postings(
        &self,
        raws: &[RawPosting],
        reader: &Reader,
        inspect: &impl Inspect,
    ) -> Result<Vec<Result<Reading<Posting>>>> {
        let prepare = |raw: &RawPosting| prepare_posting(raw, inspect.vetoes(raw, reader), reader);
        let mut prepared: Vec<_> = raws.par_iter().map(prepare).collect();
        for (prepared, group) in prepared.iter_mut().zip(inspect.groups(raws)) {
            if let (Ok(posting), Some(name)) = (prepared, group) {
                posting.put_in_group(&name);
            }
        }
        let put = |outcome: Result<_>| match outcome {
            Ok(prepared) => self.put_posting(&prepared).map(|()| Ok(prepared.reading)),
            Err(refused) => Ok(Err(refused)),
        };
        prepared.into_iter().map(put).collect()
    }

    /// The same for candidates.
    ///
    /// # Errors
    /// [`ErrorKind::IndexIo`](crate::ErrorKind::IndexIo) if writing fails; what was written before is not yet visible.
    pub fn load_candidates(
        &self,
        raws: &[RawCandidate],
        reader: &Reader,
    ) -> Result<Vec<Result<Reading<Candidate>>>> {
        let prepared: Vec<_> = raws.par_iter().map(|raw| prepare_candidate(raw, reader)).collect();
        let put = |outcome: Result<_>| match outcome {
            Ok(prepared) => self.put_candidate(&prepared).map(|()| Ok(prepared.reading)),
            Err(refused) => Ok(Err(refused)),
        };
        prepared.into_iter().map(put).collect()
    }
}
