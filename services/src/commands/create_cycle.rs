//! A planner begins a planning year: its stages with their dates, its criteria with the weights every city starts
//! from.

use super::{Outcome, log_entry::log_entry, musrenbang::generate_musrenbangs};
use crate::{
    CommandError, Services,
    store::{Tx, cycles},
};
use domain::{
    cycle::{Pipeline, Stage},
    ids::{CriterionId, CycleId, RegionId},
    ledger::SettingEvent,
    permission::{Acting, MayManageCycle},
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
    create(services, Some(permit.acting()), new).await
}

/// For the person at the machine's own command line, and the demo.
pub async fn create_cycle_without_permit(services: &Services, new: &NewCycle) -> Outcome<CycleId> {
    create(services, None, new).await
}

async fn create(services: &Services, acting: Option<&Acting>, new: &NewCycle) -> Outcome<CycleId> {
    let mut tx = services.database.begin().await?;
    let id = create_in(services, &mut tx, acting, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// In the unit of work of the caller.
pub(super) async fn create_in(services: &Services, tx: &mut Tx, acting: Option<&Acting>, new: &NewCycle) -> Outcome<CycleId> {
    Pipeline::new(new.stages.iter().map(|stage| stage.kind).collect())?;
    let cycle = cycles::Cycle {
        id: CycleId(services.clock.new_id()),
        plan_year: new.plan_year,
        city: new.city,
        created_at: services.clock.now(),
        weights_locked_at: None,
    };
    if !cycles::insert(tx, &cycle).await? {
        return Err(CommandError::at("plan_year", Refusal::Duplicate));
    }
    for (position, stage) in (0_u16..).zip(&new.stages) {
        cycles::insert_stage(tx, cycle.id, position, stage).await?;
    }
    insert_criteria(services, tx, cycle.id).await?;
    generate_musrenbangs(services, tx, &cycle).await?;
    log_entry(services, tx, acting, cycle.id, SettingEvent::CycleCreated { plan_year: cycle.plan_year }).await?;
    Ok(cycle.id)
}

async fn insert_criteria(services: &Services, tx: &mut Tx, cycle: CycleId) -> Outcome<()> {
    let criteria = Criteria::with_defaults(|| CriterionId(services.clock.new_id()));
    for (position, criterion) in (0_u16..).zip(criteria.all()) {
        cycles::insert_criterion(tx, cycle, position, criterion).await?;
    }
    Ok(())
}
