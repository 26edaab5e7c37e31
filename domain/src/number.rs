//! How numbers are read and written, in forms and in files alike: points separate thousands, a comma begins the
//! decimals, as Indonesian writes them. What could be read in two ways is asked about and never guessed: `12.5` may be
//! 12,5 or 125. Which numbers are allowed is the business of whoever asks.

use crate::refusal::Refusal;

/// Digits in groups of three, separated by points.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// Digits before and after the decimal comma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digits {
    pub whole: String,
    pub decimals: String,
}

impl Digits {
    fn new(whole: &str, decimals: &str) -> Self {
        Self { whole: whole.to_owned(), decimals: decimals.to_owned() }
    }

    fn is_whole(&self) -> bool {
        self.decimals.bytes().all(|digit| digit == b'0')
    }

    /// As it should have been written.
    fn printed(&self) -> String {
        let whole = self.whole.parse().map_or_else(|_| self.whole.clone(), grouped);
        match self.decimals.trim_end_matches('0') {
            "" => whole,
            decimals => format!("{whole},{decimals}"),
        }
    }
}

/// A typed number, before anybody has said which ones are allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Sure(Digits),
    /// A point or comma that may begin the decimals or separate thousands.
    Either {
        decimal: Digits,
        grouped: Digits,
    },
    Unreadable,
}

/// Reads digits with points, commas and blanks; a sign makes it unreadable.
pub fn read(text: &str) -> Typed {
    // A blank between digits separates thousands as a point does.
    let text: String = text.trim().chars().map(|letter| if letter.is_whitespace() { '.' } else { letter }).collect();
    let fits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !text.split(['.', ',']).all(fits) {
        return Typed::Unreadable;
    }
    let (points, commas): (Vec<&str>, Vec<&str>) = (text.split('.').collect(), text.split(',').collect());
    match (points.as_slice(), commas.as_slice()) {
        ([whole], [_]) => Typed::Sure(Digits::new(whole, "")),
        (_, [whole, decimals]) if !decimals.contains('.') => with_comma(whole, decimals),
        // Nobody writes decimals twice: `84,000,000` is the English way of `84.000.000`.
        ([_], groups) | (groups, [_]) if is_grouped(groups) => Typed::Sure(Digits::new(&groups.concat(), "")),
        ([whole, decimals], [_]) => with_point(whole, decimals),
        _ => Typed::Unreadable,
    }
}

/// `1.200,5`; but three decimals that end in a nought are rather thousands in English.
fn with_comma(whole: &str, decimals: &str) -> Typed {
    let groups: Vec<&str> = whole.split('.').collect();
    if groups.len() > 1 && !is_grouped(&groups) {
        return Typed::Unreadable;
    }
    let decimal = Digits::new(&groups.concat(), decimals);
    if decimals.ends_with('0') && is_grouped(&[whole, decimals]) {
        return Typed::Either { decimal, grouped: Digits::new(&[whole, decimals].concat(), "") };
    }
    Typed::Sure(decimal)
}

/// `0.5` can only be a half; `12.5` may be a slip of the thousands.
fn with_point(whole: &str, decimals: &str) -> Typed {
    let decimal = Digits::new(whole, decimals);
    if whole == "0" { Typed::Sure(decimal) } else { Typed::Either { decimal, grouped: Digits::new(&[whole, decimals].concat(), "") } }
}

/// One to three digits, not beginning with a nought, then groups of three.
fn is_grouped(groups: &[&str]) -> bool {
    let [first, rest @ ..] = groups else { return false };
    (1..=3).contains(&first.len()) && !first.starts_with('0') && !rest.is_empty() && rest.iter().all(|group| group.len() == 3)
}

impl Typed {
    /// The one reading, or the question which of the two is meant.
    pub fn sure(self, unreadable: Refusal) -> Result<Digits, Refusal> {
        match self {
            Self::Sure(digits) => Ok(digits),
            Self::Either { decimal, grouped } => Err(Refusal::NumberAmbiguous { one: decimal.printed(), other: grouped.printed() }),
            Self::Unreadable => Err(unreadable),
        }
    }

    /// Where nothing may follow the comma: half a household or half a rupiah is refused, `1.0` is asked about.
    pub fn whole(self, unreadable: Refusal) -> Result<String, Refusal> {
        if let Self::Either { decimal, .. } = &self
            && !decimal.is_whole()
        {
            return Err(unreadable);
        }
        let digits = self.sure(unreadable.clone())?;
        if digits.is_whole() { Ok(digits.whole) } else { Err(unreadable) }
    }
}

/// A count of people, households, points: `45`, `1.250`.
pub fn whole(text: &str) -> Result<u32, Refusal> {
    read(text).whole(Refusal::NumberUnreadable)?.parse().map_err(|_| Refusal::NumberOutOfRange)
}

/// A year: four digits, also as spreadsheets write them, `2028.0`.
pub fn year(text: &str) -> Result<u16, Refusal> {
    let digits = text.trim();
    let digits = digits.strip_suffix(".0").or_else(|| digits.strip_suffix(",0")).unwrap_or(digits);
    let year = if digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
    year.filter(|year| crate::clock::YEARS.contains(&i32::from(*year))).ok_or(Refusal::YearUnreadable)
}

