//! Files of records, a line at a time: what can be read goes on, what cannot becomes a fault with its line.

use std::io::{self, BufRead};

use serde_json::{Map, Value};

/// The keys and values of one record as its source wrote them.
pub type Record = Map<String, Value>;

/// The longest line that is read; chosen: a hundred times the longest real ad, and no danger to memory.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// One line that held something.
#[derive(Debug)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The record, or what is wrong with it.
    pub record: Result<Record, Fault>,
}

/// Why a line gives no record.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The line is longer than [`MAX_LINE_BYTES`].
    #[error("the line is longer than {MAX_LINE_BYTES} bytes; split the record, or drop what it carries")]
    TooLong,
    /// The line is not UTF-8.
    #[error("byte {at} is not UTF-8; convert the file to UTF-8")]
    NotUtf8 {
        /// The first byte that is not, from 0.
        at: usize,
    },
    /// The line is not JSON.
    #[error("not JSON at column {column}: {what}; write one object a line")]
    NotJson {
        /// The column, from 1.
        column: usize,
        /// What the parser says, without the text of the line.
        what: &'static str,
    },
    /// The line is JSON, but no object.
    #[error("the line is no object; write one object a line")]
    NotObject,
    /// The row of a table has not as many cells as its header.
    #[error("the row has {found} cells, the header {expected}; mend the row")]
    Cells {
        /// Cells found.
        found: usize,
        /// Cells of the header.
        expected: usize,
    },
}

/// Reads JSON lines; blank lines are passed over, a byte-order mark at the start too.
pub struct JsonLines<R> {
    from: R,
    number: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> JsonLines<R> {
    /// Reads from `from`.
    pub fn new(from: R) -> Self {
        Self { from, number: 0, buffer: Vec::new() }
    }

    /// Fills the buffer with the next line, at most one byte more than allowed; false at the end.
    fn next_line(&mut self) -> io::Result<bool> {
        self.buffer.clear();
        loop {
            let available = match self.from.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if available.is_empty() {
                return Ok(!self.buffer.is_empty());
            }
            let end = available.iter().position(|&b| b == b'\n');
            let taken = end.unwrap_or(available.len());
            let room = (MAX_LINE_BYTES + 1).saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(&available[..taken.min(room)]);
            let consumed = end.map_or(taken, |at| at + 1);
            self.from.consume(consumed);
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    fn record(&mut self) -> Result<Record, Fault> {
        if self.buffer.len() > MAX_LINE_BYTES {
            return Err(Fault::TooLong);
        }
        let text = std::str::from_utf8(&self.buffer).map_err(|e| Fault::NotUtf8 { at: e.valid_up_to() })?;
        match serde_json::from_str(text) {
            Ok(Value::Object(record)) => Ok(record),
            Ok(_) => Err(Fault::NotObject),
            Err(error) => Err(Fault::NotJson { column: error.column(), what: what(&error) }),
        }
    }
}

impl<R: BufRead> Iterator for JsonLines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.next_line() {
                Ok(true) => self.number += 1,
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
            if self.number == 1 && self.buffer.starts_with("\u{feff}".as_bytes()) {
                self.buffer.drain(..3);
            }
            if !self.buffer.trim_ascii().is_empty() {
                return Some(Ok(Line { number: self.number, record: self.record() }));
            }
        }
    }
}

/// The parser's words may repeat a person's data: only the kind of fault is told.
fn what(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Eof => "the object does not end",
        serde_json::error::Category::Syntax => "a mark is missing or wrong",
        _ => "a value of the wrong type",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8]) -> Vec<(u64, Result<usize, Fault>)> {
        let line =
            |line: io::Result<Line>| line.map(|l| (l.number, l.record.map(|r| r.len()))).expect("in memory");
        JsonLines::new(bytes).map(line).collect()
    }

    #[test]
    fn good_lines_go_on_after_bad_ones() {
        let lines = check(b"\xef\xbb\xbf{\"id\":1}\n\n{\"id\":\n[1]\n\xff\n{\"id\":2,\"a\":3}");
        assert_eq!(lines.len(), 5);
        assert_eq!(lines[0], (1, Ok(1)));
        assert!(matches!(lines[1], (3, Err(Fault::NotJson { .. }))));
        assert_eq!(lines[2], (4, Err(Fault::NotObject)));
        assert_eq!(lines[3], (5, Err(Fault::NotUtf8 { at: 0 })));
        assert_eq!(lines[4], (6, Ok(2)));
    }

    #[test]
    fn a_line_without_end_costs_bounded_memory() {
        let mut bytes = vec![b'x'; MAX_LINE_BYTES * 3];
        bytes.extend_from_slice(b"\n{}\n");
        assert_eq!(check(&bytes), [(1, Err(Fault::TooLong)), (2, Ok(0))]);
    }

    #[test]
    fn deep_nesting_is_a_fault_not_a_crash() {
        assert!(matches!(check("[".repeat(100_000).as_bytes())[0].1, Err(Fault::NotJson { .. })));
    }
}
