//! Why a pair is refused, and how far it is from being none.

use serde::{Deserialize, Serialize};

/// A hard rule that the pair breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RefusalCode {
    /// The posting's last day has passed (岗位过期).
    #[serde(rename = "posting.expired")]
    Expired,
    /// The posting is paused, withdrawn or filled (岗位停招).
    #[serde(rename = "posting.closed")]
    Closed,
    /// A check found fraud or a block-level breach, or the employer is on the block list (岗位被否决).
    #[serde(rename = "posting.vetoed")]
    Vetoed,
    /// The work is neither wished for nor near anything the person has done (工种不符).
    #[serde(rename = "occupation.unrelated")]
    Unrelated,
    /// The person said that they will not do this work (本人不愿从事).
    #[serde(rename = "occupation.declined")]
    Declined,
    /// The place is outside what the person accepts (地点不符).
    #[serde(rename = "place.outside")]
    Outside,
    /// The pay is far below the person's floor (薪资过低).
    #[serde(rename = "pay.below_floor")]
    BelowFloor,
    /// Hours or shifts that the person cannot work (班次不能接受).
    #[serde(rename = "schedule.impossible")]
    Schedule,
    /// A form of employment that the person does not accept (用工形式不符).
    #[serde(rename = "form.mismatch")]
    Form,
    /// A working condition that the person cannot accept (工作条件不能接受).
    #[serde(rename = "condition.declined")]
    Condition,
    /// A required certificate is missing (缺证书).
    #[serde(rename = "certificate.missing")]
    Certificate,
    /// The education is below the required one (学历不够).
    #[serde(rename = "education.below")]
    Education,
    /// The major is none of the required ones (专业不符).
    #[serde(rename = "education.major")]
    Major,
    /// Fewer months in the work than required (年限不够).
    #[serde(rename = "experience.short")]
    Experience,
    /// The post is for a group that the person is not in (不属招收对象).
    #[serde(rename = "audience.outside")]
    Audience,
}

/// How far the pair is from meeting the rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Distance {
    /// Cannot be measured, or makes no sense to.
    None,
    /// Yuan a month that the upper end of the pay is short of the floor.
    YuanPerMonth(u32),
    /// Months of experience that are missing.
    Months(u16),
    /// Rungs of the education ladder that are missing.
    Rungs(u8),
    /// Metres between the places.
    Metres(u32),
    /// Days since the posting ended.
    Days(u32),
    /// What is missing, by name: one of these would do.
    AnyOf(Vec<String>),
}

/// One reason of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The rule.
    pub code: RefusalCode,
    /// The distance.
    pub distance: Distance,
    /// Whether an adviser could talk about it (可商量): a wish that may be bent, or a demand that is nearly met. Health,
    /// law, family duties, certificates and education never are.
    pub negotiable: bool,
}

impl Refusal {
    pub(crate) fn new(code: RefusalCode, distance: Distance) -> Self {
        Self { code, distance, negotiable: false }
    }

    /// The same, but open to talk if `negotiable`.
    pub(crate) fn negotiable_if(self, negotiable: bool) -> Self {
        Self { negotiable, ..self }
    }
}

impl RefusalCode {
    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.names().0
    }

    /// The rule in Chinese.
    #[must_use]
    pub fn name_zh(self) -> &'static str {
        self.names().1
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Expired => ("posting.expired", "岗位已过期"),
            Self::Closed => ("posting.closed", "岗位已停招"),
            Self::Vetoed => ("posting.vetoed", "岗位未通过核验"),
            Self::Unrelated => ("occupation.unrelated", "工种不相关"),
            Self::Declined => ("occupation.declined", "本人不愿从事"),
            Self::Outside => ("place.outside", "地点超出范围"),
            Self::BelowFloor => ("pay.below_floor", "薪资低于底线"),
            Self::Schedule => ("schedule.impossible", "班次不能接受"),
            Self::Form => ("form.mismatch", "用工形式不符"),
            Self::Condition => ("condition.declined", "工作条件不能接受"),
            Self::Certificate => ("certificate.missing", "缺必备证书"),
            Self::Education => ("education.below", "学历不够"),
            Self::Major => ("education.major", "专业不符"),
            Self::Experience => ("experience.short", "经验年限不够"),
            Self::Audience => ("audience.outside", "不属招收对象"),
        }
    }
}
