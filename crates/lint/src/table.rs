//! Rows of tab-separated tables; lines that begin with `#` and empty lines are notes.

/// A table of rules that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("table {table}, line {line}: expected {expected}, found {found:?}; correct the line")]
pub struct TableError {
    /// Which table.
    pub table: &'static str,
    /// Line, counted from 1.
    pub line: usize,
    /// What should be there.
    pub expected: &'static str,
    /// What is there.
    pub found: String,
}

/// One line of a table.
pub(crate) struct Row<'t> {
    table: &'static str,
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    pub(crate) fn get(&self, column: usize) -> &'t str {
        self.cells[column]
    }

    pub(crate) fn error(&self, expected: &'static str, found: &str) -> TableError {
        TableError { table: self.table, line: self.line, expected, found: found.to_owned() }
    }
}

/// The rows of `text`, each with `columns` cells; missing cells at the end are empty.
pub(crate) fn rows<'t>(
    table: &'static str,
    text: &'t str,
    columns: usize,
) -> impl Iterator<Item = Result<Row<'t>, TableError>> {
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#')).map(
        move |(at, line)| {
            let mut row = Row { table, line: at + 1, cells: line.split('\t').map(str::trim).collect() };
            if row.cells.len() > columns {
                return Err(row.error("fewer cells", line));
            }
            row.cells.resize(columns, "");
            Ok(row)
        },
    )
}
