//! Lists the tables for the compiler, so that a new or edited table needs no change of code.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("tables");
    let own = ["occupations.tsv", "title_words.tsv", "heads.tsv", "domains.tsv"];
    let mut files: Vec<PathBuf> = own.iter().map(|name| root.join(name)).collect();
    collect(&root.join("trades"), &mut files)?;
    println!("cargo::rerun-if-changed=tables");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("tables.rs");
    let mut reference = Vec::new();
    for folder in ["certificates", "industries", "majors", "regions"] {
        collect(&root.join(folder), &mut reference)?;
    }
    let mark = format!("pub(crate) const REFERENCE_MARK: u64 = {};\n", mark(&reference)?);
    fs::write(out, listing(&root, &files) + &mark)
}

/// FNV-1a over the bytes of the reference tables: part of the fingerprint of every index.
fn mark(files: &[PathBuf]) -> io::Result<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for file in files {
        for byte in fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn collect(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(directory)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "tsv") {
            files.push(path);
        }
    }
    Ok(())
}

/// `SOURCES`: the name of each table below `tables/`, with `/`, and its text.
fn listing(root: &Path, files: &[PathBuf]) -> String {
    let mut code = String::from("pub(crate) const SOURCES: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", file.to_string_lossy());
    }
    code + "];\n"
}
