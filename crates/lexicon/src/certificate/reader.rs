//! Reads the certificates that a posting asks for or a person speaks of.

use std::ops::Range;

use rengang_text::{Folded, fold};

use super::cue::Cue;
use super::mention::{Naming, namings};
use super::token::{Tokens, clause_ends};
use super::words::Meaning;
use super::{Certificates, Demand, HeldCertificate};

/// Whose text it is: 没有 of a person is a lack, of a posting an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// The text of an employer.
    Posting,
    /// The text of a person.
    Person,
}

/// How a certificate is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Strength {
    /// A posting requires it.
    Must,
    /// A posting likes it.
    Preferred,
    /// A posting wants it, and it can be had after the start or with the employer's help.
    Obtainable,
    /// A posting says that it is not needed or will not do.
    Unneeded,
    /// A person has it.
    Held,
    /// A person does not have it, not yet, or no longer.
    Lacking,
    /// It is named without more.
    Mention,
}

/// Certificates named at one place of a text, any one of which is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateMention {
    /// The alternatives; empty where a posting says that no certificate at all is needed.
    pub any_of: Vec<Demand>,
    /// Bytes of the original text.
    pub span: Range<usize>,
    /// How it is meant.
    pub strength: Strength,
    /// Bytes of the original text in the bracket right after it: a subject, a process, a remark.
    pub scope: Option<Range<usize>>,
}

impl CertificateMention {
    /// What the person who wrote `text` may hold: one of these.
    #[must_use]
    pub fn held(&self, text: &str) -> Vec<HeldCertificate> {
        let scope = self.scope.clone().and_then(|s| text.get(s)).unwrap_or_default();
        let one = |d: &Demand| HeldCertificate {
            certificate: d.certificate,
            level: d.min_level,
            scope: scope.to_owned(),
        };
        self.any_of.iter().map(one).collect()
    }
}

impl Certificates {
    /// Reads the certificates of `text`, linear in its length.
    ///
    /// ```
    /// use rengang_lexicon::certificate::{Certificates, Speaker, Strength};
    /// let certificates = Certificates::embedded();
    /// let mentions = certificates.read("须持叉车证，有电工证优先", Speaker::Posting);
    /// assert_eq!(mentions[0].strength, Strength::Must);
    /// assert_eq!(certificates.get(mentions[0].any_of[0].certificate).code(), "N1");
    /// assert_eq!(mentions[1].strength, Strength::Preferred);
    /// assert!(mentions[1].any_of.len() > 1, "电工证 does not say which");
    /// ```
    #[must_use]
    pub fn read(&self, text: &str, speaker: Speaker) -> Vec<CertificateMention> {
        self.read_folded(&fold(text), speaker)
    }

    /// Reads the certificates of a text that is folded already.
    #[must_use]
    pub fn read_folded(&self, folded: &Folded, speaker: Speaker) -> Vec<CertificateMention> {
        let ends = clause_ends(folded.as_str());
        let tokens = Tokens::new(&self.words, folded.as_str(), &ends);
        let found = namings(self, &tokens, speaker);
        let mut reader = Reader::new(folded, &tokens, found, speaker, &ends);
        if speaker == Speaker::Posting {
            reader.carry_demand();
            reader.follow_up();
        }
        reader.mentions()
    }
}

/// How the clauses of a text hang together.
struct Clauses {
    /// Whether clause `n` begins a sentence.
    sentences: Vec<bool>,
    /// For a clause that goes on after a bracket, the clause before it; and the other way round.
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
    /// For the first clause in a bracket, the clause before it.
    opener: Vec<Option<usize>>,
}

impl Clauses {
    fn new(folded: &str, ends: &[usize]) -> Self {
        let len = ends.len() + 1;
        let mut clauses = Self {
            sentences: vec![false; len],
            before: vec![None; len],
            after: vec![None; len],
            opener: vec![None; len],
        };
        let mut open = Vec::new();
        for (clause, &end) in ends.iter().enumerate() {
            match folded[end..].chars().next() {
                Some('。' | ';' | '!' | '?' | '\n') => clauses.sentences[clause + 1] = true,
                Some('(') => {
                    open.push(clause);
                    clauses.opener[clause + 1] = Some(clause);
                }
                Some(')') => clauses.before[clause + 1] = open.pop(),
                _ => {}
            }
            if let Some(opener) = clauses.before[clause + 1] {
                clauses.after[opener] = Some(clause + 1);
            }
        }
        clauses
    }

