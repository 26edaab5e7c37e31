//! The agency says what it does after the answers.

use super::{
    Outcome,
    plan_steps::{lock_to_take, take_step},
};
use crate::{CommandError, Problem, Services, store::plans::Plan, unit::Unit};
use domain::{
    account::Actor,
    ids::PlanId,
    plan::{FollowUpKind, PlanEventKind},
    reason::Note,
    refusal::Refusal,
};

/// Problems stand at the fields `follow_up` and `note`.
pub async fn publish_follow_up(services: &Services, actor: &Actor, id: PlanId, kind: Option<FollowUpKind>, note: &str) -> Outcome<()> {
    let kind = kind.ok_or_else(|| Problem::new("follow_up", Refusal::Required));
    let note = Note::new(note).map_err(|refusal| Problem::new("note", refusal));
    let mut unit = Unit::begin(services, None).await?;
    let mut plan = lock_to_take(&mut unit, actor, id, PlanEventKind::FollowedUp).await?;
    let (kind, note) = match (kind, note) {
        (Ok(kind), Ok(note)) => (kind, note),
        (kind, note) => return Err(CommandError::Problems([kind.err(), note.err()].into_iter().flatten().collect())),
    };
    for step in plan.state.follow_up(kind, note) {
        let state = take_step(&mut unit, &plan, &step, None).await?;
        plan = Plan { state, ..plan };
    }
    Ok(unit.commit().await?)
}
