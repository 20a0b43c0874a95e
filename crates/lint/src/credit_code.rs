//! The unified social credit code of an organisation (GB 32100-2015).

use rengang_text::fold;

/// The characters of a code by value.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
/// Weights of the first seventeen characters: powers of three modulo 31.
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// Whether `code` has eighteen allowed characters of which the last is the right check character.
///
/// ```
/// assert!(rengang_lint::is_credit_code("91350100M000100Y43"));
/// assert!(!rengang_lint::is_credit_code("91350100M000100Y42"));
/// ```
#[must_use]
pub fn is_credit_code(code: &str) -> bool {
    let code = fold(code.trim()).as_str().to_ascii_uppercase();
    let values: Option<Vec<usize>> = code.bytes().map(|b| ALPHABET.iter().position(|&a| a == b)).collect();
    values.is_some_and(|v| v.len() == 18 && check_value(&v[..17]) == v[17])
}

fn check_value(values: &[usize]) -> usize {
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    (31 - sum % 31) % 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, valid: bool) {
        assert_eq!(is_credit_code(code), valid, "{code}");
    }

    #[test]
    fn the_check_character_decides() {
        check("91350100M000100Y43", true);
        check("９１３５０１００Ｍ０００１００Ｙ４３", true);
        check("91350100M000100Y44", false);
        check("91350100M000100I43", false);
        check("123", false);
    }
}
