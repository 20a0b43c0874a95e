//! Reading: raw records become exact values, with the place that each stands on.
//!
//! One module per field; its documentation states the grammar. Every reader works on folded text, is linear in its
//! length and total: any text gives a value, or nothing and a notice.

pub mod age;
mod audience;
pub mod benefits;
mod candidate;
pub mod case;
pub mod codes;
mod conditions;
mod cues;
pub mod date;
pub mod education;
pub mod experience;
mod folded;
pub mod forms;
pub mod groups;
pub mod headcount;
mod lex;
mod number;
pub mod pay;
mod posting;
pub mod retirement;
pub mod schedule;
mod skills;
mod span;
pub mod title;
pub mod written;

pub use candidate::read_candidate;
pub use case::parse_case;
pub use posting::read_posting;

use crate::Knowledge;
use jiff::civil::Date;
use rengang_lexicon::region::{RegionCode, RegionContext};
use std::sync::Arc;

/// What reading needs: the knowledge, the reference date, and where the service is at home. Built once.
#[derive(Clone)]
pub struct Reader {
    knowledge: Arc<Knowledge>,
    as_of: Date,
    home_region: Option<RegionCode>,
}

impl Reader {
    /// A reader for records as of a day, at home in Tianjin.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>, as_of: Date) -> Self {
        Self { knowledge, as_of, home_region: RegionCode::from_digits("120000") }
    }

    /// The same reader with another home region: places of one name are first looked for there.
    #[must_use]
    pub fn with_home_region(self, digits: &str) -> Self {
        Self { home_region: RegionCode::from_digits(digits), ..self }
    }

    /// The knowledge.
    #[must_use]
    pub fn knowledge(&self) -> &Arc<Knowledge> {
        &self.knowledge
    }

    /// The reference date.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    pub(crate) fn home_region(&self) -> Option<RegionCode> {
        self.home_region
    }

    pub(crate) fn title_knowledge(&self, context: RegionContext) -> title::TitleKnowledge<'_> {
        title::TitleKnowledge {
            lexicon: self.knowledge.lexicon(),
            regions: self.knowledge.regions(),
            context,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, RawCandidate, RawPosting};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static READER: LazyLock<Reader> =
        LazyLock::new(|| Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20)));

    const FIELDS: [&str; 18] = [
        "salary",
        "experience",
        "education",
        "age",
        "headcount",
        "work_time",
        "benefits",
        "employment_type",
        "occupation_code",
        "uscc",
        "resident_id",
        "retirement",
        "validity",
        "person_group",
        "region",
        "title",
        "certificate",
        "skills",
    ];

    /// Text of the characters that the grammars turn on, where a slip of an index would show.
    fn grammatical() -> impl Strategy<Value = String> {
        let words = [
            "5",
            "三千五",
            "8-12",
            "k",
            "万",
            "元",
            "/月",
            "年",
            "以上",
            "、",
            "，",
            "（",
            ")",
            "不",
            "夜班",
            "证",
            "月休",
            "9:00",
            "-",
            "晚",
            "点半",
            "前",
            "天津",
            "河西",
            "都行",
            "应届",
            "优先",
            "双休",
            "电工",
            "+",
            "Ｃ１",
            "半年",
            "2026",
            ".",
            "月",
            "日",
        ];
        prop::collection::vec(prop::sample::select(words.to_vec()), 0..14).prop_map(|parts| parts.concat())
    }

    fn check(text: &str) {
        for field in FIELDS {
            assert!(parse_case(&READER, field, text, &serde_json::Value::Null).is_some(), "{field} {text}");
        }
        let posting = Field::ALL.iter().fold(RawPosting::new("1"), |raw, &field| raw.with(field, text));
        let reading = read_posting(&posting, &READER);
        let whole = |at: &crate::model::Evidence| posting.text(at.field).get(at.span()).is_some();
        assert!(reading.value.conditions.stated().iter().all(|s| whole(&s.at)));
        assert!(reading.value.certificates.iter().all(|c| whole(&c.at)));
        let person = Field::ALL.iter().fold(RawCandidate::new("1"), |raw, &field| raw.with(field, text));
        let reading = read_candidate(&person, &READER);
        let whole = |at: &crate::model::Evidence| person.text(at.field).get(at.span()).is_some();
        assert!(reading.value.wishes.iter().all(|w| whole(&w.at)));
        assert!(reading.value.spells.iter().all(|s| whole(&s.at)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn every_text_is_read_and_evidence_falls_on_whole_characters(text in any::<String>()) {
            check(&text);
        }

        #[test]
        fn every_run_of_words_of_the_grammars_is_read(text in grammatical()) {
            check(&text);
        }
    }

    #[test]
    fn a_long_text_is_read_in_time_linear_in_its_length() {
        // 200 KB; quadratic steps would take minutes here.
        for part in ["不", "8-12k、", "9:00-", "三千", "(", "夜班可以但", "电工、", "2026年"] {
            let text = part.repeat(60_000 / part.len());
            let posting = RawPosting::new("1")
                .with(Field::Description, &text)
                .with(Field::Pay, &text)
                .with(Field::Schedule, &text);
            assert_eq!(read_posting(&posting, &READER).value.id, "1");
            let person = RawCandidate::new("1")
                .with(Field::Wish, &text)
                .with(Field::History, &text)
                .with(Field::Remarks, &text);
            assert_eq!(read_candidate(&person, &READER).value.id, "1");
        }
    }
}
