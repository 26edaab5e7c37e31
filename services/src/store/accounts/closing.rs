//! Closing accounts and opening them again, and erasing who somebody was.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{clock::Instant, ids::AccountId};

/// `false` when it was closed before: the first reason stands.
pub async fn disable(tx: &mut Tx, id: AccountId, reason: &str, at: Instant) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET disabled_at = $3, disabled_reason = $2 WHERE id = $1 AND disabled_at IS NULL")
        .bind(id.0).bind(reason).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `false` when it was open, or is gone for good.
pub async fn enable(tx: &mut Tx, id: AccountId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET disabled_at = NULL, disabled_reason = NULL
         WHERE id = $1 AND disabled_at IS NOT NULL AND deleted_at IS NULL")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Name, contact, password and confirmation go. The RT stays: what somebody did in public reads "Warga RT 05". Every
/// row needs a contact, so a word that no contact can be stands in its place.
pub async fn erase(tx: &mut Tx, id: AccountId, at: Instant) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE accounts SET name = '', name_folded = '', phone = NULL, email = $2, phone_verified_at = NULL, email_verified_at = NULL, password_hash = '', shows_name = $3,
             residence_confirmed_at = NULL, disabled_at = $4, deleted_at = $4
         WHERE id = $1")
        .bind(id.0).bind(format!("deleted {id}")).bind(false).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("accounts.erase", rows)
}
