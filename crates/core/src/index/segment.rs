//! The features of a snapshot, decoded once per segment and shared between snapshots.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use tantivy::schema::Value;
use tantivy::{DocAddress, Searcher, SegmentReader, TantivyDocument, index::SegmentId};

use super::store::Fields;
use crate::error::{Error, ErrorKind, Result};

/// The decoded documents of one immutable segment, by document number; deleted ones are `None`.
#[derive(Debug)]
pub(crate) struct Segment<F> {
    rows: Vec<Option<Row<F>>>,
}

/// A record as matching sees it.
#[derive(Debug)]
pub(crate) struct Row<F> {
    /// The record's id.
    pub(crate) id: Box<str>,
    /// Its features.
    pub(crate) features: F,
}

/// The live rows of a snapshot, ordered by id, whatever the segments were.
#[derive(Debug)]
pub(crate) struct Table<F> {
    segments: BTreeMap<SegmentId, Arc<Segment<F>>>,
    live: Vec<(Arc<Segment<F>>, DocAddress)>,
}

impl<F: DeserializeOwned> Table<F> {
    /// Decodes the segments that `before` does not hold, and lists the live rows.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`] if a document cannot be read back.
    pub(crate) fn read(searcher: &Searcher, fields: &Fields, before: Option<&Self>) -> Result<Self> {
        let mut segments = BTreeMap::new();
        let mut live = Vec::with_capacity(searcher.num_docs() as usize);
        for (ord, reader) in searcher.segment_readers().iter().enumerate() {
            let known = before.and_then(|table| table.segments.get(&reader.segment_id()));
            let segment = match known {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::read(reader, fields)?),
            };
            let alive = reader.doc_ids_alive().filter(|&doc| segment.rows[doc as usize].is_some());
            live.extend(alive.map(|doc| (Arc::clone(&segment), DocAddress::new(ord as u32, doc))));
            segments.insert(reader.segment_id(), segment);
        }
        live.sort_unstable_by(|a, b| row(a).id.cmp(&row(b).id));
        Ok(Self { segments, live })
    }
}

impl<F> Table<F> {
    /// Number of live rows.
    pub(crate) fn len(&self) -> usize {
        self.live.len()
    }

    /// The row at `index` in the order of ids.
    pub(crate) fn row(&self, index: usize) -> &Row<F> {
        row(&self.live[index])
    }

    /// Where the row's document lies.
    pub(crate) fn address(&self, index: usize) -> DocAddress {
        self.live[index].1
    }

    /// The rows at `addresses` (sorted), in the order of ids; addresses of other commits are passed over.
    pub(crate) fn rows_at(&self, addresses: &[DocAddress]) -> Vec<usize> {
        let listed = |index: &usize| addresses.binary_search(&self.live[*index].1).is_ok();
        (0..self.live.len()).filter(listed).collect()
    }

    /// The place of a record in the order of ids.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        self.live.binary_search_by(|entry| (*row(entry).id).cmp(id)).ok()
    }
}

fn row<F>(entry: &(Arc<Segment<F>>, DocAddress)) -> &Row<F> {
    entry.0.rows[entry.1.doc_id as usize].as_ref().expect("only rows that were read are listed")
}

impl<F: DeserializeOwned> Segment<F> {
    fn read(reader: &SegmentReader, fields: &Fields) -> Result<Self> {
        let store = reader.get_store_reader(STORE_BLOCKS).map_err(damaged)?;
        let mut rows: Vec<Option<Row<F>>> = (0..reader.max_doc()).map(|_| None).collect();
        for doc in reader.doc_ids_alive() {
            let document: TantivyDocument = store.get(doc).map_err(damaged)?;
            rows[doc as usize] = Some(Row::decode(&document, fields)?);
        }
        Ok(Self { rows })
    }
}

/// Documents are read in order, so that one decompressed block at a time is enough; two leave room for a boundary.
const STORE_BLOCKS: usize = 2;

impl<F: DeserializeOwned> Row<F> {
    fn decode(document: &TantivyDocument, fields: &Fields) -> Result<Self> {
        let id = document.get_first(fields.id).and_then(|v| v.as_str().map(Box::from));
        let bytes = document.get_first(fields.features).and_then(|v| v.as_bytes().map(<[u8]>::to_vec));
        let (Some(id), Some(bytes)) = (id, bytes) else {
            return Err(damaged("a document without its fields"));
        };
        let features = postcard::from_bytes(&bytes).map_err(damaged)?;
        Ok(Self { id, features })
    }
}

fn damaged(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::IndexDamaged { what: "a stored document".into() }).with_source(source)
}
