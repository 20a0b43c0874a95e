//! Whether a posting states what an ad must state.

use crate::ad::Ad;
use crate::date;
use crate::number;
use crate::squeeze::Squeezed;
use std::collections::BTreeMap;

/// What an ad must state (网络招聘服务管理规定 article 18; 人力资源市场暂行条例 article 24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Item {
    /// Name of the employer.
    Employer,
    /// Basics of the employer: kind, industry or credit code.
    EmployerBasics,
    /// Number of openings.
    Headcount,
    /// Requirements.
    Requirements,
    /// Duties.
    Duties,
    /// Place of work.
    Place,
    /// Base pay.
    Pay,
    /// How long the ad is valid.
    Validity,
    /// Source, for reposts.
    Source,
}

impl Item {
    /// All items, in the order of reports.
    pub const ALL: [Self; 9] = [
        Self::Employer,
        Self::EmployerBasics,
        Self::Headcount,
        Self::Requirements,
        Self::Duties,
        Self::Place,
        Self::Pay,
        Self::Validity,
        Self::Source,
    ];

    /// The item in Chinese, as reports name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Employer => "用人单位名称",
            Self::EmployerBasics => "用人单位基本情况",
            Self::Headcount => "招聘人数",
            Self::Requirements => "招聘条件",
            Self::Duties => "工作内容",
            Self::Place => "工作地点",
            Self::Pay => "基本劳动报酬",
            Self::Validity => "有效期",
            Self::Source => "信息来源",
        }
    }

    fn is_stated(self, ad: &Ad) -> bool {
        let says = |text: &str| !text.trim().is_empty();
        match self {
            Self::Employer => says(ad.employer),
            Self::EmployerBasics => says(ad.employer_kind) || says(ad.industry) || says(ad.credit_code),
            Self::Headcount => says(ad.headcount),
            Self::Requirements => says(ad.education) || says(ad.experience) || asks(ad.description),
            Self::Duties => ad.description.chars().count() >= FEW_WORDS,
            Self::Place => says(ad.region),
            Self::Pay => tells_pay(ad.pay) || tells_pay(ad.description),
            Self::Validity => says(ad.valid_until) || tells_end(ad),
            Self::Source => says(ad.source),
        }
    }
}

/// Chosen: shorter descriptions in the development ads name no duty at all.
const FEW_WORDS: usize = 15;

fn asks(text: &str) -> bool {
    ["要求", "须", "持", "优先", "不限", "会", "能"].iter().any(|w| text.contains(w))
}

fn tells_pay(text: &str) -> bool {
    text.contains("最低工资标准")
        || number::read(&Squeezed::new(text)).iter().any(|n| n.hundredths >= 1000 && is_pay(n))
}

fn is_pay(number: &number::Number) -> bool {
    match number.unit {
        number::Unit::Yuan => true,
        number::Unit::None => number.digits && number.value() >= 1000,
        _ => false,
    }
}

fn tells_end(ad: &Ad) -> bool {
    let near = date::read(ad.published);
    ad.description.contains("招满") || date::deadline(ad.description, near).is_some()
}

/// What a posting states and what it leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// The items that are not stated.
    pub missing: Vec<Item>,
}

impl Completeness {
    /// Looks at every item.
    ///
    /// ```
    /// use rengang_lint::{Ad, Completeness, Item};
    /// let ad = Ad { employer: "某店", region: "和平区", ..Ad::default() };
    /// let completeness = Completeness::of(&ad);
    /// assert!(completeness.missing.contains(&Item::Pay));
    /// assert_eq!(completeness.score(), 22);
    /// ```
    #[must_use]
    pub fn of(ad: &Ad) -> Self {
        Self { missing: Item::ALL.into_iter().filter(|item| !item.is_stated(ad)).collect() }
    }

    /// Stated items in hundredths of all items, rounded down.
    #[must_use]
    pub fn score(&self) -> u8 {
        let stated = Item::ALL.len() - self.missing.len();
        (stated * 100 / Item::ALL.len()) as u8
    }
}

/// Completeness of many postings by source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceScores {
    /// By name of the source.
    pub sources: BTreeMap<String, SourceScore>,
}

/// Completeness of the postings of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceScore {
    /// Number of postings.
    pub postings: u64,
    /// Sum of their scores.
    pub score_sum: u64,
    /// How many leave an item out.
    pub missing: BTreeMap<Item, u64>,
}

impl SourceScores {
    /// Adds one posting.
    pub fn add(&mut self, source: &str, completeness: &Completeness) {
        let entry = self.sources.entry(source.to_owned()).or_default();
        entry.postings += 1;
        entry.score_sum += u64::from(completeness.score());
        completeness.missing.iter().for_each(|item| *entry.missing.entry(*item).or_default() += 1);
    }
}

impl SourceScore {
    /// The mean score, rounded down; 0 without postings.
    #[must_use]
    pub fn mean(&self) -> u64 {
        self.score_sum.checked_div(self.postings).unwrap_or(0)
    }
}