/// The number of an RT however it is written, and of its RW where that is written, too: `4`, `004`, `4.0`, `RT 04`,
/// `RT. 4`, `04/02`, `RT 04/RW 02`, `RT 4 RW 2`.
pub fn rt(text: &str) -> Result<(u16, Option<u16>), Refusal> {
    let text = text.trim().to_lowercase();
    let (rt, rw) = match text.split_once('/').or_else(|| text.split_once("rw")) {
        Some((rt, rw)) => (rt, Some(rw.trim_start().trim_start_matches("rw"))),
        None => (text.as_str(), None),
    };
    Ok((local(rt.trim_start_matches("rt"))?, rw.map(local).transpose()?))
}

fn local(text: &str) -> Result<u16, Refusal> {
    let digits = text.trim_start_matches(['.', ':', ' ', '-']).trim_end_matches([' ', ',']);
    let digits = digits.strip_suffix(".0").or_else(|| digits.strip_suffix(",0")).unwrap_or(digits);
    let number = if digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None };
    number.filter(|number| *number > 0).ok_or(Refusal::RtUnreadable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn printed(text: &str) -> Result<String, Refusal> {
        read(text).sure(Refusal::NumberUnreadable).map(|digits| digits.printed())
    }

    fn ambiguous(one: &str, other: &str) -> Refusal {
        Refusal::NumberAmbiguous { one: one.into(), other: other.into() }
    }

    #[test]
    fn numbers_are_read_the_indonesian_way() {
        for (text, expected) in [
            ("240", "240"),
            (" 1.250 ", "1.250"),
            ("1250", "1.250"),
            ("12,5", "12,5"),
            ("1.200,5", "1.200,5"),
            ("1 250,75", "1.250,75"),
            ("84\u{a0}000\u{a0}000", "84.000.000"),
            ("84,000,000", "84.000.000"),
            ("0.125", "0,125"),
            ("0,5", "0,5"),
            ("1,125", "1,125"),
            ("350000,00", "350.000"),
            ("007", "7"),
        ] {
            assert_eq!(printed(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_may_be_read_in_two_ways_is_asked_about_with_both_readings() {
        for (text, one, other) in [
            ("12.5", "12,5", "125"),
            ("1.25", "1,25", "125"),
            ("1.0", "1", "10"),
            ("45.0", "45", "450"),
            ("84000000.00", "84.000.000", "8.400.000.000"),
            ("1250.75", "1.250,75", "125.075"),
            ("1,250", "1,25", "1.250"),
            ("12,000", "12", "12.000"),
        ] {
            assert_eq!(printed(text), Err(ambiguous(one, other)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            " ",
            "1.25.000",
            "1250.000.00",
            "1.2.3",
            "+5",
            "-5",
            "1,2,3",
            "1,234.5",
            "8.4E+07",
            ".5",
            ",5",
            "5.",
            "5,",
            "1..2",
            "١٢",
            "0x10",
            "1e3",
            "½",
            "0.000.5",
        ] {
            assert_eq!(printed(text), Err(Refusal::NumberUnreadable), "{text:?}");
        }
    }

    #[test]
    fn households_are_whole_and_never_ten_times_as_many() {
        for (text, expected) in [
            ("45", Ok(45)),
            ("1.250", Ok(1250)),
            ("45,0", Ok(45)),
            ("12.5", Err(Refusal::NumberUnreadable)),
            ("12,5", Err(Refusal::NumberUnreadable)),
            ("+5", Err(Refusal::NumberUnreadable)),
            ("1.0", Err(ambiguous("1", "10"))),
            ("99999999999", Err(Refusal::NumberOutOfRange)),
        ] {
            assert_eq!(whole(text), expected, "{text}");
        }
    }

    #[test]
    fn an_rt_is_one_rt_however_its_number_is_written() {
        for text in ["4", "04", "004", "4.0", "RT 04", "RT. 4", "rt04", "RT-004"] {
            assert_eq!(rt(text), Ok((4, None)), "{text}");
        }
        for text in ["04/02", "RT 04/RW 02", "RT 4 RW 2", "rt.004, rw.002", "4 / 2"] {
            assert_eq!(rt(text), Ok((4, Some(2))), "{text}");
        }
        for text in ["", "-", "04/", "04/02/01", "RW 02", "05-Feb", "0", "RT", "empat", "4.5", "40000"] {
            assert_eq!(rt(text), Err(Refusal::RtUnreadable), "{text:?}");
        }
    }

    #[test]
    fn a_year_may_come_from_a_spreadsheet() {
        for text in ["2028", "2028.0", "2028,0"] {
            assert_eq!(year(text), Ok(2028), "{text}");
        }
        for text in ["", "28", "20280", "2.028", "0001", "9999", "-2028", "2028.5"] {
            assert_eq!(year(text), Err(Refusal::YearUnreadable), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_surely_prints_back(number in 0..=9_999_999_999_i64) {
            prop_assert_eq!(printed(&grouped(number)), Ok(grouped(number)));
            prop_assert_eq!(printed(&number.to_string()), Ok(grouped(number)));
        }

        #[test]
        fn no_reading_is_ten_times_what_was_typed(text in "[0-9]{1,4}[.,][0-9]{1,4}") {
            if let Typed::Sure(digits) = read(&text) {
                let typed: f64 = text.replace(',', ".").parse().expect("digits");
                let read: f64 = format!("{}.{}0", digits.whole, digits.decimals).parse().expect("digits");
                let factor = if typed == 0.0 { 1.0 } else { read / typed };
                prop_assert!((factor - 1.0).abs() < 1e-9 || (factor - 1000.0).abs() < 1e-6, "{text} read as {digits:?}");
            }
        }
    }
}
