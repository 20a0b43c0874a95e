//! The code of a region: digits of GB/T 2260 and its street extension.

use std::fmt;

/// How finely a region is cut, coarse before fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    /// 省、自治区、直辖市.
    Province,
    /// 地级市、地区、自治州、盟.
    Prefecture,
    /// 区、县、县级市、旗.
    County,
    /// 街道、镇、乡.
    Town,
}

/// A region of any level as nine digits: two of the province, two of the prefecture, two of the county, three of the
/// street or town; what a coarser region leaves out is zero.
///
/// ```
/// use rengang_lexicon::region::{RegionCode, RegionLevel};
/// let zhongbei = RegionCode::from_digits("120111100").unwrap();
/// let tianjin = RegionCode::from_digits("120000").unwrap();
/// assert_eq!(zhongbei.level(), RegionLevel::Town);
/// assert!(tianjin.contains(zhongbei));
/// assert_eq!(zhongbei.county().to_string(), "120111");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(u32);

/// Municipalities have no prefecture between the city and its counties.
const MUNICIPALITIES: [u32; 4] = [11, 12, 31, 50];
/// 省直辖县级行政区划: counties right below the province.
const DIRECT: u32 = 90;

impl RegionCode {
    /// Reads 2, 4, 6, 9 or 12 digits; village digits are cut off, 市辖区 of a municipality is the municipality.
    #[must_use]
    pub fn from_digits(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|b| b.is_ascii_digit()) || !matches!(digits.len(), 2 | 4 | 6 | 9 | 12) {
            return None;
        }
        let kept: u32 = digits[..digits.len().min(9)].parse().ok()?;
        let code = kept * 10_u32.pow(9 - digits.len().min(9) as u32);
        (code >= 110_000_000).then_some(Self(code).without_empty_prefecture())
    }

    fn without_empty_prefecture(self) -> Self {
        let bare = self.0.is_multiple_of(100_000) && self.in_municipality();
        if bare { self.province() } else { self }
    }

    /// The nine digits as a number.
    #[must_use]
    pub fn as_u32(self) -> u32 {
        self.0
    }

    /// The region of nine digits as a number, as [`RegionCode::as_u32`] gives them.
    #[must_use]
    pub fn from_u32(digits: u32) -> Option<Self> {
        (110_000_000..1_000_000_000).contains(&digits).then_some(Self(digits).without_empty_prefecture())
    }

    /// How finely this region is cut.
    #[must_use]
    pub fn level(self) -> RegionLevel {
        if self.0.is_multiple_of(10_000_000) {
            RegionLevel::Province
        } else if self.0.is_multiple_of(100_000) {
            RegionLevel::Prefecture
        } else if self.0.is_multiple_of(1000) {
            RegionLevel::County
        } else {
            RegionLevel::Town
        }
    }

    /// The province that this region lies in, or is.
    #[must_use]
    pub fn province(self) -> Self {
        Self(self.0 / 10_000_000 * 10_000_000)
    }

    /// The prefecture that this region lies in, or is; the province itself for a municipality.
    #[must_use]
    pub fn prefecture(self) -> Self {
        if self.in_municipality() { self.province() } else { Self(self.0 / 100_000 * 100_000) }
    }

    /// The county that this region lies in, or is; a coarser region stays what it is.
    #[must_use]
    pub fn county(self) -> Self {
        Self(self.0 / 1000 * 1000)
    }

    /// The next coarser region, none for a province.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        match self.level() {
            RegionLevel::Province => None,
            RegionLevel::Prefecture => Some(self.province()),
            RegionLevel::County if self.0 / 100_000 % 100 == DIRECT => Some(self.province()),
            RegionLevel::County => Some(self.prefecture()),
            RegionLevel::Town => Some(self.county()),
        }
    }

    /// Whether `other` is this region or lies in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self == other
            || match self.level() {
                RegionLevel::Province => other.province() == self,
                RegionLevel::Prefecture => other.prefecture() == self,
                RegionLevel::County => other.county() == self,
                RegionLevel::Town => false,
            }
    }

    /// Whether it lies in one of the four municipalities.
    #[must_use]
    pub fn in_municipality(self) -> bool {
        MUNICIPALITIES.contains(&(self.0 / 10_000_000))
    }
}

impl fmt::Display for RegionCode {
    /// Six digits down to the county, nine for a street or town.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = self.level() < RegionLevel::Town;
        write!(f, "{}", if short { self.0 / 1000 } else { self.0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(digits: &str, shown: &str, level: RegionLevel, parent: &str) {
        let code = RegionCode::from_digits(digits).expect("valid digits");
        assert_eq!(code.to_string(), shown, "{digits}");
        assert_eq!(code.level(), level, "{digits}");
        assert_eq!(code.parent().map(|p| p.to_string()).unwrap_or_default(), parent, "{digits}");
        assert!(code.parent().is_none_or(|p| p.contains(code) && !code.contains(p)), "{digits}");
    }

    #[test]
    fn digits_of_every_length_give_level_and_parent() {
        check("12", "120000", RegionLevel::Province, "");
        check("1201", "120000", RegionLevel::Province, "");
        check("131000", "131000", RegionLevel::Prefecture, "130000");
        check("120103", "120103", RegionLevel::County, "120000");
        check("419001", "419001", RegionLevel::County, "410000");
        check("131082109", "131082109", RegionLevel::Town, "131082");
        check("120111100001", "120111100", RegionLevel::Town, "120111");
    }

    #[test]
    fn other_strings_are_no_code() {
        for text in ["", "1", "00", "120", "12010a", "１２０１０３"] {
            assert_eq!(RegionCode::from_digits(text), None, "{text}");
        }
    }
}
