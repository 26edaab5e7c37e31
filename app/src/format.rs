//! Dates, times and counts the way Indonesian pages write them. Money and volumes print themselves.

use crate::lang::{Lang, lang};
use chrono::{Datelike, Timelike};
use domain::{
    clock::{Day, Instant, Zone},
    money::Rupiah,
    number::grouped,
};

const MONTHS_ID: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const WEEKDAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn month_name(day: Day) -> &'static str {
    let months = match lang() {
        Lang::Indonesian => MONTHS_ID,
        Lang::English => MONTHS_EN,
    };
    months[day.month0() as usize]
}

/// `12 Januari 2027`
pub fn day(day: Day) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

/// `Januari 2027`
pub fn month(day: Day) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// `Jan`, where the day stands beside it.
pub fn short_month(day: Day) -> &'static str {
    &month_name(day)[..3]
}

/// `Selasa`
pub fn weekday(day: Day) -> &'static str {
    let weekdays = match lang() {
        Lang::Indonesian => WEEKDAYS_ID,
        Lang::English => WEEKDAYS_EN,
    };
    weekdays[day.weekday().num_days_from_monday() as usize]
}

/// `12 Jan–4 Feb 2027`, the year of the first day only where it is another.
pub fn span(first: Day, last: Day) -> String {
    let short = |day: Day| format!("{} {}", day.day(), short_month(day));
    let first_year = if first.year() == last.year() { String::new() } else { format!(" {}", first.year()) };
    format!("{}{first_year}–{} {}", short(first), short(last), last.year())
}

/// The same of what may begin and end on one day.
pub fn days(first: Day, last: Day) -> String {
    if first == last { day(first) } else { span(first, last) }
}

/// `12 Januari 2027, 14.30 WIB`
pub fn instant(at: Instant, zone: Zone) -> String {
    let local = zone.local(at);
    format!("{}, {:02}.{:02} {}", day(local.date_naive()), local.hour(), local.minute(), zone.name())
}

/// `14.30`, where the day is known.
pub fn hour(at: Instant, zone: Zone) -> String {
    let local = zone.local(at);
    format!("{:02}.{:02}", local.hour(), local.minute())
}

/// The day of an instant in the city's zone.
pub fn day_of(at: Instant, zone: Zone) -> String {
    day(zone.day(at))
}

/// `Rp18,4 miliar`, for numbers that are read from afar; the exact amount stands beside them. Cut, never rounded up.
pub fn short_money(amount: Rupiah) -> String {
    const UNITS: [(i64, &str); 3] =
        [(1_000_000_000_000, "format.trillion"), (1_000_000_000, "format.billion"), (1_000_000, "format.million")];
    let Some((unit, key)) = UNITS.into_iter().find(|(unit, _)| amount.amount() >= *unit) else { return amount.to_string() };
    let tenths = amount.amount() / (unit / 10);
    let number = if tenths % 10 == 0 || tenths >= 1000 { grouped(tenths / 10) } else { format!("{},{}", tenths / 10, tenths % 10) };
    t!(key, number = number)
}

/// `12.345`
pub fn count(number: i64) -> String {
    grouped(number)
}

/// The beginning of a long text; the whole stands on its own page.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    format!("{}…", start.rsplit_once(' ').map_or(start.as_str(), |(start, _)| start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Day {
        text.parse().expect(text)
    }

    #[test]
    fn days_print_the_indonesian_way() {
        let (first, last) = (read("2027-01-12"), read("2027-02-04"));
        assert_eq!(
            (day(first), month(first), weekday(first), short_month(last)),
            ("12 Januari 2027".into(), "Januari 2027".into(), "Selasa", "Feb")
        );
        assert_eq!(span(first, last), "12 Jan–4 Feb 2027");
        assert_eq!(span(read("2026-12-30"), last), "30 Des 2026–4 Feb 2027");
        assert_eq!(days(first, first), "12 Januari 2027");
    }

    #[test]
    fn large_amounts_are_cut_to_what_is_read_from_afar() {
        let table = [
            (0, "Rp0"),
            (999_999, "Rp999.999"),
            (1_000_000, "Rp1 juta"),
            (18_460_000_000, "Rp18,4 miliar"),
            (612_900_000_000, "Rp612 miliar"),
            (1_250_000_000_000, "Rp1,2 triliun"),
        ];
        for (amount, words) in table {
            assert_eq!(short_money(Rupiah::new(amount).expect("an amount")), words);
        }
    }
}
