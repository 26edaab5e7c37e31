//! Tables that people take away, as CSV, XLSX and JSON: numbers stay numbers, codes stay text, nothing starts a
//! formula, and a long table takes no more memory than a short one. Which columns a table has is the domain's; what
//! they are called, the pages'.

mod csv_file;
mod json_file;
mod xlsx_file;

use crate::Failure;
use csv_file::{CsvFile, Reader};
use domain::{clock::Day, export::CellKind};
use json_file::JsonFile;
use sha2::{Digest, Sha256};
use std::{io::Write, path::Path};
use xlsx_file::XlsxFile;

/// One cell; exact, also where it has decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Empty,
    Text(String),
    /// A value of a fixed list: people read the words, programs the code.
    Code {
        code: String,
        words: String,
    },
    Integer(i64),
    /// `units` of the last of `places` decimals: 12,5 with three places is 12500.
    Decimal {
        units: i64,
        places: u8,
    },
    Date(Day),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The plain form of CSV: digits, a point before decimals, ISO dates.
    fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Code { words: text, .. } => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal { units, places } => decimal(*units, *places),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// `12500` with three places is `12.5`.
fn decimal(units: i64, places: u8) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", units.unsigned_abs(), width = usize::from(places) + 1);
    let (whole, rest) = digits.split_at(digits.len() - usize::from(places));
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Date(day)
    }
}

/// One column with its words.
#[derive(Clone, Debug)]
pub struct SheetColumn {
    /// The stable name, used by JSON.
    pub key: &'static str,
    pub heading: String,
    /// For the sheet that explains the columns.
    pub explanation: String,
    pub kind: CellKind,
}

/// One line about a file: its key for programs, its label and value for people.
#[derive(Clone, Debug)]
pub struct About {
    pub key: &'static str,
    pub label: String,
    pub value: String,
}

/// Rows one by one, as they come.
pub type Rows = Box<dyn Iterator<Item = Result<Vec<Cell>, Failure>> + Send>;

/// A table with what explains it. Its rows are there while they are written, and not before.
pub struct Sheet {
    /// Names of the three sheets: the table, the columns, about this file.
    pub names: [String; 3],
    pub columns: Vec<SheetColumn>,
    pub rows: Rows,
    /// Filters, moment, source.
    pub about: Vec<About>,
}

/// The forms of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    Csv,
    Xlsx,
    Json,
}

impl Sheet {
    /// Writes the table into a file; `beside` is a folder for what is written on the way.
    pub fn write(self, kind: FileKind, beside: &Path, file: impl Write + Send) -> Result<(), Failure> {
        let Self { names: [table, explained, about_name], columns, rows, mut about } = self;
        // Two files with the same hash hold the same data, whatever their form and language: it is that of keys and
        // codes as CSV.
        let mut hash = CsvFile::begin(Sha256::new(), &columns, Reader::Program)?;
        match kind {
            FileKind::Csv => {
                let mut csv = CsvFile::begin(file, &columns, Reader::Person)?;
                for row in rows {
                    csv.add(&row?)?;
                }
                csv.finish()?.flush()?;
            }
            FileKind::Json => {
                let mut json = JsonFile::begin(file, &columns)?;
                for row in rows {
                    let row = row?;
                    hash.add(&row)?;
                    json.add(&row)?;
                }
                about.push(hash_line(&hash.finish()?.finalize()));
                json.finish(&about)?.flush()?;
            }
            FileKind::Xlsx => {
                let mut xlsx = XlsxFile::begin(&table, &columns, beside)?;
                for row in rows {
                    let row = row?;
                    hash.add(&row)?;
                    xlsx.add(&row)?;
                }
                about.push(hash_line(&hash.finish()?.finalize()));
                xlsx.finish([&explained, &about_name], &columns, &about, file)?;
            }
        }
        Ok(())
    }
}

fn hash_line(hash: &[u8]) -> About {
    About { key: "sha256", label: "SHA-256".into(), value: hash.iter().map(|byte| format!("{byte:02x}")).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        let table =
            [(12_500, 3, "12.5"), (240_000, 3, "240"), (-1_602_294, 6, "-1.602294"), (5, 3, "0.005"), (0, 2, "0"), (7250, 2, "72.5")];
        for (units, places, text) in table {
            assert_eq!(decimal(units, places), text);
        }
    }

    #[test]
    fn hostile_words_stay_words() {
        let hostile = "=HYPERLINK(\"http://x\",\"k\") <script>alert(1)</script>";
        let column = |key, kind| SheetColumn { key, heading: key.into(), explanation: String::new(), kind };
        let table = |rows: Vec<Vec<Cell>>| Sheet {
            names: ["Data", "Kolom", "Tentang"].map(Into::into),
            columns: vec![column("title", CellKind::Text), column("cost", CellKind::Rupiah), column("status", CellKind::Text)],
            rows: Box::new(rows.into_iter().map(Ok)),
            about: vec![About { key: "filters", label: "Saringan".into(), value: "=1+1".into() }],
        };
        let status = Cell::Code { code: "submitted".into(), words: "Diajukan".into() };
        let folder = tempfile::tempdir().unwrap();
        let file = |kind| {
            let mut file = Vec::new();
            table(vec![vec![Cell::text(hostile), Cell::Integer(1_250_000), status.clone()]]).write(kind, folder.path(), &mut file).unwrap();
            file
        };
        let csv = String::from_utf8(file(FileKind::Csv)).unwrap();
        assert!(csv.contains("\"'=HYPERLINK("), "{csv}");
        assert!(csv.contains(",1250000"));
        let json: serde_json::Value = serde_json::from_slice(&file(FileKind::Json)).unwrap();
        assert_eq!(json["data"][0]["title"], hostile);
        assert_eq!((&json["data"][0]["cost"], &json["data"][0]["status"]), (&1_250_000.into(), &"submitted".into()));
        assert_eq!(json["metadata"]["filters"], "=1+1");
        assert!(csv.contains("Diajukan") && !csv.contains("submitted"), "people read words");
        let canonical = format!("title,cost,status\n\"{}\",1250000,submitted\n", hostile.replace('"', "\"\""));
        assert_eq!(json["metadata"]["sha256"], format!("{:x}", Sha256::digest(canonical)));
        assert!(file(FileKind::Xlsx).starts_with(b"PK"));
        let mut empty = Vec::new();
        table(Vec::new()).write(FileKind::Json, folder.path(), &mut empty).unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&empty).unwrap()["data"], serde_json::json!([]));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "what was written on the way is gone");
    }
}
