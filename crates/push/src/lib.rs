//! Nightly recommendations that respect people: consent, caps, cooling, fair shares of vacancies, reasons, and a ledger
//! that no kill can confuse.
//!
//! # The way of a run
//!
//! ```text
//! Referrals ──offers──> Rules (Policy, History) ──edges──> Market ──share──> Plan
//! Plan ──partition──> Digests ──append, sync──> output ──commit──> Ledger ──parcels──> Sink
//! ```
//!
//! 1. [`Referrals`] give everybody's ranked offers; [`IndexReferrals`] makes them from the engine's index.
//! 2. The [`Policy`] and what the [`Ledger`] remembers of a person say how much they may get and what they may see.
//! 3. [`allocate`] shares vacancies out: whoever has no good post comes first, and a vacancy for three is not shown to
//!    ten thousand. Scores stay as they are.
//! 4. [`run()`] writes one [`Digest`] a person, in partitions: output first, ledger second. A run that was killed goes on
//!    where the ledger stands: nobody is lost, nobody written to twice.
//! 5. A [`sink`] gets each digest at least once, under one idempotency key; [`feedback()`] takes reactions back in.
//!
//! What a run does depends on its arguments alone: there is no clock and no random source, and the same inputs give
//! the same bytes. The ledger holds no personal data: people stand in it under keyed hashes ([`Secret`]).
//!
//! ```
//! use rengang_push::synthetic::{Shape, Synthetic};
//! use rengang_push::{Ledger, NoWithdrawals, Policy, RunKind, RunOptions, Secret, run};
//!
//! let day = jiff::civil::date(2026, 11, 20);
//! let city = Synthetic::new(&Shape { people: 50, posts: 200, seed: 1, date: day });
//! let ledger = Ledger::in_memory(Secret::new(b"32 bytes that nobody else knows!")?)?;
//! let folder = tempfile::tempdir()?;
//! let options = RunOptions {
//!     now: day.at(2, 0, 0, 0),
//!     kind: RunKind::Daily,
//!     out: folder.path().join("digests.jsonl"),
//!     adviser: folder.path().join("adviser.jsonl"),
//!     partition: RunOptions::PARTITION,
//! };
//! let report = run(&city, &ledger, &Policy::default(), &options, &mut NoWithdrawals, None, &mut |_| ())?;
//! assert_eq!(std::fs::read_to_string(&options.out)?.lines().count() as u64, report.digests);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds the promises
//!
//! | promise | test |
//! |---|---|
//! | near the optimum, as many with a good post as can be | `allocate/tests.rs`, example `allocation` |
//! | killed at any point: nothing lost, nothing twice | `tests/kill.rs` |
//! | consent, caps, cooling, service minimum, follow-up | `tests/run.rs`, `eligible.rs` |
//! | a receiver that fails, stalls, answers twice, dies | `tests/webhook.rs` |
//! | no personal data in the ledger; erasure | `ledger/tests.rs` |
//!
//! # What is absent
//!
//! No queue client, no scheduler, no template engine: a broker implements [`sink::Sink`], and a receiver words and
//! times messages by `channels` and `not_before`. No score is made or changed here.

pub mod allocate;
pub mod commands;
mod consents;
mod deliver;
mod digest;
mod eligible;
mod error;
mod facts;
mod feedback;
mod index;
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
pub use index::{IndexConsents, IndexReferrals};
pub use key::{GroupKey, PersonKey, Request, Secret, signature};
pub use ledger::{
    Growth, Ledger, LedgerInfo, Mark, PersonHistory, Pruned, Reacted, Reaction, RunInfo, SentDigest,
};
pub use policy::*;
pub use run::{Progress, RunOptions, RunReport, run};
pub use simulate::{Simulated, SimulationOptions, Variant, mean, simulate, write_table};
