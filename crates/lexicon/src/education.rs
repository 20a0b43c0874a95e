//! The education ladder: rungs, their codes, and the words for them.
//!
//! 普通高中 and 中等职业教育 stand on one rung: an ad that asks for 高中 is met by 中专 and the other way round. They are
//! two values all the same, since ads name them apart.

use std::cmp::Ordering;
use std::ops::Range;

use crate::names::Phrases;
use crate::rows::{Row, rows};

/// A stage of education. Compare with [`Education::reaches`] or [`Education::rung`]; the order of the type itself puts
/// 高中 before 中专 so that sorting is total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Education {
    /// No schooling completed.
    None,
    /// 小学.
    Primary,
    /// 初中.
    JuniorHigh,
    /// 普通高中.
    Senior,
    /// 中专, 中技, 职高.
    SecondaryVocational,
    /// 大专, 高职.
    College,
    /// 大学本科.
    Bachelor,
    /// 硕士研究生.
    Master,
    /// 博士研究生.
    Doctor,
}

/// Every stage with its code, its rung, the first digits of GB/T 4658 and its name.
const STAGES: [(Education, &str, u8, &str, &str); 9] = [
    (Education::None, "none", 0, "9", "未上学"),
    (Education::Primary, "primary", 1, "8", "小学"),
    (Education::JuniorHigh, "junior_high", 2, "7", "初中"),
    (Education::Senior, "senior", 3, "6", "高中"),
    (Education::SecondaryVocational, "secondary_vocational", 3, "4", "中专"),
    (Education::College, "college", 4, "3", "大专"),
    (Education::Bachelor, "bachelor", 5, "2", "本科"),
    (Education::Master, "master", 6, "1", "硕士"),
    (Education::Doctor, "doctor", 7, "1", "博士"),
];

impl Education {
    /// All stages, lowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        STAGES.iter().map(|stage| stage.0)
    }

    fn stage(self) -> &'static (Self, &'static str, u8, &'static str, &'static str) {
        &STAGES[self as usize]
    }

    /// Its stable code, such as `junior_high`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.stage().1
    }

    /// The stage of a stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        STAGES.iter().find(|stage| stage.1 == code).map(|stage| stage.0)
    }

    /// Its everyday name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.stage().4
    }

    /// Its rung on the ladder, 0..=7; 高中 and 中专 share one.
    #[must_use]
    pub fn rung(self) -> u8 {
        self.stage().2
    }

    /// The first digit of its codes in GB/T 4658.
    #[must_use]
    pub fn gbt4658_prefix(self) -> &'static str {
        self.stage().3
    }

    /// Whether a person of this stage meets a demand of `wanted` or higher.
    #[must_use]
    pub fn reaches(self, wanted: Self) -> bool {
        self.rung() >= wanted.rung()
    }

    /// Compares rungs: equal for 高中 and 中专.
    #[must_use]
    pub fn cmp_rung(self, other: Self) -> Ordering {
        self.rung().cmp(&other.rung())
    }

    /// The stage that a two-digit code of GB/T 4658-2006 says was reached, also for 结业; 肄业 counts for
    /// what was finished before it.
    #[must_use]
    pub fn from_gbt4658(code: &str) -> Option<Self> {
        let stage = match code {
            "10" | "14" | "15" | "17" | "18" | "13" => Self::Master,
            "11" | "12" => Self::Doctor,
            "16" | "19" | "20" | "21" | "22" | "28" => Self::Bachelor,
            "30" | "31" | "32" => Self::College,
            "23" | "33" | "60" | "61" | "62" => Self::Senior,
            "40" | "41" | "42" | "44" | "45" | "47" | "48" => Self::SecondaryVocational,
            "43" | "46" | "49" | "63" | "70" | "71" => Self::JuniorHigh,
            "73" | "80" | "81" => Self::Primary,
            "83" | "90" => Self::None,
            _ => return None,
        };
        Some(stage)
    }

    /// The stage of which a degree code of GB/T 6864-2003 (`2`, `308`, `412`) is the degree.
    #[must_use]
    pub fn from_gbt6864(code: &str) -> Option<Self> {
        match code.bytes().next()? {
            b'2' => Some(Self::Doctor),
            b'3' => Some(Self::Master),
            b'4' => Some(Self::Bachelor),
            _ => None,
        }
    }
}

