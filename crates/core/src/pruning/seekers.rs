//! Who may take which work: the candidates that a posting is judged against, all others being unrelated to it.

use rayon::prelude::*;

use crate::features::{Offered, Wanted};
use crate::index::Table;
use crate::knowledge::Knowledge;
use crate::model::OccupationId;
use crate::score::{may_relate, only_guessed, takes_unrelated};

/// Rows of candidates by the work that they may take.
pub(crate) struct Seekers {
    by_occupation: Vec<Vec<u32>>,
    /// Rows of those whom no work is unrelated to.
    of_any_work: Vec<u32>,
}

impl Seekers {
    /// The candidates of a table. Costs some microseconds each, on all threads.
    pub(crate) fn build(table: &Table<Wanted>, knowledge: &Knowledge) -> Self {
        let related = |row: usize| {
            let wanted = &table.row(row).features;
            (!takes_unrelated(wanted)).then(|| may_relate(wanted, knowledge))
        };
        let related: Vec<Option<Vec<OccupationId>>> = (0..table.len()).into_par_iter().map(related).collect();
        let mut by_occupation = vec![Vec::new(); knowledge.occupation_count()];
        let mut of_any_work = Vec::new();
        for (row, occupations) in related.iter().enumerate() {
            match occupations {
                Some(all) => all.iter().for_each(|id| by_occupation[usize::from(id.0)].push(row as u32)),
                None => of_any_work.push(row as u32),
            }
        }
        Self { by_occupation, of_any_work }
    }

    /// Rows that may match the posting, ascending; `None` for all, where its work was not recognised, or guessed at most.
    pub(crate) fn of(&self, offered: &Offered) -> Option<Vec<u32>> {
        if only_guessed(&offered.occupations) {
            return None;
        }
        let mut rows = self.of_any_work.clone();
        for (id, _) in &offered.occupations {
            rows.extend(self.by_occupation.get(usize::from(id.0)).into_iter().flatten());
        }
        rows.sort_unstable();
        rows.dedup();
        Some(rows)
    }
}
