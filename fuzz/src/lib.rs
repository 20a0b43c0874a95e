//! Laws that hold for any bytes. Each function takes bytes, makes an input of them, and panics where a law is broken.
//!
//! The fuzz targets call them without end; the ordinary tests call them on the kept inputs and on some random ones.

use std::path::PathBuf;
use std::sync::LazyLock;

use rengang::model::{Evidence, Field, RawCandidate, RawPosting};
use rengang::read::{Reader, parse_case, read_candidate, read_posting};
use rengang::read::{education, experience, headcount, pay, schedule, written};
use rengang::{Engine, SearchQuery, Writer};
use rengang_lint::{Ad, Completeness, Context, Duplicates, Linter, Validity, to_json};
use rengang_tests::disk::Disk;
use rengang_tests::records;
use rengang_tests::world::{Model, Seen, Step, World};
use rengang_text::{Span, fold};
use rengang_wire::JsonLines;
use unicode_normalization::char::canonical_combining_class;

static WORLD: LazyLock<World> = LazyLock::new(World::new);
static LINTER: LazyLock<Linter> = LazyLock::new(Linter::new);
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(WORLD.knowledge(), records::DAY));

/// Folding keeps a map to places of the original, folding twice is folding once, and words lie in the text.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let folded = fold(&text);
    // Accents may join their letter in the second fold only: after it has lost its case, or what stood between.
    if !text.chars().any(|c| canonical_combining_class(c) != 0) {
        assert_eq!(fold(folded.as_str()).as_str(), folded.as_str(), "folding twice changes a text");
    }
    let mut spans: Vec<Span> = Vec::new();
    WORLD.knowledge().analyzer().tokens(folded.as_str(), &mut spans);
    let mut last = 0;
    for span in &spans {
        assert!(
            !span.bytes.is_empty() && folded.as_str().get(span.bytes.clone()).is_some(),
            "a word outside"
        );
        assert!(span.bytes.start >= last, "words go backwards");
        last = span.bytes.start;
        let original = folded.original_span(span.bytes.clone());
        assert!(text.get(original.clone()).is_some_and(|t| !t.is_empty()), "a word of nothing: {original:?}");
    }
}

/// A record that is written reads back the same, and reading it gives a value whose notices lie in its texts.
pub fn raw_record(bytes: &[u8]) {
    if let Ok(raw) = serde_json::from_slice::<RawPosting>(bytes) {
        let again: RawPosting = serde_json::from_str(&json(&raw)).expect("what was written is read");
        assert!(again.texts().eq(raw.texts()), "a posting changes when it is written");
        let reading = read_posting(&raw, &READER);
        let value = read_posting(&again, &READER).value;
        assert_eq!(value, reading.value, "a posting reads otherwise when it was written");
        check_notices(&reading.notices, |field| raw.text(field));
    }
    if let Ok(raw) = serde_json::from_slice::<RawCandidate>(bytes) {
        let again: RawCandidate = serde_json::from_str(&json(&raw)).expect("what was written is read");
        assert!(again.texts().eq(raw.texts()), "a candidate changes when it is written");
        let reading = read_candidate(&raw, &READER);
        let value = read_candidate(&again, &READER).value;
        assert_eq!(value, reading.value, "a candidate reads otherwise when it was written");
        check_notices(&reading.notices, |field| raw.text(field));
    }
}

/// Any text read as any field gives a value; and what is written of pay, experience, education and working time reads
/// back as the same value.
pub fn read_field(bytes: &[u8]) {
    let [which, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest);
    let field = FIELDS[usize::from(*which) % FIELDS.len()];
    let first = parse_case(&READER, field, &text, &serde_json::Value::Null);
    assert!(first.is_some(), "{field} has no reader");
    let folded = fold(&text);
    let Some(written) = written_of(field, folded.as_str()) else { return };
    let again = parse_case(&READER, field, &written, &serde_json::Value::Null);
    assert_eq!(again, first, "{field} {text:?} is written {written:?}");
}

fn written_of(field: &str, folded: &str) -> Option<String> {
    Some(match field {
        "salary" => written::pay(&pay::read_all(folded)?.main),
        "experience" => written::experience(&experience::read(folded)?),
        "education" => written::education(&education::read(folded)?),
        "headcount" => written::headcount(&headcount::read(folded)?),
        "work_time" => written::schedule(&schedule::read(folded)),
        _ => return None,
    })
}

