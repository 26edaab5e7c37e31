//! Support as a meeting counts it: frozen when it opens, carried on to the next meeting, and counted anew by a merger
//! before this meeting, from those who had backed the one or the other by the instant of the freezing.

use super::counted;
use crate::{
    Failure,
    store::{Tx, database::on_tx, proposals::lock_all},
};
use domain::{
    clock::Instant,
    ids::{MusrenbangId, ProposalId},
    proposal::SupportCount,
};
use uuid::Uuid;

/// What stands still, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    pub support: SupportCount,
    pub at: Instant,
}

/// Support as it stands now becomes what counts here, where it was not frozen before.
pub async fn freeze_support(tx: &mut Tx, meeting: MusrenbangId, at: Instant) -> Result<(), Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT proposal_id FROM musrenbang_items WHERE musrenbang_id = $1 AND frozen_local IS NULL")
        .bind(meeting.0).fetch_all(conn).await)?;
    lock_all(tx, ids.into_iter().map(ProposalId)).await?;
    on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbang_items SET
             frozen_local = (SELECT support_local FROM proposals WHERE proposals.id = musrenbang_items.proposal_id),
             frozen_other = (SELECT support_count - support_local FROM proposals WHERE proposals.id = musrenbang_items.proposal_id),
             frozen_at = $2
         WHERE musrenbang_id = $1 AND frozen_local IS NULL")
        .bind(meeting.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// After a merger, or its undoing, before this meeting: what was frozen for the proposal counts its family as it is
/// now. Each of them brings whom it had when it was frozen itself; nothing happens where nothing is frozen.
pub async fn refreeze_support(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
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
         UPDATE musrenbang_items SET
             frozen_local = (SELECT neighbours FROM counted),
             frozen_other = (SELECT everybody - neighbours FROM counted)
         WHERE musrenbang_id = $1 AND proposal_id = $2 AND frozen_at IS NOT NULL")
        .bind(meeting.0).bind(proposal.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// The support a meeting has frozen for a proposal.
pub async fn frozen_support(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<Option<Frozen>, Failure> {
    let counts: Option<(Option<i64>, Option<i64>, Option<Instant>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT frozen_local, frozen_other, frozen_at FROM musrenbang_items WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0).bind(proposal.0).fetch_optional(conn).await)?;
    let Some((Some(local), Some(other), Some(at))) = counts else { return Ok(None) };
    let support = SupportCount {
        local: counted("musrenbang_items", "frozen_local", local)?,
        other: counted("musrenbang_items", "frozen_other", other)?,
    };
    Ok(Some(Frozen { support, at }))
}
