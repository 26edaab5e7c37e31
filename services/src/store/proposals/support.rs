//! Who backs a proposal, and the counters that follow.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::Instant,
    ids::{AccountId, ProposalId},
};

/// `false` when this person backs it already.
pub async fn insert_support(tx: &mut Tx, proposal: ProposalId, by: AccountId, local: bool, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO supports (proposal_id, account_id, local, supported_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (proposal_id, account_id) DO NOTHING")
        .bind(proposal.0).bind(by.0).bind(local).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
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
