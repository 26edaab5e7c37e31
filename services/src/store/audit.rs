//! Acts on accounts, roles and settings, and of moderators, as admins and inspectors read them in the ledger.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::clock::Instant;
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// One entry, with the names of those it is about.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditLine {
    pub id: Uuid,
    pub at: Instant,
    pub actor: Option<String>,
    pub role: Option<String>,
    pub kind: String,
    pub subject_id: Uuid,
    /// The name of the person it was done to, where it was a person.
    pub subject: Option<String>,
    pub event: Json<Value>,
}

/// The newest entries before one of them, newest first. What stands for how things were when the ledger began is no act.
pub async fn newest(tx: &mut Tx, before: Option<(Instant, Uuid)>, limit: i64) -> Result<Vec<AuditLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT ledger.id, ledger.at, actor.name AS actor, ledger.role, ledger.kind, ledger.subject_id, subject.name AS subject, ledger.event
         FROM ledger
         LEFT JOIN accounts actor ON actor.id = ledger.actor_id
         LEFT JOIN accounts subject ON subject.id = ledger.subject_id
         WHERE (ledger.subject_kind IN ('account', 'city', 'cycle') OR ledger.kind IN ('comment_hidden', 'comment_restored'))
             AND (NOT ledger.imported OR ledger.kind IN ('noted', 'setting_noted'))
             AND ($1 IS NULL OR ledger.at < $1 OR (ledger.at = $1 AND ledger.id < $2))
         ORDER BY ledger.at DESC, ledger.id DESC LIMIT $3")
        .bind(before.map(|(at, _)| at)).bind(before.map(|(_, id)| id)).bind(limit).fetch_all(conn).await)?)
}
