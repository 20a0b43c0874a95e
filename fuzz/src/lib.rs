//! Laws that hold for any bytes. Each function takes bytes, makes an input of them, and panics where a law is broken.
//!
//! The fuzz targets call them without end; the ordinary tests call them on the kept inputs and on some random ones.

use std::path::PathBuf;
use std::sync::LazyLock;

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::{Reader, read_candidate, read_posting};
use rengang::{Engine, SearchQuery, Writer};
use rengang_tests::disk::Disk;
use rengang_tests::records;
use rengang_tests::world::{Model, Seen, Step, World};
use rengang_text::{Span, fold};
use rengang_wire::JsonLines;
use unicode_normalization::char::canonical_combining_class;

static WORLD: LazyLock<World> = LazyLock::new(World::new);
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
