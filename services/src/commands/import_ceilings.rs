//! A planner announces the money of regions and agencies for a plan year from a table:
//! `region_code` or `agency` (code, short name or name), then `physical,non_physical,source` in whole rupiah.

use super::{
    Outcome,
    import::{Change, ImportReport, Kind, Notes, RowOutcome, Value, Wrong, agency_named, finish, forms, read_table, take_rows},
};
use crate::{
    Failure, Services,
    store::{
        Tx,
        agencies::{self, Agency},
        cycles::{self, Announced, CeilingOf, NewCeiling},
        regions,
    },
    table::{Row, Upload},
};
use domain::{cycle::Ceiling, ids::CycleId, ledger::SettingEvent, money::Rupiah, refusal::Refusal, region::RegionCode, text};
use std::collections::HashSet;

const MOST_SOURCE: u32 = 200;

/// Another amount, or another source for it, replaces what was announced before.
pub async fn import_ceilings(services: &Services, plan_year: u16, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::CEILINGS)? {
        Ok(table) => table,
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let mut tx = services.database.begin().await?;
    let cycle = cycles::of_year(&mut tx, plan_year).await?.ok_or(Refusal::NotFound)?.id;
    let agencies = agencies::all(&mut tx).await?;
    let mut seen = HashSet::new();
    let mut report = ImportReport::default();
    take_rows(&mut tx, &table, &mut report, async |tx: &mut Tx, row: &Row, notes: &mut Notes| {
        let of = match whose(services, tx, &agencies, row).await? {
            Ok(of) => of,
            Err(wrong) => return Ok(Err(wrong)),
        };
        if !seen.insert(of) {
            let column = if row.text("agency").is_empty() { "region_code" } else { "agency" };
            return Ok(Err(Wrong::new(column, Refusal::Duplicate)));
        }
        match announced(services, row) {
            Ok(announced) => announce(services, tx, cycle, of, announced, row, notes).await,
            Err(wrong) => Ok(Err(wrong)),
        }
    })
    .await?;
    let kind = Kind { event: Some(SettingEvent::CeilingChanged), subject: cycle.into(), makes_seats: false };
    finish(services, tx, report, &kind, apply).await
}

/// The region or agency that a row names; it names one of them.
async fn whose(services: &Services, tx: &mut Tx, agencies: &[Agency], row: &Row) -> Result<Result<CeilingOf, Wrong>, Failure> {
    let (code, agency) = (row.text("region_code"), row.text("agency"));
    if code.is_empty() && agency.is_empty() {
        return Ok(Err(Wrong::new("region_code", Refusal::Required)));
    }
    if !agency.is_empty() {
        return Ok(agency_named(agencies, "agency", agency).map(CeilingOf::Agency));
    }
    let Ok(code) = RegionCode::parse(code) else {
        return Ok(Err(Wrong::new("region_code", Refusal::RegionCodeUnreadable)));
    };
    let region = regions::find_by_code(tx, &code, services.today()).await?;
    Ok(region.map(|region| CeilingOf::Region(region.id)).ok_or_else(|| Wrong::new("region_code", Refusal::RegionUnknown)))
}

fn announced(services: &Services, row: &Row) -> Result<Announced, Wrong> {
    let amount = |column| match row.text(column) {
        "" => Err(Wrong::new(column, Refusal::Required)),
        text => Rupiah::parse(text).map_err(|refusal| Wrong::new(column, refusal)),
    };
    let ceiling = Ceiling::new(amount("physical")?, amount("non_physical")?).map_err(|refusal| Wrong::new("physical", refusal))?;
    let source = text::measured(&text::line(row.text("source")), 1, MOST_SOURCE).map_err(|refusal| Wrong::new("source", refusal))?;
    Ok(Announced { ceiling, source, on: services.today() })
}

async fn announce(
    services: &Services,
    tx: &mut Tx,
    cycle: CycleId,
    of: CeilingOf,
    announced: Announced,
    row: &Row,
    notes: &mut Notes,
) -> RowOutcome {
    let Some(known) = cycles::ceiling(tx, cycle, of).await? else {
        cycles::insert_ceiling(tx, &NewCeiling { id: services.clock.new_id(), cycle, of, announced }).await?;
        return Ok(Ok(Change::Added));
    };
    let name = if row.text("agency").is_empty() { row.text("region_code") } else { row.text("agency") };
    let money = |ceiling: &Ceiling, physical| Value::Money(ceiling.part(physical));
    notes.compare(name, "physical", money(&known.ceiling, true), money(&announced.ceiling, true));
    notes.compare(name, "non_physical", money(&known.ceiling, false), money(&announced.ceiling, false));
    notes.compare(name, "source", known.source.as_str(), announced.source.as_str());
    if !notes.changes.is_empty() {
        cycles::update_ceiling(tx, cycle, of, &announced).await?;
    }
    Ok(Ok(Change::None))
}
