//! The cells of a sheet as rows of text. A cell that is merged downwards counts in every row it covers.

use crate::table::{Record, Unsaid};
use calamine::{DataRef, DataType, Dimensions, ExcelDateTime, XlsxCellFormulaMetadataRecord, XlsxCellReader, XlsxFormulaMetadata};
use std::io::Cursor;

/// A cell further to the right stands here, so that its row is seen to be too wide.
const MOST_COLUMNS: usize = 200;
/// Days that a spreadsheet counts from the end of 1899; what lies outside is no day of ours.
const DAYS: std::ops::Range<f64> = 1.0..80_000.0;

type Cells<'r, 'b> = XlsxCellReader<'r, Cursor<&'b [u8]>>;
type Found<'r> = XlsxCellFormulaMetadataRecord<'r>;

pub struct Rows<'r, 'b> {
    cells: Cells<'r, 'b>,
    /// The first cell of the next row.
    next: Option<Found<'r>>,
    /// Merged cells of more than one row, the topmost last.
    merged: Vec<Dimensions>,
    /// Those that have begun, with what stands in them.
    carried: Vec<(Dimensions, String)>,
    /// Rows that have a value from further up.
    pub filled: Vec<u64>,
    /// Behind the last cell the reader would read on into what is no cell.
    is_over: bool,
    pub is_broken: bool,
}

impl<'r, 'b> Rows<'r, 'b> {
    pub fn new(cells: Cells<'r, 'b>, mut merged: Vec<Dimensions>) -> Self {
        merged.retain(|area| area.end.0 > area.start.0);
        merged.sort_unstable_by_key(|area| std::cmp::Reverse(area.start));
        Self { cells, next: None, merged, carried: Vec::new(), filled: Vec::new(), is_over: false, is_broken: false }
    }

    /// The next cell with something in it.
    fn cell(&mut self) -> Option<Found<'r>> {
        while !self.is_over {
            match self.cells.next_cell_with_formula_metadata() {
                Ok(Some(cell)) if cell.value.is_empty() && cell.formula.is_none() => {}
                Ok(Some(cell)) => return Some(cell),
                Ok(None) => self.is_over = true,
                Err(_) => (self.is_over, self.is_broken) = (true, true),
            }
        }
        None
    }

    /// What stands in merged cells from further up, in the cells of this row that are empty; a row of nothing else
    /// stays so.
    fn fill(&mut self, row: u32, record: &mut Record) {
        while self.merged.last().is_some_and(|area| area.start.0 <= row) {
            self.carried.extend(self.merged.pop().map(|area| (area, String::new())));
        }
        self.carried.retain(|(area, _)| area.end.0 >= row);
        let is_empty = record.cells.iter().all(|cell| cell.trim().is_empty());
        let mut is_filled = false;
        for (area, text) in &mut self.carried {
            let column = usize::try_from(area.start.1).unwrap_or(MOST_COLUMNS).min(MOST_COLUMNS);
            let own = record.cells.get(column).filter(|cell| !cell.trim().is_empty());
            match own {
                Some(own) if area.start.0 == row => text.clone_from(own),
                None if area.start.0 < row && !text.is_empty() && !is_empty => {
                    put(&mut record.cells, column, text.clone());
                    is_filled = true;
                }
                _ => {}
            }
        }
        if is_filled {
            self.filled.push(record.line);
        }
    }
}

impl Iterator for Rows<'_, '_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let first = match self.next.take() {
            Some(cell) => cell,
            None => self.cell()?,
        };
        let row = first.pos.0;
        let mut record = Record { line: u64::from(row) + 1, cells: Vec::new(), unsaid: Vec::new() };
        let mut cell = Some(first);
        while let Some(found) = cell {
            if found.pos.0 != row {
                self.next = Some(found);
                break;
            }
            take(&mut record, &found);
            cell = self.cell();
        }
        self.fill(row, &mut record);
        Some(record)
    }
}

fn take(record: &mut Record, found: &Found) {
    let column = usize::try_from(found.pos.1).unwrap_or(MOST_COLUMNS).min(MOST_COLUMNS);
    let is_unsaid = matches!((&found.value, &found.formula), (DataRef::Empty, Some(_)));
    let words = match &found.formula {
        Some(XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. }) if is_unsaid => format!("={formula}"),
        Some(_) if is_unsaid => "=…".to_owned(),
        _ => text(&found.value),
    };
    if is_unsaid {
        record.unsaid.push(Unsaid { column, formula: words });
    } else {
        put(&mut record.cells, column, words);
    }
}

fn put(cells: &mut Vec<String>, column: usize, text: String) {
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    cells[column] = text;
}

/// As it would be typed.
fn text(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => digits(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_so) => if *is_so { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(at) => day(at),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// `12.5` is a number here and no slip of the thousands; what a computer is off by in the sixteenth digit says
/// nothing.
fn digits(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string().replace('.', ",")
}

/// The day, and the time only where there is one.
fn day(at: &ExcelDateTime) -> String {
    if !at.is_datetime() || !DAYS.contains(&at.as_f64()) {
        return digits(at.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}
