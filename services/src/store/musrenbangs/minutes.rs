//! The minutes of closed meetings, word for word, one row per version.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{clock::Instant, ids::MusrenbangId, ledger::Digest, minutes::Minutes};
use sqlx::types::Json;
use std::fmt::Write;

/// One version with its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMinutes {
    pub minutes: Minutes,
    /// SHA-256 of [`Minutes::canonical_text`].
    pub hash: Vec<u8>,
    pub closed_at: Instant,
}

impl StoredMinutes {
    /// The hash as entries hold it.
    pub fn digest(&self) -> Result<Digest, Failure> {
        let bytes = self.hash.as_slice().try_into();
        bytes.map(Digest).map_err(|_| Failure::inconsistent("minutes", "hash", self.hash_text()))
    }

    /// The hash as it is printed.
    pub fn hash_text(&self) -> String {
        let mut text = String::with_capacity(self.hash.len() * 2);
        for byte in &self.hash {
            // Writing into a String cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

pub async fn insert_minutes(tx: &mut Tx, meeting: MusrenbangId, stored: &StoredMinutes) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO minutes (musrenbang_id, version, content, hash, closed_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(meeting.0)
        .bind(i64::from(stored.minutes.heading.version))
        .bind(Json(&stored.minutes))
        .bind(&stored.hash)
        .bind(stored.closed_at)
        .execute(conn).await.map(drop))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MinutesRow {
    content: Json<Minutes>,
    hash: Vec<u8>,
    closed_at: Instant,
}

impl From<MinutesRow> for StoredMinutes {
    fn from(row: MinutesRow) -> Self {
        Self { minutes: row.content.0, hash: row.hash, closed_at: row.closed_at }
    }
}

/// All versions, the latest first; none while the meeting has never closed.
pub async fn minutes(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<StoredMinutes>, Failure> {
    versions(tx, meeting, None).await
}

/// What the meeting said last.
pub async fn latest_minutes(tx: &mut Tx, meeting: MusrenbangId) -> Result<Option<StoredMinutes>, Failure> {
    Ok(versions(tx, meeting, Some(1)).await?.pop())
}

async fn versions(tx: &mut Tx, meeting: MusrenbangId, most: Option<i64>) -> Result<Vec<StoredMinutes>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, MinutesRow>(
        "SELECT content, hash, closed_at FROM minutes WHERE musrenbang_id = $1 ORDER BY version DESC LIMIT $2")
        .bind(meeting.0).bind(most.unwrap_or(i64::MAX)).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(StoredMinutes::from).collect())
}
