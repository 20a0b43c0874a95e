//! The legal retirement month as the reform of 2025 delays it: an estimate for advice, never a filter.
//!
//! From January 2025 on, the retirement age rises by a month for every four months (men of 60, women of 55, at most
//! 36 months) or every two months (women of 50, at most 60 months) that the original month lies after it.
//! Source: 全国人大常委会关于实施渐进式延迟法定退休年龄的决定 (2024-09-13).

/// The three original ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// 60 years.
    Sixty,
    /// 55 years.
    FiftyFive,
    /// 50 years.
    Fifty,
}

/// A retirement estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retirement {
    /// Months of delay.
    pub delay_months: u16,
    /// The age at retirement: years …
    pub age_years: u16,
    /// … and months.
    pub age_months: u16,
    /// The month of retirement.
    pub year: i32,
    /// `1..=12`.
    pub month: i32,
}

/// The estimate for a birth in `year` and `month` (`1..=12`).
#[must_use]
pub fn estimate(year: i32, month: i32, track: Track) -> Retirement {
    let (age, step, cap) = match track {
        Track::Sixty => (60, 4, 36),
        Track::FiftyFive => (55, 4, 36),
        Track::Fifty => (50, 2, 60),
    };
    let original = (year + age) * 12 + month - 1;
    let after = (original - 2025 * 12 + 1).max(0);
    let delay = ((after + step - 1) / step).min(cap);
    let retires = original + delay;
    Retirement {
        delay_months: delay as u16,
        age_years: (age + delay / 12) as u16,
        age_months: (delay % 12) as u16,
        year: retires.div_euclid(12),
        month: retires.rem_euclid(12) + 1,
    }
}

/// Reads `1965-04 male_60` and the like: a month of birth and a track.
#[must_use]
pub fn read(folded: &str) -> Option<Retirement> {
    let (month, track) = folded.trim().split_once(char::is_whitespace)?;
    let (year, month) = month.split_once(['-', '.', '/'])?;
    let track = match track.trim().rsplit('_').next()? {
        "60" => Track::Sixty,
        "55" => Track::FiftyFive,
        "50" => Track::Fifty,
        _ => return None,
    };
    let month = month.parse().ok().filter(|m| (1..=12).contains(m))?;
    Some(estimate(year.parse().ok().filter(|y| (1900..2100).contains(y))?, month, track))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delay: u16, retires: (i32, i32)) {
        let r = read(text).unwrap();
        assert_eq!((r.delay_months, (r.year, r.month)), (delay, retires), "{text}");
    }

    #[test]
    fn the_delay_grows_by_steps_up_to_its_cap() {
        check("1964-11 male_60", 0, (2024, 11));
        check("1965-01 male_60", 1, (2025, 2));
        check("1970-05 female_55", 2, (2025, 7));
        check("1975-03 female_50", 2, (2025, 5));
        check("1990-01 female_50", 60, (2045, 1));
    }
}
