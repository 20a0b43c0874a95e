//! Reads a file of cases (`{"id","field","input","context","expected"}` a line) and prints every miss and a table.
#![allow(clippy::print_stdout)]

use rengang::Knowledge;
use rengang::read::{Reader, parse_case};
use serde_json::Value;
use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("give a file of cases")?;
    let reader = Reader::new(Arc::new(Knowledge::embedded()), jiff::civil::date(2026, 11, 20));
    let mut table: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for line in std::fs::read_to_string(file)?.lines().filter(|l| !l.is_empty()) {
        let case: Value = serde_json::from_str(line)?;
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let value = parse_case(&reader, text("field"), text("input"), &case["context"]).unwrap_or_default();
        let right = same(&value, &case["expected"]);
        let row = table.entry(text("field").to_owned()).or_default();
        row.0 += u32::from(right);
        row.1 += 1;
        if !right {
            println!(
                "{} {} {:?}\n  want {}\n  got  {value}",
                text("id"),
                text("field"),
                text("input"),
                case["expected"]
            );
        }
    }
    let all = table.values().fold((0, 0), |all, row| (all.0 + row.0, all.1 + row.1));
    for (field, (right, count)) in table.iter().map(|(f, r)| (f.as_str(), *r)).chain([("all", all)]) {
        println!("{field:16} {right:4} / {count:<4} {:5.1} %", 100.0 * f64::from(right) / f64::from(count));
    }
    Ok(())
}

/// Equal values; a key that the case leaves out is not looked at.
fn same(value: &Value, expected: &Value) -> bool {
    match (value, expected) {
        (Value::Object(value), Value::Object(expected)) => {
            expected.iter().all(|(key, field)| value.get(key).is_some_and(|v| same(v, field)))
        }
        (Value::Array(value), Value::Array(expected)) => {
            value.len() == expected.len() && value.iter().zip(expected).all(|(v, e)| same(v, e))
        }
        (Value::Number(value), Value::Number(expected)) => value.as_f64() == expected.as_f64(),
        _ => value == expected,
    }
}
