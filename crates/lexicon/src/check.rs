//! What is wrong in the tables, beyond what reading them already finds.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::build;
use crate::occupation::{OccupationId, OccupationKind, Occupations};
use crate::records::{OccupationRow, Records, RelatedRow, SkillRow};
use crate::related::RelationKind;
use crate::table::{Finding, Findings, Place, Problem, Source};
use crate::title::aliases::fold;

/// All findings, by file and line.
pub(crate) fn check(sources: &[Source]) -> Vec<Finding> {
    let (lexicon, found) = build(sources.to_vec());
    let mut findings = Findings(found);
    let records = Records::read(sources, &mut Findings::default());
    check_rows(&records.occupations, &mut findings);
    check_claims(&records, lexicon.occupations(), &mut findings);
    check_relations(&records.related, &mut findings);
    check_cycles(&records.related, &mut findings);
    check_skills(&records.skills, &mut findings);
    findings.0.sort();
    findings.0.dedup();
    findings.0
}

fn check_rows(rows: &[OccupationRow<'_>], findings: &mut Findings) {
    let mut seen = FxHashSet::default();
    for row in rows {
        // Only an overlay may come back to a row: that is how it adds to it.
        if !seen.insert(row.name) && row.place.file.starts_with("trades/") {
            findings.add(row.place, Problem::TwoRows { name: row.name.to_owned() });
        }
        let lists =
            [("titles", &row.titles), ("spoken", &row.spoken), ("duties", &row.duties), ("not", &row.not)];
        for (column, values) in lists {
            check_repeats(row.place, column, values, findings);
        }
        check_look_alikes(row, findings);
    }
}

fn check_repeats(place: Place<'_>, column: &'static str, values: &[&str], findings: &mut Findings) {
    let mut seen = FxHashSet::default();
    for value in values {
        if !seen.insert(fold(value)) {
            findings.add(place, Problem::Repeated { column, value: (*value).to_owned() });
        }
    }
}

/// A look-alike phrase suppresses titles that it overlaps: it must share two characters with one.
fn check_look_alikes(row: &OccupationRow<'_>, findings: &mut Findings) {
    let told = row.titles.iter().chain(&row.spoken).chain([&row.name]).map(|t| fold(t));
    let pairs: FxHashSet<(char, char)> = told.flat_map(|t| pairs_of(&t)).collect();
    for phrase in &row.not {
        if !pairs_of(&fold(phrase)).iter().any(|p| pairs.contains(p)) {
            let (phrase, name) = ((*phrase).to_owned(), row.name.to_owned());
            findings.add(row.place, Problem::IdleNot { phrase, name });
        }
    }
}

fn pairs_of(text: &str) -> Vec<(char, char)> {
    text.chars().zip(text.chars().skip(1)).collect()
}

/// Two occupations may share a title when a row relates them or they lie in one class: then the reader gives both.
fn check_claims(records: &Records<'_>, occupations: &Occupations, findings: &mut Findings) {
    let ids = |row: &RelatedRow<'_>| Some((occupations.by_name(row.from)?, occupations.by_name(row.to)?));
    let related: FxHashSet<(OccupationId, OccupationId)> =
        records.related.iter().filter_map(ids).flat_map(|(a, b)| [(a, b), (b, a)]).collect();
    // The name of a minor group is free for a row: work that is told no further is often just that row's.
    let named = occupations.all().iter().filter(|o| o.kind() != OccupationKind::Group);
    let mut owners: FxHashMap<String, Vec<OccupationId>> =
        named.map(|o| (fold(o.name()), vec![o.id()])).collect();
    for row in &records.occupations {
        let Some(id) = occupations.by_name(row.name) else { continue };
        for title in &row.titles {
            let all = owners.entry(fold(title)).or_default();
            let excused = |other: OccupationId| {
                other == id
                    || related.contains(&(id, other))
                    || occupations.get(other).code() == occupations.get(id).code()
            };
            if let Some(&other) = all.iter().find(|o| !excused(**o)) {
                let [first, second] = [other, id].map(|o| occupations.get(o).name().to_owned());
                findings.add(row.place, Problem::TwoClaims { title: (*title).to_owned(), first, second });
            }
            all.push(id);
        }
    }
}

fn check_relations(rows: &[RelatedRow<'_>], findings: &mut Findings) {
    let mut seen: FxHashMap<(&str, &str), &RelatedRow<'_>> = FxHashMap::default();
    for row in rows {
        if row.from == row.to {
            findings.add(row.place, Problem::Itself { name: row.from.to_owned() });
        }
        let others = [seen.get(&(row.from, row.to)), seen.get(&(row.to, row.from))];
        if let Some(other) = others.into_iter().flatten().find(|o| contradicts(o, row)) {
            let (from, to) = (row.from.to_owned(), row.to.to_owned());
            findings
                .add(row.place, Problem::TwoRelations { from, to, first: told(other), second: told(row) });
        }
        seen.insert((row.from, row.to), row);
    }
}

/// Rows of one pair contradict unless they say the same, or are directed and turned opposite ways.
fn contradicts(a: &RelatedRow<'_>, b: &RelatedRow<'_>) -> bool {
    let directed = |r: &RelatedRow<'_>| matches!(r.kind, RelationKind::TrainsInto | RelationKind::Supervises);
    let opposite = a.from == b.to && directed(a) && directed(b);
    !opposite && (a.kind, a.strength) != (b.kind, b.strength)
}

fn told(row: &RelatedRow<'_>) -> String {
    format!("{} {}", row.kind.as_str(), row.strength)
}

/// Who leads in a circle leads nobody. `trains_into` may turn back: people move both ways with other strengths.
fn check_cycles(rows: &[RelatedRow<'_>], findings: &mut Findings) {
    let mut next: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let leads: Vec<&RelatedRow<'_>> = rows.iter().filter(|r| r.kind == RelationKind::Supervises).collect();
    for row in &leads {
        next.entry(row.from).or_default().push(row.to);
    }
    for row in leads.iter().filter(|r| r.from != r.to && leads_to(&next, r.to, r.from)) {
        let (relation, name) = (row.kind.as_str(), row.from.to_owned());
        findings.add(row.place, Problem::Cycle { relation, name });
    }
}

fn leads_to<'t>(next: &FxHashMap<&'t str, Vec<&'t str>>, from: &'t str, to: &str) -> bool {
    let mut seen = FxHashSet::default();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if seen.insert(name) {
            open.extend(next.get(name).into_iter().flatten());
        }
    }
    false
}

fn check_skills(rows: &[SkillRow<'_>], findings: &mut Findings) {
    let mut owners: FxHashMap<String, &str> = rows.iter().map(|r| (fold(r.name), r.name)).collect();
    for row in rows {
        for name in &row.names {
            let owner = *owners.entry(fold(name)).or_insert(row.name);
            if owner != row.name {
                let (first, second) = (owner.to_owned(), row.name.to_owned());
                findings.add(row.place, Problem::TwoSkills { name: (*name).to_owned(), first, second });
            }
        }
        for (name, _) in row.related.iter().filter(|(name, _)| *name == row.name) {
            findings.add(row.place, Problem::Itself { name: (*name).to_owned() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &'static str, text: &str, expected: &[&str]) {
        let classes =
            "code\tlevel\tname\n6\t1\t生产\n6-18-02-04\t4\t焊工\n6-18-02-05\t4\t铆工\n6-18-02-06\t4\t锻工\n";
        let sources = [
            Source { file: "occupations.tsv".into(), text: classes.into() },
            Source { file: file.into(), text: text.to_owned().into() },
        ];
        let found: Vec<String> = super::check(&sources).iter().map(|f| f.problem.to_string()).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, part) in found.iter().zip(expected) {
            assert!(found.contains(part), "{found} | {part}");
        }
    }

    fn occupations(rows: &str, expected: &[&str]) {
        let header = "name\tcode\tfamily\trank\ttitles\tspoken\tduties\tnot\n";
        check("trades/x/occupations.tsv", &format!("{header}{rows}"), expected);
    }

    fn related(rows: &str, expected: &[&str]) {
        check("trades/x/related.tsv", &format!("from\tto\trelation\tstrength\n{rows}"), expected);
    }

    fn skills(rows: &str, expected: &[&str]) {
        check("trades/x/skills.tsv", &format!("skill\tkind\tnames\trelated\toccupations\n{rows}"), expected);
    }

    #[test]
    fn a_title_of_two_unrelated_occupations_is_found() {
        occupations(
            "焊工\t\t\t\t电焊|冷作\t\t\t\n铆工\t\t\t\t冷作\t\t\t\n",
            &["`冷作` is claimed by 焊工 and 铆工"],
        );
        occupations("焊工\t\t\t\t铆工\t\t\t\n", &["`铆工` is claimed by 铆工 and 焊工"]);
    }

    #[test]
    fn repeated_values_rows_and_idle_look_alikes_are_found() {
        occupations("焊工\t\t\t\t电焊|电焊\t\t\t\n", &["stands twice in `titles`"]);
        occupations("焊工\t\t\t\t\t\t\t\n焊工\t\t\t\t\t\t\t\n", &["defined twice"]);
        occupations("焊工\t\t\t\t电焊\t\t\t电焊机销售|汽车\n", &["`汽车` in `not`"]);
    }

    #[test]
    fn contradictions_cycles_and_dangling_names_are_found() {
        related("焊工\t铆工\tclose\t600\n铆工\t焊工\tclose\t700\n", &["close 600, close 700"]);
        related(
            "焊工\t铆工\tsupervises\t300\n铆工\t焊工\tsupervises\t300\n",
            &["back to itself", "back to itself"],
        );
        related("焊工\t铆工\ttrains_into\t300\n铆工\t焊工\ttrains_into\t250\n", &[]);
        related("焊工\t电焊师傅\tclose\t600\n", &["no row defines occupation `电焊师傅`"]);
        related("焊工\t焊工\tsame\t900\n", &["related to itself"]);
    }

    #[test]
    fn skills_that_share_a_name_are_found() {
        skills("甲\ttool\t丙\t\t\n乙\ttool\t丙\t\t\n", &["claimed by skills 甲 and 乙"]);
        skills("甲\ttool\t\t丁:600\t木匠\n", &["occupation `木匠`", "skill `丁`"]);
    }
}
