//! CSV in UTF-8: headings, then rows; text that a spreadsheet might take for a formula carries apostrophes.

use super::{Cell, SheetColumn};
use crate::Failure;
use domain::export::csv_safe;
use std::io::Write;

/// For whom a table is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Headings and values in words.
    Person,
    /// Keys and codes, the same in every language.
    Program,
}

/// A file that is written row by row.
pub struct CsvFile<W: Write> {
    writer: csv::Writer<W>,
    reader: Reader,
}

impl<W: Write> CsvFile<W> {
    pub fn begin(file: W, columns: &[SheetColumn], reader: Reader) -> Result<Self, Failure> {
        let mut writer = csv::Writer::from_writer(file);
        let heading = |column: &SheetColumn| match reader {
            Reader::Person => csv_safe(&column.heading).into_owned(),
            Reader::Program => column.key.to_owned(),
        };
        writer.write_record(columns.iter().map(heading)).map_err(failed)?;
        Ok(Self { writer, reader })
    }

    pub fn add(&mut self, row: &[Cell]) -> Result<(), Failure> {
        let text = |cell: &Cell| match (cell, self.reader) {
            (Cell::Text(text) | Cell::Code { words: text, .. }, Reader::Person) => csv_safe(text).into_owned(),
            (Cell::Code { code, .. }, Reader::Program) => code.clone(),
            (other, _) => other.plain(),
        };
        let cells: Vec<String> = row.iter().map(text).collect();
        self.writer.write_record(cells).map_err(failed)
    }

    pub fn finish(self) -> Result<W, Failure> {
        self.writer.into_inner().map_err(|error| Failure::Other(error.to_string()))
    }
}

fn failed(error: csv::Error) -> Failure {
    Failure::Other(error.to_string())
}
