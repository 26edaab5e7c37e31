//! XLSX: a frozen, filtered table with real numbers and dates, a sheet that explains its columns, one about the file.
//! Rows go to a file beside it as they come, so that a large table takes no more memory than a small one.

use super::{About, Cell, SheetColumn};
use crate::Failure;
use domain::export::CellKind;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::{borrow::Cow, io::Write, path::Path};

/// Longer cells wrap.
const WIDEST: usize = 60;

/// A file that is written row by row.
pub struct XlsxFile {
    workbook: Workbook,
    formats: Vec<Format>,
    /// Letters of the longest cell of each column.
    longest: Vec<usize>,
    rows: u32,
}

impl XlsxFile {
    /// `beside` is a folder for the rows, until the file is whole.
    pub fn begin(name: &str, columns: &[SheetColumn], beside: &Path) -> Result<Self, Failure> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(beside).map_err(failed)?;
        let page = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        page.set_name(name).map_err(failed)?;
        let formats: Vec<Format> = columns.iter().map(|column| format_of(column.kind)).collect();
        for (column, place) in columns.iter().zip(0_u16..) {
            page.write_string_with_format(0, place, &column.heading, &bold()).map_err(failed)?;
        }
        Ok(Self { workbook, formats, longest: vec![0; columns.len()], rows: 0 })
    }

    pub fn add(&mut self, row: &[Cell]) -> Result<(), Failure> {
        self.rows += 1;
        let page = self.workbook.worksheet_from_index(0).map_err(failed)?;
        for (((cell, place), format), longest) in row.iter().zip(0_u16..).zip(&self.formats).zip(&mut self.longest) {
            *longest = (*longest).max(cell.plain().chars().count());
            write_cell(page, self.rows, place, cell, format).map_err(failed)?;
        }
        Ok(())
    }

    /// `names` are those of the sheet that explains and of the one about the file.
    pub fn finish(mut self, names: [&str; 2], columns: &[SheetColumn], about: &[About], file: impl Write + Send) -> Result<(), Failure> {
        let page = self.workbook.worksheet_from_index(0).map_err(failed)?;
        lay_out(page, columns, &self.formats, &self.longest, self.rows).map_err(failed)?;
        explain(self.workbook.add_worksheet(), names[0], columns).map_err(failed)?;
        tell(self.workbook.add_worksheet(), names[1], about).map_err(failed)?;
        self.workbook.save_to_writer(file).map_err(failed)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used by map_err")]
fn failed(error: XlsxError) -> Failure {
    Failure::Other(error.to_string())
}

fn bold() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top)
}

fn format_of(kind: CellKind) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    match kind {
        CellKind::Text => format.set_num_format("@").set_text_wrap(),
        CellKind::Integer => format.set_num_format("0"),
        CellKind::Rupiah => format.set_num_format("#,##0"),
        CellKind::Date => format.set_num_format("dd/mm/yyyy"),
        CellKind::Decimal => format.set_num_format("#,##0.######"),
    }
}

fn lay_out(page: &mut Worksheet, columns: &[SheetColumn], formats: &[Format], longest: &[usize], rows: u32) -> Result<(), XlsxError> {
    for (((column, place), format), longest) in columns.iter().zip(0_u16..).zip(formats).zip(longest) {
        page.set_column_width(place, width(column, *longest))?;
        page.set_column_format(place, format)?;
    }
    page.set_freeze_panes(1, 1)?;
    page.autofilter(0, 0, rows, u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1))?;
    page.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Wide enough for most cells; long texts wrap.
fn width(column: &SheetColumn, longest: usize) -> u16 {
    let wanted = longest.max(column.heading.chars().count() * 3 / 4).clamp(8, WIDEST);
    let extra = if column.kind == CellKind::Rupiah { 6 } else { 2 };
    u16::try_from(wanted + extra).unwrap_or(u16::MAX)
}

/// Text is written as text whatever it begins with.
fn write_cell(page: &mut Worksheet, row: u32, column: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) | Cell::Code { words: text, .. } => {
            page.write_string_with_format(row, column, fitting(text), format)?;
        }
        Cell::Integer(_) | Cell::Decimal { .. } => {
            // Spreadsheets know only floating numbers; fifteen digits are exact.
            let number: f64 = cell.plain().parse().unwrap_or(f64::NAN);
            page.write_number_with_format(row, column, number, format)?;
        }
        Cell::Date(day) => {
            page.write_datetime_with_format(row, column, &ExcelDateTime::parse_from_str(&day.to_string())?, format)?;
        }
    }
    Ok(())
}

/// A cell holds so many units of UTF-16; longer texts end in a mark that they were cut. CSV and JSON hold them whole.
fn fitting(text: &str) -> Cow<'_, str> {
    const MOST_UNITS: usize = 32_767;
    const CUT: &str = " […]";
    if text.encode_utf16().count() <= MOST_UNITS {
        return Cow::Borrowed(text);
    }
    let mut units = CUT.encode_utf16().count();
    let kept = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > MOST_UNITS
    });
    Cow::Owned(format!("{}{CUT}", &text[..kept.map_or(text.len(), |(place, _)| place)]))
}

fn explain(page: &mut Worksheet, name: &str, columns: &[SheetColumn]) -> Result<(), XlsxError> {
    page.set_name(name)?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, row) in columns.iter().zip(0_u32..) {
        page.write_string_with_format(row, 0, &column.heading, &bold())?;
        page.write_string_with_format(row, 1, column.key, &wrapped)?;
        page.write_string_with_format(row, 2, &column.explanation, &wrapped)?;
    }
    page.set_column_width(0, 28)?.set_column_width(1, 20)?.set_column_width(2, 80)?;
    Ok(())
}

fn tell(page: &mut Worksheet, name: &str, about: &[About]) -> Result<(), XlsxError> {
    page.set_name(name)?;
    for (line, row) in about.iter().zip(0_u32..) {
        page.write_string_with_format(row, 0, &line.label, &bold())?;
        page.write_string(row, 1, fitting(&line.value))?;
    }
    page.set_column_width(0, 28)?.set_column_width(1, 80)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_with_a_mark() {
        for letter in ["a", "é", "🙂"] {
            let cut = fitting(&letter.repeat(40_000)).into_owned();
            assert!(cut.ends_with("[…]") && (32_760..=32_767).contains(&cut.encode_utf16().count()), "{letter}");
        }
        assert_eq!(fitting(&"a".repeat(32_767)), "a".repeat(32_767));
    }
}