/// The fields that have a reader of their own.
const FIELDS: [&str; 18] = [
    "salary",
    "experience",
    "education",
    "age",
    "headcount",
    "work_time",
    "benefits",
    "employment_type",
    "occupation_code",
    "uscc",
    "resident_id",
    "retirement",
    "validity",
    "person_group",
    "region",
    "title",
    "certificate",
    "skills",
];

/// Records of any texts are read, twice the same, and all that they stand on are whole characters of their texts.
pub fn read_record(bytes: &[u8]) {
    let texts: Vec<String> =
        bytes.split(|&byte| byte == 0xff).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let fields = || Field::ALL.iter().zip(texts.iter().cycle());
    let posting = fields().fold(RawPosting::new("1"), |raw, (&field, text)| raw.with(field, text));
    let reading = read_posting(&posting, &READER);
    let whole = |at: &Evidence| posting.text(at.field).get(at.span()).is_some();
    assert!(reading.value.conditions.stated().iter().all(|stated| whole(&stated.at)));
    assert!(reading.value.certificates.iter().all(|demand| whole(&demand.at)));
    assert!(reading.value.skills.iter().all(|demand| whole(&demand.at)));
    assert!(reading.value.workplaces.places.iter().all(|place| whole(&place.at)));
    check_notices(&reading.notices, |field| posting.text(field));
    assert_eq!(read_posting(&posting, &READER).value, reading.value, "a posting reads otherwise again");
    let person = fields().fold(RawCandidate::new("1"), |raw, (&field, text)| raw.with(field, text));
    let reading = read_candidate(&person, &READER);
    let whole = |at: &Evidence| person.text(at.field).get(at.span()).is_some();
    assert!(reading.value.wishes.iter().all(|wish| whole(&wish.at)));
    assert!(reading.value.spells.iter().all(|spell| whole(&spell.at)));
    assert!(reading.value.skills.iter().all(|held| whole(&held.at)));
    check_notices(&reading.notices, |field| person.text(field));
    assert_eq!(read_candidate(&person, &READER).value, reading.value, "a person reads otherwise again");
}

/// Checking any ad ends, finds the same again, and each finding lies on whole characters of the field that it names.
pub fn lint(bytes: &[u8]) {
    let texts: Vec<String> =
        bytes.split(|&byte| byte == 0xff).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    let at = |nth: usize| texts[nth % texts.len()].as_str();
    let ad = Ad {
        id: "1",
        title: at(0),
        description: at(1),
        employer: at(2),
        pay: at(3),
        region: at(4),
        headcount: at(5),
        published: at(6),
        schedule: at(7),
        ..Ad::default()
    };
    let context = Context::default();
    let findings = LINTER.check(&ad, &context);
    for finding in &findings {
        let (_, text) = ad.fields().find(|&(field, _)| field == finding.field).expect("a field of the ad");
        assert_eq!(text.get(finding.bytes.clone()), Some(finding.words.as_str()), "{}", finding.rule.id);
        let by_chars: String = text.chars().skip(finding.chars.start).take(finding.chars.len()).collect();
        assert_eq!(by_chars, finding.words, "{}", finding.rule.id);
    }
    let told = to_json("1", &findings);
    assert_eq!(told["findings"].as_array().map(Vec::len), Some(findings.len()), "a finding is not told");
    assert_eq!(findings, LINTER.check(&ad, &context), "an ad is checked otherwise again");
    let _ = (Validity::of(&ad, &context, None), Completeness::of(&ad));
    let other = Ad { id: "2", ..ad };
    assert_eq!(Duplicates::of(&[ad, other]).groups().len(), Duplicates::of(&[other, ad]).groups().len());
}

fn check_notices<'r>(notices: &[rengang::model::Notice], text: impl Fn(Field) -> &'r str) {
    for notice in notices {
        if let (Some(field), Some(span)) = (notice.field, notice.span.clone()) {
            let inside = text(field).get(span.clone()).is_some();
            assert!(
                inside || notice.kind.code() == "read.text_cut",
                "{} outside: {span:?}",
                notice.kind.code()
            );
        }
    }
}

/// More words never find more, and a shorter list is the beginning of a longer one.
pub fn search(bytes: &[u8]) {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| filled(Disk::default()));
    let snapshot = ENGINE.snapshot().expect("memory");
    let query = |words: &str, top| SearchQuery {
        words: words.into(),
        as_of: records::DAY,
        top,
        region: None,
        occupation: None,
        form: None,
        min_pay: None,
    };
    let words = String::from_utf8_lossy(bytes);
    let all = snapshot.search(&query(&words, usize::MAX)).expect("memory");
    assert!(all.total == all.hits.len() && all.total <= snapshot.posting_count());
    let few = snapshot.search(&query(&words, 2)).expect("memory");
    assert!(all.hits.starts_with(&few.hits) && few.total == all.total);
    let more = snapshot.search(&query(&format!("电工 {words}"), usize::MAX)).expect("memory");
    assert!(words.len() > 1000 || more.total <= all.total, "more words find more");
}

