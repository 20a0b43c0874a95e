//! The records of a snapshot, decoded once per segment and shared between snapshots.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use tantivy::schema::Value;
use tantivy::{DocAddress, TantivyDocument, index::SegmentId};

use super::store::{Fields, Kind};
use super::view::{Opened, View};
use crate::error::{Error, ErrorKind, Result};

/// What a snapshot knows: postings with features `P`, candidates with features `C`.
pub(crate) struct Tables<P, C> {
    pub(crate) view: View,
    pub(crate) postings: Table<P>,
    pub(crate) candidates: Table<C>,
    decoded: BTreeMap<SegmentId, Decoded<P, C>>,
}

/// The live rows of one kind, ordered by id, whatever the segments were.
pub(crate) struct Table<F> {
    live: Vec<Live<F>>,
}

/// A record as matching sees it.
#[derive(Debug)]
pub(crate) struct Row<F> {
    /// The record's id.
    pub(crate) id: Box<str>,
    /// Its features.
    pub(crate) features: F,
}

/// The decoded documents of one immutable segment.
struct Decoded<P, C> {
    postings: Arc<Rows<P>>,
    candidates: Arc<Rows<C>>,
}

/// Rows of one kind, with their document numbers, ascending.
struct Rows<F> {
    docs: Vec<u32>,
    rows: Vec<Row<F>>,
}

struct Live<F> {
    rows: Arc<Rows<F>>,
    at: u32,
    address: DocAddress,
}

impl<P: DeserializeOwned, C: DeserializeOwned> Tables<P, C> {
    /// Decodes the segments that `before` does not hold, and lists the live rows.
    ///
    /// # Errors
    /// [`ErrorKind::IndexDamaged`] if a document cannot be read back.
    pub(crate) fn read(view: View, fields: &Fields, before: Option<&Self>) -> Result<Self> {
        let mut decoded = BTreeMap::new();
        let (mut postings, mut candidates) = (Listing::default(), Listing::default());
        for (ord, segment) in view.segments().iter().enumerate() {
            let known = before.and_then(|tables| tables.decoded.get(&segment.id())).cloned();
            let is_known = known.is_some();
            let of_segment = known.map_or_else(|| Decoded::read(segment, fields), Ok)?;
            postings.add(&of_segment.postings, ord as u32, segment, is_known);
            candidates.add(&of_segment.candidates, ord as u32, segment, is_known);
            decoded.insert(segment.id(), of_segment);
        }
        let postings = postings.table(before.map(|tables| &tables.postings));
        let candidates = candidates.table(before.map(|tables| &tables.candidates));
        Ok(Self { view, postings, candidates, decoded })
    }
}

/// The live rows of one kind while segments are gone through.
struct Listing<'s, F> {
    /// Segments whose rows the table before has in order.
    known: Vec<(Arc<Rows<F>>, u32, &'s Opened)>,
    new: Vec<Live<F>>,
}

impl<F> Default for Listing<'_, F> {
    fn default() -> Self {
        Self { known: Vec::new(), new: Vec::new() }
    }
}

impl<'s, F> Listing<'s, F> {
    fn add(&mut self, rows: &Arc<Rows<F>>, ord: u32, segment: &'s Opened, is_known: bool) {
        if is_known {
            self.known.push((Arc::clone(rows), ord, segment));
        } else {
            rows.list(ord, segment, &mut self.new);
        }
    }

    /// Sorts what is new alone: a table of a million rows is not sorted again for a hundred.
    fn table(mut self, before: Option<&Table<F>>) -> Table<F> {
        self.new.sort_unstable_by(Live::order);
        let kept = before.into_iter().flat_map(|table| &table.live).filter_map(|live| self.kept(live));
        let kept: Vec<Live<F>> = kept.collect();
        if kept.is_empty() {
            return Table { live: self.new };
        }
        let mut live = Vec::with_capacity(kept.len() + self.new.len());
        let mut new = self.new.into_iter().peekable();
        for old in kept {
            while let Some(earlier) = new.next_if(|row| Live::order(row, &old).is_le()) {
                live.push(earlier);
            }
            live.push(old);
        }
        live.extend(new);
        Table { live }
    }

