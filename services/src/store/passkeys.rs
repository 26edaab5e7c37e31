//! Passkeys, and the questions that devices are asked. Whether an answer holds is the business of `crate::passkey`.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::Instant,
    ids::{AccountId, PasskeyId},
};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// One passkey.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Passkey {
    #[sqlx(try_from = "Uuid")]
    pub id: PasskeyId,
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    pub credential_id: Vec<u8>,
    /// The host it was made for.
    pub site: String,
    pub name: String,
    pub credential: Json<Value>,
    /// Of the last signature, where the device counts.
    pub counter: i64,
    pub created_at: Instant,
    pub used_at: Option<Instant>,
}

/// `false` when this key is somebody's already.
pub async fn insert(tx: &mut Tx, passkey: &Passkey) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO passkeys (id, account_id, credential_id, site, name, credential, counter, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (credential_id) DO NOTHING")
        .bind(passkey.id.0).bind(passkey.account_id.0).bind(&passkey.credential_id).bind(&passkey.site).bind(&passkey.name)
        .bind(&passkey.credential).bind(passkey.counter).bind(passkey.created_at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A person's passkeys, the oldest first.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<Passkey>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, account_id, credential_id, site, name, credential, counter, created_at, used_at
         FROM passkeys WHERE account_id = $1 ORDER BY created_at, id")
        .bind(account.0).fetch_all(conn).await)?)
}

pub async fn with_key(tx: &mut Tx, credential_id: &[u8]) -> Result<Option<Passkey>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, account_id, credential_id, site, name, credential, counter, created_at, used_at
         FROM passkeys WHERE credential_id = $1")
        .bind(credential_id).fetch_optional(conn).await)?)
}

/// The key signed; `false` when it has meanwhile signed with this number or a later one, where it counts.
pub async fn signed(tx: &mut Tx, id: PasskeyId, credential: &Value, counter: i64, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE passkeys SET credential = $2, counter = $3, used_at = $4 WHERE id = $1 AND (counter < $3 OR counter = 0 AND $3 = 0)")
        .bind(id.0).bind(Json(credential)).bind(counter).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `false` when the person has no such passkey.
pub async fn rename(tx: &mut Tx, account: AccountId, id: PasskeyId, name: &str) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE passkeys SET name = $3 WHERE id = $1 AND account_id = $2")
        .bind(id.0).bind(account.0).bind(name).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `false` when the person has no such passkey.
pub async fn remove(tx: &mut Tx, account: AccountId, id: PasskeyId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM passkeys WHERE id = $1 AND account_id = $2")
        .bind(id.0).bind(account.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// All of a person's, and what a device was asked for them; returns how many passkeys there were.
pub async fn remove_all(tx: &mut Tx, account: AccountId) -> Result<u64, Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM passkey_challenges WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM passkeys WHERE account_id = $1")
        .bind(account.0).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Keeps what the device of a browser is asked; for an account, when it is to add a passkey.
pub async fn ask(
    tx: &mut Tx,
    id: Uuid,
    browser_hash: &[u8],
    account: Option<AccountId>,
    state: &Value,
    at: Instant,
) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO passkey_challenges (id, browser_hash, account_id, state, created_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(id).bind(browser_hash).bind(account.map(|account| account.0)).bind(Json(state)).bind(at)
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// What the browser was asked after `since`, for the account or for nobody known yet. Whoever takes it is the only
/// one.
pub async fn take(
    tx: &mut Tx,
    id: Uuid,
    browser_hash: &[u8],
    account: Option<AccountId>,
    since: Instant,
) -> Result<Option<Value>, Failure> {
    let row: Option<(Option<Uuid>, Json<Value>, Instant)> = on_tx!(tx, conn => sqlx::query_as(
        "DELETE FROM passkey_challenges WHERE id = $1 AND browser_hash = $2 RETURNING account_id, state, created_at")
        .bind(id).bind(browser_hash).fetch_optional(conn).await)?;
    let is_fit = |asked: Option<Uuid>, at: Instant| asked == account.map(|account| account.0) && at > since;
    Ok(row.and_then(|(asked, Json(state), at)| is_fit(asked, at).then_some(state)))
}

/// Those that nobody answered.
pub async fn purge(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM passkey_challenges WHERE created_at <= $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
