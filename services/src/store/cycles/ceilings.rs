//! The money announced for regions and agencies.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{
    clock::Day,
    cycle::Ceiling,
    ids::{AgencyId, CycleId, RegionId},
    money::Rupiah,
};
use uuid::Uuid;

/// Whose money it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CeilingOf {
    Region(RegionId),
    Agency(AgencyId),
}

impl CeilingOf {
    fn ids(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Region(id) => (Some(id.0), None),
            Self::Agency(id) => (None, Some(id.0)),
        }
    }
}

/// A ceiling with where it was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub ceiling: Ceiling,
    pub source: String,
    pub on: Day,
}

/// A ceiling to be stored.
pub struct NewCeiling {
    pub id: Uuid,
    pub cycle: CycleId,
    pub of: CeilingOf,
    pub announced: Announced,
}

pub async fn insert_ceiling(tx: &mut Tx, new: &NewCeiling) -> Result<(), Failure> {
    let (region, agency) = new.of.ids();
    let announced = &new.announced;
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO ceilings (id, cycle_id, region_id, agency_id, physical, non_physical, source, announced_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(new.id)
        .bind(new.cycle.0)
        .bind(region)
        .bind(agency)
        .bind(announced.ceiling.physical().amount())
        .bind(announced.ceiling.non_physical().amount())
        .bind(&announced.source)
        .bind(announced.on)
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// Another amount or source for the region or agency, announced today.
pub async fn update_ceiling(tx: &mut Tx, cycle: CycleId, of: CeilingOf, announced: &Announced) -> Result<(), Failure> {
    let (region, agency) = of.ids();
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE ceilings SET physical = $4, non_physical = $5, source = $6, announced_on = $7
         WHERE cycle_id = $1 AND (region_id = $2 OR agency_id = $3)")
        .bind(cycle.0)
        .bind(region)
        .bind(agency)
        .bind(announced.ceiling.physical().amount())
        .bind(announced.ceiling.non_physical().amount())
        .bind(&announced.source)
        .bind(announced.on)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("cycles.update_ceiling", rows)
}

#[derive(sqlx::FromRow)]
struct CeilingRow {
    physical: i64,
    non_physical: i64,
    source: String,
    announced_on: Day,
}

/// What was announced for a region or an agency; none where nothing was.
pub async fn ceiling(tx: &mut Tx, cycle: CycleId, of: CeilingOf) -> Result<Option<Announced>, Failure> {
    let (region, agency) = of.ids();
    let row = on_tx!(tx, conn => sqlx::query_as::<_, CeilingRow>(
        "SELECT physical, non_physical, source, announced_on FROM ceilings
         WHERE cycle_id = $1 AND (region_id = $2 OR agency_id = $3)")
        .bind(cycle.0).bind(region).bind(agency).fetch_optional(conn).await)?;
    row.map(|row| {
        let parts = Rupiah::new(row.physical).and_then(|physical| Ceiling::new(physical, Rupiah::new(row.non_physical)?));
        let ceiling = parts.map_err(|_| Failure::inconsistent("ceilings", "physical", row.physical))?;
        Ok(Announced { ceiling, source: row.source, on: row.announced_on })
    })
    .transpose()
}
