//! Folds text to one form and remembers where every part of it came from.
//!
//! The order matters: width and compatibility forms (NFKC), traditional to simplified script, case. All three come
//! before segmentation, or `Ｊａｖａ` would be four words and `軟體` no word at all. Invisible format characters,
//! which ads use to hide words from checkers, are dropped.

use std::ops::Range;
use std::sync::LazyLock;

use opencc_fmmseg::OpenCC;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Text in one form, with a map back to the text that it came from.
///
/// ```
/// let folded = rengang_text::fold("急聘Ｊａｖａ開發");
/// assert_eq!(folded.as_str(), "急聘java开发");
/// let java = folded.as_str().find("java").unwrap();
/// assert_eq!(folded.original_span(java..java + 4), 6..18);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where the distance between the two texts changes, ascending in `folded`.
    anchors: Vec<Anchor>,
    original_len: usize,
}

/// From `folded` on, the original lies at `original`; a `unit` is whole: no place inside it maps into the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Anchor {
    folded: u32,
    original: u32,
    unit: bool,
}

/// Folds `text`; linear in its length. Offsets beyond 4 GiB are not supported; records are bounded far below.
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folding = Folding::new(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let taken = folding.take_plain(rest);
        rest = &rest[taken..];
        if let Some(first) = rest.chars().next() {
            let unit = unit_len(rest, first);
            folding.take_unit(&rest[..unit]);
            rest = &rest[unit..];
        }
    }
    folding.finish()
}

impl Folded {
    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Bytes of the original.
    #[must_use]
    pub fn original_len(&self) -> usize {
        self.original_len
    }

    /// The bytes of the original that the bytes `span` of the folded text came from.
    ///
    /// A span that begins or ends inside a replaced unit is widened to the whole unit.
    #[must_use]
    pub fn original_span(&self, span: Range<usize>) -> Range<usize> {
        if span.start >= self.text.len() {
            return self.original_len..self.original_len;
        }
        let start = self.original_start(span.start);
        let end = if span.end <= span.start { start } else { self.original_end(span.end) };
        start..end.max(start)
    }

    fn original_start(&self, at: usize) -> usize {
        let anchor = self.anchors[self.anchor_index(at)];
        if anchor.unit {
            anchor.original as usize
        } else {
            anchor.original as usize + (at - anchor.folded as usize)
        }
    }

    fn original_end(&self, end: usize) -> usize {
        let index = self.anchor_index(end - 1);
        let anchor = self.anchors[index];
        if anchor.unit {
            self.anchors.get(index + 1).map_or(self.original_len, |next| next.original as usize)
        } else {
            anchor.original as usize + (end - anchor.folded as usize)
        }
    }

    /// The last anchor at or before `at`; there is one at 0 in every text that is not empty.
    fn anchor_index(&self, at: usize) -> usize {
        self.anchors.partition_point(|a| a.folded as usize <= at) - 1
    }
}

impl AsRef<str> for Folded {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// A text on its way to being folded.
struct Folding {
    out: Folded,
    consumed: usize,
}

impl Folding {
    fn new(len: usize) -> Self {
        let out = Folded {
            text: String::with_capacity(len),
            anchors: Vec::with_capacity(len / 24 + 1),
            original_len: len,
        };
        Self { out, consumed: 0 }
    }

    /// Copies what is already in its folded form and says how many bytes that was.
    fn take_plain(&mut self, rest: &str) -> usize {
        let mut len = plain_len(rest);
        // A plain base before a combining mark belongs to the mark's unit.
        if len > 0 && rest[len..].chars().next().is_some_and(is_mark) {
            len = rest[..len].char_indices().next_back().map_or(0, |(at, _)| at);
        }
        if len > 0 {
            self.anchor(false);
            self.out.text.push_str(&rest[..len]);
            self.consumed += len;
        }
        len
    }

    /// Full-width forms and capitals without marks, which are nearly all units of an ad, need no Unicode tables.
    fn take_narrowed(&mut self, unit: &str) -> bool {
        let mut chars = unit.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { return false };
        let narrow = match c {
            'A'..='Z' => c,
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            _ => return false,
        };
        self.anchor(true);
        self.out.text.push(narrow.to_ascii_lowercase());
        self.consumed += unit.len();
        true
    }

