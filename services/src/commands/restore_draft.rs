//! A draft that was deleted is taken back by its author: one tap too many is no loss.

use super::{Outcome, drafts, steps::take_step};
use crate::{
    Services,
    store::{cycles, proposals},
};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::may_edit_draft,
    proposal::{Status, Step},
    refusal::Refusal,
};

/// What was never sent and is deleted becomes a draft again. A second click changes nothing.
pub async fn restore_draft(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    actor.signed_in().ok_or(Refusal::SignInFirst)?;
    let found = proposals::lock(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_none());
    let proposal = found.ok_or(Refusal::NotFound)?;
    // Nobody learns that somebody else wrote something.
    let permit = may_edit_draft(actor, proposal.author).map_err(|_| Refusal::NotFound)?;
    if proposal.position.status == Status::Draft {
        return Ok(());
    }
    drafts::check_count(&mut tx, permit.acting(), None).await?;
    let pipeline = cycles::pipeline(&mut tx, proposal.cycle).await?;
    take_step(services, &mut tx, &pipeline, &proposal, &Step::Restore, permit.acting(), None).await?;
    tx.commit().await?;
    Ok(())
}
