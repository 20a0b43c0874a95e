//! Titles of ads: noise becomes tags, several posts become alternatives.
//!
//! ```text
//! title := (piece | bracket | mark)*
//! ```
//! - What stands in brackets is a tag, split at 、 , + and spaces.
//! - Pieces lie between spaces and marks. A piece that is urgency, pay, a benefit, a condition of hiring or a place is
//!   a tag; the first other one is the title, later ones behind / 、 兼 或 are alternatives, and so are later ones
//!   behind a space if the lexicon knows them as work.
//! - Inside a piece, words of urgency and hiring before the work (急聘, 直招, 2026届) and forms of address and counts
//!   behind it (阿姨, 若干名) are cut off; a driving class behind the work is a tag, a Latin short name an alternative.

use crate::read::lex::{Vocabulary, head};
use crate::read::number::number;
use rengang_lexicon::Lexicon;
use rengang_lexicon::region::{RegionContext, Regions};
use std::sync::LazyLock;

/// What is known of places and work while reading a title.
#[derive(Clone, Copy)]
pub struct TitleKnowledge<'k> {
    /// The lexicon: which pieces are work.
    pub lexicon: &'k Lexicon,
    /// The regions: which pieces are places.
    pub regions: &'k Regions,
    /// Where the posting is, for places of one name.
    pub context: RegionContext,
}

/// A title that has been read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TitleReading {
    /// The name of the work.
    pub title: String,
    /// Other posts, or other names of the work.
    pub alternatives: Vec<String>,
    /// Urgency is claimed.
    pub urgent: bool,
    /// Everything else.
    pub tags: Vec<String>,
}

/// What a word of a title is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Urgent,
    /// Cut off at the beginning without a tag.
    Filler,
    /// Cut off at the beginning as a tag.
    Hiring,
    /// A piece that begins with it is a tag.
    Benefit,
    /// Cut off at the end.
    Address,
    Class,
}

static VOCABULARY: LazyLock<Vocabulary<Word>> = LazyLock::new(|| Vocabulary::new(ROWS));

const ROWS: &[(Word, &str)] = &[
    (Word::Urgent, "急招 急聘 急 急急 急急急 急需 紧急 紧急招聘 火急 急招聘 特急 加急 急募"),
    (
        Word::Filler,
        "招聘 诚聘 聘 招 诚招 高薪诚聘 高薪聘请 高薪 热招 现招 特聘 招募 招收 大量招 大量招聘 长期招 长期招聘 新店开业 诚邀",
    ),
    (Word::Hiring, "直招 大厂直招 厂家直招 公司直招 校招 社招 直聘 岗位直招 工厂直招 内推 直签 代招"),
    (
        Word::Benefit,
        "包吃住 包吃 包住 管吃住 五险 五险一金 六险一金 双休 单休 日结 周结 月结 月薪 底薪 高薪 年薪 时薪 日薪 长白班 白班 坐班 无需经验 \
         无责底薪 带薪 补贴 返费 薪资 可预支 提供食宿 提供住宿 朝九晚五 周末双休 免费培训 不加班 无夜班 纯白班 应届可 应届生 待遇优 待遇好 \
         可日结 工资日结 管住 管吃 年底双薪 双薪 综合薪资 小白可 零基础 包教会 就近安排 就近分配 上五休二 做五休二 做六休一 工作轻松 \
         接受小白 恒温车间 空调车间 坐着上班 稳定 有宿舍 班车 食宿 夜班 倒班 两班倒 长期 短期 全职 兼职 急结 当天结 保底 底薪高 不穿无尘服 \
         外地可 近地铁 地铁口 月入 日入 转正",
    ),
    (
        Word::Address,
        "阿姨 大姐 大叔 小哥 小姐姐 小哥哥 帅哥 美女 女士 先生 人员若干 若干 若干名 数名 多名 数人 大哥 大爷 宝妈 小妹",
    ),
    (Word::Class, "a1 a2 a3 b1 b2 c1 c2 c3 c6 d照 b照 c照 a照 a1证 a2证 b2证 c1证 a1照 a2照 b2照 c1照"),
];

