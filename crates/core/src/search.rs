//! Keyword search over postings, with filters and facet counts: for advisers, not for ranking people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tantivy::DocAddress;

use crate::error::Result;
use crate::features::{Offered, day_number};
use crate::index::TextField;
use crate::model::{EmploymentForm, OccupationId, RegionCode};
use crate::snapshot::Snapshot;
use jiff::civil::Date;
use rengang_text::fold;

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchQuery {
    /// Words, in any order; each has to stand in the title or the body.
    pub words: String,
    /// The day: what has expired by then is not found.
    pub as_of: Date,
    /// Hits that are listed.
    pub top: usize,
    /// Only postings with a place inside this region.
    pub region: Option<RegionCode>,
    /// Only postings of this work.
    pub occupation: Option<OccupationId>,
    /// Only postings of this form.
    pub form: Option<EmploymentForm>,
    /// Only postings whose pay reaches this many yuan a month.
    pub min_pay: Option<u32>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResult {
    /// All that was found.
    pub total: usize,
    /// The first hits, most telling words in the title first, then the freshest, then by id.
    pub hits: Vec<SearchHit>,
    /// Counts by district (code of six digits).
    pub regions: BTreeMap<String, usize>,
    /// Counts by work (name).
    pub occupations: BTreeMap<String, usize>,
    /// Counts by form of employment (code).
    pub forms: BTreeMap<String, usize>,
}

/// One hit of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// The posting's id.
    pub id: String,
    /// Sum of the weights of the words found, those in the title threefold.
    pub relevance: u32,
}

impl Snapshot<'_> {
    /// Postings that hold every word of the query and pass its filters.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`](crate::ErrorKind::IndexDamaged), [`ErrorKind::IndexIo`](crate::ErrorKind::IndexIo).
    pub fn search(&self, query: &SearchQuery) -> Result<SearchResult> {
        let found = self.with_every_word(&query.words)?;
        let addresses: Vec<DocAddress> = found.keys().copied().collect();
        let day = day_number(query.as_of);
        let postings = self.posting_table();
        let rows = postings.rows_at(&addresses).into_iter();
        let passes = |row: &usize| self.passes(&postings.row(*row).features, query, day);
        let mut hits: Vec<(u32, i32, usize)> = rows
            .filter(passes)
            .map(|row| {
                let published = postings.row(row).features.published.unwrap_or(i32::MIN);
                (found[&postings.address(row)], published, row)
            })
            .collect();
        hits.sort_unstable_by_key(|&(relevance, published, row)| {
            (std::cmp::Reverse((relevance, published)), row)
        });
        Ok(self.result(&hits, query.top))
    }

    /// Documents with every word, and the weights of the words found.
    fn with_every_word(&self, words: &str) -> Result<BTreeMap<DocAddress, u32>> {
        let folded = fold(&words[..words.floor_char_boundary(MAX_QUERY_BYTES)]);
        let analyzer = self.knowledge().analyzer();
        let mut found: Option<BTreeMap<DocAddress, u32>> = None;
        for word in analyzer.words(folded.as_str()).take(MAX_WORDS) {
            let weight = u32::from(analyzer.weight(word)).max(1);
            let mut with: BTreeMap<DocAddress, u32> = BTreeMap::new();
            for (field, factor) in [(TextField::Title, 3), (TextField::Body, 1)] {
                for address in self.with_word(field, word)? {
                    *with.entry(address).or_default() += weight * factor;
                }
            }
            found = Some(match found {
                None => with,
                Some(mut before) => {
                    before.retain(|address, sum| with.get(address).map(|more| *sum += more).is_some());
                    before
                }
            });
        }
        match found {
            Some(found) => Ok(found),
            None => Ok(self.all_addresses().map(|address| (address, 0)).collect()),
        }
    }

    fn passes(&self, offered: &Offered, query: &SearchQuery, day: i32) -> bool {
        let inside = |region: RegionCode| {
            offered.anywhere || offered.places.iter().any(|&p| self.knowledge().contains(region, p))
        };
        let pays = |least: u32| offered.pay.and_then(|p| p.max.or(p.min)).is_some_and(|top| top >= least);
        offered.is_open(day)
            && query.region.is_none_or(inside)
            && query.occupation.is_none_or(|o| offered.occupations.iter().any(|claim| claim.0 == o))
            && query.form.is_none_or(|form| offered.forms.contains(form))
            && query.min_pay.is_none_or(pays)
    }

    fn result(&self, hits: &[(u32, i32, usize)], top: usize) -> SearchResult {
        let mut result = SearchResult { total: hits.len(), ..SearchResult::default() };
        for &(_, _, row) in hits {
            self.count(&self.posting_table().row(row).features, &mut result);
        }
        let hit = |&(relevance, _, row): &(u32, i32, usize)| SearchHit {
            id: self.posting_table().row(row).id.to_string(),
            relevance,
        };
        result.hits = hits.iter().take(top).map(hit).collect();
        result
    }

    fn count(&self, offered: &Offered, result: &mut SearchResult) {
        let counties = offered.places.iter().filter_map(|&place| self.knowledge().county_code(place));
        let counties: std::collections::BTreeSet<String> = counties.collect();
        counties.into_iter().for_each(|county| *result.regions.entry(county).or_default() += 1);
        if let Some(&(occupation, _)) = offered.occupations.first() {
            let name = self.knowledge().occupation_name(occupation);
            *result.occupations.entry(name.to_owned()).or_default() += 1;
        }
        for form in offered.forms.iter() {
            *result.forms.entry(form.code().to_owned()).or_default() += 1;
        }
    }
}

/// Chosen: longer than any query that is typed; a pasted page is cut before it is folded.
const MAX_QUERY_BYTES: usize = 4096;

/// Chosen: more words than anybody types; the rest of a pasted page is not searched for.
const MAX_WORDS: usize = 32;
