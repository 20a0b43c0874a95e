//! The words of the command line.

mod matching;
mod push;
mod quality;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use matching::*;
pub use push::*;
pub use quality::*;

/// Person-job matching (人岗匹配): precise, explained, lawful referrals.
///
/// Exit codes: 0 found · 1 nothing found · 2 failed · 3 done, but some records were refused (named on stderr).
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Match files of postings and candidates, in memory, on all cores
    ///
    /// Example: rengang match --postings posts.jsonl --candidates people.jsonl --as-of 2026-11-20 --top 5
    Match(MatchArgs),
    /// Build, update and look after an index on disk
    Index(IndexArgs),
    /// The best postings of an index for one candidate
    Jobs(JobsArgs),
    /// The best candidates of an index for one posting
    Candidates(CandidatesArgs),
    /// Search postings of an index by words, with filters and counts
    ///
    /// Example: rengang search DIR "电工 滨海" --min-pay 6000
    Search(SearchArgs),
    /// Why a pair has its score, or why it is refused
    Explain(ExplainArgs),
    /// Read records and print what was understood, with notices, as JSON lines
    Read(ReadArgs),
    /// Figures of a run against graded judgements: nDCG, MAP, precision, near misses; two runs compared
    ///
    /// Example: rengang eval --qrels qrels.tsv --run run.trec --per-query
    Eval(EvalArgs),
    /// Fairness of a ranking by groups that the engine never saw: impact ratios, four-fifths flag
    Audit(AuditArgs),
    /// Fit the weights of the parts to judgements or to what happened after rankings, and say what that is worth
    Learn(LearnArgs),
    /// Read, index, match both ways and evaluate a whole collection; print one table
    ///
    /// Example: rengang bench-quality tests/collection --as-of 2026-11-20
    BenchQuality(BenchQualityArgs),
    /// Check postings: unlawful conditions, fraud signs, validity, completeness
    ///
    /// Reads JSON lines of raw postings, or of {"id", "text"}; writes {"id", "findings": [..]} a line.
    Lint(LintArgs),
    /// Groups of postings that are one job, with reasons
    Duplicates(DuplicatesArgs),
    /// Read single fields: JSON lines of {"id", "field", "input", "context"} on standard input
    Parse(ParseArgs),
    /// The tables of the lexicon
    Lexicon(LexiconArgs),
    /// Nightly recommendations with consent, caps, fair shares of vacancies, and a ledger that no kill can confuse
    Push(Box<PushArgs>),
    /// Read titles (one a line) and print ranked occupations as TSV: title, rank, code, name, confidence
    Occupations(OccupationsArgs),
}

#[derive(Debug, clap::Args)]
pub struct IndexArgs {
    #[command(subcommand)]
    pub action: IndexAction,
}

#[derive(Debug, Subcommand)]
pub enum IndexAction {
    /// Make a new index in an empty folder
    Build(IndexInput),
    /// Add records to an index, or put them in place of those with their ids
    Update(IndexInput),
    /// Remove records; with --purge their bytes leave the disk at once
    Delete(DeleteArgs),
    /// What an index holds
    Info {
        /// Folder of the index
        dir: PathBuf,
    },
    /// Verify every file and record of an index
    Check {
        /// Folder of the index
        dir: PathBuf,
        /// The day against which records are read again, to compare
        #[arg(long)]
        as_of: Date,
    },
    /// Write all records as native JSON lines, also from an index of other tables; `build` reads them again
    Export(ExportArgs),
}

#[derive(Debug, clap::Args)]
pub struct IndexInput {
    /// Folder of the index
    pub dir: PathBuf,
    /// Files of postings
    #[arg(long, num_args = 1..)]
    pub postings: Vec<PathBuf>,
    /// Files of candidates
    #[arg(long, num_args = 1..)]
    pub candidates: Vec<PathBuf>,
    /// Mapping file (TOML) for postings with foreign keys
    #[arg(long)]
    pub posting_mapping: Option<PathBuf>,
    /// Mapping file (TOML) for candidates with foreign keys
    #[arg(long)]
    pub candidate_mapping: Option<PathBuf>,
    /// The day against which dates without a year are read
    #[arg(long)]
    pub as_of: Date,
    /// Which findings of the checker keep a posting from being shown
    #[arg(long, value_enum, default_value_t = Veto::Block)]
    pub veto: Veto,
    /// Do not look for postings of one job, which costs as much as reading does
    #[arg(long)]
    pub ungrouped: bool,
    /// Memory in megabytes that writing may hold
    #[arg(long, default_value_t = 400)]
    pub budget_mb: usize,
}

