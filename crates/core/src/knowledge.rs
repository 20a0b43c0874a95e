//! stub
#![allow(missing_docs)]
use crate::model::*;
pub struct Knowledge {
    analyzer: rengang_text::Analyzer,
}
impl Knowledge {
    pub fn embedded() -> Self {
        Self { analyzer: rengang_text::Analyzer::new([]) }
    }
    pub fn analyzer(&self) -> &rengang_text::Analyzer {
        &self.analyzer
    }
    pub fn fingerprint(&self) -> u64 {
        0
    }
    pub(crate) fn county_code(&self, _a: RegionCode) -> Option<String> {
        None
    }
    pub(crate) fn occupation_name(&self, _a: OccupationId) -> &str {
        ""
    }
    pub(crate) fn occupation_fit(&self, _a: OccupationId, _b: OccupationId) -> u16 {
        0
    }
    pub(crate) fn skill_fit(&self, _a: SkillId, _b: SkillId) -> u16 {
        0
    }
    pub(crate) fn major_fit(&self, _a: MajorId, _b: MajorId) -> u16 {
        0
    }
    pub(crate) fn contains(&self, _a: RegionCode, _b: RegionCode) -> bool {
        false
    }
    pub(crate) fn same_county(&self, _a: RegionCode, _b: RegionCode) -> bool {
        false
    }
    pub(crate) fn adjacent(&self, _a: RegionCode, _b: RegionCode) -> bool {
        false
    }
    pub(crate) fn distance_m(&self, _a: RegionCode, _b: RegionCode) -> Option<u32> {
        None
    }
    pub(crate) fn rung(&self, _a: Education) -> u8 {
        0
    }
    pub(crate) fn satisfies(&self, _a: &HeldCertificate, _b: &CertificateQuery) -> Option<bool> {
        None
    }
    pub(crate) fn is_easy(&self, _b: &CertificateQuery) -> bool {
        false
    }
    pub(crate) fn certificate_name(&self, _b: &CertificateQuery) -> String {
        String::new()
    }
}
