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
            writeln!(out, "{title}\t{}\t{code}\t{name}\t{confidence}", place + 1)?;
        }
    }
    out.flush()?;
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}
