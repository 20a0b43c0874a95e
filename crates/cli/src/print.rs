//! Lines for people.

use std::io::{self, Write};

use unicode_width::UnicodeWidthChar;

/// A line to stderr.
#[expect(clippy::print_stderr, reason = "the one place that does")]
pub fn note(line: &str) {
    eprintln!("{line}");
}

/// How a command failed.
pub fn error(failure: &crate::failure::Failure) {
    note(&format!("rengang: {failure} [{}]", failure.code()));
}

/// Columns that a table may take.
pub const WIDTH: usize = 100;

/// Ids under a name, in as many lines as the width needs; a dash where there are none.
pub fn listed(name: &str, ids: &[String]) -> String {
    let mut out = format!("{name}\n ");
    let mut used = 1;
    for id in ids {
        if used > 1 && used + id.len() + 1 > WIDTH {
            out.push_str("\n ");
            used = 1;
        }
        out.push(' ');
        out.push_str(id);
        used += id.len() + 1;
    }
    if ids.is_empty() {
        out.push_str(" -");
    }
    out + "\n"
}

/// `text` in exactly `columns` columns: cut with an ellipsis, or filled with spaces.
pub fn cell(text: &str, columns: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    let flat = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let wide = |c: char| c.width().unwrap_or(0);
    let total: usize = flat.clone().map(wide).sum();
    let room = if total > columns { columns.saturating_sub(1) } else { columns };
    for c in flat {
        if used + wide(c) > room {
            break;
        }
        used += wide(c);
        out.push(c);
    }
    if total > columns {
        out.push('…');
        used += 1;
    }
    out.extend(std::iter::repeat_n(' ', columns.saturating_sub(used)));
    out
}

/// A row of cells, each in its columns, two spaces between.
pub fn row(out: &mut impl Write, cells: &[(&str, usize)]) -> io::Result<()> {
    let cells: Vec<String> = cells.iter().map(|&(text, columns)| cell(text, columns)).collect();
    writeln!(out, "{}", cells.join("  ").trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_take_their_columns_in_chinese_too() {
        assert_eq!(cell("焊工", 6), "焊工  ");
        assert_eq!(cell("电气焊工", 6), "电气… ");
        assert_eq!(cell("abc", 3), "abc");
    }
}
