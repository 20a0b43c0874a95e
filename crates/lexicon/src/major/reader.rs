//! Reads the majors that a text names.

use std::borrow::Cow;
use std::ops::Range;

use rengang_text::{Folded, fold};
use rustc_hash::FxHashMap;

use super::{MajorId, Majors, class_rows, major_rows};
use crate::names::{Hit, Phrases};

/// What kind of text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MajorText {
    /// A field that holds majors: every name counts.
    Field,
    /// Running text: a name counts where 专业, 类, 系, 毕业 or 背景 follows it or the list that it stands in.
    Running,
}

/// The majors of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MajorReading {
    /// By where they stand; a word that names several gives several with one span.
    pub mentions: Vec<MajorMention>,
    /// 相关专业, 等专业: near ones will do.
    pub related_ok: bool,
    /// 专业不限.
    pub unlimited: bool,
}

/// A major that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorMention {
    /// The major or class.
    pub id: MajorId,
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// Whether its clause says 优先 or the like.
    pub preferred: bool,
}

impl MajorReading {
    /// The majors and classes named, without repeats, in the order of the text.
    #[must_use]
    pub fn ids(&self) -> Vec<MajorId> {
        let mut ids: Vec<MajorId> = Vec::new();
        for mention in &self.mentions {
            if !ids.contains(&mention.id) {
                ids.push(mention.id);
            }
        }
        ids
    }
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Major(MajorId),
    /// 专业, 系, 毕业: what stands before is a major.
    Proof,
    Related,
    Unlimited,
    Preferred,
    /// 非: what stands after is not wanted.
    Not,
    /// Looks like a major and is none.
    Nothing,
}

/// Folded words around majors.
const MARKS: [(Meaning, &[&str]); 6] = [
    (
        Meaning::Proof,
        &["专业", "类", "系", "毕业", "背景", "科班", "出身", "方向", "专业毕业", "类专业", "学历背景"],
    ),
    (
        Meaning::Related,
        &[
            "相关专业",
            "相近专业",
            "类似专业",
            "等专业",
            "等相关",
            "相关",
            "相近",
            "等相关专业",
            "或相关专业",
            "及相关专业",
            "类相关专业",
            "等",
        ],
    ),
    (
        Meaning::Unlimited,
        &[
            "专业不限",
            "不限专业",
            "专业无要求",
            "无专业要求",
            "专业要求不限",
            "任何专业",
            "不限",
            "专业没要求",
            "对专业无要求",
            "其他专业也可",
            "专业可放宽",
            "各专业",
            "无需专业",
            "专业均可",
        ],
    ),
    (Meaning::Preferred, &["优先", "更好", "最好", "加分", "为佳", "者佳"]),
    (Meaning::Not, &["非"]),
    (
        Meaning::Nothing,
        &[
            "相关工作",
            "相关经验",
            "相关岗位",
            "相关行业",
            "相关证书",
            "等级",
            "等待",
            "等工作",
            "等方面",
            "专业技能",
            "专业知识",
            "毕业证",
            "相关职业",
        ],
    ),
];

/// The automaton over all names and marks.
pub(super) fn phrases(names: &FxHashMap<&'static str, MajorId>) -> Phrases<Meaning> {
    let rows = class_rows().map(|row| (row, 2)).chain(major_rows().map(|row| (row, 3)));
    let named = rows.filter_map(|(row, aliases)| {
        let meaning = Meaning::Major(*names.get(row.cell(0))?);
        let all = std::iter::once(row.cell(0)).chain(row.list(aliases));
        Some(all.map(move |phrase| (folded(phrase), meaning)))
    });
    let marks = MARKS.iter().flat_map(|(m, words)| words.iter().map(|w| (Cow::Borrowed(*w), *m)));
    Phrases::new(named.flatten().chain(marks))
}

