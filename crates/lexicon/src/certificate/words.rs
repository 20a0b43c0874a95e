//! The phrases of the certificate reader, in one automaton.

use super::cue::{Cue, marks};
use super::{CertificateId, CertificateLevel, Names};
use crate::names::Phrases;
use crate::rows::rows;

/// All phrases that the reader looks for.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) phrases: Phrases<Meaning>,
    words: Vec<Word>,
}

/// What a phrase may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A row of the table of words.
    Word(u16),
    /// A level: its number among skill levels and among titles, 0 where it is none of them.
    Level { skill: u8, title: u8 },
    /// 证, 本, 资格: makes a stem before it a certificate.
    Proof,
    /// A word that may stand between a stem and its proof.
    Filler,
    /// Looks like another phrase and is none.
    Nothing,
    /// Between two of which one will do.
    Or,
    /// One of all in the clause will do.
    OneOf,
    /// Speaks of driving.
    Driving,
    /// Speaks of the safety staff of building sites.
    Safety,
    /// Names an authority, by which an open word is narrowed.
    Issuer(&'static str),
    /// Says how the certificates of the clause are meant.
    Cue(Cue),
}

/// A row of the table of words.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) form: Form,
    pub(super) certificates: Vec<CertificateId>,
    pub(super) level: Option<CertificateLevel>,
}

/// How a phrase names a certificate; see the remarks of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Name,
    Skill,
    Title,
    Class,
    Safety,
    Stem,
}

impl Words {
    pub(super) fn new(names: &Names) -> Self {
        let table = || rows(include_str!("../../tables/certificates/words.tsv"));
        let words: Vec<Word> = table()
            .map(|row| Word {
                form: form(row.cell(1)),
                certificates: row.list(2).map(|name| names.id(name)).collect(),
                level: row.cell(3).parse().ok().and_then(CertificateLevel::new),
            })
            .collect();
        let named = table().enumerate().map(|(at, row)| (row.cell(0), Meaning::Word(at as u16)));
        Self { phrases: Phrases::new(named.chain(marks())), words }
    }

    pub(super) fn get(&self, index: u16) -> &Word {
        &self.words[usize::from(index)]
    }
}

/// Every phrase of the table of words.
pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    rows(include_str!("../../tables/certificates/words.tsv")).map(|row| row.cell(0))
}

fn form(code: &str) -> Form {
    match code {
        "skill" => Form::Skill,
        "title" => Form::Title,
        "class" => Form::Class,
        "safety" => Form::Safety,
        "stem" => Form::Stem,
        _ => Form::Name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_given_twice_in_one_form() {
        let table = rows(include_str!("../../tables/certificates/words.tsv"));
        let mut keys: Vec<(&str, &str)> = table.map(|row| (row.cell(0), row.cell(1))).collect();
        let before = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), before);
    }
}
