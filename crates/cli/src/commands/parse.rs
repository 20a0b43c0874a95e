//! `rengang parse`: single fields, for whoever checks or borrows the readers.

use std::io::{self, BufReader, BufWriter, Write};

use jiff::civil::Date;
use rengang::read::{Reader, parse_case};
use rengang_wire::JsonLines;
use serde_json::{Value, json};

use super::knowledge;
use crate::args::ParseArgs;
use crate::failure::{Failure, Outcome};
use crate::print;

/// The day that counts where neither the case nor the call names one: parsing reads no clock.
const DAY: Date = jiff::civil::date(2026, 11, 20);

pub fn run(args: &ParseArgs) -> Result<Outcome, Failure> {
    let reader = Reader::new(knowledge(), args.as_of.unwrap_or(DAY));
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut read, mut refused) = (0, 0);
    for line in JsonLines::new(BufReader::new(io::stdin().lock())) {
        let line = line.map_err(|e| Failure::Io("standard input".into(), e))?;
        match line.record {
            Ok(case) => {
                let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
                let context = case.get("context").cloned().unwrap_or_default();
                let value = parse_case(&reader, text("field"), text("input"), &context);
                let id = case.get("id").cloned().unwrap_or_default();
                writeln!(out, "{}", json!({ "id": id, "value": value }))?;
                read += 1;
            }
            Err(fault) => {
                refused += 1;
                print::note(&format!("line {}: {fault}", line.number));
            }
        }
    }
    out.flush()?;
    Ok(match (refused, read) {
        (1.., _) => Outcome::Partly,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}
