//! Opaque keys: what stands in the ledger in the place of people.
//!
//! A key is a keyed hash (HMAC-SHA256, cut to what is needed) of an id. Whoever has the ledger but not the secret
//! cannot tell whether a given person stands in it.

use std::fmt;
use std::path::Path;

use hmac::{Hmac, Mac};
use jiff::civil::Date;
use sha2::Sha256;

use crate::error::{Error, ErrorKind, Result, file};
use crate::facts::RunKind;

/// The secret under which ids are hashed; it lives in a file of its own, apart from the ledger.
#[derive(Clone)]
pub struct Secret(Hmac<Sha256>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// Chosen: the output of the hash; a longer secret adds nothing.
    pub const MIN_BYTES: usize = 32;

    /// A secret of these bytes.
    ///
    /// # Errors
    /// [`ErrorKind::SecretShort`] below [`Secret::MIN_BYTES`].
    pub fn new(bytes: &[u8]) -> Result<Self> {
        if bytes.len() < Self::MIN_BYTES {
            return Err(Error::new(ErrorKind::SecretShort { bytes: bytes.len() }));
        }
        Ok(Self(Hmac::new_from_slice(bytes).expect("HMAC takes a key of any length")))
    }

    /// The secret in a file, without white space at its end.
    ///
    /// # Errors
    /// [`ErrorKind::FileIo`], [`ErrorKind::SecretShort`].
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(file("reading the key", path))?;
        Self::new(bytes.trim_ascii_end())
    }

    /// The key of a person.
    #[must_use]
    pub fn person(&self, id: &str) -> PersonKey {
        PersonKey(self.hash("person", &[id.as_bytes()]))
    }

    /// The key of whoever gets a digest of this kind: a person, or a posting, whose ids may be the same.
    #[must_use]
    pub fn recipient(&self, kind: RunKind, id: &str) -> PersonKey {
        match kind {
            RunKind::Employer => PersonKey(self.hash("employer", &[id.as_bytes()])),
            _ => self.person(id),
        }
    }

    /// The key of a group of duplicate postings.
    #[must_use]
    pub fn group(&self, group: &str) -> GroupKey {
        GroupKey(u64::from_be_bytes(self.hash("group", &[group.as_bytes()])))
    }

    /// The key that a posting's id has inside one digest.
    pub(crate) fn item(&self, id: &str) -> u32 {
        u32::from_be_bytes(self.hash("item", &[id.as_bytes()]))
    }

    /// A mark by which a ledger knows its secret again.
    pub(crate) fn check(&self) -> u64 {
        u64::from_be_bytes(self.hash("check", &[]))
    }

    pub(crate) fn tag(&self, person: PersonKey, day: u32, kind: RunKind) -> [u8; 8] {
        self.hash("request", &[&person.0, &day.to_be_bytes(), &[kind as u8]])
    }

    fn hash<const N: usize>(&self, purpose: &str, parts: &[&[u8]]) -> [u8; N] {
        let mut mac = self.0.clone();
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        parts.iter().for_each(|part| mac.update(part));
        let full = mac.finalize().into_bytes();
        full[..N].try_into().expect("a key is shorter than the hash")
    }
}

/// Stands for a person in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonKey(pub(crate) [u8; 16]);

impl PersonKey {
    /// A person as what is recommended, in digests of employers.
    pub(crate) fn as_group(self) -> GroupKey {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        GroupKey(u64::from_be_bytes([a, b, c, d, e, f, g, h]))
    }
}

/// Stands for a group of duplicate postings in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey(pub(crate) u64);

/// One digest: for whom, of which day and kind. Written out, it is the digest's request id and idempotency key.
///
/// It reads `20261120-daily-` and 48 hexadecimal digits: the person's key and a tag that only the secret can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// For whom.
    pub person: PersonKey,
    /// The day of the run, as the ledger counts days.
    pub(crate) day: u32,
    /// The kind of run.
    pub kind: RunKind,
}

impl Request {
    pub(crate) fn new(person: PersonKey, date: Date, kind: RunKind) -> Self {
        Self { person, day: day_number(date), kind }
    }

    /// The request id.
    #[must_use]
    pub fn id(&self, secret: &Secret) -> String {
        let date = date_of(self.day).strftime("%Y%m%d").to_string();
        let tag = secret.tag(self.person, self.day, self.kind);
        format!("{date}-{}-{}{}", self.kind.code(), hex(&self.person.0), hex(&tag))
    }

    /// The digest that a request id names; nothing if the id was not made with this secret.
    #[must_use]
    pub fn parse(id: &str, secret: &Secret) -> Option<Self> {
        let (date, rest) = id.split_once('-')?;
        let (kind, digits) = rest.rsplit_once('-')?;
        let date = Date::strptime("%Y%m%d", date).ok()?;
        let person = PersonKey(unhex(digits.get(..32)?)?);
        let request = Self::new(person, date, RunKind::of_code(kind)?);
        (request.id(secret) == id).then_some(request)
    }
}

/// Days since 1970-01-01; days before count as that day.
pub(crate) fn day_number(date: Date) -> u32 {
    let span = date.since(EPOCH).map_or(0, |span| span.get_days());
    u32::try_from(span).unwrap_or(0)
}

/// The day of a number; beyond the calendar it is the last day.
pub(crate) fn date_of(day: u32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(i64::from(day.min(LAST_DAY))))
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// 9999-12-31, the last day that civil dates have.
const LAST_DAY: u32 = 2_932_896;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(digits: &str) -> Option<[u8; N]> {
    let pair = |at: usize| u8::from_str_radix(digits.get(2 * at..2 * at + 2)?, 16).ok();
    let bytes: Vec<u8> = (0..N).map_while(pair).collect();
    bytes.try_into().ok()
}

/// The signature of a webhook's body: HMAC-SHA256 over the idempotency key, a full stop, and the body.
#[must_use]
pub fn signature(secret: &[u8], idempotency_key: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(idempotency_key.as_bytes());
    mac.update(b".");
    mac.update(body);
    format!("sha256={}", hex(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn secret(byte: u8) -> Secret {
        Secret::new(&[byte; 32]).unwrap()
    }

    #[test]
    fn a_request_id_is_read_back_under_its_own_secret_only() {
        let request = Request::new(secret(1).person("P1"), date(2026, 11, 20), RunKind::FollowUp);
        let id = request.id(&secret(1));
        assert!(id.starts_with("20261120-follow-up-"), "{id}");
        assert_eq!(Request::parse(&id, &secret(1)), Some(request));
        assert_eq!(Request::parse(&id, &secret(2)), None);
        assert_eq!(Request::parse(&id.replace("1120", "1121"), &secret(1)), None);
    }

    #[test]
    fn foreign_texts_are_no_requests() {
        for text in ["", "-", "20261120-daily-", "20261120-daily-é", "x-daily-00"] {
            assert_eq!(Request::parse(text, &secret(1)), None, "{text}");
        }
    }

    #[test]
    fn keys_differ_by_secret_and_by_person() {
        assert_ne!(secret(1).person("P1"), secret(2).person("P1"));
        assert_ne!(secret(1).person("P1"), secret(1).person("P2"));
    }

    #[test]
    fn days_are_counted_both_ways() {
        for day in [date(1970, 1, 1), date(2026, 11, 20), date(9999, 12, 31)] {
            assert_eq!(date_of(day_number(day)), day);
        }
        assert_eq!(day_number(date(1900, 1, 1)), 0);
    }
}
