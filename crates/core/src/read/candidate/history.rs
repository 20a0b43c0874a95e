//! What a person has done, for how long, and how long ago.
//!
//! ```text
//! years   := part (mark part)*          part := [work] span | gap span | 应届 | 实习 span
//! history := sentence*                  sentence := clause (, clause)*
//! clause  := [先 | 后 | 又] [place] [work] [span] | span | year 年起 [work] | 没做过 work
//! ```
//! - A span belongs to the work of its clause, else to the last work of the sentence that has none yet, else to the next.
//! - Two calendar years of beginning bound the work of the first (`2017年起…，2021年去…`).
//! - Work that no title names is told by its verb and object ([`super::phrase`]).
//! - Who is served (给老师家做饭) and where (在五金厂啤机) is no work where the clause tells one.
//! - What stands behind 没做过, 没干过, 不想 is no work done; spans behind 停了, 歇了, 中断 are a gap since the last work.
//! - 实习 and school projects are internships and count for no months of work.

use super::{CandidateReader, phrase};
use crate::knowledge::occupation_id;
use crate::model::{Field, OccupationId, Spell};
use crate::read::lex::{Kind, Token, Vocabulary, head, tail};
use crate::read::span::{TimeWord, months_at};
use rengang_lexicon::title::{Mention, TitleContext, Titles};
use std::ops::Range;
use std::sync::LazyLock;

/// What a word says about the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Time(TimeWord),
    Gap,
    Intern,
    Never,
    Study,
    Graduated,
    Class,
    /// The last work ended about this many months ago.
    Ago(u16),
    Now,
    Noise,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

#[rustfmt::skip]
const ROWS: &[(Word, &str)] = &[
    (Word::Time(TimeWord::Years), "年 年头"),
    (Word::Time(TimeWord::Months), "个月 个来月 个多月 个暑假 个寒假 个冬天 个夏天 个学期 个采暖季 个旺季"),
    (Word::Time(TimeWord::HalfYear), "半年 大半年 小半年 半年多"),
    (Word::Time(TimeWord::Half), "半"),
    (Word::Time(TimeWord::Odd), "多 来 几"),
    (Word::Time(TimeWord::To), "到 至"),
    (Word::Gap, "停了 歇了 中断 没上班 待业 空窗 没出去 没工作 在家照顾 回家带孩子 带孩子 照顾老人 照顾家里老人 待岗 在家待业 中断了 休息了 坐月子 在家带娃 在家歇"),
    (Word::Intern, "实习 见习 暑假 寒假 在校 顶岗 勤工 校赛 课程 毕业设计 仿真实训 实训 兼职过 志愿"),
    (Word::Never, "没做过 没干过 不想 没考 没碰过 没接触 没值过 没有 不愿 没带过 没开过 没独立 没去过 没当过 不做 不干 没学过 不会 没商业 没打过 没搬过 不是 从没 没接单 没跑过 想 希望 打算"),
    (Word::Study, "自学 学习 读书 培训 短训 学过 上学 考下 备考"),
    (Word::Graduated, "毕业 毕业于 应届"),
    (Word::Class, "届"),
    (Word::Ago(12), "去年 去年底 上一年 一年前"),
    (Word::Ago(24), "前年 两年前 前年底"),
    (Word::Ago(6), "上半年 今年初 年初 半年前 近半年"),
    (Word::Ago(3), "今年 最近 前阵子 上个月 刚"),
    (Word::Now, "现在 目前 至今 在职 在岗 还在"),
    (Word::Noise, "年龄 年轻 年审 去年复审 每年 年底 年终 少年 年级 年纪 年产 常年 年会 多少 几个 几户 许多 多年前的 月薪 月嫂 月子 月结 过年 年薪 半挂 半天 半成品 \
        几套 几台 几回 到处 看到 遇到 收到 直到 带团 今年底 年货 几天 停车 停车场 歇业 半自动 管到 做到"),
];

pub(super) fn read(reader: &mut CandidateReader<'_>) {
    let years = read_years(reader);
    let story = read_story(reader);
    let stated = years.total.or(years.fresh.then_some(0));
    let summed: u16 =
        story.spells.iter().filter(|s| !s.internship).filter_map(|s| s.months).fold(0, u16::saturating_add);
    reader.candidate.total_months = stated.or((summed > 0).then_some(summed));
    let gap = years.gap.or(story.gap);
    let mut spells = years.spells;
    spells.extend(story.spells);
    if let Some(gap) = gap {
        spells
            .iter_mut()
            .filter(|s| s.ended_months_ago.is_none())
            .for_each(|s| s.ended_months_ago = Some(gap));
    }
    reader.candidate.spells = spells;
}

