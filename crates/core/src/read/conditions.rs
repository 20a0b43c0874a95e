//! Conditions of work in free text: what an ad brings with it, what a person refuses or accepts.
//!
//! A condition that an ad names is there, unless its clause denies it (`不跑长途`) or gives it to others
//! (`高压室有专人`). What a person only names says nothing; a denial refuses it and an affirmation accepts it.

use crate::model::{Answer, Condition, Conditions, Evidence, Field};
use crate::read::cues::{Clause, Cue, Speaker, Stance, clauses, stance};
use crate::read::lex::{Kind, Token};
use rengang_text::Folded;

/// Adds what the tokens of a field say to `out`.
pub(crate) fn read(
    tokens: &[Token<Cue>],
    folded: &Folded,
    field: Field,
    speaker: Speaker,
    out: &mut Conditions,
) {
    for clause in clauses(tokens) {
        for token in clause {
            let Kind::Word(cue) = token.kind else { continue };
            let stance = || stance(clause, &token.span, speaker);
            let named = |c| match named(stance(), speaker) {
                Answer::Yes
                    if speaker == Speaker::Employer && is_aside(c, token, clause, folded.as_str()) =>
                {
                    (c, Answer::Unknown)
                }
                answer => (c, answer),
            };
            let (condition, answer) = match (cue, speaker) {
                (Cue::Condition(c) | Cue::Goods(c), _)
                | (Cue::Mild(c) | Cue::Lodging(c), Speaker::Person) => named(c),
                (Cue::Mild(c), Speaker::Employer) if field == Field::Title => named(c),
                (Cue::Lodging(c), Speaker::Employer)
                    if stance() == Stance::Denied || has(clause, Cue::Far) =>
                {
                    named(c)
                }
                (Cue::Free(c), _) => {
                    (c, if stance() == Stance::Denied { Answer::Unknown } else { Answer::No })
                }
                (Cue::Fear(c), Speaker::Employer) => (c, Answer::Yes),
                (Cue::Fear(c), Speaker::Person) => {
                    (c, if stance() == Stance::Denied { Answer::Yes } else { Answer::No })
                }
                _ => continue,
            };
            let at = Evidence::new(field, folded.original_span(token.span.clone()));
            // 驻场项目部3-6个月: months at a client's site are months away.
            if condition == Condition::ClientSite && has(clause, Cue::Far) {
                state(out, Condition::StationedAway, answer, at);
            }
            state(out, condition, answer, at);
        }
    }
}

fn has(clause: Clause<'_>, cue: Cue) -> bool {
    clause.iter().any(|t| t.kind == Kind::Word(cue))
}

/// Whether an ad only touches on a condition: now and then, in the name of a paper or of experience, as a skill that is
/// liked (`会开高空车加钱`), or as the way to work (`骑车十分钟就到`).
fn is_aside(condition: Condition, token: &Token<Cue>, clause: Clause<'_>, text: &str) -> bool {
    let before = clause.iter().rev().filter(|t| t.span.end <= token.span.start);
    let seldom =
        before.take_while(|t| t.kind != Kind::Word(Cue::Turn)).any(|t| t.kind == Kind::Word(Cue::Seldom));
    let end = clause.last().map_or(token.span.end, |t| t.span.end);
    let rest = &text[token.span.end..end];
    let start = clause.first().map_or(token.span.start, |t| t.span.start);
    let can = has(clause, Cue::Liked) && text[start..token.span.start].contains('会');
    let way = condition == Condition::Riding && (rest.contains('到') || rest.contains("分钟"));
    seldom || names_paper(rest) || can || way
}

/// 登高证, 危险货物运输从业资格证, 喷漆经验: what stands before them names the paper or the past, not the work.
fn names_paper(rest: &str) -> bool {
    let near = |limit: usize| rest.char_indices().nth(limit).map_or(rest, |(at, _)| &rest[..at]);
    let paper = near(MOST_TO_PAPER).split(['、', '/', ' ']).next().unwrap_or_default();
    let held = ["持证", "有证", "无证", "保证", "凭证", "验证"];
    (paper.contains('证') && !held.iter().any(|w| paper.contains(w)))
        || ["经验", "经历", "背景"].iter().any(|w| near(MOST_TO_PAST).contains(w))
}

/// Chosen: 危险货物运输驾驶员从业资格证, the longest such name, has ten characters behind the condition.
const MOST_TO_PAPER: usize = 12;
/// Chosen: 相关工作经验 and the like.
const MOST_TO_PAST: usize = 6;

fn named(stance: Stance, speaker: Speaker) -> Answer {
    match (stance, speaker) {
        (Stance::Denied, _) => Answer::No,
        (Stance::Accepted, _) | (Stance::Plain, Speaker::Employer) => Answer::Yes,
        (Stance::Plain, Speaker::Person) => Answer::Unknown,
    }
}

