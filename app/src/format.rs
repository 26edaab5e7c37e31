//! Dates, times and counts the way Indonesian pages write them. Money and volumes print themselves.

use crate::text::{Lang, lang};
use chrono::{Datelike, Timelike};
use domain::{
    clock::{Day, Instant, Zone},
    money::grouped,
};

const MONTHS_ID: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `12 Januari 2027`
pub fn day(day: Day) -> String {
    let months = match lang() {
        Lang::Indonesian => MONTHS_ID,
        Lang::English => MONTHS_EN,
    };
    format!("{} {} {}", day.day(), months[day.month0() as usize], day.year())
}

/// `12 Januari 2027, 14.30 WIB`
pub fn instant(at: Instant, zone: Zone) -> String {
    let local = zone.local(at);
    format!("{}, {:02}.{:02} {}", day(local.date_naive()), local.hour(), local.minute(), zone.name())
}

/// The day of an instant in the city's zone.
pub fn day_of(at: Instant, zone: Zone) -> String {
    day(zone.day(at))
}

/// `12.345`
pub fn count(number: i64) -> String {
    grouped(number)
}
