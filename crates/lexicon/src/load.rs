//! From sources to a lexicon: the compiled-in tables, and those of a directory on top.

use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::occupation::{OccupationId, OccupationKind, Occupations};
use crate::records::{Records, RelatedRow};
use crate::related::{CLASS, Direction, Edge, FAMILY, Fits, GROUP, Link, NEIGHBOUR, RelationKind, SIBLING};
use crate::skill::Skills;
use crate::table::{Finding, Findings, Problem, Source};
use crate::title::Titles;
use crate::title::aliases::{Claim, ClaimKind};
use crate::{Lexicon, Tables};

/// Version of the rules of this crate; part of the fingerprint. Raise it when the same tables may give other answers.
const RULES: u32 = 1;

mod tables {
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

/// Tables that can't be added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LexiconError {
    /// A file or directory can't be read.
    #[error("can't read {}; give a directory of tables", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Rows are wrong.
    #[error("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Table {
        /// Each with its file, line and what to do.
        findings: Vec<Finding>,
    },
}

/// A mark of the reference tables (certificates, industries, majors, regions), which [`crate::Lexicon::fingerprint`]
/// does not cover.
pub(crate) const REFERENCE_MARK: u64 = tables::REFERENCE_MARK;

pub(crate) fn embedded() -> Lexicon {
    // What is wrong in the compiled-in tables is reported by `check`, and a test keeps it at nothing.
    build(embedded_sources()).0
}

pub(crate) fn with_overlay(directory: &Path) -> Result<Lexicon, LexiconError> {
    let mut sources = embedded_sources();
    let known = sources.len();
    read_directory(directory, &mut sources)?;
    let added: Vec<String> = sources[known..].iter().map(|s| s.file.to_string()).collect();
    let (lexicon, mut findings) = build(sources);
    findings.retain(|f| added.contains(&f.file));
    if findings.is_empty() { Ok(lexicon) } else { Err(LexiconError::Table { findings }) }
}

fn embedded_sources() -> Vec<Source> {
    let source =
        |&(file, text): &(&'static str, &'static str)| Source { file: file.into(), text: text.into() };
    tables::SOURCES.iter().map(source).collect()
}

/// Reads the tables of a directory and of those in it, by name.
fn read_directory(directory: &Path, sources: &mut Vec<Source>) -> Result<(), LexiconError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| LexiconError::Read { path, source }
    };
    let entries = std::fs::read_dir(directory).map_err(failed(directory))?;
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>().map_err(failed(directory))?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read_directory(&path, sources)?;
        } else if path.extension().is_some_and(|e| e == "tsv") {
            let text = std::fs::read_to_string(&path).map_err(failed(&path))?;
            sources.push(Source { file: path.display().to_string().into(), text: text.into() });
        }
    }
    Ok(())
}

/// Builds a lexicon and says what was left out of it.
pub(crate) fn build(sources: Vec<Source>) -> (Lexicon, Vec<Finding>) {
    let mut findings = Findings::default();
    let records = Records::read(&sources, &mut findings);
    let occupations = Occupations::build(&records, &mut findings);
    let skills = Skills::build(&records.skills, &occupations, &mut findings);
    let edges = edges(&records.related, &occupations, &mut findings);
    let fits = Arc::new(Fits::build(occupations.all().len(), edges));
    let fingerprint = fingerprint(&sources);
    let tables = Tables {
        titles: Titles::build(&occupations, fits.clone(), &sources, &mut findings),
        skills,
        occupation_fits: fits,
        occupations,
        fingerprint,
        sources,
    };
    (Lexicon(Arc::new(tables)), findings.0)
}

fn fingerprint(sources: &[Source]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u32(RULES);
    for source in sources {
        hasher.write(source.text.as_bytes());
        hasher.write_u8(0xff);
    }
    hasher.finish()
}

/// Stated relations and the defaults between classes, trades, families and groups.
fn edges(rows: &[RelatedRow<'_>], occupations: &Occupations, findings: &mut Findings) -> Vec<Edge> {
    let mut edges = Vec::new();
    for row in rows {
        let [from, to] = [row.from, row.to].map(|name| {
            let id = occupations.by_name(name);
            if id.is_none() {
                findings.add(row.place, Problem::Dangling { kind: "occupation", name: name.to_owned() });
            }
            id
        });
        if let (Some(from), Some(to)) = (from, to) {
            let link = Link::Stated(row.kind);
            push(&mut edges, from, to, row.strength, link, row.kind.direction());
        }
    }
    push_defaults(&mut edges, occupations);
    edges
}

fn push(
    edges: &mut Vec<Edge>,
    from: OccupationId,
    to: OccupationId,
    points: u16,
    link: Link,
    way: Direction,
) {
    edges.push(Edge { from: from.0, to: to.0, points, link });
    match (way, link) {
        (Direction::Both, _) => edges.push(Edge { from: to.0, to: from.0, points, link }),
        // A worker is no leader yet: without its own row the way up is worth half of the way down.
        (Direction::Forward, Link::Stated(RelationKind::Supervises)) => {
            edges.push(Edge { from: to.0, to: from.0, points: points / 2, link });
        }
        (Direction::Forward, _) => {}
    }
}

fn push_defaults(edges: &mut Vec<Edge>, occupations: &Occupations) {
    let mut families: Vec<(&str, OccupationId)> =
        occupations.all().iter().filter_map(|o| Some((o.family()?, o.id()))).collect();
    families.sort_unstable();
    for family in families.chunk_by(|a, b| a.0 == b.0) {
        for_pairs(family, |(_, a), (_, b)| push(edges, a, b, FAMILY, Link::Family, Direction::Both));
    }
    for group in occupations.all().chunk_by(|a, b| a.code().at_level(3) == b.code().at_level(3)) {
        let ids: Vec<OccupationId> = group.iter().map(|o| o.id()).collect();
        for_pairs(&ids, |a, b| {
            if let Some((points, link)) = default_link(occupations, a, b) {
                push(edges, a, b, points, link, Direction::Both);
            }
        });
    }
}

/// The default between two occupations of one minor group, `a` before `b`.
fn default_link(occupations: &Occupations, a: OccupationId, b: OccupationId) -> Option<(u16, Link)> {
    use OccupationKind::{Class, Group, Trade};
    let [a, b] = [a, b].map(|id| occupations.get(id));
    match (a.kind(), b.kind()) {
        (Group, _) => Some((GROUP, Link::Group)),
        (Class, Trade) if a.code() == b.code() => Some((CLASS, Link::Class)),
        (Trade, Trade) if a.code() == b.code() => Some((SIBLING, Link::Sibling)),
        (Class, Class) if a.family().is_none() || b.family().is_none() => Some((NEIGHBOUR, Link::Neighbour)),
        _ => None,
    }
}

fn for_pairs<T: Copy>(items: &[T], mut each: impl FnMut(T, T)) {
    for (at, &a) in items.iter().enumerate() {
        for &b in &items[at + 1..] {
            each(a, b);
        }
    }
}

pub(crate) fn words(titles: &Titles, skills: &Skills) -> Vec<String> {
    let stands = |claims: &[Claim]| claims.iter().any(|c| c.kind != ClaimKind::Not);
    let titles = titles.phrases().all().filter(|(_, claims)| stands(claims)).map(|(phrase, _)| phrase);
    let mut words: Vec<String> = titles.chain(skills.folded_names()).map(str::to_owned).collect();
    words.sort_unstable();
    words.dedup();
    words
}
