//! Lines of a file with their numbers; blank lines and a byte-order mark are passed over.

use std::io::{BufRead, Write};

use crate::error::{Error, Fault, Result};

/// Calls `each` with every line that holds something; a fault is given its line number.
pub(crate) fn each_line(
    what: &'static str,
    mut from: impl BufRead,
    mut each: impl FnMut(&str) -> std::result::Result<(), Fault>,
) -> Result<()> {
    let mut buffer = Vec::new();
    let mut line = 0;
    while from.read_until(b'\n', &mut buffer).map_err(Error::io(what))? > 0 {
        line += 1;
        let outcome =
            as_text(&buffer, line).and_then(|text| if text.trim().is_empty() { Ok(()) } else { each(text) });
        outcome.map_err(|fault| Error::Line { what, line, fault })?;
        buffer.clear();
    }
    Ok(())
}

fn as_text(bytes: &[u8], line: u64) -> std::result::Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotUtf8)?;
    let text = if line == 1 { text.trim_start_matches('\u{feff}') } else { text };
    Ok(text.trim_end_matches(['\n', '\r']))
}

/// Writes one line.
pub(crate) fn put(what: &'static str, to: &mut impl Write, line: std::fmt::Arguments<'_>) -> Result<()> {
    writeln!(to, "{line}").map_err(Error::io(what))
}

/// The fields of a tab-separated line, at least `expected` of them, the first two not empty.
pub(crate) fn tabbed<'a>(
    line: &'a str,
    expected: usize,
    form: &'static str,
) -> std::result::Result<Vec<&'a str>, Fault> {
    let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    let complete = |fields: &[&str]| fields.len() >= expected;
    if !complete(&fields) {
        return Err(Fault::Fields { found: fields.len(), expected, form });
    }
    match fields.iter().take(2).position(|f| f.is_empty()) {
        Some(0) => Err(Fault::Empty { field: "first field" }),
        Some(_) => Err(Fault::Empty { field: "second field" }),
        None => Ok(fields),
    }
}
