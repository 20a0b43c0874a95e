//! What the title and the body of an ad say beside its fields.

use super::PostingReader;
use super::terms::{self, vocabulary};
use crate::knowledge::{certificate_query, major_id, occupation_id};
use crate::model::{
    Benefit, CertificateDemand, CertificateQuery, CertificateStrength, EducationDemand, Evidence,
    ExperienceDemand, Field, MajorDemand, Stated, Strength,
};
use crate::read::cues::{self, Speaker};
use crate::read::lex::{clauses, places_in};
use crate::read::{age, audience, benefits, conditions, date, education, experience, pay, schedule, skills};
use rengang_lexicon::certificate::{CertificateKind, CertificateMention, Demand, Strength as Naming};
use rengang_lexicon::major::{MajorMention, MajorText};
use rengang_text::Folded;

impl PostingReader<'_> {
    pub(super) fn read_body(&mut self) {
        self.read_clauses();
        self.read_conditions();
        self.read_body_schedule();
        self.read_body_validity();
        self.read_certificates();
        self.read_majors();
        self.read_skills();
        self.read_audience();
    }

    /// Demands that stand only in the body, clause by clause; the first of each kind counts.
    fn read_clauses(&mut self) {
        let body = self.body;
        let text = body.as_str();
        for span in clauses(text) {
            let clause = &text[span.clone()];
            let hints = terms::hints(text, places_in(self.scan.of(vocabulary::HINTS), &span));
            let at = || Evidence::new(Field::Description, body.original_span(span.clone()));
            if hints.experience && self.posting.experience.is_none() {
                let demand = experience::read_in_body(clause)
                    .filter(|d| d.min_months > Some(0) || d.preferred_only || d.some);
                self.posting.experience = demand.map(|d| ExperienceDemand { at: Some(at()), ..d });
            }
            if hints.education && self.posting.education.is_none() {
                let demand = education::read(clause).filter(|d| d.min.is_some() || d.preferred.is_some());
                self.posting.education = demand.map(|d| EducationDemand { at: Some(at()), ..d });
            }
            if hints.softening || hints.level {
                terms::soften(&mut self.posting, clause, &hints);
            }
            if hints.age && self.age.is_none() {
                self.age = age::read(clause).map(|a| crate::model::AgeDemand { at: Some(at()), ..a });
            }
            if hints.pay && self.posting.pay.is_none() {
                let pay = pay::read_all(clause).map(|r| r.main);
                let stated = pay.filter(|p| p.period().is_some() && super::is_plausible(p));
                self.posting.pay = stated;
            }
            if hints.benefits && !terms::names_a_duty(clause) {
                let given = benefits::read(clause).into_iter().filter(is_stated_in_bodies).collect();
                self.posting.benefits = self.posting.benefits.union(given);
            }
        }
    }

    fn read_conditions(&mut self) {
        for field in [Field::Title, Field::Description, Field::Schedule, Field::Region] {
            let folded = self.texts.of_field(field);
            let tokens = match field {
                Field::Description => cues::lex_at(folded.as_str(), self.scan.of(vocabulary::CUES)),
                _ => cues::lex(folded.as_str()),
            };
            conditions::read(&tokens, folded, field, Speaker::Employer, &mut self.posting.conditions);
        }
    }

    /// The body and the title fill what the schedule field leaves open.
    fn read_body_schedule(&mut self) {
        let in_title = schedule::read_in_body(self.title.as_str());
        let in_body = schedule::read_in_body_at(self.body.as_str(), self.scan.of(vocabulary::SCHEDULE));
        for (found, field) in [(in_title, Field::Title), (in_body, Field::Description)] {
            if terms::complete(&mut self.posting.schedule, found) {
                let whole = Evidence::new(field, 0..self.raw.text(field).len());
                self.posting.schedule.at.push(whole);
            }
        }
    }

    fn read_body_validity(&mut self) {
        let near = self.posting.published.unwrap_or(self.reader.as_of());
        let found = date::find_validity_at(self.body.as_str(), self.scan.of(vocabulary::DATES), near);
        let validity = &mut self.posting.validity;
        validity.closed |= found.closed;
        validity.open_ended |= found.open_ended;
        let Some((value, span)) = found.until else { return };
        if validity.until.is_none_or(|until| value < until.value) {
            let at = Evidence::new(Field::Description, self.body.original_span(span));
            validity.until = Some(Stated { value, at });
        }
    }

    fn read_certificates(&mut self) {
        let fields =
            [Field::Certificates, Field::Title, Field::Experience, Field::Education, Field::Description];
        let mut steps = Vec::new();
        for field in fields {
            let text = self.raw.text(field);
            let speaks = match field {
                Field::Certificates => true,
                Field::Description => !self.scan.of(vocabulary::CERTIFICATES).is_empty(),
                _ => terms::speaks_of_certificates(text),
            };
            if text.is_empty() || !speaks {
                continue;
            }
            let knowledge = self.reader.knowledge();
            let folded = self.texts.of_field(field);
            let mentions =
                knowledge.certificates().read_folded(folded, rengang_lexicon::certificate::Speaker::Posting);
            for mention in mentions.iter().filter(|m| !m.any_of.is_empty()) {
                if field == Field::Description && terms::speaks_of_others(text, &mention.span) {
                    continue;
                }
                let Some(strength) = self.certificate_strength(mention, field) else { continue };
                let any_of: Vec<_> = mention.any_of.iter().map(|&d| certificate_query(d)).collect();
                let at = Evidence::new(field, mention.span.clone());
                if self.is_step_to_a_higher_licence(mention, text) {
                    steps.extend(any_of);
                } else {
                    push_certificate(
                        &mut self.posting.certificates,
                        CertificateDemand { any_of, strength, at },
                    );
                }
            }
        }
        self.accept_steps(&steps);
    }

    /// B2可增驾: who holds a lower licence is trained for the one that is asked for, so the lower one does as well.
    fn is_step_to_a_higher_licence(&self, mention: &CertificateMention, text: &str) -> bool {
        let clause = text[mention.span.end..].split(['，', ',', '。', '；', ';', '\n']).next();
        mention.any_of.iter().all(|d| self.kind(d) == CertificateKind::DriverLicence)
            && clause.is_some_and(|rest| rest.contains("增驾"))
    }

    fn accept_steps(&mut self, steps: &[CertificateQuery]) {
        if steps.is_empty() {
            return;
        }
        let certificates = self.reader.knowledge().certificates();
        let is_licence = |q: &CertificateQuery| {
            let found = certificates.iter().nth(q.certificate.0.into());
            found.is_some_and(|(_, c)| c.kind() == CertificateKind::DriverLicence)
        };
        for demand in &mut self.posting.certificates {
            if demand.any_of.iter().all(is_licence) {
                demand.any_of.extend(steps);
                demand.any_of.sort_unstable();
                demand.any_of.dedup();
            }
        }
    }

    fn kind(&self, demand: &Demand) -> CertificateKind {
        self.reader.knowledge().certificates().get(demand.certificate).kind()
    }

    /// Whether a paper of a trade is that of the very work that is offered: 资料员证 in an ad for a 资料员.
    fn is_of_the_trade(&self, demand: &Demand) -> bool {
        let knowledge = self.reader.knowledge();
        let certificate = knowledge.certificates().get(demand.certificate);
        let occupations = knowledge.lexicon().occupations();
        let claimed = |name| {
            let id = occupations.by_name(name).map(occupation_id);
            id.is_some() && self.posting.occupations.iter().any(|c| Some(c.occupation) == id)
        };
        certificate.kind() == CertificateKind::Other && certificate.occupations().any(claimed)
    }

    /// Majors: every name of their own field counts, in other texts only where 专业 or the like stands by.
    fn read_majors(&mut self) {
        for field in [Field::Majors, Field::Education, Field::Description] {
            let text = self.raw.text(field);
            if text.is_empty() {
                continue;
            }
            let running = field == Field::Description;
            if running && self.scan.of(vocabulary::MAJORS).is_empty() {
                continue;
            }
            let kind = if running { MajorText::Running } else { MajorText::Field };
            let reading = self.reader.knowledge().majors().read_folded(self.texts.of_field(field), kind);
            // A body speaks of majors that help; what it demands says so in the clause.
            let must =
                |m: &MajorMention| !m.preferred && (!running || terms::demands_before(text, m.span.start));
            for strength in [Strength::Must, Strength::Preferred] {
                let named: Vec<&MajorMention> =
                    reading.mentions.iter().filter(|m| must(m) == (strength == Strength::Must)).collect();
                let Some(first) = named.first() else { continue };
                let mut any_of: Vec<_> = named.iter().map(|m| major_id(m.id)).collect();
                any_of.dedup();
                let at = Evidence::new(field, first.span.clone());
                self.posting.majors.push(MajorDemand {
                    any_of,
                    related_ok: reading.related_ok,
                    strength,
                    at,
                });
            }
        }
    }

    /// A paper that the law regulates and that an ad merely names is asked for; levels and tongues are liked.
    fn certificate_strength(
        &self,
        mention: &CertificateMention,
        field: Field,
    ) -> Option<CertificateStrength> {
        let firm = |d: &Demand| is_regulated(self.kind(d)) || self.is_of_the_trade(d);
        let regulated =
            mention.any_of.iter().all(firm) && !terms::names_no_paper(self.raw.text(field), mention);
        match mention.strength {
            Naming::Must => Some(CertificateStrength::Must),
            Naming::Preferred => Some(CertificateStrength::Preferred),
            Naming::Obtainable => Some(CertificateStrength::Obtainable),
            Naming::Mention | Naming::Held if regulated || field == Field::Certificates => {
                Some(CertificateStrength::Must)
            }
            Naming::Mention | Naming::Held => Some(CertificateStrength::Preferred),
            _ => None,
        }
    }

    fn read_skills(&mut self) {
        let lexicon = self.reader.knowledge().lexicon();
        for field in [Field::Skills, Field::Description] {
            let folded = self.texts.of_field(field);
            let found = lexicon.find_skills(folded.as_str());
            let demands = match field {
                Field::Description => {
                    skills::read_demands_at(&found, self.scan.of(vocabulary::SKILLS), folded, field)
                }
                _ => skills::read_demands(&found, folded, field),
            };
            for demand in demands {
                if !self.posting.skills.iter().any(|d| d.any_of == demand.any_of) {
                    self.posting.skills.push(demand);
                }
            }
        }
    }

    fn read_audience(&mut self) {
        let read = |folded: &Folded, field, out: &mut _| audience::read(folded, field, out);
        for field in
            [Field::Audience, Field::PostType, Field::EmploymentForm, Field::Education, Field::Experience]
        {
            read(self.texts.of_field(field), field, &mut self.posting.audience);
        }
        read(self.title, Field::Title, &mut self.posting.audience);
        let places = self.scan.of(vocabulary::AUDIENCE);
        audience::read_at(self.body, places, Field::Description, &mut self.posting.audience);
    }
}

