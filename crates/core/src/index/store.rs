//! One kind of record in one tantivy index: writing, reading back, keyword search.

use std::path::{Path, PathBuf};

use rengang_text::{Analyzer, WordTokenizer};
use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenDirectoryError};
use tantivy::merge_policy::LogMergePolicy;
use tantivy::query::{Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{
    DocAddress, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
};

use super::Place;
use crate::error::{Error, ErrorKind, Result};

const TOKENIZER: &str = "rengang";

/// The fields of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) raw: Field,
    pub(crate) features: Field,
    pub(crate) title: Field,
    pub(crate) body: Field,
}

/// Which text field a keyword is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextField {
    /// The title.
    Title,
    /// Everything else that an ad says.
    Body,
}

/// What is written for a record.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    pub(crate) id: &'a str,
    pub(crate) raw: &'a str,
    pub(crate) features: &'a [u8],
    /// Text for keyword search; empty where the kind is not searched by words (people never are).
    pub(crate) title: &'a str,
    pub(crate) body: &'a str,
}

/// One kind of record.
pub(crate) struct Store {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    path: PathBuf,
}

impl Store {
    /// Opens the store `name`, making it where there is none yet.
    pub(crate) fn open(place: &Place, name: &str, analyzer: &Analyzer) -> Result<Self> {
        let (schema, fields) = schema();
        let index = match place.store(name) {
            None => Index::create_in_ram(schema),
            Some(folder) => open_folder(&folder, schema)?,
        };
        index.tokenizers().register(TOKENIZER, WordTokenizer::new(analyzer.clone()));
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|e| failure(e, &place.path(), "opening the index"))?;
        Ok(Self { index, reader, fields, path: place.path() })
    }

    /// Takes the one writer of this store.
    ///
    /// # Errors
    /// [`ErrorKind::IndexLocked`] while another writer has it.
    pub(crate) fn writer(&self, budget_bytes: usize) -> Result<StoreWriter> {
        // One thread: segments, and so document numbers, follow the order of writing; reading the records in
        // parallel before this point is where the time goes.
        let writer =
            self.index.writer_with_num_threads(1, budget_bytes).map_err(|e| self.failure(e, "writing"))?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(StoreWriter { writer, fields: self.fields, path: self.path.clone() })
    }

    /// The latest commit.
    pub(crate) fn searcher(&self) -> Result<Searcher> {
        self.reader.reload().map_err(|e| self.failure(e, "reading the index"))?;
        Ok(self.reader.searcher())
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The raw JSON of a document.
    pub(crate) fn raw(&self, searcher: &Searcher, address: DocAddress) -> Result<String> {
        let document: TantivyDocument =
            searcher.doc(address).map_err(|e| self.failure(e, "reading a record"))?;
        let raw = document.get_first(self.fields.raw).and_then(|v| v.as_bytes().map(<[u8]>::to_vec));
        raw.and_then(|bytes| String::from_utf8(bytes).ok())
            .ok_or_else(|| Error::new(ErrorKind::IndexDamaged { what: "a stored record".into() }))
    }

    /// Documents that hold `query`, by address, in no order.
    pub(crate) fn search(&self, searcher: &Searcher, query: &dyn Query) -> Result<Vec<DocAddress>> {
        let found = searcher.search(query, &DocSetCollector).map_err(|e| self.failure(e, "searching"))?;
        let mut found: Vec<DocAddress> = found.into_iter().collect();
        found.sort_unstable();
        Ok(found)
    }

    /// A query for one token of one text field.
    pub(crate) fn term(&self, field: TextField, token: &str) -> Box<dyn Query> {
        let field = match field {
            TextField::Title => self.fields.title,
            TextField::Body => self.fields.body,
        };
        Box::new(TermQuery::new(Term::from_field_text(field, token), IndexRecordOption::Basic))
    }

    /// Checks every file against its checksum; the damaged ones, by name.
    pub(crate) fn damaged_files(&self) -> Result<Vec<PathBuf>> {
        let damaged = self.index.validate_checksum().map_err(|e| self.failure(e, "checking the files"))?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        damaged.sort_unstable();
        Ok(damaged)
    }

    fn failure(&self, error: TantivyError, doing: &'static str) -> Error {
        failure(error, &self.path, doing)
    }
}

