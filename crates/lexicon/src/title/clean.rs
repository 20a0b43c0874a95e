//! A raw title to the parts that may name work.
//!
//! Punctuation, brackets, pay, head counts and words such as 包吃住 separate; what stands before 招聘 is an employer's
//! name; 高级 before and 主管 after the work are put aside. A title of the tables is never cut: `c++开发`, `ab角主管` and
//! 招商专员 stay whole.

use std::ops::Range;

use crate::phrases::Found;
use crate::title::words::{TitleWords, WordKind};

/// A part of a title that may name work; bytes in the folded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Segment {
    /// All of it.
    pub(crate) whole: Range<usize>,
    /// Without grades before and ranks after.
    pub(crate) core: Range<usize>,
    /// Whether it stands in brackets: a remark on the work.
    pub(crate) aside: bool,
}

/// Cuts folded `text`; `titles` are the places of known titles, `words` those of words of titles.
pub(crate) fn segments(text: &str, titles: &[Found], words: &[Found], table: &TitleWords) -> Vec<Segment> {
    let mut cutter = Cutter { text, titles, words, table, class: vec![Class::Plain; text.len()] };
    cutter.mark_titles();
    cutter.mark_noise();
    cutter.mark_separators();
    let mut segments = Vec::new();
    for (run, aside) in cutter.runs() {
        let whole = cutter.after_hiring(run);
        if !whole.is_empty() {
            let core = cutter.core(&whole);
            segments.push(Segment { whole, core, aside });
        }
    }
    // With nothing outside brackets, they hold the title itself: 诚聘【叉车司机】.
    if segments.iter().all(|s| s.aside) {
        segments.iter_mut().for_each(|s| s.aside = false);
    }
    segments
}

/// What a byte is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Plain,
    /// Inside a known title, after its first byte.
    Title,
    Blank,
    /// Blank, and inside brackets from here on (or until here).
    Open,
    Close,
}

struct Cutter<'a> {
    text: &'a str,
    titles: &'a [Found],
    words: &'a [Found],
    table: &'a TitleWords,
    class: Vec<Class>,
}

impl Cutter<'_> {
    fn mark_titles(&mut self) {
        for title in self.titles {
            self.class[title.start as usize + 1..title.end as usize].fill(Class::Title);
        }
    }

    /// Noise gives way to a title that holds or crosses it, and swallows one that it holds.
    fn mark_noise(&mut self) {
        for word in self.words.iter().filter(|w| self.table.is(**w, WordKind::Noise)) {
            let crossed = self.titles.iter().any(|t| {
                let holds =
                    word.start <= t.start && t.end <= word.end && (t.end - t.start) < (word.end - word.start);
                t.start < word.end && word.start < t.end && !holds
            });
            if !crossed {
                self.class[word.bytes()].fill(Class::Blank);
            }
        }
    }

    fn mark_separators(&mut self) {
        let mut number_end = None;
        for (at, c) in self.text.char_indices() {
            if self.class[at] == Class::Title {
                number_end = None;
                continue;
            }
            let end = at + c.len_utf8();
            let starts_title = self.titles.iter().any(|t| t.start as usize == at);
            let unit = number_end == Some(at) && UNITS.contains(c) && !starts_title;
            let digit = c.is_ascii_digit() && !starts_title;
            number_end = digit.then_some(end);
            let class = match c {
                '(' | '[' | '{' | '【' | '<' | '《' | '「' | '〔' => Class::Open,
                ')' | ']' | '}' | '】' | '>' | '》' | '」' | '〕' => Class::Close,
                _ if unit || digit || !c.is_alphanumeric() => Class::Blank,
                _ => continue,
            };
            self.class[at..end].fill(class);
        }
    }

    /// Runs that are not blank, with whether they stand in brackets.
    fn runs(&self) -> Vec<(Range<usize>, bool)> {
        let mut runs = Vec::new();
        let mut depth = 0usize;
        let mut start = None;
        for (at, _) in self.text.char_indices().chain([(self.text.len(), ' ')]) {
            let class = self.class.get(at).copied().unwrap_or(Class::Blank);
            let plain = matches!(class, Class::Plain | Class::Title);
            if plain && start.is_none() {
                start = Some(at);
            }
            if !plain && let Some(from) = start.take() {
                runs.push((from..at, depth > 0));
            }
            match class {
                Class::Open => depth += 1,
                Class::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        runs
    }

    /// What follows the last hiring word; what stands before it where nothing follows (电子厂招工). A part that is a known
    /// title, or has only a rank after the word (招聘主管), stays whole.
    fn after_hiring(&self, run: Range<usize>) -> Range<usize> {
        let mut run = run;
        while let Some(last) = self.words_in(&run, WordKind::Hire).find(|w| w.end as usize == run.end) {
            if self.is_title(&run) {
                return run;
            }
            run.end = last.start as usize;
        }
        let hires = self.words_in(&run, WordKind::Hire).filter(|w| self.is_hiring(w, &run));
        let cut = hires.map(|w| w.end as usize).max().unwrap_or(run.start);
        // 招聘主管 is a title; after an employer's name the same words hire: 某某标识招聘学徒工.
        let first = self.words_in(&run, WordKind::Hire).any(|w| w.bytes() == (run.start..cut));
        let mut ranks = self.words_in(&(cut..run.end), WordKind::Rank);
        let only_rank = first && ranks.any(|w| w.start as usize == cut && w.end as usize == run.end);
        if only_rank || self.is_title(&run) { run } else { cut..run.end }
    }

    fn is_title(&self, run: &Range<usize>) -> bool {
        self.titles.iter().any(|t| t.bytes() == *run)
    }

    fn is_hiring(&self, word: &Found, run: &Range<usize>) -> bool {
        let in_title = self.titles.iter().any(|t| t.start <= word.start && word.end < t.end);
        let single = word.end - word.start == 3;
        !in_title && (!single || word.start as usize == run.start)
    }

    /// The part between grades at the start and ranks at the end; never empty.
    fn core(&self, whole: &Range<usize>) -> Range<usize> {
        let mut core = whole.clone();
        while let Some(cut) = self.longest(&core, WordKind::Grade, |w, core| w.start as usize == core.start) {
            core.start = cut.end as usize;
        }
        while let Some(cut) = self.longest(&core, WordKind::Rank, |w, core| w.end as usize == core.end) {
            if self.titles.iter().any(|t| t.end == cut.end && t.start < cut.start) {
                break;
            }
            core.end = cut.start as usize;
        }
        core
    }

    /// The longest word of a kind that may be cut from `core` and leaves two characters or more.
    fn longest(
        &self,
        core: &Range<usize>,
        kind: WordKind,
        at_edge: impl Fn(&Found, &Range<usize>) -> bool,
    ) -> Option<Found> {
        let words = self.words_in(core, kind).filter(|w| at_edge(w, core));
        let leaves = |w: &Found| core.len() >= (w.end - w.start) as usize + 4;
        words.filter(leaves).max_by_key(|w| w.end - w.start)
    }

    fn words_in(&self, range: &Range<usize>, kind: WordKind) -> impl Iterator<Item = Found> + '_ {
        let range = range.clone();
        let inside = move |w: &Found| range.start <= w.start as usize && w.end as usize <= range.end;
        self.words.iter().copied().filter(inside).filter(move |w| self.table.is(*w, kind))
    }
}

