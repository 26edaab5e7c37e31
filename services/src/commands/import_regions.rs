//! A city loads its list of regions from a table: `code,level,name,parent_code` and, where known, `households`.

mod row;

use super::{
    Outcome, change_settings,
    import::{Change, ImportReport, Notes, RowOutcome, Told, Value, Wrong, finish, forms, read_table, take_rows},
    once_more,
};
use crate::{
    Failure, Services,
    store::{city, regions},
    table::{Row, Table, Unreadable, Upload},
    unit::Unit,
};
use chrono::NaiveDate;
use domain::{
    city::{Setting, kind_of, zone_of},
    ids::RegionId,
    ledger::{RegionRecord, SettingEvent, Subject},
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use row::Checked;
use std::collections::{BTreeSet, HashSet};

/// Rows already there are updated; a row's parent stands before it. A database is of one city.
pub async fn import_regions(services: &Services, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::REGIONS)? {
        Ok(table) => row::without_provinces(table),
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let (table, today) = (&table, services.today());
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        if let Some(why) = another_city(&mut unit, table).await? {
            return Ok(ImportReport::unreadable(why));
        }
        let mut report = ImportReport::default();
        regions::lock_city(&mut unit.tx).await?;
        let (mut seen, mut records) = (HashSet::new(), Vec::new());
        let mut levels = BTreeSet::new();
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| {
            match row::check(row, today, &mut seen, notes) {
                Ok(checked) => {
                    levels.insert(checked.level);
                    take(unit, row, checked, notes, &mut records).await
                }
                Err(wrong) => Ok(Err(wrong)),
            }
        })
        .await?;
        for level in levels {
            let known = regions::of_level(&mut unit.tx, level, services.today()).await?;
            let absent = known.into_iter().filter(|region| !seen.contains(&region.code));
            report.absent.extend(absent.map(|region| format!("{} {}", region.code, region.name)));
        }
        let events = SettingEvent::regions(records);
        finish(unit, report, Told { subject: Subject::City, events, makes_seats: true }, apply).await
    })
    .await
}

/// The first row that lies in another city than this database's.
async fn another_city(unit: &mut Unit, table: &Table) -> Result<Option<Unreadable>, Failure> {
    let today = unit.today();
    let Some(city) = regions::of_level(&mut unit.tx, RegionLevel::Kota, today).await?.into_iter().next() else { return Ok(None) };
    let codes = table.rows.iter().filter_map(|row| Some((row, RegionCode::parse(row.text("code")).ok()?)));
    let mut foreign = codes.filter(|(_, code)| code.city() != city.code);
    let found = foreign.next().map(|(row, code)| format!("{} ({})", row.text("name"), code.city()));
    Ok(found.map(|found| Unreadable::AnotherCity { found, ours: format!("{} ({})", city.name, city.code) }))
}

/// A place that is new gets its row, what is said of it follows its record.
async fn take(unit: &mut Unit, row: &Row, checked: Checked, notes: &mut Notes, records: &mut Vec<RegionRecord>) -> RowOutcome {
    let Checked { code, level, name, households, until } = checked;
    let today = unit.today();
    if let Some(known) = regions::find_by_code(&mut unit.tx, &code, today).await? {
        if known.level != level {
            return Ok(Err(Wrong::new("level", Refusal::LevelDiffers).among(vec![known.level.code().into()])));
        }
        let households = if households == 0 { known.households } else { households };
        notes.compare(code.as_str(), "name", known.name.as_str(), name.as_str());
        notes.compare(code.as_str(), "households", Value::Number(known.households), Value::Number(households));
        let valid_to = until.or(known.valid_to);
        notes.compare(code.as_str(), "until", known.valid_to, valid_to);
        if !notes.changes.is_empty() {
            records.push(RegionRecord::region(Some(&known), &Region { name, households, valid_to, ..known.clone() }));
        }
        return Ok(Ok(Change::None));
    }
    let parent = match parent_of(unit, row, &code, level).await? {
        Ok(parent) => parent,
        Err(wrong) => return Ok(Err(wrong)),
    };
    // A code that comes back begins anew: the time in which it meant nothing stays.
    let since = match regions::ended(&mut unit.tx, &code, today).await? {
        Some(_) => today,
        None => NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or(today),
    };
    let region = Region { id: unit.new_id(), code, level, name, parent, households, valid_from: since, valid_to: until };
    regions::insert(&mut unit.tx, &region).await?;
    records.push(RegionRecord::region(None, &region));
    if level == RegionLevel::Kota {
        settle(unit, &region).await?;
    }
    Ok(Ok(Change::Added))
}

/// The first list says what the city is called and what its code tells, where nobody has set it.
async fn settle(unit: &mut Unit, region: &Region) -> Outcome<()> {
    let mut known = city::find(&mut unit.tx).await?;
    let told = [
        (Setting::Name, region.name.as_str()),
        (Setting::Kind, kind_of(&region.code).code()),
        (Setting::Zone, zone_of(&region.code).code()),
    ];
    for (setting, value) in told {
        if let Ok(chosen) = setting.chosen(value)
            && known.own(setting).is_none()
        {
            change_settings::write(unit, &mut known, &chosen, None).await?;
        }
    }
    Ok(())
}

/// The region above; none for the city, of which there is one.
async fn parent_of(unit: &mut Unit, row: &Row, code: &RegionCode, level: RegionLevel) -> Result<Result<Option<RegionId>, Wrong>, Failure> {
    let (today, tx) = (unit.today(), &mut unit.tx);
    if level == RegionLevel::Kota {
        let is_second = !regions::of_level(tx, RegionLevel::Kota, today).await?.is_empty();
        return Ok(if is_second { Err(Wrong::new("code", Refusal::AnotherCity)) } else { Ok(None) });
    }
    // Where the file names none, the code itself says what it lies in.
    let parent = match row.text("parent_code") {
        "" => code.parent(),
        text => match RegionCode::parse(text) {
            Ok(parent) => Some(parent),
            Err(refusal) => return Ok(Err(Wrong::new("parent_code", refusal))),
        },
    };
    let found = match parent {
        Some(parent) => regions::find_by_code(tx, &parent, today).await?,
        None => None,
    };
    let parent = found.filter(|parent| parent.level < level && parent.code.contains(code));
    Ok(parent.map(|parent| Some(parent.id)).ok_or_else(|| Wrong::new("parent_code", Refusal::RegionUnknown)))
}
