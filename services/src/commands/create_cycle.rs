//! A planner begins a planning year: its stages with their dates, its criteria with the weights every city starts
//! from.

use super::{Outcome, musrenbang::generate_musrenbangs, once_more};
use crate::{CommandError, Services, store::cycles, unit::Unit};
use domain::{
    cycle::{Pipeline, Stage},
    ids::{CycleId, RegionId},
    ledger::SettingEvent,
    permission::MayManageCycle,
    priority::Criteria,
    refusal::Refusal,
};

/// A planning year to be begun.
#[derive(Clone, Debug)]
pub struct NewCycle {
    pub plan_year: u16,
    pub city: RegionId,
    /// In the order of the city.
    pub stages: Vec<Stage>,
}

pub async fn create_cycle(services: &Services, permit: &MayManageCycle, new: &NewCycle) -> Outcome<CycleId> {
    once_more(|| async move { create(Unit::begin(services, permit.acting()).await?, new).await }).await
}

/// For the person at the machine's own command line, and the demo.
pub async fn create_cycle_without_permit(services: &Services, new: &NewCycle) -> Outcome<CycleId> {
    once_more(|| async move { create(Unit::begin(services, None).await?, new).await }).await
}

async fn create(mut unit: Unit, new: &NewCycle) -> Outcome<CycleId> {
    let id = create_in(&mut unit, new).await?;
    unit.commit().await?;
    Ok(id)
}

/// In the unit of work of the caller.
pub(super) async fn create_in(unit: &mut Unit, new: &NewCycle) -> Outcome<CycleId> {
    Pipeline::new(new.stages.iter().map(|stage| stage.kind).collect())?;
    let cycle =
        cycles::Cycle { id: unit.new_id(), plan_year: new.plan_year, city: new.city, created_at: unit.now, weights_locked_at: None };
    if !cycles::insert(&mut unit.tx, &cycle).await? {
        return Err(CommandError::at("plan_year", Refusal::Duplicate));
    }
    for (position, stage) in (0_u16..).zip(&new.stages) {
        cycles::insert_stage(&mut unit.tx, cycle.id, position, stage).await?;
    }
    insert_criteria(unit, cycle.id).await?;
    generate_musrenbangs(unit, &cycle).await?;
    unit.record(cycle.id, SettingEvent::CycleCreated { plan_year: cycle.plan_year, stages: new.stages.clone() }).await?;
    Ok(cycle.id)
}

async fn insert_criteria(unit: &mut Unit, cycle: CycleId) -> Outcome<()> {
    let criteria = Criteria::with_defaults(|| unit.new_id());
    for (position, criterion) in (0_u16..).zip(criteria.all()) {
        cycles::insert_criterion(&mut unit.tx, cycle, position, criterion).await?;
    }
    Ok(())
}
