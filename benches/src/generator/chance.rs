//! Draws: a seeded stream for each record, and the shapes that are drawn from it.

/// A stream of draws (SplitMix64), its own for each record.
pub(super) struct Chance(u64);

impl Chance {
    /// The stream of the record `number` of a kind.
    pub(super) fn of(seed: u64, kind: &str, number: u64) -> Self {
        let start = kind.bytes().fold(seed, |state, byte| mixed(state ^ u64::from(byte)));
        Self(mixed(start ^ mixed(number)))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// Evenly below `bound`; 0 for a bound of 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Evenly in `from..=to`.
    pub(super) fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to + 1 - from)
    }

    /// True `permille` times of a thousand.
    pub(super) fn is(&mut self, permille: u16) -> bool {
        self.below(1000) < usize::from(permille)
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// One of `words`, which must not be empty.
    pub(super) fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// The first of the pairs whose weights, summed, pass a draw of a thousand; the last if none does.
    pub(super) fn weighed<T: Copy>(&mut self, items: &[(T, usize)]) -> T {
        let mut draw = self.below(1000);
        for &(item, weight) in items {
            if draw < weight {
                return item;
            }
            draw -= weight;
        }
        items[items.len() - 1].0
    }
}

/// Ranks drawn by Zipf's law with exponent one: the first twice as often as the second.
#[derive(Debug)]
pub(super) struct Zipf {
    /// Sums of `SCALE / rank`.
    sums: Vec<u64>,
}

impl Zipf {
    /// Large against any number of ranks, so that the last still has a share.
    const SCALE: u64 = 1 << 32;

    pub(super) fn over(ranks: usize) -> Self {
        let shares = (1..=ranks as u64).map(|rank| Self::SCALE / rank);
        let sums = shares.scan(0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        Self { sums: sums.collect() }
    }

    pub(super) fn draw(&self, chance: &mut Chance) -> usize {
        let all = self.sums.last().copied().unwrap_or(0);
        let draw = chance.below(all as usize) as u64;
        self.sums.partition_point(|&sum| sum <= draw)
    }
}

fn mixed(state: u64) -> u64 {
    let mut mixed = state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rank_is_drawn_twice_as_often_as_the_second() {
        let (zipf, mut chance) = (Zipf::over(100), Chance::of(1, "test", 0));
        let mut counts = [0u32; 100];
        (0..50_000).for_each(|_| counts[zipf.draw(&mut chance)] += 1);
        assert!((180..220).contains(&(100 * counts[0] / counts[1])), "{counts:?}");
        assert!(counts[99] > 0);
    }
}
