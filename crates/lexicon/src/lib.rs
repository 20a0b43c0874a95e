//! Knowledge of work as data: occupations, titles, skills, and how near they are.
//!
//! The tables under `tables/` are the product; this crate reads them, finds their words in texts, and says how near
//! two kinds of work are and why. They are edited without Rust: `SCHEMA.md` states the format, `README.md` how to
//! add a title or a skill, [`Lexicon::check`] what is wrong.
//!
//! ```
//! use rengang_lexicon::Lexicon;
//! let lexicon = Lexicon::embedded();
//! let welder = lexicon.occupations().by_name("焊工").unwrap();
//! let folded = rengang_text::fold("想找焊工的活");
//! let mentions = lexicon.titles().find_mentions(folded.as_str());
//! assert!(lexicon.occupation_fit(mentions[0].occupations[0], welder).points == 1000);
//! ```

pub mod certificate;
mod check;
mod code;
pub mod education;
pub mod industry;
mod load;
pub mod major;
mod names;
pub mod occupation;
mod phrases;
mod records;
pub mod region;
pub mod related;
mod rows;
pub mod skill;
mod table;
pub mod title;

use std::path::Path;
use std::sync::Arc;

pub use load::LexiconError;

/// A mark of the reference tables: certificates, industries, majors, regions. Equal marks, equal answers and ids.
#[must_use]
pub fn reference_fingerprint() -> u64 {
    load::REFERENCE_MARK
}

pub use table::{Finding, Problem};

use occupation::{OccupationId, Occupations};
use related::{Fit, Fits};
use skill::{SkillId, SkillMention, Skills};
use table::Source;
use title::{Duties, Titles};

/// The tables, read and joined; cheap to clone, shared between threads.
#[derive(Clone)]
pub struct Lexicon(Arc<Tables>);

/// Everything that is read from the tables.
struct Tables {
    occupations: Occupations,
    titles: Titles,
    skills: Skills,
    occupation_fits: Arc<Fits>,
    sources: Vec<Source>,
    fingerprint: u64,
}

impl Lexicon {
    /// The tables that are compiled in. Costs some ten milliseconds: build one and clone it.
    #[must_use]
    pub fn embedded() -> Self {
        load::embedded()
    }

    /// The compiled-in tables and those of a directory of the same format, which add to them.
    ///
    /// The directory holds `occupations.tsv`, `related.tsv` and `skills.tsv` (any of them), or directories that do. A
    /// row of a known name adds its titles and words to it.
    ///
    /// # Errors
    /// [`LexiconError::Read`] when a file can't be read, [`LexiconError::Table`] with everything that is wrong in the
    /// tables of the directory: file, line, what to do.
    pub fn with_overlay(directory: &Path) -> Result<Self, LexiconError> {
        load::with_overlay(directory)
    }

    /// A mark of all tables and of the rules that read them: equal marks, equal answers and equal ids.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.0.fingerprint
    }

    /// The occupations.
    #[must_use]
    pub fn occupations(&self) -> &Occupations {
        &self.0.occupations
    }

    /// The titles, and how to read them.
    #[must_use]
    pub fn titles(&self) -> &Titles {
        &self.0.titles
    }

    /// The duty phrases of descriptions.
    #[must_use]
    pub fn duties(&self) -> &Duties {
        self.0.titles.duties()
    }

    /// The skills.
    #[must_use]
    pub fn skills(&self) -> &Skills {
        &self.0.skills
    }

    /// How well a post of `offered` serves a person who does or wishes `wanted`; see [`related`] for what counts.
    #[must_use]
    pub fn occupation_fit(&self, wanted: OccupationId, offered: OccupationId) -> Fit<OccupationId> {
        self.0.occupation_fits.fit(wanted, offered)
    }

    /// All occupations that serve who wants `wanted` with at least `floor` points, by id, without itself.
    pub fn occupations_near(
        &self,
        wanted: OccupationId,
        floor: u16,
    ) -> impl Iterator<Item = (OccupationId, Fit<OccupationId>)> + '_ {
        self.0.occupation_fits.reached_from(wanted, floor)
    }

    /// How near a skill that one has is to one that is asked for.
    #[must_use]
    pub fn skill_fit(&self, have: SkillId, asked: SkillId) -> Fit<SkillId> {
        self.skills().fit(have, asked)
    }

    /// The skills that folded text names.
    #[must_use]
    pub fn find_skills(&self, folded: &str) -> Vec<SkillMention> {
        self.skills().find(folded)
    }

    /// Folded words for an analyzer: titles, what people say, names of skills; sorted, each once.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        load::words(self.titles(), self.skills())
    }

    /// Everything that is wrong in the tables, by file and line.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        check::check(&self.0.sources)
    }

    /// Bytes held on the heap by automatons, fits and indexes; strings are not counted.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let t = &self.0;
        t.titles.heap_bytes() + t.skills.heap_bytes() + t.occupation_fits.heap_bytes()
    }
}
