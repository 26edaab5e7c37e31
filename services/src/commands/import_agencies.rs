//! A city loads its agencies from a CSV file: `code,short_name,name`.

use super::{
    Outcome,
    import::{Change, ImportReport, RowOutcome, Wrong, import_rows},
};
use crate::{
    Services,
    store::{
        Tx,
        agencies::{self, Agency},
    },
};
use domain::{ids::AgencyId, refusal::Refusal};
use serde::Deserialize;
use std::{collections::HashSet, io::Read};

#[derive(Deserialize)]
struct AgencyRecord {
    code: String,
    short_name: String,
    name: String,
}

/// Agencies already there are renamed. None is taken away: its plans and decisions stay.
pub async fn import_agencies(services: &Services, file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut seen = HashSet::new();
    import_rows(services, file, apply, async |tx: &mut Tx, record: AgencyRecord| match check(&record, &mut seen) {
        Ok(()) => upsert(services, tx, &record).await,
        Err(wrong) => Ok(Err(wrong)),
    })
    .await
}

fn check(record: &AgencyRecord, seen: &mut HashSet<String>) -> Result<(), Wrong> {
    for (column, text) in [("code", &record.code), ("short_name", &record.short_name), ("name", &record.name)] {
        if text.is_empty() {
            return Err((column, Refusal::Required));
        }
    }
    if seen.insert(record.code.clone()) { Ok(()) } else { Err(("code", Refusal::Duplicate)) }
}

async fn upsert(services: &Services, tx: &mut Tx, record: &AgencyRecord) -> RowOutcome {
    let Some(known) = agencies::find_by_code(tx, &record.code).await? else {
        let id = AgencyId(services.clock.new_id());
        agencies::insert(tx, &Agency::new(id, &record.code, &record.short_name, &record.name)).await?;
        return Ok(Ok(Change::Added));
    };
    if known.short_name == record.short_name && known.name == record.name {
        return Ok(Ok(Change::None));
    }
    agencies::rename(tx, known.id(), &record.short_name, &record.name).await?;
    Ok(Ok(Change::Changed))
}