#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// New file for the postings
    #[arg(long)]
    pub postings: PathBuf,
    /// New file for the candidates
    #[arg(long)]
    pub candidates: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct DeleteArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// Ids of postings
    #[arg(long, num_args = 1..)]
    pub postings: Vec<String>,
    /// Ids of candidates
    #[arg(long, num_args = 1..)]
    pub candidates: Vec<String>,
    /// Rewrite what holds deleted records, so that no byte of them stays
    #[arg(long)]
    pub purge: bool,
}

#[derive(Debug, clap::Args)]
pub struct JobsArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// Id of a candidate in the index, or a file with candidates
    #[arg(long)]
    pub candidate: String,
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub relax: RelaxArgs,
    /// How results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, clap::Args)]
pub struct CandidatesArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// Id of a posting in the index, or a file with postings
    #[arg(long)]
    pub posting: String,
    #[command(flatten)]
    pub common: Common,
    /// How results are printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

#[derive(Debug, clap::Args)]
pub struct SearchArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// Words; each has to be there
    pub words: String,
    /// The day: what has expired by then is not found
    #[arg(long)]
    pub as_of: Date,
    /// Only in this region: a name (滨海新区) or code (120116)
    #[arg(long)]
    pub region: Option<String>,
    /// Only this work, by its name in the lexicon (叉车司机)
    #[arg(long)]
    pub occupation: Option<String>,
    /// Only this form: full_time, part_time, gig, trainee …
    #[arg(long)]
    pub form: Option<String>,
    /// Only where the pay reaches this many yuan a month
    #[arg(long)]
    pub min_pay: Option<u32>,
    /// How many hits are listed
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct ExplainArgs {
    /// Folder of the index
    pub dir: PathBuf,
    /// Id of the candidate
    #[arg(long)]
    pub candidate: String,
    /// Id of the posting
    #[arg(long)]
    pub posting: String,
    #[command(flatten)]
    pub common: Common,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
    /// In English instead of Chinese
    #[arg(long)]
    pub english: bool,
}

#[derive(Debug, clap::Args)]
pub struct ReadArgs {
    /// What the file holds
    #[arg(long, value_enum)]
    pub kind: Kind,
    /// A file of records
    pub file: PathBuf,
    /// Mapping file (TOML) for foreign keys
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// The day against which dates without a year are read
    #[arg(long)]
    pub as_of: Date,
    /// Print how many records have each field known, and the notices with their texts, instead of the readings
    #[arg(long)]
    pub summary: bool,
    /// With --summary, how many notices of each kind and field to print
    #[arg(long, default_value_t = 10, requires = "summary")]
    pub notices: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Postings
    Posting,
    /// Candidates
    Candidate,
}

#[derive(Debug, clap::Args)]
pub struct OccupationsArgs {
    /// How many occupations a title
    #[arg(long, default_value_t = 5)]
    pub top: usize,
}

#[derive(Debug, clap::Args)]
pub struct LintArgs {
    /// A file of postings or texts; - is standard input
    #[arg(default_value = "-")]
    pub file: PathBuf,
    /// Mapping file (TOML) for foreign keys
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// The day: what has expired by then is told, and rules count that are in force
    #[arg(long)]
    pub as_of: Option<Date>,
    /// Print a table of rules and counts instead
    #[arg(long)]
    pub summary: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = LintFormat::Jsonl)]
    pub format: LintFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LintFormat {
    /// One JSON object a record
    Jsonl,
    /// One row a finding
    Csv,
    /// One SARIF 2.1.0 log
    Sarif,
}

#[derive(Debug, clap::Args)]
pub struct DuplicatesArgs {
    /// Files of postings
    #[arg(required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    /// Mapping file (TOML) for foreign keys
    #[arg(long)]
    pub mapping: Option<PathBuf>,
    /// Print one JSON object a group
    #[arg(long)]
    pub json: bool,
}

/// Which findings of the checker keep a posting from being shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Veto {
    /// Fraud, and whatever a person must correct first
    Block,
    /// Fraud only
    Fraud,
    /// Nothing but expiry
    None,
}

#[derive(Debug, clap::Args)]
pub struct ParseArgs {
    /// The day against which dates without a year are read, where a case names none [default: 2026-11-20]
    #[arg(long)]
    pub as_of: Option<Date>,
}

#[derive(Debug, clap::Args)]
pub struct LexiconArgs {
    #[command(subcommand)]
    pub action: LexiconAction,
}

#[derive(Debug, Subcommand)]
pub enum LexiconAction {
    /// Find dangling references, duplicates, cycles and aliases that two occupations claim; nothing found is exit 1
    Check {
        /// A folder of your own tables, laid over the compiled-in ones
        #[arg(long)]
        overlay: Option<PathBuf>,
    },
}
