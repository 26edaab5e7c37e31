//! Who backs a proposal, and the counters that follow.

use crate::{
    Failure,
    store::{
        Tx,
        database::{ROWS_AT_ONCE, on_tx},
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, ProposalId},
};
use sqlx::QueryBuilder;

/// Somebody who backs a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    pub by: AccountId,
    /// At home in the kelurahan of the proposal.
    pub local: bool,
    pub at: Instant,
}

/// How many of these people did not back it before.
pub async fn insert_supports(tx: &mut Tx, proposal: ProposalId, people: &[Support]) -> Result<u64, Failure> {
    let mut new = 0;
    for part in people.chunks(ROWS_AT_ONCE) {
        new += on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO supports (proposal_id, account_id, local, supported_at) ");
            query.push_values(part, |mut row, support| {
                row.push_bind(proposal.0).push_bind(support.by.0).push_bind(support.local).push_bind(support.at);
            });
            query.push(" ON CONFLICT (proposal_id, account_id) DO NOTHING").build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    Ok(new)
}

/// `false` when this person did not back it.
pub async fn remove_support(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM supports WHERE proposal_id = $1 AND account_id = $2")
        .bind(proposal.0).bind(by.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub async fn supports(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<bool, Failure> {
    let count: i64 = on_tx!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM supports WHERE proposal_id = $1 AND account_id = $2")
        .bind(proposal.0).bind(by.0).fetch_one(conn).await)?;
    Ok(count > 0)
}

/// Counts the supporters of a proposal and of everything merged into it, each person once, and writes the counters.
/// The rate is local and other support per million households of the kelurahan, zero where households are unknown.
pub async fn recount_support(tx: &mut Tx, proposal: ProposalId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "WITH RECURSIVE family (id) AS (
             SELECT id FROM proposals WHERE id = $1
             UNION
             SELECT duplicate.id FROM proposals duplicate JOIN family ON duplicate.merged_into = family.id
         ),
         people (account_id, local) AS (
             SELECT account_id, MAX(CASE WHEN local THEN 1 ELSE 0 END)
             FROM supports WHERE proposal_id IN (SELECT id FROM family) GROUP BY account_id
         ),
         counted (everybody, neighbours) AS (
             SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(local), 0) AS BIGINT) FROM people
         )
         UPDATE proposals SET
             support_count = (SELECT everybody FROM counted),
             support_local = (SELECT neighbours FROM counted),
             support_rate = COALESCE(
                 (SELECT (SELECT everybody FROM counted) * 1000000 / households FROM regions
                  WHERE regions.id = proposals.kelurahan_id AND households > 0), 0),
             version = version + 1
         WHERE id = $1")
        .bind(proposal.0).execute(conn).await.map(drop))?;
    Ok(())
}
