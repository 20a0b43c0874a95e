//! Nightly recommendations that respect people.

pub mod allocate;
mod error;
mod facts;
mod key;
mod ledger;
mod policy;
pub mod synthetic;

pub use error::{Error, ErrorKind, Result};
pub use facts::{Ask, Consents, Item, NoWithdrawals, Offer, Reasons, Recipient, Referrals, RunKind, TakeOffers};
pub use key::{GroupKey, PersonKey, Request, Secret, signature};
pub use ledger::{Growth, Ledger, LedgerInfo, Mark, PersonHistory, Pruned, Reacted, Reaction, RunInfo, SentDigest};
pub use policy::*;
