//! The money announced for a year against the fold.

use super::{NOTHING, Row};
use crate::{
    Failure,
    ledger::Difference,
    store::{
        Tx,
        projections::{self, CeilingRow},
    },
};
use domain::{
    ids::{AgencyId, CycleId},
    ledger::{AnnouncedMoney, Fold, Funded},
    region::RegionCode,
};
use std::collections::BTreeMap;

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<&(CycleId, Funded), &AnnouncedMoney> = fold.ceilings.iter().collect();
    each_row!(tx, projections::ceilings, stored => {
        let told = funded(&stored).and_then(|of| missing.remove(&(CycleId(stored.cycle_id), of)));
        // What was announced before entries told it stands in the table alone.
        let Some(told) = told else { continue };
        let mut row = Row { table: "ceilings", key: stored.id.to_string(), found };
        row.column("physical", stored.physical, told.physical.amount());
        row.column("non_physical", stored.non_physical, told.non_physical.amount());
        row.column("source", stored.source, &told.source);
        row.column("announced_on", stored.announced_on, told.on);
    });
    for (cycle, of) in missing.into_keys() {
        let of = match of {
            Funded::Region(code) => code.to_string(),
            Funded::Agency(id) => id.to_string(),
        };
        Row { table: "ceilings", key: format!("{cycle} {of}"), found }.column("id", NOTHING, of);
    }
    Ok(())
}

fn funded(stored: &CeilingRow) -> Option<Funded> {
    match (&stored.region, stored.agency_id) {
        (Some(code), _) => RegionCode::parse(code).ok().map(Funded::Region),
        (None, id) => id.map(AgencyId).map(Funded::Agency),
    }
}
