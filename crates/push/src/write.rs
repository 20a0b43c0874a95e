//! Making the digests of a partition.

use std::ops::Range;
use std::path::Path;

use crate::digest::{self, Digest, DigestItem, Unserved};
use crate::eligible::Allowance;
use crate::error::Result;
use crate::facts::{Consents, Reasons, RunKind};
use crate::key::{GroupKey, Request};
use crate::ledger::{Histories, History, Parcel, Sent, SentItem};
use crate::plan::{Chosen, Known, Plan, Planner, Standing, regional_now};
use crate::run::RunOptions;

use rustc_hash::FxHashMap;

/// Makes digests from a plan.
pub(crate) struct Writer<'a> {
    planner: &'a Planner<'a>,
    plan: &'a Plan,
    options: &'a RunOptions,
    /// Groups by their key, to name what is gone.
    by_key: FxHashMap<GroupKey, u32>,
}

/// A line, whom it concerns, and what the ledger keeps of it.
pub(crate) struct Line {
    /// Ids of the people who are written to, or written about.
    people: Vec<String>,
    request: Request,
    sent: Sent,
    json: Vec<u8>,
}

/// What a recipient is to get, before it is put into words.
struct Draft {
    place: usize,
    known: Known,
    allowance: Allowance,
    chosen: Vec<Chosen>,
    personalised: bool,
}

/// The lines of a partition.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) digests: Vec<Line>,
    pub(crate) unserved: Vec<Line>,
    /// Recipients for whom there was nothing.
    pub(crate) nothing: u64,
    /// Digests left out because the consent was taken back.
    pub(crate) withdrawn: u64,
}

impl Written {
    pub(crate) fn is_empty(&self) -> bool {
        self.digests.is_empty() && self.unserved.is_empty()
    }

    /// Whether anybody is in it who has taken their consent back.
    pub(crate) fn has_withdrawn(&self, consents: &dyn Consents) -> bool {
        self.digests
            .iter()
            .chain(&self.unserved)
            .flat_map(|line| &line.people)
            .any(|id| consents.withdrawn(id))
    }

    pub(crate) fn digest_lines(&self) -> Vec<u8> {
        self.digests.iter().flat_map(|line| line.json.iter().copied()).collect()
    }

    pub(crate) fn adviser_lines(&self) -> Vec<u8> {
        self.unserved.iter().flat_map(|line| line.json.iter().copied()).collect()
    }

    pub(crate) fn sends(&self) -> Vec<(Request, Sent)> {
        self.digests.iter().chain(&self.unserved).map(|line| (line.request, line.sent.clone())).collect()
    }

    /// Where the digests lie in an output in which they begin at `from`.
    pub(crate) fn parcels(&self, out: &Path, mut from: u64) -> Vec<Parcel> {
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned()).to_string_lossy().into_owned();
        let mut parcels = Vec::with_capacity(self.digests.len());
        for line in &self.digests {
            let bytes = line.json.len() as u32;
            parcels.push(Parcel { out: out.clone(), from, bytes });
            from += u64::from(bytes);
        }
        parcels
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(planner: &'a Planner<'a>, plan: &'a Plan, options: &'a RunOptions) -> Self {
        let by_key = plan.groups.by_key();
        Self { planner, plan, options, by_key }
    }

    /// The lines of the recipients of a part whom the ledger does not know to have theirs.
    pub(crate) fn part(&self, part: Range<usize>, consents: &dyn Consents) -> Result<Written> {
        let (mut written, mut drafts) = (Written::default(), Vec::new());
        let histories = self.planner.ledger.histories()?;
        for place in part {
            let Standing::Allowed(allowance) = self.plan.standing[place] else { continue };
            let Some(known) = self.known(place, &histories)? else { continue };
            if !self.is_employer() && consents.withdrawn(&known.recipient.id) {
                written.withdrawn += 1;
                continue;
            }
            drafts.push(self.draft(place, known, allowance, consents)?);
        }
        // Reasons take longer than all the rest: they are asked for together, so that all threads have work.
        let personal = drafts.iter().filter(|draft| draft.personalised);
        let pairs: Vec<(usize, u32)> =
            personal.flat_map(|draft| draft.chosen.iter().map(|chosen| (draft.place, chosen.item))).collect();
        let mut reasons = self.planner.referrals.reasons(&pairs)?.into_iter();
        drafts.into_iter().try_for_each(|draft| self.one(&draft, &mut reasons, &mut written))?;
        Ok(written)
    }

    fn is_employer(&self) -> bool {
        self.planner.kind == RunKind::Employer
    }

    /// What a recipient is to get, as consents are now.
    fn draft(
        &self,
        place: usize,
        known: Known,
        allowance: Allowance,
        consents: &dyn Consents,
    ) -> Result<Draft> {
        let switched_off = !self.is_employer() && consents.impersonal(&known.recipient.id);
        let personalised = allowance.personalised && !switched_off;
        let mut chosen = if personalised == allowance.personalised {
            self.plan.chosen(place)
        } else {
            regional_now(self.planner, self.plan, place, allowance.slots, &known.history)?
        };
        if self.is_employer() {
            // Here it is the people recommended who may have taken their consent back.
            let gone = |id: &str| consents.withdrawn(id) || consents.impersonal(id);
            chosen.retain(|chosen| !gone(self.id(*chosen)));
        }
        Ok(Draft { place, known, allowance, chosen, personalised })
    }

    /// The line of one recipient; takes the reasons of their items where these are personal.
    fn one(
        &self,
        draft: &Draft,
        reasons: &mut impl Iterator<Item = Reasons>,
        written: &mut Written,
    ) -> Result<()> {
        if !draft.chosen.is_empty() {
            written.digests.push(self.digest(draft, reasons)?);
        } else if let Some(line) = self.unserved(draft)? {
            written.unserved.push(line);
        } else {
            written.nothing += 1;
        }
        Ok(())
    }

