//! Whom a post is reserved for or prefers: `面向已认定的就业困难人员`, `退役军人优先`, `限2026届未就业毕业生`.
//!
//! A group counts as reserved for where the clause says 限, 须是, 面向, 只招, or the post is one that the law reserves
//! (公益性岗位 for people hard to employ, 就业见习 for graduates within two years and young unemployed people). With 优先,
//! 欢迎 it is preferred, and any other naming says nothing.

use crate::model::{Audience, AudienceDemand, Evidence, Field, Strength};
use crate::read::cues::ends_clause;
use crate::read::lex::{Kind, Meanings, Place, Token, Vocabulary};
use rengang_text::Folded;
use std::sync::LazyLock;

/// What a word means for the audience of a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Group(Audience),
    /// A kind of post that the law reserves.
    Post(Audience),
    Only,
    Preferred,
    Not,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Post(Audience::HardToEmploy), "公益性岗位 公益岗 公益岗位 城镇公益性岗位 公益性岗 公岗 乡村公益性岗位"),
    (Word::Post(Audience::Trainees), "见习岗位 就业见习 见习岗 见习生 青年见习 高校毕业生见习 见习基地"),
    (Word::Group(Audience::HardToEmploy), "就业困难人员 困难人员 就业援助对象 零就业家庭 大龄失业 4050 大龄失业人员 就业困难 困难认定"),
    (Word::Group(Audience::RegisteredUnemployed), "登记失业人员 失业登记 登记失业 失业人员 失业青年"),
    (Word::Group(Audience::FreshGraduates), "应届 应届生 应届毕业生 应届高校毕业生 届毕业生 届高校毕业生 校招"),
    (Word::Group(Audience::Trainees), "未就业毕业生 离校未就业 未就业高校毕业生 离校两年内 毕业两年内 毕业2年内 择业期内"),
    (Word::Group(Audience::Students), "在校生 在校学生 在校大学生 大学生兼职 学生兼职 在读学生"),
    (Word::Group(Audience::Veterans), "退役军人 退伍军人 退伍兵 退役士兵 复员军人 转业军人 退伍 退役"),
    (Word::Group(Audience::Disabled), "残疾人 残疾人员 残疾证 残疾人证"),
    (Word::Group(Audience::PartyMembers), "中共党员 党员"),
    (Word::Group(Audience::LocalResidents), "本社区居民 本村村民 本村 本社区 社区居民 本街居民 辖区居民 附近居民 本地村民 本镇 本街道居民 住在附近"),
    (Word::Group(Audience::MilitaryFamilies), "随军家属 军属 军人家属 军嫂"),
    (Word::Group(Audience::LowIncome), "脱贫人口 建档立卡 低保 脱贫户 脱贫家庭 低保家庭 低收入家庭"),
    (Word::Only, "限 仅限 只限 面向 须是 必须是 只招 仅招 须为 专招 定向 须持 对象为 招收对象 对象 专为 限于 只收 需为 要求为 须属 只面向 仅面向 \
        须已 专岗 专属岗 专设岗 安置 限招 需登记 需办理 优先安置对象"),
    (Word::Preferred, "优先 欢迎 优先安置 优先录用 优先考虑 优先安排 可任 也可 均可 亦可 可 加分 另有补贴 更好 也行 都行 有照顾"),
    (Word::Not, "非 不限 不是 不招 不收 不要求 无需 不要 不含 谢绝"),
    (Word::Noise, "限制 有限 权限 限速 极限 期限 年限 限号 限行 受限 无限 限男 限女 限购 可靠 可能 许可 对象棚 有限公司 限高 上限 下限 限于篇幅 \
        公益活动 时限 限速器 限额 非常 党员活动 党员教育 非标 非公益 助残 残疾人服务 残疾人康复 对象管理"),
];

/// Adds the groups that a field speaks of to `out`; a group already there keeps its firmer strength.
pub(crate) fn read(folded: &Folded, field: Field, out: &mut Vec<AudienceDemand>) {
    let text = folded.as_str();
    if VOCABULARY.words(text).any(|(_, word)| names_a_group(word)) {
        read_tokens(&VOCABULARY.lex(text), folded, field, out);
    }
}

/// The same for a text in which the words have been found.
pub(crate) fn read_at(folded: &Folded, places: &[Place], field: Field, out: &mut Vec<AudienceDemand>) {
    let text = folded.as_str();
    if VOCABULARY.words_at(text, places).any(|(_, word)| names_a_group(word)) {
        read_tokens(&VOCABULARY.lex_at(text, places), folded, field, out);
    }
}

/// The words of audiences, sorted.
pub(crate) fn words() -> &'static [String] {
    VOCABULARY.all()
}

fn names_a_group(word: Word) -> bool {
    matches!(word, Word::Group(_) | Word::Post(_))
}

fn read_tokens(tokens: &[Token<Word>], folded: &Folded, field: Field, out: &mut Vec<AudienceDemand>) {
    for clause in
        tokens.split(|t| matches!(t.kind, Kind::Mark(c) if ends_clause(c) && !matches!(c, '(' | ')')))
    {
        let words = Meanings::of(clause);
        let has = |word: Word| words.has(word);
        if has(Word::Not) {
            continue;
        }
        for token in clause {
            let (group, strength) = match token.kind {
                Kind::Word(Word::Post(group)) => (group, Some(Strength::Must)),
                Kind::Word(Word::Group(group)) if has(Word::Only) => (group, Some(Strength::Must)),
                Kind::Word(Word::Group(group)) => {
                    (group, has(Word::Preferred).then_some(Strength::Preferred))
                }
                _ => continue,
            };
            let only_preferred =
                has(Word::Preferred) && !has(Word::Only) && matches!(token.kind, Kind::Word(Word::Group(_)));
            let strength = if only_preferred { Some(Strength::Preferred) } else { strength };
            if let Some(strength) = strength.or((field == Field::Audience).then_some(Strength::Must)) {
                push(
                    out,
                    AudienceDemand {
                        group,
                        strength,
                        at: Evidence::new(field, folded.original_span(token.span.clone())),
                    },
                );
            }
        }
    }
}

fn push(out: &mut Vec<AudienceDemand>, demand: AudienceDemand) {
    match out.iter_mut().find(|d| d.group == demand.group) {
        Some(old) if old.strength < demand.strength => *old = demand,
        Some(_) => {}
        None => out.push(demand),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rengang_text::fold;

    fn check(text: &str, expected: &[(Audience, Strength)]) {
        let mut out = Vec::new();
        read(&fold(text), Field::Description, &mut out);
        assert_eq!(out.iter().map(|d| (d.group, d.strength)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn reserved_posts_are_told_from_preferences() {
        check(
            "须是已认定的就业困难人员，退役军人优先",
            &[(Audience::HardToEmploy, Strength::Must), (Audience::Veterans, Strength::Preferred)],
        );
        check("图书馆公益性岗位", &[(Audience::HardToEmploy, Strength::Must)]);
        check("退伍军人可任班长", &[(Audience::Veterans, Strength::Preferred)]);
        check("协助登记失业信息", &[]);
        check("天津某某有限公司", &[]);
    }
}
