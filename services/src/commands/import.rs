//! What all imports share: a CSV file is read row by row in one unit of work, every bad row is named with its line and
//! column, and nothing is written unless nothing is wrong and writing was asked for.

use super::Outcome;
use crate::{Failure, Services, store::Tx};
use domain::refusal::Refusal;
use serde::de::DeserializeOwned;
use std::io::Read;

const MOST_ROWS: usize = 20_000;

/// One thing wrong with an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// As a text editor counts; the header is line 1.
    pub line: u64,
    pub column: &'static str,
    pub refusal: Refusal,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub problems: Vec<RowProblem>,
}

/// What became of one good row.
pub(super) enum Change {
    Added,
    Changed,
    None,
}

/// The column of a bad row and what is wrong with it.
pub(super) type Wrong = (&'static str, Refusal);

/// How the handling of one row ends; the outer error stops the import.
pub(super) type RowOutcome = Result<Result<Change, Wrong>, Failure>;

/// Reads the whole file with `handle`, then writes it when `apply` is set and nothing is wrong.
pub(super) async fn import_rows<R: DeserializeOwned>(
    services: &Services,
    file: impl Read,
    apply: bool,
    mut handle: impl AsyncFnMut(&mut Tx, R) -> RowOutcome,
) -> Outcome<ImportReport> {
    let mut report = ImportReport::default();
    let mut tx = services.database.begin().await?;
    for (line, record) in read_rows(file)? {
        let outcome = match record {
            Ok(record) => handle(&mut tx, record).await?,
            Err(refusal) => Err(("code", refusal)),
        };
        match outcome {
            Ok(Change::Added) => report.added += 1,
            Ok(Change::Changed) => report.changed += 1,
            Ok(Change::None) => report.unchanged += 1,
            Err((column, refusal)) => report.problems.push(RowProblem { line, column, refusal }),
        }
    }
    if apply && report.problems.is_empty() {
        tx.commit().await?;
    }
    Ok(report)
}

/// The line of a row, and the row if it can be read.
pub(super) type ReadRow<R> = (u64, Result<R, Refusal>);

/// Every row with its line, or why it cannot be read. Of a file that is too long the rest is one bad row.
pub(super) fn read_rows<R: DeserializeOwned>(mut file: impl Read) -> Result<Vec<ReadRow<R>>, Failure> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut rows = Vec::new();
    for record in reader.records().take(MOST_ROWS + 1) {
        let start = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let line = start.map_or(0, |start| line_of(start, text));
        let record = match record.and_then(|record| record.deserialize(Some(&headers))) {
            _ if rows.len() == MOST_ROWS => Err(Refusal::TooMany { most: 20_000 }),
            Ok(record) => Ok(record),
            Err(_) => Err(Refusal::RowUnreadable),
        };
        rows.push((line, record));
    }
    Ok(rows)
}

/// The line of a record; where it starts, blank lines may still precede it.
fn line_of(start: &csv::Position, text: &[u8]) -> u64 {
    let rest = usize::try_from(start.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    start.line() + u64::try_from(blank).unwrap_or(0)
}
