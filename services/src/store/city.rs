//! The settings of the city: a row each, where it is not as its default. They follow the ledger. Beside them the
//! pictures of its emblem.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::city::{City, Setting};

pub async fn find(tx: &mut Tx) -> Result<City, Failure> {
    let rows: Vec<(String, String)> = on_tx!(tx, conn => sqlx::query_as("SELECT key, value FROM settings").fetch_all(conn).await)?;
    let mut city = City::default();
    for (key, value) in rows {
        let setting = Setting::from_code(&key).ok_or_else(|| Failure::inconsistent("settings", "key", &key))?;
        city.put(setting, Some(value));
    }
    Ok(city)
}

/// Nothing where the default holds again.
pub async fn set(tx: &mut Tx, setting: Setting, value: Option<&str>) -> Result<(), Failure> {
    match value {
        Some(value) => on_tx!(tx, conn => sqlx::query(
            "INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
            .bind(setting.code()).bind(value).execute(conn).await.map(drop))?,
        None => on_tx!(tx, conn => sqlx::query("DELETE FROM settings WHERE key = $1")
            .bind(setting.code()).execute(conn).await.map(drop))?,
    }
    Ok(())
}

/// Keeps the picture of an emblem; the same one is kept once.
pub async fn keep_emblem(tx: &mut Tx, digest: &str, picture: &[u8]) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO emblems (digest, picture) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING")
        .bind(digest).bind(picture).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn emblem(tx: &mut Tx, digest: &str) -> Result<Option<Vec<u8>>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT picture FROM emblems WHERE digest = $1").bind(digest).fetch_optional(conn).await)?)
}
