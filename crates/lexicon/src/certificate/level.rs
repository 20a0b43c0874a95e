//! Levels of certificates: small numbers, 1 the highest, on the scale of the certificate.

/// A level; 1 is the highest of every scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CertificateLevel(u8);

/// What the numbers of a level mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LevelScale {
    /// 一级 高级技师 to 五级 初级工.
    Skill,
    /// 正高级, 副高级, 中级, 助理级, 员级.
    Title,
    /// 一级甲等 to 三级乙等.
    Mandarin,
}

impl CertificateLevel {
    /// The level of `number`, 1..=6.
    #[must_use]
    pub fn new(number: u8) -> Option<Self> {
        (1..=6).contains(&number).then_some(Self(number))
    }

    /// Its number; 1 is the highest.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// Whether this level is `wanted` or higher.
    #[must_use]
    pub fn reaches(self, wanted: Self) -> bool {
        self.0 <= wanted.0
    }
}

impl LevelScale {
    pub(super) fn from_code(code: &str) -> Option<Self> {
        match code {
            "skill" => Some(Self::Skill),
            "title" => Some(Self::Title),
            "mandarin" => Some(Self::Mandarin),
            _ => None,
        }
    }

    /// The stable code of `level` on this scale: `3`, `assistant`, `2A`; empty where the scale has no such level.
    #[must_use]
    pub fn level_code(self, level: CertificateLevel) -> &'static str {
        let codes: &[&'static str] = match self {
            Self::Skill => &["1", "2", "3", "4", "5"],
            Self::Title => &["senior", "associate_senior", "intermediate", "assistant", "technician"],
            Self::Mandarin => &["1A", "1B", "2A", "2B", "3A", "3B"],
        };
        codes.get(usize::from(level.0) - 1).copied().unwrap_or_default()
    }

    /// The name of `level` as certificates print it.
    #[must_use]
    pub fn level_name(self, level: CertificateLevel) -> &'static str {
        let names: &[&'static str] = match self {
            Self::Skill => {
                &["一级（高级技师）", "二级（技师）", "三级（高级工）", "四级（中级工）", "五级（初级工）"]
            }
            Self::Title => &["正高级", "副高级", "中级", "助理级", "员级"],
            Self::Mandarin => &["一级甲等", "一级乙等", "二级甲等", "二级乙等", "三级甲等", "三级乙等"],
        };
        names.get(usize::from(level.0) - 1).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_a_code_and_a_name_on_every_scale() {
        let level = |n| CertificateLevel::new(n).expect("in range");
        assert_eq!(LevelScale::Title.level_code(level(4)), "assistant");
        assert_eq!(LevelScale::Mandarin.level_code(level(3)), "2A");
        assert_eq!(LevelScale::Skill.level_name(level(2)), "二级（技师）");
        assert_eq!(LevelScale::Skill.level_code(level(6)), "");
        assert!(level(2).reaches(level(3)) && !level(4).reaches(level(3)));
        assert_eq!(CertificateLevel::new(0), None);
    }
}
