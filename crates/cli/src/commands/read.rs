//! `rengang read`: what reading made of records.

use std::io::{self, BufWriter, Write};

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang_wire::{candidate_json, posting_json};
use serde_json::Value;

use super::knowledge;
use super::read_summary::Summary;
use crate::args::{Kind, ReadArgs};
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::print;

pub fn run(args: &ReadArgs) -> Result<Outcome, Failure> {
    let reader = Reader::new(knowledge(), args.as_of);
    match args.kind {
        Kind::Posting => each(
            args,
            |raw: &RawPosting| posting_json(&read_posting(raw, &reader), reader.knowledge()),
            |raw, field| raw.text(field).to_owned(),
        ),
        Kind::Candidate => each(
            args,
            |raw: &RawCandidate| candidate_json(&read_candidate(raw, &reader), reader.knowledge()),
            |raw, field| raw.text(field).to_owned(),
        ),
    }
}

fn each<R: serde::de::DeserializeOwned>(
    args: &ReadArgs,
    json: impl Fn(&R) -> Value,
    text: impl Fn(&R, Field) -> String,
) -> Result<Outcome, Failure> {
    let source = Source::new(std::slice::from_ref(&args.file), args.mapping.as_deref())?;
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut read, mut refused) = (0, 0);
    let mut summary = Summary::default();
    for item in source.items::<R>(&args.file)? {
        let item = item?;
        match item.raw {
            Ok(raw) if args.summary => {
                read += 1;
                summary.add(&json(&raw), |key| field_of(key).map(|f| text(&raw, f)).unwrap_or_default());
            }
            Ok(raw) => {
                read += 1;
                writeln!(out, "{}", json(&raw))?;
            }
            Err(fault) => {
                refused += 1;
                print::note(&format!("{}:{}: {fault}", args.file.display(), item.line));
            }
        }
    }
    if args.summary {
        summary.write(&mut out, args.notices)?;
    }
    out.flush()?;
    print::note(&format!("{read} read, {refused} refused"));
    Ok(match (read, refused) {
        (_, 1..) => Outcome::Partly,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn field_of(key: &str) -> Option<Field> {
    Field::ALL.iter().find(|field| field.key() == key).copied()
}
