//! A plain table: words to the left, numbers to the right, two blanks between.

use std::fmt;

/// Rows of cells under heads.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(heads: impl IntoIterator<Item = String>) -> Self {
        Self { rows: vec![heads.into_iter().collect()] }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The width of a column, and whether it holds numbers.
    fn column(&self, i: usize) -> (usize, bool) {
        let cells = || self.rows.iter().map(|row| row.get(i).map_or("", String::as_str));
        let width = cells().map(columns).max().unwrap_or(0);
        (
            width,
            cells().skip(1).all(|c| {
                c.is_empty() || c.starts_with(['-', '+', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
            }),
        )
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shapes: Vec<(usize, bool)> = (0..self.rows[0].len()).map(|i| self.column(i)).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&shapes).map(|(cell, &(width, number))| {
                let blanks = " ".repeat(width.saturating_sub(columns(cell)));
                if number { format!("{blanks}{cell}") } else { format!("{cell}{blanks}") }
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// Columns on a terminal: Chinese and full-width characters take two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if ('\u{2e80}'..='\u{ffe6}').contains(&c) { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_to_the_right_and_chinese_takes_two_columns() {
        let mut table = Table::new(["组", "n"].map(str::to_owned));
        table.row(["焊工", "12"].map(str::to_owned));
        table.row(["hr", "3"].map(str::to_owned));
        assert_eq!(table.to_string(), "组     n\n焊工  12\nhr     3\n");
    }
}
