//! Places, row by row.

use super::After;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::Day,
    ledger::{RegionSpan, RegionValues},
    region::RegionCode,
};
use uuid::Uuid;

/// A place in one span of validity.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RegionRow {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub households: i64,
    pub valid_from: Day,
    pub valid_to: Option<Day>,
}

impl RegionRow {
    pub fn key(&self) -> Uuid {
        self.id
    }

    /// By what entries know it; none where that is no code.
    pub fn span(&self) -> Option<RegionSpan> {
        RegionCode::parse(&self.code).ok().map(|code| RegionSpan { code, from: self.valid_from })
    }

    pub fn values(self) -> RegionValues {
        RegionValues { name: self.name, households: self.households, to: self.valid_to }
    }
}

pub async fn regions(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<RegionRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, code, name, households, valid_from, valid_to FROM regions WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}
