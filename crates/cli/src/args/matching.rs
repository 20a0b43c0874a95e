//! The words of `match`, and the settings that all rankings share.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;
use rengang::model::Group;

use super::Veto;

#[derive(Debug, clap::Args)]
pub struct MatchArgs {
    /// Files of postings: JSON lines, or CSV with a header (by the name's ending); - is standard input
    #[arg(long, required = true, num_args = 1..)]
    pub postings: Vec<PathBuf>,
    /// Files of candidates
    #[arg(long, required = true, num_args = 1..)]
    pub candidates: Vec<PathBuf>,
    /// Mapping file (TOML) for postings with foreign keys
    #[arg(long)]
    pub posting_mapping: Option<PathBuf>,
    /// Mapping file (TOML) for candidates with foreign keys
    #[arg(long)]
    pub candidate_mapping: Option<PathBuf>,
    /// Which findings of the checker keep a posting from being shown
    #[arg(long, value_enum, default_value_t = Veto::Block)]
    pub veto: Veto,
    /// Only candidates of these groups take part, as at a job fair: graduate, veteran, registered_unemployed …
    #[arg(long = "group", value_parser = group, num_args = 1..)]
    pub groups: Vec<Group>,
    /// Also tell who has a match of at least this score (0 to 10000) among those listed, and which postings nobody has; on
    /// stderr where the lists are for programs
    #[arg(long, value_name = "SCORE")]
    pub coverage: Option<u32>,
    /// For whom matches are listed
    #[arg(long = "for", value_enum, default_value_t = Queries::Candidates)]
    pub queries: Queries,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub relax: RelaxArgs,
    /// How results are printed; trec lists every hit unless --top is given
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// A group by its code.
fn group(code: &str) -> Result<Group, String> {
    let known = || Group::ALL.map(Group::code).join(", ");
    Group::from_code(code).ok_or_else(|| format!("no group; the groups are {}", known()))
}

/// What to do about short lists of postings.
#[derive(Debug, Clone, clap::Args)]
pub struct RelaxArgs {
    /// Tell for every candidate which wishes, loosened how far, bring back how many postings; without this a table tells
    /// it where fewer than three match
    #[arg(long)]
    pub relax: bool,
    /// In English instead of Chinese
    #[arg(long)]
    pub english: bool,
}

/// Settings of every ranking.
#[derive(Debug, Clone, clap::Args)]
pub struct Common {
    /// The reference day: postings that ended before it are never shown
    #[arg(long)]
    pub as_of: Date,
    /// How many matches each [default: 5; trec: all]
    #[arg(long)]
    pub top: Option<usize>,
    /// Leave out what scores less (0 to 10000)
    #[arg(long, default_value_t = 0)]
    pub min_score: u32,
    /// Leave out posts that bend one wish or demand (△ in tables); they stand below the others
    #[arg(long)]
    pub strict: bool,
    /// Whether several postings of one job are listed [default: one; trec: listed]
    #[arg(long, value_enum)]
    pub repeats: Option<Listing>,
    /// Weights of the parts: balanced, wish, requirement
    #[arg(long, default_value = "balanced")]
    pub preset: String,
    /// Weights in a file that `rengang learn` wrote, instead of a preset
    #[arg(long, conflicts_with = "preset")]
    pub weights: Option<PathBuf>,
    /// Threads [default: all cores]
    #[arg(long)]
    pub threads: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Queries {
    /// Postings for each candidate
    Candidates,
    /// Candidates for each posting
    Postings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// Every posting
    Listed,
    /// The best posting of each job
    One,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on a terminal
    Table,
    /// One JSON object per query
    Jsonl,
    /// query Q0 document rank score tag
    Trec,
}

impl Format {
    /// How many matches are listed where nothing is said, `top` for people, and whether repeats are.
    pub fn listing(self, top: usize) -> (usize, Listing) {
        match self {
            Self::Trec => (rengang::MatchOptions::MAX_TOP, Listing::Listed),
            Self::Table | Self::Jsonl => (top, Listing::One),
        }
    }
}
