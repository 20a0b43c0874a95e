//! Education: what an ad asks for (`统招本科优先`, `大专及以上，机械类`, `硕士，优秀本科可放宽`) and what a person has
//! (`大专（函授）`, `本科在读`).
//!
//! ```text
//! demand := clause (mark clause)*
//! clause := [全日制 | 统招] [优秀] level (sep level)* [以上 | 以下] [学历 | 学位] [优先 | 亦可 | 可放宽] | 不限
//! ```
//! - The lowest level of the clauses that are no preference is the least one; 高中 beside 中专 is one rung.
//! - 优先 never makes a demand; the level it speaks of is the preferred one.
//! - A level after 优秀, or before 可放宽, 亦可, 可 in a later clause, relaxes the demand down to it.
//! - 全日制, 统招 are asked for unless the same clause says 优先 or 不限.

use crate::model::{Education, EducationDemand, SchoolTier};
use crate::read::lex::{Kind, Token, Vocabulary};
use std::sync::LazyLock;

/// What a word means for education.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Level(Education),
    Floor,
    Ceiling,
    To,
    Preferred,
    Accepted,
    Relaxed,
    Excellent,
    Unlimited,
    FullTime,
    PartTime,
    Tier(SchoolTier),
    Degree,
    Studying,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::Level(Education::Doctor), "博士 博士研究生 博士后 博士生"),
    (
        Word::Level(Education::Master),
        "硕士 硕博 研究生 硕士研究生 硕研 mba 专硕 学硕 法硕 研究生学历 双证硕士",
    ),
    (
        Word::Level(Education::Bachelor),
        "本科 本硕 本硕博 大学本科 学士 本科生 专升本 一本 二本 三本 大学学历 大本 大学 大学毕业 本科学历 专接本",
    ),
    (
        Word::Level(Education::College),
        "大专 专科 高职 高职大专 高专 高职高专 大学专科 专科生 大专生 高职生 高职专科 技师学院 五年制大专",
    ),
    (
        Word::Level(Education::SecondaryVocational),
        "中专 中技 技校 职高 中职 技工学校 职业高中 中等职业 中等专业 中专生 技工 职中 职业中专 职专 高技",
    ),
    (Word::Level(Education::Senior), "高中 普高 高中毕业 高中文化 高中学历"),
    (Word::Level(Education::JuniorHigh), "初中 初中文化 初级中学 九年义务教育 初中毕业 义务教育"),
    (Word::Level(Education::Primary), "小学 小学文化 小学毕业"),
    (Word::Floor, "以上 及以上 或以上 起 起步 往上 及其以上 + 含以上 之上 并以上"),
    (Word::Ceiling, "以下 及以下 或以下 以内"),
    (Word::To, "至 到 - ~"),
    (Word::Preferred, "优先 最好 更好 更佳 为佳 加分 尤佳 优先考虑 者优先 从优 佳 优先录用"),
    (Word::Accepted, "亦可 也可 均可 可 也行 都行 皆可 可谈 可考虑 也可以 可以 可投 亦行 即可 就行"),
    (
        Word::Relaxed,
        "可放宽 放宽 可适当放宽 适当放宽 可放宽至 放宽至 可放宽到 放宽到 可降至 可降低 可破格 可酌情",
    ),
    (Word::Excellent, "优秀 优秀的 条件优秀 特别优秀 能力强 能力突出 经验丰富 有经验"),
    (
        Word::Unlimited,
        "不限 学历不限 不限学历 无要求 不要求 无 不卡 不看学历 学历不卡 无学历要求 不限制 识字 没有要求 不作要求 不做要求 \
         学历无要求 不论 学历不论 文化程度不限 不问学历 不拘 不挑学历 学历要求不限 没有学历要求 没学历要求 学历没要求 对学历无要求 对学历没有要求 \
         不设学历要求 学历不设限 学历不作要求 学历没有要求 不要求学历 不要学历 \
         不作硬性要求 不做硬性要求 学历不作硬性要求 学历不做硬性要求 不作要求学历",
    ),
    (Word::FullTime, "全日制 统招 统招统分 全日制统招 普通高等 普通高校 国家统招 统分"),
    (
        Word::PartTime,
        "函授 自考 成人 在职 电大 网络教育 开放大学 业余 夜大 成教 非全日制 国开 远程教育 继续教育 成考 非全",
    ),
    (Word::Tier(SchoolTier::Key985Or211), "985 211 985/211 985、211 985或211 211/985 211以上 985以上"),
    (Word::Tier(SchoolTier::DoubleFirstClass), "双一流 双一流院校 双一流高校 一流大学"),
    (Word::Tier(SchoolTier::FirstBatch), "一本院校 重点本科 重点大学 重点院校 一本及以上 一本以上 名校"),
    (Word::Degree, "学位 学士学位 硕士学位 学位证 双证 博士学位 学历学位 学位证书"),
    (
        Word::Studying,
        "在读 在校 肄业 没毕业 未毕业 大一 大二 大三 大四 研一 研二 研三 就读 读书 在学 待毕业 没念完 没读完",
    ),
    (
        Word::Noise,
        "专业不限 不限专业 专业无要求 性别不限 年龄不限 户籍不限 经验不限 不限经验 工作经验不限 不限户籍 不限性别 不限年龄 \
         初中部 小学部 高中部 高中生 初中生 小学生 大学生 初中英语 初中数学 小学数学 小学语文 高中数学 中小学 地区不限 研究生院 \
         大专院校 不限地区 不限男女 男女不限 科目不限 不限区域",
    ),
];

