//! Duplicates become one, and apart again: both histories stay, the support shown is the union. Only what stands
//! before the same meeting is merged, so that no office changes what another one counts.

use super::{Case, Desk, Outcome, ReasonForm, desk, standing_here};
use crate::{
    CommandError, Failure, Services,
    commands::once_more,
    store::{
        Tx, musrenbangs,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    permission::MayMerge,
    proposal::{BeforeMerge, EventKind, ProposalNumber, Status, Step, merge::check_merge},
    reason::ReasonCode,
    refusal::Refusal,
};

/// `into` is the number of the proposal that goes on, as typed or chosen.
pub async fn merge_proposals(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    duplicate: ProposalId,
    into: &str,
    reason: &ReasonForm,
) -> Outcome<()> {
    once_more(|| merge(services, actor, meeting, duplicate, into, reason)).await
}

async fn merge(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    duplicate: ProposalId,
    into: &str,
    reason: &ReasonForm,
) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let known = target(&mut tx, into).await;
    let ids = known.as_ref().ok().map(|target| target.id).into_iter().chain([duplicate]);
    proposals::lock_all(&mut tx, ids).await?;
    let mut case = desk.case(&mut tx, duplicate).await?;
    case.check(EventKind::Merged)?;
    let permit = into_what_stands_here(&mut tx, &desk, &case, known?.id).await?;
    let step = Step::Merge { into: permit.target(), reason: reason.read_of(ReasonCode::OF_MERGING)? };
    case.take(services, &mut tx, &step).await?;
    refreeze(&mut tx, permit.meeting(), permit.target()).await?;
    tx.commit().await?;
    Ok(())
}

async fn target(tx: &mut Tx, into: &str) -> Outcome<Proposal> {
    let number = ProposalNumber::parse(into).map_err(|refusal| CommandError::at("into", refusal))?;
    proposals::find_by_number(tx, &number).await?.ok_or_else(|| CommandError::at("into", Refusal::NotFound))
}

async fn into_what_stands_here(tx: &mut Tx, desk: &Desk, case: &Case<'_>, id: ProposalId) -> Outcome<MayMerge> {
    let elsewhere = |error| match error {
        CommandError::Refused(Refusal::NotFound | Refusal::StageForbids { .. }) => CommandError::at("into", Refusal::NotBeforeThisMeeting),
        other => other,
    };
    let target = standing_here(tx, &desk.meeting, id).await.map_err(elsewhere)?;
    let at_field = |refusal| CommandError::at("into", refusal);
    check_merge(case.proposal.id, target.id, target.position.status).map_err(at_field)?;
    case.permit.merging_into(&target.authorship()).map_err(at_field)
}

/// What is frozen here for the proposal, and for all it went into before this meeting, follows its family.
async fn refreeze(tx: &mut Tx, meeting: MusrenbangId, target: ProposalId) -> Result<(), Failure> {
    for id in proposals::line_of(tx, target).await? {
        musrenbangs::refreeze_support(tx, meeting, id).await?;
    }
    Ok(())
}

/// Both are again what they were before.
pub async fn undo_merge(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    duplicate: ProposalId,
    reason: &ReasonForm,
) -> Outcome<()> {
    once_more(|| undo(services, actor, meeting, duplicate, reason)).await
}

async fn undo(services: &Services, actor: &Actor, meeting: MusrenbangId, duplicate: ProposalId, reason: &ReasonForm) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let line = proposals::line_of(&mut tx, duplicate).await?;
    proposals::lock_all(&mut tx, line).await?;
    let mut case = desk.case(&mut tx, duplicate).await?;
    case.check(EventKind::MergeUndone)?;
    let target = case.proposal.merged_into.ok_or_else(|| Failure::inconsistent("proposals", "merged_into", duplicate))?;
    let events = proposals::events_of(&mut tx, duplicate).await?;
    let merged = events.iter().rev().find(|entry| entry.event.kind == EventKind::Merged);
    let before = merged.map(|entry| entry.event.from.status).ok_or_else(|| Failure::inconsistent("proposal_events", "kind", duplicate))?;
    let back_to = if before == Status::Verified { BeforeMerge::Verified } else { BeforeMerge::Submitted };
    let step = Step::UndoMerge { back_to, reason: reason.read_of(ReasonCode::OF_PARTING)? };
    case.take(services, &mut tx, &step).await?;
    refreeze(&mut tx, desk.meeting.id, target).await?;
    tx.commit().await?;
    Ok(())
}
