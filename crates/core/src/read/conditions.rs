//! Conditions of work in free text: what an ad brings with it, what a person refuses or accepts.
//!
//! A condition that an ad names is there, unless its clause denies it (`不跑长途`) or gives it to others
//! (`高压室有专人`). What a person only names says nothing; a denial refuses it and an affirmation accepts it.

use crate::model::{Answer, Condition, Conditions, Evidence, Field};
use crate::read::cues::{Cue, Speaker, Stance, clauses, stance};
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
            let (condition, answer) = match (cue, speaker) {
                (Cue::Condition(c), _) => (c, named(stance(), speaker)),
                (Cue::Mild(c), Speaker::Person) => (c, named(stance(), speaker)),
                (Cue::Mild(c), Speaker::Employer) if field == Field::Title => (c, named(stance(), speaker)),
                (Cue::Free(c), _) => {
                    (c, if stance() == Stance::Denied { Answer::Unknown } else { Answer::No })
                }
                (Cue::Fear(c), Speaker::Employer) => (c, Answer::Yes),
                (Cue::Fear(c), Speaker::Person) => {
                    (c, if stance() == Stance::Denied { Answer::Yes } else { Answer::No })
                }
                _ => continue,
            };
            state(out, condition, answer, Evidence::new(field, folded.original_span(token.span.clone())));
        }
    }
}

fn named(stance: Stance, speaker: Speaker) -> Answer {
    match (stance, speaker) {
        (Stance::Denied, _) => Answer::No,
        (Stance::Accepted, _) | (Stance::Plain, Speaker::Employer) => Answer::Yes,
        (Stance::Plain, Speaker::Person) => Answer::Unknown,
    }
}

/// Who will not be away for months may still be away for days: the wide refusal holds the narrow one, not the reverse.
fn state(out: &mut Conditions, condition: Condition, answer: Answer, at: Evidence) {
    out.state(condition, answer, at);
    if condition == Condition::Travel && answer == Answer::No {
        out.state(Condition::StationedAway, answer, at);
    }
}

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
        check("负责装卸，需登高作业", Speaker::Employer, &[HeavyLifting, Heights], &[]);
        check("不跑长途、不装卸", Speaker::Employer, &[], &[HeavyLifting, LongHaul]);
        check("整箱饮料有男同事搬", Speaker::Employer, &[], &[HeavyLifting]);
        check("恐高者勿投", Speaker::Employer, &[Heights], &[]);
        check("坐着干活，不搬布匹", Speaker::Employer, &[], &[HeavyLifting, LongStanding]);
        check("无需出差，没有销售任务", Speaker::Employer, &[], &[Travel, StationedAway, SalesQuota]);
    }

    #[test]
    fn a_person_refuses_and_accepts() {
        check("不能搬重物，不爬高", Speaker::Person, &[], &[HeavyLifting, Heights]);
        check("恐高", Speaker::Person, &[], &[Heights]);
        check("高空吊篮的活不干，登梯子没问题", Speaker::Person, &[], &[Heights]);
        check("出差没问题", Speaker::Person, &[Travel], &[]);
        check("闻不惯油烟，不会骑电动车", Speaker::Person, &[], &[Riding, Fumes]);
        check("不喝酒应酬", Speaker::Person, &[], &[Drinking]);
        check("跑过长途", Speaker::Person, &[], &[]);
        check("能长期驻外", Speaker::Person, &[StationedAway], &[]);
    }
}
