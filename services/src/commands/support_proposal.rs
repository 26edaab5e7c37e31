//! A resident backs a proposal, or no longer does. Saying it twice changes nothing, and leaving is always possible:
//! also while a new home is not confirmed, also what was merged, also what takes no support any more.

use super::{Outcome, once_more, settle::hold_home};
use crate::{
    Failure, Services,
    store::{Tx, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::{AccountId, ProposalId},
    ledger::{Event, Subject},
    permission::{may_leave, may_support},
    refusal::Refusal,
};
use std::collections::BTreeSet;

pub async fn support_proposal(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    once_more(|| async move {
        let permit = may_support(actor, id)?;
        let mut unit = Unit::begin_in_group(services, permit.acting()).await?;
        hold_home(&mut unit.tx, permit.acting()).await?;
        // Drafts do not exist for anybody else.
        let proposal = proposals::lock(&mut unit.tx, permit.proposal()).await?;
        let proposal = proposal.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let status = proposal.position.status;
        if !status.is_open_to_support() {
            return Err(Refusal::StatusForbids { status }.into());
        }
        if proposals::support_of(&mut unit.tx, permit.proposal(), permit.acting().account).await?.is_none() {
            unit.record(permit.proposal(), Event::SupportGiven { home: permit.acting().region.clone() }).await?;
        }
        // What another click wrote before may not be committed yet.
        Ok(unit.commit().await?)
    })
    .await
}

/// Leaves the proposal and everything merged into it: whoever has left is not counted there by another way.
pub async fn withdraw_support(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let permit = &may_leave(actor, id)?;
    once_more(|| async move {
        let (mut unit, id) = (Unit::begin_in_group(services, permit.acting()).await?, permit.proposal());
        proposals::find(&mut unit.tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        for backed in lock_where_counted(&mut unit.tx, id, permit.acting().account).await? {
            unit.record(Subject::Proposal(backed), Event::SupportWithdrawn).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// What of the family this person backs; that, and everything in which it is counted, is kept for this unit of work.
/// Asked again until no merger has changed it meanwhile.
async fn lock_where_counted(tx: &mut Tx, id: ProposalId, by: AccountId) -> Result<Vec<ProposalId>, Failure> {
    let mut locked = BTreeSet::new();
    loop {
        let mut counted: BTreeSet<ProposalId> = proposals::line_of(tx, id).await?.into_iter().collect();
        let backed = proposals::backed_by(tx, id, by).await?;
        for id in &backed {
            counted.extend(proposals::line_of(tx, *id).await?);
        }
        if counted.is_subset(&locked) {
            return Ok(backed);
        }
        proposals::lock_all(tx, counted.difference(&locked).copied()).await?;
        locked.extend(counted);
    }
}
