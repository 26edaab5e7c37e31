//! XLSX: a frozen, filtered table with real numbers and dates, a sheet that explains its columns, one about the file.

use super::{Cell, Sheet, SheetColumn};
use crate::Failure;
use domain::export::CellKind;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// Longer cells wrap.
const WIDEST: usize = 60;

pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let hash = sheet.hash()?;
    build(sheet, &hash).map_err(|error| Failure::Other(error.to_string()))
}

fn build(sheet: &Sheet, hash: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    table(workbook.add_worksheet(), sheet, &bold)?;
    columns(workbook.add_worksheet(), sheet, &bold)?;
    about(workbook.add_worksheet(), sheet, hash, &bold)?;
    workbook.save_to_buffer()
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

fn table(page: &mut Worksheet, sheet: &Sheet, bold: &Format) -> Result<(), XlsxError> {
    page.set_name(&sheet.names[0])?;
    let formats: Vec<Format> = sheet.columns.iter().map(|column| format_of(column.kind)).collect();
    for ((column, place), format) in sheet.columns.iter().zip(0_u16..).zip(&formats) {
        page.write_string_with_format(0, place, &column.heading, bold)?;
        page.set_column_width(place, width(column, place, sheet))?;
        page.set_column_format(place, format)?;
    }
    for (row, line) in sheet.rows.iter().zip(1_u32..) {
        for ((cell, place), format) in row.iter().zip(0_u16..).zip(&formats) {
            write_cell(page, line, place, cell, format)?;
        }
    }
    page.set_freeze_panes(1, 1)?;
    let (last_row, last_column) = (u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX), u16::try_from(sheet.columns.len()).unwrap_or(1));
    page.autofilter(0, 0, last_row, last_column.saturating_sub(1))?;
    page.set_landscape().set_paper_size(9).set_repeat_rows(0, 0)?;
    Ok(())
}

/// Wide enough for most cells; long texts wrap.
fn width(column: &SheetColumn, place: u16, sheet: &Sheet) -> u16 {
    let longest = sheet.rows.iter().filter_map(|row| row.get(usize::from(place))).map(|cell| cell.plain().chars().count()).max();
    let wanted = longest.unwrap_or(0).max(column.heading.chars().count() * 3 / 4).clamp(8, WIDEST);
    let extra = if column.kind == CellKind::Rupiah { 6 } else { 2 };
    u16::try_from(wanted + extra).unwrap_or(u16::MAX)
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

fn columns(page: &mut Worksheet, sheet: &Sheet, bold: &Format) -> Result<(), XlsxError> {
    page.set_name(&sheet.names[1])?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, row) in sheet.columns.iter().zip(0_u32..) {
        page.write_string_with_format(row, 0, &column.heading, bold)?;
        page.write_string_with_format(row, 1, column.key, &wrapped)?;
        page.write_string_with_format(row, 2, &column.explanation, &wrapped)?;
    }
    page.set_column_width(0, 28)?.set_column_width(1, 20)?.set_column_width(2, 80)?;
    Ok(())
}

fn about(page: &mut Worksheet, sheet: &Sheet, hash: &str, bold: &Format) -> Result<(), XlsxError> {
    page.set_name(&sheet.names[2])?;
    let lines = sheet.about.iter().map(|line| (line.label.as_str(), line.value.as_str())).chain([("SHA-256", hash)]);
    for ((label, value), row) in lines.zip(0_u32..) {
        page.write_string_with_format(row, 0, label, bold)?;
        page.write_string(row, 1, fitting(value))?;
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
