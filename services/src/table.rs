//! Tables that come in as files, as offices make them: whatever their separator, with titles above the heading and totals
//! below the rows. A file that is no such table is refused as a whole, in one sentence that says what it is.
//! What the cells mean is the business of the import that asks.

mod bytes;
mod heading;

pub use bytes::{FileKind, is_damaged};
pub use heading::{Column, Form, Mismatch, optional, required};

use crate::Failure;
use domain::{export::csv_plain, refusal::Refusal, text::clean};
use std::io::Read;

/// More is no list that a person keeps.
const MOST_ROWS: usize = 20_000;
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// A file under the columns of its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub rows: Vec<Row>,
    /// Lines with totals, notes and signatures; they are no rows.
    pub remarks: Vec<u64>,
    /// Headings that the form does not ask for.
    pub ignored: Vec<String>,
    /// How the file calls a column, where it is not by its key.
    pub headings: Vec<(&'static str, String)>,
}

/// One row: cleaned cells by the key of their column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a text editor counts; the first line is 1.
    pub line: u64,
    cells: Vec<(&'static str, String)>,
    /// Why the row as such cannot be read.
    pub wrong: Option<Refusal>,
}

impl Row {
    /// The text of a cell; empty where the file has no such column.
    pub fn text(&self, key: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text)
    }

    pub fn cells(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.cells.iter().map(|(key, text)| (*key, text.as_str()))
    }
}

/// Why a file is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    Empty,
    /// A heading and nothing below it.
    NoRows,
    TooLarge {
        megabytes: u64,
    },
    /// No table of text.
    Kind(FileKind),
    /// Not UTF-8: the line, what stands before the place, and what it rather is.
    Encoding {
        line: u64,
        near: String,
        guess: &'static str,
    },
    /// The heading belongs to another table.
    OtherForm {
        found: &'static str,
    },
    Heading(Mismatch),
    /// The file is the list of another city: what it names, and whose database this is.
    AnotherCity {
        found: String,
        ours: String,
    },
}

/// Reads a file under the columns of `form`. `others` are forms that it may be mistaken for.
pub fn read(file: impl Read, form: &Form, others: &[&Form]) -> Result<Result<Table, Unreadable>, Failure> {
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Ok(Err(Unreadable::TooLarge { megabytes: MOST_BYTES / 1024 / 1024 }));
    }
    Ok(bytes::decode(&bytes).and_then(|text| of_text(&text, form, others)))
}

fn of_text(text: &str, form: &Form, others: &[&Form]) -> Result<Table, Unreadable> {
    let found = heading::find(text, form);
    let places = match heading::places(&found.cells, form) {
        Ok(places) => places,
        Err(mismatch) => return Err(heading::explain(mismatch, &found.cells, others)),
    };
    let mut table = Table { ignored: places.ignored, headings: places.renamed, ..Table::default() };
    for (line, cells) in heading::records(text, found.separator).skip(found.above + 1) {
        let cells: Vec<String> = cells.iter().map(|cell| clean(&csv_plain(cell.trim()))).collect();
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let wrong =
            wrong_width(&cells, found.cells.len()).or_else(|| (table.rows.len() == MOST_ROWS).then_some(Refusal::TooMany { most: 20_000 }));
        let row = Row {
            line,
            cells: places.keys.iter().zip(cells.iter()).filter_map(|(key, text)| Some(((*key)?, text.clone()))).collect(),
            wrong,
        };
        if is_remark(&cells, &row, form) {
            table.remarks.push(line);
            continue;
        }
        table.rows.push(row);
        if table.rows.len() > MOST_ROWS {
            break;
        }
    }
    if table.rows.is_empty() { Err(Unreadable::NoRows) } else { Ok(table) }
}

/// Empty cells behind the last heading are the spreadsheet's; anything else is a separator or a quote too many or too few.
fn wrong_width(cells: &[String], expected: usize) -> Option<Refusal> {
    let is_more = cells.get(expected..).is_some_and(|rest| rest.iter().any(|cell| !cell.is_empty()));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (is_more || cells.len() < expected).then(|| Refusal::RowUnreadable { found: count(cells.len()), expected: count(expected) })
}

/// Words with which sums, notes and signatures begin.
const REMARKS: [&str; 10] =
    ["jumlah", "total", "subtotal", "sub total", "grand total", "catatan", "keterangan", "mengetahui", "dicetak", "sumber"];

/// A sum or a note lacks what every row of the form has.
fn is_remark(cells: &[String], row: &Row, form: &Form) -> bool {
    let first = cells.iter().find(|cell| !cell.is_empty()).map(|cell| cell.to_lowercase()).unwrap_or_default();
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let lacking = form.columns.iter().filter(|column| column.required && row.text(column.key).is_empty()).count();
    let wanted = form.columns.iter().filter(|column| column.required).count();
    let begins = |word: &&str| first.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let is_word = REMARKS.iter().any(begins) || first.chars().all(|letter| !letter.is_alphanumeric());
    lacking > 0 && (is_word || filled <= 2 && row.wrong.is_none() && wanted >= 5 && lacking * 2 >= wanted)
}

#[cfg(test)]
mod tests;
