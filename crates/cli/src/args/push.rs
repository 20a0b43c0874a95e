//! The words of `rengang push`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use jiff::civil::{Date, DateTime};

/// Nightly recommendations: who agreed gets what suits them, once, with reasons and a way out.
///
/// A first night, on an index that `rengang index build` made:
///
///   (umask 077; head -c 48 /dev/urandom | base64 > push.key)
///
///   rengang push run --index DIR --ledger push.ledger --key push.key --now 2026-11-20T02:00 --out digests.jsonl
///
///   rengang push digests digests.jsonl
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct PushArgs {
    #[command(subcommand)]
    pub action: PushAction,
}

#[derive(Debug, Subcommand)]
pub enum PushAction {
    /// Write everybody's digest of the day, and hand the digests to a sink
    ///
    /// A run that was killed goes on when it is started again with the same words: nobody is lost, nobody is written to
    /// twice. A run of a day and kind that is complete writes nothing more; it only hands over what still waits.
    Run(PushRunArgs),
    /// Read digests as people get them
    Digests(PushDigestsArgs),
    /// Look into the ledger, forget a person, drop what is too old
    Ledger(PushLedgerArgs),
    /// Take reactions in: viewed, dismissed, refused, applied, interviewed, hired, left, opted_out, opted_in
    ///
    /// Reads JSON lines such as
    /// {"request": "20261120-daily-…", "item": "J1", "event": "refused", "reason": "too_far", "at": "2026-11-20T10:00"};
    /// request and item stand in the digest. Taking the same events again changes nothing.
    Feedback(PushFeedbackArgs),
    /// Compare policies over a month in made-up cities: plain top-k, caps, vacancies shared out
    ///
    /// How people react is chosen, not measured: the table compares policies and foretells nothing.
    Simulate(PushSimulateArgs),
    /// Print the policy in force with every knob, its default and the reason; without --policy the shipped one
    Policy {
        /// A policy file to check
        #[arg(long)]
        policy: Option<PathBuf>,
    },
}

/// Where people are remembered.
#[derive(Debug, Clone, clap::Args)]
pub struct LedgerFiles {
    /// The ledger, one file; it is made where there is none
    #[arg(long, value_name = "FILE")]
    pub ledger: PathBuf,
    /// File with the secret under which people stand in the ledger; keep it apart from the ledger and its copies
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct PushRunArgs {
    /// Folder of the index
    #[arg(long, value_name = "DIR")]
    pub index: PathBuf,
    /// The rules of the run [default: those of `rengang push policy`]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    #[command(flatten)]
    pub files: LedgerFiles,
    /// The moment of the run, in local time: 2026-11-20T02:00
    #[arg(long, value_name = "INSTANT")]
    pub now: DateTime,
    /// Digests are added to this file, a JSON line each
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// People with a right to service whom nothing was found for are added to this file [default: beside --out, as
    /// advisers.jsonl]
    #[arg(long, value_name = "FILE")]
    pub advisers: Option<PathBuf>,
    /// What kind of digests
    #[arg(long, value_enum, default_value_t = PushKind::Daily)]
    pub kind: PushKind,
    /// Where digests go besides --out: `--sink webhook URL` posts each of them
    #[arg(long, num_args = 2, value_names = ["KIND", "TARGET"])]
    pub sink: Vec<String>,
    /// File with the secret that signs what is posted (header X-Rengang-Signature)
    #[arg(long, value_name = "FILE", requires = "sink")]
    pub sink_key: Option<PathBuf>,
    /// Seconds that one call of the sink may take
    #[arg(long, default_value_t = 10, value_name = "SECONDS")]
    pub sink_timeout: u64,
    /// Calls of the sink for one digest before it waits for the next run
    #[arg(long, default_value_t = 5, value_name = "TRIES")]
    pub sink_tries: u32,
    /// A file to which consents that are taken back are added while the run goes on: an id a line, or id, tab and
    /// `impersonal` to switch personalisation off
    #[arg(long, value_name = "FILE")]
    pub withdrawn: Option<PathBuf>,
    /// Do not look for postings that are one job: each counts for itself
    #[arg(long)]
    pub no_grouping: bool,
    /// Weights of the parts: balanced, wish, requirement
    #[arg(long, default_value = "balanced")]
    pub preset: String,
    /// Threads [default: all cores]
    #[arg(long)]
    pub threads: Option<usize>,
    /// Print the report as one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PushKind {
    /// New posts for everybody who wants them
    Daily,
    /// Gigs of the day for those who are free, the nearest first
    Gig,
    /// What has changed in a month, for people with a right to service
    FollowUp,
    /// People for postings
    Employer,
}

#[derive(Debug, clap::Args)]
pub struct PushDigestsArgs {
    /// A file that `push run` wrote
    pub file: PathBuf,
    /// Only those of this recipient
    #[arg(long, value_name = "ID")]
    pub recipient: Option<String>,
    /// How many at most
    #[arg(long, default_value_t = 10)]
    pub top: usize,
}

#[derive(Debug, clap::Args)]
pub struct PushLedgerArgs {
    #[command(subcommand)]
    pub action: PushLedgerAction,
}

#[derive(Debug, Subcommand)]
pub enum PushLedgerAction {
    /// What the ledger holds in all: runs, digests, reactions, what waits for the sink, bytes
    Info {
        #[command(flatten)]
        files: LedgerFiles,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// What the ledger holds of one person
    Person {
        #[command(flatten)]
        files: LedgerFiles,
        /// The person's id
        id: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Forget a person; that they opted out stays, as a bare key
    Erase {
        #[command(flatten)]
        files: LedgerFiles,
        /// The person's id
        id: String,
    },
    /// Forget what is older than the policy keeps, and give the room back
    Prune {
        #[command(flatten)]
        files: LedgerFiles,
        /// The policy that says how long is kept [default: the shipped one]
        #[arg(long, value_name = "FILE")]
        policy: Option<PathBuf>,
        /// The day from which is counted
        #[arg(long)]
        as_of: Date,
    },
}

#[derive(Debug, clap::Args)]
pub struct PushFeedbackArgs {
    #[command(flatten)]
    pub files: LedgerFiles,
    /// Events as JSON lines; - is standard input
    pub events: PathBuf,
    /// Also write what was learned as judgements (TREC qrels) to this file
    #[arg(long, value_name = "FILE", requires = "digests")]
    pub judgements: Option<PathBuf>,
    /// The digests to which the events belong: the ledger alone does not know who was meant
    #[arg(long, value_name = "FILE")]
    pub digests: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct PushSimulateArgs {
    /// How many days
    #[arg(long, default_value_t = 30)]
    pub days: u16,
    /// People
    #[arg(long, default_value_t = 10_000)]
    pub people: u32,
    /// Posts
    #[arg(long, default_value_t = 5_000)]
    pub posts: u32,
    /// The first city; the same number is the same city
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many cities: with more than one, the table gives means
    #[arg(long, default_value_t = 1)]
    pub cities: u32,
    /// The policy that is compared with plain top-k and with its own caps alone [default: the shipped one]
    #[arg(long, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Print one JSON object a city and policy
    #[arg(long)]
    pub json: bool,
}
