//! Duplicates become one, and apart again: both histories stay, the support shown is the union. Only what stands
//! before the same meeting is merged, so that no office changes what another one counts.

use super::{Case, Desk, Hall, Outcome, check_reason, standing_here};
use crate::{
    CommandError, Failure, Services,
    commands::once_more,
    ledger,
    store::{
        Tx, musrenbangs,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    ledger::Event,
    permission::MayMerge,
    proposal::{BeforeMerge, EventKind, ProposalNumber, Status, Step, merge::check_merge},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};

/// `into` is the number of the proposal that goes on.
pub async fn merge_proposals(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    duplicate: ProposalId,
    into: &ProposalNumber,
    reason: &Reason,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let known = target(&mut desk.hall.unit.tx, into).await;
        let ids = known.as_ref().ok().map(|target| target.id).into_iter().chain([duplicate]);
        proposals::lock_all(&mut desk.hall.unit.tx, ids).await?;
        let mut case = desk.case(duplicate).await?;
        desk.check(&case, EventKind::Merged)?;
        let permit = into_what_stands_here(&mut desk, &case, known?.id).await?;
        check_reason(reason, ReasonCode::OF_MERGING)?;
        let step = Step::Merge { into: permit.target(), reason: reason.clone() };
        desk.take(&mut case, &step).await?;
        refreeze(&mut desk.hall, permit.target()).await?;
        desk.commit().await
    })
    .await
}

async fn target(tx: &mut Tx, into: &ProposalNumber) -> Outcome<Proposal> {
    proposals::find_by_number(tx, into).await?.ok_or_else(|| CommandError::at("into", Refusal::NotFound))
}

async fn into_what_stands_here(desk: &mut Desk, case: &Case, id: ProposalId) -> Outcome<MayMerge> {
    let elsewhere = |error| match error {
        CommandError::Refused(Refusal::NotFound | Refusal::StageForbids { .. }) => CommandError::at("into", Refusal::NotBeforeThisMeeting),
        other => other,
    };
    let target = standing_here(&mut desk.hall.unit.tx, &desk.hall.meeting, id).await.map_err(elsewhere)?;
    let at_field = |refusal| CommandError::at("into", refusal);
    check_merge(case.proposal.id, target.id, target.position.status).map_err(at_field)?;
    case.permit.merging_into(&target.authorship()).map_err(at_field)
}

/// What is frozen here for the proposal, and for all it went into before this meeting, follows its family.
async fn refreeze(hall: &mut Hall, target: ProposalId) -> Outcome<()> {
    for id in proposals::line_of(&mut hall.unit.tx, target).await? {
        if let Some(count) = musrenbangs::frozen_anew(&mut hall.unit.tx, hall.meeting.id, id).await? {
            hall.record(Event::FrozenAnew(count)).await?;
        }
    }
    Ok(())
}

/// Both are again what they were before.
pub async fn undo_merge(services: &Services, actor: &Actor, meeting: MusrenbangId, duplicate: ProposalId, reason: &Reason) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let line = proposals::line_of(&mut desk.hall.unit.tx, duplicate).await?;
        proposals::lock_all(&mut desk.hall.unit.tx, line).await?;
        let mut case = desk.case(duplicate).await?;
        desk.check(&case, EventKind::MergeUndone)?;
        let target = case.proposal.merged_into.ok_or_else(|| Failure::inconsistent("proposals", "merged_into", duplicate))?;
        let events = ledger::proposal_journey(&mut desk.hall.unit.tx, duplicate).await?;
        let merged = events.iter().rev().find(|entry| entry.event.kind == EventKind::Merged);
        let before = merged.map(|entry| entry.event.from.status).ok_or_else(|| Failure::inconsistent("ledger", "event", duplicate))?;
        let back_to = if before == Status::Verified { BeforeMerge::Verified } else { BeforeMerge::Submitted };
        check_reason(reason, ReasonCode::OF_PARTING)?;
        let step = Step::UndoMerge { back_to, reason: reason.clone() };
        desk.take(&mut case, &step).await?;
        refreeze(&mut desk.hall, target).await?;
        desk.commit().await
    })
    .await
}
