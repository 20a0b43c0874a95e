//! What speaks for and against two postings being one job, and the decision.

use super::features::Features;
use super::index::Counts;

/// One side of the comparison of two postings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Aspect {
    /// The employer, or the employer that an agency names.
    Employer,
    /// The place of work.
    Place,
    /// The pay.
    Pay,
    /// The title.
    Title,
    /// Duties and requirements.
    Duties,
    /// Hours and benefits.
    Terms,
    /// The number of openings.
    Headcount,
    /// The source: one source seldom repeats a job in other words.
    Source,
}

impl Aspect {
    /// The aspect in Chinese.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Employer => "用人单位",
            Self::Place => "地点",
            Self::Pay => "薪酬",
            Self::Title => "岗位名称",
            Self::Duties => "工作内容",
            Self::Terms => "工时福利",
            Self::Headcount => "人数",
            Self::Source => "来源",
        }
    }
}

/// How alike two postings are in one aspect, and what that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The aspect.
    pub aspect: Aspect,
    /// 0 unlike to 1000 alike.
    pub likeness: u16,
    /// What it adds to the sum; negative speaks against one job.
    pub points: i32,
}

/// Calibrated on the development postings: likeness of the duties of other jobs of one employer.
const USUAL_DUTIES: i32 = 100;
/// Chosen: texts copied between jobs of one employer must not outweigh employer, place and pay.
const MOST_BY_DUTIES: i32 = 700;
/// Calibrated on the development postings: 土建造价工程师 beside 安装造价工程师.
const OTHER_SPECIALTY: i32 = -250;
/// Chosen: titles that name one kind of work, or two.
const SAME_WORK: i32 = 60;
const OTHER_WORK: i32 = -600;
/// Chosen: where an agency does not name its client, place, pay and text must all agree.
const UNNAMED: i32 = -200;
/// The most that title, duties and terms can add.
const MOST_BY_TEXT: i32 = 190 + SAME_WORK + MOST_BY_DUTIES + 100;
/// Calibrated on the development postings: jobs of one employer in one source are mostly other jobs.
const SAME_SOURCE: i32 = -200;

/// The comparison of two postings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The reasons; an aspect that one posting does not tell is left out.
    pub reasons: Vec<Reason>,
    /// Whether the two can be one job at all: no contradiction in employer, place or pay.
    pub possible: bool,
}

/// Calibrated on the development postings: sums of reposts begin above it, of other jobs of one employer end below it.
const ONE_JOB: i32 = 820;

impl Comparison {
    /// The sum of the points.
    #[must_use]
    pub fn points(&self) -> i32 {
        self.reasons.iter().map(|r| r.points).sum()
    }

    /// Whether the two postings are one job.
    #[must_use]
    pub fn is_one_job(&self) -> bool {
        self.possible && self.points() >= ONE_JOB
    }

    /// Compares; what is cheap comes first, and where that leaves no way to one job, the texts are not looked at.
    pub(super) fn of(a: &Features, b: &Features, counts: &Counts) -> Self {
        let mut comparison = Self { reasons: Vec::with_capacity(8), possible: true };
        comparison.employer(a, b);
        comparison.place(a, b);
        comparison.pay(a, b);
        comparison.headcount(a, b);
        if a.source == b.source && a.source != 0 {
            comparison.add(Aspect::Source, 1000, SAME_SOURCE);
        }
        comparison.possible &= comparison.points() + MOST_BY_TEXT >= ONE_JOB;
        if comparison.possible {
            comparison.texts(a, b, counts);
        }
        comparison
    }

    fn texts(&mut self, a: &Features, b: &Features, counts: &Counts) {
        let title = counts.likeness(&a.title, &b.title);
        let special = if other_specialty(&a.title_text, &b.title_text) { OTHER_SPECIALTY } else { 0 };
        let work = match (a.work.is_empty() || b.work.is_empty(), a.work.iter().any(|w| b.work.contains(w))) {
            (true, _) => 0,
            (false, true) if special == 0 => SAME_WORK,
            (false, true) => 0,
            (false, false) => OTHER_WORK,
        };
        self.add(Aspect::Title, title, i32::from(title) / 4 - 60 + special + work);
        let duties = counts.likeness(&a.duties, &b.duties);
        let beyond = i32::from(duties) - USUAL_DUTIES;
        self.add(Aspect::Duties, duties, (beyond * if beyond < 0 { 8 } else { 4 }).min(MOST_BY_DUTIES));
        if !a.terms.is_empty() && !b.terms.is_empty() {
            let terms = counts.likeness(&a.terms, &b.terms);
            self.add(Aspect::Terms, terms, i32::from(terms) / 10);
        }
    }

