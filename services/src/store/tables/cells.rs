//! One value, written the same whichever database it came from, and what proves that two tables hold the same rows.

use chrono::DateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What a column holds; only PostgreSQL tells all of these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Integer,
    Real,
    Text,
    Bytes,
    Bool,
    Id,
    Instant,
    Day,
    Json,
}

/// A value as SQLite stores it: instants and days as text, ids as sixteen bytes, yes and no as 1 and 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Cell {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Bytes { hex: String },
}

/// In the order of its table's columns.
pub type Row = Vec<Cell>;

impl Cell {
    pub(super) fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes { hex: bytes.iter().map(|byte| format!("{byte:02x}")).collect() }
    }

    /// The bytes behind [`Cell::Bytes`]; nothing when they are not written as such.
    pub(super) fn to_bytes(&self) -> Option<Vec<u8>> {
        let Self::Bytes { hex } = self else { return None };
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
    }

    /// JSON with sorted keys and no blanks, as both databases give it back.
    pub(super) fn json(text: &str) -> Self {
        let value = serde_json::from_str::<serde_json::Value>(text);
        Self::Text(value.map_or_else(|_| text.to_owned(), |value| value.to_string()))
    }

    fn add_to(&self, hash: &mut Sha256) {
        match self {
            Self::Null => hash.update([0]),
            Self::Integer(number) => {
                hash.update([1]);
                hash.update(number.to_be_bytes());
            }
            Self::Real(number) => {
                hash.update([2]);
                hash.update(number.to_bits().to_be_bytes());
            }
            // An instant may be written with more or fewer zeros.
            Self::Text(text) => match DateTime::parse_from_rfc3339(text) {
                Ok(instant) => {
                    hash.update([3]);
                    hash.update(instant.timestamp_micros().to_be_bytes());
                }
                Err(_) => {
                    hash.update([4]);
                    hash.update(text.len().to_be_bytes());
                    hash.update(text);
                }
            },
            Self::Bytes { hex } => {
                hash.update([5]);
                hash.update(hex.len().to_be_bytes());
                hash.update(hex);
            }
        }
    }
}

/// Of the rows of a table, whatever their order.
#[derive(Clone, Debug, Default)]
pub struct Digest(Vec<[u8; 32]>);

impl Digest {
    pub fn add(&mut self, row: &[Cell]) {
        let mut hash = Sha256::new();
        for cell in row {
            cell.add_to(&mut hash);
        }
        self.0.push(hash.finalize().into());
    }

    pub fn rows(&self) -> usize {
        self.0.len()
    }

    /// The same for the same rows.
    pub fn finish(mut self) -> String {
        self.0.sort_unstable();
        let hash = self.0.iter().fold(Sha256::new(), Sha256::chain_update).finalize();
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_written_and_read_back() {
        for (cell, text) in [
            (Cell::Null, "null"),
            (Cell::Integer(-7), "-7"),
            (Cell::Real(1.0), "1.0"),
            (Cell::Text("a\n\"b\"".into()), "\"a\\n\\\"b\\\"\""),
            (Cell::bytes(&[0, 255]), "{\"hex\":\"00ff\"}"),
        ] {
            assert_eq!(serde_json::to_string(&cell).unwrap(), text);
            assert_eq!(serde_json::from_str::<Cell>(text).unwrap(), cell);
        }
        assert_eq!(Cell::bytes(&[0, 255]).to_bytes(), Some(vec![0, 255]));
        assert_eq!(Cell::Bytes { hex: "0".into() }.to_bytes(), None);
        assert_eq!(Cell::json("{\"b\": 1, \"a\": [ ]}"), Cell::Text("{\"a\":[],\"b\":1}".into()));
    }

    #[test]
    fn the_order_of_rows_changes_no_digest_and_every_value_does() {
        let digest = |rows: &[Row]| {
            let mut digest = Digest::default();
            for row in rows {
                digest.add(row);
            }
            digest.finish()
        };
        let (one, two) = (vec![Cell::Integer(1)], vec![Cell::Text("1".into())]);
        assert_eq!(digest(&[one.clone(), two.clone()]), digest(&[two.clone(), one.clone()]));
        assert_ne!(digest(&[one.clone(), one.clone()]), digest(&[one, two]));
        let instant = |text: &str| digest(&[vec![Cell::Text(text.into())]]);
        assert_eq!(instant("2027-01-12T00:00:00.500+00:00"), instant("2027-01-12T00:00:00.500000+00:00"));
        assert_ne!(instant("2027-01-12"), instant("2027-01-13"));
    }
}
