//! A digest: what one recipient is sent, with reasons, and the words around it.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::facts::{Reasons, RunKind};

/// What one recipient is sent: one line of the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The request id, which is the idempotency key too: feedback names it.
    pub request: String,
    /// The kind of run.
    pub kind: RunKind,
    /// The day of the run.
    pub date: Date,
    /// For whom: the caller's id of a person, or of a posting in an employer run.
    pub recipient: String,
    /// Whether the choice follows from the recipient's own wishes.
    pub personalised: bool,
    /// Before this time it must not arrive (quiet hours).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_before: Option<DateTime>,
    /// The ways, in the order in which they are tried.
    pub channels: Vec<String>,
    /// What is recommended, best first.
    pub items: Vec<DigestItem>,
    /// What has changed since the last digest of this kind.
    pub changes: Changes,
    /// Why this was chosen, in Chinese.
    pub why: String,
    /// How to refuse, in Chinese.
    pub how_to_refuse: String,
}

/// One recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestItem {
    /// The caller's id.
    pub item: String,
    /// What it is called.
    pub title: String,
    /// Where, for how much, with whom.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub about: String,
    /// The score; nothing where the choice is not personal.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<u16>,
    /// Whether it, or a duplicate, was never sent to this recipient before.
    pub new: bool,
    /// Why.
    pub reasons: Reasons,
}

/// The difference of two digests of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Changes {
    /// Items that the last one did not have.
    pub new: usize,
    /// Items that the last one had too.
    pub still_open: usize,
    /// Titles of items of the last one that may not be shown any more; those that left the index are only counted.
    pub gone: Vec<String>,
    /// How many are gone in all.
    pub gone_count: usize,
}

/// The difference of two lists.
pub(crate) fn changes<K: PartialEq>(
    before: &[K],
    now: &[K],
    is_open: impl Fn(&K) -> bool,
    title: impl Fn(&K) -> Option<String>,
) -> Changes {
    let still_open = now.iter().filter(|key| before.contains(key)).count();
    let gone: Vec<&K> = before.iter().filter(|key| !now.contains(key) && !is_open(key)).collect();
    Changes {
        new: now.len() - still_open,
        still_open,
        gone_count: gone.len(),
        gone: gone.into_iter().filter_map(title).collect(),
    }
}

/// Why this was chosen.
pub(crate) fn why(kind: RunKind, personalised: bool) -> &'static str {
    match kind {
        _ if !personalised => {
            "您已关闭个性化推荐，以下只按所在地区列出最近发布的岗位，未使用您的求职意愿、技能和反馈。"
        }
        RunKind::Daily => {
            "根据您登记的求职意愿、技能和经历与岗位要求逐项比对得出，并按岗位招聘人数控制了推荐人数。"
        }
        RunKind::Gig => "根据您能接受的工种和空闲时间，从刚发布的零工中按距离由近到远挑选。",
        RunKind::FollowUp => {
            "根据您登记的求职意愿对近一个月的岗位做的跟踪比对，列出新增、仍在招和已停招的岗位。"
        }
        RunKind::Employer => "根据岗位要求与求职者登记的技能、经历和意愿逐项比对得出，均已同意被推荐。",
    }
}

/// How to refuse.
pub(crate) fn how_to_refuse(kind: RunKind) -> &'static str {
    match kind {
        RunKind::Employer => "不需要推荐时，可回复“停止荐才”，或在单位账户中关闭。",
        _ => {
            "不合适的岗位可点“不感兴趣”或“拒绝”，同一岗位不再推荐；回复“退订”即停止推送，也可在个人设置中关闭个性化推荐，均不影响您享受就业服务。"
        }
    }
}

impl Digest {
    /// The digest as a message in plain Chinese.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut lines = vec![format!("{}：共 {} 条推荐", self.date, self.items.len())];
        for (at, item) in self.items.iter().enumerate() {
            let new = if item.new { "〔新〕" } else { "" };
            let name = if item.title.is_empty() { &item.item } else { &item.title };
            let about = if item.about.is_empty() { String::new() } else { format!("（{}）", item.about) };
            lines.push(format!("{}. {new}{name}{about}", at + 1));
            let Reasons { positive, open, against } = &item.reasons;
            let said = [("合适", positive), ("请问清", open), ("注意", against)];
            let said = said.into_iter().filter(|(_, reasons)| !reasons.is_empty());
            lines.extend(said.map(|(head, reasons)| format!("   {head}：{}", reasons.join("；"))));
        }
        if self.changes.gone_count > 0 {
            let titles = self.changes.gone.join("、");
            lines.push(format!("上次推荐中有 {} 个岗位已停招 {titles}", self.changes.gone_count));
        }
        lines.extend([self.why.clone(), self.how_to_refuse.clone()]);
        lines.join("\n")
    }
}

/// Somebody with a right to service who could not be served: one line of the list for advisers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unserved {
    /// The caller's id.
    pub recipient: String,
    /// The day of the run.
    pub date: Date,
    /// The kind of run.
    pub kind: RunKind,
    /// The groups that give the right.
    pub groups: Vec<String>,
    /// Referrals that the service minimum still owes.
    pub missing: u16,
    /// Which wishes, loosened how far, would bring posts back.
    pub relaxations: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &[u8], now: &[u8], open: &[u8]) -> (usize, usize, Vec<String>) {
        let changes = changes(before, now, |k| open.contains(k), |k| Some(k.to_string()));
        (changes.new, changes.still_open, changes.gone)
    }

    #[test]
    fn a_difference_tells_new_open_and_gone() {
        assert_eq!(check(&[1, 2, 3], &[2, 4], &[1, 2, 4]), (1, 1, vec!["3".into()]));
        assert_eq!(check(&[], &[2], &[2]), (1, 0, vec![]));
        assert_eq!(check(&[1], &[], &[]), (0, 0, vec!["1".into()]));
    }

    #[test]
    fn a_digest_reads_as_a_message() {
        let reasons =
            Reasons {
                positive: vec!["工种一致".into()], open: vec!["班次未写明".into()], against: vec![]
            };
        let item = DigestItem {
            item: "J1".into(),
            title: "电工".into(),
            about: "河西区 · 6-8K".into(),
            score: Some(7000),
            new: true,
            reasons,
        };
        let digest = Digest {
            request: "r".into(),
            kind: RunKind::Daily,
            date: jiff::civil::date(2026, 11, 20),
            recipient: "P1".into(),
            personalised: true,
            not_before: None,
            channels: vec![],
            items: vec![item],
            changes: Changes { gone: vec!["焊工".into()], gone_count: 1, ..Changes::default() },
            why: "因为".into(),
            how_to_refuse: "退订".into(),
        };
        let expected = "2026-11-20：共 1 条推荐\n1. 〔新〕电工（河西区 · 6-8K）\n   合适：工种一致\n   请问清：班次未写明\n\
                        上次推荐中有 1 个岗位已停招 焊工\n因为\n退订";
        assert_eq!(digest.to_text(), expected);
    }
}
