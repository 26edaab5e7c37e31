//! The agency takes a plan back, with a reason that everybody reads; what residents answered stays.

use super::{
    Outcome,
    plan_steps::{lock_to_take, take_step},
};
use crate::{CommandError, Problem, Services, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{PlanEventKind, PlanStep},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};

/// Problems stand at the fields `reason_code` and `reason_text`.
pub async fn withdraw_plan(services: &Services, actor: &Actor, id: PlanId, code: Option<ReasonCode>, text: &str) -> Outcome<()> {
    let mut unit = Unit::begin(services, None).await?;
    let plan = lock_to_take(&mut unit, actor, id, PlanEventKind::Withdrawn).await?;
    let code = code.ok_or_else(|| CommandError::Problems(vec![Problem::new("reason_code", Refusal::Required)]))?;
    let reason = Reason::new(code, text).map_err(|refusal| CommandError::at("reason_text", refusal))?;
    take_step(&mut unit, &plan, &PlanStep::Withdraw { reason }, None).await?;
    Ok(unit.commit().await?)
}
