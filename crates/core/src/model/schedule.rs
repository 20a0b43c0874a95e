//! Working time.

use crate::model::flags::flags;
use crate::model::{Answer, Evidence};

/// How rest is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Rest {
    /// Two days a week.
    TwoDays,
    /// One day a week.
    OneDay,
    /// One and two days in turn (大小周, 单双休).
    Alternate,
    /// A number of days a month.
    Monthly,
    /// Four on, two off.
    FourOnTwoOff,
    /// A day on, a day or more off (上24休24, 上24休48).
    DayOnDaysOff,
    /// Blocks of weeks (上20天休10天).
    Blocks,
}

impl Rest {
    /// The stable code that leaves the process.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TwoDays => "two_days",
            Self::OneDay => "one_day",
            Self::Alternate => "alternate",
            Self::Monthly => "monthly",
            Self::FourOnTwoOff => "four_on_two_off",
            Self::DayOnDaysOff => "day_on_days_off",
            Self::Blocks => "blocks",
        }
    }
}

flags! {
    /// A set of [`Shift`]s: those that an ad has or lets choose from.
    Shifts(u16) of
    /// A way of working in shifts.
    Shift {
        /// Days only.
        Day = "day",
        /// Nights.
        Night = "night",
        /// Two shifts in turn.
        TwoShift = "two_shift",
        /// Three shifts in turn.
        ThreeShift = "three_shift",
        /// Four crews in two or three shifts (四班两倒, 四班三运转).
        FourCrews = "four_crews",
        /// In turn, without saying how.
        Rotating = "rotating",
        /// Round the clock, then off.
        RoundTheClock = "round_the_clock",
        /// Flexible or by one's own choice.
        Flexible = "flexible",
        /// Early shift.
        Early = "early",
        /// Late shift, up to about midnight.
        Late = "late",
    }
}

/// A stretch of the day, in minutes after midnight; an end of 1440 or more lies in the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Window {
    /// First minute.
    pub start: u16,
    /// Minute after the last one.
    pub end: u16,
}

/// Working time of an ad. Everything that it does not say stays unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, serde::Serialize, serde::Deserialize)]
pub struct Schedule {
    /// How rest is given.
    pub rest: Option<Rest>,
    /// Days of rest in a month, least figure.
    pub rest_days_per_month: Option<u8>,
    /// Working days a week, in tenths (55 = 5.5).
    pub days_per_week_tenths: Option<u8>,
    /// The windows of work, in the order of the text; more than one for split days or several shifts.
    pub windows: Vec<Window>,
    /// Hours a day in tenths, where written.
    pub hours_per_day_tenths: Option<u16>,
    /// The shifts.
    pub shifts: Shifts,
    /// Whether the shift can be chosen (可选, 自选, 可协商).
    pub choosable: bool,
    /// Whether there is work at night (between 22:00 and 6:00).
    pub night: Answer,
    /// Whether the weekend is worked.
    pub weekends: Answer,
    /// Whether the hours can be chosen or are loose.
    pub flexible: Answer,
    /// Whether one is on call.
    pub on_call: Answer,
    /// Whether there is regular overtime.
    pub overtime: Answer,
    /// Whether work is for a season or a few weeks only.
    pub temporary: Answer,
    /// The places that it stands on.
    pub at: Vec<Evidence>,
}

impl Schedule {
    /// The first minute of work, where there is one window or a first one.
    #[must_use]
    pub fn start(&self) -> Option<u16> {
        self.windows.first().map(|w| w.start)
    }

    /// The latest end that one has to reckon with: of all windows, unless the shift can be chosen.
    #[must_use]
    pub fn latest_end(&self) -> Option<u16> {
        if self.choosable { self.end() } else { self.windows.iter().map(|w| w.end).max() }
    }

    /// The end of work on a normal day: of the last window where the day is split, of the first where shifts differ.
    #[must_use]
    pub fn end(&self) -> Option<u16> {
        let (first, last) = (self.windows.first()?, self.windows.last()?);
        Some(if last.start >= first.end { last.end } else { first.end })
    }
}
