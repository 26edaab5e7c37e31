//! One-time codes by their hash. A code that was used is deleted, so that it opens nothing twice.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::Instant,
    ids::AccountId,
    one_time_code::{CodeChannel, CodePurpose},
};
use uuid::Uuid;

/// What making a code stores.
pub struct NewCode<'a> {
    pub id: Uuid,
    pub owner: AccountId,
    pub purpose: CodePurpose,
    pub channel: CodeChannel,
    /// What it proves.
    pub contact: Option<&'a str>,
    pub hash: &'a [u8],
    pub made_at: Instant,
    pub made_by: Option<AccountId>,
}

pub async fn insert(tx: &mut Tx, code: &NewCode<'_>) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO one_time_codes (id, account_id, purpose, channel, contact, hash, made_at, expires_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(code.id)
        .bind(code.owner.0)
        .bind(code.purpose.code())
        .bind(code.channel.code())
        .bind(code.contact)
        .bind(code.hash)
        .bind(code.made_at)
        .bind(code.made_at + code.channel.lives())
        .bind(code.made_by.map(|id| id.0))
        .execute(conn).await.map(drop))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct CodeRow {
    channel: String,
    contact: Option<String>,
}

/// A code that was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedCode {
    pub channel: CodeChannel,
    pub contact: Option<String>,
}

impl TryFrom<CodeRow> for UsedCode {
    type Error = Failure;

    fn try_from(row: CodeRow) -> Result<Self, Failure> {
        let channel =
            CodeChannel::from_code(&row.channel).ok_or_else(|| Failure::inconsistent("one_time_codes", "channel", &row.channel))?;
        Ok(Self { channel, contact: row.contact })
    }
}

/// Uses a code up; `None` when there is none with this hash, or no longer.
pub async fn take(tx: &mut Tx, owner: AccountId, purpose: CodePurpose, hash: &[u8], now: Instant) -> Result<Option<UsedCode>, Failure> {
    let row: Option<CodeRow> = on_tx!(tx, conn => sqlx::query_as(
        "DELETE FROM one_time_codes WHERE account_id = $1 AND purpose = $2 AND hash = $3 AND expires_at > $4 RETURNING channel, contact")
        .bind(owner.0).bind(purpose.code()).bind(hash).bind(now).fetch_optional(conn).await)?;
    row.map(UsedCode::try_from).transpose()
}

/// Whether a code with this hash still opens something.
pub async fn is_live(tx: &mut Tx, owner: AccountId, purpose: CodePurpose, hash: &[u8], now: Instant) -> Result<bool, Failure> {
    let live: i64 = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT COUNT(*) FROM one_time_codes WHERE account_id = $1 AND purpose = $2 AND hash = $3 AND expires_at > $4")
        .bind(owner.0).bind(purpose.code()).bind(hash).bind(now).fetch_one(conn).await)?;
    Ok(live > 0)
}

/// Whether a code came this way since `since`.
pub async fn was_made(tx: &mut Tx, owner: AccountId, purpose: CodePurpose, channel: CodeChannel, since: Instant) -> Result<bool, Failure> {
    let made: i64 = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT COUNT(*) FROM one_time_codes WHERE account_id = $1 AND purpose = $2 AND channel = $3 AND made_at > $4")
        .bind(owner.0).bind(purpose.code()).bind(channel.code()).bind(since).fetch_one(conn).await)?;
    Ok(made > 0)
}

/// Those that came this way open nothing any more: a new one takes their place.
pub async fn replace(tx: &mut Tx, owner: AccountId, purpose: CodePurpose, channel: CodeChannel) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM one_time_codes WHERE account_id = $1 AND purpose = $2 AND channel = $3")
        .bind(owner.0).bind(purpose.code()).bind(channel.code()).execute(conn).await.map(drop))?;
    Ok(())
}

/// No code opens this any more.
pub async fn forget_all(tx: &mut Tx, owner: AccountId, purpose: CodePurpose) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM one_time_codes WHERE account_id = $1 AND purpose = $2")
        .bind(owner.0).bind(purpose.code()).execute(conn).await.map(drop))?;
    Ok(())
}

/// Removes those that have expired; returns how many there were.
pub async fn purge(tx: &mut Tx, now: Instant) -> Result<u64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query("DELETE FROM one_time_codes WHERE expires_at <= $1")
        .bind(now).execute(conn).await.map(|done| done.rows_affected()))?)
}
