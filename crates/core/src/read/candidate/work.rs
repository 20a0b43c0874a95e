//! Work that a person wishes or refuses.
//!
//! ```text
//! wish    := clause (mark clause)*
//! clause  := [fallback] [不想 | 不做 …] work ((、 | 或) work)* [最好 | 也行 | 也考虑 | 都行 | 先干着]
//! ```
//! - A denial refuses the work behind it in its clause; 但, 只, 想 end its reach.
//! - 实在没有, 不行就 and 先干着 make the work of the rest of the sentence a fallback; 也行, 也考虑 make it acceptable.
//! - 以后想 wishes for later; 学徒 says as what.
//! - Remarks and stories only refuse; what they name otherwise is no wish.

use super::{CandidateReader, phrase};
use crate::knowledge::occupation_id;
use crate::model::{Condition, Field, OccupationId, RefusedWork, WishFirmness, WorkWish};
use crate::read::cues::{self, Cue};
use crate::read::lex::{Kind, Meanings, REACH, Token, Vocabulary};
use rengang_lexicon::Lexicon;
use rengang_lexicon::title::{Evidence, Mention, OccupationGuess, TitleContext, Titles};
use rengang_text::fold;
use std::ops::Range;
use std::sync::LazyLock;

/// What a word says about the work near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Not,
    Fallback,
    Acceptable,
    Preferred,
    Only,
    /// Denies what stands before it in its clause (保安不做, 卖房除外).
    Behind,
    Later,
    Apprentice,
    Any,
    Turn,
    /// Between the items of a list.
    Or,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Not, "不想 不愿 不愿意 不做 不干 不去 不要 不接 不考虑 拒绝 绝对不 不碰 不再 不想再 不进 不搞 不当 不跑 不卖 不打 不开 不想去 不想做 不想干 不太想 \
        别让 别 不推 不拉 不 不背 不养 不送 不接受 讨厌 受够了 干够了 不想当 不愿再 坚决不 就是不 谢绝 绝不 不送 远离 除了 \
        莫让我 莫喊我 莫 甭 弗想 勿想 懒得 决不 不大想 不肯 不乐意 不搬 不伺候 没得兴趣 腻了 再也不"),
    (Word::Behind, "除外 免谈 勿扰 别找我 别来 别叫我 就算了 算了 干不了 做不了 不想做了 做够了 不伺候 不碰了 另说 不合适 吃不消 莫来 莫找我 莫喊我"),
    (Word::Fallback, "实在没有 实在不行 不行就 不行的话 实在找不到 先干着 先做着 先从 先跑着 凑合 也凑合 将就 没有的话 找不到的话 不成就 要是没有 先干 \
        先过渡 过渡 实在没 没有就 也能凑合 先顶着 找不到就 退一步 \
        实在不中 没得法 没办法就 没有合适的就 不得行的时候 不得行的话 不行的时候 没活的时候 没得活的时候"),
    (Word::Acceptable, "也行 也成 也可以 也考虑 考虑 可考虑 可以考虑 也中 也能 亦可 也能谈 也愿意 也可 也接受 能接受 也会 也凑 也能干 也没问题 也罢 \
        也想试试 也无妨 \
        也得行 也要得 得行 也凑合着 也接 也做 也愿做 也愿干 也搞得"),
    (Word::Preferred, "最好 优先 首选 主要 最想 为主 最理想"),
    (Word::Only, "只想 只做 只干 只要 只找 只考虑 就想 就做 只能 仅限"),
    (Word::Later, "以后 将来 今后 慢慢 往后 日后 长远 后面想 以后想 未来想"),
    (Word::Apprentice, "学徒 徒弟 学徒工 当学徒 跟师傅学 零基础学 从头学"),
    (Word::Any, "什么都行 什么活都行 啥都行 干啥都行 什么都能干 什么都可以 啥活都行 都可以干 什么工作都行 没要求 不挑 啥都能干 什么都干 有活就干 干什么都行 \
        不限 随便 什么岗位都行 都能干 啥都干 服从安排 \
        么子都得 么事都行 啥子都得行 啥子都可以 啥都中 干啥都中 有啥干啥 给啥干啥 随便啥都行 什么活都干 什么都愿意 啥都愿意干 都无所谓 做什么都可以 只要有活"),
    (Word::Turn, "但 但是 不过 想 希望 只 而是 要 可以 能 倒是 就 宁可 宁愿 \
        其他都行 别的都行 其它都行"),
    (Word::Or, "或者 或 和 及 以及 还有 与"),
    (Word::Noise, "和平 和气 温和 或许 参与 和谐 不限制 不错 不管 不论 不行 不断 不同 不只 不仅 不光 不过夜 不怕 不嫌 不累 不多 不远 不好 不能 不会 不懂 不知道 不是 不少 不太会 不够 不在乎 \
        不到 不用 不超 不熟 不了 不下 不爱说 不稳 不急 不定 不锈钢 不规律 特别 级别 别墅 别的 别人 别看 别处 性别 识别 类别 别太 别欠 辨别 \
        能力 功能 智能 就业 成就 要求 重要 主要负责 需要 概要 技能 新能源 能源 性能 节能 可能 就近 就行 就成 就好 就是 造就 \
        莫名 莫过于"),
];

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    for field in [Field::Wish, Field::Remarks, Field::History, Field::WishSchedule] {
        read_field(reader, field);
    }
}

