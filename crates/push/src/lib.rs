//! Nightly recommendations that respect people.

pub mod allocate;
pub mod commands;
mod consents;
mod deliver;
mod digest;
mod eligible;
mod error;
mod facts;
mod feedback;
mod key;
mod ledger;
mod output;
mod plan;
mod policy;
mod run;
mod simulate;
pub mod sink;
pub mod synthetic;
mod write;

pub use consents::WithdrawalFile;
pub use deliver::{Delivered, deliver};
pub use digest::{Changes, Digest, DigestItem, Unserved};
pub use eligible::Skipped;
pub use error::{Error, ErrorKind, Result};
pub use facts::{
    Ask, Consents, Item, NoWithdrawals, Offer, Reasons, Recipient, Referrals, RunKind, TakeOffers,
};
pub use feedback::{Event, EventKind, EventRefused, FeedbackReport, feedback, judgements};
pub use key::{GroupKey, PersonKey, Request, Secret, signature};
pub use ledger::{
    Growth, Ledger, LedgerInfo, Mark, PersonHistory, Pruned, Reacted, Reaction, RunInfo, SentDigest,
};
pub use policy::*;
pub use run::{Progress, RunOptions, RunReport, run};
pub use simulate::{Simulated, SimulationOptions, Variant, simulate, write_table};
