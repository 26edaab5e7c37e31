//! Tables that are read while they are written, read by a test that wants all of them.

use services::{queries::proposal_export::ProposalExport, store::proposals::ExportRow};

/// All rows of an export, which waits for them on a thread of its own.
pub async fn rows_of(export: ProposalExport) -> Vec<ExportRow> {
    let reading = tokio::task::spawn_blocking(|| export.into_rows().collect::<Result<_, _>>());
    reading.await.expect("a thread").expect("rows")
}
