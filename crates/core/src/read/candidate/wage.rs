//! The pay that a person wishes.

use super::CandidateReader;
use crate::model::{Field, PayKind, PayWish};
use crate::read::lex::Vocabulary;
use crate::read::pay;
use std::sync::LazyLock;

/// What a word says about the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Flexible,
    Floor,
    MinimumWage,
    Insurance,
}

#[rustfmt::skip]
static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(&[
    (Word::Flexible, "可以少点 少点 可降 能少点 低点 低一点 能接受 商量 可谈 能谈 够用就行 看情况 少点也行 可商量 面议 稍低 略低 不计较 也行 无所谓 看着给 \
        低些 左右就行 合适就行 好说 可以低 能低 都行 左右 上下 差不多就行"),
    (Word::Floor, "最少 至少 不低于 起 以上 往上 起码 最低 保底 低于 不少于 + 打底"),
    (Word::MinimumWage, "最低工资 最低工资标准 最低标准"),
    (Word::Insurance, "五险一金 五险 社保 有保险 公积金 交保险 上保险 缴社保 保险就行"),
]));

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    let Some(text) = reader.text(Field::WishPay) else { return };
    let Some(reading) = pay::read_all(text.as_str()) else { return };
    let mut seen = [false; 4];
    VOCABULARY.words(text.as_str()).for_each(|(_, word)| seen[word as usize] = true);
    let has = |word: Word| seen[word as usize];
    let base_only = text.as_str().contains("底薪")
        && reading.main.base_fen().is_none_or(|b| Some(b.0) == reading.main.min_fen());
    reader.candidate.pay = Some(PayWish {
        flexible: has(Word::Flexible),
        firm_floor: has(Word::Floor) && reading.main.kind() == PayKind::MinOnly,
        base_only,
        minimum_wage: has(Word::MinimumWage),
        insurance: has(Word::Insurance),
        others: reading.others,
        wished: reading.main,
        at: reader.whole(Field::WishPay),
    });
}
