//! CSV in UTF-8: headings, then rows; text that a spreadsheet might take for a formula begins with an apostrophe.

use super::{Cell, SheetColumn};
use crate::Failure;
use domain::export::csv_safe;
use std::io::Write;

/// A file that is written row by row.
pub struct CsvFile<W: Write>(csv::Writer<W>);

impl<W: Write> CsvFile<W> {
    pub fn begin(file: W, columns: &[SheetColumn]) -> Result<Self, Failure> {
        let mut writer = csv::Writer::from_writer(file);
        writer.write_record(columns.iter().map(|column| csv_safe(&column.heading).into_owned())).map_err(failed)?;
        Ok(Self(writer))
    }

    pub fn add(&mut self, row: &[Cell]) -> Result<(), Failure> {
        let cells = row.iter().map(|cell| match cell {
            Cell::Text(text) => csv_safe(text).into_owned(),
            other => other.plain(),
        });
        self.0.write_record(cells).map_err(failed)
    }

    pub fn finish(self) -> Result<W, Failure> {
        self.0.into_inner().map_err(|error| Failure::Other(error.to_string()))
    }
}

fn failed(error: csv::Error) -> Failure {
    Failure::Other(error.to_string())
}