    fn len(&self) -> usize {
        self.sentences.len()
    }

    fn begins_sentence(&self, clause: usize) -> bool {
        self.sentences[clause]
    }

    /// The clause, what it goes on from before a bracket, its two next parts after one, and what follows the bracket
    /// that it stands in.
    fn parts_of(&self, clause: usize) -> [Option<usize>; 5] {
        let next = self.after[clause];
        let around = self.opener[clause].and_then(|opener| self.after[opener]);
        [self.before[clause], Some(clause), next, next.and_then(|n| self.after[n]), around]
    }
}

/// A cue and where it stands.
#[derive(Debug, Clone, Copy)]
struct Placed {
    cue: Cue,
    start: usize,
    end: usize,
    clause: usize,
}

struct Reader<'a> {
    folded: &'a Folded,
    found: Vec<Naming>,
    strengths: Vec<Strength>,
    cues: Vec<Placed>,
    /// Clauses that speak of certificates without naming one.
    proofs: Vec<(usize, Range<usize>)>,
    speaker: Speaker,
    clauses: Clauses,
}

impl<'a> Reader<'a> {
    fn new(
        folded: &'a Folded,
        tokens: &Tokens<'_>,
        found: Vec<Naming>,
        speaker: Speaker,
        ends: &[usize],
    ) -> Self {
        let mut cues = Vec::new();
        let mut proofs = Vec::new();
        for token in &tokens.all {
            let (start, end, clause) = (token.bytes.start, token.bytes.end, token.clause);
            let of_token = token.meanings.iter().filter_map(|m| match m {
                Meaning::Cue(cue) => Some(Placed { cue: *cue, start, end, clause }),
                _ => None,
            });
            cues.extend(of_token);
            if token.is(Meaning::Proof) || folded.as_str()[start..end].starts_with("证") {
                proofs.push((clause, start..end));
            }
        }
        let clauses = Clauses::new(folded.as_str(), ends);
        let mut reader = Self { folded, found, strengths: Vec::new(), cues, proofs, speaker, clauses };
        reader.strengths = reader.found.iter().map(|naming| reader.strength(naming)).collect();
        reader
    }

    fn strength(&self, naming: &Naming) -> Strength {
        let cues =
            || self.clauses.parts_of(naming.clause).into_iter().flatten().flat_map(|c| self.cues_of(c));
        let about = |cue: Cue| cues().any(|c| c.cue == cue && self.is_about(c, naming));
        let has = |cue: Cue| cues().any(|c| c.cue == cue);
        if self.speaker == Speaker::Posting
            && let Some(said) = self.said_to_those_without(naming)
        {
            return said;
        }
        match self.speaker {
            Speaker::Person if about(Cue::Lacking) || about(Cue::Without) => Strength::Lacking,
            Speaker::Person if about(Cue::Pending) && !has(Cue::Held) => Strength::Lacking,
            Speaker::Person => Strength::Held,
            Speaker::Posting if about(Cue::Unneeded) || self.is_none_of_theirs(naming) => Strength::Unneeded,
            Speaker::Posting if cues().any(|c| c.cue == Cue::NoSubstitute && naming.bytes.end <= c.start) => {
                Strength::Unneeded
            }
            Speaker::Posting if has(Cue::Obtainable) || has(Cue::Pending) => Strength::Obtainable,
            Speaker::Posting if has(Cue::Lacking) && has(Cue::Welcome) => self.without(naming),
            Speaker::Posting if has(Cue::Preferred) => Strength::Preferred,
            Speaker::Posting if self.is_for_some(naming) => Strength::Preferred,
            Speaker::Posting if has(Cue::Must) => Strength::Must,
            Speaker::Posting => Strength::Mention,
        }
    }