fn read_field(reader: &mut CandidateReader<'_>, field: Field) {
    let Some(text) = reader.text(field) else { return };
    let text = text.as_str().to_owned();
    let tokens = VOCABULARY.lex(&text);
    let named = named_work(reader, &tokens, &text, field);
    let mut fallback = false;
    for clause in tokens.split_inclusive(|t| matches!(t.kind, Kind::Mark(c) if separates(c))) {
        let words = Meanings::of(clause);
        let has = |word: Word| words.has(word);
        fallback |= has(Word::Fallback);
        let (Some(first), Some(last)) = (clause.first(), clause.last()) else { continue };
        let span = first.span.start..last.span.end;
        let from = named.partition_point(|w| w.bytes.start < span.start);
        for work in named[from..].iter().take_while(|w| w.bytes.end <= span.end) {
            take(reader, field, work, clause, (&text, fallback));
        }
        reader.candidate.any_work |= field == Field::Wish && has(Word::Any);
        fallback &= !matches!(last.kind, Kind::Mark('。' | ';' | '\n' | '!'));
    }
}

/// Takes in work that a clause names: refused, or in a wish wished.
fn take(
    reader: &mut CandidateReader<'_>,
    field: Field,
    work: &Named,
    clause: &[Token<Word>],
    (text, fallback): (&str, bool),
) {
    let at = reader.evidence(field, work.bytes.clone());
    let occupations = work.occupations.clone();
    let put_off = || field != Field::History && is_put_off(clause, text, &work.bytes);
    if is_refused(clause, &work.bytes) || put_off() {
        if !is_condition(&text[work.bytes.clone()]) {
            reader.candidate.refused.push(RefusedWork { occupations, at });
        }
        return;
    }
    if field != Field::Wish {
        return;
    }
    let words = Meanings::of(clause);
    let has = |word: Word| words.has(word);
    let firmness = firmness(&has, fallback);
    let firmness = if work.guessed { firmness.min(WishFirmness::Acceptable) } else { firmness };
    let (later, as_apprentice) = (has(Word::Later), has(Word::Apprentice));
    reader.candidate.wishes.push(WorkWish { occupations, firmness, later, as_apprentice, at });
}

/// Work that a text names, with its bytes in the folded text.
struct Named {
    bytes: Range<usize>,
    occupations: Vec<OccupationId>,
    /// Nothing names it: it is what an item most likely means.
    guessed: bool,
}

/// Known titles and phrases; in a wish also the items of its lists that are likely titles without being known ones.
fn named_work(reader: &CandidateReader<'_>, tokens: &[Token<Word>], text: &str, field: Field) -> Vec<Named> {
    let lexicon = reader.reader.knowledge().lexicon();
    let mentions = lexicon.titles().find_mentions(text);
    let mut named: Vec<Named> =
        mentions.iter().filter(|m| !FORMS.contains(&&text[m.bytes.clone()])).map(named_by).collect();
    if field == Field::Wish {
        let around = AROUND.map(|field| reader.raw.text(field)).join("。");
        let around = fold(&around);
        let known: Vec<Range<usize>> = mentions.iter().map(|m| m.bytes.clone()).collect();
        named
            .extend(items(tokens, &known).filter_map(|bytes| guessed(lexicon, text, around.as_str(), bytes)));
        named.sort_by_key(|w| w.bytes.start);
    }
    named
}

