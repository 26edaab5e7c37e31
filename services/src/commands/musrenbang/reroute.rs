//! A proposal is passed to another agency; the one asked for stays beside it. In a forum it goes before the other's.

use super::{Case, Outcome, ReasonForm, arrive, case, check_not_closed};
use crate::{
    CommandError, Failure, Services,
    commands::steps::record,
    store::{agencies, musrenbangs, proposals},
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    proposal::{EventKind, ProposalEvent, Status},
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
    let Case { meeting, proposal, permit, .. } = case(&mut tx, actor, meeting, proposal).await?;
    check_not_closed(&meeting)?;
    let to = agencies::find_by_code(&mut tx, agency).await?.ok_or_else(|| CommandError::at("agency", Refusal::ChoiceUnknown))?;
    if Some(to.id()) == proposal.agency {
        return Err(CommandError::at("agency", Refusal::Duplicate));
    }
    let status = proposal.position.status;
    if meeting.stage == StageKind::AgencyForum && !matches!(status, Status::Submitted | Status::Verified) {
        return Err(Refusal::StatusForbids { status }.into());
    }
    let reason = reason.read()?;
    proposals::set_agency(&mut tx, proposal.id, to.id()).await?;
    if meeting.stage == StageKind::AgencyForum {
        let frozen = musrenbangs::frozen_support(&mut tx, meeting.id, proposal.id).await?;
        musrenbangs::forget_item(&mut tx, meeting.id, proposal.id).await?;
        let moved = proposals::find(&mut tx, proposal.id).await?.ok_or(Refusal::NotFound)?;
        arrive(services, &mut tx, &moved, frozen).await?;
    }
    let note = Note::new(&to.name).map_err(|_| Failure::inconsistent("agencies", "name", &to.name))?;
    let event = ProposalEvent::remark(EventKind::Rerouted, proposal.position).with_reason(reason).with_note(note);
    record(services, &mut tx, proposal.id, &event, permit.acting(), proposal.rank).await?;
    tx.commit().await?;
    Ok(())
}