    /// 没有保安员证也行, and perhaps in one of the next clauses that the employer sees to it, or that one need not come.
    fn without(&self, naming: &Naming) -> Strength {
        let rest = (naming.clause + 1..self.clauses.len()).take(MAX_DISTANCE);
        let rest = rest.take_while(|&next| !self.clauses.begins_sentence(next));
        let mut follows = rest.flat_map(|next| self.cues_of(next));
        match follows.find(|c| matches!(c.cue, Cue::Obtainable | Cue::Refused)).map(|c| c.cue) {
            Some(Cue::Refused) => Strength::Must,
            Some(_) => Strength::Obtainable,
            None => Strength::Unneeded,
        }
    }

    /// 没有叉车证的先从搬运做起, 没有叉车证者勿扰: the clause speaks to those who lack it.
    fn said_to_those_without(&self, naming: &Naming) -> Option<Strength> {
        let has = |cue: Cue| self.cues_of(naming.clause).any(|c| c.cue == cue);
        let lacks = self
            .cues_of(naming.clause)
            .any(|c| matches!(c.cue, Cue::Lacking | Cue::Without) && self.touches(c, naming));
        if !lacks || !self.is_of_persons(naming) || has(Cue::Must) {
            None
        } else if has(Cue::Refused) || has(Cue::NoSubstitute) {
            Some(Strength::Must)
        } else {
            Some(self.without(naming))
        }
    }

    /// Whether 的, 者, 人员 make a person of what stands right behind the certificate.
    fn is_of_persons(&self, naming: &Naming) -> bool {
        let rest = self.folded.as_str()[naming.bytes.end..].trim_start_matches(['证', '书', '本']);
        ["的", "者", "人员"].iter().any(|w| rest.starts_with(w))
    }

    /// 跑网约车的须有…证, 上架子的要…证: asked of those who do it and not of all who come.
    fn is_for_some(&self, naming: &Naming) -> bool {
        let text = self.folded.as_str();
        let musts = self.cues_of(naming.clause).filter(|c| c.cue == Cue::Must && c.end <= naming.bytes.start);
        musts.take(1).any(|must| {
            let before = &text[..must.start];
            let clause = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            clause.ends_with('的') && DOING.iter().any(|verb| clause.starts_with(verb))
        })
    }

    /// Papers of others that are a duty (特种作业证核查), part of a title of another post (执业药师助理), and those that
    /// alone do not do (只有C1的请看另一条).
    fn is_none_of_theirs(&self, naming: &Naming) -> bool {
        let text = self.folded.as_str();
        let duty = self
            .cues_of(naming.clause)
            .any(|c| c.cue == Cue::Duty && text.get(naming.bytes.end..c.start).is_some_and(str::is_empty));
        let assists =
            text[..naming.bytes.end].ends_with("助理") && naming.any_of.iter().all(|d| d.min_level.is_none());
        let alone = !text[naming.bytes.end..].starts_with('才')
            && self.cues_of(naming.clause).any(|c| c.cue == Cue::Insufficient && self.touches(c, naming))
            && self.is_of_persons(naming);
        let sent_away = self.is_of_persons(naming)
            && self.cues_of(naming.clause).any(|c| c.cue == Cue::Refused && c.start >= naming.bytes.end);
        duty || assists || alone || sent_away
    }

    /// Whether a certificate begins right behind a cue.
    fn touches(&self, cue: &Placed, naming: &Naming) -> bool {
        let between = self.folded.as_str().get(cue.end..naming.bytes.start);
        between.is_some_and(|gap| gap.chars().count() <= MAX_TOUCHING)
    }

    /// 没有 speaks of what stands after it in its clause, and where that is nothing, of what stands right before: one,
    /// or with 都 all. 不要求 after a certificate must touch it (有证优先但不要求会修 speaks of something else).
    fn is_about(&self, cue: &Placed, naming: &Naming) -> bool {
        let next = self.found.partition_point(|n| n.bytes.start < cue.end);
        if naming.bytes.start >= cue.end {
            return cue.cue != Cue::Pending
                || (self.found[next].bytes == naming.bytes && !self.trails(cue, next));
        }
        if cue.cue != Cue::Pending && self.found.get(next).is_some_and(|n| n.clause == cue.clause) {
            return false;
        }
        let last = &self.found[next.saturating_sub(1)];
        let between = self.folded.as_str().get(last.bytes.end..cue.start).unwrap_or_default();
        let touches = cue.cue != Cue::Unneeded || between.chars().count() <= MAX_TOUCHING;
        touches && (last.bytes == naming.bytes || between.contains('都'))
    }

