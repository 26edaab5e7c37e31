//! Who backs a proposal, and the counters that follow. The family of a proposal is itself and everything merged into
//! it, however far; its line is itself and everything it went into. Support is shown for a family, each person once.

use crate::{
    Failure,
    store::{
        Tx,
        database::{ROWS_AT_ONCE, on_tx, one_row},
        regions::counted_households,
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, ProposalId},
    region::RegionCode,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Somebody who backs a proposal.
#[derive(Clone, Debug)]
pub struct Support {
    pub by: AccountId,
    pub at: Instant,
    /// The home that is confirmed; nobody without one is counted.
    pub home: Option<RegionCode>,
}

/// How many of these people did not back it before.
pub async fn insert_supports(tx: &mut Tx, proposal: ProposalId, people: &[Support]) -> Result<u64, Failure> {
    let mut new = 0;
    for part in people.chunks(ROWS_AT_ONCE) {
        new += on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO supports (proposal_id, account_id, supported_at, home_code) ");
            query.push_values(part, |mut row, support| {
                let home = support.home.as_ref().map(RegionCode::as_str);
                row.push_bind(proposal.0).push_bind(support.by.0).push_bind(support.at).push_bind(home);
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

/// A person leaves one proposal: how they backed it, if they did.
pub async fn remove_support(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<Option<Support>, Failure> {
    let row: Option<(Instant, Option<String>)> = on_tx!(tx, conn => sqlx::query_as(
        "DELETE FROM supports WHERE proposal_id = $1 AND account_id = $2 RETURNING supported_at, home_code")
        .bind(proposal.0).bind(by.0).fetch_optional(conn).await)?;
    row.map(|row| read(by, row)).transpose()
}

fn read(by: AccountId, (at, home): (Instant, Option<String>)) -> Result<Support, Failure> {
    let parse = |code: String| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("supports", "home_code", code));
    Ok(Support { by, at, home: home.map(parse).transpose()? })
}

/// From now on a person's support of a proposal counts from this home, or not at all.
pub async fn settle_support(tx: &mut Tx, proposal: ProposalId, by: AccountId, home: Option<&RegionCode>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE supports SET home_code = $3 WHERE proposal_id = $1 AND account_id = $2")
        .bind(proposal.0).bind(by.0).bind(home.map(RegionCode::as_str)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("supports.settle_support", rows)
}

/// How a person backs the proposal itself.
pub async fn support_of(tx: &mut Tx, proposal: ProposalId, by: AccountId) -> Result<Option<Support>, Failure> {
    let row: Option<(Instant, Option<String>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT supported_at, home_code FROM supports WHERE proposal_id = $1 AND account_id = $2")
        .bind(proposal.0).bind(by.0).fetch_optional(conn).await)?;
    row.map(|row| read(by, row)).transpose()
}

/// Those of the family of a proposal whose support counts from another home than the one that is confirmed now: what
/// each backs, who, and that home.
pub async fn moved_supporters(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<(ProposalId, AccountId, Option<RegionCode>)>, Failure> {
    let rows: Vec<(Uuid, Uuid, Option<String>)> = on_tx!(tx, conn => sqlx::query_as(of_family!(
        "SELECT supports.proposal_id, supports.account_id, homes.code
         FROM supports JOIN accounts ON accounts.id = supports.account_id
         LEFT JOIN regions homes ON homes.id = accounts.home_region_id AND accounts.residence_confirmed_at IS NOT NULL
         WHERE supports.proposal_id IN (SELECT id FROM family) AND COALESCE(homes.code, '') <> COALESCE(supports.home_code, '')
         ORDER BY supports.proposal_id, supports.account_id"))
        .bind(proposal.0).fetch_all(conn).await)?;
    let read = |(backed, person, home): (Uuid, Uuid, Option<String>)| {
        let parse = |code: String| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code));
        Ok((ProposalId(backed), AccountId(person), home.map(parse).transpose()?))
    };
    rows.into_iter().map(read).collect()
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

/// Local support per million households, as [`SupportCount::rate`](domain::proposal::SupportCount::rate) says it;
/// `$local` is the number of neighbours.
macro_rules! rate {
    ($local:literal) => {
        concat!(
            "COALESCE(",
            $local,
            " * 1000000 / (SELECT ",
            counted_households!("proposals"),
            " FROM proposals WHERE proposals.id = proposal_counts.proposal_id), 0)"
        )
    };
}

/// One more, or one less, at this home, if it is confirmed: the counters follow by one where the proposal is a family of
/// its own. `false` where it is not; then somebody may be counted through another one, and all have to be counted again.
pub async fn count_one(tx: &mut Tx, proposal: ProposalId, home: Option<&RegionCode>, step: i64) -> Result<bool, Failure> {
    let Some(home) = home else { return Ok(true) };
    let rows = on_tx!(tx, conn => sqlx::query(concat!(
        "WITH told (step, near) AS (
             SELECT CAST($3 AS BIGINT), CASE WHEN CAST($2 AS TEXT) LIKE kelurahan.code || '-%' THEN CAST($3 AS BIGINT) ELSE 0 END
             FROM proposals LEFT JOIN regions kelurahan ON kelurahan.id = proposals.kelurahan_id
             WHERE proposals.id = $1 AND merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM proposals part WHERE part.merged_into = $1)
         )
         UPDATE proposal_counts SET
             support_count = support_count + told.step,
             support_local = support_local + told.near,
             support_rate = ", rate!("(support_local + told.near)"), "
         FROM told WHERE proposal_id = $1"))
        .bind(proposal.0).bind(home.as_str()).bind(step).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Counts those of the family of a proposal whose home is confirmed, each once, and writes its counters. Local is
/// whoever is at home in its kelurahan.
pub async fn recount_support(tx: &mut Tx, proposal: ProposalId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(concat!(of_family!(
        ", people (is_near) AS (
             SELECT MAX(CASE WHEN supports.home_code LIKE kelurahan.code || '-%' THEN 1 ELSE 0 END)
             FROM supports
             LEFT JOIN regions kelurahan ON kelurahan.id = (SELECT kelurahan_id FROM proposals WHERE id = $1)
             WHERE supports.proposal_id IN (SELECT id FROM family) AND supports.home_code IS NOT NULL
             GROUP BY supports.account_id
         ),
         counted (everybody, neighbours) AS (
             SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(is_near), 0) AS BIGINT) FROM people
         )
         UPDATE proposal_counts SET
             support_count = (SELECT everybody FROM counted),
             support_local = (SELECT neighbours FROM counted),
             support_rate = "), rate!("(SELECT neighbours FROM counted)"), " WHERE proposal_id = $1"))
        .bind(proposal.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// The number of households of an RT or a kelurahan has changed: what is counted per household follows.
pub async fn rerate(tx: &mut Tx, region: &RegionCode) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(concat!(
        "UPDATE proposal_counts SET support_rate = ", rate!("support_local"), "
         WHERE proposal_id IN (
             SELECT id FROM proposals
             WHERE rt_id IN (SELECT id FROM regions WHERE code = $1) OR kelurahan_id IN (SELECT id FROM regions WHERE code = $1))"))
        .bind(region.as_str()).execute(conn).await.map(drop))?;
    Ok(())
}

/// The same for the whole line: what changed in a family changes for all that it went into.
pub async fn recount_line(tx: &mut Tx, proposal: ProposalId) -> Result<(), Failure> {
    for id in line_of(tx, proposal).await? {
        recount_support(tx, id).await?;
    }
    Ok(())
}
