//! What users would write instead: one tantivy query for each person, and a score for each document that it finds.
//!
//! The same postings with the same words in one segment. Three loops, each more than the one before asks of it:
//! - [`Loop::TextTop`]: the county filter and the person's words, best ten by BM25. Another list; what a search engine
//!   costs that knows no score of ours.
//! - [`Loop::Region`]: the county filter; every document that it lets through gets the engine's full score.
//! - [`Loop::RegionAndWork`]: the related occupations as a filter as well, which needs the engine's own rule.
//!
//! The filters let through whatever the score does not refuse, so the lists of the last two are exact. What they stand
//! on (which counties a person accepts, which occupations relate) is found before the clock starts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::error::Error;
use std::path::Path;

use rengang::probe::Probe;
use rengang::{MatchOptions, Snapshot};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema};
use tantivy::{Index, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Which loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loop {
    /// Best by BM25 within the counties.
    TextTop,
    /// Full score within the counties.
    Region,
    /// Full score within the counties and the related occupations.
    RegionAndWork,
}

/// An index of the same postings, and what is known of the persons that will ask.
pub struct Rival {
    searcher: Searcher,
    fields: Fields,
}

#[derive(Clone, Copy)]
struct Fields {
    county: Field,
    occupation: Field,
    words: Field,
    open: Field,
    row: Field,
}

/// The county of postings that tell none.
pub const ANYWHERE: u64 = 0;
/// The occupation of postings whose work was not recognised.
const UNNAMED: u64 = u64::MAX;

/// A person's filters, found before the clock starts.
pub struct Asked {
    candidate: usize,
    counties: Vec<u64>,
    occupations: Option<Vec<u64>>,
    words: Vec<u64>,
}

impl Rival {
    /// Makes or opens the index in `folder`.
    ///
    /// # Errors
    /// If tantivy cannot.
    pub fn open(
        folder: &Path,
        snapshot: &Snapshot<'_>,
        options: &MatchOptions,
    ) -> Result<Self, Box<dyn Error>> {
        let mut schema = Schema::builder();
        let fields = Fields {
            county: schema.add_u64_field("county", INDEXED),
            occupation: schema.add_u64_field("occupation", INDEXED),
            words: schema.add_u64_field("words", INDEXED),
            open: schema.add_u64_field("open", INDEXED),
            row: schema.add_u64_field("row", FAST),
        };
        let schema = schema.build();
        let index = if folder.join("meta.json").exists() {
            Index::open_in_dir(folder)?
        } else {
            std::fs::create_dir_all(folder)?;
            let index = Index::create_in_dir(folder, schema)?;
            fill(&index, fields, snapshot, options)?;
            index
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { searcher: reader.searcher(), fields })
    }

    /// The best of a person as (score, row), best first; by BM25 the scores are thousandths.
    ///
    /// # Errors
    /// If tantivy cannot.
    pub fn best(
        &self,
        which: Loop,
        asked: &Asked,
        probe: &Probe<'_>,
        options: &MatchOptions,
    ) -> Result<Vec<(u32, u32)>, Box<dyn Error>> {
        let mut clauses = vec![(Occur::Must, any_of(self.fields.county, &asked.counties))];
        if let (Loop::RegionAndWork, Some(occupations)) = (which, &asked.occupations) {
            clauses.push((Occur::Must, any_of(self.fields.occupation, occupations)));
        }
        if which != Loop::TextTop {
            let score = |row: u32| probe.score(asked.candidate, row as usize, options);
            return self.exact(&BooleanQuery::new(clauses), score, options.top());
        }
        clauses.push((Occur::Must, constant(term(self.fields.open, 1))));
        clauses.extend(asked.words.iter().map(|&word| (Occur::Should, term(self.fields.words, word))));
        let top = TopDocs::with_limit(options.top()).order_by_score();
        let found = self.searcher.search(&BooleanQuery::new(clauses), &top)?;
        let row = |doc: tantivy::DocAddress| {
            let rows = self.searcher.segment_reader(doc.segment_ord).fast_fields().u64("row");
            rows.ok().and_then(|rows| rows.first(doc.doc_id)).unwrap_or_default() as u32
        };
        Ok(found.into_iter().map(|(score, doc)| ((score * 1000.0) as u32, row(doc))).collect())
    }

    /// The best of what the filter lets through, ties by row.
    fn exact(
        &self,
        filter: &dyn Query,
        score: impl Fn(u32) -> Option<u32>,
        limit: usize,
    ) -> Result<Vec<(u32, u32)>, Box<dyn Error>> {
        let weight = filter.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut heap: BinaryHeap<Reverse<(u32, Reverse<u32>)>> = BinaryHeap::new();
        for segment in self.searcher.segment_readers() {
            let rows = segment.fast_fields().u64("row")?;
            weight.for_each_no_score(segment, &mut |docs| {
                for row in docs.iter().filter_map(|&doc| rows.first(doc)).map(|row| row as u32) {
                    let Some(score) = score(row) else { continue };
                    let entry = Reverse((score, Reverse(row)));
                    if heap.len() < limit {
                        heap.push(entry);
                    } else if heap.peek().is_some_and(|worst| entry < *worst) {
                        heap.pop();
                        heap.push(entry);
                    }
                }
            })?;
        }
        Ok(heap.into_sorted_vec().into_iter().map(|Reverse((score, Reverse(row)))| (score, row)).collect())
    }
}

impl Asked {
    /// The filters of a candidate.
    #[must_use]
    pub fn of(candidate: usize, probe: &Probe<'_>, postings: &Counties, options: &MatchOptions) -> Self {
        let accepted = postings
            .examples
            .iter()
            .filter(|(_, rows)| rows.iter().any(|&row| probe.accepts_place(candidate, row, options)));
        let unnamed = |ids: Vec<u32>| ids.into_iter().map(u64::from).chain([UNNAMED]).collect();
        Self {
            candidate,
            counties: accepted.map(|(county, _)| *county).collect(),
            occupations: probe.related(candidate).map(unnamed),
            words: probe.candidate_words(candidate).map(u64::from).collect(),
        }
    }

    /// The counties that the person accepts.
    #[must_use]
    pub fn counties(&self) -> &[u64] {
        &self.counties
    }
}

/// For each county, one posting of each place within it that differs from the others.
pub struct Counties {
    examples: Vec<(u64, Vec<usize>)>,
}

impl Counties {
    /// Looks at all postings.
    #[must_use]
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let probe = snapshot.probe();
        let mut examples: BTreeMap<u64, BTreeMap<String, usize>> = BTreeMap::new();
        for row in 0..snapshot.posting_count() {
            for county in counties(&probe, row) {
                examples.entry(county).or_default().entry(probe.place(row)).or_insert(row);
            }
        }
        let list = |places: BTreeMap<String, usize>| places.into_values().collect();
        Self { examples: examples.into_iter().map(|(county, places)| (county, list(places))).collect() }
    }
}

