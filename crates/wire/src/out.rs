//! What leaves the process.

use rengang::{Error, For, MatchOptions, Ranking, Relaxation, Side, Snapshot};
use serde::Serialize;

/// A ranking with, for every match, its two sides and the reasons in Chinese.
#[derive(Debug, Serialize)]
struct RankingJson<'a> {
    query: &'a str,
    judged: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    matched: Option<usize>,
    matches: Vec<MatchJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relaxation: Option<&'a Relaxation>,
}

#[derive(Debug, Serialize)]
struct MatchJson<'a> {
    rank: usize,
    id: &'a str,
    score: u32,
    seeker: u32,
    employer: u32,
    /// The code of the one rule that a possible match breaks.
    bent: Option<&'static str>,
    parts: Vec<PartJson>,
}

#[derive(Debug, Serialize)]
struct PartJson {
    part: &'static str,
    fit: Option<u16>,
    weight: u16,
    points: u16,
}

/// A ranking as one JSON object, with what the person could loosen where that was asked.
///
/// # Errors
/// What [`Snapshot::breakdown`] gives for an id that is not in the snapshot.
pub fn ranking_json(
    snapshot: &Snapshot<'_>,
    queries: For,
    ranking: &Ranking,
    options: &MatchOptions,
    relaxation: Option<&Relaxation>,
) -> Result<String, Error> {
    let hits = ranking.matches.iter().enumerate().map(|(place, hit)| {
        let breakdown = match queries {
            For::Candidates => snapshot.breakdown(&ranking.query, &hit.id, options)?,
            For::Postings => snapshot.breakdown(&hit.id, &ranking.query, options)?,
        };
        let part = |p: &rengang::PartScore| PartJson {
            part: p.part.code(),
            fit: match p.fit {
                rengang::Fit::Known(fit) => Some(fit),
                rengang::Fit::Unknown => None,
            },
            weight: p.weight,
            points: p.points,
        };
        Ok(MatchJson {
            rank: place + 1,
            id: &hit.id,
            score: hit.score,
            seeker: breakdown.side(Side::Seeker),
            employer: breakdown.side(Side::Employer),
            bent: hit.bent.map(rengang::RefusalCode::code),
            parts: breakdown.parts().iter().map(part).collect(),
        })
    });
    let matches = hits.collect::<Result<_, Error>>()?;
    let Ranking { query, judged, matched, .. } = ranking;
    let json = RankingJson { query, judged: *judged, matched: *matched, matches, relaxation };
    Ok(serde_json::to_string(&json).expect("a ranking is texts and numbers"))
}

/// A judged pair with what the engine made of it: grade, reason, score, refusals, fits of the known parts.
#[must_use]
pub fn pair_json(query: &str, doc: &str, grade: u8, reason: &str, breakdown: &rengang::Breakdown) -> String {
    let fits = breakdown.parts().iter().filter_map(|p| match p.fit {
        rengang::Fit::Known(fit) => Some((p.part.code(), fit)),
        rengang::Fit::Unknown => None,
    });
    let refused: Vec<&str> = breakdown.refusals().iter().map(|r| r.code.code()).collect();
    let json = serde_json::json!({
        "query": query,
        "doc": doc,
        "grade": grade,
        "reason": reason,
        "score": breakdown.score(),
        "refused": refused,
        "parts": fits.collect::<std::collections::BTreeMap<_, _>>(),
    });
    json.to_string()
}
