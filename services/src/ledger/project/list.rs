//! Lists of the city and of its years: what places are called and how many households they have, agencies, and the
//! catalogue. Where a place lies stands in its row from the beginning.

use crate::{
    Failure,
    store::{
        Tx,
        agencies::{self, Agency},
        cycles, proposals, regions,
    },
};
use domain::{
    cycle::Stage,
    ids::CycleId,
    ledger::{AgencyRecord, Listed, RegionRecord, TypeRecord},
    region::RegionLevel,
};

/// Other households of an RT or a kelurahan are another rate of whatever is supported there.
pub(super) async fn regions(tx: &mut Tx, rows: &[RegionRecord]) -> Result<(), Failure> {
    regions::set_values(tx, rows).await?;
    let is_weighed = |row: &&RegionRecord| matches!(row.of.code.level(), RegionLevel::Rt | RegionLevel::Kelurahan);
    let is_another = |row: &&RegionRecord| row.before.as_ref().is_some_and(|before| before.households != row.after.households);
    for Listed { of, .. } in rows.iter().filter(is_weighed).filter(is_another) {
        proposals::rerate(tx, &of.code).await?;
    }
    Ok(())
}

pub(super) async fn agencies(tx: &mut Tx, rows: &[AgencyRecord]) -> Result<(), Failure> {
    for Listed { of: id, before, after } in rows {
        match before {
            Some(_) => agencies::rename(tx, *id, &after.short_name, &after.name).await?,
            None => agencies::insert(tx, &Agency::new(*id, &after.code, &after.short_name, &after.name)).await?,
        }
    }
    Ok(())
}

pub(super) async fn types(tx: &mut Tx, cycle: CycleId, rows: &[TypeRecord]) -> Result<(), Failure> {
    for Listed { of: id, before, after } in rows {
        let kind = after.clone().of(*id);
        match before {
            Some(_) => cycles::update_type(tx, &kind).await?,
            None => cycles::insert_type(tx, cycle, &kind).await?,
        }
    }
    Ok(())
}

/// Only dates change: a year keeps the stages with which it began.
pub(super) async fn dates(tx: &mut Tx, cycle: CycleId, after: &[Stage]) -> Result<(), Failure> {
    for stage in after {
        cycles::set_stage_dates(tx, cycle, stage).await?;
    }
    Ok(())
}
