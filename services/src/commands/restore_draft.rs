//! A draft that was deleted is taken back by its author: one tap too many is no loss.

use super::{Outcome, drafts, once_more, steps::take_step};
use crate::{
    Services,
    drafting::may_write,
    store::{cycles, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    proposal::{Status, Step},
    refusal::Refusal,
};

/// What was never sent and is deleted becomes a draft again. A second click changes nothing.
pub async fn restore_draft(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    once_more(|| async move {
        actor.signed_in().ok_or(Refusal::SignInFirst)?;
        let mut unit = Unit::begin(services, None).await?;
        let found = proposals::lock(&mut unit.tx, id).await?.filter(|proposal| proposal.submitted_at.is_none());
        let mut proposal = found.ok_or(Refusal::NotFound)?;
        let permit = may_write(&mut unit.tx, actor, &proposal).await?;
        unit.act_as(permit.acting());
        if proposal.position.status == Status::Draft {
            return Ok(());
        }
        drafts::check_count(&mut unit.tx, permit.acting(), None).await?;
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        take_step(&mut unit, &pipeline, &mut proposal, &Step::Restore, None).await?;
        Ok(unit.commit().await?)
    })
    .await
}
