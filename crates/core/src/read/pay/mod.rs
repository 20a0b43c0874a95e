//! Pay: `8千-1.2万/月`, `1.5-2万·14薪`, `底薪3000+提成`, `25元/小时，日结`, `三千五`.
//!
//! ```text
//! pay     := part (mark part)*                      marks: , ; ( ) 、 + or a line
//! part    := (prefix* figure suffix*)*              everything else only sets settlement, variable parts, 13薪
//! figure  := number [元] [(- ~ 至 到) number [元]]
//! prefix  := period (月薪 时薪 年薪 一单 …) | floor (最少 不低于) | ceiling | role (底薪 综合 试用期 转正 …) | label
//! suffix  := 元 | period (/月 每小时 /年 …) | floor (以上 起 +) | ceiling (以下 以内) | 左右 | role
//! ```
//! - A unit after the right number goes to the left one where that has none and is small enough for it.
//! - Without a period, 1000 and more is a month and says that this was assumed; less stays without a period.
//! - 底薪 is a floor. A figure of the whole (综合, 月均, 年入) wins over it, and the base is kept beside.
//! - A number that stands behind an allowance, bonus or rebate, or before %, 倍, 分钟 …, is no pay.
//! - 面议 and any text without a figure is negotiable; a figure beside 面议 counts.
//! - Several figures with names of their own (`全职`, `大工`) give one main pay and labelled others.

mod figure;
mod words;

use crate::model::{Pay, PayKind, PayPeriod, PayVariables, Settlement};
use crate::read::lex::{Kind, Token};
use figure::{Figure, Role};
use words::{VOCABULARY, Word};

/// Everything that a text says about pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayReading {
    /// The main pay.
    pub main: Pay,
    /// Other figures, for other grades, forms or periods.
    pub others: Vec<Pay>,
}

/// Reads a pay text; `None` for an empty one.
#[must_use]
pub fn read(text: &str) -> Option<Pay> {
    read_all(rengang_text::fold(text).as_str()).map(|reading| reading.main)
}

/// Reads a folded pay text with all of its figures; `None` for an empty one.
#[must_use]
pub fn read_all(folded: &str) -> Option<PayReading> {
    if folded.trim().is_empty() {
        return None;
    }
    let tokens = VOCABULARY.lex(folded);
    let figures = figure::figures(&tokens, folded);
    let shared = Shared::of(&tokens);
    Some(assemble(figures, &shared))
}

/// What a text says about pay as a whole.
#[derive(Default)]
struct Shared {
    settlement: Option<Settlement>,
    variable: PayVariables,
    months: Option<u8>,
}

impl Shared {
    fn of(tokens: &[Token<Word>]) -> Self {
        let mut shared = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Word(Word::Settlement(s)) => shared.settlement = shared.settlement.or(Some(s)),
                Kind::Word(Word::Variable(v) | Word::Extra(v)) => shared.variable.insert(v),
                Kind::Word(Word::DoublePay) => shared.months = shared.months.or(Some(13)),
                Kind::Word(Word::MonthlyPays) => shared.months = months_before(tokens, at).or(shared.months),
                Kind::Mark('*' | '×') | Kind::Word(Word::Times) => {
                    shared.months = shared.months.or(months_behind(tokens, at));
                }
                _ => {}
            }
        }
        shared
    }
}

/// `14` in `14薪`; fewer than 12 or more than 36 pays a year are something else.
fn months_before(tokens: &[Token<Word>], at: usize) -> Option<u8> {
    match tokens.get(at.checked_sub(1)?)?.kind {
        Kind::Number(n) if (12..=36).contains(&n.high_whole()) => u8::try_from(n.high_whole()).ok(),
        _ => None,
    }
}

/// `13` in `12k*13`.
fn months_behind(tokens: &[Token<Word>], at: usize) -> Option<u8> {
    let figure = at.checked_sub(1).and_then(|before| tokens.get(before));
    let Kind::Number(_) = figure?.kind else { return None };
    match tokens.get(at + 1)?.kind {
        Kind::Number(n) if (12..=24).contains(&n.whole()) => u8::try_from(n.whole()).ok(),
        _ => None,
    }
}

fn assemble(mut figures: Vec<Figure>, shared: &Shared) -> PayReading {
    inherit_periods(&mut figures);
    let probation = take_probation(&mut figures);
    let base = figures.iter().find(|f| f.role == Role::Base).map(Figure::ends);
    let Some(main) = main_figure(&figures) else {
        let mut pay = Pay::negotiable();
        pay.settlement = shared.settlement;
        pay.variable = shared.variable;
        return PayReading { main: pay, others: Vec::new() };
    };
    let chosen = figures.remove(main);
    let mut pay = to_pay(chosen, shared);
    pay.base = base;
    pay.probation = probation;
    pay.variable = shared.variable;
    pay.settlement = shared.settlement;
    let others = figures.into_iter().filter(|f| f.role != Role::Base).map(|f| to_pay(f, shared)).collect();
    PayReading { main: pay, others }
}

/// A figure without a period takes that of the one before it where both are small (`大工三百五一天，小工两百`).
fn inherit_periods(figures: &mut [Figure]) {
    let mut before: Option<PayPeriod> = None;
    for figure in figures {
        let by_piece = matches!(before, Some(PayPeriod::Piece | PayPeriod::Order | PayPeriod::ClassHour));
        if figure.period.is_none() && (figure.is_small() || by_piece) {
            figure.period = before;
        }
        before = figure.period;
    }
}

