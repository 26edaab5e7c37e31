//! The money announced, row by row.

use super::After;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::clock::Day;
use uuid::Uuid;

/// What was announced last for one region or agency in one year.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CeilingRow {
    pub id: Uuid,
    pub cycle_id: Uuid,
    pub region: Option<String>,
    pub agency_id: Option<Uuid>,
    pub physical: i64,
    pub non_physical: i64,
    pub source: String,
    pub announced_on: Day,
}

impl CeilingRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn ceilings(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<CeilingRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT ceilings.id, cycle_id, regions.code AS region, agency_id, physical, non_physical, source, announced_on
         FROM ceilings LEFT JOIN regions ON regions.id = ceilings.region_id
         WHERE $1 IS NULL OR ceilings.id > $1 ORDER BY ceilings.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}
