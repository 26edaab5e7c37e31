//! The one way in which a proposal moves: the rule, and the leg of its journey in the ledger, which everything follows.

use super::{Outcome, settle::settle_supporters};
use crate::{
    ledger,
    office::office_of,
    store::proposals::{self, Proposal},
    unit::Unit,
};
use domain::{
    cycle::Pipeline,
    ids::{AgencyId, ProposalId},
    ledger::{Event, Leg},
    proposal::{EventKind, ProposalEvent, Step, merge::check_merge},
    refusal::Refusal,
};

/// Takes `step` on a proposal that the caller has locked; it stands where the step leads afterwards. A rank that is not
/// given stays with what was agreed and goes with everything else. `pipeline` is that of the cycle the proposal is in
/// after the step. Merging and its undoing also write to the proposal merged into, whose support is counted anew. What
/// may end it is taken by `take_step_or_end` in `musrenbang/ending.rs`.
pub(crate) async fn take_step(
    unit: &mut Unit,
    pipeline: &Pipeline,
    proposal: &mut Proposal,
    step: &Step,
    rank: Option<u32>,
) -> Outcome<Leg> {
    let event = ProposalEvent::of(proposal.position, step, pipeline)?;
    let rank = rank.or(proposal.rank.filter(|_| event.to.status.keeps_rank()));
    let leg = leg(unit, &event, rank).await?;
    unit.record(proposal.id, Event::Moved(leg.clone())).await?;
    proposal.position = event.to;
    if event.to.status.is_open_to_support() && !event.from.status.is_open_to_support() {
        settle_supporters(unit, proposal.id).await?;
    }
    match step {
        Step::Merge { into, .. } => absorb(unit, proposal.id, *into).await?,
        Step::UndoMerge { .. } | Step::Free { .. } => release(unit, proposal).await?,
        _ => {}
    }
    Ok(leg)
}

/// Writes down what changes no status, under the office of whoever acts.
pub(crate) async fn record(unit: &mut Unit, proposal: ProposalId, event: &ProposalEvent, rank: Option<u32>) -> Outcome<()> {
    let leg = leg(unit, event, rank).await?;
    Ok(unit.record(proposal, Event::Remarked(leg)).await?)
}

/// The event as the ledger says it, under the office of whoever acts.
async fn leg(unit: &mut Unit, event: &ProposalEvent, rank: Option<u32>) -> Outcome<Leg> {
    let office = office_of(unit).await?;
    Ok(ledger::leg(&mut unit.tx, event, rank, office).await?)
}

/// The agency that it goes to from now on.
pub(super) async fn assign(unit: &mut Unit, proposal: &mut Proposal, agency: Option<AgencyId>) -> Outcome<()> {
    unit.record(proposal.id, Event::Assigned { agency }).await?;
    proposal.agency = agency;
    Ok(())
}

async fn absorb(unit: &mut Unit, duplicate: ProposalId, into: ProposalId) -> Outcome<()> {
    let target = proposals::lock(&mut unit.tx, into).await?.ok_or(Refusal::NotFound)?;
    check_merge(duplicate, into, target.position.status)?;
    unit.record(duplicate, Event::Merged { into }).await?;
    let event = ProposalEvent { into: Some(duplicate), ..ProposalEvent::remark(EventKind::Absorbed, target.position) };
    record(unit, into, &event, target.rank).await
}

async fn release(unit: &mut Unit, duplicate: &Proposal) -> Outcome<()> {
    let Some(from) = duplicate.merged_into else { return Ok(()) };
    let target = proposals::lock(&mut unit.tx, from).await?.ok_or(Refusal::NotFound)?;
    unit.record(duplicate.id, Event::Parted).await?;
    let event = ProposalEvent { into: Some(duplicate.id), ..ProposalEvent::remark(EventKind::Released, target.position) };
    record(unit, from, &event, target.rank).await
}
