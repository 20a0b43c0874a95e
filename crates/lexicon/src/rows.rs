//! Rows of the embedded tables: tab-separated, `#` remarks, one header line.

/// The rows of `text` below its header, without remarks and empty lines.
pub(crate) fn rows(text: &'static str) -> impl Iterator<Item = Row> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(Row)
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row(&'static str);

impl Row {
    /// The cell of column `index`; empty where the row is shorter.
    pub(crate) fn cell(self, index: usize) -> &'static str {
        self.0.split('\t').nth(index).unwrap_or_default()
    }

    /// The parts of a list cell, without empty ones.
    pub(crate) fn list(self, index: usize) -> impl Iterator<Item = &'static str> {
        self.cell(index).split('|').filter(|part| !part.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_and_the_header_are_no_rows() {
        let cells: Vec<_> = rows("# remark\nname\tlist\n甲\ta||b\n\n乙\n").map(|r| r.cell(0)).collect();
        assert_eq!(cells, ["甲", "乙"]);
        let first = rows("h\n甲\ta||b").next().expect("there is a row");
        assert_eq!(first.list(1).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(first.cell(7), "");
    }
}
