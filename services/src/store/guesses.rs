//! Series of wrong guesses, by a hash of what was guessed at and from where. How long one waits is no matter of SQL.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::clock::Instant;

/// Counts one more and says how many that are; `None` while the series has to wait. The row is locked until the end of
/// the unit of work.
pub async fn count(tx: &mut Tx, key: &[u8], now: Instant) -> Result<Option<u32>, Failure> {
    let tries: Option<i64> = on_tx!(tx, conn => sqlx::query_scalar(
        "INSERT INTO guesses (key, tries, last_at, free_at) VALUES ($1, 1, $2, $2)
         ON CONFLICT (key) DO UPDATE SET tries = guesses.tries + 1, last_at = $2 WHERE guesses.free_at <= $2 RETURNING tries")
        .bind(key).bind(now).fetch_optional(conn).await)?;
    tries.map(|tries| u32::try_from(tries).map_err(|_| Failure::inconsistent("guesses", "tries", tries))).transpose()
}

/// Until when the series waits.
pub async fn free_at(tx: &mut Tx, key: &[u8]) -> Result<Option<Instant>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT free_at FROM guesses WHERE key = $1").bind(key).fetch_optional(conn).await)?)
}

pub async fn set_free_at(tx: &mut Tx, key: &[u8], at: Instant) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE guesses SET free_at = $2 WHERE key = $1")
        .bind(key).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("guesses.set_free_at", rows)
}

pub async fn forget(tx: &mut Tx, key: &[u8]) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM guesses WHERE key = $1").bind(key).execute(conn).await.map(drop))?;
    Ok(())
}

/// Forgets a series whose last guess was before `before`, or that waits beyond `beyond`: then a clock went back.
pub async fn forget_old(tx: &mut Tx, key: &[u8], before: Instant, beyond: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM guesses WHERE key = $1 AND (last_at < $2 OR free_at > $3)")
        .bind(key).bind(before).bind(beyond).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes every series whose last guess was before `before`; returns how many there were.
pub async fn purge(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM guesses WHERE last_at < $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}
