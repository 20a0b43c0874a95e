//! The operators' page as an operator follows it, and what goes wrong on the way.
#![allow(clippy::unwrap_used, reason = "in a test a failure is a failed test")]
#![allow(clippy::disallowed_methods, reason = "the children of a test are told where the command lies")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};

const RENGANG: &str = env!("CARGO_BIN_EXE_rengang");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A folder in which the repository's own paths lead where they should.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["tests", "docs"] {
        std::os::unix::fs::symlink(root().join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// A receiver that takes everything and tells the keys; it ends with the test.
fn receiver() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/push", listener.local_addr().unwrap());
    let (told, keys) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            while let Some((key, length)) = head(&mut lines) {
                lines.read_exact(&mut vec![0; length]).unwrap();
                told.send(key).unwrap();
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
            }
        }
    });
    (url, keys)
}

/// Idempotency key and length of the body of the next request on a connection.
fn head(lines: &mut impl BufRead) -> Option<(String, usize)> {
    let (mut key, mut length, mut line) = (String::new(), 0, String::new());
    while lines.read_line(&mut line).ok()? > 0 {
        let (name, value) = line.trim_end().split_once(": ").unwrap_or((line.trim_end(), ""));
        match name.to_lowercase().as_str() {
            "" => return Some((key, length)),
            "idempotency-key" => key = value.to_owned(),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
        line.clear();
    }
    None
}

/// Runs lines of a shell with `rengang` on its path.
fn shell(folder: &Path, lines: &str, receiver: &str) -> Output {
    let own = Path::new(RENGANG).parent().unwrap().display().to_string();
    let path = format!("{own}:{}", std::env::var("PATH").unwrap());
    let mut bash = Command::new("bash");
    bash.args(["-euc", lines]).current_dir(folder).env("PATH", path).env("RECEIVER", receiver);
    bash.stdin(Stdio::null()).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_command_of_the_operators_page_works_as_it_stands_there() {
    let page = std::fs::read_to_string(root().join("docs/push.md")).unwrap();
    let blocks: Vec<&str> =
        page.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 8, "{}", blocks.len());
    let (folder, (url, keys)) = (folder(), receiver());
    for block in blocks {
        let output = shell(folder.path(), block, &url);
        assert!(output.status.success(), "{block}{}{}", text(&output.stdout), text(&output.stderr));
        for line in text(&output.stdout).lines() {
            let is_table = !line.starts_with(['→', '{', ' ']) && !line.contains('：') && !line.contains('，');
            assert!(!is_table || line.chars().count() <= 100, "fits a terminal: {line}");
        }
    }
    let digests = std::fs::read_to_string(folder.path().join("digests.jsonl")).unwrap();
    let night = digests.lines().filter(|line| line.contains("\"date\":\"2026-11-22\"")).count();
    assert_eq!(keys.try_iter().count(), night, "the receiver has the digests of the night with a sink");
    let qrels = std::fs::read_to_string(folder.path().join("qrels.tsv")).unwrap();
    assert_eq!(qrels.lines().count(), 1, "{qrels}");
}

/// Makes a small index; gives the folder and the words of a run on it.
fn trial() -> (tempfile::TempDir, String) {
    let folder = folder();
    let begin = "head -20 tests/collection/profiles.jsonl | sed 's/^{/{\"consent\": true, /' > people.jsonl\n\
                 rengang index build idx --postings tests/collection/postings.jsonl --candidates people.jsonl \
                 --as-of 2026-11-20\n(umask 077; head -c 48 /dev/urandom | base64 > push.key)";
    assert!(shell(folder.path(), begin, "").status.success());
    let night = "rengang push run --index idx --ledger push.ledger --key push.key --now 2026-11-20T02:00 --out out.jsonl";
    (folder, night.to_owned())
}

#[test]
fn a_missing_key_says_how_one_is_made_and_another_key_is_told() {
    let (folder, night) = trial();
    let output = shell(folder.path(), &night.replace("push.key", "other.key"), "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("umask 077; head -c 48 /dev/urandom | base64 > other.key"));
    assert!(!folder.path().join("push.ledger").exists(), "nothing was begun");
    assert!(shell(folder.path(), &night, "").status.success());
    let other =
        format!("head -c 48 /dev/urandom | base64 > other.key; {}", night.replace("push.key", "other.key"));
    let output = shell(folder.path(), &other, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("[push.secret_foreign]"), "{}", text(&output.stderr));
}

#[test]
fn a_run_that_is_complete_writes_nothing_more_and_says_so() {
    let (folder, night) = trial();
    assert!(shell(folder.path(), &night, "").status.success());
    let before = std::fs::read(folder.path().join("out.jsonl")).unwrap();
    let output = shell(folder.path(), &night, "");
    assert!(text(&output.stdout).contains("was complete"), "{}", text(&output.stdout));
    assert_eq!(std::fs::read(folder.path().join("out.jsonl")).unwrap(), before);
}

#[test]
fn a_receiver_that_is_not_there_leaves_everything_waiting_for_the_next_run() {
    let (folder, night) = trial();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let sink = format!("{night} --sink webhook http://{closed}/ --sink-tries 1");
    let output = shell(folder.path(), &sink, "");
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("start the same run again"));
    let (url, keys) = receiver();
    let output = shell(folder.path(), &format!("{night} --sink webhook {url}"), "");
    assert!(output.status.success(), "{}", text(&output.stderr));
    let lines = std::fs::read_to_string(folder.path().join("out.jsonl")).unwrap().lines().count();
    assert_eq!(keys.try_iter().count(), lines);
}

#[test]
fn whoever_is_forgotten_is_not_in_the_ledger_any_more() {
    let (folder, night) = trial();
    assert!(shell(folder.path(), &night, "").status.success());
    let files = "--ledger push.ledger --key push.key D1-P02";
    let person = format!("rengang push ledger person {files}");
    assert!(text(&shell(folder.path(), &person, "").stdout).contains("2026-11-20  daily"));
    assert!(shell(folder.path(), &format!("rengang push ledger erase {files}"), "").status.success());
    assert_eq!(shell(folder.path(), &person, "").status.code(), Some(1), "nothing is found");
}

#[test]
fn people_who_were_never_asked_get_nothing_and_the_operator_learns_why() {
    let (folder, night) = trial();
    let update = "rengang index update idx --candidates tests/collection/profiles.jsonl --as-of 2026-11-20";
    assert!(shell(folder.path(), update, "").status.success());
    let output = shell(folder.path(), &night, "");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("the field `consent`"), "{}", text(&output.stderr));
}
