//! The bounds of README's and docs' tables, and that hostile input costs time in proportion to its length.
#![expect(clippy::print_stdout, reason = "the figures that docs/reliability.md quotes")]

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use rengang::model::{Field, RawCandidate, RawPosting};
use rengang::read::{Reader, read_posting};
use rengang::{
    Engine, Knowledge, MAX_ID_BYTES, MatchOptions, NoInspection, SearchQuery, Writer, prepare_candidate,
    prepare_posting,
};
use rengang_tests::records;
use rengang_text::fold;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| Arc::new(Knowledge::embedded()));
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::new(Arc::clone(&KNOWLEDGE), records::DAY));

/// Processor time of this thread: other work on the machine does not count.
fn cost(work: impl FnOnce()) -> Duration {
    let own = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let nanos = stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0);
        Duration::from_nanos(nanos)
    };
    let before = own();
    work();
    own() - before
}

/// Ten times the input may cost thirty times the time at most: a square would cost a hundred times.
fn check(name: &str, unit: &str, bytes: usize, work: impl Fn(&str)) {
    let text = unit.repeat(bytes / unit.len());
    let part = &text[..text.floor_char_boundary(text.len() / 10)];
    work(part);
    let (small, large) = (cost(|| work(part)), cost(|| work(&text)));
    println!("{name}: {} bytes {small:?}, {} bytes {large:?}", part.len(), text.len());
    assert!(large <= small * 30 + Duration::from_millis(50), "{name}: {small:?} {large:?}");
}

const HOSTILE: [(&str, &str); 8] = [
    ("one character", "电"),
    ("combining marks", "\u{0301}\u{0323}"),
    ("right to left", "\u{202e}אב\u{202c}"),
    ("wide forms", "Ａ１㈱ﷺ"),
    ("brackets", "（((【"),
    ("digits", "3"),
    ("joined words", "c++/c#/.net-"),
    ("skills", "电工、"),
];

#[test]
fn folding_and_cutting_words_cost_time_in_proportion() {
    for (name, unit) in HOSTILE {
        check(&format!("fold, {name}"), unit, 400_000, |text| drop(fold(text)));
        check(&format!("words, {name}"), unit, 400_000, |text| {
            let folded = fold(text);
            KNOWLEDGE.analyzer().tokens(folded.as_str(), &mut Vec::new());
        });
    }
}

#[test]
fn reading_a_record_costs_time_in_proportion() {
    for (name, unit) in HOSTILE {
        for field in [Field::Title, Field::Description, Field::Skills, Field::Pay, Field::Schedule] {
            check(&format!("read {}, {name}", field.key()), unit, 40_000, |text| {
                drop(read_posting(&RawPosting::new("1").with(field, text), &READER));
            });
        }
    }
}

#[test]
fn ten_megabytes_of_one_character_and_a_hundred_thousand_skills_are_cut_to_bounds() {
    let long = RawPosting::new("1").with(Field::Description, &"电".repeat(3_500_000));
    assert!(long.text(Field::Description).len() <= 64 * 1024);
    let skills: Vec<String> = (0..100_000).map(|n| format!("技能{n}")).collect();
    let json = serde_json::json!({"id": "1", "skills": skills}).to_string();
    let raw: RawCandidate = serde_json::from_str(&json).expect("a record");
    assert!(raw.text(Field::Skills).len() <= 64 * 1024);
    assert!(raw.notices().any(|notice| notice.kind.code() == "read.text_cut"));
    assert!(prepare_candidate(&raw, &READER).is_ok());
    assert!(prepare_posting(&long, false, &READER).is_ok());
}

#[test]
fn deep_json_is_refused_without_a_crash() {
    for depth in [200, 100_000] {
        let json = format!(r#"{{"id":"1","title":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
        assert!(serde_json::from_str::<RawPosting>(&json).is_err(), "{depth}");
    }
}

#[test]
fn ids_settings_and_budgets_out_of_bounds_are_refused_by_name() {
    let refused =
        |id: &str| prepare_posting(&RawPosting::new(id), false, &READER).err().map(|e| e.kind().code());
    assert_eq!(refused(""), Some("record.refused"));
    assert_eq!(refused(&"x".repeat(MAX_ID_BYTES)), None);
    assert_eq!(refused(&"x".repeat(MAX_ID_BYTES + 1)), Some("record.refused"));
    let options = MatchOptions::new(records::DAY);
    for top in [0, MatchOptions::MAX_TOP + 1] {
        assert_eq!(options.clone().with_top(top).err().map(|e| e.kind().code()), Some("setting.invalid"));
    }
    let engine = Engine::in_memory(Arc::clone(&KNOWLEDGE)).expect("memory");
    for budget in [0, Writer::MIN_BUDGET_BYTES - 1, Writer::MAX_BUDGET_BYTES + 1, usize::MAX] {
        assert_eq!(engine.writer(budget).err().map(|e| e.kind().code()), Some("setting.invalid"));
    }
    assert!(engine.writer(Writer::MAX_BUDGET_BYTES).is_ok(), "the bound itself is allowed");
}

#[test]
fn a_query_of_a_megabyte_costs_what_its_first_words_cost() {
    let engine = Engine::in_memory(Arc::clone(&KNOWLEDGE)).expect("memory");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(&records::postings()[..20], &READER, &NoInspection).expect("memory");
    writer.commit().expect("memory");
    let snapshot = engine.snapshot().expect("memory");
    let query = |words: String| SearchQuery {
        words,
        as_of: records::DAY,
        top: 10,
        region: None,
        occupation: None,
        form: None,
        min_pay: None,
    };
    let (short, long) = (query("电工 ".repeat(40)), query("电工 ".repeat(140_000)));
    assert_eq!(snapshot.search(&short).expect("memory"), snapshot.search(&long).expect("memory"));
    let large = cost(|| drop(snapshot.search(&long)));
    assert!(large < Duration::from_millis(500), "{large:?}");
}

#[test]
fn a_thousand_snapshots_of_one_commit_share_what_they_hold() {
    let folder = tempfile::tempdir().expect("a folder for a while");
    let engine = Engine::create(&folder.path().join("index"), Arc::clone(&KNOWLEDGE)).expect("empty");
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(&records::postings()[..20], &READER, &NoInspection).expect("a disk that works");
    writer.commit().expect("a disk that works");
    let maps = || std::fs::read_to_string("/proc/self/maps").unwrap_or_default().matches("/index/").count();
    let _first = engine.snapshot().expect("an index");
    let before = maps();
    let many: Vec<_> = (0..1000).map(|_| engine.snapshot().expect("an index")).collect();
    assert_eq!((many.len(), maps()), (1000, before));
}
