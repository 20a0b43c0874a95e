//! Promise 6: traits that the law protects change no byte of a result.

use std::sync::Arc;

use rengang::read::Reader;
use rengang::{Engine, Knowledge, MatchOptions, Writer};
use rengang_tests::records;

/// The whole outcome for one person whose raw record has extra keys.
fn outcome(knowledge: &Arc<Knowledge>, extra: &str) -> String {
    let engine = Engine::in_memory(Arc::clone(knowledge)).expect("memory");
    let reader = Reader::new(Arc::clone(knowledge), records::DAY);
    let mut writer = engine.writer(Writer::MIN_BUDGET_BYTES).expect("the only writer");
    writer.load_postings(&records::postings(), &reader, &rengang::NoInspection).expect("memory");
    let mut people = Vec::new();
    for raw in records::candidates().iter().take(12) {
        let json = serde_json::to_string(raw).expect("a record");
        let with = format!("{{{extra}{}", &json[1..]);
        people.push(serde_json::from_str(&with).expect("a record with extra keys"));
    }
    writer.load_candidates(&people, &reader).expect("memory");
    writer.commit().expect("memory");
    let snapshot = engine.snapshot().expect("memory");
    let options = MatchOptions::new(records::DAY).with_top(50).expect("within bounds");
    let mut out = String::new();
    for person in snapshot.candidate_ids() {
        let ranking = snapshot.jobs_for(person, &options).expect("the person is there");
        out += &serde_json::to_string(&ranking).expect("a ranking");
        for hit in ranking.matches.iter().take(3) {
            let explanation = snapshot.explain(person, &hit.id, &options).expect("both are there");
            out += &serde_json::to_string(&explanation).expect("an explanation");
        }
    }
    out
}

#[test]
fn flipping_a_protected_attribute_changes_no_byte() {
    let knowledge = Arc::new(Knowledge::embedded());
    let plain = outcome(&knowledge, "");
    assert!(plain.len() > 1000);
    for extra in [
        r#""sex": "男", "birth_date": "1980-01-01", "#,
        r#""sex": "女", "age": 52, "ethnicity": "回族", "#,
        r#""性别": "女", "婚姻状况": "已婚已育", "民族": "汉族", "户籍": "外地农业", "#,
        r#""marital_status": "single", "religion": "x", "health": "乙肝", "hukou": "天津", "#,
        r#""name": "张三", "phone": "13800138000", "id_card": "110105194912310021", "#,
    ] {
        assert_eq!(outcome(&knowledge, extra), plain, "{extra}");
    }
}