/// Words of forms of employment that titles also hold; as a wish they say how, not what.
const FORMS: &[&str] = &["兼职", "全职", "实习", "见习", "学徒", "长期", "短期", "临时", "日结", "零活"];

fn named_by(mention: &Mention) -> Named {
    Named {
        bytes: mention.bytes.clone(),
        occupations: mention.occupations.iter().map(|&o| occupation_id(o)).collect(),
        guessed: false,
    }
}

/// The items of the lists of a text in which nothing is known: runs of plain text between marks and cue words.
fn items<'a>(
    tokens: &'a [Token<Word>],
    known: &'a [Range<usize>],
) -> impl Iterator<Item = Range<usize>> + 'a {
    let items = tokens.split(|t| matches!(t.kind, Kind::Mark(_) | Kind::Word(Word::Or)));
    items.filter_map(|item| {
        let plain = item.iter().find(|t| t.kind == Kind::Other)?.span.clone();
        let (from, to) = (item.first()?.span.start, item.last()?.span.end);
        let next = known.partition_point(|k| k.end <= from);
        known.get(next).is_none_or(|k| k.start >= to).then_some(plain)
    })
}

/// An item as a title: as it stands, or completed as people shorten titles in lists (施工、资料、安全); else the likeliest
/// reading, if it is likely.
fn guessed(lexicon: &Lexicon, text: &str, around: &str, bytes: Range<usize>) -> Option<Named> {
    let item = &text[bytes.clone()];
    let summed_up = ["这些", "那些", "这种", "那种"].iter().filter_map(|w| item.find(w)).min();
    let item = item[..summed_up.unwrap_or(item.len())]
        .trim_end_matches(['的', '都', '类', '等', '这', '活', '方', '面']);
    item.chars().nth(1)?;
    let bytes = bytes.start..bytes.start + item.len();
    let selling = text.contains("销售");
    let told = completed(lexicon.titles(), item, selling).or_else(|| by_phrase(lexicon.titles(), item));
    if let Some(occupations) = told {
        return Some(Named { bytes, occupations, guessed: false });
    }
    let context = TitleContext { description: around, ..TitleContext::default() };
    let named = |g: &&OccupationGuess| lexicon.occupations().get(g.occupation).name();
    let guesses = lexicon.titles().read(item, &context);
    // What the other texts alone tell is no meaning of this item.
    let of_item = |g: &&OccupationGuess| !matches!(g.evidence.first(), Some(Evidence::Duties { .. }));
    let guesses = guesses.iter().filter(of_item).filter(|g| leads(text) || !leads(named(g)));
    let guesses: Vec<_> = guesses.collect();
    let best = guesses.first().filter(|g| g.confidence >= LIKELY)?;
    let close = guesses.iter().filter(|g| g.confidence + CLOSE >= best.confidence).take(3);
    Some(Named { bytes, occupations: close.map(|g| occupation_id(g.occupation)).collect(), guessed: true })
}

/// 卖个手机, 做做家务, 教小孩画画: a verb and its object.
fn by_phrase(titles: &Titles, item: &str) -> Option<Vec<OccupationId>> {
    let bare = phrase::bare(item);
    let mentions = titles.find_mentions(&bare);
    if !mentions.is_empty() {
        return Some(mentions[0].occupations.iter().map(|&o| occupation_id(o)).collect());
    }
    Some(phrase::work(titles, &bare, true)).filter(|work| !work.is_empty())
}

/// Whoever names a place of work (物业、养老院) does not ask to be put at its head.
fn leads(text: &str) -> bool {
    ["经理", "主管", "负责人", "总监", "院长", "园长", "店长", "厂长"].iter().any(|word| text.contains(word))
}

/// The texts that tell what a person means by a short item of a wish: 预算 of an accountant, 包装 of a designer.
const AROUND: [Field; 5] = [Field::Wish, Field::Skills, Field::Certificates, Field::History, Field::Major];