/// Reads a title.
#[must_use]
pub fn read(title: &str, known: TitleKnowledge<'_>) -> TitleReading {
    let narrow = narrow(head(title, MAX_TITLE_BYTES));
    let mut reader = Reader { known, out: TitleReading::default(), tags: Vec::new(), place: 0 };
    let outside = reader.take_brackets(&narrow);
    for (place, piece, joined) in pieces(&outside) {
        reader.place = place;
        reader.piece(piece, joined);
    }
    reader.finish()
}

/// Chosen: a title beyond some hundred characters is a body text in the wrong field; its beginning is its title.
pub(crate) const MAX_TITLE_BYTES: usize = 600;

/// Full-width characters to their narrow forms; the case of letters stays as written.
fn narrow(title: &str) -> String {
    let one = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{feff}' => ' ',
        _ => c,
    };
    title.chars().map(one).collect()
}

struct Reader<'k> {
    known: TitleKnowledge<'k>,
    out: TitleReading,
    /// Tags with the place that they stand at, outside of brackets.
    tags: Vec<(usize, String)>,
    place: usize,
}

impl Reader<'_> {
    fn finish(mut self) -> TitleReading {
        self.tags.sort_by_key(|(place, _)| *place);
        self.out.tags = self.tags.into_iter().map(|(_, tag)| tag).collect();
        if self.out.title.is_empty() {
            self.out.title = self.out.tags.first().cloned().unwrap_or_default();
        }
        self.out
    }

    fn tag(&mut self, text: &str) {
        self.tags.push((self.place, text.trim().to_owned()));
    }

    /// Takes what stands in brackets as tags and gives the rest, brackets replaced by a space.
    fn take_brackets(&mut self, title: &str) -> String {
        let (mut outside, mut inside, mut depth) = (String::new(), String::new(), 0usize);
        for c in title.chars() {
            match c {
                '(' | '[' | '【' | '〔' | '《' | '「' | '<' | '{' | '『' => depth += 1,
                ')' | ']' | '】' | '〕' | '》' | '」' | '>' | '}' | '』' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        self.place = outside.len();
                        self.bracket(&std::mem::take(&mut inside));
                        outside.push('\u{1}');
                    }
                }
                c if depth > 0 => inside.push(c),
                c => outside.push(c),
            }
        }
        // A bracket that is never closed holds the rest of the title.
        self.bracket(&inside);
        outside
    }

    fn bracket(&mut self, content: &str) {
        for part in content.split(['、', ',', '+', ' ', ';', '，']).filter(|p| !p.is_empty()) {
            if meaning(part) == Some(Word::Urgent) {
                self.out.urgent = true;
            } else {
                self.tag(part);
            }
        }
    }

    fn piece(&mut self, piece: &str, joined: bool) {
        let piece = self.strip_front(piece);
        let piece = self.strip_pay(piece);
        let piece = self.strip_benefit(piece);
        let piece = self.strip_place(piece);
        if piece.is_empty() {
            return;
        }
        if is_pay(piece) || begins_with(piece, Word::Benefit) || self.is_place(piece) {
            return self.tag(piece);
        }
        let piece = self.strip_back(piece);
        let piece = self.strip_workplace(piece);
        if piece.is_empty() {
        } else if self.out.title.is_empty() {
            self.out.title = piece.to_owned();
        } else if !joined && self.is_work(piece) && is_condition(&self.out.title) {
            let old = std::mem::replace(&mut self.out.title, piece.to_owned());
            self.tag(&old);
        } else if joined || self.is_work(piece) {
            self.out.alternatives.push(piece.to_owned());
        } else {
            self.tag(piece);
        }
    }

    /// Cuts off urgency, hiring words, the class of a year and a driving class.
    fn strip_front<'p>(&mut self, piece: &'p str) -> &'p str {
        let piece = self.strip_hiring(piece);
        let piece = self.strip_year(piece);
        let piece = self.strip_hiring(piece);
        match leading(piece) {
            Some((len, Word::Class)) if len < piece.len() && self.is_work(&piece[len..]) => {
                self.tag(&piece[..len]);
                &piece[len..]
            }
            _ => piece,
        }
    }

    fn strip_hiring<'p>(&mut self, mut piece: &'p str) -> &'p str {
        while let Some((len, word)) = leading(piece) {
            match word {
                Word::Urgent => self.out.urgent = true,
                Word::Hiring => self.tag(&piece[..len]),
                Word::Filler => {}
                _ => break,
            }
            piece = piece[len..].trim_start();
        }
        piece
    }

    fn strip_year<'p>(&mut self, mut piece: &'p str) -> &'p str {
        if let Some(n) = number(piece)
            && let Some(rest) = piece[n.len..].strip_prefix('届')
            && !rest.is_empty()
        {
            self.tag(&piece[..piece.len() - rest.len()]);
            piece = rest.strip_prefix("毕业生").filter(|r| !r.is_empty()).unwrap_or(rest);
        }
        piece
    }

    /// `小时工25元/时`: what begins with a figure and is pay to the end is a tag of its own.
    fn strip_pay<'p>(&mut self, piece: &'p str) -> &'p str {
        let Some(at) = piece.find(|c: char| c.is_ascii_digit()).filter(|&at| at > 0) else { return piece };
        if !is_pay(&piece[at..]) || !self.is_work(&piece[..at]) {
            return piece;
        }
        self.tag(&piece[at..]);
        &piece[..at]
    }

    /// `河西区家政保洁`: a place by its full name right before the work.
    fn strip_place<'p>(&mut self, piece: &'p str) -> &'p str {
        if !piece.contains(['区', '市', '县', '镇']) {
            return piece;
        }
        let reading = self.known.regions.read(piece, self.known.context);
        let Some(end) = reading.places.iter().filter(|p| p.span.start == 0).map(|p| p.span.end).max() else {
            return piece;
        };
        // 乐平市场监督管理所, 珠海市救助管理站: the name of an office is no place before work.
        let work = rengang_text::fold(&piece[end..]);
        let mentions = self.known.lexicon.titles().find_mentions(work.as_str());
        let whole = mentions.iter().any(|m| m.bytes == (0..work.as_str().len()));
        if !whole || !piece[..end].ends_with(['区', '市', '县', '镇']) {
            return piece;
        }
        self.tag(&piece[..end]);
        &piece[end..]
    }

    /// `夜班保安`: a benefit or form right before the work is a tag of its own.
    fn strip_benefit<'p>(&mut self, piece: &'p str) -> &'p str {
        match leading(piece) {
            Some((len, Word::Benefit)) if len < piece.len() && self.is_work(&piece[len..]) => {
                self.tag(&piece[..len]);
                &piece[len..]
            }
            _ => piece,
        }
    }

    /// Cuts off forms of address, counts, a driving class and a Latin short name.
    fn strip_back<'p>(&mut self, mut piece: &'p str) -> &'p str {
        while let Some((len, word)) = trailing(piece) {
            let kept = &piece[..piece.len() - len];
            match word {
                _ if kept.is_empty() => break,
                Word::Address => {}
                Word::Class => self.tag(&piece[kept.len()..]),
                _ => break,
            }
            piece = kept.trim_end();
        }
        let piece = strip_count(piece);
        let latin = piece.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        let head = &piece[..piece.len() - latin];
        let named =
            !head.is_empty() && (head.ends_with(['员', '师', '工', '理', '管']) || self.is_work(head));
        if (2..=4).contains(&latin) && named {
            self.out.alternatives.push(piece[head.len()..].to_owned());
            return head;
        }
        piece
    }

    /// `电子厂普工`: the kind of factory says where, not what, before the names of unskilled work.
    fn strip_workplace<'p>(&mut self, piece: &'p str) -> &'p str {
        let Some((place, work)) = piece.split_once('厂') else { return piece };
        if place.is_empty() || !["普工", "操作工", "小时工", "临时工", "工人", "作业员"].contains(&work)
        {
            return piece;
        }
        self.tag(&format!("{place}厂"));
        work
    }

    fn is_place(&self, piece: &str) -> bool {
        let reading = self.known.regions.read(piece, self.known.context);
        let covered = |span: &std::ops::Range<usize>| span.start == 0 && span.end == piece.len();
        reading.places.iter().any(|p| covered(&p.span)) || reading.ambiguous.iter().any(|a| covered(&a.span))
    }

    /// Whether the lexicon knows work at the end of the piece.
    fn is_work(&self, piece: &str) -> bool {
        let folded = rengang_text::fold(piece);
        let end = folded.as_str().len();
        self.known.lexicon.titles().find_mentions(folded.as_str()).iter().any(|m| m.bytes.end == end)
    }
}

