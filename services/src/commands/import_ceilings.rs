//! A planner announces the money of regions and agencies for a plan year from a CSV file:
//! `region_code` or `agency` (short name or code), then `physical,non_physical,source` in whole rupiah.

use super::{
    Outcome,
    import::{Change, ImportReport, RowOutcome, import_rows},
};
use crate::{
    Services,
    store::{
        Tx,
        agencies::{self, Agency},
        cycles::{self, Announced, CeilingOf, NewCeiling},
        regions,
    },
};
use domain::{cycle::Ceiling, ids::CycleId, money::Rupiah, refusal::Refusal, region::RegionCode};
use serde::Deserialize;
use std::io::Read;

#[derive(Deserialize)]
struct CeilingRecord {
    #[serde(default)]
    region_code: String,
    #[serde(default, alias = "agency_short_name")]
    agency: String,
    physical: String,
    non_physical: String,
    source: String,
}

/// What was announced before stays; announcing the same again changes nothing, another amount is refused.
pub async fn import_ceilings(services: &Services, plan_year: u16, file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut tx = services.database.read().await?;
    let cycle = cycles::of_year(&mut tx, plan_year).await?.ok_or(Refusal::NotFound)?.id;
    let agencies = agencies::all(&mut tx).await?;
    drop(tx);
    import_rows(services, file, apply, async |tx: &mut Tx, record: CeilingRecord| announce(services, tx, cycle, &agencies, record).await)
        .await
}

async fn announce(services: &Services, tx: &mut Tx, cycle: CycleId, agencies: &[Agency], record: CeilingRecord) -> RowOutcome {
    let today = services.today();
    let of = if record.agency.is_empty() {
        let Ok(code) = RegionCode::parse(&record.region_code) else {
            return Ok(Err(("region_code", Refusal::RegionCodeUnreadable)));
        };
        let Some(region) = regions::find_by_code(tx, &code, today).await? else {
            return Ok(Err(("region_code", Refusal::RegionUnknown)));
        };
        CeilingOf::Region(region.id)
    } else {
        let agency = agencies.iter().find(|agency| agency.code == record.agency || agency.short_name == record.agency);
        let Some(agency) = agency else {
            return Ok(Err(("agency", Refusal::ChoiceUnknown)));
        };
        CeilingOf::Agency(agency.id())
    };
    let (physical, non_physical) = match (Rupiah::parse(&record.physical), Rupiah::parse(&record.non_physical)) {
        (Ok(physical), Ok(non_physical)) => (physical, non_physical),
        (Err(refusal), _) => return Ok(Err(("physical", refusal))),
        (_, Err(refusal)) => return Ok(Err(("non_physical", refusal))),
    };
    let ceiling = match Ceiling::new(physical, non_physical) {
        Ok(ceiling) => ceiling,
        Err(refusal) => return Ok(Err(("physical", refusal))),
    };
    if let Some(known) = cycles::ceiling(tx, cycle, of).await? {
        return Ok(if known.ceiling == ceiling { Ok(Change::None) } else { Err(("physical", Refusal::Duplicate)) });
    }
    let announced = Announced { ceiling, source: record.source, on: today };
    cycles::insert_ceiling(tx, &NewCeiling { id: services.clock.new_id(), cycle, of, announced }).await?;
    Ok(Ok(Change::Added))
}