/// Takes out the pay of the probation: named so, or the first figure where a later one is named as the regular pay.
fn take_probation(figures: &mut Vec<Figure>) -> Option<i64> {
    let named = figures.iter().position(|f| f.role == Role::Probation && f.period != Some(PayPeriod::Day));
    let named = named.or_else(|| {
        let regular = figures.iter().position(|f| f.role == Role::Regular)?;
        (regular > 0 && figures[0].role == Role::Plain && figures[0].label.is_none()).then_some(0)
    });
    match named {
        Some(at) if figures.len() > 1 => Some(figures.remove(at).min_or_max()),
        _ => None,
    }
}

/// The figure of the whole, then the regular one, then one that a month can be derived from, then any.
fn main_figure(figures: &[Figure]) -> Option<usize> {
    let first = |test: &dyn Fn(&Figure) -> bool| figures.iter().position(test);
    first(&|f| f.role == Role::Total && f.label.is_none())
        .or_else(|| first(&|f| f.role == Role::Regular))
        .or_else(|| first(&|f| f.role == Role::Plain && f.is_time_based()))
        .or_else(|| first(&|f| f.role == Role::Base))
        .or_else(|| (!figures.is_empty()).then_some(0))
}

fn to_pay(figure: Figure, shared: &Shared) -> Pay {
    let assumed = figure.period.is_none() && !figure.is_small();
    let period = if assumed { Some(PayPeriod::Month) } else { figure.period };
    let mut pay = Pay::negotiable();
    pay.kind = figure.kind();
    (pay.min, pay.max) = figure.bounds();
    pay.period = period;
    pay.period_assumed = assumed;
    pay.approx = figure.approx;
    pay.months_per_year = shared.months.filter(|_| period == Some(PayPeriod::Month));
    if pay.kind == PayKind::Exact && pay.min != pay.max {
        pay.kind = PayKind::Range;
    }
    pay.label = figure.label;
    pay
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kind: PayKind, figures: (Option<i64>, Option<i64>), period: Option<PayPeriod>) {
        let pay = read(text).unwrap();
        let yuan = (pay.min.map(|f| f / 100), pay.max.map(|f| f / 100));
        assert_eq!((pay.kind, yuan, pay.period), (kind, figures, period), "{text}: {pay:?}");
    }

    const MONTH: Option<PayPeriod> = Some(PayPeriod::Month);

    #[test]
    fn units_reach_the_left_number_of_a_range() {
        check("1.2-1.8万", PayKind::Range, (Some(12_000), Some(18_000)), MONTH);
        check("7k~1.1w", PayKind::Range, (Some(7000), Some(11_000)), MONTH);
        check("八千到一万二", PayKind::Range, (Some(8000), Some(12_000)), MONTH);
        check("六到八千", PayKind::Range, (Some(6000), Some(8000)), MONTH);
        check("9000-1.3万元/月", PayKind::Range, (Some(9000), Some(13_000)), MONTH);
    }

    #[test]
    fn floors_ceilings_and_rough_figures() {
        check("不低于5500", PayKind::MinOnly, (Some(5500), None), MONTH);
        check("九千往上", PayKind::MinOnly, (Some(9000), None), MONTH);
        check("最高一万", PayKind::MaxOnly, (None, Some(10_000)), MONTH);
        assert!(read("六千上下").unwrap().approx);
        check("一个月五六千就行", PayKind::Range, (Some(5000), Some(6000)), MONTH);
    }

    #[test]
    fn periods_stand_before_or_behind() {
        check("工时费30元一小时", PayKind::Exact, (Some(30), Some(30)), Some(PayPeriod::Hour));
        check("一天两百六", PayKind::Exact, (Some(260), Some(260)), Some(PayPeriod::Day));
        check("13800-16800/26天", PayKind::Range, (Some(13_800), Some(16_800)), MONTH);
        check("年收入约8-9万", PayKind::Range, (Some(80_000), Some(90_000)), Some(PayPeriod::Year));
        check("7元/单", PayKind::Exact, (Some(7), Some(7)), Some(PayPeriod::Order));
        check("150", PayKind::Exact, (Some(150), Some(150)), None);
    }

    #[test]
    fn the_whole_wins_over_the_base_and_allowances_are_no_pay() {
        check("底薪4000+提成，综合8000-12000", PayKind::Range, (Some(8000), Some(12_000)), MONTH);
        check("5000保底+提成", PayKind::MinOnly, (Some(5000), None), MONTH);
        check(
            "26元/时，夜班补贴15元，全勤奖200",
            PayKind::Exact,
            (Some(26), Some(26)),
            Some(PayPeriod::Hour),
        );
        check("4500+30%提成", PayKind::MinOnly, (Some(4500), None), MONTH);
        check("全年13薪，5-8K", PayKind::Range, (Some(5000), Some(8000)), MONTH);
    }

    #[test]
    fn probation_and_labelled_figures_are_kept_apart() {
        let pay = read("4800起，转正5500-7000").unwrap();
        assert_eq!((pay.monthly_min(), pay.probation_fen()), (Some(5500), Some(480_000)));
        let all = read_all("兼职25元/时,全职4800-6200").unwrap();
        assert_eq!(all.others.len(), 1);
        assert_eq!(all.others[0].label(), Some("全职"));
    }

    #[test]
    fn text_without_a_figure_is_negotiable() {
        check("按国家有关规定", PayKind::Negotiable, (None, None), None);
        assert_eq!(read(" "), None);
    }
}
