//! Browsers in which somebody has signed in before, by the hash of their token.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{clock::Instant, ids::AccountId};

/// Whether the person has signed in with this browser since `since`.
pub async fn is_known(tx: &mut Tx, token_hash: &[u8], account: AccountId, since: Instant) -> Result<bool, Failure> {
    let known: Option<i64> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT COUNT(*) FROM known_browsers WHERE token_hash = $1 AND account_id = $2 AND seen_at > $3")
        .bind(token_hash).bind(account.0).bind(since).fetch_optional(conn).await)?;
    Ok(known.is_some_and(|count| count > 0))
}

pub async fn remember(tx: &mut Tx, token_hash: &[u8], account: AccountId, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO known_browsers (token_hash, account_id, seen_at) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, account_id) DO UPDATE SET seen_at = $3")
        .bind(token_hash).bind(account.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// No browser of the person is known any more.
pub async fn forget_all(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM known_browsers WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes those not seen since `before`; returns how many there were.
pub async fn purge(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM known_browsers WHERE seen_at < $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