#[derive(Default)]
struct Clause {
    /// Levels named, each with whether 优秀 stands before it.
    levels: Vec<(Education, bool)>,
    ranged: bool,
    floor: bool,
    ceiling: bool,
    preferred: bool,
    accepted: bool,
    relaxed: bool,
    unlimited: bool,
    full_time: bool,
    part_time: bool,
    studying: bool,
    degree: bool,
    tier: Option<SchoolTier>,
}

impl Clause {
    fn of(tokens: &[Token<Word>]) -> Self {
        let mut clause = Self::default();
        let mut excellent = false;
        for token in tokens {
            let Kind::Word(word) = token.kind else { continue };
            match word {
                Word::Level(level) => clause.levels.push((level, excellent)),
                Word::Excellent => excellent = true,
                Word::Floor => clause.floor = true,
                Word::Ceiling => clause.ceiling = true,
                Word::To => clause.ranged = true,
                Word::Preferred => clause.preferred = true,
                Word::Accepted => clause.accepted = true,
                Word::Relaxed => clause.relaxed = true,
                Word::Unlimited => clause.unlimited = true,
                Word::FullTime => clause.full_time = true,
                Word::PartTime => clause.part_time = true,
                Word::Studying => clause.studying = true,
                Word::Degree => clause.degree = true,
                Word::Tier(tier) => clause.tier = Some(tier),
                Word::Noise => {}
            }
        }
        clause
    }

    fn lowest(&self) -> Option<Education> {
        let firm = self.levels.iter().filter(|(_, excellent)| !excellent);
        firm.map(|(level, _)| *level).min().or_else(|| self.levels.iter().map(|(level, _)| *level).min())
    }

    fn highest(&self) -> Option<Education> {
        self.levels.iter().map(|(level, _)| *level).max()
    }
}

fn clauses(folded: &str) -> Vec<Clause> {
    let tokens = VOCABULARY.lex(folded);
    let separates = |c: char| matches!(c, ',' | ';' | '。' | '(' | ')' | '\n' | ':' | '!');
    tokens.split(|t| matches!(t.kind, Kind::Mark(c) if separates(c))).map(Clause::of).collect()
}

/// Reads what an ad asks for from a folded text; `None` where it says nothing about education.
#[must_use]
pub fn read(folded: &str) -> Option<EducationDemand> {
    let clauses = clauses(folded);
    let any = |test: fn(&Clause) -> bool| clauses.iter().any(test);
    if !any(|c| c.unlimited || !c.levels.is_empty() || c.tier.is_some() || c.degree) {
        return None;
    }
    let mut demand = EducationDemand {
        full_time_required: any(|c| c.full_time && !c.preferred && !c.unlimited && !c.accepted),
        school_tier: clauses.iter().find_map(|c| c.tier),
        degree_required: any(|c| c.degree && !c.preferred),
        relaxable: any(|c| c.relaxed || c.levels.iter().any(|(_, excellent)| *excellent)),
        ..EducationDemand::default()
    };
    clauses.iter().filter(|c| !c.levels.is_empty()).for_each(|c| take_levels(&mut demand, c));
    if demand.min.is_none() && demand.max.is_none() && !any(|c| c.unlimited) {
        // 硕士优先，优秀本科可放宽: what is relaxed to is all that is asked for.
        demand.min = demand.relaxed_min;
    }
    Some(demand)
}

/// The lower level that a folded clause of a body lets in beside the demand for `least`: `中专也行`, `大专可放宽`.
pub(crate) fn relaxation(clause: &str, least: Education) -> Option<Education> {
    let invites = ["放宽", "也可", "亦可", "均可", "也行", "都行", "也收", "可投", "可以"];
    if !invites.iter().any(|w| clause.contains(w)) {
        return None;
    }
    let open = |c: &Clause| (c.accepted || c.relaxed) && !c.preferred;
    clauses(clause).iter().filter(|c| open(c)).filter_map(Clause::lowest).find(|l| l.rung() < least.rung())
}

