//! Entries on their way into the public log, and what has to be known of those before them. What is public of an entry
//! is decided in the domain; what was published is kept in `store::published`.

use super::{LedgerRow, legible};
use crate::{
    Failure,
    store::{
        Tx,
        database::{ROWS_AT_ONCE, on_tx},
    },
};
use domain::{ids::ProposalId, ledger::Entry};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct WaitingRow {
    seq: i64,
    #[sqlx(flatten)]
    row: LedgerRow,
}

/// Puts new entries of one subject, which is locked, behind those that wait.
pub async fn announce(tx: &mut Tx, entries: &[Entry]) -> Result<(), Failure> {
    for part in entries.chunks(ROWS_AT_ONCE) {
        on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO ledger_outbox (entry_id) ");
            query.push_values(part, |mut row, entry| {
                row.push_bind(entry.id.0);
            });
            query.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// The next that wait, each with its place in the queue. One that cannot be read must not be passed over.
pub async fn waiting(tx: &mut Tx, limit: usize) -> Result<Vec<(i64, Entry)>, Failure> {
    waiting_after(tx, -1, limit).await
}

/// The same behind a place in the queue.
pub async fn waiting_after(tx: &mut Tx, after: i64, limit: usize) -> Result<Vec<(i64, Entry)>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, WaitingRow>(
        "SELECT ledger_outbox.seq, ledger.* FROM ledger_outbox JOIN ledger ON ledger.id = ledger_outbox.entry_id
         WHERE ledger_outbox.seq > $1 ORDER BY ledger_outbox.seq LIMIT $2")
        .bind(after).bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(conn).await)?;
    rows.into_iter().map(|WaitingRow { seq, row }| Ok((seq, legible(row)?))).collect()
}

/// What was published, as the ledger has it, in the order of the log behind a number in it.
pub async fn published_after(tx: &mut Tx, after: i64, limit: usize) -> Result<Vec<(i64, Entry)>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, WaitingRow>(
        "SELECT published.sequence AS seq, ledger.* FROM published JOIN ledger ON ledger.id = published.entry_id
         WHERE published.sequence > $1 AND published.part = 0 ORDER BY published.sequence LIMIT $2")
        .bind(after).bind(i64::try_from(limit).unwrap_or(i64::MAX)).fetch_all(conn).await)?;
    rows.into_iter().map(|WaitingRow { seq, row }| Ok((seq, legible(row)?))).collect()
}

/// Takes out of the queue what was dealt with, and says how many those were.
pub async fn take_out(tx: &mut Tx, places: &[i64]) -> Result<u64, Failure> {
    let mut taken = 0;
    for part in places.chunks(ROWS_AT_ONCE) {
        taken += on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("DELETE FROM ledger_outbox WHERE seq IN (");
            let mut list = query.separated(", ");
            for place in part {
                list.push_bind(*place);
            }
            query.push(")").build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    Ok(taken)
}

/// All that merges and parts and waits no longer, by proposal, in its order.
pub async fn mergers_before(tx: &mut Tx) -> Result<Vec<Entry>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(
        "SELECT * FROM ledger WHERE kind IN ('merged', 'parted')
             AND NOT EXISTS (SELECT 1 FROM ledger_outbox WHERE ledger_outbox.entry_id = ledger.id)
         ORDER BY subject_id, position")
        .fetch_all(conn).await)?;
    rows.into_iter().map(legible).collect()
}

/// What sends a proposal and who backs it, as far as it waits no longer, in its order.
pub async fn support_before(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<Entry>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(
        "SELECT * FROM ledger
         WHERE subject_id = $1 AND kind IN ('sent', 'support_given', 'support_withdrawn', 'supporter_settled')
             AND NOT EXISTS (SELECT 1 FROM ledger_outbox WHERE ledger_outbox.entry_id = ledger.id)
         ORDER BY position")
        .bind(proposal.0).fetch_all(conn).await)?;
    rows.into_iter().map(legible).collect()
}