/// Pieces between spaces and marks, each with whether the mark before it joins posts.
fn pieces(title: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut joined = false;
    let mut from = 0;
    let mut found = Vec::new();
    let bounds: Vec<(usize, char)> = title.char_indices().chain([(title.len(), ' ')]).collect();
    for &(at, c) in &bounds {
        let joins = matches!(c, '/' | '、' | '兼' | '或' | '&' | '\\') && !inside_name(title, at, c);
        let parts = joins || c == ' ' || c == '\u{1}' || is_mark(title, at, c);
        if !parts {
            continue;
        }
        let piece = title[from..at].trim();
        if !piece.is_empty() {
            found.push((from, piece, joined));
            joined = false;
        }
        joined |= joins;
        from = (at + c.len_utf8()).min(title.len());
    }
    found.into_iter()
}

/// 兼职 is a word; C/C++ is a name.
fn inside_name(title: &str, at: usize, c: char) -> bool {
    let rest = &title[at + c.len_utf8()..];
    match c {
        '兼' => rest.starts_with('职') || rest.starts_with('顾') || at == 0,
        '或' | '&' => at == 0,
        // 25元/时 is one figure.
        '/' if title[..at].ends_with(['元', '块', '薪']) => true,
        '/' => {
            title[..at].ends_with(['c', 'C', 'b', 'B', 't', 'T'])
                && rest.starts_with(['c', 'C', 's', 'S', 'p', 'P'])
        }
        _ => false,
    }
}

