//! Nightly recommendations that respect people.

pub mod allocate;
mod error;
mod facts;
mod key;
mod policy;
pub mod synthetic;

pub use error::{Error, ErrorKind, Result};
pub use facts::{Ask, Consents, Item, NoWithdrawals, Offer, Reasons, Recipient, Referrals, RunKind, TakeOffers};
pub use key::{GroupKey, PersonKey, Request, Secret, signature};
pub use policy::*;
