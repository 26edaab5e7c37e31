//! CSV in UTF-8: headings, then rows; text that a spreadsheet might take for a formula begins with an apostrophe.

use super::{Cell, Sheet};
use crate::Failure;
use domain::export::csv_safe;

pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::Other(error.to_string());
    writer.write_record(sheet.columns.iter().map(|column| csv_safe(&column.heading).into_owned())).map_err(failed)?;
    for row in &sheet.rows {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => csv_safe(text).into_owned(),
            other => other.plain(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Failure::Other(error.to_string()))
}