/// What may follow a number and belongs to it.
const UNITS: &str = "名人岁元块万千百k薪天日月年号届级时点个位米+-~";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrases::Phrases;
    use crate::table::{Findings, Source};

    fn check(text: &str, expected: &[&str]) {
        let titles =
            ["焊工", "c++开发", "招商专员", "销售", "会计", "cad绘图员"].map(|t| (t.to_owned(), 0u8));
        let titles = Phrases::new(titles.to_vec());
        let table = "word\tkind\n招聘\thire\n急招\thire\n招\thire\n包吃住\tnoise\n高级\tgrade\n主管\trank\n";
        let sources = [Source { file: "title_words.tsv".into(), text: table.into() }];
        let table = TitleWords::build(&sources, &mut Findings::default());
        let (mut found, mut words) = (Vec::new(), Vec::new());
        titles.find_all(text, &mut found);
        table.find_all(text, &mut words);
        let segments = segments(text, &found, &words, &table);
        let told: Vec<String> = segments
            .iter()
            .map(|s| format!("{}{}", if s.aside { "*" } else { "" }, &text[s.core.clone()]))
            .collect();
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn what_stands_before_the_hiring_word_is_no_work() {
        check("鼎盛研磨招聘焊工", &["焊工"]);
        check("急招焊工", &["焊工"]);
        check("焊工急招", &["焊工"]);
        check("招商专员", &["招商专员"]);
        check("招聘主管", &["招聘"]);
        check("鼎盛招聘主管", &["主管"]);
    }

    #[test]
    fn pay_counts_and_benefits_separate() {
        check("包吃住 8000元焊工3名", &["焊工"]);
        check("会计-武清", &["会计", "武清"]);
        check("c++开发/cad绘图员", &["c++开发", "cad绘图员"]);
    }

    #[test]
    fn brackets_hold_remarks() {
        check("销售(汽车)", &["销售", "*汽车"]);
        check("急招【焊工】", &["焊工"]);
    }

    #[test]
    fn grades_and_ranks_are_put_aside() {
        check("高级销售主管", &["销售"]);
        check("主管", &["主管"]);
    }
}
