//! The knowledge that reading and scoring stand on: the lexicon's tables, built once and shared.

use crate::model::{
    CertificateId, CertificateQuery, Education, HeldCertificate, MajorId, OccupationId, RegionCode, SkillId,
};
use rengang_lexicon::{Lexicon, certificate, industry, major, occupation, region, skill};
use rengang_text::Analyzer;

/// Everything that is known about work, apart from the records: immutable, shared between threads.
pub struct Knowledge {
    lexicon: Lexicon,
    regions: region::Regions,
    certificates: certificate::Certificates,
    majors: major::Majors,
    industries: industry::Industries,
    analyzer: Analyzer,
}

impl Knowledge {
    /// The knowledge that is compiled in. Costs about a third of a second: build it once.
    #[must_use]
    pub fn embedded() -> Self {
        Self::with_lexicon(Lexicon::embedded())
    }

    /// The compiled-in knowledge with another lexicon, such as one with a user's own tables laid over it.
    #[must_use]
    pub fn with_lexicon(lexicon: Lexicon) -> Self {
        let words = lexicon.words();
        let analyzer = Analyzer::new(words.iter().map(String::as_str));
        Self {
            lexicon,
            regions: region::Regions::embedded(),
            certificates: certificate::Certificates::embedded(),
            majors: major::Majors::embedded(),
            industries: industry::Industries::embedded(),
            analyzer,
        }
    }

    /// The occupations, titles and skills.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The regions.
    #[must_use]
    pub fn regions(&self) -> &region::Regions {
        &self.regions
    }

    /// The certificates.
    #[must_use]
    pub fn certificates(&self) -> &certificate::Certificates {
        &self.certificates
    }

    /// The majors.
    #[must_use]
    pub fn majors(&self) -> &major::Majors {
        &self.majors
    }

    /// The industries.
    #[must_use]
    pub fn industries(&self) -> &industry::Industries {
        &self.industries
    }

