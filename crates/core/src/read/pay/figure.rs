//! The figures of a pay text, each with what stands around it.

use super::words::Word;
use crate::model::FEN;
use crate::model::{PayKind, PayPeriod};
use crate::read::lex::{Kind, Token};
use crate::read::number::Number;
use std::ops::Range;

/// What a figure is of the pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Plain,
    Base,
    Total,
    Probation,
    Regular,
}

/// One figure with its context.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    low: i64,
    high: i64,
    bound: Bound,
    has_unit: bool,
    pub(super) period: Option<PayPeriod>,
    pub(super) role: Role,
    pub(super) approx: bool,
    pub(super) label: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    None,
    Floor,
    Ceiling,
}

impl Figure {
    pub(super) fn kind(&self) -> PayKind {
        match self.bound {
            _ if self.low != self.high => PayKind::Range,
            Bound::Ceiling => PayKind::MaxOnly,
            Bound::Floor => PayKind::MinOnly,
            // A base promises no more than a floor.
            Bound::None if self.role == Role::Base => PayKind::MinOnly,
            Bound::None => PayKind::Exact,
        }
    }

    pub(super) fn bounds(&self) -> (Option<i64>, Option<i64>) {
        match self.kind() {
            PayKind::MinOnly => (Some(self.low), None),
            PayKind::MaxOnly => (None, Some(self.high)),
            _ => (Some(self.low), Some(self.high)),
        }
    }

    pub(super) fn ends(&self) -> (i64, i64) {
        (self.low, self.high)
    }

    pub(super) fn min_or_max(&self) -> i64 {
        self.low
    }

    /// Under 1000 yuan and without a unit: no monthly pay can be assumed.
    pub(super) fn is_small(&self) -> bool {
        self.high < 1000 * FEN && !self.has_unit
    }

    pub(super) fn is_time_based(&self) -> bool {
        !matches!(self.period, Some(PayPeriod::Piece | PayPeriod::Order | PayPeriod::ClassHour))
            && (self.period.is_some() || !self.is_small())
    }
}

/// What the words before a figure have said so far in its part.
#[derive(Clone)]
struct Before {
    period: Option<PayPeriod>,
    role: Role,
    bound: Bound,
    approx: bool,
    extra: bool,
    label: Option<Range<usize>>,
}

impl Before {
    fn new() -> Self {
        Self { period: None, role: Role::Plain, bound: Bound::None, approx: false, extra: false, label: None }
    }

    fn take(&mut self, word: Word) {
        match word {
            Word::Period(p) => self.period = Some(p),
            Word::TotalOf(p) => (self.period, self.role) = (Some(p), Role::Total),
            Word::Floor => self.bound = Bound::Floor,
            Word::Ceiling => self.bound = Bound::Ceiling,
            Word::Approx => self.approx = true,
            Word::Base => self.role = Role::Base,
            Word::Total => self.role = Role::Total,
            Word::Probation => self.role = Role::Probation,
            Word::Regular => self.role = Role::Regular,
            Word::Extra(_) => self.extra = true,
            _ => {}
        }
    }
}

/// All figures of pay, in the order of the text.
pub(super) fn figures(tokens: &[Token<Word>], text: &str) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut before = Before::new();
    let mut at = 0;
    while at < tokens.len() {
        match tokens[at].kind {
            Kind::Number(_) => {
                let (figure, next) = figure_at(tokens, at, &before, !figures.is_empty());
                if let Some(figure) = figure.filter(|_| !before.extra) {
                    let label = before.label.clone().map(|l| text[l].to_owned());
                    figures.push(Figure { label, ..figure });
                }
                // What stood before the first figure of a part is used up, except that an extra owns all behind it.
                before = Before { extra: before.extra, ..Before::new() };
                at = next;
                continue;
            }
            Kind::Word(word) => before.take(word),
            Kind::Mark(c) if parts(c) => before = Before { period: carried(&before, c), ..Before::new() },
            Kind::Mark(_) => {}
            Kind::Other => {
                let start = before.label.as_ref().map_or(tokens[at].span.start, |l| l.start);
                before.label = Some(start..tokens[at].span.end);
            }
        }
        at += 1;
    }
    figures
}

/// `按张：室内300` keeps the period across the colon and the space; a new part begins without one.
fn carried(before: &Before, mark: char) -> Option<PayPeriod> {
    if matches!(mark, ':' | '、') { before.period } else { None }
}

fn parts(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | '(' | ')' | '、' | '+' | '。' | ':' | '\n' | '·' | '•' | '|' | '[' | ']' | '【' | '】'
    )
}

/// The figure that begins at the number `at`, and the token after it; `None` where the number is no pay.
fn figure_at(tokens: &[Token<Word>], at: usize, before: &Before, later: bool) -> (Option<Figure>, usize) {
    let (low, high, mut next) = ends(tokens, at);
    let mut after = After::default();
    while let Some(token) = tokens.get(next) {
        if !after.take(token, tokens, next) {
            break;
        }
        next += 1;
    }
    let small_count = after.counted || is_days(tokens, at);
    if small_count || (after.months && high.high_whole() <= 36) || high.high_milli == 0 {
        return (None, next.max(at + 1));
    }
    (Some(build(low, high, before, &after, later)), next.max(at + 1))
}

