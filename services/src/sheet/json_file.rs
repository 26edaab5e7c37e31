//! JSON for machines: the rows by the stable names of their columns, with codes instead of words, then what the file
//! is.

use super::{About, Cell, SheetColumn};
use crate::Failure;
use serde_json::{Map, Value};
use std::io::Write;

/// A file that is written row by row.
pub struct JsonFile<W: Write> {
    file: W,
    keys: Vec<&'static str>,
    is_empty: bool,
}

impl<W: Write> JsonFile<W> {
    pub fn begin(mut file: W, columns: &[SheetColumn]) -> Result<Self, Failure> {
        file.write_all(b"{\"data\":[")?;
        Ok(Self { file, keys: columns.iter().map(|column| column.key).collect(), is_empty: true })
    }

    pub fn add(&mut self, row: &[Cell]) -> Result<(), Failure> {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.file.write_all(b",")?;
        }
        let pairs = self.keys.iter().zip(row).map(|(key, cell)| Ok(((*key).to_owned(), value(cell)?)));
        let row = pairs.collect::<Result<Map<String, Value>, Failure>>()?;
        serde_json::to_writer(&mut self.file, &row).map_err(|error| Failure::from(std::io::Error::from(error)))
    }

    /// `about` are the lines that say what the file is, the hash of its rows among them.
    pub fn finish(mut self, about: &[About]) -> Result<W, Failure> {
        self.file.write_all(b"],\"metadata\":")?;
        let about: Map<String, Value> = about.iter().map(|line| (line.key.to_owned(), Value::from(line.value.clone()))).collect();
        serde_json::to_writer(&mut self.file, &about).map_err(|error| Failure::from(std::io::Error::from(error)))?;
        self.file.write_all(b"}")?;
        Ok(self.file)
    }
}

fn value(cell: &Cell) -> Result<Value, Failure> {
    Ok(match cell {
        Cell::Empty => Value::Null,
        Cell::Integer(number) => Value::from(*number),
        Cell::Decimal { .. } => serde_json::from_str(&cell.plain()).map_err(|error| Failure::Other(error.to_string()))?,
        Cell::Code { code, .. } => Value::from(code.clone()),
        Cell::Text(_) | Cell::Date(_) => Value::from(cell.plain()),
    })
}
