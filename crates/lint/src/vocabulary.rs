//! The words that patterns speak of, in classes, and the tree that finds them in one pass.

use crate::number::{Number, Unit};
use crate::squeeze::Squeezed;
use crate::table::{self, TableError};
use rengang_text::Trie;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A set of words or numbers that a step of a pattern accepts.
pub(crate) type Class = u16;

/// A word or number found in a text, with the classes that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Atom<'v> {
    /// First place.
    pub start: usize,
    /// Place after the last.
    pub end: usize,
    pub classes: &'v Classes,
}

impl Atom<'_> {
    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes.hold(class)
    }
}

/// A set of classes: as bits to ask, and as a list of those that patterns begin with to go through.
#[derive(Debug, Default, Clone)]
pub(crate) struct Classes {
    pub list: Vec<Class>,
    bits: Vec<u64>,
}

impl Classes {
    fn new(list: Vec<Class>) -> Self {
        let highest = list.iter().copied().max().map_or(0, usize::from);
        let mut bits = vec![0; highest / 64 + 1];
        list.iter().for_each(|&c| bits[usize::from(c) / 64] |= 1 << (c % 64));
        Self { list, bits }
    }

    /// Puts the classes into the bits of `all`.
    pub(crate) fn mark(&self, all: &mut [u64]) {
        all.iter_mut().zip(&self.bits).for_each(|(all, bits)| *all |= bits);
    }

    fn hold(&self, class: Class) -> bool {
        self.bits.get(usize::from(class) / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
    }
}

/// Words by class while tables are read.
#[derive(Default)]
pub(crate) struct VocabularyBuilder {
    ids: BTreeMap<String, Class>,
    words: BTreeMap<String, Vec<Class>>,
    numbers: Vec<NumberClass>,
    members: Vec<Vec<String>>,
}

/// A step such as `<age:16-17>`.
#[derive(Debug)]
struct NumberClass {
    unit: Option<Unit>,
    low: u64,
    high: u64,
    /// Only a number that is not the first of a range.
    last: bool,
    class: Class,
}

/// All classes, ready to find.
pub(crate) struct Vocabulary {
    ids: BTreeMap<String, Class>,
    tree: Trie,
    classes: Vec<Classes>,
    /// By word, whether it begins or ends with a digit or letter; the others need no look at their neighbours.
    edged: Vec<bool>,
    /// By unit, with those of any unit under every unit.
    numbers: Vec<NumberSets>,
    mask: Class,
}

impl VocabularyBuilder {
    /// Reads a table of class and words; a word `@other` stands for all words of a class further up.
    pub(crate) fn read_terms(&mut self, text: &str) -> Result<(), TableError> {
        for row in table::rows("terms", text, 2) {
            let row = row?;
            let class = self.class(row.get(0));
            for word in row.get(1).split_whitespace() {
                self.add_member(class, word)
                    .map_err(|found| row.error("a class defined further up", &found))?;
            }
        }
        Ok(())
    }

    fn add_member(&mut self, class: Class, word: &str) -> Result<(), String> {
        let Some(name) = word.strip_prefix('@') else {
            self.add_word(class, word);
            return Ok(());
        };
        let other = *self.ids.get(name).ok_or_else(|| word.to_owned())?;
        for word in self.members[usize::from(other)].clone() {
            self.add_word(class, &word);
        }
        Ok(())
    }

    fn class(&mut self, name: &str) -> Class {
        let next = self.members.len() as Class;
        let class = *self.ids.entry(name.to_owned()).or_insert(next);
        if class == next {
            self.members.push(Vec::new());
        }
        class
    }

    fn add_word(&mut self, class: Class, word: &str) {
        let word = Squeezed::new(word).as_str().to_owned();
        let classes = self.words.entry(word.clone()).or_default();
        if !classes.contains(&class) {
            classes.push(class);
            self.members[usize::from(class)].push(word);
        }
    }

    /// The class that one step of a pattern names: `@class`, `<number>`, or words and classes with `|` between.
    pub(crate) fn step(&mut self, step: &str) -> Option<Class> {
        if let Some(name) = step.strip_prefix('@').filter(|name| !name.contains('|')) {
            return self.ids.get(name).copied();
        }
        let class = self.class(step);
        if let Some(number) = step.strip_prefix('<').and_then(|s| s.strip_suffix('>')) {
            if !self.numbers.iter().any(|n| n.class == class) {
                self.numbers.push(NumberClass::read(number, class)?);
            }
        } else {
            let mut words = step.split('|').filter(|w| !w.is_empty());
            words.try_for_each(|word| self.add_member(class, word)).ok()?;
        }
        Some(class)
    }

    pub(crate) fn build(mut self) -> Vocabulary {
        let mask = self.class("mask");
        let (words, classes): (Vec<_>, Vec<_>) =
            self.words.into_iter().map(|(word, classes)| (word, Classes::new(classes))).unzip();
        let is_edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let edged =
            words.iter().map(|w| is_edge(w.chars().next()) || is_edge(w.chars().next_back())).collect();
        let numbers = Unit::ALL.into_iter().map(|unit| NumberSets::of(unit, &self.numbers)).collect();
        // Out of a map, the words are distinct and sorted.
        let tree = Trie::new(&words);
        Vocabulary { ids: self.ids, tree, classes, edged, numbers, mask }
    }
}

impl NumberClass {
    /// `unit:low-high`, where `high` may be left out; `n` is a bare number, `any` any; `!` asks for the last of a range.
    fn read(text: &str, class: Class) -> Option<Self> {
        let (text, last) = text.strip_suffix('!').map_or((text, false), |t| (t, true));
        let (unit, bounds) = text.split_once(':').unwrap_or((text, "0-"));
        let unit = match unit {
            "any" => None,
            "n" => Some(Unit::None),
            "age" => Some(Unit::Age),
            "yuan" => Some(Unit::Yuan),
            "cm" => Some(Unit::Cm),
            "kilo" => Some(Unit::Kilo),
            "hour" => Some(Unit::Hour),
            "day" => Some(Unit::Day),
            "month" => Some(Unit::Month),
            "year" => Some(Unit::Year),
            "percent" => Some(Unit::Percent),
            "person" => Some(Unit::Person),
            _ => return None,
        };
        let (low, high) = bounds.split_once('-')?;
        let high = if high.is_empty() { u64::MAX } else { high.parse().ok()? };
        Some(Self { unit, low: low.parse().ok()?, high, last, class })
    }

