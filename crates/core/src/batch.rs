//! Everybody against everything: rankings for all candidates or all postings, in order, with bounded memory.

use std::ops::{ControlFlow, Range};

use rayon::prelude::*;

use crate::error::Result;
use crate::options::{MatchOptions, Path};
use crate::pruning::Memo;
use crate::ranking::Ranking;
use crate::snapshot::Snapshot;

/// For whom rankings are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// Postings for each candidate.
    Candidates,
    /// Candidates for each posting.
    Postings,
}

/// Queries that are matched before their rankings are handed over; chosen: enough work for all threads, little memory.
const CHUNK: usize = 1024;
/// Queries that one task takes at least, since a task begins with tables to fill.
const MIN_QUERIES: usize = 16;

impl Snapshot<'_> {
    /// Number of queries of [`Snapshot::match_all`].
    #[must_use]
    pub fn query_count(&self, queries: For) -> usize {
        match queries {
            For::Candidates => self.candidate_count(),
            For::Postings => self.posting_count(),
        }
    }

    /// Makes the rankings of the queries `part` (places in the order of ids) and hands them to `take` in that order.
    ///
    /// Uses the thread pool that it is called in. Holds at most a chunk of rankings; `take` may stop it, and a later
    /// call goes on from any place: the rankings are the same however the queries are cut into parts.
    ///
    /// # Errors
    /// [`ErrorKind::PathsDiffer`](crate::ErrorKind::PathsDiffer) where a checked path finds that.
    pub fn match_all(
        &self,
        queries: For,
        part: Range<usize>,
        options: &MatchOptions,
        mut take: impl FnMut(Ranking) -> ControlFlow<()>,
    ) -> Result<()> {
        if options.path() != Path::Plain {
            match queries {
                For::Candidates => self.build_layers(),
                For::Postings => self.build_seekers(),
            }
        }
        let end = part.end.min(self.query_count(queries));
        let mut from = part.start;
        while from < end {
            let to = (from + CHUNK).min(end);
            let each = (from..to).into_par_iter().with_min_len(MIN_QUERIES);
            let rank = |memo: &mut Memo, row: usize| match queries {
                For::Candidates => self.jobs_for_row(row, options, memo),
                For::Postings => self.candidates_for_row(row, options),
            };
            let rankings: Vec<Ranking> = each.map_init(Memo::default, rank).collect::<Result<_>>()?;
            if rankings.into_iter().try_for_each(&mut take).is_break() {
                return Ok(());
            }
            from = to;
        }
        Ok(())
    }
}
