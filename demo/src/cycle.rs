//! The planning year 2028 in the middle of its meetings, and the two years before it for what was proposed again.

use crate::{DemoError, places::Places};
use chrono::{Days, Duration};
use domain::{
    catalogue::Catalogue,
    clock::Day,
    cycle::{Stage, StageKind},
    ids::{CriterionId, CycleId},
    ledger::SettingEvent,
    priority::Criteria,
};
use services::{
    Clock, Services,
    commands::{self, NewCycle},
    store::cycles,
    unit::Unit,
};

const CATALOGUE: &str = include_str!("../data/catalogue-2028.csv");
const REGION_CEILINGS: &str = include_str!("../data/ceilings-2028.csv");
const AGENCY_CEILINGS: &str = include_str!("../data/agency-ceilings-2028.csv");

/// The year that is being planned.
pub const PLAN_YEAR: u16 = 2028;
/// Stage, first day and last day, counted from today: the time of the RTs is over, that of the kelurahan ends, and
/// whoever was quick has gone before the kecamatan, the agencies and the city.
const STAGES: [(StageKind, i64, i64); 9] = [
    (StageKind::Rt, -60, -30),
    (StageKind::Kelurahan, -24, 4),
    (StageKind::Kecamatan, -12, 14),
    (StageKind::AgencyForum, -6, 28),
    (StageKind::Kota, -1, 42),
    (StageKind::Rkpd, 95, 140),
    (StageKind::Apbd, 180, 290),
    (StageKind::Execution, 340, 680),
    (StageKind::Finished, 690, 700),
];

/// One planning year as the rest of the demo needs it.
pub struct Year {
    pub cycle: CycleId,
    pub plan_year: u16,
    pub catalogue: Catalogue,
    /// Its clock stands so many days before today.
    pub days_ago: i64,
}

/// The two years before and this one, in that order.
pub async fn load(services: &Services, places: &Places) -> Result<Vec<Year>, DemoError> {
    let mut years = Vec::new();
    for (plan_year, days_ago) in [(PLAN_YEAR - 2, 730), (PLAN_YEAR - 1, 365), (PLAN_YEAR, 0)] {
        let then = Services { clock: Clock::frozen(services.clock.now() - Duration::days(days_ago)), ..services.clone() };
        let cycle =
            if days_ago == 0 { this_year(services, places).await? } else { earlier_year(&then, places, plan_year, &STAGES).await? };
        checked("catalogue", &commands::import_catalogue(&then, plan_year, CATALOGUE.as_bytes(), true).await?)?;
        let mut tx = services.database.read().await?;
        let catalogue = cycles::catalogue(&mut tx, cycle).await?;
        years.push(Year { cycle, plan_year, catalogue, days_ago });
    }
    for (what, file) in [("ceilings", REGION_CEILINGS), ("agency ceilings", AGENCY_CEILINGS)] {
        checked(what, &commands::import_ceilings(services, PLAN_YEAR, file.as_bytes(), true).await?)?;
    }
    Ok(years)
}

/// A report without a problem.
pub fn checked(what: &str, report: &commands::ImportReport) -> Result<(), DemoError> {
    match report.problems.first() {
        Some(problem) => Err(DemoError::Nonsense(format!("{what} line {}: {}", problem.line, problem.refusal))),
        None => Ok(()),
    }
}

/// Days counted from today.
pub fn stages(today: Day, offsets: &[(StageKind, i64, i64)]) -> Result<Vec<Stage>, DemoError> {
    let day = |offset: i64| {
        let days = Days::new(offset.unsigned_abs());
        if offset < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
    };
    let stage = |&(kind, first, last): &(StageKind, i64, i64)| {
        Stage::new(kind, day(first), day(last)).map_err(|refusal| DemoError::Nonsense(refusal.to_string()))
    };
    offsets.iter().map(stage).collect()
}

async fn this_year(services: &Services, places: &Places) -> Result<CycleId, DemoError> {
    let new = NewCycle { plan_year: PLAN_YEAR, city: city(places)?, stages: stages(services.today(), &STAGES)? };
    Ok(commands::create_cycle_without_permit(services, &new).await?)
}

/// Its meetings were held on paper, so only the year itself is made.
pub async fn earlier_year(
    services: &Services,
    places: &Places,
    plan_year: u16,
    offsets: &[(StageKind, i64, i64)],
) -> Result<CycleId, DemoError> {
    let id = CycleId(services.clock.new_id());
    let cycle = cycles::Cycle { id, plan_year, city: city(places)?, created_at: services.clock.now(), weights_locked_at: None };
    let stages = stages(services.today(), offsets)?;
    let mut unit = Unit::begin(services, None).await?;
    cycles::insert(&mut unit.tx, &cycle).await?;
    for (position, stage) in (0_u16..).zip(&stages) {
        cycles::insert_stage(&mut unit.tx, id, position, stage).await?;
    }
    let criteria = Criteria::with_defaults(|| CriterionId(services.clock.new_id()));
    for (position, criterion) in (0_u16..).zip(criteria.all()) {
        cycles::insert_criterion(&mut unit.tx, id, position, criterion).await?;
    }
    unit.record(id, SettingEvent::CycleCreated { plan_year, stages }).await?;
    unit.commit().await?;
    Ok(id)
}

pub fn city(places: &Places) -> Result<domain::ids::RegionId, DemoError> {
    let city = places.regions.iter().find(|(code, _)| code.level() == domain::region::RegionLevel::Kota);
    city.map(|(_, id)| *id).ok_or_else(|| DemoError::Nonsense("no city".into()))
}
