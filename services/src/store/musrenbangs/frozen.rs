//! Support as a meeting counts it: frozen when it opens, carried on to the next meeting, and counted anew by a merger
//! before this meeting, from those who had backed the one or the other by the instant of the freezing.

use super::counted;
use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
        proposals::lock_all,
    },
};
use domain::{
    clock::Instant,
    ids::{MusrenbangId, ProposalId},
    ledger::{Counted, Frozen},
};
use uuid::Uuid;

/// Support as it stands now of what is before a meeting and was not frozen before; these are locked.
pub async fn not_frozen(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<Counted>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT proposal_id FROM musrenbang_items WHERE musrenbang_id = $1 AND frozen_local IS NULL ORDER BY proposal_id")
        .bind(meeting.0).fetch_all(conn).await)?;
    lock_all(tx, ids.into_iter().map(ProposalId)).await?;
    let rows: Vec<(Uuid, i64, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT counts.proposal_id, counts.support_local, counts.support_count - counts.support_local
         FROM musrenbang_items i JOIN proposal_counts counts ON counts.proposal_id = i.proposal_id
         WHERE i.musrenbang_id = $1 AND i.frozen_local IS NULL ORDER BY counts.proposal_id")
        .bind(meeting.0).fetch_all(conn).await)?;
    rows.into_iter().map(|(id, local, other)| as_counted(ProposalId(id), local, other)).collect()
}

fn as_counted(proposal: ProposalId, local: i64, other: i64) -> Result<Counted, Failure> {
    let (local, other) = (counted("proposal_counts", "support_local", local)?, counted("proposal_counts", "support_count", other)?);
    Ok(Counted { proposal, local, other })
}

/// What counts at a meeting; `at` is left as it was where it is not said.
pub async fn set_frozen(tx: &mut Tx, meeting: MusrenbangId, count: Counted, at: Option<Instant>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbang_items SET frozen_local = $3, frozen_other = $4, frozen_at = COALESCE($5, frozen_at)
         WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0).bind(count.proposal.0).bind(i64::from(count.local)).bind(i64::from(count.other)).bind(at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbang_items.set_frozen", rows)
}

/// After a merger, or its undoing, before this meeting: what was frozen for the proposal counts its family as it is
/// now. Each of them brings whom it had when it was frozen itself; none where nothing is frozen.
pub async fn frozen_anew(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<Option<Counted>, Failure> {
    let row: Option<(i64, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "WITH RECURSIVE family (id, until) AS (
             SELECT proposal_id, frozen_at FROM musrenbang_items
             WHERE musrenbang_id = $1 AND proposal_id = $2 AND frozen_at IS NOT NULL
             UNION
             SELECT duplicate.id, COALESCE(
                 (SELECT frozen_at FROM musrenbang_items i WHERE i.musrenbang_id = $1 AND i.proposal_id = duplicate.id), family.until)
             FROM proposals duplicate JOIN family ON duplicate.merged_into = family.id
         ),
         people (is_near) AS (
             SELECT MAX(CASE WHEN supports.home_code LIKE kelurahan.code || '-%' THEN 1 ELSE 0 END)
             FROM supports JOIN family ON supports.proposal_id = family.id
             LEFT JOIN regions kelurahan ON kelurahan.id = (SELECT kelurahan_id FROM proposals WHERE id = $2)
             WHERE supports.supported_at <= family.until AND supports.home_code IS NOT NULL
             GROUP BY supports.account_id
         ),
         counted (everybody, neighbours) AS (
             SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(is_near), 0) AS BIGINT) FROM people
         )
         SELECT neighbours, everybody - neighbours FROM counted WHERE EXISTS (SELECT 1 FROM family)")
        .bind(meeting.0).bind(proposal.0).fetch_optional(conn).await)?;
    row.map(|(local, other)| as_counted(proposal, local, other)).transpose()
}

/// The support a meeting has frozen for a proposal.
pub async fn frozen_support(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<Option<Frozen>, Failure> {
    let counts: Option<(Option<i64>, Option<i64>, Option<Instant>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT frozen_local, frozen_other, frozen_at FROM musrenbang_items WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0).bind(proposal.0).fetch_optional(conn).await)?;
    let Some((Some(local), Some(other), Some(at))) = counts else { return Ok(None) };
    let (local, other) = (counted("musrenbang_items", "frozen_local", local)?, counted("musrenbang_items", "frozen_other", other)?);
    Ok(Some(Frozen { local, other, at }))
}