/// Any sequence of puts, deletes, commits, purges and reopenings shows what a map and a naive matcher show.
pub fn engine_ops(bytes: &[u8]) {
    let disk = Disk::default();
    let mut engine = Engine::create_over(disk.clone(), WORLD.knowledge()).expect("memory");
    let (mut now, mut committed) = (Model::default(), Model::default());
    let pieces = bytes[..bytes.len().min(64)].split(|&byte| byte == 0xff);
    for piece in pieces {
        let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
        for pair in piece.chunks_exact(2) {
            let step = Step::from_bytes(pair[0], pair[1]);
            now.apply(step);
            WORLD.apply(&mut writer, step).expect("memory");
            if step.publishes() {
                committed = now.clone();
                assert_eq!(WORLD.seen(&engine).expect("memory"), WORLD.expected(&committed));
            }
        }
        writer.close().expect("memory");
        engine = Engine::open_over(disk.clone(), WORLD.knowledge()).expect("memory");
        assert_eq!(WORLD.seen(&engine).expect("memory"), WORLD.expected(&committed));
        now = committed.clone();
    }
}

/// A damaged file is an error that says so, or does no harm: never a panic, never other records.
pub fn index_open(bytes: &[u8]) {
    type Files = Vec<(PathBuf, Vec<u8>)>;
    static FILES: LazyLock<(Files, Seen)> = LazyLock::new(|| {
        let disk = Disk::default();
        let engine = filled(disk.clone());
        (disk.files(), WORLD.seen(&engine).expect("memory"))
    });
    let (files, sound) = &*FILES;
    let [which, how, place @ ..] = bytes else { return };
    let (path, content) = &files[usize::from(*which) % files.len()];
    let damaged = damage(content, *how, place);
    let disk = Disk::default();
    files.iter().for_each(|(path, content)| disk.replace(path, content.clone()));
    disk.replace(path, damaged);
    let opened = Engine::open_over(disk, WORLD.knowledge());
    match opened.and_then(|engine| WORLD.seen(&engine)) {
        Ok(seen) => assert!(seen == *sound, "{} is damaged, and other records are shown", path.display()),
        Err(error) => assert_eq!(error.kind().code(), "index.damaged", "{}: {error:?}", path.display()),
    }
}

/// Flips a bit, cuts, repeats, overwrites or empties.
fn damage(content: &[u8], how: u8, place: &[u8]) -> Vec<u8> {
    let number = place.iter().take(4).fold(0usize, |n, &byte| n << 8 | usize::from(byte));
    let at = number % content.len().max(1);
    let mut damaged = content.to_vec();
    match how % 5 {
        0 if !damaged.is_empty() => damaged[at] ^= 1 << (how / 5 % 8),
        1 => damaged.truncate(at),
        2 => damaged.extend_from_slice(&content[at..]),
        3 => place.iter().skip(4).zip(&mut damaged[at..]).for_each(|(&new, old)| *old = new),
        _ => damaged.clear(),
    }
    damaged
}

/// Lines are numbered, none is lost, and a record that is read is an object that is written the same.
pub fn wire_lines(bytes: &[u8]) {
    let lines: Vec<_> = JsonLines::new(bytes).map(|line| line.expect("memory")).collect();
    assert!(lines.windows(2).all(|pair| pair[0].number < pair[1].number));
    assert!(lines.len() <= bytes.split(|&byte| byte == b'\n').count());
    for line in lines {
        if let Ok(record) = line.record {
            let again: rengang_wire::Record = serde_json::from_str(&json(&record)).expect("what was written");
            assert!(again.keys().eq(record.keys()), "keys change when a record is written");
        }
    }
}

/// An index with two segments, one of them with deletions.
fn filled(disk: Disk) -> Engine {
    let engine = Engine::create_over(disk, WORLD.knowledge()).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    let puts = (0..6).flat_map(|n| [Step::PutPosting(n, n % 3), Step::PutCandidate(n, n % 3)]);
    let then = [Step::Commit, Step::DeletePosting(1), Step::PutCandidate(2, 0), Step::Commit];
    puts.chain(then).for_each(|step| WORLD.apply(&mut writer, step).expect("memory"));
    writer.close().expect("memory");
    engine
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("maps of texts")
}
