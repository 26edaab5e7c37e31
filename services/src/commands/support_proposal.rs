//! A resident backs a proposal, or no longer does. Saying it twice changes nothing.

use super::Outcome;
use crate::{
    Failure, Services,
    store::{
        Tx,
        proposals::{self, Proposal},
        regions,
    },
};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::{MaySupport, may_support},
    refusal::Refusal,
    region::RegionCode,
};

pub async fn support_proposal(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let permit = may_support(actor)?;
    let mut tx = services.database.begin().await?;
    let proposal = open(&mut tx, id).await?;
    let local = is_local(&mut tx, &permit, &proposal).await?;
    let support = proposals::Support { by: permit.acting().account, local, at: services.clock.now() };
    if proposals::insert_supports(&mut tx, id, &[support]).await? == 1 {
        proposals::recount_support(&mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

pub async fn withdraw_support(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let permit = may_support(actor)?;
    let mut tx = services.database.begin().await?;
    open(&mut tx, id).await?;
    if proposals::remove_support(&mut tx, id, permit.acting().account).await? {
        proposals::recount_support(&mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Locks a proposal that may still be backed; drafts do not exist for anybody else.
async fn open(tx: &mut Tx, id: ProposalId) -> Outcome<Proposal> {
    let proposal = proposals::lock(tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
    let status = proposal.position.status;
    if status.is_open_to_support() { Ok(proposal) } else { Err(Refusal::StatusForbids { status }.into()) }
}

/// At home in the kelurahan in which the proposal lies.
async fn is_local(tx: &mut Tx, permit: &MaySupport, proposal: &Proposal) -> Result<bool, Failure> {
    let kelurahan = match proposal.kelurahan {
        Some(id) => regions::find(tx, id).await?,
        None => None,
    };
    let home = permit.acting().region.as_ref().and_then(RegionCode::kelurahan);
    Ok(kelurahan.is_some_and(|kelurahan| home.as_ref() == Some(&kelurahan.code)))
}
