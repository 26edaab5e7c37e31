//! The proposer takes a proposal back, before the meeting it waits for opens. A draft is thrown away without a word.

use super::{Outcome, musrenbang::take_step_or_end, once_more};
use crate::{
    CommandError, Services,
    drafting::may_write,
    store::{cycles, musrenbangs, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    proposal::{EventKind, Status, Step},
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};

/// What was sent needs a reason in the proposer's own words; it stays public, with it.
pub async fn withdraw_proposal(services: &Services, actor: &Actor, id: ProposalId, reason: &str) -> Outcome<()> {
    once_more(|| withdraw(services, actor, id, reason)).await
}

async fn withdraw(services: &Services, actor: &Actor, id: ProposalId, reason: &str) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let mut proposal = proposals::lock(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    let permit = may_write(&mut tx, actor, &proposal).await?;
    let step = if proposal.position.status == Status::Draft {
        Step::Discard
    } else {
        let meeting = musrenbangs::standing(&mut tx, id).await?.map(|standing| standing.status);
        proposal.position.check(EventKind::Withdrawn, meeting)?;
        let reason = Reason::new(ReasonCode::Other, reason).map_err(|refusal| CommandError::at("reason", refusal))?;
        Step::Withdraw { reason }
    };
    let pipeline = cycles::pipeline(&mut tx, proposal.cycle).await?;
    let mut unit = Unit::of(services, tx, Some(permit.acting()));
    take_step_or_end(&mut unit, &pipeline, &mut proposal, &step).await?;
    Ok(unit.commit().await?)
}
