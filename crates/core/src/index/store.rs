//! All records in one tantivy index, so that a commit shows both kinds at once: reading back, keyword search.

use std::path::{Path, PathBuf};

use rengang_text::{Analyzer, WordTokenizer};
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::{Directory, DocAddress, Index, IndexSettings, TantivyDocument, TantivyError};

use super::sealed::Sealed;
use super::view::View;
use super::writing::StoreWriter;
use crate::error::{Error, ErrorKind, Result};

const TOKENIZER: &str = "rengang";

/// What a document is: the first byte of its key, so that a posting and a person may have the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Posting,
    Candidate,
}

impl Kind {
    /// The key under which a record is found.
    pub(crate) fn key(self, id: &str) -> String {
        let kind = match self {
            Self::Posting => 'J',
            Self::Candidate => 'P',
        };
        format!("{kind}{id}")
    }
}

/// The fields of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    key: Field,
    raw: Field,
    pub(crate) features: Field,
    title: Field,
    body: Field,
}

impl Fields {
    /// The kind and the id of a document.
    pub(crate) fn key<'a>(&self, document: &'a TantivyDocument) -> Option<(Kind, &'a str)> {
        let key = document.get_first(self.key)?.as_str()?;
        match key.split_at_checked(1)? {
            ("J", id) => Some((Kind::Posting, id)),
            ("P", id) => Some((Kind::Candidate, id)),
            _ => None,
        }
    }

    /// The raw JSON of a document.
    pub(crate) fn raw(&self, view: &View, address: DocAddress) -> Result<String> {
        let document = view.document(address).map_err(|e| failure(e, None, "reading a record"))?;
        let raw = document.get_first(self.raw);
        let raw = raw.as_ref().and_then(|value| value.as_bytes()).map(<[u8]>::to_vec);
        raw.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(damaged_record)
    }

    pub(crate) fn document(&self, document: &Document<'_>) -> TantivyDocument {
        let mut doc = TantivyDocument::default();
        doc.add_text(self.key, document.kind.key(document.id));
        doc.add_bytes(self.raw, document.raw.as_bytes());
        doc.add_bytes(self.features, document.features);
        doc.add_text(self.title, document.title);
        doc.add_text(self.body, document.body);
        doc
    }

    pub(crate) fn term(&self, kind: Kind, id: &str) -> tantivy::Term {
        tantivy::Term::from_field_text(self.key, &kind.key(id))
    }
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
    pub(crate) kind: Kind,
    pub(crate) id: &'a str,
    pub(crate) raw: &'a str,
    pub(crate) features: &'a [u8],
    /// Text for keyword search; empty where the kind is not searched by words (people never are).
    pub(crate) title: &'a str,
    pub(crate) body: &'a str,
}

/// The records on disk or in memory.
///
/// Readers have an index object of their own: the one that a writer uses keeps every file alive that is being
/// looked at, and a purge must not depend on who is reading.
pub(crate) struct Store {
    directory: Sealed,
    reading: Index,
    fields: Fields,
    path: Option<PathBuf>,
}

impl Store {
    /// Makes the store in an empty directory; `path` is where that lies on disk, if it does.
    pub(crate) fn create(directory: Box<dyn Directory>, path: Option<PathBuf>) -> Result<Self> {
        let created = Index::create(Sealed::new(directory.clone()), schema().0, IndexSettings::default());
        created.map_err(|e| failure(e, path.as_deref(), "making the index"))?;
        Self::open(directory, path)
    }

    /// Opens the store that lies in the folder `path`.
    pub(crate) fn open_folder(path: &Path) -> Result<Self> {
        Self::open(folder(path)?, Some(path.into()))
    }

    /// Makes a store in the empty folder `path`.
    pub(crate) fn create_folder(path: &Path) -> Result<Self> {
        Self::create(folder(path)?, Some(path.into()))
    }

    /// Opens the store that lies in a directory.
    pub(crate) fn open(directory: Box<dyn Directory>, path: Option<PathBuf>) -> Result<Self> {
        let (schema, fields) = schema();
        let directory = Sealed::new(directory);
        let reading =
            Index::open(directory.clone()).map_err(|e| failure(e, path.as_deref(), "opening the index"))?;
        if reading.schema() != schema {
            return Err(Error::new(ErrorKind::IndexDamaged { what: "its fields".into() }));
        }
        Ok(Self { directory, reading, fields, path })
    }

