//! Which certificate stands for which.

use super::{Certificate, CertificateId, Certificates, Demand, HeldCertificate, Names};

impl Certificates {
    /// Whether `held` meets `demand`; none where what is known does not say.
    ///
    /// Not known are the level of a certificate held without one where the demand has one, and the member where only
    /// a general name is held (特种作业操作证 for 低压电工作业).
    #[must_use]
    pub fn satisfies(&self, held: &HeldCertificate, demand: Demand) -> Option<bool> {
        if self.stands_for(held.certificate, demand.certificate) {
            return match (demand.min_level, held.level) {
                (None, _) => Some(true),
                (Some(_), None) => None,
                (Some(wanted), Some(level)) => Some(level.reaches(wanted)),
            };
        }
        let open =
            self.get(held.certificate).general && self.stands_for(demand.certificate, held.certificate);
        if open { None } else { Some(false) }
    }

    /// Whether a holding of which one of `held` is true meets any of `demands`.
    ///
    /// A word such as 电工证 leaves several certificates open: the answer is certain only where all agree.
    #[must_use]
    pub fn meets_any(&self, held: &[HeldCertificate], demands: &[Demand]) -> Option<bool> {
        let mut answers = held.iter().map(|h| self.one_meets_any(h, demands));
        let first = answers.next().unwrap_or(Some(false))?;
        answers.all(|answer| answer == Some(first)).then_some(first)
    }

    fn one_meets_any(&self, held: &HeldCertificate, demands: &[Demand]) -> Option<bool> {
        let answers: Vec<Option<bool>> = demands.iter().map(|&demand| self.satisfies(held, demand)).collect();
        if answers.contains(&Some(true)) {
            Some(true)
        } else if answers.contains(&None) {
            None
        } else {
            Some(false)
        }
    }

    /// Whether who holds `a` need not hold `b` besides.
    #[must_use]
    pub fn stands_for(&self, a: CertificateId, b: CertificateId) -> bool {
        a == b || self.stands_for.binary_search(&(a, b)).is_ok()
    }
}

/// All pairs that follow from the rows, ascending.
pub(super) fn closure(all: &[Certificate], names: &Names) -> Vec<(CertificateId, CertificateId)> {
    let groups: Vec<&Certificate> = all.iter().filter(|c| c.row.cell(4) == "group").collect();
    let direct: Vec<Vec<CertificateId>> = all.iter().map(|c| direct(c, &groups, names)).collect();
    let mut pairs = Vec::new();
    for start in 0..all.len() {
        let mut seen = vec![CertificateId(start as u16)];
        let mut next = 0;
        while let Some(&at) = seen.get(next) {
            let new: Vec<_> =
                direct[usize::from(at.0)].iter().filter(|id| !seen.contains(id)).copied().collect();
            seen.extend(new);
            next += 1;
        }
        pairs.extend(seen[1..].iter().map(|&to| (seen[0], to)));
    }
    pairs.sort_unstable();
    pairs
}

/// What the row of `certificate` says itself: the names in it, and the general name of its kind and issuer.
fn direct(certificate: &Certificate, groups: &[&Certificate], names: &Names) -> Vec<CertificateId> {
    let named = certificate.row.list(5).map(|name| names.id(name));
    let group = groups.iter().filter(|c| {
        c.kind == certificate.kind && c.issuer == certificate.issuer && c.name != certificate.name
    });
    named.chain(group.map(|c| names.id(c.name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::CertificateLevel;

    fn check(held: (&str, u8), demand: (&str, u8), expected: Option<bool>) {
        let certificates = Certificates::embedded();
        let id = |name: &str| certificates.by_name(name).expect("a known name");
        let holding = HeldCertificate {
            certificate: id(held.0),
            level: CertificateLevel::new(held.1),
            scope: String::new(),
        };
        let wanted = Demand { certificate: id(demand.0), min_level: CertificateLevel::new(demand.1) };
        assert_eq!(certificates.satisfies(&holding, wanted), expected, "{held:?} for {demand:?}");
    }

    #[test]
    fn driving_classes_are_ordered() {
        check(("A1", 0), ("B1", 0), Some(true));
        check(("A1", 0), ("C2", 0), Some(true));
        check(("A2", 0), ("A1", 0), Some(false));
        check(("C2", 0), ("C1", 0), Some(false));
        check(("B2", 0), ("驾驶证", 0), Some(true));
        check(("驾驶证", 0), ("C1", 0), None);
    }

    #[test]
    fn certificates_of_two_authorities_are_kept_apart() {
        check(("熔化焊接与热切割作业", 0), ("特种设备金属焊接操作", 0), Some(false));
        check(("特种设备金属焊接操作", 0), ("熔化焊接与热切割作业", 0), Some(false));
        check(("低压电工作业", 0), ("高压电工作业", 0), Some(false));
        check(("低压电工作业", 0), ("建筑电工", 0), Some(false));
        check(("叉车司机", 0), ("观光车和观光列车司机", 0), Some(false));
    }

    #[test]
    fn levels_compare_where_both_are_known() {
        check(("电工", 2), ("电工", 3), Some(true));
        check(("电工", 4), ("电工", 3), Some(false));
        check(("电工", 0), ("电工", 3), None);
        check(("电工", 3), ("职业技能等级证书", 3), Some(true));
        check(("会计", 3), ("会计", 4), Some(true));
        check(("会计", 4), ("会计从业资格证", 0), Some(true));
        check(("普通话", 4), ("普通话", 3), Some(false));
    }

    #[test]
    fn higher_examinations_stand_for_lower_ones() {
        check(("一级建造师", 0), ("二级建造师", 0), Some(true));
        check(("大学英语六级", 0), ("大学英语四级", 0), Some(true));
        check(("英语专业八级", 0), ("大学英语四级", 0), Some(true));
        check(("高级中学教师资格", 0), ("小学教师资格", 0), Some(true));
        check(("小学教师资格", 0), ("初级中学教师资格", 0), Some(false));
        check(("教师资格证", 0), ("小学教师资格", 0), None);
        check(("思科CCIE", 0), ("思科CCNA", 0), Some(true));
    }

    #[test]
    fn an_open_word_is_certain_only_where_all_its_meanings_agree() {
        let certificates = Certificates::embedded();
        let held = |names: &[&str]| -> Vec<HeldCertificate> {
            let one = |name: &&str| HeldCertificate {
                certificate: certificates.by_name(name).expect("a known name"),
                level: None,
                scope: String::new(),
            };
            names.iter().map(one).collect()
        };
        let low = [Demand {
            certificate: certificates.by_name("低压电工作业").expect("known"),
            min_level: None,
        }];
        assert_eq!(certificates.meets_any(&held(&["低压电工作业", "高压电工作业"]), &low), None);
        assert_eq!(certificates.meets_any(&held(&["高压电工作业"]), &low), Some(false));
        assert_eq!(certificates.meets_any(&[], &low), Some(false));
    }

    #[test]
    fn nothing_stands_for_itself_through_others() {
        let certificates = Certificates::embedded();
        assert!(certificates.stands_for.iter().all(|(a, b)| !certificates.stands_for.contains(&(*b, *a))));
    }
}
