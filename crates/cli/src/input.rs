//! Files of records to raw records, with what could not be read.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use rengang_wire::{CsvRows, Fault, JsonLines, Line, Mapping, Record};
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// One record of a file, or why it gives none.
pub struct Item<R> {
    /// The line it begins on.
    pub line: u64,
    /// The record.
    pub raw: Result<R, String>,
}

/// Files with one mapping.
pub struct Source {
    pub files: Vec<PathBuf>,
    mapping: Option<Mapping>,
}

impl Source {
    /// Files, with a mapping file if their keys are foreign.
    pub fn new(files: &[PathBuf], mapping: Option<&Path>) -> Result<Self, Failure> {
        let mapping = mapping.map(read_mapping).transpose()?;
        Ok(Self { files: files.to_vec(), mapping })
    }

    /// The records of one file.
    pub fn items<R: DeserializeOwned>(
        &self,
        file: &Path,
    ) -> Result<impl Iterator<Item = Result<Item<R>, Failure>> + use<'_, R>, Failure> {
        let name = file.display().to_string();
        let lines = open(file)?;
        Ok(lines.map(move |line| {
            let line = line.map_err(|e| Failure::Io(name.clone(), e))?;
            Ok(Item { line: line.number, raw: self.raw(line.record) })
        }))
    }

    fn raw<R: DeserializeOwned>(&self, record: Result<Record, Fault>) -> Result<R, String> {
        let record = record.map_err(|fault| fault.to_string())?;
        let native = self.mapping.as_ref().map_or(record.clone(), |mapping| mapping.apply(&record));
        serde_json::from_value(serde_json::Value::Object(native)).map_err(|e| e.to_string())
    }
}

fn read_mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = std::fs::read_to_string(path).map_err(|e| Failure::Io(path.display().to_string(), e))?;
    Mapping::from_toml(&text).map_err(|e| Failure::Usage(format!("{}: {e}", path.display())))
}

type Lines = Box<dyn Iterator<Item = io::Result<Line>>>;

fn open(path: &Path) -> Result<Lines, Failure> {
    let failed = |e| Failure::Io(path.display().to_string(), e);
    let from: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(failed)?)
    };
    let csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    Ok(if csv {
        Box::new(CsvRows::new(BufReader::new(from)).map_err(failed)?)
    } else {
        Box::new(JsonLines::new(BufReader::new(from)))
    })
}
