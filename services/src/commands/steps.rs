//! The one way in which a proposal moves: the rule, the row, the entry in its journey.

use super::{
    Outcome,
    musrenbang::{arrive, say},
    settle::settle_supporters,
};
use crate::{
    ledger,
    office::office_name,
    store::{
        musrenbangs,
        proposals::{self, Proposal},
    },
    unit::Unit,
};
use domain::{
    cycle::Pipeline,
    ids::{AgencyId, ProposalId},
    ledger::{Event, Leg},
    permission::Acting,
    proposal::{EventKind, ProposalEvent, Status, Step, merge::check_merge},
    reason::Reason,
    refusal::Refusal,
};

/// Takes `step` on a proposal that the caller has locked; it stands where the step leads afterwards. A rank that is not
/// given stays with what was agreed and goes with everything else. `pipeline` is that of the cycle the proposal is in
/// after the step. Merging and its undoing also write to the proposal merged into, whose support is counted anew; what
/// has been merged into one that ends stands for itself again.
pub(crate) async fn take_step(
    unit: &mut Unit,
    pipeline: &Pipeline,
    proposal: &mut Proposal,
    step: &Step,
    rank: Option<u32>,
) -> Outcome<Leg> {
    let event = ProposalEvent::of(proposal.position, step, pipeline)?;
    let rank = rank.or(proposal.rank.filter(|_| keeps_rank(event.to.status)));
    let leg = write(unit, proposal.id, &event, rank).await?;
    unit.record(proposal.id, Event::Moved(leg.clone())).await?;
    proposal.position = event.to;
    if event.to.status.is_open_to_support() && !event.from.status.is_open_to_support() {
        settle_supporters(unit, proposal.id).await?;
    }
    if let (Step::Verify, Some(Acting { account, .. })) = (step, &unit.acting) {
        proposals::second(&mut unit.tx, proposal.id, *account).await?;
    }
    match step {
        Step::Merge { into, .. } => absorb(unit, proposal.id, *into).await?,
        Step::UndoMerge { .. } | Step::Free { .. } => release(unit, proposal).await?,
        _ => {}
    }
    if let Some(reason) = step.reason().filter(|_| event.to.status.frees_its_duplicates()) {
        Box::pin(free_duplicates(unit, pipeline, proposal, reason)).await?;
    }
    Ok(leg)
}

/// Writes down what changes no status, under the office of whoever acts.
pub(crate) async fn record(unit: &mut Unit, proposal: ProposalId, event: &ProposalEvent, rank: Option<u32>) -> Outcome<()> {
    let leg = write(unit, proposal, event, rank).await?;
    Ok(unit.record(proposal, Event::Remarked(leg)).await?)
}

/// Appends to the public journey, and hands over what the ledger says of it.
async fn write(unit: &mut Unit, proposal: ProposalId, event: &ProposalEvent, rank: Option<u32>) -> Outcome<Leg> {
    let office = match &unit.acting {
        Some(acting) => office_name(&unit.services, &mut unit.tx, acting).await?,
        None => String::new(),
    };
    let (id, acting) = (unit.services.clock.new_id(), unit.acting.as_ref());
    let new = proposals::NewEvent { id, proposal, at: unit.now, acting, office: &office, event, rank };
    proposals::append_event(&mut unit.tx, &new).await?;
    Ok(ledger::leg(&mut unit.tx, event, rank).await?)
}

/// The agency that it goes to from now on.
pub(super) async fn assign(unit: &mut Unit, proposal: &mut Proposal, agency: Option<AgencyId>) -> Outcome<()> {
    unit.record(proposal.id, Event::Assigned { agency }).await?;
    proposal.agency = agency;
    Ok(())
}

/// Where a place in the ranking still means something.
fn keeps_rank(status: Status) -> bool {
    use Status as S;
    matches!(status, S::Agreed | S::Reserve | S::Forwarded | S::InRkpd | S::InApbd | S::UnderWay | S::Finished)
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

/// What was merged into `ended` arrives, each by itself, before the meeting of its place where that stood, in its
/// year.
async fn free_duplicates(unit: &mut Unit, pipeline: &Pipeline, ended: &Proposal, reason: &Reason) -> Outcome<()> {
    for id in proposals::merged_into(&mut unit.tx, ended.id).await? {
        let mut duplicate = proposals::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        let step = Step::Free { at: ended.position.stage, into: ended.cycle, reason: reason.clone() };
        take_step(unit, pipeline, &mut duplicate, &step, None).await?;
        duplicate.cycle = ended.cycle;
        if duplicate.agency.is_none() && ended.agency.is_some() {
            assign(unit, &mut duplicate, ended.agency).await?;
        }
        arrive(unit, &duplicate, None).await?;
        if let Some(standing) = musrenbangs::standing(&mut unit.tx, id).await? {
            musrenbangs::hold(&mut unit.tx, standing.meeting).await?;
            say(unit, standing.meeting, id, None).await?;
        }
    }
    Ok(())
}
