//! One text with all that was found in it: what patterns, checks and exceptions look at.

use crate::number::{self, Number};
use crate::squeeze::Squeezed;
use crate::vocabulary::{Atom, Class, Vocabulary};

/// A text, its words and numbers.
pub(crate) struct Scene<'s> {
    pub text: &'s Squeezed,
    pub words: &'s Vocabulary,
    pub numbers: &'s [Number],
    pub atoms: &'s [Atom<'s>],
    /// Bits of the classes that stand anywhere in the text.
    present: Vec<u64>,
}

impl<'s> Scene<'s> {
    /// Reads the text and shows it to `look`.
    pub(crate) fn show<T>(text: &Squeezed, words: &Vocabulary, look: impl FnOnce(&Scene) -> T) -> T {
        let numbers = number::read(text);
        let atoms = words.atoms(text, &numbers);
        let scene = Scene { text, words, numbers: &numbers, atoms: &atoms, present: present(words, &atoms) };
        look(&scene)
    }

    /// Whether a word of the class stands anywhere in the text.
    pub(crate) fn holds(&self, class: Class) -> bool {
        self.present[usize::from(class) / 64] >> (class % 64) & 1 == 1
    }

    /// Whether a word of the named class stands anywhere in the text.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.holds(self.words.named(name))
    }

    /// The words of the named class, in order.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &'s Atom<'s>> + use<'s> {
        let class = self.words.named(name);
        self.atoms.iter().filter(move |a| a.is(class))
    }

    /// The words and numbers that begin at `place` or later.
    pub(crate) fn from(&self, place: usize) -> impl Iterator<Item = &'s Atom<'s>> + use<'s> {
        self.atoms[self.atoms.partition_point(|a| a.start < place)..].iter()
    }

    /// The numbers that begin within `reach` characters of `place`, on either side.
    pub(crate) fn numbers_near(&self, place: usize, reach: usize) -> &'s [Number] {
        let low = self.numbers.partition_point(|n| n.start + reach < place);
        let high = self.numbers.partition_point(|n| n.start <= place + reach);
        &self.numbers[low..high]
    }

    /// Whether a word of the named class stands within `reach` characters before `place`, in the same clause.
    pub(crate) fn is_before(&self, name: &str, place: usize, reach: usize) -> bool {
        let class = self.words.named(name);
        let near = self.from(place.saturating_sub(reach + LONGEST_WORD)).take_while(|a| a.start < place);
        near.filter(|a| a.is(class) && a.end <= place && place - a.end <= reach)
            .any(|a| self.text.clause(a.start) == self.text.clause(place))
    }

    /// Whether a word of the named class stands within `reach` characters after `place`, in the same clause.
    pub(crate) fn is_after(&self, name: &str, place: usize, reach: usize) -> bool {
        let class = self.words.named(name);
        let near = self.from(place).take_while(|a| a.start - place <= reach);
        near.filter(|a| a.is(class)).any(|a| self.text.clause(a.start) == self.text.clause(place - 1))
    }
}

/// Chosen: no word of the tables is longer; a longer one would be overlooked by the checks that look back.
const LONGEST_WORD: usize = 24;

fn present(words: &Vocabulary, atoms: &[Atom]) -> Vec<u64> {
    let mut present = vec![0; words.class_count() / 64 + 1];
    atoms.iter().for_each(|a| a.classes.mark(&mut present));
    present
}
