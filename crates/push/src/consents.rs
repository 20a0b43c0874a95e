//! Consents that are taken back while a run goes on.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::error::{Result, file};
use crate::facts::Consents;

/// A file to which others add lines while a run goes on: `ID` takes the consent back, `ID<tab>impersonal` switches
/// personalisation off. It is read on from where it was left; a file that is not there is empty.
#[derive(Debug)]
pub struct WithdrawalFile {
    path: PathBuf,
    read: u64,
    withdrawn: BTreeSet<String>,
    impersonal: BTreeSet<String>,
}

impl WithdrawalFile {
    /// The withdrawals in the file `path`.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), read: 0, withdrawn: BTreeSet::new(), impersonal: BTreeSet::new() }
    }

    fn take(&mut self, line: &str) {
        match line.split_once('\t') {
            Some((id, "impersonal")) => self.impersonal.insert(id.to_owned()),
            Some((id, _)) => self.withdrawn.insert(id.to_owned()),
            None => self.withdrawn.insert(line.to_owned()),
        };
    }
}

impl Consents for WithdrawalFile {
    fn refresh(&mut self) -> Result<()> {
        let path = self.path.clone();
        let io = file("reading", &path);
        let mut source = match File::open(&path) {
            Ok(source) => source,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(io(error)),
        };
        source.seek(SeekFrom::Start(self.read)).map_err(&io)?;
        let (mut lines, mut line) = (BufReader::new(source), String::new());
        // A line without its end is still being written: it is read next time.
        while lines.read_line(&mut line).map_err(&io)? > 0 && line.ends_with('\n') {
            self.read += line.len() as u64;
            let whole = line.trim_end_matches(['\r', '\n']);
            if !whole.is_empty() {
                self.take(whole);
            }
            line.clear();
        }
        Ok(())
    }

    fn withdrawn(&self, id: &str) -> bool {
        self.withdrawn.contains(id)
    }

    fn impersonal(&self, id: &str) -> bool {
        self.impersonal.contains(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn lines_count_from_the_moment_they_are_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("withdrawn");
        let mut consents = WithdrawalFile::new(&path);
        consents.refresh().unwrap();
        let mut out = File::create(&path).unwrap();
        let mut check = |text: &str| {
            out.write_all(text.as_bytes()).unwrap();
            consents.refresh().unwrap();
            [consents.withdrawn("P1"), consents.withdrawn("P22"), consents.impersonal("P3")]
        };
        assert_eq!(check("P1\nP2"), [true, false, false]);
        assert_eq!(check("2\r\nP3\timpersonal\n"), [true, true, true]);
    }
}
