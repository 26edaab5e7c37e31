//! Signed-in browsers. How long one stays signed in is a rule of the domain.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::Instant,
    ids::{AccountId, PasskeyId},
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct SessionRow {
    account_id: Uuid,
    created_at: Instant,
    last_seen_at: Instant,
    passkey_id: Option<Uuid>,
}

/// A session in force.
pub struct ActiveSession {
    pub account: AccountId,
    pub created_at: Instant,
    pub last_seen_at: Instant,
    /// The one that began it, if one did.
    pub passkey: Option<PasskeyId>,
}

pub async fn insert(tx: &mut Tx, token_hash: &[u8], account: AccountId, user_agent: &str, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO sessions (token_hash, account_id, created_at, last_seen_at, user_agent) VALUES ($1, $2, $3, $3, $4)")
        .bind(token_hash).bind(account.0).bind(at).bind(user_agent).execute(conn).await.map(drop))?;
    Ok(())
}

/// A passkey began the session.
pub async fn begun_by(tx: &mut Tx, token_hash: &[u8], passkey: PasskeyId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE sessions SET passkey_id = $2 WHERE token_hash = $1")
        .bind(token_hash).bind(passkey.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// The session of a token, unless it ended, began before `created_after`, or its account is disabled.
pub async fn find_active(tx: &mut Tx, token_hash: &[u8], created_after: Instant) -> Result<Option<ActiveSession>, Failure> {
    let row = on_tx!(tx, conn => sqlx::query_as::<_, SessionRow>(
        "SELECT sessions.account_id, sessions.created_at, sessions.last_seen_at, sessions.passkey_id
         FROM sessions JOIN accounts ON accounts.id = sessions.account_id
         WHERE sessions.token_hash = $1 AND sessions.ended_at IS NULL AND sessions.created_at > $2 AND accounts.disabled_at IS NULL")
        .bind(token_hash).bind(created_after).fetch_optional(conn).await)?;
    Ok(row.map(|row| ActiveSession {
        account: AccountId(row.account_id),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        passkey: row.passkey_id.map(PasskeyId),
    }))
}

/// One of a person's sessions.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OwnSession {
    pub token_hash: Vec<u8>,
    pub created_at: Instant,
    pub last_seen_at: Instant,
    pub user_agent: String,
}

/// A person's sessions that have not been ended and are not older than this, the last used first.
pub async fn of_account(
    tx: &mut Tx,
    account: AccountId,
    created_after: Instant,
    seen_after: Instant,
    limit: i64,
) -> Result<Vec<OwnSession>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT token_hash, created_at, last_seen_at, user_agent FROM sessions
         WHERE account_id = $1 AND ended_at IS NULL AND created_at > $2 AND last_seen_at > $3
         ORDER BY last_seen_at DESC, token_hash LIMIT $4")
        .bind(account.0).bind(created_after).bind(seen_after).bind(limit).fetch_all(conn).await)?)
}

/// The session was used; never backwards.
pub async fn touch(tx: &mut Tx, token_hash: &[u8], at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2 AND ended_at IS NULL")
        .bind(token_hash).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn end(tx: &mut Tx, token_hash: &[u8], at: Instant) -> Result<Option<AccountId>, Failure> {
    let account: Option<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "UPDATE sessions SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL RETURNING account_id")
        .bind(token_hash).bind(at).fetch_optional(conn).await)?;
    Ok(account.map(AccountId))
}

/// Ends every session of an account; returns how many there were.
pub async fn end_all(tx: &mut Tx, account: AccountId, at: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("UPDATE sessions SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL")
        .bind(account.0).bind(at).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Ends every session that a passkey began.
pub async fn end_of_passkey(tx: &mut Tx, passkey: PasskeyId, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE sessions SET ended_at = $2 WHERE passkey_id = $1 AND ended_at IS NULL")
        .bind(passkey.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes sessions that began before `created_before` or were ended before `ended_before`; returns how many there
/// were.
pub async fn purge(tx: &mut Tx, created_before: Instant, ended_before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM sessions WHERE created_at < $1 OR ended_at < $2")
        .bind(created_before).bind(ended_before).execute(conn).await.map(|done| done.rows_affected()))?)
}
