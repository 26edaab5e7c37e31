//! JSON for machines: what the file is, then the rows by the stable names of their columns, with codes instead of words.

use super::{Cell, Sheet};
use crate::Failure;
use serde_json::{Map, Value};

pub fn write(sheet: &Sheet) -> Result<Vec<u8>, Failure> {
    let mut about: Map<String, Value> = sheet.about.iter().map(|line| (line.key.to_owned(), Value::from(line.value.clone()))).collect();
    about.insert("sha256".to_owned(), Value::from(sheet.hash()?));
    let rows = sheet.rows.iter().map(|row| {
        let pairs = sheet.columns.iter().zip(row).map(|(column, cell)| Ok((column.key.to_owned(), value(cell)?)));
        pairs.collect::<Result<Map<String, Value>, Failure>>().map(Value::Object)
    });
    let document = Map::from_iter([
        ("metadata".to_owned(), Value::Object(about)),
        ("data".to_owned(), Value::Array(rows.collect::<Result<_, Failure>>()?)),
    ]);
    serde_json::to_vec(&document).map_err(|error| Failure::Other(error.to_string()))
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
