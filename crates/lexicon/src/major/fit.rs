//! How near a major that a person has is to one that is wanted.

use super::{MajorId, Majors};

/// Chosen: one subject under two names (会计, 会计学) is the same study at two stages.
const SAME_SUBJECT: u16 = 950;

impl Majors {
    /// The fit of a person who has `have` for a demand of `want`, 0..=1000.
    ///
    /// 1000: the same, or a major of the class that is wanted. 950: the same subject under another name. Then what the
    /// tables say of two majors in one class, and of two classes.
    #[must_use]
    pub fn fit(&self, have: MajorId, want: MajorId) -> u16 {
        let (having, wanted) = (self.get(have), self.get(want));
        if have == want || having.classes.contains(&want) {
            return 1000;
        }
        let same_subject = !wanted.is_class() && subject(having.name) == subject(wanted.name);
        let best = having
            .classes
            .iter()
            .flat_map(|&a| wanted.classes.iter().map(move |&b| (a, b)))
            .map(|(a, b)| self.between_classes(a, b))
            .max()
            .unwrap_or(0);
        if same_subject { best.max(SAME_SUBJECT) } else { best }
    }

    /// The best fit of any of `have` for any of `want`; 0 where either is empty.
    #[must_use]
    pub fn best_fit(&self, have: &[MajorId], want: &[MajorId]) -> u16 {
        let pairs = have.iter().flat_map(|&a| want.iter().map(move |&b| (a, b)));
        pairs.map(|(a, b)| self.fit(a, b)).max().unwrap_or(0)
    }

    fn between_classes(&self, a: MajorId, b: MajorId) -> u16 {
        if a == b {
            return self.get(a).within.unwrap_or(0);
        }
        let found = self.related.binary_search_by_key(&(a, b), |&(x, y, _)| (x, y));
        found.map_or(0, |at| self.related[at].2)
    }
}

/// The subject without the words by which the catalogues of schools, colleges and universities differ.
fn subject(name: &str) -> &str {
    let name = name.strip_prefix("现代").or_else(|| name.strip_prefix("大数据与")).unwrap_or(name);
    let ends = ["技术应用", "及自动化", "与自动化", "技术", "与应用", "学"];
    let cut = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| rest.chars().count() > 1);
    cut.unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static MAJORS: LazyLock<Majors> = LazyLock::new(Majors::embedded);

    fn check(have: &str, want: &str, points: std::ops::RangeInclusive<u16>) {
        let id = |name: &str| MAJORS.by_name(name).unwrap_or_else(|| panic!("no major {name}"));
        let fit = MAJORS.fit(id(have), id(want));
        assert!(points.contains(&fit), "{have} for {want}: {fit}");
    }

    #[test]
    fn the_same_major_and_the_class_of_it_fit_whole() {
        check("软件工程", "软件工程", 1000..=1000);
        check("软件工程", "计算机类", 1000..=1000);
        check("数控技术", "机械类", 1000..=1000);
        check("会计", "会计学", 950..=950);
        check("大数据与会计", "会计学", 950..=950);
    }

    #[test]
    fn majors_of_one_class_are_near_and_of_related_classes_less() {
        check("网络工程", "软件工程", 800..=800);
        check("财务管理", "会计学", 900..=900);
        check("模具设计与制造", "机械工程", 700..=900);
        check("数学与应用数学", "软件工程", 300..=500);
        check("机械工程", "电气工程及其自动化", 300..=750);
        check("护理学", "软件工程", 0..=0);
    }

    #[test]
    fn two_tongues_are_not_one_major() {
        check("日语", "英语", 300..=300);
        check("商务英语", "英语", 900..=900);
    }

    #[test]
    fn a_class_says_less_than_a_major() {
        check("计算机类", "软件工程", 800..=800);
        assert_eq!(MAJORS.best_fit(&[], &[]), 0);
    }

    #[test]
    fn no_fit_exceeds_the_whole() {
        let some: Vec<MajorId> = MAJORS.iter().map(|(id, _)| id).step_by(41).collect();
        for &a in &some {
            assert!(some.iter().all(|&b| MAJORS.fit(a, b) <= 1000));
        }
    }
}
