//! Codes: occupation classification, unified social credit code, resident identity number.

/// A code of the occupation classification in its usual form, with its level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationCode {
    /// `1` major group to `4` occupation.
    pub level: u8,
    /// `d`, `d-dd`, `d-dd-dd` or `d-dd-dd-dd`.
    pub code: String,
}

impl OccupationCode {
    /// The code one level up.
    #[must_use]
    pub fn parent(&self) -> Option<&str> {
        self.code.rsplit_once('-').map(|(parent, _)| parent)
    }
}

/// Reads a code with hyphens (`4-04-05`), without (`40405`, the form of GB/T 6565), and with the marks S (digital) and
/// L (green) behind it.
#[must_use]
pub fn occupation(folded: &str) -> Option<OccupationCode> {
    let unnamed = folded.rsplit(':').next().unwrap_or(folded);
    let bare = unnamed.trim().trim_end_matches(['s', 'l', '/', ' ', ',', '(', ')']);
    let digits: String = bare.chars().filter(|c| *c != '-' && *c != '–').collect();
    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let level = match digits.len() {
        1 => 1,
        3 => 2,
        5 => 3,
        7 => 4,
        _ => return None,
    };
    if !whole || !(b'1'..=b'8').contains(&digits.as_bytes()[0]) {
        return None;
    }
    let mut code = digits[..1].to_owned();
    for part in digits.as_bytes()[1..].chunks(2) {
        code.push('-');
        code.extend(part.iter().map(|&b| char::from(b)));
    }
    Some(OccupationCode { level, code })
}

/// A unified social credit code whose check character is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditCode {
    /// All eighteen characters.
    pub code: String,
    /// Who registered it.
    pub registrar: &'static str,
    /// The region of the registrar, six digits.
    pub region: String,
    /// The organisation code, nine characters.
    pub organisation: String,
}

/// The alphabet of GB 32100-2015: digits and letters without I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Reads a credit code; `None` where the form or the check character is wrong.
#[must_use]
pub fn credit(folded: &str) -> Option<CreditCode> {
    let code = folded.trim().to_ascii_uppercase();
    let bytes = code.as_bytes();
    if bytes.len() != 18 || !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let values =
        bytes.iter().map(|b| ALPHABET.iter().position(|a| a == b)).collect::<Option<Vec<usize>>>()?;
    // The i-th weight is 3^i mod 31 (GB 32100-2015, 5.6).
    let mut weight = 1;
    let mut sum = 0;
    for value in &values[..17] {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    if (31 - sum % 31) % 31 != values[17] {
        return None;
    }
    let part = |range: std::ops::Range<usize>| code[range].to_owned();
    Some(CreditCode { registrar: registrar(bytes[0])?, region: part(2..8), organisation: part(8..17), code })
}

fn registrar(first: u8) -> Option<&'static str> {
    Some(match first {
        b'1' => "机构编制",
        b'2' => "外交",
        b'3' => "司法行政",
        b'4' => "文化",
        b'5' => "民政",
        b'6' => "旅游",
        b'7' => "宗教",
        b'8' => "工会",
        b'9' => "市场监管",
        b'A' => "军队机构编制",
        b'N' => "农业",
        b'Y' => "其他",
        _ => return None,
    })
}

/// Whether a resident identity number has the right form and check digit (GB 11643-1999; the old 15 have none).
#[must_use]
pub fn is_resident_id(folded: &str) -> bool {
    let digits: Vec<u32> = folded
        .trim()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .filter_map(|c| if c == 'x' || c == 'X' { Some(10) } else { c.to_digit(10) })
        .collect();
    match digits.len() {
        15 => birth_exists(&[1, 9, digits[6], digits[7]], &digits[8..12]),
        18 => birth_exists(&digits[6..10], &digits[10..14]) && check_digit(&digits[..17]) == digits[17],
        _ => false,
    }
}

fn birth_exists(year: &[u32], month_day: &[u32]) -> bool {
    let year = year.iter().fold(0, |n, d| n * 10 + *d as i16);
    let (month, day) = (month_day[0] * 10 + month_day[1], month_day[2] * 10 + month_day[3]);
    (1900..2100).contains(&year) && jiff::civil::Date::new(year, month as i8, day as i8).is_ok()
}

fn check_digit(digits: &[u32]) -> u32 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(d, w)| d * w).sum();
    [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2][(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, level: u8, code: &str, parent: Option<&str>) {
        let read = occupation(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((read.level, read.code.as_str(), read.parent()), (level, code, parent), "{text}");
    }

    #[test]
    fn occupation_codes_have_one_form() {
        check("6-29-03-01", 4, "6-29-03-01", Some("6-29-03"));
        check("62903", 3, "6-29-03", Some("6-29"));
        check("2-02-10-01l/s", 4, "2-02-10-01", Some("2-02-10"));
        assert_eq!(occupation("电工"), None);
        assert_eq!(occupation("9-99"), None);
    }

    #[test]
    fn check_characters_are_checked() {
        assert!(credit("91350100m000100y43").is_some());
        assert!(credit("91350100m000100y53").is_none());
        assert!(is_resident_id("11010519491231002x"));
        assert!(!is_resident_id("110105194912310029"));
        assert!(!is_resident_id("110105194913310029"));
    }
}
