//! A city loads its agencies from a table: `code,short_name,name`.

use super::{
    Outcome,
    import::{Change, ImportReport, Kind, Notes, RowOutcome, Wrong, finish, forms, read_table, take_rows},
    once_more,
};
use crate::{
    Services,
    store::agencies::{self, Agency},
    table::{Row, Upload},
    unit::Unit,
};
use domain::{
    ledger::{SettingEvent, Subject},
    refusal::Refusal,
    text,
};
use std::collections::HashSet;

const MOST_CODE: u32 = 40;
const MOST_NAME: u32 = 150;

/// Agencies already there are renamed. None is taken away: its plans and decisions stay.
pub async fn import_agencies(services: &Services, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::AGENCIES)? {
        Ok(table) => table,
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let table = &table;
    once_more(|| async move {
        let mut report = ImportReport::default();
        let mut seen = HashSet::new();
        let mut unit = Unit::begin(services, None).await?;
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| match check(row, &mut seen) {
            Ok(named) => upsert(unit, &named, notes).await,
            Err(wrong) => Ok(Err(wrong)),
        })
        .await?;
        let known = agencies::all(&mut unit.tx).await?;
        report.absent = known.into_iter().filter(|agency| !seen.contains(&agency.code)).map(|agency| agency.short_name).collect();
        let kind = Kind { event: Some(SettingEvent::AgencyRenamed), subject: Subject::City, makes_seats: true };
        finish(unit, report, &kind, apply).await
    })
    .await
}

/// Code, short name, name.
struct Named([String; 3]);

fn check(row: &Row, seen: &mut HashSet<String>) -> Result<Named, Wrong> {
    let read = |column, most| text::measured(&text::line(row.text(column)), 1, most).map_err(|refusal| Wrong::new(column, refusal));
    let named = [read("code", MOST_CODE)?, read("short_name", MOST_CODE)?, read("name", MOST_NAME)?];
    if seen.insert(named[0].clone()) { Ok(Named(named)) } else { Err(Wrong::new("code", Refusal::Duplicate)) }
}

async fn upsert(unit: &mut Unit, Named([code, short_name, name]): &Named, notes: &mut Notes) -> RowOutcome {
    let Some(known) = agencies::find_by_code(&mut unit.tx, code).await? else {
        let id = unit.new_id();
        agencies::insert(&mut unit.tx, &Agency::new(id, code, short_name, name)).await?;
        return Ok(Ok(Change::Added));
    };
    notes.compare(code, "short_name", known.short_name.as_str(), short_name.as_str());
    notes.compare(code, "name", known.name.as_str(), name.as_str());
    if !notes.changes.is_empty() {
        agencies::rename(&mut unit.tx, known.id(), short_name, name).await?;
    }
    Ok(Ok(Change::None))
}
