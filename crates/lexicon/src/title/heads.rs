//! What the head of a title says of its work, and what the field before the head adds to it.
//!
//! The head of a Chinese title stands last: a 工程师 is an engineer of something, a 销售 sells something. `heads.tsv` says
//! of each head where such work lies in the classification and which classes ads mean most often by it; `domains.tsv`
//! says which class a field makes of it: 电镀 before 工程师, 医药 before 销售. Knows no ads: both tables state what those
//! who place people know.

use crate::occupation::{ClassCode, OccupationId, OccupationKind, Occupations};
use crate::phrases::{Found, Phrases};
use crate::table::{Findings, Place, Problem, Row, Source, list, rows};
use crate::title::aliases::fold;

/// The heads of titles and the fields before them.
pub(crate) struct Heads {
    words: Phrases<u16>,
    rows: Vec<HeadRow>,
    fields: Phrases<Field>,
    /// The classes of each row of `domains.tsv`, the likeliest first.
    classes: Vec<Vec<OccupationId>>,
}

/// A row of `heads.tsv`.
struct HeadRow {
    kind: u16,
    lies_in: Vec<ClassCode>,
    usual: Vec<OccupationId>,
}

/// A word of a field, for heads of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Field {
    kind: u16,
    classes: u16,
}

/// The head of a part of a title.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) place: Found,
    row: u16,
    /// Whether it ends the part, but for a rank.
    pub(crate) ends: bool,
}

impl Heads {
    pub(crate) fn build(occupations: &Occupations, sources: &[Source], findings: &mut Findings) -> Self {
        let mut kinds: Vec<&str> = Vec::new();
        let (mut words, mut head_rows) = (Vec::new(), Vec::new());
        for Row { place, cells: [heads, kind, lies_in, usual] } in
            rows_of(sources, "heads.tsv", ["head", "kind", "lies_in", "usual"], findings)
        {
            let at = head_rows.len() as u16;
            words.extend(list(heads).map(|head| (fold(head), at)));
            let lies_in =
                list(lies_in).filter_map(|code| code_of(occupations, code, place, findings)).collect();
            let usual = occupations_of(occupations, usual, place, findings);
            head_rows.push(HeadRow { kind: number(&mut kinds, kind), lies_in, usual });
        }
        let (mut fields, mut classes) = (Vec::new(), Vec::new());
        for Row { place, cells: [kind, words, codes] } in
            rows_of(sources, "domains.tsv", ["kind", "words", "codes"], findings)
        {
            let field = Field { kind: number(&mut kinds, kind), classes: classes.len() as u16 };
            fields.extend(list(words).map(|word| (fold(word), field)));
            classes.push(occupations_of(occupations, codes, place, findings));
        }
        Self { words: Phrases::new(words), rows: head_rows, fields: Phrases::new(fields), classes }
    }

    /// All heads in folded text.
    pub(crate) fn find_all(&self, folded: &str, out: &mut Vec<Found>) {
        self.words.find_all(folded, out);
    }

    /// The head of the part of a title between `core` and `whole`: the longest that ends it, else the last inside.
    pub(crate) fn of_part(
        &self,
        found: &[Found],
        whole: &std::ops::Range<usize>,
        core: &std::ops::Range<usize>,
    ) -> Option<Head> {
        let inside = |f: &&Found| whole.start <= f.start as usize && f.end as usize <= whole.end;
        let ending = |end: usize| {
            let ends = found.iter().filter(inside).filter(|f| f.end as usize == end);
            ends.max_by_key(|f| f.end - f.start)
        };
        let end = ending(whole.end).or_else(|| ending(core.end));
        let place = end.or_else(|| found.iter().filter(inside).max_by_key(|f| (f.end, f.end - f.start)))?;
        let row = *self.words.values(place.phrase).first()?;
        Some(Head { place: *place, row, ends: end.is_some() })
    }

    /// Whether work of a code may go by the head.
    pub(crate) fn may_be(&self, head: Head, code: ClassCode) -> bool {
        let row = &self.rows[usize::from(head.row)];
        row.lies_in.is_empty() || row.lies_in.iter().any(|c| c.contains(code) || code.contains(*c))
    }

