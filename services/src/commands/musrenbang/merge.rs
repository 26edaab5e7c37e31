//! Duplicates become one, and apart again: both histories stay, the support shown is the union.

use super::{Case, Outcome, ReasonForm, case, check_not_closed, take};
use crate::{
    CommandError, Failure, Services,
    store::{musrenbangs, proposals},
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    proposal::{BeforeMerge, EventKind, ProposalNumber, Status, Step},
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
    let mut tx = services.database.begin().await?;
    let Case { meeting, pipeline, proposal, permit } = case(&mut tx, actor, meeting, duplicate).await?;
    check_not_closed(&meeting)?;
    let number = ProposalNumber::parse(into).map_err(|refusal| CommandError::at("into", refusal))?;
    let target = proposals::find_by_number(&mut tx, &number).await?.ok_or_else(|| CommandError::at("into", Refusal::NotFound))?;
    let step = Step::Merge { into: target.id, reason: reason.read_of(ReasonCode::OF_MERGING)? };
    take(services, &mut tx, &pipeline, &meeting, &proposal, &step, permit.acting()).await?;
    musrenbangs::refreeze_support(&mut tx, target.id).await?;
    tx.commit().await?;
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
    let mut tx = services.database.begin().await?;
    let Case { meeting, pipeline, proposal, permit } = case(&mut tx, actor, meeting, duplicate).await?;
    check_not_closed(&meeting)?;
    let target = proposal.merged_into.ok_or(Refusal::StatusForbids { status: proposal.position.status })?;
    let events = proposals::events_of(&mut tx, duplicate).await?;
    let merged = events.iter().rev().find(|entry| entry.event.kind == EventKind::Merged);
    let before = merged.map(|entry| entry.event.from.status).ok_or_else(|| Failure::inconsistent("proposal_events", "kind", duplicate))?;
    let back_to = if before == Status::Verified { BeforeMerge::Verified } else { BeforeMerge::Submitted };
    let step = Step::UndoMerge { back_to, reason: reason.read_of(ReasonCode::OF_PARTING)? };
    take(services, &mut tx, &pipeline, &meeting, &proposal, &step, permit.acting()).await?;
    musrenbangs::refreeze_support(&mut tx, target).await?;
    tx.commit().await?;
    Ok(())
}
