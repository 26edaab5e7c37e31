//! A closed meeting takes up its work again, with a reason, and will make the next version of its minutes. What had
//! gone up comes back; when the meeting above has begun to work on it, the meeting stays closed.

use super::{Outcome, ReasonForm, log, run};
use crate::{
    Services,
    commands::{once_more, steps::take_step},
    store::{
        Tx, cycles,
        musrenbangs::{self, ItemDecision, Meeting},
        proposals,
    },
};
use domain::{
    account::Actor,
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangEventKind},
    permission::Acting,
    proposal::{Status, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};
use serde_json::json;

pub async fn reopen_musrenbang(services: &Services, actor: &Actor, id: MusrenbangId, reason: &ReasonForm) -> Outcome<()> {
    once_more(|| reopen(services, actor, id, reason)).await
}

async fn reopen(services: &Services, actor: &Actor, id: MusrenbangId, reason: &ReasonForm) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    let reason = reason.read_of(ReasonCode::OF_REOPENING)?;
    let state = meeting.state().reopen(&reason)?;
    musrenbangs::set_status(&mut tx, id, state.status, None, state.version).await?;
    let (pipeline, mut recalled) = (cycles::pipeline(&mut tx, meeting.cycle).await?, 0);
    for item in musrenbangs::items(&mut tx, id).await? {
        if Decision::of(item.status) == Some(Decision::Agreed) && item.status == Status::Forwarded {
            call_back(services, &mut tx, &pipeline, &meeting, item.proposal, &reason, permit.acting()).await?;
            recalled += 1;
        }
    }
    let detail = json!({ "version": state.version, "reason_code": reason.code(), "reason": reason.text(), "recalled": recalled });
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::Reopened, detail).await?;
    tx.commit().await?;
    Ok(())
}

async fn call_back(
    services: &Services,
    tx: &mut Tx,
    pipeline: &Pipeline,
    meeting: &Meeting,
    id: ProposalId,
    reason: &Reason,
    acting: &Acting,
) -> Outcome<()> {
    let proposal = proposals::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    if proposal.cycle != meeting.cycle {
        return Err(Refusal::TakenUpAbove.into());
    }
    let above = musrenbangs::standing(tx, id).await?.map(|standing| standing.meeting).filter(|standing| *standing != meeting.id);
    let step = Step::Recall { reason: reason.clone() };
    let position = take_step(services, tx, pipeline, &proposal, &step, acting, None).await.map_err(taken_up)?;
    // Passed to another agency above, it would come back to no meeting.
    if position.stage != meeting.stage || musrenbangs::standing(tx, id).await?.is_none_or(|standing| standing.meeting != meeting.id) {
        return Err(Refusal::TakenUpAbove.into());
    }
    if let Some(above) = above {
        musrenbangs::forget_item(tx, above, id).await?;
    }
    let decision = ItemDecision { decision: Some(Decision::Agreed), reason: None, by: acting.account, at: services.clock.now() };
    Ok(musrenbangs::set_decision(tx, meeting.id, id, decision).await?)
}

/// A proposal that no longer waits above has been taken up there.
fn taken_up(error: crate::CommandError) -> crate::CommandError {
    match error {
        crate::CommandError::Refused(Refusal::StatusForbids { .. } | Refusal::StageForbids { .. }) => Refusal::TakenUpAbove.into(),
        other => other,
    }
}
