//! The agency says what it does after the answers.

use super::{
    Outcome,
    plan_steps::{lock_to_manage, take_step},
};
use crate::{CommandError, Problem, Services, store::plans::Plan, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{FollowUpKind, PlanStatus, PlanStep},
    reason::Note,
    refusal::Refusal,
};

/// Problems stand at the fields `follow_up` and `note`. After too few answers nothing is owed, but an agency may still
/// say what it will do.
pub async fn publish_follow_up(services: &Services, actor: &Actor, id: PlanId, kind: Option<FollowUpKind>, note: &str) -> Outcome<()> {
    let kind = kind.ok_or_else(|| Problem::new("follow_up", Refusal::Required));
    let note = Note::new(note).map_err(|refusal| Problem::new("note", refusal));
    let mut tx = services.database.begin().await?;
    let (mut plan, permit) = lock_to_manage(&mut tx, actor, id).await?;
    let mut unit = Unit::of(services, tx, Some(permit.acting()));
    let (kind, note) = match (kind, note) {
        (Ok(kind), Ok(note)) => (kind, note),
        (kind, note) => return Err(CommandError::Problems([kind.err(), note.err()].into_iter().flatten().collect())),
    };
    if plan.state.status == PlanStatus::ResponsesClosed {
        let state = take_step(&mut unit, &plan, &PlanStep::AwaitFollowUp, None).await?;
        plan = Plan { state, ..plan };
    }
    take_step(&mut unit, &plan, &PlanStep::FollowUp { kind, note }, None).await?;
    Ok(unit.commit().await?)
}
