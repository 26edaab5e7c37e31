//! The log of a meeting; append-only. What happens to its proposals is in their own journeys.

use super::wrong;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    account::Role,
    clock::Instant,
    ids::{AccountId, MusrenbangId},
    musrenbang::MusrenbangEventKind,
    permission::Acting,
};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// An entry to be written; `detail` holds numbers, codes, identifiers and reasons, never names of those present.
pub struct NewMeetingEvent<'a> {
    pub id: Uuid,
    pub meeting: MusrenbangId,
    pub at: Instant,
    pub acting: &'a Acting,
    pub kind: MusrenbangEventKind,
    pub detail: Value,
}

pub async fn append_event(tx: &mut Tx, event: &NewMeetingEvent<'_>) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO musrenbang_events (id, musrenbang_id, at, actor_id, role, kind, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(event.id)
        .bind(event.meeting.0)
        .bind(event.at)
        .bind(event.acting.account.0)
        .bind(event.acting.role.map(Role::code))
        .bind(event.kind.code())
        .bind(Json(&event.detail))
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// An entry as written.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordedMeetingEvent {
    pub at: Instant,
    /// Internal: pages show the role.
    pub actor: Option<AccountId>,
    pub role: Option<Role>,
    pub kind: MusrenbangEventKind,
    pub detail: Value,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    at: Instant,
    actor_id: Option<Uuid>,
    role: Option<String>,
    kind: String,
    detail: Json<Value>,
}

/// The whole log, oldest entry first.
pub async fn events_of(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<RecordedMeetingEvent>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, EventRow>(
        "SELECT at, actor_id, role, kind, detail FROM musrenbang_events WHERE musrenbang_id = $1 ORDER BY at, id")
        .bind(meeting.0).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(RecordedMeetingEvent {
                at: row.at,
                actor: row.actor_id.map(AccountId),
                role: row.role.and_then(|code| Role::from_code(&code)),
                kind: MusrenbangEventKind::from_code(&row.kind).ok_or_else(|| wrong("musrenbang_events", "kind")(&row.kind))?,
                detail: row.detail.0,
            })
        })
        .collect()
}
