//! The settings of the city; one row, or none until somebody has set it.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    city::City,
    clock::{Instant, Zone},
};

pub async fn find(tx: &mut Tx) -> Result<Option<City>, Failure> {
    let row: Option<(String, String, String)> =
        on_tx!(tx, conn => sqlx::query_as("SELECT name, zone, contact FROM city WHERE id = 1").fetch_optional(conn).await)?;
    row.map(|(name, zone, contact)| {
        let zone = Zone::from_code(&zone).ok_or_else(|| Failure::inconsistent("city", "zone", &zone))?;
        Ok(City { name, zone, contact })
    })
    .transpose()
}

pub async fn set(tx: &mut Tx, city: &City, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO city (id, name, zone, contact, set_at) VALUES (1, $1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET name = $1, zone = $2, contact = $3, set_at = $4")
        .bind(&city.name)
        .bind(city.zone.code())
        .bind(&city.contact)
        .bind(at)
        .execute(conn).await.map(drop))?;
    Ok(())
}
