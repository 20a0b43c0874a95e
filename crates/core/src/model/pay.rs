//! What work pays.

use crate::model::flags::flags;

/// What kind of figure an ad or a person gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayKind {
    /// One figure.
    Exact,
    /// From … to ….
    Range,
    /// A floor alone: `5000+`, `六千以上`, a base pay.
    MinOnly,
    /// A ceiling alone.
    MaxOnly,
    /// No figure: 面议, or a rule that only the employer knows.
    Negotiable,
}

impl PayKind {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Range => "range",
            Self::MinOnly => "min_only",
            Self::MaxOnly => "max_only",
            Self::Negotiable => "negotiable",
        }
    }
}

/// What a figure of pay is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PayPeriod {
    /// An hour.
    Hour,
    /// A day or a night.
    Day,
    /// A week.
    Week,
    /// A month, or 26 days of live-in work.
    Month,
    /// A year.
    Year,
    /// A piece.
    Piece,
    /// A lesson.
    ClassHour,
    /// An order, a trip, a customer.
    Order,
}

impl PayPeriod {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Piece => "piece",
            Self::ClassHour => "class_hour",
            Self::Order => "order",
        }
    }

    /// What one unit is of a month, as a fraction; `None` where no month can be derived.
    ///
    /// A month has 21.75 working days and 174 hours (人社部 calculation rule of monthly working time, 2008).
    fn months(self) -> Option<(i64, i64)> {
        match self {
            Self::Hour => Some((174, 1)),
            Self::Day => Some((87, 4)),
            Self::Week => Some((87, 20)),
            Self::Month => Some((1, 1)),
            Self::Year => Some((1, 12)),
            Self::Piece | Self::ClassHour | Self::Order => None,
        }
    }
}

/// When pay is handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Settlement {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// When the job is done.
    OnCompletion,
}

impl Settlement {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::OnCompletion => "on_completion",
        }
    }
}

flags! {
    /// A set of [`PayVariable`]s.
    PayVariables(u16) of
    /// A part of the pay that varies.
    PayVariable {
        /// 提成.
        Commission = "commission",
        /// 绩效.
        Performance = "performance",
        /// 计件, 计时提成 by piece.
        PieceRate = "piece_rate",
        /// 奖金, 年终奖, 项目奖.
        Bonus = "bonus",
        /// 补贴, 补助, 差补.
        Allowance = "allowance",
        /// 加班费.
        Overtime = "overtime",
        /// 分红.
        ProfitShare = "profit_share",
        /// 返费: paid once for staying.
        Rebate = "rebate",
    }
}

/// Pay as it is written, in fen, with what can be derived from it.
///
/// Made by the pay reader only, which holds the rules: `min <= max`, a range has both, a floor no maximum.
///
/// ```
/// let pay = rengang::read::pay::read("1.5-2万·14薪").unwrap();
/// assert_eq!((pay.monthly_min(), pay.annual_max()), (Some(15_000), Some(280_000)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    pub(crate) kind: PayKind,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    pub(crate) period: Option<PayPeriod>,
    pub(crate) period_assumed: bool,
    pub(crate) months_per_year: Option<u8>,
    pub(crate) base: Option<(i64, i64)>,
    pub(crate) variable: PayVariables,
    pub(crate) probation: Option<i64>,
    pub(crate) approx: bool,
    pub(crate) settlement: Option<Settlement>,
    pub(crate) label: Option<String>,
}

impl Pay {
    /// Pay without a figure.
    #[must_use]
    pub fn negotiable() -> Self {
        Self {
            kind: PayKind::Negotiable,
            min: None,
            max: None,
            period: None,
            period_assumed: false,
            months_per_year: None,
            base: None,
            variable: PayVariables::EMPTY,
            probation: None,
            approx: false,
            settlement: None,
            label: None,
        }
    }

    /// What kind of figure it is.
    #[must_use]
    pub fn kind(&self) -> PayKind {
        self.kind
    }

    /// The lower figure in fen per [`Pay::period`].
    #[must_use]
    pub fn min_fen(&self) -> Option<i64> {
        self.min
    }

    /// The upper figure in fen per [`Pay::period`].
    #[must_use]
    pub fn max_fen(&self) -> Option<i64> {
        self.max
    }

    /// What the figures are counted by; `None` without a figure.
    #[must_use]
    pub fn period(&self) -> Option<PayPeriod> {
        self.period
    }

    /// Whether the period was not written.
    #[must_use]
    pub fn period_assumed(&self) -> bool {
        self.period_assumed
    }

    /// How many monthly pays a year has, where written (13薪, 年底双薪).
    #[must_use]
    pub fn months_per_year(&self) -> Option<u8> {
        self.months_per_year
    }

    /// The fixed base (底薪) in fen, as least and greatest figure.
    #[must_use]
    pub fn base_fen(&self) -> Option<(i64, i64)> {
        self.base
    }

    /// The parts that vary.
    #[must_use]
    pub fn variable(&self) -> PayVariables {
        self.variable
    }

    /// The pay during probation, in fen.
    #[must_use]
    pub fn probation_fen(&self) -> Option<i64> {
        self.probation
    }

    /// Whether the figure is rounded (左右, 上下, 约).
    #[must_use]
    pub fn approx(&self) -> bool {
        self.approx
    }

    /// When it is handed out, where written.
    #[must_use]
    pub fn settlement(&self) -> Option<Settlement> {
        self.settlement
    }

    /// What this figure is for, where an ad has several: `全职`, `大工`.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.label.as_deref()
    }

    /// The least pay of a month in yuan, rounded; `None` where no month can be derived.
    #[must_use]
    pub fn monthly_min(&self) -> Option<i64> {
        self.monthly(self.min?)
    }

    /// The greatest pay of a month in yuan, rounded.
    #[must_use]
    pub fn monthly_max(&self) -> Option<i64> {
        self.monthly(self.max?)
    }

    /// The least pay of a year in yuan; `None` for hours and days, whose number in a year nobody promised.
    #[must_use]
    pub fn annual_min(&self) -> Option<i64> {
        self.annual(self.min?)
    }

    /// The greatest pay of a year in yuan.
    #[must_use]
    pub fn annual_max(&self) -> Option<i64> {
        self.annual(self.max?)
    }

    fn monthly(&self, fen: i64) -> Option<i64> {
        let (times, by) = self.period?.months()?;
        Some(rounded(fen.saturating_mul(times), by.saturating_mul(FEN)))
    }

    fn annual(&self, fen: i64) -> Option<i64> {
        match self.period? {
            PayPeriod::Year => Some(rounded(fen, FEN)),
            PayPeriod::Month => {
                Some(rounded(fen.saturating_mul(i64::from(self.months_per_year.unwrap_or(12))), FEN))
            }
            _ => None,
        }
    }
}

/// Fen of a yuan.
pub(crate) const FEN: i64 = 100;

fn rounded(value: i64, by: i64) -> i64 {
    (value.saturating_add(by / 2)).div_euclid(by)
}
