//! The logs that there were before the ledger, read once, when a database of then is brought up to date.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::clock::Instant;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// A move of a rank as it was written.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MoveRow {
    pub proposal_id: Uuid,
    pub from_rank: i64,
    pub to_rank: i64,
    pub reason_code: String,
    pub reason_text: String,
    pub actor_id: Uuid,
    pub at: Instant,
}

pub async fn moves(tx: &mut Tx, meeting: Uuid) -> Result<Vec<MoveRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposal_id, from_rank, to_rank, reason_code, reason_text, actor_id, at FROM rank_moves
         WHERE musrenbang_id = $1 ORDER BY sequence")
        .bind(meeting).fetch_all(conn).await)?)
}

/// A line of the log of a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MeetingLine {
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    pub role: Option<String>,
    pub kind: String,
    pub detail: Json<Value>,
}

pub async fn log(tx: &mut Tx, meeting: Uuid) -> Result<Vec<MeetingLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT at, actor_id, role, kind, detail FROM musrenbang_events WHERE musrenbang_id = $1 ORDER BY at, id")
        .bind(meeting).fetch_all(conn).await)?)
}
