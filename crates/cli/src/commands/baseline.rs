//! BM25 over the texts of the records: what a search engine without rules would list.

use rengang::Snapshot;
use rengang::model::{RawCandidate, RawPosting};
use rengang_eval::{Bm25, Judgements, Protocol, Run, Score, Scores};
use rengang_text::{Analyzer, fold};

use crate::failure::Failure;

/// Records of one kind: ids and words, side by side.
#[derive(Default)]
struct Texts {
    ids: Vec<String>,
    words: Vec<Vec<String>>,
}

/// The figures of BM25: postings for persons, and persons for postings.
pub fn bm25(
    snapshot: &Snapshot<'_>,
    analyzer: &Analyzer,
    judgements: &Judgements,
) -> Result<(Scores, Scores), Failure> {
    let (export, mut posts, mut people) = (snapshot.export(), Texts::default(), Texts::default());
    for line in export.postings() {
        let raw: RawPosting = serde_json::from_str(&line?).expect("an export holds native records");
        posts.add(raw.id(), analyzer, raw.texts().map(|(_, text)| text));
    }
    for line in export.candidates() {
        let raw: RawCandidate = serde_json::from_str(&line?).expect("an export holds native records");
        people.add(raw.id(), analyzer, raw.texts().map(|(_, text)| text));
    }
    let score = |judgements: &Judgements, run: &Run| Protocol::house().score(judgements, run);
    Ok((score(judgements, &posts.run_of(&people)), score(&judgements.inverted(), &people.run_of(&posts))))
}

impl Texts {
    fn add<'t>(&mut self, id: &str, analyzer: &Analyzer, texts: impl Iterator<Item = &'t str>) {
        let mut words = Vec::new();
        for text in texts {
            words.extend(analyzer.words(fold(text).as_str()).map(str::to_owned));
        }
        self.ids.push(id.to_owned());
        self.words.push(words);
    }

    /// These records in the order of BM25 for every one of `queries`; what shares no word is left out.
    fn run_of(&self, queries: &Self) -> Run {
        let bm25 = Bm25::new(self.words.iter().cloned());
        let mut places = Vec::new();
        for (query, words) in queries.ids.iter().zip(&queries.words) {
            for (id, score) in self.ids.iter().zip(bm25.scores(words)) {
                let score = Score::new(score).filter(|_| score > 0.0);
                places.extend(score.map(|score| (query.clone(), id.clone(), score)));
            }
        }
        places.into_iter().collect()
    }
}