/// The one writer of a store.
pub(crate) struct StoreWriter {
    writer: IndexWriter,
    fields: Fields,
    path: PathBuf,
}

impl StoreWriter {
    /// Adds a document in place of every one with its id; visible after the next commit.
    pub(crate) fn upsert(&self, document: Document<'_>) -> Result<()> {
        let fields = &self.fields;
        self.writer.delete_term(Term::from_field_text(fields.id, document.id));
        let mut doc = TantivyDocument::default();
        doc.add_text(fields.id, document.id);
        doc.add_bytes(fields.raw, document.raw.as_bytes());
        doc.add_bytes(fields.features, document.features);
        doc.add_text(fields.title, document.title);
        doc.add_text(fields.body, document.body);
        self.writer.add_document(doc).map_err(|e| self.failure(e, "writing a record"))?;
        Ok(())
    }

    /// Removes the documents with this id; visible after the next commit.
    pub(crate) fn delete(&self, id: &str) {
        self.writer.delete_term(Term::from_field_text(self.fields.id, id));
    }

    /// Makes everything since the last commit durable and visible, at once or not at all.
    pub(crate) fn commit(&mut self) -> Result<()> {
        self.writer.commit().map_err(|e| failure(e, &self.path, "committing"))?;
        Ok(())
    }

    /// Commits, then rewrites every segment with deleted documents and removes the old files.
    pub(crate) fn purge(&mut self) -> Result<()> {
        self.commit()?;
        let metas = self.writer.index().searchable_segment_metas().map_err(|e| self.failure(e, "purging"))?;
        for meta in metas.iter().filter(|meta| meta.has_deletes()) {
            let merged = self.writer.merge(&[meta.id()]).wait();
            merged.map_err(|e| self.failure(e, "purging"))?;
        }
        self.commit()?;
        self.writer.garbage_collect_files().wait().map_err(|e| self.failure(e, "purging"))?;
        Ok(())
    }

    /// Waits for background merges and gives the lock back.
    pub(crate) fn close(self) -> Result<()> {
        let path = self.path;
        self.writer.wait_merging_threads().map_err(|e| failure(e, &path, "merging"))
    }

    fn failure(&self, error: TantivyError, doing: &'static str) -> Error {
        failure(error, &self.path, doing)
    }
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        id: builder.add_text_field("id", STRING | STORED),
        raw: builder.add_bytes_field("raw", STORED),
        features: builder.add_bytes_field("features", STORED),
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text),
    };
    (builder.build(), fields)
}

fn open_folder(folder: &Path, schema: Schema) -> Result<Index> {
    let directory = MmapDirectory::open(folder).map_err(|e| match e {
        OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_) => {
            Error::new(ErrorKind::IndexDamaged { what: format!("{} is missing", folder.display()) })
        }
        other => failure(other.into(), folder, "opening the index"),
    })?;
    Index::open_or_create(directory, schema).map_err(|e| failure(e, folder, "opening the index"))
}

fn failure(error: TantivyError, path: &Path, doing: &'static str) -> Error {
    let kind = match &error {
        TantivyError::LockFailure(LockError::LockBusy, _) => ErrorKind::IndexLocked { path: path.into() },
        TantivyError::DataCorruption(_) | TantivyError::OpenReadError(_) | TantivyError::SchemaError(_) => {
            ErrorKind::IndexDamaged { what: doing.into() }
        }
        _ => ErrorKind::IndexIo { doing },
    };
    Error::new(kind).with_source(error)
}
