//! The log of acts on accounts, roles and settings; append-only. Journeys of proposals and plans have their own
//! tables.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{account::Role, clock::Instant, ids::AccountId, permission::Acting};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// An office said that somebody does not live in the home they named; the detail holds its code as `home`.
pub const RESIDENCE_DENIED: &str = "residence_denied";
/// The same about a home that was confirmed before; the detail holds the `reason` as well.
pub const CONFIRMATION_WITHDRAWN: &str = "confirmation_withdrawn";

/// One entry; `detail` holds codes and identifiers, never names, contacts or texts of citizens.
pub struct AuditEvent<'a> {
    pub id: Uuid,
    pub at: Instant,
    /// Nobody for acts of the machine itself.
    pub acting: Option<&'a Acting>,
    pub action: &'static str,
    pub subject: Uuid,
    pub detail: Value,
}

/// Says it in the log of the program, too, where it stands beside the request that caused it.
pub async fn append(tx: &mut Tx, event: &AuditEvent<'_>) -> Result<(), Failure> {
    let actor = event.acting.map(|acting| tracing::field::display(acting.account));
    let role = event.acting.and_then(|acting| acting.role).map(Role::code);
    tracing::info!(event = event.action, actor, role, subject = %event.subject, "written into the log of acts");
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO audit_events (id, at, actor_id, role, action, subject_id, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(event.id)
        .bind(event.at)
        .bind(event.acting.map(|acting| acting.account.0))
        .bind(event.acting.and_then(|acting| acting.role).map(Role::code))
        .bind(event.action)
        .bind(event.subject)
        .bind(Json(&event.detail))
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// An entry that is looked up again.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    pub at: Instant,
    pub role: Option<Role>,
    pub detail: Value,
}

/// The latest time an office said that somebody does not live in a home they had named.
pub async fn latest_denial(tx: &mut Tx, account: AccountId) -> Result<Option<AuditEntry>, Failure> {
    let row: Option<(Instant, Option<String>, Json<Value>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT at, role, detail FROM audit_events WHERE subject_id = $1 AND action IN ($2, $3) ORDER BY at DESC, id DESC LIMIT 1")
        .bind(account.0).bind(RESIDENCE_DENIED).bind(CONFIRMATION_WITHDRAWN).fetch_optional(conn).await)?;
    Ok(row.map(|(at, role, Json(detail))| AuditEntry { at, role: role.and_then(|code| Role::from_code(&code)), detail }))
}

/// One line of the log as inspectors read it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditLine {
    pub id: Uuid,
    pub at: Instant,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub action: String,
    pub subject_id: Uuid,
    /// The name of the person it was done to, where it was a person.
    pub subject: Option<String>,
    pub detail: Json<Value>,
}

/// The newest entries before one of them, newest first.
pub async fn newest(tx: &mut Tx, before: Option<(Instant, Uuid)>, limit: i64) -> Result<Vec<AuditLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT audit_events.id, audit_events.at, actor.name AS actor, audit_events.role, audit_events.action, audit_events.subject_id,
                subject.name AS subject, audit_events.detail
         FROM audit_events
         LEFT JOIN accounts actor ON actor.id = audit_events.actor_id
         LEFT JOIN accounts subject ON subject.id = audit_events.subject_id
         WHERE ($1 IS NULL OR audit_events.at < $1 OR (audit_events.at = $1 AND audit_events.id < $2))
         ORDER BY audit_events.at DESC, audit_events.id DESC LIMIT $3")
        .bind(before.map(|(at, _)| at)).bind(before.map(|(_, id)| id)).bind(limit).fetch_all(conn).await)?)
}