/// Who refuses little refuses more of it as well, and who accepts much accepts less; not the reverse.
fn state(out: &mut Conditions, condition: Condition, answer: Answer, at: Evidence) {
    out.state(condition, answer, at);
    for (less, more) in STEPS {
        match answer {
            Answer::No if condition == less => out.state(more, answer, at),
            Answer::Yes if condition == more => out.state(less, answer, at),
            _ => {}
        }
    }
}

/// Days away and months away, a client's office and a client's town, a ladder and a mast. Only the second of each holds
/// the first.
const STEPS: [(Condition, Condition); 3] = [
    (Condition::Travel, Condition::StationedAway),
    (Condition::ClientSite, Condition::StationedAway),
    (Condition::Climbing, Condition::Heights),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::cues;
    use rengang_text::fold;

    fn check(text: &str, speaker: Speaker, yes: &[Condition], no: &[Condition]) {
        let folded = fold(text);
        let mut out = Conditions::default();
        let field = if speaker == Speaker::Employer { Field::Description } else { Field::Remarks };
        read(&cues::lex(folded.as_str()), &folded, field, speaker, &mut out);
        assert_eq!(
            (out.yes().iter().collect::<Vec<_>>(), out.no().iter().collect::<Vec<_>>()),
            (yes.to_vec(), no.to_vec()),
            "{text}"
        );
    }

    use Condition::*;

    #[test]
    fn an_ad_has_what_it_names_unless_it_denies_it() {
        check("负责装卸，需登高作业", Speaker::Employer, &[HeavyLifting, Climbing], &[]);
        check("不跑长途、不装卸", Speaker::Employer, &[], &[HeavyLifting, LongHaul]);
        check("整箱饮料有男同事搬", Speaker::Employer, &[], &[HeavyLifting]);
        check("恐高者勿投", Speaker::Employer, &[Climbing], &[]);
        check("坐着干活，不搬布匹", Speaker::Employer, &[], &[HeavyLifting, LongStanding]);
        check("无需出差，没有销售任务", Speaker::Employer, &[], &[Travel, StationedAway, SalesQuota]);
    }

    #[test]
    fn what_an_ad_only_touches_on_is_left_open() {
        check("住得近的骑车就到，会登高作业加分", Speaker::Employer, &[], &[]);
        check("骑电动车入户抄表", Speaker::Employer, &[Riding], &[]);
        check("偶尔搬货，必要时出差", Speaker::Employer, &[], &[]);
        check("持危险货物运输押运员从业资格证，有喷漆经验", Speaker::Employer, &[], &[]);
        check("外墙高空作业须持证", Speaker::Employer, &[Heights, Climbing], &[]);
        check("凡收押金的都不是我们", Speaker::Employer, &[], &[UpfrontPayment]);
        check("项目驻场，住工地板房", Speaker::Employer, &[ClientSite], &[]);
        check("外地项目驻场半年", Speaker::Employer, &[Travel, StationedAway, ClientSite], &[]);
        check("能驻场项目部3-6个月", Speaker::Employer, &[Travel, StationedAway, ClientSite], &[]);
        check("不用驻场", Speaker::Employer, &[], &[StationedAway, ClientSite]);
        check("散件手搬，腰不好的别来", Speaker::Employer, &[HeavyLifting], &[]);
        check("纯叉车作业，不用人工搬", Speaker::Employer, &[], &[HeavyLifting]);
        check("24小时跟床", Speaker::Employer, &[LiveIn], &[]);
    }

    #[test]
    fn a_person_refuses_and_accepts() {
        check("不能搬重物，不爬高", Speaker::Person, &[], &[HeavyLifting, Heights, Climbing]);
        check("恐高", Speaker::Person, &[], &[Heights, Climbing]);
        check("外墙高空不干，爬梯子可以", Speaker::Person, &[Climbing], &[Heights]);
        check("不登梯子", Speaker::Person, &[], &[Heights, Climbing]);
        check("出差没问题", Speaker::Person, &[Travel], &[]);
        check("闻不惯油烟，不会骑电动车", Speaker::Person, &[], &[Riding, Fumes]);
        check("不喝酒应酬", Speaker::Person, &[], &[Drinking]);
        check("跑过长途", Speaker::Person, &[], &[]);
        check("能长期驻外", Speaker::Person, &[Travel, StationedAway, ClientSite], &[]);
        check("不外派不驻场", Speaker::Person, &[], &[Travel, StationedAway, ClientSite]);
        check("腰椎做过手术，走路慢", Speaker::Person, &[], &[HeavyLifting, LongStanding]);
    }
}
