//! Industries: codes and names of GB/T 4754-2017, and the look-up of free text.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use rengang_text::fold;

use crate::names::Phrases;
use crate::rows::{Row, rows};

/// The place of an industry in the table; stable within one build, ascending by code within a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndustryId(u16);

impl IndustryId {
    /// The place of the industry in the table.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One industry: a section (门类 `C`), division (大类 `C33`), group (中类 `C331`) or class (小类 `C3311`).
#[derive(Debug)]
pub struct Industry {
    code: &'static str,
    name: &'static str,
    parent: Option<IndustryId>,
}

/// An industry that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndustryMention {
    /// The industry.
    pub id: IndustryId,
    /// Bytes of the original text.
    pub span: Range<usize>,
}

/// All industries; immutable, built once and shared.
///
/// ```
/// use rengang_lexicon::industry::Industries;
/// let industries = Industries::embedded();
/// let found = industries.find("汽车零部件制造").unwrap();
/// assert_eq!(industries.get(found).code(), "C3670");
/// assert!(industries.contains(industries.by_code("C36").unwrap(), found));
/// ```
#[derive(Debug)]
pub struct Industries {
    all: Vec<Industry>,
    /// Ascending by code.
    by_code: Vec<(&'static str, IndustryId)>,
    phrases: Phrases<IndustryId>,
}

impl Industries {
    /// Builds the industries from the embedded table.
    #[must_use]
    pub fn embedded() -> Self {
        let mut by_code: Vec<(&'static str, IndustryId)> =
            table().enumerate().map(|(at, row)| (row.cell(0), IndustryId(at as u16))).collect();
        by_code.sort_unstable();
        let all = table().map(|row| Industry::from_row(row, &by_code)).collect();
        let phrases = table().enumerate().flat_map(|(at, row)| {
            names(row).into_iter().map(move |name| (name, IndustryId(at as u16))).collect::<Vec<_>>()
        });
        Self { all, phrases: Phrases::new(phrases), by_code }
    }

    /// The industry of `id`.
    #[must_use]
    pub fn get(&self, id: IndustryId) -> &Industry {
        &self.all[usize::from(id.0)]
    }

    /// The industry of an official code such as `C33`; its digits alone (`33`) will do where they are two or more.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<IndustryId> {
        let exact = self.by_code.binary_search_by_key(&code, |&(c, _)| c).ok();
        let bare = code.len() > 1 && code.bytes().all(|b| b.is_ascii_digit());
        let digits = || self.by_code.iter().position(|(c, _)| &c[1..] == code);
        exact.or_else(|| bare.then(digits).flatten()).map(|at| self.by_code[at].1)
    }

    /// Whether `inner` is `outer` or a part of it.
    #[must_use]
    pub fn contains(&self, outer: IndustryId, inner: IndustryId) -> bool {
        self.get(inner).code.starts_with(self.get(outer).code)
    }

    /// The industries that `text` names, from left to right, longest names first.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<IndustryMention> {
        let folded = fold(text);
        let mut from = 0;
        let mut found = Vec::new();
        for hit in self.phrases.find_all(folded.as_str()) {
            if hit.bytes.start >= from {
                from = hit.bytes.end;
                // One name may stand on several levels (农业 is a division, 体育 too): the coarsest is meant.
                let coarsest = self.phrases.meanings(&hit).iter().min_by_key(|id| self.get(**id).code.len());
                let span = folded.original_span(hit.bytes);
                found.extend(coarsest.map(|&id| IndustryMention { id, span }));
            }
        }
        found
    }

    /// The industry that `text`, a field of one industry, names best: its code, else the longest name in it.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<IndustryId> {
        let mentions = || self.mentions(text);
        self.by_code(text.trim()).or_else(|| {
            mentions().into_iter().max_by_key(|m| (m.span.len(), Reverse(m.span.start))).map(|m| m.id)
        })
    }
}

impl Industry {
    fn from_row(row: Row, by_code: &[(&'static str, IndustryId)]) -> Self {
        let code = row.cell(0);
        // Sections have a letter, divisions two digits more, then one each.
        let above = if code.len() == 3 { 1 } else { code.len().saturating_sub(1) };
        let parent = by_code.binary_search_by_key(&&code[..above], |(c, _)| c).ok().map(|at| by_code[at].1);
        Self { code, name: row.cell(1), parent }
    }

    /// Its code: a letter and up to four digits.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The next wider industry, none for a section.
    #[must_use]
    pub fn parent(&self) -> Option<IndustryId> {
        self.parent
    }
}

fn table() -> impl Iterator<Item = Row> {
    rows(include_str!("../tables/industries/industries.tsv"))
}

/// The folded name of a row, the same without 业, and its other words.
fn names(row: Row) -> Vec<Cow<'static, str>> {
    let name = row.cell(1);
    let short = name.strip_suffix("业").filter(|short| short.chars().count() > 2);
    let all = [Some(name), short].into_iter().flatten().chain(row.list(2));
    all.map(folded).collect()
}

fn folded(phrase: &'static str) -> Cow<'static, str> {
    let folded = fold(phrase);
    if folded.as_str() == phrase { Cow::Borrowed(phrase) } else { Cow::Owned(folded.as_str().to_owned()) }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static INDUSTRIES: LazyLock<Industries> = LazyLock::new(Industries::embedded);

    fn check(text: &str, code: &str) {
        let found = INDUSTRIES.find(text).map(|id| INDUSTRIES.get(id).code()).unwrap_or_default();
        assert_eq!(found, code, "{text}");
    }

    #[test]
    fn names_and_everyday_words_lead_to_the_code() {
        check("金属制品业", "C33");
        check("餐饮", "H62");
        check("某某家政服务公司", "O801");
        check("保安服務", "L727");
        check("快递业", "G6020");
        check("C36", "C36");
        check("3670", "C3670");
        check("未填", "");
    }

    #[test]
    fn every_industry_below_a_section_has_its_parent() {
        for industry in &INDUSTRIES.all {
            let parent = industry.parent().map(|id| INDUSTRIES.get(id));
            assert_eq!(parent.is_none(), industry.code().len() == 1, "{industry:?}");
            assert!(parent.is_none_or(|p| industry.code().starts_with(p.code())), "{industry:?}");
        }
    }

    #[test]
    fn a_text_may_name_several() {
        let codes: Vec<_> =
            INDUSTRIES.mentions("仓储、批发").iter().map(|m| INDUSTRIES.get(m.id).code()).collect();
        assert_eq!(codes, ["G59", "F51"]);
    }
}
