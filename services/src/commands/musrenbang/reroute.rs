//! A proposal is passed to another agency; the one asked for stays beside it. In a forum it goes before the
//! other's, which looks at it as at whatever arrives.

use super::{Desk, Outcome, arrive, leave};
use crate::{
    CommandError, Failure, Services,
    commands::{
        once_more,
        steps::{assign, record},
    },
    meeting_of::meeting_of,
    store::{agencies, musrenbangs, proposals::Proposal},
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    proposal::{EventKind, ProposalEvent},
    reason::{Note, Reason},
    refusal::Refusal,
};

/// `agency` is the code of one from the list.
pub async fn reroute_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    agency: &str,
    reason: &Reason,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        desk.check(&case, EventKind::Rerouted)?;
        let (unit, is_forum) = (&mut desk.hall.unit, desk.hall.meeting.stage == StageKind::AgencyForum);
        let to = agencies::find_by_code(&mut unit.tx, agency).await?.ok_or_else(|| CommandError::at("agency", Refusal::ChoiceUnknown))?;
        if Some(to.id()) == case.proposal.agency {
            return Err(CommandError::at("agency", Refusal::Duplicate));
        }
        if is_forum {
            let there = Proposal { agency: Some(to.id()), ..case.proposal.clone() };
            if meeting_of(&mut unit.tx, &there).await?.is_some_and(|forum| forum.status.has_closed()) {
                return Err(CommandError::at("agency", Refusal::ForumHasClosed));
            }
        }
        let note = Note::new(&to.name).map_err(|_| Failure::inconsistent("agencies", "name", &to.name))?;
        assign(unit, &mut case.proposal, Some(to.id())).await?;
        if is_forum {
            let frozen = musrenbangs::frozen_support(&mut unit.tx, case.permit.meeting(), case.permit.proposal()).await?;
            leave(unit, case.permit.meeting(), case.permit.proposal()).await?;
            arrive(unit, &case.proposal, frozen).await?;
        }
        let event = ProposalEvent::remark(EventKind::Rerouted, case.proposal.position).with_reason(reason.clone()).with_note(note);
        record(unit, case.permit.proposal(), &event, case.proposal.rank).await?;
        desk.commit().await
    })
    .await
}