fn is_mark(title: &str, at: usize, c: char) -> bool {
    match c {
        '!' | ',' | '，' | '|' | '·' | '—' | '–' | '~' | '。' | ':' | ';' | '*' | '★' | '☆' | '✅' | '☎'
        | '◆' | '●' | '！' | '…' | '：' | '\t' | '\n' => true,
        '-' | '_' => !between_latin(title, at),
        '+' => !title[..at].ends_with(|p: char| p.is_ascii()) && !title[at + 1..].starts_with('+'),
        _ => !c.is_alphanumeric() && !c.is_ascii(),
    }
}

fn between_latin(title: &str, at: usize) -> bool {
    let bytes = title.as_bytes();
    let latin = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    latin(at.checked_sub(1).and_then(|i| bytes.get(i))) && latin(bytes.get(at + 1))
}

fn meaning(part: &str) -> Option<Word> {
    let lower = part.to_ascii_lowercase();
    VOCABULARY
        .words(&lower)
        .find(|(span, _)| span.start == 0 && span.end == lower.len())
        .map(|(_, word)| word)
}

fn leading(piece: &str) -> Option<(usize, Word)> {
    let lower = piece.to_ascii_lowercase();
    VOCABULARY.words(&lower).next().filter(|(span, _)| span.start == 0).map(|(span, word)| (span.end, word))
}