    fn take_unit(&mut self, unit: &str) {
        if self.take_narrowed(unit) {
            return;
        }
        let before = self.out.text.len();
        let mark = self.out.anchors.len();
        self.anchor(true);
        push_folded(unit, &mut self.out.text);
        self.consumed += unit.len();
        if self.out.text.len() == before {
            self.out.anchors.truncate(mark);
        } else if &self.out.text[before..] == unit {
            // Unchanged after all (rare symbols): let places inside it map one to one.
            self.out.anchors[mark].unit = false;
        }
    }

    fn anchor(&mut self, unit: bool) {
        let anchor = Anchor { folded: self.out.text.len() as u32, original: self.consumed as u32, unit };
        self.out.anchors.push(anchor);
    }

    fn finish(self) -> Folded {
        self.out
    }
}

/// Bytes of what folding leaves alone at the beginning of `rest`: the bulk of every ad.
fn plain_len(rest: &str) -> usize {
    let traditional = &*TRADITIONAL;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = bytes[at];
        at += match first {
            b'A'..=b'Z' => break,
            ..0x80 => 1,
            // U+4000 to U+9FFF.
            0xe4..=0xe9 => {
                let low = |n: usize| u32::from(bytes[at + n] & 0x3f);
                let c = u32::from(first & 0xf) << 12 | low(1) << 6 | low(2);
                if c < 0x4e00 || traditional.has(c) {
                    break;
                }
                3
            }
            _ => match rest[at..].chars().next() {
                Some(c) if is_plain_mark(c) => c.len_utf8(),
                _ => break,
            },
        };
    }
    at
}

/// Marks that stay as they are.
fn is_plain_mark(c: char) -> bool {
    matches!(
        c,
        '、' | '。'
            | '《'
            | '》'
            | '【'
            | '】'
            | '「'
            | '」'
            | '·'
            | '—'
            | '–'
            | '“'
            | '”'
            | '‘'
            | '’'
    )
}

/// Characters that join the one before them; blocks without any, which ads are made of, need no look into the tables.
fn is_mark(c: char) -> bool {
    match c {
        ..='\u{2ff}' | '\u{2000}'..='\u{20cf}' | '\u{3000}'..='\u{3029}' => false,
        '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffff}' => false,
        _ => canonical_combining_class(c) != 0,
    }
}

/// Format characters that show nothing: zero-width, direction and variation marks, soft hyphen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Bytes of the unit that begins with `first`: a run of ideographs with traditional ones, or a base with its marks.
fn unit_len(rest: &str, first: char) -> usize {
    if TRADITIONAL.holds(first) {
        return rest
            .char_indices()
            .take(MAX_SCRIPT_RUN)
            .find(|&(_, c)| !('\u{4e00}'..='\u{9fff}').contains(&c))
            .map_or_else(|| rest.chars().take(MAX_SCRIPT_RUN).map(char::len_utf8).sum(), |(at, _)| at);
    }
    let marks = rest[first.len_utf8()..].chars().take_while(|&c| is_mark(c)).take(MAX_MARKS);
    first.len_utf8() + marks.map(char::len_utf8).sum::<usize>()
}

/// Chosen: phrases of the script dictionary are at most a handful of characters; a longer run is cut for linear cost.
const MAX_SCRIPT_RUN: usize = 64;
/// Chosen: no language stacks more; beyond it the marks become units of their own, for linear cost.
const MAX_MARKS: usize = 16;

fn push_folded(unit: &str, out: &mut String) {
    let first = unit.chars().next().unwrap_or_default();
    if TRADITIONAL.holds(first) {
        return out.push_str(&to_simplified(unit));
    }
    for c in unit.nfkc().filter(|&c| !is_invisible(c)) {
        if TRADITIONAL.holds(c) {
            out.push_str(&to_simplified(c.encode_utf8(&mut [0; 4])));
        } else {
            out.extend(c.to_lowercase());
        }
    }
}

/// Converts by phrases (軟體 is 软件), or by characters where a phrase would change the number of characters: those are
/// words of another usage inside names (宜興埠 is no 端口). Converts twice, since the dictionary takes a few rare
/// variants to a form that it takes further itself (薴 → 苧 → 苎).
fn to_simplified(run: &str) -> String {
    let phrases = SCRIPT.tw2sp(run, false);
    let same_length = phrases.chars().count() == run.chars().count();
    let once = if same_length { phrases } else { SCRIPT.t2s(run, false) };
    if once.chars().any(|c| TRADITIONAL.holds(c)) { SCRIPT.tw2sp(&once, false) } else { once }
}