/// The counties of a posting, [`ANYWHERE`] for one that tells none.
#[must_use]
pub fn counties(probe: &Probe<'_>, row: usize) -> Vec<u64> {
    let told: Vec<u64> = probe.counties(row).map(u64::from).collect();
    if told.is_empty() { vec![ANYWHERE] } else { told }
}

/// One thread writes, so that there is one segment after the merge and its documents are in the order of rows.
fn fill(
    index: &Index,
    fields: Fields,
    snapshot: &Snapshot<'_>,
    options: &MatchOptions,
) -> Result<(), Box<dyn Error>> {
    let probe = snapshot.probe();
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 1_000_000_000)?;
    for row in 0..snapshot.posting_count() {
        let mut document = TantivyDocument::default();
        counties(&probe, row).into_iter().for_each(|county| document.add_u64(fields.county, county));
        let occupations: Vec<u64> = probe.occupations(row).map(u64::from).collect();
        let occupations = if occupations.is_empty() { vec![UNNAMED] } else { occupations };
        occupations.into_iter().for_each(|id| document.add_u64(fields.occupation, id));
        probe.posting_words(row).for_each(|word| document.add_u64(fields.words, u64::from(word)));
        document.add_u64(fields.open, u64::from(probe.is_open(row, options)));
        document.add_u64(fields.row, row as u64);
        writer.add_document(document)?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    Ok(writer.wait_merging_threads()?)
}

fn term(field: Field, value: u64) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic))
}

fn constant(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

fn any_of(field: Field, values: &[u64]) -> Box<dyn Query> {
    let each = values.iter().map(|&value| (Occur::Should, term(field, value)));
    constant(BooleanQuery::new(each.collect()))
}