/// Benefits whose words mean the benefit in a body text too, and not a place or a duty of the work.
fn is_stated_in_bodies(benefit: &Benefit) -> bool {
    use Benefit::{
        AccidentInsurance, CouplesRoom, HousingFund, Lodging, Meals, Shuttle, SocialInsurance5,
        SocialInsurance6,
    };
    matches!(
        benefit,
        Meals
            | Lodging
            | Shuttle
            | SocialInsurance5
            | SocialInsurance6
            | HousingFund
            | AccidentInsurance
            | CouplesRoom
    )
}

fn is_regulated(kind: CertificateKind) -> bool {
    matches!(
        kind,
        CertificateKind::SpecialOperation
            | CertificateKind::SpecialEquipment
            | CertificateKind::DriverLicence
            | CertificateKind::VocationalQualification
            | CertificateKind::AdministrativeLicence
            | CertificateKind::HealthCertificate
    )
}

/// One demand per choice: an offer to get it later relaxes every other naming, else the firmest counts.
fn push_certificate(demands: &mut Vec<CertificateDemand>, demand: CertificateDemand) {
    let Some(old) = demands.iter_mut().find(|d| d.any_of == demand.any_of) else {
        return demands.push(demand);
    };
    let obtainable = CertificateStrength::Obtainable;
    if old.strength != obtainable && (demand.strength == obtainable || demand.strength > old.strength) {
        *old = demand;
    }
}
