//! A city loads its list of regions from a CSV file: `code,level,name,parent_code` and, where known, `households`.

use super::{
    Outcome,
    import::{Change, ImportReport, RowOutcome, Wrong, import_rows},
};
use crate::{
    Services,
    store::{Tx, regions},
};
use chrono::NaiveDate;
use domain::{
    ids::RegionId,
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use serde::Deserialize;
use std::{collections::HashSet, io::Read};

#[derive(Deserialize)]
struct RegionRecord {
    code: String,
    level: String,
    name: String,
    #[serde(default)]
    parent_code: String,
    #[serde(default)]
    households: String,
}

/// Rows already there are updated; a row's parent stands before it.
pub async fn import_regions(services: &Services, file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut seen = HashSet::new();
    import_rows(services, file, apply, async |tx: &mut Tx, record: RegionRecord| match check(&record, &mut seen) {
        Ok(checked) => upsert(services, tx, &record, checked).await,
        Err(wrong) => Ok(Err(wrong)),
    })
    .await
}

fn check(record: &RegionRecord, seen: &mut HashSet<RegionCode>) -> Result<(RegionCode, RegionLevel, i64), Wrong> {
    let code = RegionCode::parse(&record.code).map_err(|refusal| ("code", refusal))?;
    let level = RegionLevel::from_code(&record.level.to_lowercase()).ok_or(("level", Refusal::ChoiceUnknown))?;
    if record.name.is_empty() {
        return Err(("name", Refusal::Required));
    }
    let households = match record.households.as_str() {
        "" => 0,
        text => text.parse::<i64>().ok().filter(|count| *count >= 0).ok_or(("households", Refusal::NumberUnreadable))?,
    };
    if !seen.insert(code.clone()) {
        return Err(("code", Refusal::Duplicate));
    }
    Ok((code, level, households))
}

async fn upsert(services: &Services, tx: &mut Tx, record: &RegionRecord, checked: (RegionCode, RegionLevel, i64)) -> RowOutcome {
    let (code, level, households) = checked;
    let today = services.today();
    if let Some(known) = regions::find_by_code(tx, &code, today).await? {
        if known.level != level {
            return Ok(Err(("level", Refusal::ChoiceUnknown)));
        }
        if known.name == record.name && (known.households == households || households == 0) {
            return Ok(Ok(Change::None));
        }
        let households = if households == 0 { known.households } else { households };
        regions::rename(tx, known.id, &record.name, households).await?;
        return Ok(Ok(Change::Changed));
    }
    let parent = if level == RegionLevel::Kota {
        None
    } else {
        let Ok(parent_code) = RegionCode::parse(&record.parent_code) else {
            return Ok(Err(("parent_code", Refusal::RegionCodeUnreadable)));
        };
        let parent =
            regions::find_by_code(tx, &parent_code, today).await?.filter(|parent| parent.level < level && parent.code.contains(&code));
        let Some(parent) = parent else {
            return Ok(Err(("parent_code", Refusal::RegionUnknown)));
        };
        Some(parent.id)
    };
    // A code that comes back begins anew: the time in which it meant nothing stays.
    let since = match regions::ended(tx, &code, today).await? {
        Some(_) => today,
        None => NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or(today),
    };
    let region = Region {
        id: RegionId(services.clock.new_id()),
        code,
        level,
        name: record.name.clone(),
        parent,
        households,
        valid_from: since,
        valid_to: None,
        successor: None,
    };
    regions::insert(tx, &region).await?;
    Ok(Ok(Change::Added))
}
