//! One commit, opened for reading: its segments, each file checked against its checksum before it is trusted.
//!
//! Readers take no lock and need no right to write: a file that a writer removed while the list of segments was
//! read means that there is a newer list, so the list is read again.

use std::path::PathBuf;
use std::sync::Arc;

use tantivy::directory::error::OpenReadError;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::store::StoreReader;
use tantivy::{
    DocAddress, DocSet, Index, Segment, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term,
};

/// The segments of one commit.
#[derive(Clone)]
pub(crate) struct View {
    opstamp: u64,
    segments: Vec<Arc<Opened>>,
}

/// One segment with the deletions that the commit knows.
pub(crate) struct Opened {
    id: SegmentId,
    deletes: Option<u64>,
    reader: SegmentReader,
    store: StoreReader,
}

/// Documents are mostly read in order, so that one decompressed block at a time is enough; two leave room for a
/// boundary.
const STORE_BLOCKS: usize = 2;

/// Lists that may be read in vain, each because a writer has published a newer one; chosen: no writer commits this
/// often while one list is read.
const ATTEMPTS: usize = 100;

const COMPONENTS: [SegmentComponent; 7] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FieldNorms,
    SegmentComponent::FastFields,
    SegmentComponent::Store,
    SegmentComponent::Delete,
];

impl View {
    /// Opens the latest commit; what `before` has opened is taken from there.
    pub(crate) fn open(index: &Index, before: Option<&Self>) -> tantivy::Result<Self> {
        let mut known = index.load_metas()?;
        for _ in 0..ATTEMPTS {
            let segments =
                known.segments.iter().map(|meta| Opened::open(index.segment(meta.clone()), before)).collect();
            match segments {
                Ok(segments) => return Ok(Self { opstamp: known.opstamp, segments }),
                Err(error) if is_missing_file(&error) => {
                    let now = index.load_metas()?;
                    let same = |(a, b): (&tantivy::SegmentMeta, &tantivy::SegmentMeta)| {
                        (a.id(), a.delete_opstamp()) == (b.id(), b.delete_opstamp())
                    };
                    let unchanged = now.segments.len() == known.segments.len()
                        && now.segments.iter().zip(&known.segments).all(same);
                    if unchanged {
                        return Err(error);
                    }
                    known = now;
                }
                Err(error) => return Err(error),
            }
        }
        Err(TantivyError::SystemError("the list of segments changed too often".into()))
    }

    /// Which commit this is: a later commit has a higher number; merges keep it.
    pub(crate) fn opstamp(&self) -> u64 {
        self.opstamp
    }

    /// Whether `other` holds the same segments with the same deletions.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same = |(a, b): (&Arc<Opened>, &Arc<Opened>)| Arc::ptr_eq(a, b);
        self.segments.len() == other.segments.len() && self.segments.iter().zip(&other.segments).all(same)
    }

    pub(crate) fn segments(&self) -> &[Arc<Opened>] {
        &self.segments
    }

    /// The document at an address of this view.
    pub(crate) fn document(&self, address: DocAddress) -> tantivy::Result<TantivyDocument> {
        self.segments[address.segment_ord as usize].document(address.doc_id)
    }

    /// Addresses of the live documents whose `field` holds `token`, in order.
    pub(crate) fn with_token(&self, field: Field, token: &str) -> tantivy::Result<Vec<DocAddress>> {
        let term = Term::from_field_text(field, token);
        let mut found = Vec::new();
        for (ord, segment) in self.segments.iter().enumerate() {
            let index = segment.reader.inverted_index(field)?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if !segment.reader.is_deleted(postings.doc()) {
                    found.push(DocAddress::new(ord as u32, postings.doc()));
                }
                postings.advance();
            }
        }
        Ok(found)
    }

    /// Number of files, and those whose bytes are not what was written.
    pub(crate) fn check_files(index: &Index) -> tantivy::Result<(usize, Vec<PathBuf>)> {
        let (mut files, mut damaged) = (0, Vec::new());
        for meta in index.searchable_segment_metas()? {
            let segment = index.segment(meta);
            for component in &COMPONENTS {
                match is_sound(&segment, component) {
                    Ok(None) => continue,
                    Ok(Some(true)) => {}
                    Ok(Some(false)) => damaged.push(segment.relative_path(component.clone())),
                    Err(error) => return Err(error),
                }
                files += 1;
            }
        }
        damaged.sort_unstable();
        Ok((files, damaged))
    }
}

impl Opened {
    fn open(segment: Segment, before: Option<&View>) -> tantivy::Result<Arc<Self>> {
        let meta = segment.meta();
        let (id, deletes) = (meta.id(), meta.delete_opstamp());
        let known = before.and_then(|view| view.segments.iter().find(|s| s.id == id));
        match known {
            Some(known) if known.deletes == deletes => return Ok(Arc::clone(known)),
            // The other files of a segment never change.
            Some(_) => verify(&segment, &[SegmentComponent::Delete])?,
            None => verify(&segment, &COMPONENTS)?,
        }
        let reader = SegmentReader::open(&segment)?;
        let store = reader.get_store_reader(STORE_BLOCKS)?;
        Ok(Arc::new(Self { id, deletes, reader, store }))
    }

    pub(crate) fn id(&self) -> SegmentId {
        self.id
    }

    pub(crate) fn document(&self, doc: u32) -> tantivy::Result<TantivyDocument> {
        self.store.get(doc)
    }

    /// Numbers of the documents that are not deleted.
    pub(crate) fn alive(&self) -> impl Iterator<Item = u32> + '_ {
        self.reader.doc_ids_alive()
    }

    pub(crate) fn is_alive(&self, doc: u32) -> bool {
        !self.reader.is_deleted(doc)
    }
}

fn verify(segment: &Segment, components: &[SegmentComponent]) -> tantivy::Result<()> {
    for component in components {
        if is_sound(segment, component)? == Some(false) {
            let path = segment.relative_path(component.clone());
            let what =
                tantivy::error::DataCorruption::new(path, "the checksum is not that of the bytes".into());
            return Err(what.into());
        }
    }
    Ok(())
}

/// Whether the bytes of a file are those that were written; `None` where the segment has no such file.
fn is_sound(segment: &Segment, component: &SegmentComponent) -> tantivy::Result<Option<bool>> {
    if *component == SegmentComponent::Delete && !segment.meta().has_deletes() {
        return Ok(None);
    }
    let path = segment.relative_path(component.clone());
    Ok(Some(segment.index().directory().validate_checksum(&path)?))
}

fn is_missing_file(error: &TantivyError) -> bool {
    matches!(error, TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_)))
}
