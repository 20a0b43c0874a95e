//! How much a word tells, from the dictionary's own frequencies.

use jieba_rs::Jieba;

/// Occurrences in the corpus behind the dictionary (the sum of its frequencies, rounded; source: dict.txt of jieba).
const CORPUS: u64 = 60_000_000;

/// `0` for single characters and words of everyday speech, up to `1000` for words seen a few times or never.
///
/// Linear in the logarithm of the frequency, in steps of an eighth of a bit: integers only, so it is the same on
/// every machine.
pub(crate) fn of(jieba: &Jieba, word: &str) -> u16 {
    if word.chars().nth(1).is_none() || word.bytes().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    if !jieba.has_word(word) {
        return 1000;
    }
    let frequency = jieba.suggest_freq(word).max(1) as u64;
    let rarity = eighths_of_log2(CORPUS / frequency.min(CORPUS));
    // 8 bits (one word in 256) and more common: nothing; 24 bits (seen three times): everything.
    ((rarity.saturating_sub(64)) * 1000 / 128).min(1000) as u16
}

/// `8 · log2(x)`, rounded down, for x ≥ 1.
fn eighths_of_log2(x: u64) -> u32 {
    let whole = x.max(1).ilog2();
    // The three bits below the leading one stand for the fraction; linear between powers of two, within 0.09 bit.
    let below = ((u128::from(x) << 64 >> whole) >> 61) as u32 & 7;
    whole * 8 + below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_words_tell_more_than_common_ones() {
        let jieba = Jieba::new();
        let [common, middling, rare] = ["工作", "维修", "氩弧焊"].map(|w| of(&jieba, w));
        assert!(common < middling && middling < rare, "{common} {middling} {rare}");
        assert_eq!(of(&jieba, "的"), 0);
    }

    #[test]
    fn the_logarithm_never_falls() {
        assert_eq!(eighths_of_log2(8), 24);
        assert!((1..5000u64).map(eighths_of_log2).is_sorted());
    }
}