    fn id(&self, chosen: Chosen) -> &str {
        &self.planner.referrals.items()[chosen.item as usize].id
    }

    /// The recipient with their history; nothing where the ledger has their digest of this run.
    fn known(&self, place: usize, histories: &Histories) -> Result<Option<Known>> {
        let Planner { referrals, ledger, kind, day, .. } = *self.planner;
        let recipient = referrals.recipient(place)?;
        let key = ledger.secret().recipient(kind, &recipient.id);
        if histories.is_sent(Request { person: key, day, kind })? {
            return Ok(None);
        }
        let history = histories.of(key, day, kind)?;
        Ok(Some(Known { recipient, key, history }))
    }

    fn request(&self, known: &Known) -> Request {
        Request { person: known.key, day: self.planner.day, kind: self.planner.kind }
    }

    fn group(&self, chosen: Chosen) -> GroupKey {
        self.plan.group_key(chosen.item)
    }

    fn known_as(&self, chosen: Chosen) -> Vec<GroupKey> {
        self.plan.groups.known_as(self.plan.groups.of_item[chosen.item as usize])
    }

    fn digest(&self, draft: &Draft, reasons: &mut impl Iterator<Item = Reasons>) -> Result<Line> {
        let Planner { ledger, policy, kind, .. } = *self.planner;
        let Draft { known, chosen, personalised, .. } = draft;
        let request = self.request(known);
        let mut items = Vec::with_capacity(chosen.len());
        for &chosen in chosen {
            let reasons = if *personalised { reasons.next().unwrap_or_default() } else { Reasons::default() };
            items.push(self.item(known, chosen, *personalised, reasons));
        }
        let digest = Digest {
            request: request.id(ledger.secret()),
            kind,
            date: self.options.now.date(),
            recipient: known.recipient.id.clone(),
            personalised: *personalised,
            not_before: policy.quiet_until(self.options.now),
            channels: policy.channels.order.clone(),
            items,
            changes: self.changes(&known.history, chosen),
            why: digest::why(kind, *personalised).to_owned(),
            how_to_refuse: digest::how_to_refuse(kind).to_owned(),
        };
        let sent = |&chosen: &Chosen| SentItem {
            group: self.group(chosen).0,
            item: ledger.secret().item(self.id(chosen)),
        };
        let sent = Sent { items: chosen.iter().map(sent).collect() };
        let people = match kind {
            RunKind::Employer => chosen.iter().map(|&chosen| self.id(chosen).to_owned()).collect(),
            _ => vec![known.recipient.id.clone()],
        };
        Ok(Line { people, request, sent, json: line(&digest) })
    }

    fn item(&self, known: &Known, chosen: Chosen, personalised: bool, reasons: Reasons) -> DigestItem {
        let item = &self.planner.referrals.items()[chosen.item as usize];
        DigestItem {
            item: item.id.clone(),
            title: item.title.clone(),
            about: item.about.clone(),
            score: personalised.then_some(chosen.score),
            new: !self.known_as(chosen).iter().any(|key| known.history.shown.contains_key(key)),
            reasons,
        }
    }

    fn changes(&self, history: &History, chosen: &[Chosen]) -> digest::Changes {
        let now: Vec<GroupKey> = chosen.iter().map(|&chosen| self.group(chosen)).collect();
        let items = self.planner.referrals.items();
        let first = |key: &GroupKey| {
            self.by_key.get(key).map(|&group| &items[self.plan.groups.first_item(group) as usize])
        };
        let is_open =
            |key: &GroupKey| self.by_key.get(key).is_some_and(|&group| self.plan.groups.is_open(group));
        let title = |key: &GroupKey| first(key).map(|item| item.title.clone());
        // A group may have gone by another of its ads then.
        let now_called = |key: &GroupKey| {
            self.by_key.get(key).map_or(*key, |&group| self.plan.groups.keys[group as usize])
        };
        let before: Vec<GroupKey> = history.last[self.planner.kind as usize].iter().map(now_called).collect();
        digest::changes(&before, &now, is_open, title)
    }

    /// The line for advisers, where the person has a right to service that nothing could be found for.
    fn unserved(&self, draft: &Draft) -> Result<Option<Line>> {
        let Draft { place, known, allowance, .. } = draft;
        let Planner { referrals, kind, day, policy, .. } = *self.planner;
        let rules = self.planner.rules();
        let listed = known.history.last_day(kind, false);
        let is_fresh = listed.is_some_and(|last| last + u32::from(policy.service.adviser_days) > day);
        let follow_up = kind == RunKind::FollowUp;
        if is_fresh || !rules.has_service_right(&known.recipient) || !(allowance.owed || follow_up) {
            return Ok(None);
        }
        let groups = known.recipient.groups.iter().filter(|group| policy.service.groups.contains(*group));
        let unserved = Unserved {
            recipient: known.recipient.id.clone(),
            date: self.options.now.date(),
            kind,
            groups: groups.cloned().collect(),
            missing: rules.missing(&known.history),
            relaxations: referrals.relaxations(
                *place,
                u32::from(policy.service.minimum_score),
                &policy.relax_policy(),
            )?,
        };
        let (people, request) = (vec![known.recipient.id.clone()], self.request(known));
        Ok(Some(Line { people, request, sent: Sent::default(), json: line(&unserved) }))
    }
}

fn line(value: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec(value).expect("a digest is texts and numbers");
    json.push(b'\n');
    json
}