/// What a field says about the past.
#[derive(Default)]
struct Past {
    spells: Vec<Spell>,
    total: Option<u16>,
    gap: Option<u16>,
    fresh: bool,
}

/// One clause of the past.
struct Clause {
    span: Range<usize>,
    months: Option<u16>,
    /// Where the first word of denial stands.
    never: Option<usize>,
    gap: bool,
    intern: bool,
    study: bool,
    fresh: bool,
    year: Option<i64>,
    ago: Option<u16>,
    now: bool,
    sentence_ends: bool,
    /// What is said without spans of time and particles.
    bare: String,
}

fn clauses(text: &str) -> Vec<Clause> {
    let tokens = VOCABULARY.lex(text);
    let split =
        tokens.split_inclusive(|t| matches!(t.kind, Kind::Mark(',' | ';' | '。' | '(' | ')' | '\n' | '、')));
    split.filter_map(|tokens| clause(text, tokens)).collect()
}

fn clause(text: &str, tokens: &[Token<Word>]) -> Option<Clause> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let has = |word: Word| tokens.iter().any(|t| t.kind == Kind::Word(word));
    let ago = tokens.iter().find_map(|t| match t.kind {
        Kind::Word(Word::Ago(months)) => Some(months),
        _ => None,
    });
    Some(Clause {
        span: first.span.start..last.span.end,
        months: months(tokens),
        never: tokens.iter().find(|t| t.kind == Kind::Word(Word::Never)).map(|t| t.span.start),
        gap: has(Word::Gap),
        intern: has(Word::Intern),
        study: has(Word::Study),
        fresh: has(Word::Graduated),
        year: calendar_year(tokens),
        ago,
        now: has(Word::Now),
        sentence_ends: matches!(last.kind, Kind::Mark('。' | ';' | '\n')),
        bare: bare(text, tokens),
    })
}

/// The text of a clause without its spans, its marks and words of when.
fn bare(text: &str, tokens: &[Token<Word>]) -> String {
    let time = |at: usize| tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Word(Word::Time(_))));
    let kept = tokens.iter().enumerate().filter(|(at, t)| match t.kind {
        Kind::Number(_) => !time(at + 1),
        Kind::Word(Word::Time(_) | Word::Ago(_) | Word::Now) | Kind::Mark(_) => false,
        _ => true,
    });
    phrase::bare(&kept.map(|(_, t)| &text[t.span.clone()]).collect::<String>())
}

fn months(tokens: &[Token<Word>]) -> Option<u16> {
    let time = |word: Word| match word {
        Word::Time(time) => Some(time),
        _ => None,
    };
    (0..tokens.len())
        .filter_map(|at| months_at(tokens, at, time))
        .map(|m| m.low)
        .find(|m| (1..=600).contains(m))
}

fn calendar_year(tokens: &[Token<Word>]) -> Option<i64> {
    tokens.windows(2).find_map(|pair| match (pair[0].kind, pair[1].kind) {
        (Kind::Number(n), Kind::Word(Word::Time(TimeWord::Years))) if (1970..2100).contains(&n.whole()) => {
            Some(n.whole())
        }
        _ => None,
    })
}

/// The year of graduation that a text names: `2026年7月毕业`, `应届2026`, `2027届`.
pub(super) fn graduation_year(text: &str) -> Option<i16> {
    let tokens = VOCABULARY.lex(text);
    let is = |t: &Token<Word>, word: Word| t.kind == Kind::Word(word);
    tokens.split(|t| matches!(t.kind, Kind::Mark(',' | ';' | '。' | '(' | ')'))).find_map(|clause| {
        let marked = clause.iter().any(|t| is(t, Word::Graduated) || is(t, Word::Class));
        let year = clause.iter().find_map(|t| match t.kind {
            Kind::Number(n) if (1980..2100).contains(&n.whole()) => i16::try_from(n.whole()).ok(),
            _ => None,
        });
        year.filter(|_| marked)
    })
}

