//! Certificates: what they are called, which one stands for which, and the reader of mentions in a text.
//!
//! A certificate is anything that a person holds on paper: operation certificates, licences, titles, skill levels,
//! language levels. Knows nothing about who demands or holds one: a posting's demand and a person's holding are
//! values of [`Demand`] and [`HeldCertificate`], compared by [`Certificates::satisfies`] with three answers.

mod cue;
mod kind;
mod level;
mod mention;
mod reader;
mod satisfy;
mod token;
mod words;

pub use kind::CertificateKind;
pub use level::{CertificateLevel, LevelScale};
pub use reader::{CertificateMention, Speaker, Strength};

use crate::rows::{Row, rows};
use words::Words;

/// The place of a certificate in the tables; stable within one build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateId(u16);

impl CertificateId {
    /// The place of the certificate in the table.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One certificate.
#[derive(Debug)]
pub struct Certificate {
    name: &'static str,
    kind: CertificateKind,
    code: &'static str,
    scale: Option<LevelScale>,
    general: bool,
    issuer: &'static str,
    row: Row,
}

/// What a posting asks for: a certificate, at this level or higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Demand {
    /// The certificate.
    pub certificate: CertificateId,
    /// The lowest level that will do, none where any will.
    pub min_level: Option<CertificateLevel>,
}

/// What a person holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldCertificate {
    /// The certificate.
    pub certificate: CertificateId,
    /// Its level, none where the person did not say.
    pub level: Option<CertificateLevel>,
    /// What it is limited to in the person's own words (a subject, a welding process), empty where nothing is said.
    pub scope: String,
}

/// All certificates; immutable, built once and shared.
///
/// ```
/// use rengang_lexicon::certificate::{Certificates, Demand, HeldCertificate};
/// let certificates = Certificates::embedded();
/// let held = HeldCertificate { certificate: certificates.by_name("A2").unwrap(), level: None, scope: String::new() };
/// let b2 = Demand { certificate: certificates.by_name("B2").unwrap(), min_level: None };
/// assert_eq!(certificates.satisfies(&held, b2), Some(true));
/// ```
#[derive(Debug)]
pub struct Certificates {
    all: Vec<Certificate>,
    /// (who, stands for whom), ascending, also over several rows; not with itself.
    stands_for: Vec<(CertificateId, CertificateId)>,
    words: Words,
}

impl Certificates {
    /// Builds the certificates from the embedded tables.
    ///
    /// # Panics
    /// If a row of the embedded tables names a certificate that no row defines: a test reads every row.
    #[must_use]
    pub fn embedded() -> Self {
        let table = include_str!("../../tables/certificates/certificates.tsv");
        let all: Vec<Certificate> = rows(table).map(Certificate::from_row).collect();
        let names = Names::new(&all);
        let stands_for = satisfy::closure(&all, &names);
        let words = Words::new(&names);
        Self { all, stands_for, words }
    }

    /// The certificate of `id`.
    #[must_use]
    pub fn get(&self, id: CertificateId) -> &Certificate {
        &self.all[usize::from(id.0)]
    }

    /// The certificate at a place in the table.
    #[must_use]
    pub fn id_at(&self, index: usize) -> Option<CertificateId> {
        (index < self.all.len()).then_some(CertificateId(index as u16))
    }

    /// All certificates in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = (CertificateId, &Certificate)> {
        self.all.iter().enumerate().map(|(at, certificate)| (CertificateId(at as u16), certificate))
    }

    /// The certificate of this canonical name; cost linear in the table, for set-up and tests.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<CertificateId> {
        self.iter().find(|(_, certificate)| certificate.name == name).map(|(id, _)| id)
    }

    /// Every phrase by which the reader knows certificates, folded.
    pub fn phrases(&self) -> impl Iterator<Item = &'static str> {
        words::phrases()
    }
}

impl Certificate {
    fn from_row(row: Row) -> Self {
        Self {
            name: row.cell(0),
            kind: CertificateKind::from_code(row.cell(1)),
            code: row.cell(2),
            scale: LevelScale::from_code(row.cell(3)),
            general: !row.cell(4).is_empty(),
            issuer: row.cell(6),
            row,
        }
    }

    /// Its canonical name; for a skill level the name of the occupation.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What kind of paper it is.
    #[must_use]
    pub fn kind(&self) -> CertificateKind {
        self.kind
    }

    /// The code that its issuer gives it (N1, A2, CET-4), empty where there is none.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The scale of its levels, none where it has none.
    #[must_use]
    pub fn scale(&self) -> Option<LevelScale> {
        self.scale
    }

    /// Whether the name leaves open which certificate of a circle is meant (特种作业操作证).
    #[must_use]
    pub fn is_general(&self) -> bool {
        self.general
    }

    /// Who issues it.
    #[must_use]
    pub fn issuer(&self) -> &'static str {
        self.issuer
    }

    /// The names of the work for which it is required or useful.
    pub fn occupations(&self) -> impl Iterator<Item = &'static str> {
        self.row.list(7)
    }
}

/// Canonical names to ids while the tables are built.
struct Names(rustc_hash::FxHashMap<&'static str, CertificateId>);

impl Names {
    fn new(all: &[Certificate]) -> Self {
        Self(all.iter().enumerate().map(|(at, c)| (c.name, CertificateId(at as u16))).collect())
    }

    fn id(&self, name: &str) -> CertificateId {
        *self.0.get(name).unwrap_or_else(|| panic!("no certificate is named {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_distinct_and_every_row_is_whole() {
        let certificates = Certificates::embedded();
        assert_eq!(Names::new(&certificates.all).0.len(), certificates.all.len());
        for (_, c) in certificates.iter() {
            assert!(!c.name.is_empty() && !c.issuer.is_empty(), "{c:?}");
            assert!(c.row.cell(8) == "own" && !c.row.cell(9).is_empty(), "{c:?}");
        }
        assert!(certificates.all.len() >= 250);
    }

    #[test]
    fn every_phrase_is_folded() {
        let odd: Vec<_> =
            Certificates::embedded().phrases().filter(|p| rengang_text::fold(p).as_str() != *p).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
}