fn begins_with(piece: &str, word: Word) -> bool {
    leading(piece).is_some_and(|(_, w)| w == word)
}

fn trailing(piece: &str) -> Option<(usize, Word)> {
    let lower = piece.to_ascii_lowercase();
    let last = VOCABULARY.words(&lower).last()?;
    (last.0.end == lower.len()).then_some((last.0.len(), last.1))
}

/// `保安10名`, `普工20人`: the count is no part of the name.
fn strip_count(piece: &str) -> &str {
    let Some(head) = piece.strip_suffix(['名', '人', '位', '个']) else { return piece };
    let kept = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '一'..='十'));
    let kept =
        if kept.len() < head.len() && head[kept.len()..].bytes().all(|b| b.is_ascii_digit() || b == b'-') {
            kept
        } else {
            piece
        };
    if kept.is_empty() { piece } else { kept }
}

/// `大专以上`: what is asked for, standing where the work would.
fn is_condition(title: &str) -> bool {
    let ends = ["以上", "以上学历", "学历", "优先", "不限", "及以上"];
    ends.iter().any(|end| title.ends_with(end))
}

/// A figure of pay: digits with a unit, or four digits and more.
fn is_pay(piece: &str) -> bool {
    let lower = piece.to_ascii_lowercase();
    let Some(n) = number(&lower) else { return false };
    let rest = lower[n.len..].trim_start_matches([
        '-', '~', '—', '到', '至', '+', '元', '块', '/', '月', '天', '时', '小', '年', '起', '以', '上',
    ]);
    let units = ['元', '块', '/', '月', '天', '时', '小', '年', '起', '+', '以', '上'];
    let tail = number(rest).map_or(rest, |second| rest[second.len..].trim_start_matches(units));
    let size = n.unit.is_some_and(|u| u >= 1000)
        || n.whole() >= 1000
        || lower[n.len..].starts_with(['元', '-', '~']);
    tail.is_empty() && size
}

#[cfg(test)]
mod tests {
    use super::*;

    static KNOWN: LazyLock<(Lexicon, Regions)> = LazyLock::new(|| (Lexicon::embedded(), Regions::embedded()));

    fn check(title: &str, core: &str, alternatives: &[&str], urgent: bool, tags: &[&str]) {
        let (lexicon, regions) = &*KNOWN;
        let context = RegionContext { home_region: regions.by_digits("120000"), parent: None };
        let t = read(title, TitleKnowledge { lexicon, regions, context });
        assert_eq!((t.title.as_str(), t.urgent), (core, urgent), "{title}: {t:?}");
        assert_eq!(
            (t.alternatives, t.tags),
            (
                alternatives.iter().map(|s| (*s).to_owned()).collect(),
                tags.iter().map(|s| (*s).to_owned()).collect()
            ),
            "{title}"
        );
    }

    #[test]
    fn noise_becomes_tags() {
        check("【急】叉车司机（包吃住，双休）", "叉车司机", &[], true, &["包吃住", "双休"]);
        check("高薪诚聘 收银员 5000-6000", "收银员", &[], false, &["5000-6000"]);
        check("服务员-西青", "服务员", &[], false, &["西青"]);
        check("2027届机械工程师", "机械工程师", &[], false, &["2027届"]);
        check("洗碗阿姨", "洗碗", &[], false, &[]);
    }

    #[test]
    fn several_posts_are_alternatives() {
        check("收银员/理货员", "收银员", &["理货员"], false, &[]);
        check("行政兼出纳", "行政", &["出纳"], false, &[]);
        check("C/C++开发工程师", "C/C++开发工程师", &[], false, &[]);
        check("夜班保安", "保安", &[], false, &["夜班"]);
    }
}