fn build(low: Number, high: Number, before: &Before, after: &After, later: bool) -> Figure {
    let fen = |milli: i64| milli.saturating_mul(FEN) / 1000;
    let mut ends = (fen(low.milli), fen(high.high_milli));
    if ends.0 > ends.1 {
        ends = (ends.1, ends.0);
    }
    // A rough figure behind a floor with a plus sums it up: 3800+提成, 约5500-8000.
    let summed = before.approx && later && before.role == Role::Plain;
    let role = after.role.unwrap_or(if summed { Role::Total } else { before.role });
    let bound = if after.bound == Bound::None { before.bound } else { after.bound };
    Figure {
        low: ends.0,
        high: ends.1,
        bound,
        has_unit: low.unit.or(high.unit).is_some_and(|u| u >= 1000),
        period: after.period.or(before.period),
        role,
        approx: before.approx || after.approx,
        label: None,
    }
}

/// Both ends of a figure and the token behind it. Units are shared as the module's first rule says.
fn ends(tokens: &[Token<Word>], at: usize) -> (Number, Number, usize) {
    let number = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Number(n)) => Some(n),
        _ => None,
    };
    let word = |i: usize| match tokens.get(i).map(|t| t.kind) {
        Some(Kind::Word(w)) => Some(w),
        _ => None,
    };
    let first = number(at).unwrap_or(Number { milli: 0, high_milli: 0, unit: None, len: 0 });
    let mut to = at + 1;
    if word(to) == Some(Word::Yuan) {
        to += 1;
    }
    let second = (word(to) == Some(Word::To)).then(|| number(to + 1)).flatten();
    match second {
        Some(second) => {
            let (low, high) = shared_unit(first, second);
            (low, high, to + 2)
        }
        None => (first, first, at + 1),
    }
}

fn shared_unit(low: Number, high: Number) -> (Number, Number) {
    match (low.unit, high.unit) {
        (None, Some(unit)) if low.milli < 1_000_000 && low.milli.saturating_mul(unit) <= high.high_milli => {
            (low.scaled(unit), high)
        }
        (None, Some(unit)) if low.milli < 100_000 && unit >= 1000 => (low.scaled(unit), high),
        (Some(unit), None) if high.milli < 1_000_000 && unit >= 1000 => (low, high.scaled(unit)),
        _ => (low, high),
    }
}

/// `/26天`, `*13`: a month of live-in work, months of a year; the number is no pay.
fn is_days(tokens: &[Token<Word>], at: usize) -> bool {
    at > 0 && matches!(tokens[at - 1].kind, Kind::Mark('/' | '*' | '×') | Kind::Word(Word::Times))
}

/// What stands behind a figure.
struct After {
    period: Option<PayPeriod>,
    role: Option<Role>,
    bound: Bound,
    approx: bool,
    counted: bool,
    months: bool,
    yuan: bool,
    slash: bool,
}

impl Default for After {
    fn default() -> Self {
        Self {
            period: None,
            role: None,
            bound: Bound::None,
            approx: false,
            counted: false,
            months: false,
            yuan: false,
            slash: false,
        }
    }
}

impl After {
    /// Takes the token in; `false` where it does not belong to the figure.
    fn take(&mut self, token: &Token<Word>, tokens: &[Token<Word>], at: usize) -> bool {
        match token.kind {
            Kind::Word(word) => return self.take_word(word, tokens, at),
            Kind::Mark('/') => self.slash = true,
            Kind::Number(n) if self.slash && n.whole() >= 20 => self.period = Some(PayPeriod::Month),
            Kind::Mark('+') => return self.take_plus(tokens, at),
            _ => return false,
        }
        true
    }

    fn take_word(&mut self, word: Word, tokens: &[Token<Word>], at: usize) -> bool {
        let direct = matches!(tokens[at - 1].kind, Kind::Number(_));
        match word {
            Word::Yuan => self.yuan = true,
            Word::Period(p) => self.period = self.period.or(Some(p)),
            Word::Behind(_) if self.period == Some(PayPeriod::Month) => {}
            // 12万年 is a year's pay; 5年, 26天, 8小时 are counts.
            Word::Behind(p) if self.yuan || self.slash || large(tokens, at) => self.period = Some(p),
            Word::Behind(_) => self.counted = true,
            Word::Floor => self.bound = Bound::Floor,
            Word::Ceiling => self.bound = Bound::Ceiling,
            Word::Approx => self.approx = true,
            Word::Base => self.role = Some(Role::Base),
            Word::Count if direct => self.counted = true,
            Word::MonthlyPays if direct => self.months = true,
            _ => return false,
        }
        true
    }

    /// A plus makes a floor where nothing or a part that varies follows; it never belongs to the figure itself.
    fn take_plus(&mut self, tokens: &[Token<Word>], at: usize) -> bool {
        let opens = match tokens.get(at + 1).map(|t| t.kind) {
            None => true,
            Some(Kind::Mark(c)) => c != '+',
            Some(Kind::Word(Word::Benefit | Word::Extra(crate::model::PayVariable::Allowance))) => false,
            Some(Kind::Word(Word::Period(_))) => true,
            Some(_) => true,
        };
        if opens && self.bound == Bound::None {
            self.bound = Bound::Floor;
        }
        matches!(tokens.get(at + 1).map(|t| t.kind), Some(Kind::Word(Word::Period(_) | Word::Behind(_))))
    }
}

fn large(tokens: &[Token<Word>], at: usize) -> bool {
    matches!(tokens[at - 1].kind, Kind::Number(n) if n.unit.is_some_and(|u| u >= 1000))
}
