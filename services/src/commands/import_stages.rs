//! A planning year begins with the list of its stages, in the city's order: `stage,opens_on,closes_on`. Every region then
//! has its meetings.

use super::{
    NewCycle, Outcome, create_cycle_without_permit,
    import::{Change, ImportReport, RowProblem, Wrong, import_rows},
};
use crate::{
    Services,
    store::{Tx, cycles, regions},
};
use domain::{
    clock::Day,
    cycle::{Pipeline, Stage, StageKind},
    refusal::Refusal,
    region::RegionLevel,
};
use serde::Deserialize;
use std::io::Read;

#[derive(Deserialize)]
struct StageRecord {
    stage: String,
    #[serde(default)]
    opens_on: String,
    #[serde(default)]
    closes_on: String,
}

/// A year begins once; what is wrong with the list as a whole is said at its header.
pub async fn import_stages(services: &Services, plan_year: u16, file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut stages = Vec::new();
    let mut report = import_rows(services, file, false, async |_: &mut Tx, record: StageRecord| {
        Ok(read(&record).map(|stage| {
            stages.push(stage);
            Change::Added
        }))
    })
    .await?;
    let mut tx = services.database.read().await?;
    let city = regions::of_level(&mut tx, RegionLevel::Kota, services.today()).await?.into_iter().next();
    let has_begun = cycles::of_year(&mut tx, plan_year).await?.is_some();
    drop(tx);
    let mut whole = |column, refusal| report.problems.push(RowProblem { line: 1, column, refusal });
    if let Err(refusal) = Pipeline::new(stages.iter().map(|stage| stage.kind).collect()) {
        whole("stage", refusal);
    }
    if has_begun {
        whole("plan_year", Refusal::Duplicate);
    }
    match city {
        None => whole("region", Refusal::RegionUnknown),
        Some(city) if apply && report.problems.is_empty() => {
            create_cycle_without_permit(services, &NewCycle { plan_year, city: city.id, stages }).await?;
        }
        Some(_) => {}
    }
    Ok(report)
}

fn read(record: &StageRecord) -> Result<Stage, Wrong> {
    let kind = StageKind::from_code(&record.stage.to_lowercase()).ok_or(("stage", Refusal::ChoiceUnknown))?;
    let day = |column, text: &str| -> Result<Option<Day>, Wrong> {
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| (column, Refusal::DateUnreadable)) }
    };
    let (opens_on, closes_on) = (day("opens_on", &record.opens_on)?, day("closes_on", &record.closes_on)?);
    Stage::new(kind, opens_on, closes_on).map_err(|refusal| ("closes_on", refusal))
}
