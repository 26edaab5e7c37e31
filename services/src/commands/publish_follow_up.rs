//! The agency says what it does after the answers.

use super::{
    Outcome, once_more,
    plan_steps::{lock_to_take, take_step},
};
use crate::{Services, store::plans::Plan, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{FollowUpKind, PlanEventKind},
    reason::Note,
};

pub async fn publish_follow_up(services: &Services, actor: &Actor, id: PlanId, kind: FollowUpKind, note: Note) -> Outcome<()> {
    let note = &note;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let mut plan = lock_to_take(&mut unit, actor, id, PlanEventKind::FollowedUp).await?;
        for step in plan.state.follow_up(kind, note.clone()) {
            let state = take_step(&mut unit, &plan, &step, None).await?;
            plan = Plan { state, ..plan };
        }
        Ok(unit.commit().await?)
    })
    .await
}
