//! What was meant to be done once, by its key, and how that was answered.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{clock::Instant, ids::AccountId};
use uuid::Uuid;

/// How it was answered: where the browser went, or the few words that an island got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub location: Option<String>,
    pub body: Option<String>,
}

/// What a key was used for. No answer: what was done stands, and how it was answered is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub account: AccountId,
    /// The digest of what was asked.
    pub request: Vec<u8>,
    pub answer: Option<Answer>,
}

#[derive(sqlx::FromRow)]
struct Row {
    account_id: Uuid,
    request: Vec<u8>,
    status: Option<i64>,
    location: Option<String>,
    body: Option<String>,
}

/// `false` when the key was used before. Whoever uses it at the same time is waited for.
pub async fn insert(tx: &mut Tx, key: &str, account: AccountId, request: &[u8], at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO intents (key, account_id, request, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (key) DO NOTHING")
        .bind(key).bind(account.0).bind(request).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub async fn find(tx: &mut Tx, key: &str) -> Result<Option<Kept>, Failure> {
    let row: Option<Row> = on_tx!(tx, conn => sqlx::query_as("SELECT account_id, request, status, location, body FROM intents WHERE key = $1")
        .bind(key).fetch_optional(conn).await)?;
    Ok(row.map(|row| {
        let status = row.status.and_then(|status| u16::try_from(status).ok());
        let answer = status.map(|status| Answer { status, location: row.location, body: row.body });
        Kept { account: row.account_id.into(), request: row.request, answer }
    }))
}

pub async fn answer(tx: &mut Tx, key: &str, answer: &Answer) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE intents SET status = $2, location = $3, body = $4 WHERE key = $1")
        .bind(key).bind(i64::from(answer.status)).bind(&answer.location).bind(&answer.body).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn remove(tx: &mut Tx, key: &str) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM intents WHERE key = $1").bind(key).execute(conn).await.map(drop))?;
    Ok(())
}

/// All of a person's.
pub async fn forget_all(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM intents WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes those made before; returns how many there were.
pub async fn purge(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM intents WHERE made_at < $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
