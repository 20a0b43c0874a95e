//! Spans of time in words: `一年半`, `半年`, `1-3年`, `两年以上`, `18个月`.

use crate::read::lex::{Kind, Token};
use crate::read::number::Number;

/// What a word means in a span of time; vocabularies of readers map their words to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TimeWord {
    /// 年, 周年.
    Years,
    /// 个月.
    Months,
    /// 半年.
    HalfYear,
    /// 半, behind a span of years.
    Half,
    /// 多, 余, 来, 几: a little more.
    Odd,
    /// Between the ends of a range.
    To,
    /// At least.
    Floor,
    /// At most.
    Ceiling,
}

/// A span of time in months: the ends as written, and whether they are limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Months {
    /// The figure, or the lower end.
    pub low: u16,
    /// The figure, or the upper end.
    pub high: u16,
    /// At least this much.
    pub floor: bool,
    /// At most this much.
    pub ceiling: bool,
    /// The token after it.
    pub next: usize,
}

/// Longer is no working life; the cap keeps the sums small.
const CAP: i64 = 80 * 12;

/// The span of time that begins at token `at`, if one does. `word` gives the meaning of a token.
pub(crate) fn months_at<T: Copy>(
    tokens: &[Token<T>],
    at: usize,
    word: impl Fn(T) -> Option<TimeWord>,
) -> Option<Months> {
    let meaning = |i: usize| match tokens.get(i)?.kind {
        Kind::Word(w) => word(w),
        _ => None,
    };
    let (mut low, mut high, mut next) = match tokens[at].kind {
        Kind::Word(w) if word(w) == Some(TimeWord::HalfYear) => (6, 6, at + 1),
        Kind::Number(n) => figure(tokens, at, n, &meaning)?,
        _ => return None,
    };
    if meaning(next) == Some(TimeWord::Half) {
        (low, high, next) = (low + 6, high + 6, next + 1);
    }
    if meaning(next) == Some(TimeWord::Odd) {
        next += 1;
    }
    let floor = meaning(next) == Some(TimeWord::Floor);
    let ceiling = meaning(next) == Some(TimeWord::Ceiling);
    let cap = |months: i64| u16::try_from(months.min(CAP)).unwrap_or_default();
    Some(Months {
        low: cap(low),
        high: cap(high.max(low)),
        floor,
        ceiling,
        next: next + usize::from(floor || ceiling),
    })
}

type Ends = (i64, i64, usize);

/// `3年`, `1-3年`, `半年到一年`-like ranges and `10多年`.
fn figure<T: Copy>(
    tokens: &[Token<T>],
    at: usize,
    n: Number,
    meaning: &impl Fn(usize) -> Option<TimeWord>,
) -> Option<Ends> {
    let mut next = at + 1;
    if meaning(next) == Some(TimeWord::Odd) {
        next += 1;
    }
    if let Some(unit) = unit(meaning(next)) {
        let first = (scaled(n.milli, unit), scaled(n.high_milli, unit));
        return Some(
            second_end(tokens, next + 1, meaning)
                .map_or((first.0, first.1, next + 1), |(high, after)| (first.0, high, after)),
        );
    }
    // 1-3年: the unit stands behind the second number only.
    let to = matches!(tokens.get(next)?.kind, Kind::Mark('-' | '~' | '—' | '–'))
        || meaning(next) == Some(TimeWord::To);
    let Kind::Number(second) = tokens.get(next + 1).filter(|_| to)?.kind else { return None };
    let unit = unit(meaning(next + 2))?;
    Some((scaled(n.milli, unit), scaled(second.high_milli, unit), next + 3))
}

fn second_end<T: Copy>(
    tokens: &[Token<T>],
    at: usize,
    meaning: &impl Fn(usize) -> Option<TimeWord>,
) -> Option<(i64, usize)> {
    let to = meaning(at) == Some(TimeWord::To)
        || matches!(tokens.get(at)?.kind, Kind::Mark('-' | '~' | '—' | '–'));
    let Kind::Number(n) = tokens.get(at + 1).filter(|_| to)?.kind else { return None };
    Some((scaled(n.high_milli, unit(meaning(at + 2))?), at + 3))
}

fn unit(word: Option<TimeWord>) -> Option<i64> {
    match word? {
        TimeWord::Years => Some(12),
        TimeWord::Months => Some(1),
        _ => None,
    }
}

fn scaled(milli: i64, unit: i64) -> i64 {
    (milli.min(1_000_000) * unit) / 1000
}
