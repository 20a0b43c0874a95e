//! Groups of people with a status: of a person (`登记失业人员`, `高校毕业生`) and whom a post is reserved for.
//!
//! Whether a person belongs to a group is decided by the caller's record; a text alone can only say that it may be
//! worth asking ([`GroupReading::may_qualify`]).

use crate::model::Group;
use crate::read::lex::{Kind, Vocabulary};
use std::sync::LazyLock;

/// What a word means for groups.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    /// A status that has a name.
    Is(&'static [Group]),
    /// A circumstance that may give a right to a status.
    Hint(Group),
    Female,
    Male,
    Insurance,
    Years,
    Months,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (
        Word::Is(&[Group::Graduate, Group::GraduateUnemployed]),
        "离校未就业高校毕业生 离校未就业毕业生 离校未就业 未就业高校毕业生 未就业毕业生 毕业未就业 择业期内未就业",
    ),
    (
        Word::Is(&[Group::Graduate]),
        "高校毕业生 届 应届 应届生 应届毕业生 毕业生 大学毕业生 在校生 在校大学生 本科在校生 应届高校毕业生 大学生 在读",
    ),
    (Word::Is(&[Group::Veteran, Group::Graduate]), "退役大学生士兵 退役大学生 大学生退役士兵 大学生士兵"),
    (
        Word::Is(&[Group::RegisteredUnemployed]),
        "登记失业人员 登记失业 失业登记 已登记失业 办理失业登记 办了失业登记 失业人员 城镇登记失业人员 领取失业金",
    ),
    (
        Word::Is(&[Group::HardToEmploy]),
        "就业困难人员 就业困难 困难认定 就业困难认定 就业困难人员认定 认定为就业困难 就业援助对象 援助对象",
    ),
    (
        Word::Is(&[Group::Veteran]),
        "退役军人 退伍军人 退役士兵 退伍兵 复员军人 转业军人 退役士官 退伍 转业士官 自主就业退役士兵 复转军人",
    ),
    (Word::Is(&[Group::Disabled]), "残疾人 残疾人证 持证残疾人 残疾证 持残疾证"),
    (
        Word::Is(&[Group::MigrantWorker]),
        "外来务工人员 农民工 进城务工 务工人员 农村转移劳动力 外来务工 农村劳动力 返乡农民工 进城务工人员 外来务工者 外出务工 打工人员 外来打工 进城打工",
    ),
    (
        Word::Is(&[Group::PovertyAlleviated]),
        "脱贫人口 建档立卡 脱贫户 脱贫劳动力 防返贫监测对象 原建档立卡 脱贫家庭",
    ),
    (Word::Is(&[Group::MilitaryFamily]), "随军家属 军属 军人家属 现役军人家属 军嫂"),
    (
        Word::Hint(Group::LowIncomeFamily),
        "低保 低保家庭 低保户 最低生活保障 低收入家庭 享受低保 吃低保 低保边缘 低保金 领低保 拿低保 特困家庭 低收入户",
    ),
    (
        Word::Hint(Group::ZeroEmploymentFamily),
        "零就业家庭 零就业 全家无人就业 家里没人上班 家庭无人就业 全家都没工作 \
         全家没有人上班 全家没人上班 家中无人就业 全家失业 一家人都没工作 家里都没工作 全家没有工作 家庭成员均失业 家庭成员均无业",
    ),
    (
        Word::Hint(Group::LandLost),
        "地被征了 地被占了 征地拆迁 失地农民 被征地 土地被征 征地农民 失地 被征地农民 土地被征用",
    ),
    (
        Word::Hint(Group::Disabled),
        "智力残疾 精神残疾 言语残疾 肢残 聋哑 残疾 肢体残疾 听力残疾 视力残疾 有残疾",
    ),
    (Word::Hint(Group::OlderUnemployed), "4050 大龄失业 大龄失业人员 4050人员"),
    (Word::Female, "女 女性 女士"),
    (Word::Male, "男 男性 男士"),
    (Word::Insurance, "失业保险 失业险 缴失业保险 失业保险费"),
    (Word::Years, "岁 周岁"),
    (Word::Months, "个月 年"),
];

/// Groups in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupReading {
    /// Statuses that are named.
    pub groups: Vec<Group>,
    /// Statuses that may be worth asking for.
    pub may_qualify: Vec<Group>,
}

/// Reads a folded text.
#[must_use]
pub fn read(folded: &str) -> GroupReading {
    let mut reading = GroupReading::default();
    for (_, word) in VOCABULARY.words(folded) {
        match word {
            Word::Is(groups) => groups.iter().for_each(|&g| push(&mut reading.groups, g)),
            Word::Hint(group) => push(&mut reading.may_qualify, group),
            _ => {}
        }
    }
    if reading.groups.contains(&Group::RegisteredUnemployed) && may_be_older_unemployed(folded) {
        push(&mut reading.may_qualify, Group::OlderUnemployed);
    }
    reading
}

fn push(groups: &mut Vec<Group>, group: Group) {
    if !groups.contains(&group) {
        groups.push(group);
    }
}

/// Women from 40 and men from 50 with half a year of unemployment insurance may ask for recognition
/// (Tianjin's rule for 大龄失业人员). The sex and age in the text are looked at here and nowhere kept.
fn may_be_older_unemployed(folded: &str) -> bool {
    let tokens = VOCABULARY.lex(folded);
    let word = |i: usize, w: Word| tokens.get(i).is_some_and(|t| t.kind == Kind::Word(w));
    let number = |i: usize| match tokens[i].kind {
        Kind::Number(n) => Some(n.whole()),
        _ => None,
    };
    let has = |w: Word| tokens.iter().any(|t| t.kind == Kind::Word(w));
    let limit = match (has(Word::Female), has(Word::Male)) {
        (true, false) => 40,
        (false, true) => 50,
        _ => return false,
    };
    let figures = || (0..tokens.len()).filter_map(|i| Some((i, number(i)?)));
    let old = figures().any(|(i, n)| word(i + 1, Word::Years) && n >= limit);
    let insured = figures().any(|(i, n)| {
        word(i + 1, Word::Months) && n >= if year_at(folded, &tokens[i + 1].span) { 1 } else { 6 }
    });
    old && insured && has(Word::Insurance)
}

fn year_at(folded: &str, span: &std::ops::Range<usize>) -> bool {
    &folded[span.clone()] == "年"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, groups: &[Group], may: &[Group]) {
        let r = read(text);
        assert_eq!((r.groups.as_slice(), r.may_qualify.as_slice()), (groups, may), "{text}");
    }

    #[test]
    fn names_are_statuses_and_circumstances_are_hints() {
        check("退伍军人", &[Group::Veteran], &[]);
        check("零就业家庭", &[], &[Group::ZeroEmploymentFamily]);
        check("2026年离校未就业毕业生", &[Group::Graduate, Group::GraduateUnemployed], &[]);
    }

    #[test]
    fn older_unemployed_people_may_qualify_by_the_rule() {
        let unemployed = &[Group::RegisteredUnemployed];
        check("男,51岁,登记失业,缴失业保险1年", unemployed, &[Group::OlderUnemployed]);
        check("男,45岁,登记失业,缴失业保险10个月", unemployed, &[]);
        check("女,41岁,登记失业,缴失业保险3个月", unemployed, &[]);
    }
}
