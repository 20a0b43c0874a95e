//! JSON to raw records.

use super::{RawCandidate, RawPosting, protected};
use crate::model::{Field, Notice, NoticeKind};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// What parsing needs of a raw record.
trait Raw: Default {
    fn field(key: &str) -> Option<Field>;
    fn text(&self, field: Field) -> &str;
    fn set(&mut self, field: Field, text: Cow<'_, str>);
    fn notice(&mut self, notice: Notice);
}

macro_rules! raw {
    ($name:ident, $in_record:ident, $what:literal) => {
        impl Raw for $name {
            fn field(key: &str) -> Option<Field> {
                let known = |f: &&Field| f.$in_record() && f.key() == alias(key);
                Field::ALL.iter().find(known).copied()
            }

            fn text(&self, field: Field) -> &str {
                $name::text(self, field)
            }

            fn set(&mut self, field: Field, text: Cow<'_, str>) {
                $name::set(self, field, text);
            }

            fn notice(&mut self, notice: Notice) {
                $name::notice(self, notice);
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map(RecordVisitor($what, PhantomData))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                for (field, text) in self.texts() {
                    map.serialize_entry(field.key(), text)?;
                }
                map.end()
            }
        }
    };
}

raw!(RawPosting, in_posting, "a posting as an object of texts");
raw!(RawCandidate, in_candidate, "a candidate as an object of texts");

/// Other spellings of our own keys.
fn alias(key: &str) -> &str {
    match key {
        "channel" => "post_type",
        "personalization" => "personalisation",
        "uscc" => "credit_code",
        other => other,
    }
}

struct RecordVisitor<R>(&'static str, PhantomData<R>);

impl<'de, R: Raw> Visitor<'de> for RecordVisitor<R> {
    type Value = R;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<R, M::Error> {
        let mut raw = R::default();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            let value = map.next_value::<Value>()?;
            take(&mut raw, &key, value);
        }
        Ok(raw)
    }
}

fn take(raw: &mut impl Raw, key: &str, value: Value) {
    let Some(field) = known_field(raw, key) else {
        let kind =
            if protected::is_protected(key) { NoticeKind::ProtectedDropped } else { NoticeKind::UnknownKey };
        return raw.notice(Notice::about_key(kind, key));
    };
    if !raw.text(field).is_empty() {
        raw.notice(Notice::about(NoticeKind::DuplicateKey, field));
    }
    match value {
        Value::Text(text) => raw.set(field, text.into()),
        Value::Nothing => {}
        Value::Other => raw.notice(Notice::about(NoticeKind::WrongType, field)),
    }
}

fn known_field<R: Raw>(_: &R, key: &str) -> Option<Field> {
    R::field(key)
}

/// A JSON value as far as a text can be made of it.
enum Value {
    Text(String),
    Nothing,
    Other,
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a number or a list of texts")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Text(number.to_string()))
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Text(if truth { "true" } else { "false" }.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let (mut joined, mut other) = (String::new(), false);
        while let Some(item) = seq.next_element::<Value>()? {
            match item {
                Value::Text(text) if joined.is_empty() => joined = text,
                Value::Text(text) => {
                    joined.push('、');
                    joined.push_str(&text);
                }
                Value::Nothing => {}
                Value::Other => other = true,
            }
        }
        Ok(if other && joined.is_empty() { Value::Other } else { Value::Text(joined) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<serde::de::IgnoredAny, serde::de::IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, field: Field, text: &str, notices: &[NoticeKind]) {
        let raw: RawCandidate = serde_json::from_str(json).unwrap();
        assert_eq!(raw.text(field), text, "{json}");
        assert_eq!(raw.notices().map(|n| n.kind).collect::<Vec<_>>(), notices, "{json}");
    }

    #[test]
    fn numbers_and_lists_are_taken_as_text() {
        check(r#"{"wish_pay": 8000}"#, Field::WishPay, "8000", &[]);
        check(r#"{"groups": ["退役军人", null, "高校毕业生"]}"#, Field::Groups, "退役军人、高校毕业生", &[]);
        check(r#"{"consent": true}"#, Field::Consent, "true", &[]);
        check(r#"{"major": null}"#, Field::Major, "", &[]);
    }

    #[test]
    fn what_has_no_field_is_kept_out_with_a_notice() {
        check(r#"{"wish": {"a": [1]}}"#, Field::Wish, "", &[NoticeKind::WrongType]);
        check(r#"{"favourite_colour": "red"}"#, Field::Wish, "", &[NoticeKind::UnknownKey]);
        check(r#"{"wish": "电工", "wish": "焊工"}"#, Field::Wish, "焊工", &[NoticeKind::DuplicateKey]);
    }

    #[test]
    fn protected_keys_are_dropped_in_any_spelling_and_never_repeated() {
        let keys = [
            "性别",
            "Gender",
            "ethnic_group",
            "婚姻状况",
            "宗教信仰",
            "健康状况",
            "户口性质",
            "idCard",
            "联系电话",
        ];
        for key in keys {
            let json = format!(r#"{{"{key}": "机密"}}"#);
            check(&json, Field::Wish, "", &[NoticeKind::ProtectedDropped]);
            let raw: RawCandidate = serde_json::from_str(&json).unwrap();
            assert!(!format!("{raw:?}").contains("机密"));
        }
    }

    #[test]
    fn a_record_written_reads_back_the_same() {
        let raw = RawPosting::new("1").with(Field::Title, "电工").with(Field::Pay, "5-8K");
        let json = serde_json::to_string(&raw).unwrap();
        assert_eq!(serde_json::from_str::<RawPosting>(&json).unwrap(), raw);
    }
}
