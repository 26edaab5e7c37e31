//! A closed meeting takes up its work again, with a reason, and will make the next version of its minutes. What had
//! gone up comes back; when the meeting above has begun to work on it, the meeting stays closed.

use super::{Hall, Outcome, Said, check_reason, leave, say};
use crate::{
    Services,
    commands::{once_more, steps::take_step},
    store::{
        cycles,
        musrenbangs::{self, Meeting},
        proposals,
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    ledger::Event,
    musrenbang::Decision,
    proposal::{Status, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};

pub async fn reopen_musrenbang(services: &Services, actor: &Actor, id: MusrenbangId, reason: &Reason) -> Outcome<()> {
    once_more(|| async move {
        let Hall { mut unit, meeting, permit } = Hall::enter(services, actor, id).await?;
        check_reason(reason, ReasonCode::OF_REOPENING)?;
        let state = meeting.state().reopen(reason)?;
        let words = unit.keep_any(reason.text()).await?;
        let event = Event::MeetingReopened { version: state.version, reason: Some(reason.code()), words };
        unit.record(permit.meeting(), event).await?;
        let pipeline = cycles::pipeline(&mut unit.tx, meeting.cycle).await?;
        for item in musrenbangs::items(&mut unit.tx, id).await? {
            if Decision::of(item.status) == Some(Decision::Agreed) && item.status == Status::Forwarded {
                call_back(&mut unit, (&pipeline, &meeting), item.proposal, reason).await?;
            }
        }
        Ok(unit.commit().await?)
    })
    .await
}

async fn call_back(unit: &mut Unit, (pipeline, meeting): (&Pipeline, &Meeting), id: ProposalId, reason: &Reason) -> Outcome<()> {
    let mut proposal = proposals::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
    if proposal.cycle != meeting.cycle {
        return Err(Refusal::TakenUpAbove.into());
    }
    let above = musrenbangs::standing(&mut unit.tx, id).await?.map(|standing| standing.meeting).filter(|above| *above != meeting.id);
    let step = Step::Recall { reason: reason.clone() };
    take_step(unit, pipeline, &mut proposal, &step, None).await.map_err(taken_up)?;
    // Passed to another agency above, it would come back to no meeting.
    let standing = musrenbangs::standing(&mut unit.tx, id).await?;
    if proposal.position.stage != meeting.stage || standing.is_none_or(|standing| standing.meeting != meeting.id) {
        return Err(Refusal::TakenUpAbove.into());
    }
    if let Some(above) = above {
        leave(unit, above, id).await?;
    }
    let agreed = Said { decision: Decision::Agreed, reason: None, words: None };
    say(unit, meeting.id, id, Some(agreed)).await
}

/// A proposal that no longer waits above has been taken up there.
fn taken_up(error: crate::CommandError) -> crate::CommandError {
    match error {
        crate::CommandError::Refused(Refusal::StatusForbids { .. } | Refusal::StageForbids { .. }) => Refusal::TakenUpAbove.into(),
        other => other,
    }
}
