//! `rengang occupations`: titles to occupations.

use std::io::{self, BufRead, BufWriter, Write};

use super::knowledge;
use crate::args::OccupationsArgs;
use crate::failure::{Failure, Outcome};

pub fn run(args: &OccupationsArgs) -> Result<Outcome, Failure> {
    let knowledge = knowledge();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut found = false;
    for line in io::stdin().lock().lines() {
        let title = line.map_err(|e| Failure::Io("standard input".into(), e))?;
        let title = title.trim_end_matches('\r').split('\t').next().unwrap_or_default().to_owned();
        for (place, (code, name, confidence)) in
            knowledge.classify_title(&title, args.top).into_iter().enumerate()
        {
            found = true;
            let code = whole(&code.to_string());
            writeln!(out, "{title}\t{}\t{code}\t{name}\t{confidence}", place + 1)?;
        }
    }
    out.flush()?;
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

/// A code in the form of a leaf, as platforms write that of a group: `4-01-02` is `4-01-02-00`.
fn whole(code: &str) -> String {
    let parts = code.split('-').count();
    format!("{code}{}", "-00".repeat(4_usize.saturating_sub(parts)))
}
