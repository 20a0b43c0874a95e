//! The named parts of a score, and what each may weigh.

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind, Result};

/// Whose need a part speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The seeker's wishes (求职意愿).
    Seeker,
    /// The employer's requirements (岗位要求).
    Employer,
    /// Neither: the state of the posting and public policy.
    Neutral,
}

/// One named part of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Part {
    /// The work that the person wishes for against the work offered (工种意愿).
    Occupation,
    /// Pay against the wish (薪酬).
    Pay,
    /// Place against the wish (地点).
    Place,
    /// Form of employment against the wish (用工形式).
    Form,
    /// Shifts, rest and hours against the wish (班次与休息).
    Schedule,
    /// Working conditions against what the person cannot or will not do (工作条件).
    Conditions,
    /// The work that the person has done against the work offered (从业经历).
    Background,
    /// Skills against those asked for (技能).
    Skills,
    /// The words of the duties against the words of the person (职责文字).
    Duties,
    /// Months in this or related work against those asked for (工作年限).
    Experience,
    /// Education and major against those asked for (学历与专业).
    Education,
    /// Certificates against those asked for (证书).
    Certificates,
    /// How fresh the posting is (时效).
    Freshness,
    /// Bounded boosts by public policy (政策加分).
    Policy,
}

impl Part {
    /// Every part, in the order of a breakdown.
    pub const ALL: [Self; 14] = [
        Self::Occupation,
        Self::Pay,
        Self::Place,
        Self::Form,
        Self::Schedule,
        Self::Conditions,
        Self::Background,
        Self::Skills,
        Self::Duties,
        Self::Experience,
        Self::Education,
        Self::Certificates,
        Self::Freshness,
        Self::Policy,
    ];

    /// Whose need the part speaks for.
    #[must_use]
    pub fn side(self) -> Side {
        match self {
            Self::Freshness | Self::Policy => Side::Neutral,
            part if part < Self::Background => Side::Seeker,
            _ => Side::Employer,
        }
    }

    /// A stable name for machines.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.names().0
    }

    /// The name for people, in Chinese.
    #[must_use]
    pub fn name_zh(self) -> &'static str {
        self.names().1
    }

    /// What an unknown fit of the part counts, 0..=1000, the same for every pair.
    #[must_use]
    pub fn unknown(self) -> u16 {
        super::breakdown::neutral(self)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Occupation => ("occupation", "工种意愿"),
            Self::Pay => ("pay", "薪酬"),
            Self::Place => ("place", "地点"),
            Self::Form => ("form", "用工形式"),
            Self::Schedule => ("schedule", "班次休息"),
            Self::Conditions => ("conditions", "工作条件"),
            Self::Background => ("background", "从业经历"),
            Self::Skills => ("skills", "技能"),
            Self::Duties => ("duties", "职责内容"),
            Self::Experience => ("experience", "工作年限"),
            Self::Education => ("education", "学历专业"),
            Self::Certificates => ("certificates", "证书"),
            Self::Freshness => ("freshness", "时效"),
            Self::Policy => ("policy", "政策加分"),
        }
    }
}

/// What each part may add at most; the sum is [`Weights::TOTAL`], so a score reads as parts of ten thousand.
///
/// ```
/// use rengang::{Part, Weights};
/// let weights = Weights::default();
/// assert_eq!(Part::ALL.iter().map(|&p| u32::from(weights.of(p))).sum::<u32>(), Weights::TOTAL);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Weights([u16; Part::ALL.len()]);

impl Weights {
    /// The sum of all weights, and so the highest score.
    pub const TOTAL: u32 = 10_000;

    /// The weight of a part.
    #[must_use]
    pub fn of(&self, part: Part) -> u16 {
        self.0[part as usize]
    }

    /// Weights from one number per part, in the order of [`Part::ALL`]; scaled so that they sum to
    /// [`Weights::TOTAL`], what rounding leaves going to the largest.
    ///
    /// # Errors
    /// [`ErrorKind::SettingInvalid`] if all are zero.
    pub fn from_ratios(ratios: [u32; Part::ALL.len()]) -> Result<Self> {
        let sum: u64 = ratios.iter().map(|&r| u64::from(r)).sum();
        if sum == 0 {
            let rule = "need at least one part above zero".to_owned();
            return Err(Error::new(ErrorKind::SettingInvalid { setting: "weights", rule }));
        }
        let mut weights = ratios.map(|r| (u64::from(r) * u64::from(Self::TOTAL) / sum) as u16);
        let given: u32 = weights.iter().map(|&w| u32::from(w)).sum();
        let largest = (0..weights.len()).max_by_key(|&i| (weights[i], weights.len() - i)).unwrap_or(0);
        weights[largest] += (Self::TOTAL - given) as u16;
        Ok(Self(weights))
    }

    /// A named preset: `balanced` (the default), `wish` (the seeker's side first), `requirement` (the employer's).
    ///
    /// # Errors
    /// [`ErrorKind::SettingInvalid`] for another name.
    pub fn preset(name: &str) -> Result<Self> {
        let factor = |part: Part, side: Side| if part.side() == side { 3 } else { 2 };
        let tilted =
            |side| Self::from_ratios(Part::ALL.map(|p| u32::from(BALANCED[p as usize]) * factor(p, side)));
        match name {
            "balanced" => Ok(Self(BALANCED)),
            "wish" => tilted(Side::Seeker),
            "requirement" => tilted(Side::Employer),
            _ => {
                let rule = format!("must be balanced, wish or requirement, not {name}");
                Err(Error::new(ErrorKind::SettingInvalid { setting: "preset", rule }))
            }
        }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self(BALANCED)
    }
}

/// Fitted on the open collection (2026-11-25: coordinate descent on nDCG, MAP and bad@5, pulled towards an adviser's
/// order of questions: what work, where, can they do it, for how much) and rounded. Held-out folds gain nothing over
/// the weights that the fit began with (nDCG@10 0.917 against 0.918), so other ratios of this kind do as well.
const BALANCED: [u16; Part::ALL.len()] =
    [2150, 1150, 1350, 450, 300, 200, 800, 600, 1050, 350, 700, 500, 100, 300];
