//! Moved ranks with their reasons; append-only and public.

use super::{counted, wrong};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::Instant,
    ids::{AccountId, MusrenbangId, ProposalId},
    priority::Move,
    reason::{Reason, ReasonCode},
};
use uuid::Uuid;

/// A move to be written.
pub struct NewMove<'a> {
    pub id: Uuid,
    pub meeting: MusrenbangId,
    pub step: &'a Move,
    pub by: AccountId,
    pub at: Instant,
}

/// `false` when this very move was written before: a form sent twice moves once.
pub async fn insert_move(tx: &mut Tx, new: &NewMove<'_>) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO rank_moves (id, musrenbang_id, sequence, proposal_id, from_rank, to_rank, reason_code, reason_text, actor_id, at)
         SELECT $1, $2, COALESCE(MAX(sequence), 0) + 1, $3, $4, $5, $6, $7, $8, $9 FROM rank_moves WHERE musrenbang_id = $2
         ON CONFLICT (id) DO NOTHING")
        .bind(new.id)
        .bind(new.meeting.0)
        .bind(new.step.proposal.0)
        .bind(i64::from(new.step.from))
        .bind(i64::from(new.step.to))
        .bind(new.step.reason.code().code())
        .bind(new.step.reason.text())
        .bind(new.by.0)
        .bind(new.at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A move as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMove {
    pub step: Move,
    pub at: Instant,
}

#[derive(sqlx::FromRow)]
struct MoveRow {
    proposal_id: Uuid,
    from_rank: i64,
    to_rank: i64,
    reason_code: String,
    reason_text: String,
    at: Instant,
}

/// All moves of a meeting in the order in which they were made.
pub async fn moves(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<RecordedMove>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, MoveRow>(
        "SELECT proposal_id, from_rank, to_rank, reason_code, reason_text, at FROM rank_moves WHERE musrenbang_id = $1 ORDER BY sequence")
        .bind(meeting.0).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|row| {
            let code = ReasonCode::from_code(&row.reason_code).ok_or_else(|| wrong("rank_moves", "reason_code")(&row.reason_code))?;
            let reason = Reason::new(code, &row.reason_text).map_err(|_| wrong("rank_moves", "reason_text")(&row.reason_text))?;
            let step = Move {
                proposal: ProposalId(row.proposal_id),
                from: counted("rank_moves", "from_rank", row.from_rank)?,
                to: counted("rank_moves", "to_rank", row.to_rank)?,
                reason,
            };
            Ok(RecordedMove { step, at: row.at })
        })
        .collect()
}
