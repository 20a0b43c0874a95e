//! Kinds of certificates.

/// What kind of paper a certificate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CertificateKind {
    /// 特种作业操作证 and the construction trades' own.
    SpecialOperation,
    /// 特种设备作业人员证.
    SpecialEquipment,
    /// 机动车驾驶证, one per class.
    DriverLicence,
    /// 职称.
    ProfessionalTitle,
    /// 职业资格 and registrations of a profession.
    VocationalQualification,
    /// Leave of an authority to do a work: 从业资格证, 保安员证.
    AdministrativeLicence,
    /// 健康证.
    HealthCertificate,
    /// 职业技能等级 of an occupation.
    SkillLevel,
    /// Levels of a tongue.
    Language,
    /// Certificates of trades, makers and associations.
    Other,
}

/// Kinds and their stable codes.
const CODES: [(CertificateKind, &str); 10] = [
    (CertificateKind::SpecialOperation, "special_operation"),
    (CertificateKind::SpecialEquipment, "special_equipment"),
    (CertificateKind::DriverLicence, "driver_licence"),
    (CertificateKind::ProfessionalTitle, "professional_title"),
    (CertificateKind::VocationalQualification, "vocational_qualification"),
    (CertificateKind::AdministrativeLicence, "administrative_licence"),
    (CertificateKind::HealthCertificate, "health_certificate"),
    (CertificateKind::SkillLevel, "skill_level"),
    (CertificateKind::Language, "language"),
    (CertificateKind::Other, "other"),
];

impl CertificateKind {
    pub(super) fn from_code(code: &str) -> Self {
        CODES.iter().find(|(_, c)| *c == code).map_or(Self::Other, |&(kind, _)| kind)
    }

    /// Its stable code, such as `special_operation`.
    #[must_use]
    pub fn code(self) -> &'static str {
        CODES.iter().find(|&&(kind, _)| kind == self).map_or("other", |&(_, code)| code)
    }
}