    /// The classes that ads mean most often by the head alone, the likeliest first.
    pub(crate) fn usual(&self, head: Head) -> &[OccupationId] {
        &self.rows[usize::from(head.row)].usual
    }

    /// The places of the fields in folded text that tell the head further, each with its classes.
    pub(crate) fn fields<'a>(
        &'a self,
        head: Head,
        found: &'a [Found],
    ) -> impl Iterator<Item = (Found, &'a [OccupationId])> {
        let kind = self.rows[usize::from(head.row)].kind;
        let apart = move |f: &&Found| f.end <= head.place.start || head.place.end <= f.start;
        found.iter().filter(apart).filter_map(move |&f| {
            let field = self.fields.values(f.phrase).iter().find(|field| field.kind == kind)?;
            Some((f, self.classes[usize::from(field.classes)].as_slice()))
        })
    }

    pub(crate) fn find_fields(&self, folded: &str, out: &mut Vec<Found>) {
        self.fields.find_all(folded, out);
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.words.heap_bytes() + self.fields.heap_bytes()
    }
}

/// The rows of the tables of one file name.
fn rows_of<'t, const N: usize>(
    sources: &'t [Source],
    file: &str,
    columns: [&'static str; N],
    findings: &mut Findings,
) -> Vec<Row<'t, N>> {
    let tables = sources.iter().filter(|s| s.file.rsplit('/').next() == Some(file));
    tables.flat_map(|source| rows(source, columns, findings)).collect()
}

/// The number of a kind of head, counted as they come.
fn number<'t>(kinds: &mut Vec<&'t str>, kind: &'t str) -> u16 {
    let at = kinds.iter().position(|k| *k == kind).unwrap_or_else(|| {
        kinds.push(kind);
        kinds.len() - 1
    });
    at as u16
}

fn code_of(
    occupations: &Occupations,
    text: &str,
    place: Place<'_>,
    findings: &mut Findings,
) -> Option<ClassCode> {
    let code = text.parse().ok().filter(|&code| occupations.code_name(code).is_some());
    if code.is_none() {
        findings.add(place, Problem::UnknownCode { code: text.to_owned() });
    }
    code
}

/// The occupations that codes of a list stand for: the class or group itself, else the first row of that very code.
fn occupations_of(
    occupations: &Occupations,
    codes: &str,
    place: Place<'_>,
    findings: &mut Findings,
) -> Vec<OccupationId> {
    let code = list(codes).filter_map(|code| code_of(occupations, code, place, findings));
    let codes: Vec<ClassCode> = code.collect();
    let of = |code: ClassCode| {
        let same = || occupations.by_code(code).iter().filter(move |o| o.code() == code);
        let official = same().find(|o| o.kind() != OccupationKind::Trade);
        official.or_else(|| same().next()).map(|o| o.id())
    };
    codes.into_iter().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use crate::Lexicon;
    use crate::title::TitleContext;

    fn check(title: &str, code: &str) {
        let lexicon = Lexicon::embedded();
        let first = lexicon.titles().classify(title, 10).first().map(|g| g.occupation);
        let found = first.map(|o| lexicon.occupations().get(o).code().to_string());
        assert_eq!(found.as_deref(), Some(code), "{title}");
    }

    #[test]
    fn a_field_before_a_head_makes_its_class() {
        check("汽车水泵工程师", "2-02-07-11");
        check("高中文科教师", "2-08-02-01");
    }

    #[test]
    fn a_field_is_no_part_of_the_head_itself() {
        // 防水 and 工程师 share a character with 水工, which is another field.
        let lexicon = Lexicon::embedded();
        let first = lexicon.titles().classify("设施工程师", 1);
        let code = lexicon.occupations().get(first[0].occupation).code().to_string();
        assert_ne!(code, "2-02-18-02");
    }

    #[test]
    fn what_a_head_usually_means_fills_lists_and_is_no_guess() {
        let lexicon = Lexicon::embedded();
        let code = |title: &str| {
            let guesses = lexicon.titles().classify(title, 10);
            guesses
                .iter()
                .map(|g| lexicon.occupations().get(g.occupation).code().to_string())
                .collect::<Vec<_>>()
        };
        assert!(code("某某渠道业务经理").contains(&"2-06-07-02".to_owned()));
        assert!(lexicon.titles().read("招人！", &TitleContext::default()).is_empty());
    }
}
