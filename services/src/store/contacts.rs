//! Whose contact it is: claims, proofs, and what somebody wants to prove. The accounts themselves are in `accounts`.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    account::ContactKind,
    clock::Instant,
    ids::{AccountId, RegionId},
    region::RegionCode,
};
use uuid::Uuid;

/// Names another phone or e-mail, or says when it was proven.
pub async fn set(tx: &mut Tx, id: AccountId, kind: ContactKind, contact: &str, verified_at: Option<Instant>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(match kind {
            ContactKind::Phone => "UPDATE accounts SET phone = $2, phone_verified_at = $3 WHERE id = $1",
            ContactKind::Email => "UPDATE accounts SET email = $2, email_verified_at = $3 WHERE id = $1",
        })
        .bind(id.0).bind(contact).bind(verified_at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("contacts.set", rows)
}

/// Nobody has this contact proven any more; returns whose it was.
pub async fn unprove(tx: &mut Tx, kind: ContactKind, contact: &str) -> Result<Vec<AccountId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(match kind {
            ContactKind::Phone =>
                "UPDATE accounts SET phone_verified_at = NULL WHERE phone = $1 AND phone_verified_at IS NOT NULL RETURNING id",
            ContactKind::Email =>
                "UPDATE accounts SET email_verified_at = NULL WHERE email = $1 AND email_verified_at IS NOT NULL RETURNING id",
        })
        .bind(contact).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(AccountId).collect())
}

/// What somebody wants to prove; one phone and one e-mail at a time.
pub async fn wish(tx: &mut Tx, id: AccountId, kind: ContactKind, contact: &str, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO contact_wishes (account_id, kind, contact, asked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, kind) DO UPDATE SET contact = $3, asked_at = $4")
        .bind(id.0).bind(kind.code()).bind(contact).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn wished(tx: &mut Tx, id: AccountId, kind: ContactKind) -> Result<Option<String>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT contact FROM contact_wishes WHERE account_id = $1 AND kind = $2")
        .bind(id.0).bind(kind.code()).fetch_optional(conn).await)?)
}

pub async fn forget_wish(tx: &mut Tx, id: AccountId, kind: ContactKind) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM contact_wishes WHERE account_id = $1 AND kind = $2")
        .bind(id.0).bind(kind.code()).execute(conn).await.map(drop))?;
    Ok(())
}

/// Somebody is gone: nothing waits for a proof any more, and no code opens anything.
pub async fn forget_claims(tx: &mut Tx, id: AccountId) -> Result<(), Failure> {
    for text in ["DELETE FROM contact_wishes WHERE account_id = $1", "DELETE FROM one_time_codes WHERE account_id = $1"] {
        on_tx!(tx, conn => sqlx::query(text).bind(id.0).execute(conn).await.map(drop))?;
    }
    Ok(())
}

/// Removes what nobody came back for; returns how many there were.
pub async fn purge_wishes(tx: &mut Tx, before: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM contact_wishes WHERE asked_at < $1")
        .bind(before).execute(conn).await.map(|done| done.rows_affected()))?)
}

/// Whoever waits in a region for a call to their phone, the longest first.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct WaitingForCall {
    account_id: Uuid,
    pub name: String,
    home_region_id: Option<Uuid>,
    pub phone: String,
    pub asked_at: Instant,
}

impl WaitingForCall {
    pub fn account(&self) -> AccountId {
        AccountId(self.account_id)
    }

    pub fn home(&self) -> Option<RegionId> {
        self.home_region_id.map(RegionId)
    }
}

pub async fn waiting_for_call(tx: &mut Tx, region: &RegionCode, limit: i64) -> Result<Vec<WaitingForCall>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT accounts.id AS account_id, accounts.name, accounts.home_region_id, contact_wishes.contact AS phone, contact_wishes.asked_at
         FROM contact_wishes
         JOIN accounts ON accounts.id = contact_wishes.account_id
         JOIN regions ON regions.id = accounts.home_region_id
         WHERE contact_wishes.kind = 'phone' AND accounts.disabled_at IS NULL AND (regions.code = $1 OR regions.code LIKE $2)
         ORDER BY contact_wishes.asked_at, accounts.id LIMIT $3")
        .bind(region.as_str()).bind(format!("{region}-%")).bind(limit).fetch_all(conn).await)?)
}
