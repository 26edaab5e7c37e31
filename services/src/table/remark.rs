//! Lines of a table that are no rows: sums, notes, signatures, and the numbers of columns below a heading.

use super::{Form, Row};
use domain::clock::read_day;

/// Words with which sums, notes and signatures begin.
const WORDS: [&str; 16] = [
    "jumlah",
    "total",
    "subtotal",
    "sub total",
    "grand total",
    "catatan",
    "keterangan",
    "mengetahui",
    "dicetak",
    "sumber",
    "nip",
    "ditetapkan",
    "disusun",
    "dibuat",
    "kepala",
    "a.n.",
];

/// A sum or a note lacks what every row of the form has. Below the first of them, lines of a word or two are notes as
/// well: of a signature only its first line says what it is.
pub fn is_remark(cells: &[String], row: &Row, form: &Form, is_below_one: bool) -> bool {
    let first = cells.iter().find(|cell| !cell.is_empty()).map(|cell| cell.to_lowercase()).unwrap_or_default();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let lacking = form.columns.iter().filter(|column| column.required && row.text(column.key).is_empty()).count();
    let wanted = form.columns.iter().filter(|column| column.required).count();
    let begins = |word: &&str| first.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let is_word = WORDS.iter().any(begins) || is_place_and_day(&first) || first.chars().all(|letter| !letter.is_alphanumeric());
    let is_short = filled <= 2 && row.wrong.is_none();
    lacking > 0 && (is_word || is_short && (is_below_one || wanted >= 5 && lacking * 2 >= wanted))
}

/// `Jambi, 5 Januari 2027`, above a signature.
fn is_place_and_day(text: &str) -> bool {
    text.split_once(", ").is_some_and(|(place, day)| !place.is_empty() && read_day(day).is_ok())
}

/// `(1) (2) (3)`, or at least `1 2 3 4 5`, as forms have it below their heading.
pub fn is_numbers_of_columns(cells: &[String]) -> bool {
    let filled = || cells.iter().filter(|cell| !cell.is_empty());
    let counts = |before: &str, after: &str| filled().zip(1..).all(|(cell, number)| *cell == format!("{before}{number}{after}"));
    filled().count() >= 5 && counts("", "") || filled().count() >= 3 && counts("(", ")")
}