fn read_years(reader: &CandidateReader<'_>) -> Past {
    let text = reader.str(Field::Years);
    let mentions = reader.reader.knowledge().lexicon().titles().find_mentions(text);
    let mut past = Past::default();
    for clause in clauses(text) {
        past.fresh |= clause.fresh;
        let Some(months) = clause.months else { continue };
        if clause.gap {
            past.gap = Some(months);
            continue;
        }
        let internship = clause.intern || clause.study;
        if internship {
            past.total = past.total.or(Some(0));
        } else {
            past.total = Some(past.total.unwrap_or(0).saturating_add(months));
        }
        let occupations = occupations(text, &mentions, &clause);
        if !occupations.is_empty() && !clause.study {
            let at = reader.evidence(Field::Years, clause.span.clone());
            past.spells.push(Spell {
                occupations,
                months: Some(months),
                ended_months_ago: None,
                internship,
                at,
            });
        }
    }
    past
}

fn read_story(reader: &CandidateReader<'_>) -> Past {
    let text = reader.str(Field::History);
    let mentions = reader.reader.knowledge().lexicon().titles().find_mentions(text);
    let mut story = Story { past: Past::default(), pending: None, open: false, begun: None };
    for clause in clauses(text) {
        let occupations = done(reader, text, &mentions, &clause);
        let at = reader.evidence(Field::History, clause.span.clone());
        story.take(&clause, occupations, at);
    }
    story.close(i64::from(reader.reader.as_of().year()));
    story.past
}

/// The work of a clause: what it names, else what its verb and object tell.
fn done(
    reader: &CandidateReader<'_>,
    text: &str,
    mentions: &[Mention],
    clause: &Clause,
) -> Vec<OccupationId> {
    let titles = reader.reader.knowledge().lexicon().titles();
    let named = occupations(text, mentions, clause);
    let untold = clause.never.is_some() || clause.gap || (clause.study && !clause.intern);
    if untold || !(named.is_empty() || only_settings(text, mentions, clause)) {
        return named;
    }
    let spoken = spoken(titles, &clause.bare);
    if !spoken.is_empty() {
        return spoken;
    }
    let told = phrase::work(titles, &clause.bare, clause.months.is_some());
    match (told.is_empty(), named.is_empty()) {
        (false, _) => told,
        (true, true) if clause.months.is_some() => likeliest(reader, &clause.bare),
        _ => named,
    }
}

/// A clause with a span that names no work: the wished work of whose duties it speaks, else the likeliest reading of
/// what was done, if it is likely.
fn likeliest(reader: &CandidateReader<'_>, bare: &str) -> Vec<OccupationId> {
    let titles = reader.reader.knowledge().lexicon().titles();
    let duties = titles.duties().find(bare);
    let wished = reader.candidate.wishes.iter().flat_map(|w| &w.occupations);
    let spoken_of = |o: &&OccupationId| duties.iter().any(|d| occupation_id(d.occupation) == **o);
    if let Some(&wished) = wished.into_iter().find(spoken_of) {
        return vec![wished];
    }
    let object = head(phrase::object(bare), MOST_TITLE_BYTES);
    let guesses = titles.read(object, &TitleContext::default());
    let likely = guesses.first().filter(|g| g.confidence >= LIKELY && object.chars().nth(2).is_some());
    likely.map(|g| occupation_id(g.occupation)).into_iter().collect()
}

/// Chosen: the longest title has some twenty characters.
const MOST_TITLE_BYTES: usize = 60;
/// Chosen: a little more often right than wrong; a story names its work in passing.
const LIKELY: u16 = 520;

/// What a phrase names once its particles are gone, settings and served people apart.
fn spoken(titles: &Titles, bare: &str) -> Vec<OccupationId> {
    let mentions = titles.find_mentions(bare);
    let work = mentions.iter().filter(|m| !is_setting(bare, m) && !is_served(bare, m));
    sorted(work.flat_map(|m| &m.occupations).map(|&o| occupation_id(o)).collect())
}

/// Whether all that a clause names is where the work was or whom it served.
fn only_settings(text: &str, mentions: &[Mention], clause: &Clause) -> bool {
    let mut inside = inside(mentions, clause);
    inside.all(|m| is_setting(text, m) || is_served(text, m))
}

/// 在五金厂…: a place of work behind 在, with more behind it.
fn is_setting(text: &str, mention: &Mention) -> bool {
    let (before, named) = (&text[..mention.bytes.start], &text[mention.bytes.clone()]);
    let place = named.ends_with(['厂', '店', '院', '馆', '站', '园', '所', '场', '校', '库', '吧', '家'])
        || named.ends_with("公司");
    let led = ['在', '到', '去', '进', '给', '于'];
    place && (before.ends_with(led) || named.starts_with(led))
}