/// What `item` means with the ending that a list leaves out: 施工员, 公交司机; 开货车 is 货车司机; beside 销售 goods are what is
/// sold (汽车、房产).
fn completed(titles: &Titles, item: &str, selling: bool) -> Option<Vec<OccupationId>> {
    let short = item.chars().count() <= MAX_SHORT;
    let driven =
        item.strip_prefix('开').or_else(|| item.strip_prefix("跑")).map(|what| format!("{what}司机"));
    let managed = (!SETTINGS.contains(&item)).then(|| format!("{item}经理"));
    let endings = ["员", "工", "师", "司机"].map(|ending| format!("{item}{ending}"));
    let sold = selling.then(|| format!("{item}销售"));
    let tried = driven.into_iter().chain(sold).chain(endings).chain(managed).filter(|_| short);
    tried.into_iter().find_map(|title| {
        let mut mentions = titles.find_mentions(&title);
        let whole = mentions.len() == 1 && mentions[0].bytes == (0..title.len());
        whole.then(|| mentions.swap_remove(0).occupations.into_iter().map(occupation_id).collect())
    })
}

/// Places of work: who names one would work there, not manage it; of a product or a project the manager is meant.
const SETTINGS: &[&str] = &[
    "物业", "酒店", "宾馆", "餐厅", "餐饮", "门店", "超市", "商场", "仓库", "工厂", "车间", "医院", "银行",
    "公司",
];
/// Characters of an item that may be a shortened title; chosen: longer ones are whole phrases.
const MAX_SHORT: usize = 4;
/// Chosen: a guess that is right in about four of ten cases. It is taken for a second choice, so a wrong one costs
/// little, while a wish that is not read at all costs all of its posts.
const LIKELY: u16 = 420;
/// Chosen: guesses within this of the best are as likely as it.
const CLOSE: u16 = 20;

/// `跑长途` is a way of working, not a kind of work: refusing it leaves the rest of the trade open.
fn is_condition(text: &str) -> bool {
    use Condition::{
        AssemblyLine, Climbing, Drinking, Heights, LongHaul, LongStanding, Outdoors, StationedAway, Travel,
    };
    let ways =
        [AssemblyLine, Climbing, Drinking, Heights, LongHaul, LongStanding, Outdoors, StationedAway, Travel];
    cues::lex(text).iter().any(|t| matches!(t.kind, Kind::Word(Cue::Condition(c)) if ways.contains(&c)))
}

fn separates(c: char) -> bool {
    matches!(c, ',' | ';' | '。' | '(' | ')' | '\n' | '!' | ':')
}

/// A denial before the mention, with no turn between; in stories only one of wish counts, not 没做过.
fn is_refused(clause: &[Token<Word>], bytes: &Range<usize>) -> bool {
    let at = clause.partition_point(|t| t.span.start < bytes.start);
    let before = clause[..at].iter().rev().take(REACH);
    let words = before.filter_map(|t| match t.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    });
    for word in words {
        match word {
            Word::Not => return true,
            Word::Turn | Word::Only | Word::Preferred => return false,
            _ => {}
        }
    }
    false
}

/// A denial behind the mention that ends its clause: 保安不做, 食堂大锅菜不想做, 卖房除外; not 会计不限行业.
fn is_put_off(clause: &[Token<Word>], text: &str, bytes: &Range<usize>) -> bool {
    let behind = clause.partition_point(|t| t.span.start < bytes.end);
    let end = clause.iter().rev().find(|t| !matches!(t.kind, Kind::Mark(_))).map_or(0, |t| t.span.end);
    for token in clause[behind..].iter().take(REACH) {
        match token.kind {
            Kind::Word(Word::Behind) => return true,
            Kind::Word(Word::Not) => return text[token.span.end..end].chars().nth(MOST_BEHIND).is_none(),
            Kind::Word(Word::Turn | Word::Acceptable | Word::Any | Word::Only) => return false,
            _ => {}
        }
    }
    false
}

/// Chosen: 不 and one verb, perhaps with 了 or 的, at the end of a clause.
const MOST_BEHIND: usize = 2;

fn firmness(has: &dyn Fn(Word) -> bool, fallback: bool) -> WishFirmness {
    if fallback {
        WishFirmness::Fallback
    } else if has(Word::Only) {
        WishFirmness::Required
    } else if has(Word::Preferred) {
        WishFirmness::Preferred
    } else if has(Word::Acceptable) {
        WishFirmness::Acceptable
    } else {
        WishFirmness::Wished
    }
}
