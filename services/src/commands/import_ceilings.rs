//! A planner announces the money of regions and agencies for a plan year from a table:
//! `region_code` or `agency` (code, short name or name), then `physical,non_physical,source` in whole rupiah.

use super::{
    Outcome,
    import::{Change, ImportReport, Notes, Told, Value, Wrong, agency_named, finish, forms, read_table, take_rows},
    once_more,
};
use crate::{
    Failure, Services,
    store::{
        agencies::{self, Agency},
        cycles::{self, Announced, CeilingOf},
        regions,
    },
    table::{Row, Upload},
    unit::Unit,
};
use domain::{
    clock::Day,
    cycle::Ceiling,
    ledger::{AnnouncedMoney, CeilingRecord, Funded, SettingEvent},
    money::Rupiah,
    refusal::Refusal,
    region::RegionCode,
    text,
};
use std::collections::HashSet;

const MOST_SOURCE: u32 = 200;

/// Another amount, or another source for it, replaces what was announced before. Each is an entry, the first one, too.
pub async fn import_ceilings(services: &Services, plan_year: u16, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::CEILINGS)? {
        Ok(table) => table,
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let table = &table;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let cycle = cycles::of_year(&mut unit.tx, plan_year).await?.ok_or(Refusal::NotFound)?.id;
        cycles::hold(&mut unit.tx, cycle).await?;
        let agencies = agencies::all(&mut unit.tx).await?;
        let (mut seen, mut records) = (HashSet::new(), Vec::new());
        let mut report = ImportReport::default();
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| {
            let (of, funded) = match whose(unit, &agencies, row).await? {
                Ok(of) => of,
                Err(wrong) => return Ok(Err(wrong)),
            };
            if !seen.insert(of) {
                let column = if row.text("agency").is_empty() { "region_code" } else { "agency" };
                return Ok(Err(Wrong::new(column, Refusal::Duplicate)));
            }
            let announced = match announced(unit.today(), row) {
                Ok(announced) => announced,
                Err(wrong) => return Ok(Err(wrong)),
            };
            let known = cycles::ceiling(&mut unit.tx, cycle, of).await?;
            let change = compare(known.as_ref(), &announced, row, notes);
            if matches!(change, Change::Added) || !notes.changes.is_empty() {
                records.push(CeilingRecord { of: funded, before: known.map(written), after: written(announced) });
            }
            Ok(Ok(change))
        })
        .await?;
        let events = records.into_iter().map(SettingEvent::CeilingAnnounced).collect();
        finish(unit, report, Told { subject: cycle.into(), events, makes_seats: false }, apply).await
    })
    .await
}

/// The region or agency that a row names; it names one of them.
async fn whose(unit: &mut Unit, agencies: &[Agency], row: &Row) -> Result<Result<(CeilingOf, Funded), Wrong>, Failure> {
    let (code, agency) = (row.text("region_code"), row.text("agency"));
    if code.is_empty() && agency.is_empty() {
        return Ok(Err(Wrong::new("region_code", Refusal::Required)));
    }
    if !agency.is_empty() {
        return Ok(agency_named(agencies, "agency", agency).map(|id| (CeilingOf::Agency(id), Funded::Agency(id))));
    }
    let Ok(code) = RegionCode::parse(code) else {
        return Ok(Err(Wrong::new("region_code", Refusal::RegionCodeUnreadable)));
    };
    let region = regions::find_by_code(&mut unit.tx, &code, unit.services.today()).await?;
    let of = region.map(|region| (CeilingOf::Region(region.id), Funded::Region(code)));
    Ok(of.ok_or_else(|| Wrong::new("region_code", Refusal::RegionUnknown)))
}

fn announced(on: Day, row: &Row) -> Result<Announced, Wrong> {
    let amount = |column| match row.text(column) {
        "" => Err(Wrong::new(column, Refusal::Required)),
        text => Rupiah::parse(text).map_err(|refusal| Wrong::new(column, refusal)),
    };
    let ceiling = Ceiling::new(amount("physical")?, amount("non_physical")?).map_err(|refusal| Wrong::new("physical", refusal))?;
    let source = text::measured(&text::line(row.text("source")), 1, MOST_SOURCE).map_err(|refusal| Wrong::new("source", refusal))?;
    Ok(Announced { ceiling, source, on })
}

/// Says what is another than before.
fn compare(known: Option<&Announced>, announced: &Announced, row: &Row, notes: &mut Notes) -> Change {
    let Some(known) = known else { return Change::Added };
    let name = if row.text("agency").is_empty() { row.text("region_code") } else { row.text("agency") };
    let money = |ceiling: &Ceiling, physical| Value::Money(ceiling.part(physical));
    notes.compare(name, "physical", money(&known.ceiling, true), money(&announced.ceiling, true));
    notes.compare(name, "non_physical", money(&known.ceiling, false), money(&announced.ceiling, false));
    notes.compare(name, "source", known.source.as_str(), announced.source.as_str());
    Change::None
}

/// As the ledger says it.
fn written(announced: Announced) -> AnnouncedMoney {
    let Announced { ceiling, source, on } = announced;
    AnnouncedMoney { physical: ceiling.physical(), non_physical: ceiling.non_physical(), source, on }
}
