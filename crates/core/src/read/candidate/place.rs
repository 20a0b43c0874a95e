//! Where a person would work, and whether housing is needed.

use super::CandidateReader;
use crate::knowledge::region_code;
use crate::model::{Answer, Field, LodgingWish, Notice, NoticeKind, PlaceCondition, PlaceWish, WishFirmness};
use crate::read::lex::{Kind, Token, Vocabulary, head};
use rengang_lexicon::region::{Condition, Place, RegionReading, Wish};
use std::sync::LazyLock;

/// What a word says about the way to work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Lodging,
    Needed,
    /// Away from the city.
    Elsewhere,
    Remote,
    Money,
    NearHome,
    /// Around a place that is named before.
    Around,
    Not,
    Accept,
    Minutes,
    Hours,
    Travel,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Lodging, "管住 包住 管吃住 包吃住 宿舍 住宿 管吃管住 住店里 给住 给住宿 有地方住 能住宿舍 提供住宿 包食宿 管食宿 住店 有住处 供住 住着不花钱 能住 \
        包吃包住 有宿舍 有住的 管吃住的"),
    (Word::Needed, "要管住 得管住 必须管住 要包住 得包住 必须包住 要有宿舍 管住才 包住就行 管住就行 必须有住处 要住宿舍 没地方住 要住宿 得有住的地方 包住才"),
    (Word::Elsewhere, "外地 外省 出天津 离开天津 去外地 跨市 外市 全国 省外 别的城市 其他城市 长期驻外 驻外 出津 \
        出省 出本市 离开本市 出远门 外县"),
    (Word::Remote, "远程 居家 在家做 在家办公 线上 居家办公 在家干 能在家 不坐班 在家能做"),
    (Word::Money, "加钱 钱多 给够 工资高 看钱 钱够 给的多 待遇好 钱到位"),
    (Word::NearHome, "离家近 家门口 家附近 近一点 近便 离家别太远 住得近 就近 家跟前 \
        家边上 屋头近 离屋近 屋门口 家旁边 离家不远"),
    (Word::Around, "边上 周边 附近 近的 近点的 近郊 一带 旁边 挨着的 靠近"),
    (Word::Not, "不想 不去 不 不愿 不接受 不考虑 别 不能 不常驻 不长 不出 不离开"),
    (Word::Accept, "也行 都行 也可以 也考虑 可以 能 愿意 没问题 能去 也能 接受 也去 考虑 都能"),
    (Word::Minutes, "分钟 分钟内 分钟以内"),
    (Word::Hours, "小时 小时内 个小时 小时以内 小时之内"),
    (Word::Travel, "地铁 公交 通勤 骑车 坐车 路上 车程 骑行 开车 电动车 步行 走路"),
    (Word::Noise, "不管 不限 不论 别的区 不错 能力 不远 别太 不花钱 住宿自理"),
];

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    read_places(reader);
    for field in
        [Field::WishRegion, Field::Remarks, Field::Wish, Field::WishPay, Field::WishForm, Field::WishSchedule]
    {
        let Some(text) = reader.text(field) else { continue };
        let tokens = VOCABULARY.lex(text.as_str());
        for clause in tokens.split(|t| matches!(t.kind, Kind::Mark(',' | ';' | '。' | '(' | ')' | '\n'))) {
            read_clause(reader, clause, field);
        }
    }
    lodging_by_places(reader);
}

fn read_places(reader: &mut CandidateReader<'_>) {
    let text = reader.raw.text(Field::WishRegion);
    if text.trim().is_empty() {
        return;
    }
    let folded = reader.texts.of_field(Field::WishRegion);
    let reading = reader.reader.knowledge().regions().read_folded(folded, reader.context());
    let wish = &mut reader.candidate.region;
    wish.places = reading.places.iter().map(|p| place(p, text)).collect();
    for open in &reading.ambiguous {
        let span = open.span.clone();
        let each = open.candidates.iter().map(|&code| Place {
            code,
            span: span.clone(),
            wish: Wish::Acceptable,
            condition: None,
        });
        wish.places.extend(each.map(|p| place(&p, text)));
    }
    wish.excluded = reading.excluded.iter().map(|&code| region_code(code)).collect();
    wish.near_home = reading.near_home;
    if reading.remote {
        wish.remote = Answer::Yes;
    }
    take_anywhere(wish, &reading, text);
    let silent = wish.places.is_empty() && wish.anywhere.is_none() && !wish.near_home && !reading.remote;
    if silent {
        reader.notices.push(Notice::about(NoticeKind::Unread, Field::WishRegion));
    }
}

