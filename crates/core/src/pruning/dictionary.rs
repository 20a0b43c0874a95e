//! Distinct values under small keys.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// The key of a value that came after the dictionary was full: nothing is known of it, so it is bounded by the most
/// that any value may give.
pub(super) const OTHER: u16 = u16::MAX;

/// Gives each distinct value a key.
pub(super) struct Dictionary<T> {
    keys: FxHashMap<T, u16>,
    values: Vec<T>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self { keys: FxHashMap::default(), values: Vec::new() }
    }
}

impl<T: Hash + Eq + Clone> Dictionary<T> {
    /// The key of `value`, given at its first sight; [`OTHER`] where no key is left.
    pub(super) fn key(&mut self, value: T) -> u16 {
        if let Some(&key) = self.keys.get(&value) {
            return key;
        }
        if self.values.len() == usize::from(MOST_VALUES) {
            return OTHER;
        }
        let key = self.values.len() as u16;
        self.values.push(value.clone());
        self.keys.insert(value, key);
        key
    }

    /// The values so far, by key.
    pub(super) fn values(&self) -> &[T] {
        &self.values
    }

    /// The values by key.
    pub(super) fn into_values(self) -> Vec<T> {
        self.values
    }
}

/// Two keys are spared: [`OTHER`], and one for marks in tables of answers.
const MOST_VALUES: u16 = u16::MAX - 1;