    fn headcount(&mut self, a: &Features, b: &Features) {
        if let Some((x, y)) = a.headcount.zip(b.headcount) {
            let agency = a.employer.is_agency || b.employer.is_agency;
            let (likeness, points) = match x == y {
                true => (1000, 80),
                // Agencies advertise a round number for several clients.
                false => (0, if agency { -20 } else { -80 }),
            };
            self.add(Aspect::Headcount, likeness, points);
        }
    }

    fn add(&mut self, aspect: Aspect, likeness: u16, points: i32) {
        self.reasons.push(Reason { aspect, likeness, points });
    }

    fn employer(&mut self, a: &Features, b: &Features) {
        let likeness = a.employer.likeness(&b.employer).max(named_by_agency(a, b)).max(named_by_agency(b, a));
        let agency = a.employer.is_agency || b.employer.is_agency;
        let points = match likeness {
            0 if agency => UNNAMED,
            0 if a.employer.core.is_empty() || b.employer.core.is_empty() => 0,
            0 => -1500,
            _ if a.employer.is_agency && b.employer.is_agency => UNNAMED,
            likeness => i32::from(likeness) * 45 / 100,
        };
        self.add(Aspect::Employer, likeness, points);
    }

    fn place(&mut self, a: &Features, b: &Features) {
        if a.place.is_empty() || b.place.is_empty() {
            return;
        }
        let likeness = overlap(&a.place, &b.place);
        self.add(Aspect::Place, likeness, if likeness == 0 { -350 } else { 100 + i32::from(likeness) / 10 });
    }

    fn pay(&mut self, a: &Features, b: &Features) {
        let Some(((low_a, high_a), (low_b, high_b))) = a.pay.zip(b.pay) else { return };
        let shared = high_a.min(high_b).saturating_sub(low_a.max(low_b));
        let whole = high_a.max(high_b).saturating_sub(low_a.min(low_b));
        let near = close(low_a, low_b) + close(high_a, high_b);
        let likeness = (shared * 1000).checked_div(whole).map_or(1000, |share| share.max(near * 500)) as u16;
        let points = match near {
            2 => 300,
            1 => 60,
            _ if shared > 0 => -350,
            _ => -450,
        };
        // Reposts write the pay otherwise, but not by more than a tenth beyond the other's range.
        self.possible &= low_a.max(low_b) * 10 <= 11 * high_a.min(high_b);
        self.add(Aspect::Pay, likeness, points);
    }
}

/// Whether two amounts differ by at most a twentieth.
fn close(a: u32, b: u32) -> u32 {
    u32::from(a.abs_diff(b) * 20 <= a.max(b))
}

/// 800 when the brand of `client` stands in the text of the agency's ad.
fn named_by_agency(client: &Features, agency: &Features) -> u16 {
    if !agency.employer.is_agency || client.employer.is_agency {
        return 0;
    }
    let brand = &client.employer.brand_grams;
    let named = brand.iter().filter(|g| agency.duties.binary_search(g).is_ok()).count();
    if named > 0 && named * 2 >= brand.len() { 800 } else { 0 }
}

/// Shared part of the smaller set, 0..=1000.
fn overlap(a: &[u32], b: &[u32]) -> u16 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|g| long.binary_search(g).is_ok()).count();
    (shared * 1000 / short.len().max(1)) as u16
}

/// Words that end the titles of many kinds of work; longest first.
const TAILS: &[&str] =
    &["工程师", "技术员", "操作工", "技师", "专员", "主管", "经理", "人员", "员", "工", "师", "岗"];

/// Whether two titles are one head with other words before it: 小学数学教师 and 初中数学教师.
fn other_specialty(a: &str, b: &str) -> bool {
    let tail = TAILS.iter().find(|tail| a.ends_with(**tail) && b.ends_with(**tail));
    let cut = |title: &str| -> Vec<char> {
        title[..title.len() - tail.map_or(0, |t| t.len())].chars().rev().collect()
    };
    let (a, b) = (cut(a), cut(b));
    let shared = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[shared..], &b[shared..]);
    shared >= 3 - usize::from(tail.is_some())
        && !a.is_empty()
        && !b.is_empty()
        && !a.iter().any(|c| b.contains(c))
}
