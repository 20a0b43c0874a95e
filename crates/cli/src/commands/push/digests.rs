//! `rengang push digests`: digests as people get them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use rengang_push::Digest;

use crate::args::PushDigestsArgs;
use crate::failure::{Failure, Outcome};

pub fn run(args: &PushDigestsArgs) -> Result<Outcome, Failure> {
    let name = || args.file.display().to_string();
    let file = File::open(&args.file).map_err(|error| Failure::Io(name(), error))?;
    let (mut out, mut shown) = (io::stdout().lock(), 0);
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|error| Failure::Io(name(), error))?;
        let digest: Digest = serde_json::from_str(&line)
            .map_err(|error| Failure::Usage(format!("{}:{number}: no digest: {error}", name())))?;
        if args.recipient.as_ref().is_some_and(|id| *id != digest.recipient) {
            continue;
        }
        if shown == args.top {
            break;
        }
        writeln!(out, "→ {}  {}\n{}\n", digest.recipient, digest.request, digest.to_text())?;
        shown += 1;
    }
    Ok(if shown == 0 { Outcome::Nothing } else { Outcome::Found })
}
