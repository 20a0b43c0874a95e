//! The words of `rengang eval`, `audit`, `bench-quality` and `learn`.

use std::path::PathBuf;

use jiff::civil::Date;

use super::Veto;

#[derive(Debug, clap::Args)]
pub struct EvalArgs {
    /// Graded judgements: TREC qrels, or TSV of query, document, grade, reason
    #[arg(long)]
    pub qrels: PathBuf,
    /// The run: TREC, or TSV of query, document, score
    #[arg(long)]
    pub run: PathBuf,
    /// An earlier run to compare with
    #[arg(long)]
    pub before: Option<PathBuf>,
    /// Judge the other way: documents become queries
    #[arg(long)]
    pub invert: bool,
    /// The measures and conventions of trec_eval instead of the house's
    #[arg(long)]
    pub trec: bool,
    /// A line for each query
    #[arg(long)]
    pub per_query: bool,
    /// TSV of query and group: figures by group
    #[arg(long)]
    pub groups: Option<PathBuf>,
    /// Write what moved between the two runs to this file (.md or .html)
    #[arg(long, requires = "before")]
    pub report: Option<PathBuf>,
    /// JSON lines of the parts of each pair of the run, for the report
    #[arg(long)]
    pub parts: Option<PathBuf>,
    /// The same for the earlier run
    #[arg(long)]
    pub parts_before: Option<PathBuf>,
    /// Places that the report looks at
    #[arg(long, default_value_t = 10)]
    pub depth: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct AuditArgs {
    /// The run
    #[arg(long)]
    pub run: PathBuf,
    /// TSV of person and group, from outside of the engine
    #[arg(long)]
    pub attributes: PathBuf,
    /// Persons are the ranked documents, not the queries
    #[arg(long)]
    pub ranked: bool,
    /// Places that count as selected
    #[arg(long, default_value_t = 10)]
    pub top: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct BenchQualityArgs {
    /// Folder with postings.jsonl, profiles.jsonl and qrels.tsv
    pub dir: PathBuf,
    /// The reference day
    #[arg(long)]
    pub as_of: Date,
    /// Leave out posts that bend one wish or demand (△ in tables); they stand below the others
    #[arg(long)]
    pub strict: bool,
    /// Weights of the parts: balanced, wish, requirement
    #[arg(long, default_value = "balanced")]
    pub preset: String,
    /// Which findings of the checker keep a posting from being shown
    #[arg(long, value_enum, default_value_t = Veto::Block)]
    pub veto: Veto,
    /// Also BM25 over all texts of the records, which knows no rule
    #[arg(long)]
    pub bm25: bool,
    /// Also leave each part out in turn
    #[arg(long)]
    pub ablation: bool,
    /// A line for each query
    #[arg(long)]
    pub per_query: bool,
    /// Write every judged pair with its grade, score, refusals and parts as JSON lines, for error analysis and `learn`
    #[arg(long)]
    pub pairs: Option<PathBuf>,
    /// Append the figures as a JSON line with lexicon fingerprint and collection hash
    #[arg(long)]
    pub store: Option<PathBuf>,
    /// Name of the state that is measured, such as a commit; stored with the figures
    #[arg(long, default_value = "")]
    pub label: String,
}

#[derive(Debug, clap::Args)]
pub struct LearnArgs {
    /// Folder with postings.jsonl, profiles.jsonl and qrels.tsv: learns from judgements
    #[arg(required_unless_present = "events", conflicts_with = "events", requires = "as_of")]
    pub dir: Option<PathBuf>,
    /// The reference day
    #[arg(long)]
    pub as_of: Option<Date>,
    /// TSV of request, document, event (viewed, applied, interviewed, refused, hired, left and months): learns from them
    #[arg(long, requires = "fits")]
    pub events: Option<PathBuf>,
    /// JSON lines {"query": request, "doc": …, "parts": {part: fit or null}} of the pairs that the requests showed
    #[arg(long)]
    pub fits: Option<PathBuf>,
    /// Folds of the validation
    #[arg(long, default_value_t = 6)]
    pub folds: usize,
    /// How strongly weights are drawn to the shipped ones, above 0
    #[arg(long, default_value_t = 0.003)]
    pub pull: f64,
    /// Pieces of each part's curve in the validation; more than 1 cannot be written to --out
    #[arg(long, default_value_t = 1)]
    pub segments: usize,
    /// New file for the learned weights (TOML); `--weights FILE` of match, jobs and candidates takes it
    #[arg(long)]
    pub out: Option<PathBuf>,
}
