//! What each occupation is called: its name, its titles, what people say, and short forms of official names.

use crate::occupation::{OccupationId, OccupationKind, Occupations};
use crate::phrases::Phrases;

/// How an occupation comes to be called so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ClaimKind {
    /// Its name or a title of its row.
    Title,
    /// Made from an official name (工程技术人员 → 工程师), or the bare name of a group.
    Derived,
    /// What people say.
    Spoken,
    /// A look-alike: it is *not* this.
    Not,
}

/// A phrase stands for an occupation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Claim {
    pub(crate) kind: ClaimKind,
    pub(crate) occupation: OccupationId,
}

/// All folded phrases with what they claim.
pub(crate) fn phrases(occupations: &Occupations) -> Phrases<Claim> {
    let mut claims = Vec::new();
    for occupation in occupations.all() {
        let id = occupation.id();
        // The bare name of a group stands back behind the rows: see `push_derived`.
        let bare = occupation.kind() == OccupationKind::Group && occupation.titles().len() == 0;
        let name = (!bare).then_some(occupation.name());
        let titles = name.into_iter().chain(occupation.titles());
        push(&mut claims, titles, ClaimKind::Title, id);
        push(&mut claims, occupation.spoken(), ClaimKind::Spoken, id);
        push(&mut claims, occupation.look_alikes(), ClaimKind::Not, id);
    }
    push_derived(&mut claims, occupations);
    Phrases::new(claims)
}

/// The folded names of classes and groups.
pub(crate) fn official_names(occupations: &Occupations) -> Vec<(String, OccupationId)> {
    let official = occupations.all().iter().filter(|o| o.kind() != OccupationKind::Trade);
    official.map(|o| (fold(o.name()), o.id())).collect()
}

fn push<'t>(
    claims: &mut Vec<(String, Claim)>,
    phrases: impl Iterator<Item = &'t str>,
    kind: ClaimKind,
    occupation: OccupationId,
) {
    // A single character is in too many words to stand for anything.
    let folded = phrases.map(fold).filter(|p| p.chars().nth(1).is_some());
    claims.extend(folded.map(|phrase| (phrase, Claim { kind, occupation })));
}

pub(crate) fn fold(text: &str) -> String {
    rengang_text::fold(text).as_str().to_owned()
}

/// What ads write for the ends of official names.
const SHORT_FORMS: &[(&str, &[&str])] = &[
    ("工程技术人员", &["工程师", "技术员"]),
    ("科学研究人员", &["研究员"]),
    ("研究人员", &["研究员"]),
    ("专业人员", &["专员"]),
    ("驾驶员", &["司机"]),
    ("医师", &["医生"]),
    ("教师", &["老师"]),
    ("操作工", &["工", "操作员"]),
    ("制作工", &["工"]),
    ("服务人员", &["服务员"]),
    ("管理人员", &["管理员"]),
    ("辅助人员", &["辅助"]),
    ("人员", &["员"]),
];

/// Short forms of official names, and the bare names of groups; titles of rows go before them everywhere.
fn push_derived(claims: &mut Vec<(String, Claim)>, occupations: &Occupations) {
    let mut derived = Vec::new();
    for occupation in occupations.all().iter().filter(|o| o.kind() != OccupationKind::Trade) {
        let name = fold(occupation.name());
        let found = SHORT_FORMS.iter().find_map(|(end, forms)| Some((name.strip_suffix(end)?, *forms)));
        let (stem, forms) = found.unwrap_or((&name, &[]));
        let claim = Claim { kind: ClaimKind::Derived, occupation: occupation.id() };
        let short = forms.iter().map(|form| format!("{stem}{form}")).chain([name.clone()]);
        derived.extend(short.filter(|s| s.chars().count() >= 3).map(|s| (s, claim)));
    }
    claims.extend(derived);
}
