//! Tables that come in as files, as offices make them: whatever their separator, with titles above the heading and
//! totals below the rows. A file that is no such table is refused as a whole, in one sentence that says what it is.
//! What the cells mean is the business of the import that asks.

mod bytes;
mod heading;
mod remark;
mod workbook;

pub use bytes::{FileKind, is_damaged};
pub use heading::{Column, Form, Mismatch, optional, required};
pub use workbook::Besides;

use crate::Failure;
use domain::{export::csv_plain, refusal::Refusal, text::clean};
use heading::Found;
use std::io::{self, Read};
use workbook::Workbook;

/// More is no list that a person keeps.
const MOST_ROWS: usize = 20_000;
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// A file that came in, and which row of it is said to be the heading; otherwise that is found.
#[derive(Debug)]
pub struct Upload {
    bytes: io::Result<Vec<u8>>,
    heading_row: Option<u64>,
}

impl<R: Read> From<R> for Upload {
    fn from(file: R) -> Self {
        let mut bytes = Vec::new();
        let read = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
        Self { bytes: read.map(|_| bytes), heading_row: None }
    }
}

impl Upload {
    pub fn with_heading(self, row: Option<u64>) -> Self {
        Self { heading_row: row, ..self }
    }
}

/// A line of text or a row of a sheet, before anybody has said which cell is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub line: u64,
    pub cells: Vec<String>,
    pub unsaid: Vec<Unsaid>,
}

/// A formula whose value is not in the file. It is never taken for nothing, nor for nought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaid {
    pub column: usize,
    pub formula: String,
}

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
    pub besides: Besides,
}

/// One row: cleaned cells by the key of their column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// As a text editor or a spreadsheet counts; the first line is 1.
    pub line: u64,
    cells: Vec<(&'static str, String)>,
    /// Why the row as such cannot be read.
    pub wrong: Option<Refusal>,
    /// The first of its cells whose formula has no value.
    unsaid: Option<&'static str>,
}

impl Row {
    /// The text of a cell; empty where the file has no such column.
    pub fn text(&self, key: &str) -> &str {
        self.cells.iter().find(|(known, _)| *known == key).map_or("", |(_, text)| text)
    }

    /// What is wrong with it whatever the form says, and at which column.
    pub fn problem(&self) -> Option<(&'static str, Refusal)> {
        let first = || self.cells.first().map_or("", |(key, _)| *key);
        let wrong = self.wrong.clone().map(|refusal| (first(), refusal));
        wrong.or_else(|| self.unsaid.map(|key| (key, Refusal::FormulaWithoutValue)))
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
    /// A workbook that unpacks to more than this.
    Swollen {
        megabytes: u64,
    },
    /// The row that is said to be the heading is not there.
    NoSuchRow {
        row: u64,
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

/// Reads a file under the columns of `form`, whatever it is called. `others` are forms that it may be mistaken for.
pub fn read(file: impl Into<Upload>, form: &Form, others: &[&Form]) -> Result<Result<Table, Unreadable>, Failure> {
    let Upload { bytes, heading_row } = file.into();
    let bytes = bytes?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Ok(Err(Unreadable::TooLarge { megabytes: MOST_BYTES / 1024 / 1024 }));
    }
    if FileKind::of(&bytes) == Some(FileKind::Workbook) {
        return Ok(of_workbook(&bytes, form, others, heading_row));
    }
    Ok(bytes::decode(&bytes).and_then(|text| {
        let (separator, found) = heading::find(&text, form, heading_row)?;
        of_records(&mut heading::records(&text, separator), found, form, others)
    }))
}

/// Of several sheets the one whose heading knows the most columns.
fn of_workbook(bytes: &[u8], form: &Form, others: &[&Form], heading_row: Option<u64>) -> Result<Table, Unreadable> {
    let mut book = Workbook::open(bytes)?;
    let mut best: Option<(String, Found)> = None;
    let first = heading_row.map_or(heading::MOST_ABOVE, |row| usize::try_from(row).unwrap_or(MOST_ROWS).min(MOST_ROWS));
    for sheet in book.sheets.clone() {
        let rows = book.first(&sheet, first)?;
        let found = heading::best(rows.into_iter(), form, heading_row);
        best = match (best, found) {
            (Some(best), Some(found)) if !found.is_better_than(&best.1) => Some(best),
            (best, None) => best,
            (_, Some(found)) => Some((sheet, found)),
        };
    }
    let (sheet, found) = best.ok_or(heading_row.map_or(Unreadable::Empty, |row| Unreadable::NoSuchRow { row }))?;
    let width = found.cells.len();
    let (table, besides) = book.read(&sheet, |rows| {
        let mut padded = rows.map(|mut record| {
            record.cells.resize(record.cells.len().max(width), String::new());
            record
        });
        of_records(&mut padded, found, form, others)
    })?;
    let mut table = table?;
    let is_row = |line: &u64| table.rows.binary_search_by_key(line, |row| row.line).is_ok();
    table.besides = Besides {
        hidden: besides.hidden.into_iter().filter(is_row).collect(),
        merged: besides.merged.into_iter().filter(is_row).collect(),
        ..besides
    };
    Ok(table)
}

fn of_records(records: &mut dyn Iterator<Item = Record>, found: Found, form: &Form, others: &[&Form]) -> Result<Table, Unreadable> {
    let places = match heading::places(&found.cells, form) {
        Ok(places) => places,
        Err(mismatch) => return Err(heading::explain(mismatch, &found.cells, others)),
    };
    let mut table = Table { ignored: places.ignored, headings: places.renamed, ..Table::default() };
    for Record { line, cells, unsaid } in records.skip(found.above + 1) {
        let mut cells: Vec<String> = cells.iter().map(|cell| clean(&csv_plain(cell.trim()))).collect();
        if cells.iter().all(String::is_empty) && unsaid.is_empty() {
            continue;
        }
        let is_numbers = table.rows.is_empty() && remark::is_numbers_of_columns(&cells);
        let wrong =
            wrong_width(&cells, found.cells.len()).or_else(|| (table.rows.len() == MOST_ROWS).then_some(Refusal::TooMany { most: 20_000 }));
        let mut missing = None;
        for Unsaid { column, formula } in unsaid {
            if let (Some(cell), Some(Some(key))) = (cells.get_mut(column), places.keys.get(column)) {
                *cell = formula;
                missing = missing.or(Some(*key));
            }
        }
        let row = Row {
            line,
            cells: places.keys.iter().zip(cells.iter()).filter_map(|(key, text)| Some(((*key)?, text.clone()))).collect(),
            wrong,
            unsaid: missing,
        };
        if is_numbers || remark::is_remark(&cells, &row, form, !table.remarks.is_empty()) {
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

/// Empty cells behind the last heading are the spreadsheet's; anything else is a separator or a quote too many or too
/// few.
fn wrong_width(cells: &[String], expected: usize) -> Option<Refusal> {
    let is_more = cells.get(expected..).is_some_and(|rest| rest.iter().any(|cell| !cell.is_empty()));
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    (is_more || cells.len() < expected).then(|| Refusal::RowUnreadable { found: count(cells.len()), expected: count(expected) })
}

#[cfg(test)]
mod tests;