fn folded(phrase: &'static str) -> Cow<'static, str> {
    let folded = fold(phrase);
    if folded.as_str() == phrase { Cow::Borrowed(phrase) } else { Cow::Owned(folded.as_str().to_owned()) }
}

impl Majors {
    /// Reads the majors of `text`, linear in its length.
    #[must_use]
    pub fn read(&self, text: &str, kind: MajorText) -> MajorReading {
        self.read_folded(&fold(text), kind)
    }

    /// Reads the majors of a text that is folded already.
    #[must_use]
    pub fn read_folded(&self, folded: &Folded, kind: MajorText) -> MajorReading {
        let hits = leftmost_longest(self.phrases.find_all(folded.as_str()));
        let mut out = MajorReading::default();
        for (at, hit) in hits.iter().enumerate() {
            let meanings = self.phrases.meanings(hit);
            out.related_ok |= meanings.contains(&Meaning::Related);
            out.unlimited |= meanings.contains(&Meaning::Unlimited);
            let named = meanings.iter().any(|m| matches!(m, Meaning::Major(_)));
            if named && self.counts(folded.as_str(), &hits, at, kind) {
                self.put(folded, &hits, at, &mut out);
            }
        }
        // 等 and 相关 speak of majors only where one is named.
        out.related_ok &= !out.mentions.is_empty();
        out
    }

    fn counts(&self, folded: &str, hits: &[Hit], at: usize, kind: MajorText) -> bool {
        let not = at.checked_sub(1).is_some_and(|before| {
            hits[before].bytes.end == hits[at].bytes.start && self.means(&hits[before], Meaning::Not)
        });
        !not && (kind == MajorText::Field || self.has_proof(folded, hits, at))
    }

    /// Whether a proof ends the list that hit `at` stands in: 机械、焊接专业.
    fn has_proof(&self, folded: &str, hits: &[Hit], at: usize) -> bool {
        for (next, hit) in hits.iter().enumerate().skip(at).take(MAX_LIST) {
            let text = &folded[hit.bytes.clone()];
            if text.ends_with("专业")
                || (text.ends_with('类') && text.len() > "类".len())
                || self.means(hit, Meaning::Proof)
            {
                return true;
            }
            let Some(after) = hits.get(next + 1) else { return false };
            let list = folded[hit.bytes.end..after.bytes.start].chars().all(is_separator);
            let named =
                self.phrases.meanings(hit).iter().any(|m| matches!(m, Meaning::Major(_) | Meaning::Related));
            if !list || !named {
                return false;
            }
        }
        false
    }

    fn means(&self, hit: &Hit, meaning: Meaning) -> bool {
        self.phrases.meanings(hit).contains(&meaning)
    }

    fn put(&self, folded: &Folded, hits: &[Hit], at: usize, out: &mut MajorReading) {
        let span = folded.original_span(hits[at].bytes.clone());
        let preferred = self.is_preferred(folded.as_str(), hits, at);
        let ids = self.phrases.meanings(&hits[at]).iter().filter_map(|m| match m {
            Meaning::Major(id) => Some(*id),
            _ => None,
        });
        out.mentions.extend(ids.map(|id| MajorMention { id, span: span.clone(), preferred }));
    }

    fn is_preferred(&self, folded: &str, hits: &[Hit], at: usize) -> bool {
        let from = hits[at].bytes.end;
        let ends = |c: char| matches!(c, ',' | '。' | ';' | '\n' | '!');
        let len = folded[from..].char_indices().take(MAX_CLAUSE).find(|&(_, c)| ends(c)).map(|(len, _)| len);
        let end = len.map_or(usize::MAX, |len| from + len);
        let rest = hits[at..].iter().take(MAX_CLAUSE).take_while(|hit| hit.bytes.start < end);
        rest.into_iter().any(|hit| self.means(hit, Meaning::Preferred))
    }
}

/// Chosen: more names than this in one list are a catalogue.
const MAX_LIST: usize = 16;
/// Chosen: characters, and phrases, that a clause about majors may have.
const MAX_CLAUSE: usize = 80;

fn is_separator(c: char) -> bool {
    matches!(c, '、' | '/' | ' ' | '和' | '与' | '及' | '或' | '·' | '(' | ')')
}

fn leftmost_longest(hits: Vec<Hit>) -> Vec<Hit> {
    let mut from = 0;
    hits.into_iter()
        .filter(|hit| {
            let free = hit.bytes.start >= from;
            from = if free { hit.bytes.end } else { from };
            free
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static MAJORS: LazyLock<Majors> = LazyLock::new(Majors::embedded);

    fn names(reading: &MajorReading) -> Vec<&'static str> {
        reading.ids().into_iter().map(|id| MAJORS.get(id).name()).collect()
    }

    fn check(text: &str, kind: MajorText, expected: &[&str]) {
        assert_eq!(names(&MAJORS.read(text, kind)), expected, "{text}");
    }

    #[test]
    fn a_field_names_majors_and_classes() {
        check("数控技术", MajorText::Field, &["数控技术"]);
        check("机械、自动化类", MajorText::Field, &["机械类", "自动化类"]);
        check("国贸/英语", MajorText::Field, &["经济与贸易类", "英语"]);
        check("計算機科學與技術", MajorText::Field, &["计算机科学与技术"]);
    }

    #[test]
    fn running_text_needs_the_word_after_the_list() {
        check("土木、工程造价专业，会计算成本", MajorText::Running, &["土木类", "工程造价"]);
        check("负责会计核算与护理用品采购", MajorText::Running, &[]);
        check("非计算机专业也可以", MajorText::Running, &[]);
        check("药学或护理毕业", MajorText::Running, &["药学", "护理"]);
    }

    #[test]
    fn marks_say_how_strictly_it_is_meant() {
        let reading = MAJORS.read("化工等相关专业优先", MajorText::Running);
        assert!(reading.related_ok && reading.mentions[0].preferred);
        assert!(MAJORS.read("专业不限", MajorText::Running).unlimited);
        assert!(!MAJORS.read("有相关经验", MajorText::Running).related_ok);
    }
}
