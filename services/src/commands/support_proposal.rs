//! A resident backs a proposal, or no longer does. Saying it twice changes nothing, and leaving is always possible:
//! also while a new home is not confirmed, also what was merged, also what takes no support any more.

use super::{Outcome, once_more};
use crate::{
    Failure, Services,
    store::{Tx, proposals},
};
use domain::{
    account::Actor,
    ids::{AccountId, ProposalId},
    permission::{may_act_as_self, may_support},
    refusal::Refusal,
};
use std::collections::BTreeSet;

pub async fn support_proposal(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let permit = may_support(actor)?;
    let mut tx = services.database.begin().await?;
    // Drafts do not exist for anybody else.
    let proposal = proposals::lock(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
    let status = proposal.position.status;
    if !status.is_open_to_support() {
        return Err(Refusal::StatusForbids { status }.into());
    }
    let support = proposals::Support { by: permit.acting().account, at: services.clock.now() };
    if proposals::insert_supports(&mut tx, id, &[support]).await? == 1 {
        proposals::recount_support(&mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Leaves the proposal and everything merged into it: whoever has left is not counted there by another way.
pub async fn withdraw_support(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let permit = may_act_as_self(actor)?;
    once_more(|| leave(services, permit.acting().account, id)).await
}

async fn leave(services: &Services, by: AccountId, id: ProposalId) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    proposals::find(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
    let counted = lock_where_counted(&mut tx, id, by).await?;
    if proposals::remove_support(&mut tx, id, by).await? {
        for id in counted {
            proposals::recount_support(&mut tx, id).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Everything in which this person's support of the proposal is counted, kept for this unit of work; asked again until
/// no merger has changed it meanwhile.
async fn lock_where_counted(tx: &mut Tx, id: ProposalId, by: AccountId) -> Result<BTreeSet<ProposalId>, Failure> {
    let mut locked = BTreeSet::new();
    loop {
        let mut counted: BTreeSet<ProposalId> = proposals::line_of(tx, id).await?.into_iter().collect();
        for backed in proposals::backed_by(tx, id, by).await? {
            counted.extend(proposals::line_of(tx, backed).await?);
        }
        if counted.is_subset(&locked) {
            return Ok(counted);
        }
        proposals::lock_all(tx, counted.difference(&locked).copied()).await?;
        locked.extend(counted);
    }
}