    fn accepts(&self, unit: Unit, value: u64, opens_range: bool) -> bool {
        self.unit.is_none_or(|u| u == unit)
            && (self.low..=self.high).contains(&value)
            && !(self.last && opens_range)
    }
}

/// The classes of every number of one unit: values between two bounds have the same ones.
struct NumberSets {
    /// The lowest value of every interval, from 0 on.
    from: Vec<u64>,
    /// By interval, for numbers that open no range and for those that do.
    classes: Vec<[Classes; 2]>,
}

impl NumberSets {
    fn of(unit: Unit, all: &[NumberClass]) -> Self {
        let bounds = all.iter().flat_map(|n| [n.low, n.high.saturating_add(1)]);
        let from: BTreeSet<u64> = bounds.chain([0]).collect();
        let at = |value: u64, opens_range: bool| {
            let held = all.iter().filter(|n| n.accepts(unit, value, opens_range));
            Classes::new(held.map(|n| n.class).collect())
        };
        let classes = from.iter().map(|&value| [at(value, false), at(value, true)]).collect();
        Self { from: from.into_iter().collect(), classes }
    }

    fn classes(&self, number: &Number) -> &Classes {
        let interval = self.from.partition_point(|&low| low <= number.value()) - 1;
        &self.classes[interval][usize::from(number.opens_range)]
    }
}

impl Vocabulary {
    /// The class of a name, for checks that are not patterns.
    pub(crate) fn named(&self, name: &str) -> Class {
        *self.ids.get(name).expect("the built-in tables define the classes that checks name")
    }

    /// Leaves in the lists of words only the classes that patterns begin with.
    pub(crate) fn begin_with(&mut self, begins: impl Fn(Class) -> bool) {
        let of_numbers = self.numbers.iter_mut().flat_map(|sets| sets.classes.iter_mut().flatten());
        let all = self.classes.iter_mut().chain(of_numbers);
        all.for_each(|classes| classes.list.retain(|&c| begins(c)));
    }

    /// One more than the highest class.
    pub(crate) fn class_count(&self) -> usize {
        self.ids.len()
    }

    /// Whether the tables define a class of this name.
    pub(crate) fn defines(&self, name: &str) -> bool {
        self.ids.contains_key(name)
    }

    /// Words and numbers of the text by place; words inside a masking word are no words.
    pub(crate) fn atoms<'v>(&'v self, text: &Squeezed, numbers: &[Number]) -> Vec<Atom<'v>> {
        // Measured: a posting has about two words to three characters.
        let mut atoms: Vec<Atom<'v>> = Vec::with_capacity(text.len());
        self.tree.each(text.as_str(), |span, word| {
            let (start, end, word) = (text.place_of(span.start), text.place_of(span.end), word as usize);
            let atom = Atom { start, end, classes: &self.classes[word] };
            if !self.edged[word] || stands_alone(text, &atom) {
                atoms.push(atom);
            }
        });
        let masked = Masked::new(text.len(), atoms.iter().filter(|a| a.is(self.mask)));
        let hidden = |a: &Atom| masked.hides(a.start, a.end);
        atoms.retain(|a| !hidden(a) || a.is(self.mask));
        let classes = |n: &Number| self.numbers[n.unit as usize].classes(n);
        let number = |n: &Number| Atom { start: n.start, end: n.end, classes: classes(n) };
        atoms.extend(numbers.iter().map(number).filter(|a| !hidden(a)));
        // The words come in this order, the numbers in theirs: a sort that merges runs.
        atoms.sort_by_key(|a| (a.start, Reverse(a.end)));
        // Words are distinct, and a number never has the places of another.
        atoms
    }
}

/// Where masking words reach.
struct Masked(Vec<usize>);

impl Masked {
    fn new<'a>(len: usize, masks: impl Iterator<Item = &'a Atom<'a>>) -> Self {
        let mut reach = vec![0; len + 1];
        masks.for_each(|m| reach[m.start] = reach[m.start].max(m.end));
        for at in 1..reach.len() {
            reach[at] = reach[at].max(reach[at - 1]);
        }
        Self(reach)
    }

    /// Whether one masking word holds all of `start..end`.
    fn hides(&self, start: usize, end: usize) -> bool {
        self.0[start] >= end
    }
}

/// Whether a word that begins or ends with a digit or letter does so in the text too: `996` is not in `13996`.
fn stands_alone(text: &Squeezed, atom: &Atom) -> bool {
    let joined = |left: usize, right: usize| {
        let c = |place: usize| text.byte_at(place);
        c(left).is_ascii_digit() && c(right).is_ascii_digit()
            || c(left).is_ascii_alphabetic() && c(right).is_ascii_alphabetic()
    };
    let cut_before = atom.start > 0 && joined(atom.start - 1, atom.start);
    let cut_after = atom.end < text.len() && joined(atom.end - 1, atom.end);
    !cut_before && !cut_after
}
