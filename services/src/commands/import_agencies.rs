//! A city loads its agencies from a table: `code,short_name,name`.

use super::{
    Outcome,
    import::{Change, ImportReport, Notes, RowOutcome, Told, Wrong, finish, forms, read_table, take_rows},
    once_more,
};
use crate::{
    Services,
    store::{agencies, regions},
    table::{Row, Upload},
    unit::Unit,
};
use domain::{
    ledger::{AgencyRecord, AgencyValues, Listed, SettingEvent, Subject},
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
        let mut records = Vec::new();
        let mut unit = Unit::begin(services, None).await?;
        regions::lock_city(&mut unit.tx).await?;
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| match check(row, &mut seen) {
            Ok(named) => compare(unit, named, notes, &mut records).await,
            Err(wrong) => Ok(Err(wrong)),
        })
        .await?;
        let known = agencies::all(&mut unit.tx).await?;
        report.absent = known.into_iter().filter(|agency| !seen.contains(&agency.code)).map(|agency| agency.short_name).collect();
        let events = SettingEvent::agencies(records);
        finish(unit, report, Told { subject: Subject::City, events, makes_seats: true }, apply).await
    })
    .await
}

fn check(row: &Row, seen: &mut HashSet<String>) -> Result<AgencyValues, Wrong> {
    let read = |column, most| text::measured(&text::line(row.text(column)), 1, most).map_err(|refusal| Wrong::new(column, refusal));
    let named = AgencyValues { code: read("code", MOST_CODE)?, short_name: read("short_name", MOST_CODE)?, name: read("name", MOST_NAME)? };
    if seen.insert(named.code.clone()) { Ok(named) } else { Err(Wrong::new("code", Refusal::Duplicate)) }
}

/// Takes down what is new or another than before.
async fn compare(unit: &mut Unit, after: AgencyValues, notes: &mut Notes, records: &mut Vec<AgencyRecord>) -> RowOutcome {
    let Some(known) = agencies::find_by_code(&mut unit.tx, &after.code).await? else {
        records.push(Listed { of: unit.new_id(), before: None, after });
        return Ok(Ok(Change::Added));
    };
    notes.compare(&after.code, "short_name", known.short_name.as_str(), after.short_name.as_str());
    notes.compare(&after.code, "name", known.name.as_str(), after.name.as_str());
    if !notes.changes.is_empty() {
        records.push(Listed { of: known.id(), before: Some(known.values()), after });
    }
    Ok(Ok(Change::None))
}