    /// Takes the one writer of this store.
    ///
    /// # Errors
    /// [`ErrorKind::IndexLocked`] while another writer has it.
    pub(crate) fn writer(&self, budget_bytes: usize, analyzer: &Analyzer) -> Result<StoreWriter> {
        let tokenizer = WordTokenizer::new(analyzer.clone());
        let prepare = |index: &Index| index.tokenizers().register(TOKENIZER, tokenizer.clone());
        StoreWriter::open(&self.directory, self.path.clone(), self.fields, budget_bytes, prepare)
    }

    /// The latest commit; what `before` has opened is taken from there.
    pub(crate) fn view(&self, before: Option<&View>) -> Result<View> {
        View::open(&self.reading, before).map_err(|e| self.failure(e, "reading the index"))
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Kind, id and address of every live document, in the order of kinds and ids.
    pub(crate) fn keys(&self, view: &View) -> Result<Vec<(Kind, String, DocAddress)>> {
        let mut keys = Vec::new();
        for (ord, segment) in view.segments().iter().enumerate() {
            for doc in segment.alive() {
                let document = segment.document(doc).map_err(|e| self.failure(e, "reading a record"))?;
                let (kind, id) = self.fields.key(&document).ok_or_else(damaged_record)?;
                keys.push((kind, id.to_owned(), DocAddress::new(ord as u32, doc)));
            }
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Documents whose text field holds `token`, by address, in order.
    pub(crate) fn with_token(&self, view: &View, field: TextField, token: &str) -> Result<Vec<DocAddress>> {
        let field = match field {
            TextField::Title => self.fields.title,
            TextField::Body => self.fields.body,
        };
        view.with_token(field, token).map_err(|e| self.failure(e, "searching"))
    }

    /// Checks every file of the latest commit against its checksum: how many, and the damaged ones by name.
    pub(crate) fn check_files(&self) -> Result<(usize, Vec<PathBuf>)> {
        View::check_files(&self.reading).map_err(|e| self.failure(e, "checking the files"))
    }

    fn failure(&self, error: TantivyError, doing: &'static str) -> Error {
        failure(error, self.path.as_deref(), doing)
    }
}

fn damaged_record() -> Error {
    Error::new(ErrorKind::IndexDamaged { what: "a stored record".into() })
}

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(indexing);
    let fields = Fields {
        key: builder.add_text_field("key", STRING | STORED),
        raw: builder.add_bytes_field("raw", STORED),
        features: builder.add_bytes_field("features", STORED),
        title: builder.add_text_field("title", text.clone()),
        body: builder.add_text_field("body", text),
    };
    (builder.build(), fields)
}

fn folder(path: &Path) -> Result<Box<dyn Directory>> {
    let directory = MmapDirectory::open(path).map_err(|e| match e {
        OpenDirectoryError::DoesNotExist(_) | OpenDirectoryError::NotADirectory(_) => {
            Error::new(ErrorKind::IndexDamaged { what: format!("{} is missing", path.display()) })
        }
        other => failure(other.into(), Some(path), "opening the index"),
    })?;
    Ok(Box::new(directory))
}

/// What a failure of the layer below means to a caller.
pub(crate) fn failure(error: TantivyError, path: Option<&Path>, doing: &'static str) -> Error {
    let path = path.map(PathBuf::from).unwrap_or_default();
    let kind = match &error {
        TantivyError::LockFailure(LockError::LockBusy, _) => ErrorKind::IndexLocked { path },
        _ if is_damage(&error) => ErrorKind::IndexDamaged { what: doing.into() },
        _ => ErrorKind::IndexIo { doing },
    };
    Error::new(kind).with_source(error)
}

/// Whether bytes on disk are not what was written, rather than the system refusing to read or write them.
fn is_damage(error: &TantivyError) -> bool {
    use std::io::ErrorKind::{InvalidData, UnexpectedEof};
    let damage = |e: &std::io::Error| matches!(e.kind(), InvalidData | UnexpectedEof);
    match error {
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. }) => damage(io_error),
        TantivyError::IoError(error) => damage(error),
        TantivyError::OpenReadError(_)
        | TantivyError::DataCorruption(_)
        | TantivyError::DeserializeError(_)
        | TantivyError::IncompatibleIndex(_)
        | TantivyError::SchemaError(_)
        | TantivyError::FieldNotFound(_) => true,
        _ => false,
    }
}
