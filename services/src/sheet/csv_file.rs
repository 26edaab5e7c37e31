//! CSV in UTF-8: headings, then rows; text that a spreadsheet might take for a formula carries apostrophes.

use super::{Cell, Sheet};
use crate::Failure;
use domain::export::csv_safe;

/// For people: headings and values in words.
pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let headings = sheet.columns.iter().map(|column| csv_safe(&column.heading).into_owned());
    rows(sheet, headings, |cell| match cell {
        Cell::Text(text) | Cell::Code { words: text, .. } => csv_safe(text).into_owned(),
        other => other.plain(),
    })
}

/// The same in every language: keys and codes.
pub fn canonical(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    rows(sheet, sheet.columns.iter().map(|column| column.key.to_owned()), |cell| match cell {
        Cell::Code { code, .. } => code.clone(),
        other => other.plain(),
    })
}

fn rows(sheet: &Sheet, headings: impl Iterator<Item = String>, text: impl Fn(&Cell) -> String) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::Other(error.to_string());
    writer.write_record(headings).map_err(failed)?;
    for row in &sheet.rows {
        writer.write_record(row.iter().map(&text)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::Other(error.to_string()))
}