    fn opens_bracket(&self, at: usize) -> bool {
        self.folded.as_str()[at..].starts_with('(')
    }

    /// Whether the certificate before `next` ends right before `cue`: 护师在考, CPA过五科.
    fn trails(&self, cue: &Placed, next: usize) -> bool {
        let before = next.checked_sub(1).map(|at| &self.found[at]);
        before
            .is_some_and(|n| n.bytes.end <= cue.start && cue.start - n.bytes.end <= MAX_TOUCHING * "字".len())
    }

    /// A word of demand goes on through the commas of its sentence: 要求无犯罪记录，有保安员证.
    fn carry_demand(&mut self) {
        let mut demanded = None;
        let mut at = 0;
        for clause in 0..self.clauses.len() {
            if self.clauses.begins_sentence(clause) {
                demanded = None;
            }
            let has = |cue: Cue| self.cues_of(clause).any(|c| c.cue == cue);
            let (must, other) = (has(Cue::Must), has(Cue::Preferred) || has(Cue::Unneeded));
            while self.found.get(at).is_some_and(|n| n.clause <= clause) {
                if demanded.is_some() && self.strengths[at] == Strength::Mention && !other {
                    self.strengths[at] = Strength::Must;
                }
                at += 1;
            }
            demanded = if other { None } else { demanded.or(must.then_some(clause)) };
        }
    }

    fn cues_of(&self, clause: usize) -> impl Iterator<Item = &Placed> {
        let from = self.cues.partition_point(|c| c.clause < clause);
        self.cues[from..].iter().take_while(move |c| c.clause == clause)
    }

    /// Clauses that name no certificate and speak of those before: 没有的入职后公司统一考, 没证的先别来, （可后补）.
    fn follow_up(&mut self) {
        let clauses: Vec<usize> = self.cues.iter().map(|c| c.clause).collect();
        for (index, &clause) in clauses.iter().enumerate() {
            if index > 0 && clauses[index - 1] == clause {
                continue;
            }
            let before = self.found.partition_point(|n| n.clause < clause);
            if before > 0 && self.found.get(before).is_none_or(|n| n.clause != clause) {
                self.follow(clause, before - 1);
            }
        }
    }

    fn follow(&mut self, clause: usize, last: usize) {
        let distance = clause - self.found[last].clause;
        let has = |cue: Cue| self.cues_of(clause).any(|c| c.cue == cue);
        let bracket = distance == 1 && self.opens_bracket(self.found[last].bytes.end);
        let of_lack =
            (has(Cue::Without) || (has(Cue::Lacking) && has(Cue::Welcome))) && distance <= MAX_DISTANCE;
        let said = if of_lack {
            self.said_of_lack(clause)
        } else if distance == 1 && has(Cue::Obtainable) {
            Some(Strength::Obtainable)
        } else if (bracket && has(Cue::Preferred)) || (distance == 1 && self.is_paid_for(clause, last)) {
            Some(Strength::Preferred)
        } else if distance == 1 && self.is_of_no_use(clause) {
            Some(Strength::Unneeded)
        } else {
            (bracket && has(Cue::Must)).then_some(Strength::Must)
        };
        if let Some(strength) = said {
            self.say(strength, last);
        }
    }

    fn is_paid_for(&self, clause: usize, last: usize) -> bool {
        self.strengths[last] == Strength::Mention && self.pays_more(clause)
    }

    /// 有电工证，每月加三百: what is paid for is liked.
    fn pays_more(&self, clause: usize) -> bool {
        let said = |c: &Placed| &self.folded.as_str()[c.start..c.end];
        self.cues_of(clause).any(|c| c.cue == Cue::Preferred && said(c).contains('加'))
    }