/// 给老师家做饭, 跟着电工师傅: whom the work serves or who leads it stands behind 给, 帮, 跟.
fn is_served(text: &str, mention: &Mention) -> bool {
    let near = tail(&text[..mention.bytes.start], MOST_BEFORE_SERVED);
    let near = near.rsplit([',', '。', ';', '、', '(', '\n']).next().unwrap_or_default();
    ["给", "帮", "替", "跟", "跟着", "陪", "伺候"]
        .iter()
        .any(|w| near.ends_with(w) || near.contains(&format!("{w}一")))
}

/// Chosen: 给一位 and the like, in bytes.
const MOST_BEFORE_SERVED: usize = 9;

/// A story on its way to being read.
struct Story {
    past: Past,
    /// A span that has found no work yet.
    pending: Option<u16>,
    /// The last work has no span yet and still belongs to the sentence.
    open: bool,
    /// The calendar year in which the last work began.
    begun: Option<i64>,
}

impl Story {
    fn take(&mut self, clause: &Clause, occupations: Vec<OccupationId>, at: crate::model::Evidence) {
        if clause.gap {
            self.past.gap = self.past.gap.or(clause.months);
        } else if !occupations.is_empty() {
            self.work(clause, occupations, at);
        } else if let Some(months) = clause.months.filter(|_| clause.never.is_none() && !clause.study) {
            self.span(months);
        }
        self.when(clause);
        if clause.sentence_ends {
            (self.open, self.pending) = (false, None);
        }
    }

    fn work(&mut self, clause: &Clause, occupations: Vec<OccupationId>, at: crate::model::Evidence) {
        if let Some(year) = clause.year {
            self.bound(year);
        }
        let months = clause.months.or(self.pending.take());
        let internship = clause.intern || (clause.study && months.is_none());
        self.past.spells.push(Spell { occupations, months, ended_months_ago: None, internship, at });
        self.open = months.is_none();
        self.begun = clause.year;
    }

    fn span(&mut self, months: u16) {
        match self.past.spells.last_mut() {
            Some(last) if self.open => {
                last.months = Some(months);
                self.open = false;
            }
            _ => self.pending = Some(months),
        }
    }

    /// The last work ended when the next began.
    fn bound(&mut self, year: i64) {
        let (Some(begun), Some(last)) = (self.begun, self.past.spells.last_mut()) else { return };
        if last.months.is_none() && year > begun {
            last.months = u16::try_from((year - begun) * 12).ok();
        }
    }

    fn when(&mut self, clause: &Clause) {
        let ago = if clause.now { Some(0) } else { clause.ago };
        if let (Some(ago), Some(last)) = (ago, self.past.spells.last_mut()) {
            last.ended_months_ago = last.ended_months_ago.or(Some(ago));
        }
    }

    fn close(&mut self, year: i64) {
        let ended = self.past.spells.last().and_then(|s| s.ended_months_ago).map_or(0, |m| i64::from(m) / 12);
        self.bound(year - ended);
    }
}

/// The work named in a clause, without what it denies; where it was and whom it served only where nothing else is named.
fn occupations(text: &str, mentions: &[Mention], clause: &Clause) -> Vec<OccupationId> {
    // 叉车没开过: without a span a denial speaks of all that its clause names, with one only of what follows it.
    let done =
        |m: &&Mention| clause.never.is_none_or(|never| clause.months.is_some() && m.bytes.start < never);
    let named: Vec<&Mention> = inside(mentions, clause).filter(done).collect();
    let is_work = |m: &&&Mention| !is_setting(text, m) && !is_served(text, m);
    let work: Vec<&Mention> = named.iter().filter(is_work).copied().collect();
    let told = if work.is_empty() { named } else { work };
    sorted(told.iter().flat_map(|m| &m.occupations).map(|&o| occupation_id(o)).collect())
}

fn inside<'a>(mentions: &'a [Mention], clause: &Clause) -> impl Iterator<Item = &'a Mention> {
    let from = mentions.partition_point(|m| m.bytes.start < clause.span.start);
    let end = clause.span.end;
    mentions[from..].iter().take_while(move |m| m.bytes.end <= end)
}

fn sorted(mut ids: Vec<OccupationId>) -> Vec<OccupationId> {
    ids.sort_unstable();
    ids.dedup();
    ids
}
