//! Places with their households, agencies, and the stages and the catalogue of each year against the fold.

use super::{NOTHING, Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, agencies, cycles, projections},
};
use domain::{
    cycle::Stage,
    ids::{AgencyId, CycleId, ProposalTypeId},
    ledger::{AgencyValues, Fold, ListsFold, RegionSpan, RegionValues, TypeValues},
    money::Rupiah,
};
use std::collections::BTreeMap;

/// What an entry has to tell first: a database that this version has not brought up to date yet says so in one line.
const NEVER_TOLD: &str = "never told";

fn never_told(table: &'static str, key: String, rows: usize, found: &mut Vec<Difference>) {
    if rows > 0 {
        Row { table, key, found }.column("rows", rows, NEVER_TOLD);
    }
}

/// But for lists in which an earlier version changed something after they had been told.
pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    if !fold.lists.regions_half_told {
        regions(tx, &fold.lists, found).await?;
    }
    if !fold.lists.agencies_half_told {
        listed_agencies(tx, &fold.lists, found).await?;
    }
    types(tx, &fold.lists, found).await?;
    stages(tx, &fold.lists, found).await
}

async fn regions(tx: &mut Tx, lists: &ListsFold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    if lists.regions.is_empty() {
        let mut rows = 0_usize;
        each_row!(tx, projections::regions, _stored => { rows = rows.saturating_add(1) });
        never_told("regions", "*".into(), rows, found);
        return Ok(());
    }
    let mut missing: BTreeMap<&RegionSpan, &RegionValues> = lists.regions.iter().collect();
    each_row!(tx, projections::regions, stored => {
        let told = stored.span().and_then(|of| missing.remove(&of));
        let mut row = Row { table: "regions", key: format!("{} {}", stored.code, stored.valid_from), found };
        match told {
            Some(told) => {
                row.column("name", stored.name, &told.name);
                row.column("households", stored.households, told.households);
                row.column("valid_to", shown(stored.valid_to), shown(told.to));
            }
            None => row.column("code", stored.code, NOTHING),
        }
    });
    for RegionSpan { code, from } in missing.into_keys() {
        Row { table: "regions", key: format!("{code} {from}"), found }.column("code", NOTHING, code);
    }
    Ok(())
}

async fn listed_agencies(tx: &mut Tx, lists: &ListsFold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<AgencyId, &AgencyValues> = lists.agencies.iter().map(|(id, told)| (*id, told)).collect();
    let all = agencies::all(tx).await?;
    if lists.agencies.is_empty() {
        never_told("agencies", "*".into(), all.len(), found);
        return Ok(());
    }
    for stored in all {
        let mut row = Row { table: "agencies", key: stored.id().to_string(), found };
        match missing.remove(&stored.id()) {
            Some(told) => {
                row.column("code", stored.code, &told.code);
                row.column("short_name", stored.short_name, &told.short_name);
                row.column("name", stored.name, &told.name);
            }
            None => row.column("id", stored.id(), NOTHING),
        }
    }
    for id in missing.into_keys() {
        Row { table: "agencies", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

async fn types(tx: &mut Tx, lists: &ListsFold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let known = lists.types.iter().filter(|((year, _), _)| !lists.types_half_told.contains(year));
    let mut missing: BTreeMap<(CycleId, ProposalTypeId), &TypeValues> = known.map(|(id, told)| (*id, told)).collect();
    for cycle in cycles::all(tx).await? {
        if lists.types_half_told.contains(&cycle.id) {
            continue;
        }
        let catalogue = cycles::catalogue(tx, cycle.id).await?;
        if !lists.has_types_of(cycle.id) {
            never_told("proposal_types", cycle.plan_year.to_string(), catalogue.all().count(), found);
            continue;
        }
        for stored in catalogue.all() {
            let mut row = Row { table: "proposal_types", key: stored.id.to_string(), found };
            match missing.remove(&(cycle.id, stored.id)) {
                Some(told) => of_type(&mut row, &TypeValues::from(stored), told),
                None => row.column("id", stored.id, NOTHING),
            }
        }
    }
    for (_, id) in missing.into_keys() {
        Row { table: "proposal_types", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

fn of_type(row: &mut Row, stored: &TypeValues, told: &TypeValues) {
    row.column("code", &stored.code, &told.code);
    row.column("name", &stored.name, &told.name);
    row.column("physical", stored.physical, told.physical);
    row.column("field", stored.field.code(), told.field.code());
    row.column("unit", &stored.unit, &told.unit);
    row.column("unit_price", shown(stored.unit_price.map(Rupiah::amount)), shown(told.unit_price.map(Rupiah::amount)));
    row.column("agency_id", shown(stored.agency), shown(told.agency));
    row.column("programme_code", shown(stored.programme_code.as_ref()), shown(told.programme_code.as_ref()));
    row.column("requirements", &stored.requirements, &told.requirements);
    row.column("offered", stored.offered, told.offered);
}

/// Their number and order, and the days of each.
async fn stages(tx: &mut Tx, lists: &ListsFold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    for cycle in cycles::all(tx).await? {
        if lists.stages_half_told.contains(&cycle.id) {
            continue;
        }
        let stored = cycles::stages(tx, cycle.id).await?;
        let Some(told) = lists.stages.get(&cycle.id) else {
            never_told("stages", cycle.plan_year.to_string(), stored.len(), found);
            continue;
        };
        let kinds = |stages: &[Stage]| stages.iter().map(|stage| stage.kind.code()).collect::<Vec<_>>().join(" ");
        Row { table: "stages", key: cycle.plan_year.to_string(), found }.column("kind", kinds(&stored), kinds(told));
        for (stored, told) in stored.iter().zip(told) {
            let mut row = Row { table: "stages", key: format!("{} {}", cycle.plan_year, stored.kind.code()), found };
            row.column("opens_on", shown(stored.opens_on), shown(told.opens_on));
            row.column("closes_on", shown(stored.closes_on), shown(told.closes_on));
        }
    }
    Ok(())
}