    /// A2证只能开货挂，我们这用不上.
    fn is_of_no_use(&self, clause: usize) -> bool {
        let said = |c: &Placed| &self.folded.as_str()[c.start..c.end];
        self.cues_of(clause).any(|c| c.cue == Cue::NoSubstitute && USELESS.contains(&said(c)))
    }

    /// What a clause that begins with 没证的 says of the certificate before it.
    fn said_of_lack(&self, clause: usize) -> Option<Strength> {
        let has = |cue: Cue| self.cues_of(clause).any(|c| c.cue == cue);
        if has(Cue::Refused) {
            Some(Strength::Must)
        } else if has(Cue::Obtainable) || self.cues_of(clause + 1).any(|c| c.cue == Cue::Obtainable) {
            Some(Strength::Obtainable)
        } else {
            has(Cue::Welcome).then_some(Strength::Preferred)
        }
    }

    /// Sets the strength of naming `last` and the others of its clause; what is not needed stays so.
    fn say(&mut self, strength: Strength, last: usize) {
        let clause = self.found[last].clause;
        for at in (0..=last).rev().take_while(|&at| self.found[at].clause == clause) {
            let weaker = strength == Strength::Preferred && self.strengths[at] == Strength::Obtainable;
            if self.strengths[at] != Strength::Unneeded && !weaker {
                self.strengths[at] = strength;
            }
        }
    }

    fn mentions(&self) -> Vec<CertificateMention> {
        let named = self.found.iter().zip(&self.strengths).map(|(naming, &strength)| CertificateMention {
            any_of: naming.any_of.clone(),
            span: self.folded.original_span(self.closed(naming.bytes.clone())),
            strength,
            scope: self.scope(naming),
        });
        let mut all: Vec<CertificateMention> = named.chain(self.none_needed()).collect();
        all.sort_by_key(|m| m.span.start);
        all
    }

    /// 无需证件, 不用证: a clause that wants no certificate and names none.
    fn none_needed(&self) -> Option<CertificateMention> {
        let names_one = |clause: usize| self.found.binary_search_by_key(&clause, |n| n.clause).is_ok();
        let unneeded = |clause: usize| self.cues_of(clause).find(|c| c.cue == Cue::Unneeded);
        let clauses =
            self.proofs.iter().filter(|(clause, _)| self.speaker == Speaker::Posting && !names_one(*clause));
        let (cue, proof) = clauses.filter_map(|(clause, proof)| Some((unneeded(*clause)?, proof))).next()?;
        let bytes = cue.start.min(proof.start)..cue.end.max(proof.end);
        let span = self.folded.original_span(bytes);
        Some(CertificateMention { any_of: Vec::new(), span, strength: Strength::Unneeded, scope: None })
    }

    /// The span with the bracket closed that it opens, if nothing but a word stands before its end.
    fn closed(&self, bytes: Range<usize>) -> Range<usize> {
        let rest = &self.folded.as_str()[bytes.end..];
        let mut word =
            rest.char_indices().take(MAX_SCOPE).skip_while(|&(_, c)| c.is_alphanumeric() || c == '·');
        let closes = self.opened_at(&bytes).and_then(|_| word.next()).filter(|&(_, c)| c == ')');
        bytes.start..closes.map_or(bytes.end, |(at, _)| bytes.end + at + 1)
    }

    /// Where a bracket begins that `bytes` open and do not close.
    fn opened_at(&self, bytes: &Range<usize>) -> Option<usize> {
        let text = &self.folded.as_str()[bytes.clone()];
        let open = text.rfind('(')?;
        (Some(open) > text.rfind(')')).then_some(bytes.start + open)
    }

    fn scope(&self, naming: &Naming) -> Option<Range<usize>> {
        let text = self.folded.as_str();
        let bracket = self.opened_at(&naming.bytes);
        let open = bracket.or_else(|| self.opens_bracket(naming.bytes.end).then_some(naming.bytes.end))?;
        let mut inside = text[open + 1..].char_indices().take(MAX_SCOPE);
        let len = inside.find(|&(_, c)| c == ')').map(|(at, _)| at)?;
        (len > 0).then(|| self.folded.original_span(open + 1..open + 1 + len))
    }
}