/// Immutable tables, the same in every process; built on first use since most texts need no script dictionary.
static SCRIPT: LazyLock<OpenCC> = LazyLock::new(|| {
    let mut opencc = OpenCC::new();
    opencc.set_parallel(false);
    opencc
});

static TRADITIONAL: LazyLock<Traditional> = LazyLock::new(Traditional::from_table);

/// The ideographs that the script dictionary changes and that are no characters of simplified script (GB 2312), as a
/// bit set over U+4E00..=U+9FFF: 埠 and 乾 are changed in a traditional text, but do not make a text one.
struct Traditional([u64; 328]);

impl Traditional {
    fn from_table() -> Self {
        let mut bits = [0; 328];
        for c in include_str!("../tables/traditional.txt").chars().filter(|c| !c.is_whitespace()) {
            let at = c as usize - 0x4e00;
            bits[at / 64] |= 1 << (at % 64);
        }
        Self(bits)
    }

    fn holds(&self, c: char) -> bool {
        (0x4e00..0xa000).contains(&(c as u32)) && self.has(c as u32)
    }

    /// Whether it has the character, one of U+4E00..=U+9FFF.
    fn has(&self, c: u32) -> bool {
        let at = c as usize - 0x4e00;
        self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, folded: &str) {
        assert_eq!(fold(text).as_str(), folded, "{text}");
    }

    #[test]
    fn folds_width_case_and_script() {
        check("１００００－１５０００元／月", "10000-15000元/月");
        check("軟體工程師", "软件工程师");
        // A compatibility form with a mark: it had stayed traditional until it was folded again.
        check("\u{fa7d}\u{323}", "坟\u{323}");
        check("Node.js、C++", "node.js、c++");
        check("限\u{200b}男\u{feff}性", "限男性");
        check("㎡①Å", "m21å");
        check("e\u{301}té", "été");
    }

    #[test]
    fn maps_spans_back_over_replaced_and_dropped_text() {
        let folded = fold("（限\u{200b}男性）Ｃ１");
        let at = folded.as_str().find("限男").unwrap_or_default();
        let span = folded.original_span(at..at + 6);
        assert_eq!(&"（限\u{200b}男性）Ｃ１"[span], "限\u{200b}男");
    }

    #[test]
    fn the_table_of_traditional_characters_holds_only_what_the_dictionary_changes() {
        let table = include_str!("../tables/traditional.txt").split_whitespace().flat_map(str::chars);
        assert!(table.clone().count() > 2000);
        for c in table {
            assert_ne!(to_simplified(&c.to_string()), c.to_string());
        }
    }

    #[test]
    fn characters_of_simplified_script_stay_what_they_are() {
        check("宜兴埠什么乾坤著名", "宜兴埠什么乾坤著名");
        check("宜興埠", "宜兴埠");
    }

    #[test]
    fn blocks_that_need_no_table_hold_no_marks() {
        for c in (0..0x10000).filter_map(char::from_u32) {
            assert_eq!(is_mark(c), c > '\u{2ff}' && canonical_combining_class(c) != 0, "{c:?}");
        }
    }

    #[test]
    fn narrowing_is_what_the_tables_of_unicode_say() {
        for c in ('A'..='Z').chain('\u{ff01}'..='\u{ff5e}').chain(['\u{3000}']) {
            let mut by_tables = String::new();
            push_folded(c.encode_utf8(&mut [0; 4]), &mut by_tables);
            assert_eq!(fold(&c.to_string()).as_str(), by_tables, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn every_span_maps_to_whole_characters(text in any::<String>()) {
            let folded = fold(&text);
            let bounds: Vec<usize> = folded.as_str().char_indices().map(|(at, _)| at).chain([folded.as_str().len()]).collect();
            for pair in bounds.windows(2) {
                let span = folded.original_span(pair[0]..pair[1]);
                prop_assert!(text.get(span).is_some());
            }
        }

        #[test]
        fn folding_is_idempotent(text in "[\\u{20}-\\u{ff}一-龥Ａ-ｚ]{0,40}") {
            let once = fold(&text);
            let twice = fold(once.as_str());
            prop_assert_eq!(twice.as_str(), once.as_str());
        }
    }
}
