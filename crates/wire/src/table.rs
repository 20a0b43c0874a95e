//! CSV tables with a header, as records.

use std::io::{self, Read};

use serde_json::Value;

use crate::lines::{Fault, Line, Record};

/// Reads a CSV table (UTF-8, a header row, quotes as in RFC 4180); empty cells are left out of the record.
pub struct CsvRows<R> {
    rows: csv::StringRecordsIntoIter<R>,
    header: Vec<String>,
}

impl<R: Read> CsvRows<R> {
    /// Reads the header from `from`.
    ///
    /// # Errors
    /// An I/O error, or a header that is not UTF-8.
    pub fn new(from: R) -> io::Result<Self> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
        let header = reader.headers().map_err(io_error)?;
        let header =
            header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
        Ok(Self { rows: reader.into_records(), header })
    }

    fn record(&self, row: &csv::StringRecord) -> Result<Record, Fault> {
        if row.len() != self.header.len() {
            return Err(Fault::Cells { found: row.len(), expected: self.header.len() });
        }
        let cells = self.header.iter().zip(row).filter(|(_, cell)| !cell.trim().is_empty());
        Ok(cells.map(|(name, cell)| (name.clone(), Value::String(cell.to_owned()))).collect())
    }
}

impl<R: Read> Iterator for CsvRows<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.rows.next()? {
            Ok(row) => {
                let number = row.position().map_or(0, csv::Position::line);
                Some(Ok(Line { number, record: self.record(&row) }))
            }
            Err(error) => match (error.position().map(csv::Position::line), error.kind()) {
                (Some(number), csv::ErrorKind::Utf8 { err, .. }) => {
                    Some(Ok(Line { number, record: Err(Fault::NotUtf8 { at: err.valid_up_to() }) }))
                }
                _ => Some(Err(io_error(error))),
            },
        }
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_records_and_short_rows_faults() {
        let table = "\u{feff}id,title,pay\n1,焊工,\n2,电工\n3,\"钳工,模具\",5000\n";
        let rows: Vec<Line> =
            CsvRows::new(table.as_bytes()).expect("a header").map(|r| r.expect("rows")).collect();
        assert_eq!(rows[0].record.as_ref().map(|r| r.len()), Ok(2));
        assert_eq!(rows[1].record, Err(Fault::Cells { found: 2, expected: 3 }));
        assert_eq!(
            rows[2].record.as_ref().map(|r| r["title"].clone()),
            Ok(Value::String("钳工,模具".into()))
        );
        assert_eq!(rows[2].number, 4);
    }
}
