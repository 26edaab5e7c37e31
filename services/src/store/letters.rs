//! Letters that have not left yet. They are written with what they tell of, in one unit of work, and deleted when
//! sent.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::clock::Instant;
use uuid::Uuid;

/// A letter without its words.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Letter {
    pub id: Uuid,
    /// Which words are found for it.
    pub kind: String,
    pub address: String,
    pub code: Option<String>,
    pub made_at: Instant,
    pub tries: i64,
}

pub async fn insert(tx: &mut Tx, id: Uuid, kind: &str, address: &str, code: Option<&str>, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO letters (id, kind, address, code, made_at, due_at, tries) VALUES ($1, $2, $3, $4, $5, $5, 0)")
        .bind(id).bind(kind).bind(address).bind(code).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// Those due by now, the oldest first.
pub async fn due(tx: &mut Tx, now: Instant, limit: i64) -> Result<Vec<Letter>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, kind, address, code, made_at, tries FROM letters WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2")
        .bind(now).bind(limit).fetch_all(conn).await)?)
}

/// Whoever gets `true` tries to send it; until `next` nobody else does.
pub async fn claim(tx: &mut Tx, id: Uuid, now: Instant, next: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE letters SET due_at = $3, tries = tries + 1 WHERE id = $1 AND due_at <= $2")
        .bind(id).bind(now).bind(next).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// It was sent, or will never be.
pub async fn delete(tx: &mut Tx, id: Uuid) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM letters WHERE id = $1").bind(id).execute(conn).await.map(drop))?;
    Ok(())
}
