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
        let folded = fold(text);
        let ends = clause_ends(folded.as_str());
        let tokens = Tokens::new(&self.words, folded.as_str(), &ends);
        let found = namings(self, &tokens, speaker);
        let mut reader = Reader::new(&folded, &tokens, found, speaker);
        if speaker == Speaker::Posting {
            reader.follow_up();
        }
        reader.mentions()
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
}

impl<'a> Reader<'a> {
    fn new(folded: &'a Folded, tokens: &Tokens<'_>, found: Vec<Naming>, speaker: Speaker) -> Self {
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
        let mut reader = Self { folded, found, strengths: Vec::new(), cues, proofs, speaker };
        reader.strengths = reader.found.iter().map(|naming| reader.strength(naming)).collect();
        reader
    }

    fn strength(&self, naming: &Naming) -> Strength {
        let cues = || self.cues_of(naming.clause);
        let about = |cue: Cue| cues().any(|c| c.cue == cue && self.is_about(c, naming));
        let has = |cue: Cue| cues().any(|c| c.cue == cue);
        match self.speaker {
            Speaker::Person if about(Cue::Lacking) || about(Cue::Without) => Strength::Lacking,
            Speaker::Person if has(Cue::Pending) && !has(Cue::Held) => Strength::Lacking,
            Speaker::Person if self.bracket_says(naming, Cue::Pending) => Strength::Lacking,
            Speaker::Person => Strength::Held,
            Speaker::Posting if about(Cue::Unneeded) => Strength::Unneeded,
            Speaker::Posting if cues().any(|c| c.cue == Cue::NoSubstitute && naming.bytes.end <= c.start) => {
                Strength::Unneeded
            }
            Speaker::Posting if has(Cue::Obtainable) || has(Cue::Pending) => Strength::Obtainable,
            Speaker::Posting if has(Cue::Lacking) && has(Cue::Welcome) => Strength::Unneeded,
            Speaker::Posting if has(Cue::Preferred) => Strength::Preferred,
            Speaker::Posting if has(Cue::Must) => Strength::Must,
            Speaker::Posting => Strength::Mention,
        }
    }

    /// 没有 speaks of what stands after it in its clause, and where that is nothing, of what stands before.
    fn is_about(&self, cue: &Placed, naming: &Naming) -> bool {
        let next = self.found.partition_point(|n| n.bytes.start < cue.end);
        let after = self.found.get(next).is_some_and(|n| n.clause == cue.clause);
        naming.bytes.start >= cue.end || !after
    }

    fn bracket_says(&self, naming: &Naming, cue: Cue) -> bool {
        self.opens_bracket(naming.bytes.end) && self.cues_of(naming.clause + 1).any(|c| c.cue == cue)
    }

    fn opens_bracket(&self, at: usize) -> bool {
        self.folded.as_str()[at..].starts_with('(')
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
        let next_has = |cue: Cue| self.cues_of(clause + 1).any(|c| c.cue == cue);
        let bracket = distance == 1 && self.opens_bracket(self.found[last].bytes.end);
        let of_lack = (has(Cue::Without) || (has(Cue::Lacking) && has(Cue::Welcome))) && distance <= MAX_DISTANCE;
        let said = if !(of_lack || bracket || distance == 1) {
            None
        } else if of_lack && has(Cue::Refused) {
            Some(Strength::Must)
        } else if has(Cue::Obtainable) || (of_lack && next_has(Cue::Obtainable)) {
            Some(Strength::Obtainable)
        } else if of_lack && has(Cue::Welcome) {
            Some(Strength::Preferred)
        } else if bracket && has(Cue::Preferred) {
            Some(Strength::Preferred)
        } else if bracket && has(Cue::Must) {
            Some(Strength::Must)
        } else {
            None
        };
        if let Some(strength) = said {
            self.say(strength, last);
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
            span: self.folded.original_span(naming.bytes.clone()),
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
        let clauses = self.proofs.iter().filter(|(clause, _)| self.speaker == Speaker::Posting && !names_one(*clause));
        let (cue, proof) = clauses.filter_map(|(clause, proof)| Some((unneeded(*clause)?, proof))).next()?;
        let bytes = cue.start.min(proof.start)..cue.end.max(proof.end);
        let span = self.folded.original_span(bytes);
        Some(CertificateMention { any_of: Vec::new(), span, strength: Strength::Unneeded, scope: None })
    }

    fn scope(&self, naming: &Naming) -> Option<Range<usize>> {
        let text = self.folded.as_str();
        let inside = naming.bytes.end + 1;
        let len = text.get(inside..).filter(|_| self.opens_bracket(naming.bytes.end))?.find(')')?;
        (len > 0).then(|| self.folded.original_span(inside..inside + len))
    }
}

/// Chosen: so many clauses after the certificate, 没证的 still speaks of it.
const MAX_DISTANCE: usize = 3;