fn take_levels(demand: &mut EducationDemand, clause: &Clause) {
    if clause.preferred {
        demand.preferred = demand.preferred.max(clause.highest());
        return;
    }
    let later = demand.min.is_some() || demand.preferred.is_some();
    if clause.relaxed || (later && clause.accepted) {
        let only_choice = demand.min.is_none() && demand.max.is_none() && !clause.relaxed;
        let target = if only_choice { &mut demand.min } else { &mut demand.relaxed_min };
        *target = clause.lowest();
        demand.relaxable |= !only_choice;
        return;
    }
    if demand.min.is_some() || demand.max.is_some() {
        return;
    }
    if clause.ceiling && !clause.floor {
        demand.max = clause.highest();
        return;
    }
    demand.min = clause.lowest();
    let beside = |l: &Education| Some(*l) != demand.min && Some(l.rung()) == demand.min.map(Education::rung);
    demand.also = clause.levels.iter().map(|(l, _)| *l).find(beside);
    demand.relaxed_min = clause.levels.iter().filter(|(_, excellent)| *excellent).map(|(l, _)| *l).min();
    if clause.ranged && !clause.floor && clause.highest() > demand.min {
        demand.max = clause.highest();
    }
}

/// What a person's education text says: the highest finished level, one under way, and how it was studied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldReading {
    /// The highest finished level.
    pub level: Education,
    /// A level under way.
    pub studying: Option<Education>,
    /// Full time (`Some(true)`), beside work (`Some(false)`), or not said.
    pub full_time: Option<bool>,
}

/// Reads a person's education from a folded text.
#[must_use]
pub fn read_held(folded: &str) -> Option<HeldReading> {
    let clauses = clauses(folded);
    let whole_text_studies = clauses.iter().any(|c| c.studying && c.levels.is_empty());
    let is_studying = |c: &Clause| c.studying || whole_text_studies;
    let done = clauses
        .iter()
        .filter(|c| !is_studying(c))
        .filter_map(|c| Some((c.highest()?, c)))
        .max_by_key(|(l, _)| *l);
    let studying = clauses.iter().filter(|c| is_studying(c)).filter_map(Clause::highest).max();
    let level = done.map(|(level, _)| level).or_else(|| studying.map(before))?;
    let (full, part) = (clauses.iter().any(|c| c.full_time), clauses.iter().any(|c| c.part_time));
    let full_time = if part { Some(false) } else { full.then_some(true) };
    Some(HeldReading { level, studying: studying.filter(|&s| s > level), full_time })
}

/// What one has finished who studies for `level`.
fn before(level: Education) -> Education {
    match level {
        Education::Doctor => Education::Master,
        Education::Master => Education::Bachelor,
        Education::Bachelor | Education::College => Education::Senior,
        Education::Senior | Education::SecondaryVocational => Education::JuniorHigh,
        Education::JuniorHigh => Education::Primary,
        _ => Education::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Education::{Bachelor, College, Doctor, JuniorHigh, Master, SecondaryVocational, Senior};

    fn check(text: &str, min: Option<Education>, max: Option<Education>, preferred: Option<Education>) {
        let d = read(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((d.min, d.max, d.preferred), (min, max, preferred), "{text}: {d:?}");
    }

    #[test]
    fn the_lowest_level_that_is_no_preference_is_asked_for() {
        check("大专及以上,机械类", Some(College), None, None);
        check("本科/大专", Some(College), None, None);
        check("中专或高中", Some(Senior), None, None);
        check("中专至大专", Some(SecondaryVocational), Some(College), None);
        check("高中及以下", None, Some(Senior), None);
        check("学历不限,大专优先", None, None, Some(College));
        check("博士", Some(Doctor), None, None);
        check("大专,专业不限", Some(College), None, None);
    }

    #[test]
    fn relaxation_does_not_lower_the_demand_itself() {
        let d = read("硕士及以上(高级技师可放宽本科)").unwrap();
        assert_eq!((d.min, d.relaxable, d.relaxed_min), (Some(Master), true, Some(Bachelor)));
        let d = read("硕士,药剂学;本科有3年经验可").unwrap();
        assert_eq!((d.min, d.relaxed_min), (Some(Master), Some(Bachelor)));
        check("硕士优先,本科亦可", Some(Bachelor), None, Some(Master));
        check("硕士优先,优秀本科可放宽", Some(Bachelor), None, Some(Master));
    }

    #[test]
    fn study_mode_is_asked_for_unless_preferred() {
        assert!(read("统招大专以上").unwrap().full_time_required);
        assert!(!read("大专(统招优先)").unwrap().full_time_required);
        assert_eq!(read("211院校本科").unwrap().school_tier, Some(SchoolTier::Key985Or211));
        assert!(read("本科及以上学历,学士学位").unwrap().degree_required);
    }

    #[test]
    fn a_person_has_the_level_that_is_finished() {
        let held = |text: &str| read_held(text).map(|h| (h.level, h.studying, h.full_time));
        assert_eq!(held("大专(函授)"), Some((College, None, Some(false))));
        assert_eq!(held("本科在读"), Some((Senior, Some(Bachelor), None)));
        assert_eq!(held("大专(在职本科已毕业)"), Some((Bachelor, None, Some(false))));
        assert_eq!(held("初中"), Some((JuniorHigh, None, None)));
        assert_eq!(held(""), None);
    }
}
