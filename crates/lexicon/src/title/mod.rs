//! Titles: from what an ad or a person calls the work to occupations.
//!
//! [`Titles::find_mentions`] gives what a free text names; [`Titles::read`] says what one raw title means, with its
//! confidence and the evidence, or nothing when it can't tell.

pub(crate) mod aliases;
mod candidates;
mod clean;
mod described;
pub(crate) mod duties;
mod grams;
mod heads;
pub(crate) mod mentions;
mod read;
mod words;

pub use duties::{Duties, DutyHits};
pub use mentions::{Mention, MentionKind};
pub use read::{Evidence, OccupationGuess, TitleContext};

use std::sync::{Arc, OnceLock};

use crate::occupation::{ClassCode, OccupationId, Occupations};
use crate::phrases::Phrases;
use crate::related::Fits;
use crate::table::{Findings, Source};
use aliases::{Claim, ClaimKind};
use grams::Grams;
use heads::Heads;
use words::TitleWords;

/// Guesses below this are kept back. Chosen: below it fewer than two first guesses of five agree with the label.
const SURE: u16 = 400;

/// All titles of a lexicon.
pub struct Titles {
    phrases: Phrases<Claim>,
    /// Built on first use: half of the cost of loading, for titles that the tables do not know.
    grams: OnceLock<Grams>,
    /// The same over official names alone.
    names: OnceLock<Grams>,
    official: Vec<(String, OccupationId)>,
    codes: Vec<ClassCode>,
    words: TitleWords,
    heads: Heads,
    /// What is no class's own (不便分类的其他从业人员).
    unplaced: Option<OccupationId>,
    /// By occupation: whether a row of the trades' tables describes it.
    known: Vec<bool>,
    /// By occupation: whether it is work that is told no further.
    wide: Vec<bool>,
    /// By occupation: the minor group above it.
    groups: Vec<Option<OccupationId>>,
    fits: Arc<Fits>,
    duties: Duties,
}

impl Titles {
    pub(crate) fn build(
        occupations: &Occupations,
        fits: Arc<Fits>,
        sources: &[Source],
        findings: &mut Findings,
    ) -> Self {
        Self {
            phrases: aliases::phrases(occupations),
            grams: OnceLock::new(),
            names: OnceLock::new(),
            official: aliases::official_names(occupations),
            codes: occupations.all().iter().map(|o| o.code()).collect(),
            words: TitleWords::build(sources, findings),
            heads: Heads::build(occupations, sources, findings),
            unplaced: occupations
                .all()
                .iter()
                .find(|o| o.code().at_level(1) == unplaced_group())
                .map(|o| o.id()),
            known: occupations.all().iter().map(|o| o.titles().len() > 0).collect(),
            wide: occupations.all().iter().map(|o| is_wide(o.code())).collect(),
            groups: occupations.all().iter().map(|o| occupations.group_of(o.id())).collect(),
            fits,
            duties: Duties::build(occupations),
        }
    }

