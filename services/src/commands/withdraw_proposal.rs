//! The proposer takes a proposal back, before the meeting it waits for opens. A draft is thrown away without a word.

use super::{
    Outcome,
    musrenbang::{say_where_it_stands, take_step_or_end},
    once_more,
};
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
    reason::{Reason, ReasonCode, ReasonText},
    refusal::Refusal,
};

/// What was sent needs a reason in the proposer's own words; it stays public, with it.
pub async fn withdraw_proposal(services: &Services, actor: &Actor, id: ProposalId, reason: Option<&ReasonText>) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let mut proposal = proposals::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        let permit = may_write(&mut unit.tx, actor, &proposal).await?;
        unit.act_as(permit.acting());
        let step = if proposal.position.status == Status::Draft {
            Step::Discard
        } else {
            let meeting = musrenbangs::standing(&mut unit.tx, id).await?.map(|standing| standing.status);
            proposal.position.check(EventKind::Withdrawn, meeting)?;
            let reason = reason.ok_or_else(|| CommandError::at("reason", Refusal::Required))?;
            Step::Withdraw { reason: Reason::of(ReasonCode::Other, reason) }
        };
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        let leg = take_step_or_end(&mut unit, &pipeline, &mut proposal, &step).await?;
        // What had been returned is awaited from nobody any more.
        say_where_it_stands(&mut unit, &proposal, &leg).await?;
        Ok(unit.commit().await?)
    })
    .await
}