/// 天津哪都行 is the city as a place; 哪都能去 without a bound is anywhere.
fn take_anywhere(wish: &mut crate::model::RegionWish, reading: &RegionReading, text: &str) {
    let Some(anywhere) = reading.anywhere else { return };
    let condition = anywhere.condition.and_then(condition);
    match anywhere.within {
        Some(code) => {
            let region = region_code(code);
            let firmness =
                if wish.places.is_empty() { WishFirmness::Wished } else { WishFirmness::Acceptable };
            match wish.places.iter_mut().find(|p| p.region == region) {
                Some(named) => named.condition = named.condition.or(condition),
                None => {
                    let at = crate::model::Evidence::new(Field::WishRegion, 0..text.len());
                    wish.places.push(PlaceWish { region, firmness, condition, at });
                }
            }
        }
        None => wish.anywhere = Some(condition),
    }
}

fn place(place: &Place, text: &str) -> PlaceWish {
    let firmness = match place.wish {
        Wish::Preferred => WishFirmness::Preferred,
        Wish::Wished => WishFirmness::Wished,
        Wish::Acceptable => WishFirmness::Acceptable,
    };
    let rest = head(&text[place.span.end..], CLAUSE_BYTES);
    let clause = &rest[..rest.find(['，', ',', '；', ';', '。']).unwrap_or(rest.len())];
    let money = VOCABULARY.words(clause).any(|(_, w)| w == Word::Money);
    let around = VOCABULARY.words(clause).any(|(_, w)| w == Word::Around);
    let other = money.then_some(PlaceCondition::Money).or(around.then_some(PlaceCondition::Near));
    let condition = place.condition.and_then(condition).or(other);
    PlaceWish {
        region: region_code(place.code),
        firmness,
        condition,
        at: crate::model::Evidence::new(Field::WishRegion, place.span.clone()),
    }
}

/// Chosen: what makes a place acceptable stands within this of its name.
const CLAUSE_BYTES: usize = 90;

fn condition(condition: Condition) -> Option<PlaceCondition> {
    match condition {
        Condition::Housing => Some(PlaceCondition::Lodging),
        Condition::Shuttle => Some(PlaceCondition::Shuttle),
        Condition::Metro => Some(PlaceCondition::Transit),
        _ => None,
    }
}

fn read_clause(reader: &mut CandidateReader<'_>, clause: &[Token<Word>], field: Field) {
    let has = |word: Word| clause.iter().any(|t| t.kind == Kind::Word(word));
    let candidate = &mut reader.candidate;
    if has(Word::Needed) {
        candidate.lodging = LodgingWish::Needed;
    } else if has(Word::Lodging) && !has(Word::Not) {
        candidate.lodging = candidate.lodging.max(LodgingWish::Wished);
    }
    if has(Word::Elsewhere) {
        let answer = if has(Word::Not) {
            Answer::No
        } else if has(Word::Accept) || has(Word::Lodging) {
            Answer::Yes
        } else {
            Answer::Unknown
        };
        candidate.region.elsewhere = candidate.region.elsewhere.and_also(answer);
    }
    if has(Word::Remote) {
        candidate.region.remote = if has(Word::Not) { Answer::No } else { Answer::Yes };
    }
    candidate.region.near_home |= has(Word::NearHome);
    if field == Field::WishRegion || has(Word::Travel) {
        candidate.region.max_minutes = candidate.region.max_minutes.or_else(|| minutes(clause));
    }
}

/// `地铁1小时内`, `公交四十分钟`.
fn minutes(clause: &[Token<Word>]) -> Option<u16> {
    clause.windows(2).find_map(|pair| {
        let Kind::Number(n) = pair[0].kind else { return None };
        let per = match pair[1].kind {
            Kind::Word(Word::Minutes) => 1,
            Kind::Word(Word::Hours) => 60,
            _ => return None,
        };
        u16::try_from(n.milli.checked_mul(per)? / 1000).ok().filter(|m| (5..=240).contains(m))
    })
}

/// Who names no place but anywhere with housing lives where they work.
fn lodging_by_places(reader: &mut CandidateReader<'_>) {
    let candidate = &mut reader.candidate;
    let housed = |c: Option<PlaceCondition>| c == Some(PlaceCondition::Lodging);
    let some = candidate.region.places.iter().any(|p| housed(p.condition))
        || candidate.region.anywhere.is_some_and(housed);
    if some {
        candidate.lodging = candidate.lodging.max(LodgingWish::Wished);
    }
}
