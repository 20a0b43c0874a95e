//! The names and codes behind ids, for everything that people read.

use rengang_lexicon::region::RegionContext;

use rengang_lexicon::certificate::CertificateKind;

use crate::knowledge::{Knowledge, occupation_id, region_code, to_region};
use crate::model::{CertificateQuery, HeldCertificate, MajorId, OccupationId, RegionCode, SkillId};

impl Knowledge {
    /// The name of an occupation.
    #[must_use]
    pub fn name_of_occupation(&self, id: OccupationId) -> &str {
        self.occupation_name(id)
    }

    /// The code of an occupation's class in the 2022 classification.
    #[must_use]
    pub fn code_of_occupation(&self, id: OccupationId) -> String {
        self.occupation(id)
            .map(|id| self.lexicon().occupations().get(id).code().to_string())
            .unwrap_or_default()
    }

    /// The occupation of this name in the lexicon.
    #[must_use]
    pub fn occupation_named(&self, name: &str) -> Option<OccupationId> {
        self.lexicon().occupations().by_name(name).map(occupation_id)
    }

    /// Work that a held certificate speaks for; licences and papers that everybody may hold speak for none, and
    /// neither do words that may mean several certificates.
    pub(crate) fn work_of_certificate(&self, held: &HeldCertificate) -> Vec<OccupationId> {
        let [query] = held.any_of.as_slice() else { return Vec::new() };
        let Some(id) = self.certificates().id_at(usize::from(query.certificate.0)) else { return Vec::new() };
        let certificate = self.certificates().get(id);
        let common = matches!(
            certificate.kind(),
            CertificateKind::DriverLicence | CertificateKind::HealthCertificate | CertificateKind::Language
        );
        let names = certificate.occupations().filter(|_| !common);
        names.filter_map(|name| self.occupation_named(name)).collect()
    }

    /// Work that a major leads to.
    pub(crate) fn work_of_major(&self, major: MajorId) -> Vec<OccupationId> {
        let Some(id) = self.majors().id_at(usize::from(major.0)) else { return Vec::new() };
        self.majors().occupations(id).filter_map(|name| self.occupation_named(name)).collect()
    }

    /// The name of a skill.
    #[must_use]
    pub fn name_of_skill(&self, id: SkillId) -> &str {
        self.skill(id).map_or("", |id| self.lexicon().skills().get(id).name())
    }

    /// The name of a major.
    #[must_use]
    pub fn name_of_major(&self, id: MajorId) -> &str {
        self.majors().id_at(usize::from(id.0)).map_or("", |id| self.majors().get(id).name())
    }

    /// The name of a certificate that is asked for, with its level.
    #[must_use]
    pub fn name_of_demand(&self, asked: &CertificateQuery) -> String {
        self.certificate_name(asked)
    }

    /// The name of a certificate that is held, with its level.
    #[must_use]
    pub fn name_of_held(&self, held: &HeldCertificate) -> String {
        let names: Vec<String> = held.any_of.iter().map(|query| self.certificate_name(query)).collect();
        names.join("|")
    }

    /// The digits of a region's code, as far as they tell: six for a district, nine for a street.
    #[must_use]
    pub fn digits_of_region(&self, code: RegionCode) -> String {
        to_region(code).map(|code| code.to_string()).unwrap_or_default()
    }

    /// The full name of a region.
    #[must_use]
    pub fn name_of_region(&self, code: RegionCode) -> String {
        to_region(code).map(|code| self.regions().full_name(code)).unwrap_or_default()
    }

    /// The region of a code in digits, or the one place that a name means at home.
    #[must_use]
    pub fn region_named(&self, name: &str) -> Option<RegionCode> {
        if name.bytes().all(|b| b.is_ascii_digit()) {
            return self.regions().by_digits(name).map(region_code);
        }
        let reading = self.regions().read(name, RegionContext::default());
        match reading.places.as_slice() {
            [place] => Some(region_code(place.code)),
            _ => None,
        }
    }

    /// The `top` classes of the 2022 classification that a raw title may mean: code (`d-dd-dd-dd`, groups with zeros),
    /// name, confidence 0..=1000.
    #[must_use]
    pub fn classify_title(&self, title: &str, top: usize) -> Vec<(String, String, u16)> {
        let occupations = self.lexicon().occupations();
        let guesses = self.lexicon().titles().classify(title, top);
        let class = |guess: rengang_lexicon::title::OccupationGuess| {
            let code = occupations.get(guess.occupation).code();
            let name = occupations.code_name(code).unwrap_or_default();
            (code.in_full(), name.to_owned(), guess.confidence)
        };
        guesses.into_iter().map(class).collect()
    }
}
