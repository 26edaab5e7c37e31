//! A proposal is passed to another agency; the one asked for stays beside it. In a forum it goes before the
//! other's, which looks at it as at whatever arrives.

use super::{Outcome, ReasonForm, arrive, desk, meeting_of};
use crate::{
    CommandError, Failure, Services,
    commands::steps::record,
    store::{
        agencies, musrenbangs,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    proposal::{EventKind, ProposalEvent},
    reason::Note,
    refusal::Refusal,
};

/// `agency` is a code from the list.
pub async fn reroute_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    agency: &str,
    reason: &ReasonForm,
) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let case = desk.case(&mut tx, proposal).await?;
    case.check(EventKind::Rerouted)?;
    let to = agencies::find_by_code(&mut tx, agency).await?.ok_or_else(|| CommandError::at("agency", Refusal::ChoiceUnknown))?;
    if Some(to.id()) == case.proposal.agency {
        return Err(CommandError::at("agency", Refusal::Duplicate));
    }
    if desk.meeting.stage == StageKind::AgencyForum {
        let there = Proposal { agency: Some(to.id()), ..case.proposal.clone() };
        if meeting_of(&mut tx, &there).await?.is_some_and(|forum| forum.status.has_closed()) {
            return Err(CommandError::at("agency", Refusal::ForumHasClosed));
        }
    }
    let reason = reason.read()?;
    let note = Note::new(&to.name).map_err(|_| Failure::inconsistent("agencies", "name", &to.name))?;
    let permit = &case.permit;
    proposals::set_agency(&mut tx, permit.proposal(), to.id()).await?;
    if desk.meeting.stage == StageKind::AgencyForum {
        let frozen = musrenbangs::frozen_support(&mut tx, permit.meeting(), permit.proposal()).await?;
        musrenbangs::forget_item(&mut tx, permit.meeting(), permit.proposal()).await?;
        let moved = proposals::find(&mut tx, permit.proposal()).await?.ok_or(Refusal::NotFound)?;
        arrive(services, &mut tx, &moved, frozen).await?;
    }
    let event = ProposalEvent::remark(EventKind::Rerouted, case.proposal.position).with_reason(reason).with_note(note);
    record(services, &mut tx, permit.proposal(), &event, permit.acting(), case.proposal.rank).await?;
    tx.commit().await?;
    Ok(())
}
