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
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    for (index, record) in reader.deserialize::<R>().enumerate() {
        let line = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(2);
        let outcome = match record {
            _ if index >= MOST_ROWS => Err(("code", Refusal::TooMany { most: 20_000 })),
            Err(_) => Err(("code", Refusal::RowUnreadable)),
            Ok(record) => handle(&mut tx, record).await?,
        };
        match outcome {
            Ok(Change::Added) => report.added += 1,
            Ok(Change::Changed) => report.changed += 1,
            Ok(Change::None) => report.unchanged += 1,
            Err((column, refusal)) => report.problems.push(RowProblem { line, column, refusal }),
        }
        if index >= MOST_ROWS {
            break;
        }
    }
    if apply && report.problems.is_empty() {
        tx.commit().await?;
    }
    Ok(report)
}
