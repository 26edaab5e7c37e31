//! A confirmed resident supports or opposes a plan, and may change that until the period ends.

use super::{Outcome, once_more, settle::hold_home};
use crate::{
    Services,
    store::plans::{self, stances},
    unit::Unit,
};
use domain::{ledger::Event, permission::MayTakeStance, plan::Stance, refusal::Refusal};

/// Whoever lives in an affected region is local; of a plan for the whole city everybody in it is. Saying it twice
/// changes nothing.
pub async fn take_stance(services: &Services, permit: &MayTakeStance, stance: Stance) -> Outcome<()> {
    once_more(|| async move {
        let (acting, id) = (permit.acting(), permit.plan());
        let mut unit = Unit::begin_in_group(services, acting).await?;
        let today = unit.today();
        hold_home(&mut unit.tx, acting).await?;
        let plan = plans::lock(&mut unit.tx, id).await?.filter(plans::Plan::is_public).ok_or(Refusal::NotFound)?;
        if !plan.state.takes_responses_on(today) {
            return Err(Refusal::ResponsesClosed.into());
        }
        let affected = plans::affected(&mut unit.tx, &plan, today).await?;
        let local = acting.region.as_ref().is_some_and(|home| home.lies_in_any(&affected));
        let before = stances::find(&mut unit.tx, id, acting.account).await?;
        if before.is_none_or(|before| before.stance != stance || before.local != Some(local)) {
            unit.record(id, Event::StanceTaken { stance, local }).await?;
        }
        // What another click wrote before may not be committed yet.
        Ok(unit.commit().await?)
    })
    .await
}
