//! Codes of the classification (职业分类大典): `4`, `4-02`, `4-02-02`, `4-02-02-01`.

use std::fmt;
use std::str::FromStr;

/// A code of 职业分类大典 2022 at any of its four levels.
///
/// Ordered as the catalogue is: a group stands before what it holds.
///
/// ```
/// use rengang_lexicon::occupation::ClassCode;
/// let code: ClassCode = "6-18-02-04".parse().unwrap();
/// assert_eq!(code.level(), 4);
/// assert_eq!(code.at_level(3).unwrap().to_string(), "6-18-02");
/// assert!(code.at_level(2).unwrap().contains(code));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassCode {
    /// Seven digits; those below the level are 0.
    digits: u32,
    level: u8,
}

/// What one step of each level is worth in the seven digits.
const UNITS: [u32; 4] = [1_000_000, 10_000, 100, 1];

impl ClassCode {
    /// 1 major (大类), 2 middle (中类), 3 minor (小类), 4 class (职业).
    #[must_use]
    pub fn level(self) -> u8 {
        self.level
    }

    /// The code that holds this one at `level`; itself at its own level, nothing below it.
    #[must_use]
    pub fn at_level(self, level: u8) -> Option<Self> {
        if level == 0 || level > self.level {
            return None;
        }
        let unit = UNITS[usize::from(level) - 1];
        Some(Self { digits: self.digits / unit * unit, level })
    }

    /// The code one level up; nothing above a major group.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        self.at_level(self.level - 1)
    }

    /// The code in the form of a class, as postings write that of a group: `4-01-02` is `4-01-02-00`.
    #[must_use]
    pub fn in_full(self) -> String {
        format!("{self}{}", "-00".repeat(4 - usize::from(self.level)))
    }

    /// Whether `other` is this code or lies below it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        other.at_level(self.level) == Some(self)
    }
}

/// The text is no code: digits as `d-dd-dd-dd`, or the first of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no code of the classification; write d, d-dd, d-dd-dd or d-dd-dd-dd")]
pub struct InvalidCode {
    /// What was given.
    pub text: String,
}

impl FromStr for ClassCode {
    type Err = InvalidCode;

    fn from_str(text: &str) -> Result<Self, InvalidCode> {
        parse(text).ok_or_else(|| InvalidCode { text: text.to_owned() })
    }
}

fn parse(text: &str) -> Option<ClassCode> {
    let mut digits = 0;
    let mut level = 0u8;
    for part in text.split('-') {
        let expected = if level == 0 { 1 } else { 2 };
        if part.len() != expected || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits += part.parse::<u32>().ok()? * UNITS.get(usize::from(level))?;
        level += 1;
    }
    Some(ClassCode { digits, level })
}

impl fmt::Display for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.digits / UNITS[0])?;
        for unit in &UNITS[1..usize::from(self.level)] {
            write!(f, "-{:02}", self.digits / unit % 100)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, level: Option<u8>) {
        let code: Option<ClassCode> = text.parse().ok();
        assert_eq!(code.map(ClassCode::level), level, "{text}");
        if let Some(code) = code {
            assert_eq!(code.to_string(), text);
        }
    }

    #[test]
    fn codes_of_all_levels_read_and_write() {
        check("2", Some(1));
        check("2-07", Some(2));
        check("2-07-04", Some(3));
        check("2-07-04-00", Some(4));
    }

    #[test]
    fn other_text_is_no_code() {
        for text in ["", "2-", "22-07", "2-7", "2-07-04-00-01", "2-07-x4", "２"] {
            check(text, None);
        }
    }

    #[test]
    fn a_group_stands_before_its_class_with_the_same_digits() {
        let [group, class] = ["2-07-04", "2-07-04-00"].map(|c| c.parse::<ClassCode>().expect("a code"));
        assert!(group < class && group.contains(class) && !class.contains(group));
    }
}
