//! Who backs a proposal, and the counters that follow. The family of a proposal is itself and everything merged into
//! it, however far; its line is itself and everything it went into. Support is shown for a family, each person once.

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
use uuid::Uuid;

/// Somebody who backs a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Support {
    pub by: AccountId,
    pub at: Instant,
}

/// How many of these people did not back it before.
pub async fn insert_supports(tx: &mut Tx, proposal: ProposalId, people: &[Support]) -> Result<u64, Failure> {
    let mut new = 0;
    for part in people.chunks(ROWS_AT_ONCE) {
        new += on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO supports (proposal_id, account_id, supported_at) ");
            query.push_values(part, |mut row, support| {
                row.push_bind(proposal.0).push_bind(support.by.0).push_bind(support.at);
            });
            query.push(" ON CONFLICT (proposal_id, account_id) DO NOTHING").build().execute(conn).await.map(|done| done.rows_affected())
        })?;
    }
    Ok(new)
}

/// The beginning of a statement about the family of `$1`.
macro_rules! of_family {
    ($rest:literal) => {
        concat!(
            "WITH RECURSIVE family (id) AS (
                 SELECT id FROM proposals WHERE id = $1
                 UNION
                 SELECT duplicate.id FROM proposals duplicate JOIN family ON duplicate.merged_into = family.id
             ) ",
            $rest
        )
    };
}

/// A person leaves a proposal and everything merged into it; `false` when they backed none of them.
pub async fn remove_support(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(of_family!(
        "DELETE FROM supports WHERE account_id = $2 AND proposal_id IN (SELECT id FROM family)"))
        .bind(proposal.0).bind(by.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows > 0)
}

/// What of the family a person backs: what they are counted through.
pub async fn backed_by(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<Vec<ProposalId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(of_family!(
        "SELECT proposal_id FROM supports WHERE account_id = $2 AND proposal_id IN (SELECT id FROM family) ORDER BY supported_at, proposal_id"))
        .bind(proposal.0).bind(by.0).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(ProposalId).collect())
}

/// Everything a person backs.
pub async fn backed(tx: &mut Tx, by: AccountId) -> Result<Vec<ProposalId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT proposal_id FROM supports WHERE account_id = $1 ORDER BY proposal_id")
        .bind(by.0).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(ProposalId).collect())
}

/// The proposal and everything it went into.
pub async fn line_of(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<ProposalId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "WITH RECURSIVE line (id, merged_into) AS (
             SELECT id, merged_into FROM proposals WHERE id = $1
             UNION
             SELECT target.id, target.merged_into FROM proposals target JOIN line ON target.id = line.merged_into
         )
         SELECT id FROM line")
        .bind(proposal.0).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(ProposalId).collect())
}

/// Counts those of the family of a proposal whose residence is confirmed now, and writes its counters. Local is
/// whoever is at home in its kelurahan. The rate is local support per million households of the RT, or of the
/// kelurahan where those are not known; zero where neither is.
pub async fn recount_support(tx: &mut Tx, proposal: ProposalId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(of_family!(
        ", people (account_id) AS (
             SELECT DISTINCT account_id FROM supports WHERE proposal_id IN (SELECT id FROM family)
         ),
         counted (everybody, neighbours) AS (
             SELECT CAST(COUNT(*) AS BIGINT), CAST(COUNT(CASE WHEN homes.code LIKE kelurahan.code || '-%' THEN 1 END) AS BIGINT)
             FROM people
             JOIN accounts ON accounts.id = people.account_id AND accounts.residence_confirmed_at IS NOT NULL
             LEFT JOIN regions homes ON homes.id = accounts.home_region_id
             LEFT JOIN regions kelurahan ON kelurahan.id = (SELECT kelurahan_id FROM proposals WHERE id = $1)
         )
         UPDATE proposals SET
             support_count = (SELECT everybody FROM counted),
             support_local = (SELECT neighbours FROM counted),
             support_rate = COALESCE((SELECT neighbours FROM counted) * 1000000 / COALESCE(
                 (SELECT NULLIF(households, 0) FROM regions WHERE regions.id = proposals.rt_id),
                 (SELECT NULLIF(households, 0) FROM regions WHERE regions.id = proposals.kelurahan_id)), 0),
             version = version + 1
         WHERE id = $1"))
        .bind(proposal.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// The same for the whole line: what changed in a family changes for all that it went into.
pub async fn recount_line(tx: &mut Tx, proposal: ProposalId) -> Result<(), Failure> {
    for id in line_of(tx, proposal).await? {
        recount_support(tx, id).await?;
    }
    Ok(())
}
