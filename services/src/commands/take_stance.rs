//! A confirmed resident supports or opposes a plan, and may change that until the period ends.

use super::Outcome;
use crate::{
    Services,
    store::plans::{self, stances},
};
use domain::{ids::PlanId, permission::MayTakeStance, plan::Stance, refusal::Refusal};

/// Whoever lives in an affected region is local; of a plan for the whole city everybody in it is.
pub async fn take_stance(services: &Services, permit: &MayTakeStance, id: PlanId, stance: Stance) -> Outcome<()> {
    let now = services.clock.now();
    let acting = permit.acting();
    let mut tx = services.database.begin().await?;
    let plan = plans::lock(&mut tx, id).await?.filter(plans::Plan::is_public).ok_or(Refusal::NotFound)?;
    if !plan.state.takes_responses_on(services.zone.day(now)) {
        return Err(Refusal::ResponsesClosed.into());
    }
    let affected = plans::affected(&mut tx, &plan, services.zone.day(now)).await?;
    let local = acting.region.as_ref().is_some_and(|home| affected.iter().any(|region| region.code.contains(home)));
    stances::set(&mut tx, id, acting.account, stances::TakenStance { stance, local, at: now }).await?;
    tx.commit().await?;
    Ok(())
}
