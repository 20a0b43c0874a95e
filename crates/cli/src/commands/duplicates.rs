//! `rengang duplicates`: postings that are one job.

use std::io::{self, BufWriter, Write};

use rengang::model::{Field, RawPosting};
use rengang_lint::{Ad, Duplicates, Group};

use super::inspect::ad;
use crate::args::DuplicatesArgs;
use crate::failure::{Failure, Outcome};
use crate::input::Source;
use crate::print;

pub fn run(args: &DuplicatesArgs) -> Result<Outcome, Failure> {
    let (raws, refused) = read(args)?;
    let ads: Vec<Ad<'_>> = raws.iter().map(ad).collect();
    let duplicates = Duplicates::of(&ads);
    let groups: Vec<Group> = duplicates.groups().into_iter().filter(|g| g.members.len() > 1).collect();
    let mut out = BufWriter::new(io::stdout().lock());
    for group in &groups {
        if args.json {
            writeln!(out, "{}", json(group, &raws, &duplicates))?;
        } else {
            table(&mut out, group, &raws, &duplicates)?;
        }
    }
    out.flush()?;
    print::note(&format!("{} postings, {} groups of more than one", raws.len(), groups.len()));
    Ok(match (refused, groups.len()) {
        (1.., _) => Outcome::Partly,
        (0, 0) => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn read(args: &DuplicatesArgs) -> Result<(Vec<RawPosting>, usize), Failure> {
    let source = Source::new(&args.files, args.mapping.as_deref())?;
    let (mut raws, mut refused) = (Vec::new(), 0);
    for file in &args.files {
        for item in source.items::<RawPosting>(file)? {
            let item = item?;
            match item.raw {
                Ok(raw) => raws.push(raw),
                Err(fault) => {
                    refused += 1;
                    print::note(&format!("{}:{}: {fault}", file.display(), item.line));
                }
            }
        }
    }
    Ok((raws, refused))
}

/// Why a member is in the group, against its representative.
fn reasons(group: &Group, member: usize, duplicates: &Duplicates) -> String {
    let comparison = duplicates.compare(group.representative.min(member), group.representative.max(member));
    let reason = |r: &rengang_lint::LikenessReason| format!("{} {}", r.aspect.name(), r.likeness);
    comparison.reasons.iter().map(reason).collect::<Vec<_>>().join("，")
}

fn json(group: &Group, raws: &[RawPosting], duplicates: &Duplicates) -> serde_json::Value {
    let members = group.members.iter().map(|&m| {
        let why = if m == group.representative { String::new() } else { reasons(group, m, duplicates) };
        serde_json::json!({ "id": raws[m].id(), "reasons": why })
    });
    serde_json::json!({
        "representative": raws[group.representative].id(),
        "first_seen": group.first_seen.map(|d| d.to_string()),
        "members": members.collect::<Vec<_>>(),
    })
}

fn table(
    out: &mut impl Write,
    group: &Group,
    raws: &[RawPosting],
    duplicates: &Duplicates,
) -> Result<(), Failure> {
    for &member in &group.members {
        let stands = member == group.representative;
        let why = if stands { String::new() } else { reasons(group, member, duplicates) };
        let raw = &raws[member];
        let mark = if stands { "●" } else { "└" };
        let cells =
            [(mark, 2), (raw.id(), 12), (raw.text(Field::Title), 26), (raw.text(Field::Employer), 26)];
        print::row(out, &[&cells[..], &[(&why, print::WIDTH - 74)]].concat())?;
    }
    Ok(writeln!(out)?)
}
