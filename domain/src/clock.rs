//! The instants everything is dated with, the zones they are shown in, and new identifiers.
//! Reading the machine's clock is done in one place of the server; the rules only ever receive an instant.

use crate::refusal::Refusal;
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, SubsecRound, Utc};
use std::ops::RangeInclusive;

/// An instant in UTC, cut to the microseconds both databases keep.
pub type Instant = DateTime<Utc>;
/// A calendar day in the city's zone.
pub type Day = chrono::NaiveDate;

/// Years that anything here can speak of; all others are typing errors, and some no database can hold.
pub const YEARS: RangeInclusive<i32> = 2000..=2100;

/// Whether a day or an instant lies in a year of [`YEARS`].
pub fn is_plausible<D: Datelike>(day: &D) -> bool {
    YEARS.contains(&day.year())
}

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "pebruari", "feb", "peb", "february"],
    &["maret", "mar", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agu", "agt", "ags", "august", "aug"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "october", "oct"],
    &["november", "nopember", "nov", "nop"],
    &["desember", "des", "december", "dec"],
];

/// A day as people and their spreadsheets write it: `2027-02-28`, `28/02/2027`, `28-2-2027`, `28 Februari 2027`, and
/// the count of days since 1900 that a spreadsheet keeps. The day stands before the month, as everywhere in Indonesia.
pub fn read_day(text: &str) -> Result<Day, Refusal> {
    let text = text.trim().to_lowercase();
    // Times that a spreadsheet adds to a day say nothing.
    let text = text.strip_suffix(" 00:00:00").or_else(|| text.strip_suffix("t00:00:00")).unwrap_or(&text);
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let day = match parts.as_slice() {
        [serial] => serial_day(serial),
        [year, month, day] if year.len() == 4 => date(year, month, day),
        [day, month, year] if year.len() == 4 => date(year, month, day),
        _ => None,
    };
    day.filter(is_plausible).ok_or(Refusal::DateUnreadable)
}

fn date(year: &str, month: &str, day: &str) -> Option<Day> {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let named = (1..).zip(MONTHS).find_map(|(number, names)| names.contains(&month).then_some(number));
    NaiveDate::from_ymd_opt(i32::try_from(number(year)?).ok()?, named.or_else(|| number(month))?, number(day)?)
}

/// Five digits: days since the 30th of December 1899.
fn serial_day(text: &str) -> Option<Day> {
    let days = text.parse().ok().filter(|_| text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

/// Cuts an instant to microseconds, so that what is written reads back equal on both databases.
pub fn to_micros(at: Instant) -> Instant {
    at.trunc_subsecs(6)
}

coded_enum! {
    /// Indonesia's three time zones; the country has no summer time.
    pub enum Zone {
        Wib = "WIB",
        Wita = "WITA",
        Wit = "WIT",
    }
}

impl Default for Zone {
    fn default() -> Self {
        // The first, of most cities.
        Self::ALL[0]
    }
}

impl Zone {
    pub fn name(self) -> &'static str {
        self.code()
    }

    fn offset(self) -> FixedOffset {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        FixedOffset::east_opt(hours * 3600).unwrap_or_else(|| unreachable!("a fixed, valid offset"))
    }

    pub fn local(self, at: Instant) -> DateTime<FixedOffset> {
        at.with_timezone(&self.offset())
    }

    pub fn day(self, at: Instant) -> Day {
        self.local(at).date_naive()
    }

    /// The instant at which a local day begins.
    pub fn start_of(self, day: Day) -> Instant {
        let midnight = day.and_hms_opt(0, 0, 0).unwrap_or_else(|| unreachable!("midnight exists every day"));
        midnight.and_local_timezone(self.offset()).single().map_or_else(|| midnight.and_utc(), |at| at.with_timezone(&Utc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_is_read_alike_however_it_is_written() {
        for text in [
            "2027-02-28",
            "28/02/2027",
            "28-02-2027",
            "28.2.2027",
            "28 Februari 2027",
            "28 feb 2027",
            "28 Pebruari 2027",
            "2027/2/28",
            "46446",
            "2027-02-28 00:00:00",
            "28-Feb-2027",
            " 28 February, 2027 ",
        ] {
            assert_eq!(read_day(text), Ok(NaiveDate::from_ymd_opt(2027, 2, 28).expect("a day")), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_of_our_times_is_refused() {
        for text in [
            "",
            "besok",
            "30/02/2027",
            "02/28/2027",
            "28/02/27",
            "0001-01-01",
            "-0001-01-01",
            "+262142-01-01",
            "-4713-01-01",
            "9999-12-31",
            "2027-13-01",
            "1/2",
            "12",
            "99999",
            "28 Februari",
            "2027-02-28-01",
            "28/0x2/2027",
        ] {
            assert_eq!(read_day(text), Err(Refusal::DateUnreadable), "{text:?}");
        }
    }
}