/// What a word about schooling names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EducationWord {
    /// A stage, reached.
    Stage(Education),
    /// A stage, still at it: 本科在读.
    Enrolled(Education),
    /// A stage begun and not finished: 高中肄业.
    Unfinished(Education),
    /// No demand: 学历不限.
    Unlimited,
    /// Day school is asked for: 全日制, 统招.
    FullTime,
    /// Evening, remote or adult education: 成人, 函授, 自考, 电大.
    PartTime,
    /// A circle of schools: 985, 211, 双一流.
    SchoolTier,
    /// A degree besides the stage: 学士学位.
    Degree(Education),
}

/// The words for stages of education; immutable, built once and shared.
///
/// ```
/// use rengang_lexicon::education::{Education, EducationWord, EducationWords};
/// let words = EducationWords::embedded();
/// let found = words.find("全日制大专及以上");
/// assert_eq!(found[0].0, EducationWord::FullTime);
/// assert_eq!(found[1].0, EducationWord::Stage(Education::College));
/// ```
#[derive(Debug)]
pub struct EducationWords(Phrases<Option<EducationWord>>);

impl EducationWords {
    /// Builds them from the embedded table.
    #[must_use]
    pub fn embedded() -> Self {
        let table = rows(include_str!("../tables/education.tsv"));
        let pairs = table.flat_map(|row| row.list(2).map(move |phrase| (phrase, word(row))));
        Self(Phrases::new(pairs))
    }

    /// The words in `folded` text with their bytes in it, from left to right, longest first, not overlapping.
    #[must_use]
    pub fn find(&self, folded: &str) -> Vec<(EducationWord, Range<usize>)> {
        let mut from = 0;
        let mut found = Vec::new();
        for hit in self.0.find_all(folded) {
            if hit.bytes.start >= from {
                from = hit.bytes.end;
                let word = self.0.meanings(&hit).first().copied().flatten();
                found.extend(word.map(|word| (word, hit.bytes)));
            }
        }
        found
    }
}

/// What a row of the table means; none for phrases that only look like a word of schooling (高中低压).
fn word(row: Row) -> Option<EducationWord> {
    let stage = Education::from_code(row.cell(1));
    match row.cell(0) {
        "stage" => stage.map(EducationWord::Stage),
        "enrolled" => stage.map(EducationWord::Enrolled),
        "unfinished" => stage.map(EducationWord::Unfinished),
        "degree" => stage.map(EducationWord::Degree),
        "unlimited" => Some(EducationWord::Unlimited),
        "full_time" => Some(EducationWord::FullTime),
        "part_time" => Some(EducationWord::PartTime),
        "school_tier" => Some(EducationWord::SchoolTier),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[EducationWord]) {
        let folded = rengang_text::fold(text);
        let found = EducationWords::embedded().find(folded.as_str());
        assert_eq!(found.into_iter().map(|(word, _)| word).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_name_their_stage() {
        use Education::*;
        check("职高或技校", &[EducationWord::Stage(SecondaryVocational); 2]);
        check("研究生、博士", &[EducationWord::Stage(Master), EducationWord::Stage(Doctor)]);
        check("本科在读", &[EducationWord::Enrolled(Bachelor)]);
        check("统招專科", &[EducationWord::FullTime, EducationWord::Stage(College)]);
        check("学历不限，985优先", &[EducationWord::Unlimited, EducationWord::SchoolTier]);
        check("高中低压、技校招聘会、初中部", &[EducationWord::Stage(SecondaryVocational)]);
    }

    #[test]
    fn high_school_and_vocational_school_share_a_rung() {
        assert!(Education::Senior.reaches(Education::SecondaryVocational));
        assert!(Education::SecondaryVocational.reaches(Education::Senior));
        assert!(!Education::JuniorHigh.reaches(Education::Senior));
        assert!(Education::Doctor.reaches(Education::None));
    }

    #[test]
    fn codes_lead_back_to_stages() {
        for stage in Education::all() {
            assert_eq!(Education::from_code(stage.code()), Some(stage));
        }
        assert_eq!(Education::from_gbt4658("31"), Some(Education::College));
        assert_eq!(
            Education::from_gbt4658("23"),
            Some(Education::Senior),
            "肄业 leaves what was finished before"
        );
        assert_eq!(Education::from_gbt6864("308"), Some(Education::Master));
        assert_eq!(Education::from_gbt4658("99"), None);
    }
}
