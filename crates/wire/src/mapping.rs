//! Foreign tables to native records, by a mapping file instead of code.
//!
//! A mapping is TOML: each key of a native record names the column that it comes from, or a list of pieces that are
//! joined with `，`. A piece is a column name, or a table `{ from, when, except, text, prefix }`: `text` stands where the
//! column equals `when`, nothing where it equals `except`, `prefix` goes before a value that is there.
//!
//! ```toml
//! id = "post_code"
//! title = "post"
//! education = ["education", "degree"]
//! experience = [{ from = "need_2y_grassroots", when = "是", text = "2年以上基层工作经历" }]
//! description = ["duties", { from = "other", prefix = "其他要求：" }]
//! employer_kind = { text = "机关" }
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::lines::Record;

/// How the keys of a foreign table become those of a native record.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub struct Mapping(BTreeMap<String, Source>);

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Source {
    One(Piece),
    Joined(Vec<Piece>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Piece {
    Column(String),
    Rule(Rule),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    from: Option<String>,
    when: Option<String>,
    except: Option<String>,
    text: Option<String>,
    #[serde(default)]
    prefix: String,
}

/// A mapping file that says nothing that can be followed.
#[derive(Debug, thiserror::Error)]
#[error("the mapping cannot be read: {0}; see the columns of the native form in the documentation")]
pub struct MappingError(#[from] toml::de::Error);

impl Mapping {
    /// Reads a mapping from TOML.
    ///
    /// # Errors
    /// [`MappingError`] with the line of what is wrong.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        Ok(toml::from_str(text)?)
    }

    /// The native record of a foreign one; keys whose sources are all empty are left out.
    #[must_use]
    pub fn apply(&self, foreign: &Record) -> Record {
        let value = |source: &Source| match source {
            Source::One(piece) => piece.text(foreign),
            Source::Joined(pieces) => {
                let texts: Vec<String> = pieces.iter().filter_map(|piece| piece.text(foreign)).collect();
                (!texts.is_empty()).then(|| texts.join("，"))
            }
        };
        let entry = |(key, source): (&String, &Source)| Some((key.clone(), Value::String(value(source)?)));
        self.0.iter().filter_map(entry).collect()
    }
}

impl Piece {
    fn text(&self, foreign: &Record) -> Option<String> {
        match self {
            Self::Column(column) => cell(foreign, column),
            Self::Rule(rule) => rule.text(foreign),
        }
    }
}

impl Rule {
    fn text(&self, foreign: &Record) -> Option<String> {
        let found = self.from.as_ref().and_then(|column| cell(foreign, column));
        let met = match (&self.from, &self.when) {
            (None, _) => true,
            (Some(_), None) => found.is_some() && found != self.except,
            (Some(_), Some(when)) => found.as_ref() == Some(when),
        };
        let text = if met { self.text.clone().or(found) } else { None };
        text.map(|text| format!("{}{text}", self.prefix))
    }
}

/// A cell as text; lists are joined, nothing and empty text are nothing.
fn cell(foreign: &Record, column: &str) -> Option<String> {
    let text = match foreign.get(column)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Array(items) => {
            let text = |v: &Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
            items.iter().map(text).collect::<Vec<_>>().join("、")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mapping: &str, foreign: &str, native: &str) {
        let mapping = Mapping::from_toml(mapping).expect("a mapping");
        let foreign: Record = serde_json::from_str(foreign).expect("a record");
        let native: Record = serde_json::from_str(native).expect("a record");
        assert_eq!(mapping.apply(&foreign), native);
    }

    #[test]
    fn columns_are_renamed_joined_and_tested() {
        check(
            "id = 'no'\ntitle = ['post', 'grade']\nexperience = { from = 'two', when = '是', text = '2年以上' }",
            r#"{"no": 7, "post": "科员", "grade": "一级", "two": "是", "else": "x"}"#,
            r#"{"id": "7", "title": "科员，一级", "experience": "2年以上"}"#,
        );
        check("experience = { from = 'two', when = '是', text = '2年以上' }", r#"{"two": "否"}"#, "{}");
        check("audience = { from = 'who', except = '否', prefix = '限' }", r#"{"who": "否"}"#, "{}");
        check(
            "a = { from = 'x', prefix = '其他：' }\nb = { text = '机关' }",
            r#"{"x": "党员"}"#,
            r#"{"a": "其他：党员", "b": "机关"}"#,
        );
    }

    #[test]
    fn a_wrong_mapping_names_its_line() {
        let error = Mapping::from_toml("id = 'no'\ntitle = { form = 'x' }").expect_err("no such key");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
