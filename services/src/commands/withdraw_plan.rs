//! The agency takes a plan back, with a reason that everybody reads; what residents answered stays.

use super::{
    Outcome, once_more,
    plan_steps::{lock_to_take, take_step},
};
use crate::{Services, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{PlanEventKind, PlanStep},
    reason::Reason,
};

pub async fn withdraw_plan(services: &Services, actor: &Actor, id: PlanId, reason: Reason) -> Outcome<()> {
    let step = &PlanStep::Withdraw { reason };
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let plan = lock_to_take(&mut unit, actor, id, PlanEventKind::Withdrawn).await?;
        take_step(&mut unit, &plan, step, None).await?;
        Ok(unit.commit().await?)
    })
    .await
}