/// Chosen: characters; a longer bracket tells a story.
const MAX_SCOPE: usize = 60;
/// Chosen: 证书也不要求 still speaks of the certificate.
const MAX_TOUCHING: usize = 2;
/// Words of no use that can only be said of the paper before them (a person can be 不行 as well).
const USELESS: [&str; 5] = ["用不上", "不作数", "不好使", "代替不了", "不能用"];
/// Verbs of a part of the work that not everybody does.
const DOING: [&str; 12] = ["跑", "做", "干", "上", "开", "接", "管", "带", "从事", "操作", "值", "去"];
/// Chosen: so many clauses after the certificate, 没证的 still speaks of it.
const MAX_DISTANCE: usize = 3;

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static CERTIFICATES: LazyLock<Certificates> = LazyLock::new(Certificates::embedded);

    fn shown(text: &str, speaker: Speaker) -> Vec<(Strength, String)> {
        let name = |d: &Demand| {
            let level = d.min_level.map(|l| l.number().to_string()).unwrap_or_default();
            format!("{}{level}", CERTIFICATES.get(d.certificate).name())
        };
        let mentions = CERTIFICATES.read(text, speaker);
        mentions
            .iter()
            .map(|m| (m.strength, m.any_of.iter().map(name).collect::<Vec<_>>().join("|")))
            .collect()
    }

    fn check(text: &str, speaker: Speaker, expected: &[(Strength, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(s, names)| (*s, (*names).to_owned())).collect();
        assert_eq!(shown(text, speaker), expected, "{text}");
    }

    use Speaker::{Person, Posting};
    use Strength::{Held, Lacking, Mention, Must, Obtainable, Preferred, Unneeded};

    #[test]
    fn a_posting_demands_prefers_and_offers() {
        check(
            "必须持行车证，电工证优先",
            Posting,
            &[(Must, "起重机司机"), (Preferred, "低压电工作业|高压电工作业|电工")],
        );
        check("要求持叉车证，健康证", Posting, &[(Must, "叉车司机"), (Must, "预防性健康检查合格证明")]);
        check("保安证没有的也行，公司统一组织考", Posting, &[(Obtainable, "保安员证")]);
        check("电梯证（可后补）", Posting, &[(Obtainable, "电梯修理")]);
        check("须有锅炉证，没证的免谈", Posting, &[(Must, "工业锅炉司炉")]);
        check("有急救证（或救护员证）者优先", Posting, &[(Preferred, "急救员证")]);
    }

    #[test]
    fn what_a_posting_does_not_need_or_accept_is_said() {
        check("无需证件", Posting, &[(Unneeded, "")]);
        check("不要求叉车证", Posting, &[(Unneeded, "叉车司机")]);
        check("叉车证不能代替行车证", Posting, &[(Unneeded, "叉车司机"), (Mention, "起重机司机")]);
        check("叉车证优先但不用装卸", Posting, &[(Preferred, "叉车司机")]);
        check("自带身份证、毕业证，成本核算", Posting, &[]);
    }

    #[test]
    fn what_is_said_to_some_or_of_others_is_no_demand_of_all() {
        check("开洒水车的要有B2驾照", Posting, &[(Preferred, "B2")]);
        check("考过叉车证的转岗更合适", Posting, &[(Preferred, "叉车司机")]);
        check(
            "没有消防证的先做夜巡，公司给报名培训",
            Posting,
            &[(Obtainable, "消防设施操作员|一级注册消防工程师|二级注册消防工程师")],
        );
        check("没有叉车证者勿扰", Posting, &[(Must, "叉车司机")]);
        check("只有C1驾照的看另一条招聘", Posting, &[(Unneeded, "C1")]);
        check("做电工证核查", Posting, &[(Unneeded, "低压电工作业|高压电工作业|电工")]);
        check("持PMP的请绕行", Posting, &[(Unneeded, "项目管理PMP")]);
        check("有叉车证，每月加三百", Posting, &[(Preferred, "叉车司机")]);
        check("执业药师助理", Posting, &[(Unneeded, "执业药师")]);
        check("开货车的A2证，我们用不上", Posting, &[(Unneeded, "A2")]);
        check("叉车证（没有的入职两个月考过）", Posting, &[(Obtainable, "叉车司机")]);
    }

    #[test]
    fn alternatives_are_one_demand() {
        check("持低压电工证或高压", Posting, &[(Must, "低压电工作业|高压电工作业")]);
        check("CCNA/HCIA证书优先", Posting, &[(Preferred, "思科CCNA|华为HCIA")]);
        check("法考、CPA、税务师证任一即可", Posting, &[(Mention, "法律职业资格|注册会计师|税务师")]);
        check("持低压、高压电工证", Posting, &[(Must, "低压电工作业"), (Must, "高压电工作业")]);
    }

    #[test]
    fn brackets_and_authorities_say_which_one_is_meant() {
        check("焊工证（应急局）", Person, &[(Held, "熔化焊接与热切割作业")]);
        check("质监局发的焊工证", Person, &[(Held, "特种设备金属焊接操作")]);
        check("特种作业操作证（高压电工作业）", Person, &[(Held, "高压电工作业")]);
        check("特种设备作业人员证（N1）", Posting, &[(Mention, "叉车司机")]);
        check("焊工证", Person, &[(Held, "熔化焊接与热切割作业|特种设备金属焊接操作|焊工")]);
    }

    #[test]
    fn driving_classes_need_driving_around_them() {
        check("B2及以上驾驶证", Posting, &[(Mention, "B2")]);
        check("C1车，开货车（A2）", Posting, &[(Mention, "C1"), (Mention, "A2")]);
        check("A1纸、B2机位、C2区", Posting, &[]);
        check("持专职安全员C证（C1/C2）", Posting, &[(Must, "安全生产考核C证")]);
    }

    #[test]
    fn levels_are_read_before_and_after_the_name() {
        check("高级钳工证", Person, &[(Held, "钳工3")]);
        check("高级电工证", Person, &[(Held, "电工3")]);
        check("保育师（五级）", Person, &[(Held, "保育师5")]);
        check("二级（技师）焊工证", Person, &[(Held, "焊工2")]);
        check("中级以上职称", Posting, &[(Mention, "职称3")]);
        check("中级会计师", Person, &[(Held, "会计3")]);
        check("普通话二甲", Person, &[(Held, "普通话3")]);
        check("高中数学教师资格证", Person, &[(Held, "高级中学教师资格")]);
    }

    #[test]
    fn a_person_has_lacks_and_is_on_the_way() {
        check("有叉车证，没有行车证", Person, &[(Held, "叉车司机"), (Lacking, "起重机司机")]);
        check("驾照、健康证都没办", Person, &[(Lacking, "驾驶证"), (Lacking, "预防性健康检查合格证明")]);
        check(
            "叉车证、监控的消防证没考",
            Person,
            &[(Held, "叉车司机"), (Lacking, "消防设施操作员|一级注册消防工程师|二级注册消防工程师")],
        );
        check("CPA过两科，初级会计", Person, &[(Lacking, "注册会计师"), (Held, "会计4")]);
        check("准备考教资，普通话二乙", Person, &[(Lacking, "教师资格证"), (Held, "普通话4")]);
    }

    #[test]
    fn spans_and_scopes_are_those_of_the_original_text() {
        let text = "有ＣＥＴ－４；教師資格證（高中物理）";
        let mentions = CERTIFICATES.read(text, Person);
        let spans: Vec<&str> = mentions.iter().map(|m| &text[m.span.clone()]).collect();
        assert_eq!(spans, ["ＣＥＴ－４", "教師資格證（高中物理）"]);
        let held = CERTIFICATES.read("护士证（儿科）", Person)[0].held("护士证（儿科）");
        assert_eq!(held[0].scope, "儿科");
    }

    #[test]
    fn a_long_text_is_read() {
        let text = "持电工证、叉车证或行车证，没证的送考；".repeat(1500);
        assert_eq!(CERTIFICATES.read(&text, Posting).len(), 3000);
    }
}
