//! The clock ends response periods: the answers are evaluated once, and their figures are frozen.

use super::{
    Outcome, once_more,
    plan_steps::{lock_to_take, take_step},
    settle::settle_responders,
};
use crate::{
    Services,
    households::affected_households,
    store::plans::{self, Plan, stances},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{PlanEventKind, PlanStatus, PlanStep},
    refusal::Refusal,
};

/// Closes every plan whose last day has passed and says how many. Each is a unit of work of its own that asks again
/// under the lock, so two processes may run this at the same time; one that fails is logged and keeps no other from
/// its turn.
pub async fn close_responses(services: &Services) -> Outcome<usize> {
    let mut tx = services.database.read().await?;
    let due = plans::due_to_close(&mut tx, services.today()).await?;
    drop(tx);
    let mut closed = 0;
    for id in due {
        match close(services, id).await {
            Ok(is_closed) => closed += usize::from(is_closed),
            Err(error) => tracing::error!(plan.id = %id, %error, "the answers to a plan cannot be evaluated"),
        }
    }
    Ok(closed)
}

/// `false` when there is nothing to close, or no longer.
async fn close(services: &Services, id: PlanId) -> Outcome<bool> {
    let today = services.today();
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let Some(plan) = plans::lock(tx, id).await? else { return Ok(false) };
        if plan.state.status != PlanStatus::Published || plan.state.takes_responses_on(today) {
            return Ok(false);
        }
        let rule = plan.rule.ok_or_else(|| crate::Failure::inconsistent("plans", "rule", id))?;
        let affected = plans::affected(tx, &plan, today).await?;
        let households = affected_households(tx, &affected, today).await?;
        let evaluation = rule.evaluate(stances::tally(tx, id).await?, households);
        let closed = PlanStep::CloseResponses { today, outcome: evaluation.outcome };
        let plan = Plan { evaluation: Some(evaluation), ..plan };
        // Late work of ours takes no day from the agency: what it owes counts from the day we close.
        let due_on = evaluation.duty(today).map(|duty| duty.due_on);
        let state = take_step(&mut unit, &plan, &closed, due_on).await?;
        if due_on.is_some() {
            let plan = Plan { state, ..plan };
            take_step(&mut unit, &plan, &PlanStep::AwaitFollowUp, due_on).await?;
        }
        unit.commit().await?;
        tracing::info!(plan.id = %id, outcome = evaluation.outcome.code(), "the answers to a plan were evaluated");
        Ok(true)
    })
    .await
}

/// Too few had answered: the agency opens the period once more, for as long as before. Answers given stay.
pub async fn extend_responses(services: &Services, actor: &Actor, id: PlanId) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let plan = lock_to_take(&mut unit, actor, id, PlanEventKind::Extended).await?;
        let rule = plan.rule.ok_or(Refusal::PlanStatusForbids { status: plan.state.status })?;
        let step = PlanStep::Extend { closes_on: rule.closes_on(unit.today()) };
        take_step(&mut unit, &plan, &step, None).await?;
        settle_responders(&mut unit, &plan).await?;
        Ok(unit.commit().await?)
    })
    .await
}