    /// The occupations that folded text names, by place: leftmost, longest, without look-alikes.
    #[must_use]
    pub fn find_mentions(&self, folded: &str) -> Vec<Mention> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        mentions::mentions(&self.phrases, &found)
    }

    /// What a raw title means, ranked, with confidence and evidence; empty when nothing is sure enough.
    ///
    /// Titles that the tables know whole are answered from them alone; others are ranked by all evidence.
    #[must_use]
    pub fn read(&self, title: &str, context: &TitleContext<'_>) -> Vec<OccupationGuess> {
        read::read(self, title, context)
    }

    /// The `limit` codes that a raw title most likely means, the likeliest first, however unsure; of each code the
    /// likeliest occupation. The last two fifths of five or more are official names that look like the title.
    #[must_use]
    pub fn classify(&self, title: &str, limit: usize) -> Vec<OccupationGuess> {
        read::classify(self, title, limit)
    }

    /// The duty phrases of descriptions.
    #[must_use]
    pub fn duties(&self) -> &Duties {
        &self.duties
    }

    /// Whether an occupation is work that is told no further, such as 普工.
    fn is_wide(&self, id: OccupationId) -> bool {
        self.wide[id.index()]
    }

    /// The occupations whose title a folded text is from end to end.
    fn owners_of_whole(&self, folded: &str) -> Option<Vec<OccupationId>> {
        let mut found = Vec::new();
        self.phrases.find_all(folded, &mut found);
        let whole = found.iter().find(|f| f.bytes() == (0..folded.len()))?;
        let titles = self.phrases.values(whole.phrase).iter().filter(|c| c.kind == ClaimKind::Title);
        let owners: Vec<OccupationId> = titles.map(|c| c.occupation).collect();
        (!owners.is_empty()).then_some(owners)
    }

    fn grams(&self) -> &Grams {
        self.grams.get_or_init(|| Grams::build(&self.phrases))
    }

    fn names(&self) -> &Grams {
        self.names.get_or_init(|| Grams::of_names(&self.official))
    }

    pub(crate) fn phrases(&self) -> &Phrases<Claim> {
        &self.phrases
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.phrases.heap_bytes()
            + self.grams.get().map_or(0, Grams::heap_bytes)
            + self.duties.heap_bytes()
            + self.heads.heap_bytes()
    }
}

/// Codes above the leaves, and the last major group, which holds what no other one does (不便分类的其他从业人员).
fn is_wide(code: ClassCode) -> bool {
    code.level() < 4 || code.at_level(1) == unplaced_group()
}

/// The last major group.
fn unplaced_group() -> Option<ClassCode> {
    "8".parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;

    fn check(title: &str, description: &str, expected: &str) {
        let lexicon = Lexicon::embedded();
        let context = TitleContext { description, ..TitleContext::default() };
        let first = lexicon.titles().read(title, &context).first().map(|g| g.occupation);
        let name = first.map_or("", |o| lexicon.occupations().get(o).name());
        assert_eq!(name, expected, "{title}");
    }

    #[test]
    fn the_head_of_a_title_stands_last() {
        check("汽车销售顾问", "", "汽车销售顾问");
        check("某某商贸招聘叉车司机", "", "叉车司机");
        check("急招保洁阿姨 包吃住", "", "保洁员");
    }

    #[test]
    fn brackets_tell_the_work_before_them_further() {
        check("焊工（氩弧焊）", "", "氩弧焊工");
        check("电工（包住）", "", "电工");
    }

    #[test]
    fn what_names_no_work_is_not_guessed() {
        check("高薪急聘 五险一金", "", "");
        check("", "", "");
        check("qwxz", "", "");
    }

    #[test]
    fn the_evidence_points_into_the_raw_title() {
        let lexicon = Lexicon::embedded();
        let raw = "诚聘【叉車司機】２名";
        let guesses = lexicon.titles().read(raw, &TitleContext::default());
        let Some(Evidence::Title { bytes, .. }) = guesses[0].evidence.first() else { panic!("{guesses:?}") };
        assert_eq!(&raw[bytes.clone()], "叉車司機");
    }

    #[test]
    fn suggestions_name_each_code_once() {
        let lexicon = Lexicon::embedded();
        let guesses = lexicon.titles().classify("设备维修技术员", 10);
        let mut codes: Vec<_> =
            guesses.iter().map(|g| lexicon.occupations().get(g.occupation).code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!((guesses.len(), codes.len()), (10, 10));
    }

    #[test]
    fn look_alike_phrases_are_no_mentions() {
        let lexicon = Lexicon::embedded();
        let names = |text: &str| -> Vec<String> {
            let mentions = lexicon.titles().find_mentions(text);
            let first =
                mentions.iter().map(|m| lexicon.occupations().get(m.occupations[0]).name().to_owned());
            first.collect()
        };
        assert_eq!(names("做过美容师，后来开叉车"), ["美容师", "叉车司机"]);
        assert!(!names("会宠物美容师的活").contains(&"美容师".to_owned()));
    }
}
