//! The second step of signing in: what an app counts from, codes on paper, and sign-ins that wait for it.

use super::{Tx, database::on_tx};
use crate::{Failure, seal::Sealed};
use domain::{clock::Instant, ids::AccountId};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct FactorRow {
    secret: Vec<u8>,
    sealed: bool,
    enrolled_at: Option<Instant>,
}

/// What a person's app counts from.
#[derive(Clone, Debug)]
pub struct SecondFactor {
    pub secret: Sealed,
    /// Since when codes are asked for; until then the person tries the app.
    pub enrolled_at: Option<Instant>,
}

pub async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<SecondFactor>, Failure> {
    let row = on_tx!(tx, conn => sqlx::query_as::<_, FactorRow>(
        "SELECT secret, sealed, enrolled_at FROM second_factors WHERE account_id = $1").bind(account.0).fetch_optional(conn).await)?;
    Ok(row.map(|row| SecondFactor { secret: Sealed { bytes: row.secret, is_sealed: row.sealed }, enrolled_at: row.enrolled_at }))
}

/// The secrets in force that are sealed, with their owners.
pub async fn sealed(tx: &mut Tx) -> Result<Vec<(AccountId, Sealed)>, Failure> {
    let rows: Vec<(Uuid, Vec<u8>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT account_id, secret FROM second_factors WHERE sealed AND enrolled_at IS NOT NULL")
        .fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(account, bytes)| (AccountId(account), Sealed { bytes, is_sealed: true })).collect())
}

pub async fn is_enrolled(tx: &mut Tx, account: AccountId) -> Result<bool, Failure> {
    Ok(find(tx, account).await?.is_some_and(|factor| factor.enrolled_at.is_some()))
}

/// A secret to try; `false` when one is in force, which is not replaced.
pub async fn begin(tx: &mut Tx, account: AccountId, secret: &Sealed, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO second_factors (account_id, secret, sealed, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, sealed = excluded.sealed, created_at = excluded.created_at
         WHERE second_factors.enrolled_at IS NULL")
        .bind(account.0).bind(&secret.bytes).bind(secret.is_sealed).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// The first code was typed: from now on codes are asked for.
pub async fn enrol(tx: &mut Tx, account: AccountId, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE second_factors SET enrolled_at = $2 WHERE account_id = $1 AND enrolled_at IS NULL")
        .bind(account.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// Marks a code by its time step; `false` when it, or a later one, was used before.
pub async fn use_step(tx: &mut Tx, account: AccountId, step: i64) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE second_factors SET last_step = $2 WHERE account_id = $1 AND last_step < $2")
        .bind(account.0).bind(step).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Everything about the second step of a person goes; `false` when there was nothing.
pub async fn remove(tx: &mut Tx, account: AccountId) -> Result<bool, Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    on_tx!(tx, conn => sqlx::query("DELETE FROM half_sign_ins WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM second_factors WHERE account_id = $1")
        .bind(account.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// New codes on paper take the place of all earlier ones.
pub async fn set_recovery_codes(tx: &mut Tx, account: AccountId, hashes: &[Vec<u8>], at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM recovery_codes WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    for hash in hashes {
        on_tx!(tx, conn => sqlx::query("INSERT INTO recovery_codes (account_id, code_hash, created_at) VALUES ($1, $2, $3)")
            .bind(account.0).bind(hash).bind(at).execute(conn).await.map(drop))?;
    }
    Ok(())
}

/// `false` when there is no such code, or it was used before.
pub async fn use_recovery_code(tx: &mut Tx, account: AccountId, hash: &[u8], at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE recovery_codes SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL")
        .bind(account.0).bind(hash).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub async fn unused_recovery_codes(tx: &mut Tx, account: AccountId) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM recovery_codes WHERE account_id = $1 AND used_at IS NULL")
        .bind(account.0).fetch_one(conn).await)?)
}

/// The password was right.
pub async fn begin_half(tx: &mut Tx, token_hash: &[u8], account: AccountId, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO half_sign_ins (token_hash, account_id, created_at) VALUES ($1, $2, $3)")
        .bind(token_hash).bind(account.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// Counts one more try at a sign-in that began after `since`, and says whose it is; `None` when there is none, or it
/// was tried `most` times.
pub async fn try_half(tx: &mut Tx, token_hash: &[u8], since: Instant, most: i64) -> Result<Option<AccountId>, Failure> {
    let id: Option<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "UPDATE half_sign_ins SET tries = tries + 1 WHERE token_hash = $1 AND created_at > $2 AND tries < $3 RETURNING account_id")
        .bind(token_hash).bind(since).bind(most).fetch_optional(conn).await)?;
    Ok(id.map(AccountId))
}

/// It led to a session, or is too old.
pub async fn end_half(tx: &mut Tx, token_hash: &[u8]) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM half_sign_ins WHERE token_hash = $1").bind(token_hash).execute(conn).await.map(drop))?;
    Ok(())
}

/// Those that nobody finished.
pub async fn purge_halves(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM half_sign_ins WHERE created_at <= $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
