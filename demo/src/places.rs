//! Regions by official code, RTs and households by invention, and the agencies of the city.

use crate::DemoError;
use domain::{
    ids::{AgencyId, RegionId},
    ledger::{AgencyRecord, AgencyValues, RegionRecord, SettingEvent, Subject},
    region::{Region, RegionCode, RegionLevel},
};
use serde::Deserialize;
use services::{
    Services, commands,
    store::{agencies, regions},
    unit::Unit,
};
use std::collections::BTreeMap;

const REGIONS: &str = include_str!("../data/regions/15.71.csv");
const HOUSEHOLDS: &str = include_str!("../data/households.csv");
const AGENCIES: &str = include_str!("../data/agencies.csv");
const SAMPLES: &str = include_str!("../data/samples-2028.csv");

/// The places other parts of the demo refer to.
pub struct Places {
    pub rts: BTreeMap<RegionCode, RegionId>,
    pub regions: BTreeMap<RegionCode, RegionId>,
    /// By short name.
    pub agencies: BTreeMap<String, AgencyId>,
}

#[derive(Deserialize)]
struct HouseholdRecord {
    kelurahan_code: String,
    rt_count: u16,
    households: i64,
}

#[derive(Deserialize)]
struct Agency {
    code: String,
    short_name: String,
    name: String,
}

#[derive(Deserialize)]
struct SamplePlace {
    kode_kelurahan: String,
    rt: String,
}

pub async fn load(services: &Services) -> Result<Places, DemoError> {
    let report = commands::import_regions(services, REGIONS.as_bytes(), true).await?;
    if let Some(problem) = report.problems.first() {
        return Err(DemoError::Nonsense(format!("regions line {}: {}", problem.line, problem.refusal)));
    }
    let mut places = known(services).await?;
    let today = services.today();
    let mut unit = Unit::begin(services, None).await?;
    let mut rows = Vec::new();
    let numbers = rt_numbers()?;
    let mut totals: BTreeMap<RegionId, i64> = BTreeMap::new();
    for record in csv::Reader::from_reader(HOUSEHOLDS.as_bytes()).deserialize::<HouseholdRecord>() {
        let record = record?;
        let code = RegionCode::parse(&record.kelurahan_code).map_err(|_| DemoError::Nonsense(record.kelurahan_code.clone()))?;
        let Some(kelurahan) = regions::find_by_code(&mut unit.tx, &code, today).await? else {
            return Err(DemoError::Nonsense(record.kelurahan_code));
        };
        rows.push(RegionRecord::region(Some(&kelurahan), &Region { households: record.households, ..kelurahan.clone() }));
        let mut wanted: Vec<u16> = (1..=record.rt_count).collect();
        wanted.extend(numbers.get(&code).into_iter().flatten().filter(|number| **number > record.rt_count));
        let each = record.households / i64::try_from(wanted.len()).unwrap_or(1);
        for number in wanted {
            let rt = Region {
                id: RegionId(services.clock.new_id()),
                code: RegionCode::rt(&code, number),
                level: RegionLevel::Rt,
                name: format!("RT {number:02}"),
                parent: Some(kelurahan.id),
                households: each,
                valid_from: kelurahan.valid_from,
                valid_to: None,
            };
            regions::insert(&mut unit.tx, &rt).await?;
            rows.push(RegionRecord::region(None, &rt));
            places.rts.insert(rt.code, rt.id);
        }
        for above in [code.kecamatan(), Some(code.city())].into_iter().flatten() {
            if let Some(id) = places.regions.get(&above) {
                *totals.entry(*id).or_default() += record.households;
            }
        }
    }
    for (id, households) in totals {
        if let Some(region) = regions::find(&mut unit.tx, id).await? {
            rows.push(RegionRecord::region(Some(&region), &Region { households, ..region.clone() }));
        }
    }
    unit.record_all(Subject::City, SettingEvent::regions(rows)).await?;
    unit.commit().await?;
    load_agencies(services, &mut places).await?;
    Ok(places)
}

async fn load_agencies(services: &Services, places: &mut Places) -> Result<(), DemoError> {
    let mut rows = Vec::new();
    for record in csv::Reader::from_reader(AGENCIES.as_bytes()).deserialize::<Agency>() {
        let Agency { code, short_name, name } = record?;
        let of = AgencyId(services.clock.new_id());
        places.agencies.insert(short_name.clone(), of);
        rows.push(AgencyRecord { of, before: None, after: AgencyValues { code, short_name, name } });
    }
    let mut unit = Unit::begin(services, None).await?;
    unit.record_all(Subject::City, SettingEvent::agencies(rows)).await?;
    Ok(unit.commit().await?)
}

/// What has been imported.
pub async fn known(services: &Services) -> Result<Places, DemoError> {
    let mut tx = services.database.read().await?;
    let mut places = Places { rts: BTreeMap::new(), regions: BTreeMap::new(), agencies: BTreeMap::new() };
    for region in regions::in_force(&mut tx, services.today()).await? {
        let known = if region.level == RegionLevel::Rt { &mut places.rts } else { &mut places.regions };
        known.insert(region.code, region.id);
    }
    places.agencies = agencies::all(&mut tx).await?.into_iter().map(|agency| (agency.short_name.clone(), agency.id())).collect();
    Ok(places)
}

/// RT numbers that sample proposals name, so that each finds its place.
fn rt_numbers() -> Result<BTreeMap<RegionCode, Vec<u16>>, DemoError> {
    let mut numbers: BTreeMap<RegionCode, Vec<u16>> = BTreeMap::new();
    for record in csv::Reader::from_reader(SAMPLES.as_bytes()).deserialize::<SamplePlace>() {
        let record = record?;
        if let (Ok(code), Ok(number)) = (RegionCode::parse(&record.kode_kelurahan), record.rt.parse()) {
            let known = numbers.entry(code).or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
    }
    Ok(numbers)
}
