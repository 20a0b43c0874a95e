//! What stands in the ledger's tables.

use serde::{Deserialize, Serialize};

use crate::key::GroupKey;

/// A reaction to a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Reaction {
    /// It was looked at.
    Viewed,
    /// It was put aside (不感兴趣).
    Dismissed,
    /// It was refused, with a reason.
    Refused,
    /// The person applied.
    Applied,
    /// The employer saw the person.
    Interviewed,
    /// The person was hired.
    Hired,
    /// The person has left the work again.
    Left,
}

impl Reaction {
    /// Whether the item never comes back after this.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Viewed | Self::Dismissed)
    }

    /// The grade of relevance that learning takes from it, 0..=3; nothing where it tells nothing.
    #[must_use]
    pub fn grade(self) -> u8 {
        match self {
            Self::Dismissed | Self::Refused => 0,
            Self::Viewed => 1,
            Self::Applied => 2,
            Self::Interviewed | Self::Hired | Self::Left => 3,
        }
    }
}

/// The last reaction of a person to a group of postings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What they did.
    pub reaction: Reaction,
    /// The day, as the ledger counts days.
    pub(crate) day: u32,
    /// The code of the reason for a refusal; empty otherwise. A code, not a text: texts can name people.
    pub reason: String,
}

/// What was in a digest; empty where somebody was listed for an adviser instead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) items: Vec<SentItem>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SentItem {
    pub(crate) group: u64,
    pub(crate) item: u32,
}

impl SentItem {
    pub(crate) fn group(self) -> GroupKey {
        GroupKey(self.group)
    }
}

/// 12 bytes an item, the length says how many; postcard would spend up to 16.
impl Sent {
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let item = |item: &SentItem| [&item.group.to_be_bytes()[..], &item.item.to_be_bytes()].concat();
        self.items.iter().flat_map(item).collect()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (items, rest) = bytes.as_chunks::<12>();
        let item = |&[a, b, c, d, e, f, g, h, i, j, k, l]: &[u8; 12]| SentItem {
            group: u64::from_be_bytes([a, b, c, d, e, f, g, h]),
            item: u32::from_be_bytes([i, j, k, l]),
        };
        rest.is_empty().then(|| Self { items: items.iter().map(item).collect() })
    }
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RunRecord {
    /// The policy and the population that it began with.
    pub(crate) fingerprint: u64,
    /// Bytes of the output of digests that are committed.
    pub(crate) out_bytes: u64,
    /// Bytes of the list for advisers that are committed.
    pub(crate) adviser_bytes: u64,
    /// Digests written.
    pub(crate) digests: u64,
    /// People listed for advisers.
    pub(crate) unserved: u64,
    /// Whether everybody has been looked at.
    pub(crate) done: bool,
}

/// A digest that the sink has not taken: where it lies in which output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parcel {
    pub(crate) out: String,
    pub(crate) from: u64,
    pub(crate) bytes: u32,
}