    /// The analyzer that knows the lexicon's words.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// A mark of the tables: two with one mark read every record alike.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.lexicon.fingerprint() ^ rengang_lexicon::reference_fingerprint().rotate_left(1)
    }

    pub(crate) fn county_code(&self, code: RegionCode) -> Option<String> {
        let code = to_region(code)?;
        (code.level() >= region::RegionLevel::County).then(|| code.county().to_string())
    }

    pub(crate) fn occupation_name(&self, id: OccupationId) -> &str {
        self.occupation(id).map_or("", |id| self.lexicon.occupations().get(id).name())
    }

    pub(crate) fn occupation_fit(&self, wanted: OccupationId, offered: OccupationId) -> u16 {
        match (self.occupation(wanted), self.occupation(offered)) {
            (Some(wanted), Some(offered)) => self.lexicon.occupation_fit(wanted, offered).points,
            _ => 0,
        }
    }

    /// Every occupation that `wanted` reaches, itself too, with [`Knowledge::occupation_fit`] of the two.
    pub(crate) fn occupation_fits(
        &self,
        wanted: OccupationId,
    ) -> impl Iterator<Item = (OccupationId, u16)> + '_ {
        let known = self.occupation(wanted);
        let others = known.into_iter().flat_map(|id| self.lexicon.occupations_near(id, 0));
        let itself = known.map(|_| (wanted, 1000));
        itself.into_iter().chain(others.map(|(id, fit)| (occupation_id(id), fit.points)))
    }

    pub(crate) fn occupation_count(&self) -> usize {
        self.lexicon.occupations().all().len()
    }

    pub(crate) fn skill_fit(&self, have: SkillId, asked: SkillId) -> u16 {
        match (self.skill(have), self.skill(asked)) {
            (Some(have), Some(asked)) => self.lexicon.skill_fit(have, asked).points,
            _ => 0,
        }
    }

    pub(crate) fn major_fit(&self, have: MajorId, want: MajorId) -> u16 {
        let id = |id: MajorId| self.majors.id_at(usize::from(id.0));
        id(have).zip(id(want)).map_or(0, |(have, want)| self.majors.fit(have, want))
    }

    pub(crate) fn contains(&self, outer: RegionCode, inner: RegionCode) -> bool {
        to_region(outer).zip(to_region(inner)).is_some_and(|(outer, inner)| outer.contains(inner))
    }

    pub(crate) fn same_county(&self, a: RegionCode, b: RegionCode) -> bool {
        let both = to_region(a).zip(to_region(b));
        both.is_some_and(|(a, b)| a.level() >= region::RegionLevel::County && a.county() == b.county())
    }

    pub(crate) fn same_prefecture(&self, a: RegionCode, b: RegionCode) -> bool {
        to_region(a).zip(to_region(b)).is_some_and(|(a, b)| a.prefecture() == b.prefecture())
    }

    /// The county that a region lies in; a coarser region stays what it is.
    pub(crate) fn county(&self, code: RegionCode) -> RegionCode {
        to_region(code).map_or(code, |code| region_code(code.county()))
    }

    pub(crate) fn adjacent(&self, a: RegionCode, b: RegionCode) -> bool {
        to_region(a).zip(to_region(b)).is_some_and(|(a, b)| self.regions.are_neighbours(a, b))
    }

    pub(crate) fn distance_m(&self, a: RegionCode, b: RegionCode) -> Option<u32> {
        self.regions.distance_m(to_region(a)?, to_region(b)?)
    }

    /// The rung of a level on the education ladder; 高中 and 中专 share one.
    pub(crate) fn rung(&self, level: Education) -> u8 {
        level.rung()
    }

    /// Whether what is held meets what is asked for; `None` where the words leave it open.
    pub(crate) fn satisfies(&self, held: &HeldCertificate, asked: &CertificateQuery) -> Option<bool> {
        let held: Vec<certificate::HeldCertificate> =
            held.any_of.iter().filter_map(|h| self.held(h)).collect();
        let asked = self.demand(asked)?;
        if held.is_empty() { None } else { self.certificates.meets_any(&held, &[asked]) }
    }

    /// Whether a certificate is had within days for a small fee: the health certificate of food and public places.
    pub(crate) fn is_easy(&self, asked: &CertificateQuery) -> bool {
        self.certificate(asked.certificate).is_some_and(|id| {
            self.certificates.get(id).kind() == certificate::CertificateKind::HealthCertificate
        })
    }

    pub(crate) fn certificate_name(&self, asked: &CertificateQuery) -> String {
        let Some(demand) = self.demand(asked) else { return String::new() };
        let certificate = self.certificates.get(demand.certificate);
        let level =
            certificate.scale().zip(demand.min_level).map_or("", |(scale, level)| scale.level_name(level));
        format!("{}{level}{}", certificate.name(), paper(certificate, !level.is_empty()))
    }

    fn certificate(&self, id: CertificateId) -> Option<certificate::CertificateId> {
        self.certificates.id_at(usize::from(id.0))
    }

    fn demand(&self, asked: &CertificateQuery) -> Option<certificate::Demand> {
        let min_level = asked.min_level.and_then(certificate::CertificateLevel::new);
        Some(certificate::Demand { certificate: self.certificate(asked.certificate)?, min_level })
    }

    fn held(&self, held: &CertificateQuery) -> Option<certificate::HeldCertificate> {
        let demand = self.demand(held)?;
        Some(certificate::HeldCertificate {
            certificate: demand.certificate,
            level: demand.min_level,
            scope: String::new(),
        })
    }

    pub(crate) fn occupation(&self, id: OccupationId) -> Option<occupation::OccupationId> {
        self.lexicon.occupations().id_at(usize::from(id.0))
    }

    pub(crate) fn skill(&self, id: SkillId) -> Option<skill::SkillId> {
        self.lexicon.skills().id_at(usize::from(id.0))
    }
}

/// Our id of an occupation of the lexicon.
pub(crate) fn occupation_id(id: occupation::OccupationId) -> OccupationId {
    OccupationId(id.index() as u16)
}

/// Our id of a skill of the lexicon.
pub(crate) fn skill_id(id: skill::SkillId) -> SkillId {
    SkillId(id.index() as u16)
}

/// Our id of a major of the lexicon.
pub(crate) fn major_id(id: major::MajorId) -> MajorId {
    MajorId(id.index() as u16)
}

/// The word for the paper, where the name alone is that of the work, the field or a class (焊工, 会计, B2).
fn paper(certificate: &certificate::Certificate, has_level: bool) -> &'static str {
    use certificate::CertificateKind::{DriverLicence, ProfessionalTitle, SkillLevel};
    match certificate.kind() {
        _ if certificate.name().ends_with(['证', '照']) => "",
        DriverLicence => "驾驶证",
        SkillLevel if !has_level => "职业技能等级证书",
        ProfessionalTitle if !has_level && !certificate.name().ends_with("职称") => "职称",
        _ => "",
    }
}

/// Our form of a certificate that is asked for or held.
pub(crate) fn certificate_query(demand: certificate::Demand) -> CertificateQuery {
    CertificateQuery {
        certificate: CertificateId(demand.certificate.index() as u16),
        min_level: demand.min_level.map(certificate::CertificateLevel::number),
    }
}

/// Our code of a region of the lexicon.
pub(crate) fn region_code(code: region::RegionCode) -> RegionCode {
    RegionCode(code.as_u32())
}

/// The lexicon's code of a region.
pub(crate) fn to_region(code: RegionCode) -> Option<region::RegionCode> {
    region::RegionCode::from_u32(code.0)
}
