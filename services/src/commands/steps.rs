//! The one way in which a proposal moves: the rule, the row, the entry in its journey.

use super::{Outcome, musrenbang::arrive, settle::settle_supporters};
use crate::{
    Services,
    ledger::{self, Act},
    office::office_name,
    store::{
        Tx,
        musrenbangs::{self, ItemDecision},
        proposals,
    },
};
use domain::{
    cycle::Pipeline,
    ids::ProposalId,
    ledger::{Event, Leg, Subject},
    permission::Acting,
    proposal::{EventKind, Position, ProposalEvent, Status, Step, merge::check_merge},
    reason::Reason,
    refusal::Refusal,
};
use proposals::Proposal;

/// Takes `step` on a proposal that the caller has locked. A rank that is not given stays with what was agreed and goes
/// with everything else. `pipeline` is that of the cycle the proposal is in after the step. Merging and its undoing
/// also write to the proposal merged into, whose support is counted anew; what has been merged into one that ends
/// stands for itself again.
pub(crate) async fn take_step(
    services: &Services,
    tx: &mut Tx,
    pipeline: &Pipeline,
    proposal: &Proposal,
    step: &Step,
    acting: &Acting,
    rank: Option<u32>,
) -> Outcome<Position> {
    let event = ProposalEvent::of(proposal.position, step, pipeline)?;
    let rank = rank.or(proposal.rank.filter(|_| keeps_rank(event.to.status)));
    let leg = write(services, tx, proposal.id, &event, acting, rank).await?;
    count(services, tx, proposal.id, acting, Event::Moved(leg)).await?;
    if event.to.status.is_open_to_support() && !event.from.status.is_open_to_support() {
        settle_supporters(services, tx, proposal.id, acting).await?;
    }
    if matches!(step, Step::Verify) {
        proposals::second(tx, proposal.id, acting.account).await?;
    }
    match step {
        Step::Merge { into, .. } => absorb(services, tx, proposal, *into, acting).await?,
        Step::UndoMerge { .. } | Step::Free { .. } => release(services, tx, proposal, acting).await?,
        _ => {}
    }
    if let Some(reason) = step.reason().filter(|_| event.to.status.frees_its_duplicates()) {
        let ended = Proposal { position: event.to, ..proposal.clone() };
        Box::pin(free_duplicates(services, tx, pipeline, &ended, reason, acting)).await?;
    }
    Ok(event.to)
}

/// Writes down what changes no status, under the office of whoever acts.
pub(crate) async fn record(
    services: &Services,
    tx: &mut Tx,
    proposal: ProposalId,
    event: &ProposalEvent,
    acting: &Acting,
    rank: Option<u32>,
) -> Outcome<()> {
    let leg = write(services, tx, proposal, event, acting, rank).await?;
    count(services, tx, proposal, acting, Event::Remarked(leg)).await
}

/// Appends to the public journey, and hands over what the ledger says of it.
async fn write(
    services: &Services,
    tx: &mut Tx,
    proposal: ProposalId,
    event: &ProposalEvent,
    acting: &Acting,
    rank: Option<u32>,
) -> Outcome<Leg> {
    let office = office_name(services, tx, acting).await?;
    let (id, at) = (services.clock.new_id(), services.clock.now());
    let new = proposals::NewEvent { id, proposal, at, acting: Some(acting), office: &office, event, rank };
    proposals::append_event(tx, &new).await?;
    Ok(ledger::leg(tx, event, rank).await?)
}

/// Where a place in the ranking still means something.
fn keeps_rank(status: Status) -> bool {
    use Status as S;
    matches!(status, S::Agreed | S::Reserve | S::Forwarded | S::InRkpd | S::InApbd | S::UnderWay | S::Finished)
}

async fn absorb(services: &Services, tx: &mut Tx, duplicate: &Proposal, into: ProposalId, acting: &Acting) -> Outcome<()> {
    let target = proposals::lock(tx, into).await?.ok_or(Refusal::NotFound)?;
    check_merge(duplicate.id, into, target.position.status)?;
    count(services, tx, duplicate.id, acting, Event::Merged { into }).await?;
    let event = ProposalEvent { into: Some(duplicate.id), ..ProposalEvent::remark(EventKind::Absorbed, target.position) };
    record(services, tx, into, &event, acting, target.rank).await
}

async fn release(services: &Services, tx: &mut Tx, duplicate: &Proposal, acting: &Acting) -> Outcome<()> {
    let Some(from) = duplicate.merged_into else { return Ok(()) };
    let target = proposals::lock(tx, from).await?.ok_or(Refusal::NotFound)?;
    count(services, tx, duplicate.id, acting, Event::Parted).await?;
    let event = ProposalEvent { into: Some(duplicate.id), ..ProposalEvent::remark(EventKind::Released, target.position) };
    record(services, tx, from, &event, acting, target.rank).await
}

/// Appends to the ledger; what is kept beside it follows.
pub(super) async fn count(services: &Services, tx: &mut Tx, proposal: ProposalId, acting: &Acting, event: Event) -> Outcome<()> {
    let act = Act { at: services.clock.now(), acting: Some(acting.clone()), event };
    Ok(ledger::record(&services.clock, tx, Subject::Proposal(proposal), vec![act]).await?)
}

/// What was merged into `ended` arrives, each by itself, before the meeting of its place where that stood, in its
/// year.
async fn free_duplicates(
    services: &Services,
    tx: &mut Tx,
    pipeline: &Pipeline,
    ended: &Proposal,
    reason: &Reason,
    acting: &Acting,
) -> Outcome<()> {
    for id in proposals::merged_into(tx, ended.id).await? {
        let mut duplicate = proposals::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
        let step = Step::Free { at: ended.position.stage, into: ended.cycle, reason: reason.clone() };
        duplicate.position = take_step(services, tx, pipeline, &duplicate, &step, acting, None).await?;
        duplicate.cycle = ended.cycle;
        if let (None, Some(agency)) = (duplicate.agency, ended.agency) {
            proposals::set_agency(tx, id, agency).await?;
            duplicate.agency = Some(agency);
        }
        arrive(services, tx, &duplicate, None).await?;
        if let Some(standing) = musrenbangs::standing(tx, id).await? {
            let nothing_yet = ItemDecision { decision: None, reason: None, by: acting.account, at: services.clock.now() };
            musrenbangs::set_decision(tx, standing.meeting, id, nothing_yet).await?;
        }
    }
    Ok(())
}