    /// A row of the table before, where it still lives.
    fn kept(&self, live: &Live<F>) -> Option<Live<F>> {
        let (rows, ord, segment) = self.known.iter().find(|(rows, ..)| Arc::ptr_eq(rows, &live.rows))?;
        let doc = rows.docs[live.at as usize];
        let address = DocAddress::new(*ord, doc);
        segment.is_alive(doc).then(|| Live { rows: Arc::clone(rows), at: live.at, address })
    }
}

impl<F> Table<F> {
    /// Number of live rows.
    pub(crate) fn len(&self) -> usize {
        self.live.len()
    }

    /// The row at `index` in the order of ids.
    pub(crate) fn row(&self, index: usize) -> &Row<F> {
        self.live[index].row()
    }

    /// Where the row's document lies.
    pub(crate) fn address(&self, index: usize) -> DocAddress {
        self.live[index].address
    }

    /// The rows at `addresses` (sorted), in the order of ids; addresses of other commits are passed over.
    pub(crate) fn rows_at(&self, addresses: &[DocAddress]) -> Vec<usize> {
        let listed = |index: &usize| addresses.binary_search(&self.address(*index)).is_ok();
        (0..self.live.len()).filter(listed).collect()
    }

    /// The place of a record in the order of ids.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        self.live.binary_search_by(|entry| (*entry.row().id).cmp(id)).ok()
    }
}

impl<F> Live<F> {
    fn order(&self, other: &Self) -> Ordering {
        self.row().id.cmp(&other.row().id)
    }

    fn row(&self) -> &Row<F> {
        &self.rows.rows[self.at as usize]
    }
}

impl<P, C> Clone for Decoded<P, C> {
    fn clone(&self) -> Self {
        Self { postings: Arc::clone(&self.postings), candidates: Arc::clone(&self.candidates) }
    }
}

impl<P: DeserializeOwned, C: DeserializeOwned> Decoded<P, C> {
    fn read(segment: &Opened, fields: &Fields) -> Result<Self> {
        let (mut postings, mut candidates) = (Rows::default(), Rows::default());
        for doc in segment.alive() {
            let document = segment.document(doc).map_err(damaged)?;
            match fields.key(&document) {
                Some((Kind::Posting, id)) => postings.push(doc, Row::decode(id, &document, fields)?),
                Some((Kind::Candidate, id)) => candidates.push(doc, Row::decode(id, &document, fields)?),
                None => return Err(damaged("a document without its id")),
            }
        }
        Ok(Self { postings: Arc::new(postings), candidates: Arc::new(candidates) })
    }
}

impl<F> Default for Rows<F> {
    fn default() -> Self {
        Self { docs: Vec::new(), rows: Vec::new() }
    }
}

impl<F> Rows<F> {
    fn push(&mut self, doc: u32, row: Row<F>) {
        self.docs.push(doc);
        self.rows.push(row);
    }

    fn list(self: &Arc<Self>, ord: u32, segment: &Opened, into: &mut Vec<Live<F>>) {
        let alive = self.docs.iter().enumerate().filter(|(_, doc)| segment.is_alive(**doc));
        into.extend(alive.map(|(at, &doc)| Live {
            rows: Arc::clone(self),
            at: at as u32,
            address: DocAddress::new(ord, doc),
        }));
    }
}

impl<F: DeserializeOwned> Row<F> {
    fn decode(id: &str, document: &TantivyDocument, fields: &Fields) -> Result<Self> {
        let bytes = document.get_first(fields.features);
        let bytes = bytes.as_ref().and_then(|value| value.as_bytes());
        let Some(bytes) = bytes else {
            return Err(damaged("a document without its features"));
        };
        match postcard::take_from_bytes(bytes) {
            Ok((features, [])) => Ok(Self { id: id.into(), features }),
            Ok(_) => Err(damaged("features with bytes left over")),
            Err(error) => Err(damaged(error)),
        }
    }
}

fn damaged(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::new(ErrorKind::IndexDamaged { what: "a stored document".into() }).with_source(source)
}
