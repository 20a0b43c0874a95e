//! Pay as ads and seekers write it: ranges, thousands, hours, thirteen salaries, to be agreed.

use super::chance::Chance;

/// A range in hundreds of yuan a month.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hundreds {
    low: usize,
    high: usize,
}

impl Hundreds {
    /// What work of this rank is paid; chosen from the ads of a northern city in 2026.
    pub(super) fn of(rank: &str, chance: &mut Chance) -> Self {
        let (from, to) = match rank {
            "helper" => (28, 45),
            "worker" => (38, 60),
            "skilled" => (50, 90),
            "lead" => (60, 100),
            "manager" => (80, 160),
            "senior" => (120, 260),
            _ => (60, 140),
        };
        let low = chance.between(from, to);
        Self { low, high: low + chance.between(5, (low / 3).max(6)) }
    }

    /// As an ad writes it.
    pub(super) fn offered(self, chance: &mut Chance) -> String {
        let Self { low, high } = self;
        match chance.below(20) {
            0 => "面议".to_owned(),
            1 | 2 => format!("{}-{}K", tenths(low), tenths(high)),
            3 => format!("{}-{}K·13薪", tenths(low), tenths(high)),
            4 => format!("{}-{}元/小时", low * 100 / 174, high * 100 / 174),
            5 => format!("{}-{}元/天", low * 100 / 22, high * 100 / 22),
            6 => format!("底薪{}00+提成", low),
            7 => format!("{}千-{}千", tenths(low), tenths(high)),
            8 => format!("综合工资{high}00元左右"),
            9..12 => format!("{low}00-{high}00元/月，多劳多得"),
            12..16 => format!("{low}00-{high}00元/月"),
            _ => format!("{low}00-{high}00"),
        }
    }

    /// As a seeker wishes it.
    pub(super) fn wished(self, chance: &mut Chance) -> String {
        let low = self.low;
        match chance.below(6) {
            0 => "面议".to_owned(),
            1 => format!("{}千左右", tenths(low)),
            2 => format!("{low}00起"),
            3 => format!("最少{low}00"),
            4 => format!("{}-{}K", tenths(low), tenths(self.high)),
            _ => format!("{low}00以上"),
        }
    }
}

/// Hundreds as thousands: 65 is 6.5, 80 is 8.
fn tenths(hundreds: usize) -> String {
    match hundreds % 10 {
        0 => (hundreds / 10).to_string(),
        rest => format!("{}.{rest}", hundreds / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_written_without_a_needless_point() {
        assert_eq!([65, 80, 105].map(tenths), ["6.5", "8", "10.5"]);
    }
}
