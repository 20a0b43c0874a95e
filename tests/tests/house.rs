//! The shape of the house: which crate may know which, and where foreign types are named.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace").to_owned()
}

fn edges() -> BTreeSet<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("packages").clone();
    let name = |v: &serde_json::Value| v["name"].as_str().unwrap_or_default().to_owned();
    let edge = |package: &serde_json::Value| {
        let from = name(package);
        let dependencies = package["dependencies"].as_array().cloned().unwrap_or_default();
        dependencies
            .into_iter()
            .filter(|d| d["kind"].is_null())
            .map(move |d| (from.clone(), name(&d)))
            .collect::<Vec<_>>()
    };
    packages.iter().flat_map(edge).collect()
}

/// Lower rooms know nothing of higher ones; doors do not know each other.
const ORDER: &[&[&str]] = &[
    &["rengang-text"],
    &["rengang-lexicon"],
    &["rengang"],
    &["rengang-lint", "rengang-eval", "rengang-push"],
    &["rengang-wire"],
    &["rengang-cli"],
];

#[test]
fn crates_depend_downwards_only() {
    let place = |name: &str| ORDER.iter().position(|room| room.contains(&name));
    let edges = edges();
    assert!(edges.contains(&("rengang".into(), "rengang-lexicon".into())), "cargo metadata gave no edges");
    for (from, to) in edges {
        if let (Some(upper), Some(lower)) = (place(&from), place(&to)) {
            assert!(lower < upper, "{from} must not depend on {to}");
        }
    }
}

#[test]
fn foreign_crates_are_known_only_in_their_rooms() {
    let may = |krate: &str, foreign: &str| match foreign {
        "tantivy" => ["rengang", "rengang-tests"].contains(&krate),
        "tantivy-tokenizer-api" | "jieba-rs" | "opencc-fmmseg" => krate == "rengang-text",
        _ => true,
    };
    for (from, to) in edges() {
        assert!(
            may(&from, &to) || !from.starts_with("rengang") || from == "rengang-benches",
            "{from} names {to}"
        );
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn tantivy_is_named_in_the_index_rooms_only() {
    let mut files = Vec::new();
    sources(&root().join("crates/core/src"), &mut files);
    assert!(files.len() > 20);
    let allowed = ["index", "search.rs", "snapshot.rs", "engine.rs", "export.rs"];
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let names =
            text.lines().any(|l| l.trim_start().starts_with("use tantivy") || l.contains("tantivy::"));
        let inside = allowed.iter().any(|room| file.components().any(|c| c.as_os_str() == *room));
        assert!(!names || inside, "{} names tantivy", file.display());
    }
}

#[test]
fn scoring_cannot_name_a_protected_trait() {
    let mut files = Vec::new();
    sources(&root().join("crates/core/src/score"), &mut files);
    sources(&root().join("crates/core/src/features"), &mut files);
    let words = ["AgeDemand", "gender", "sex:", "ethnic", "marri", "religio", "hukou", "birth"];
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a source");
        let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
        for line in code {
            assert!(!words.iter().any(|w| line.contains(w)), "{}: {line}", file.display());
        }
    }
}
