//! The office looks at what came in: it is complete, it goes back, or it cannot be taken up at all.

use super::{Outcome, ReasonForm, desk};
use crate::{CommandError, Services, commands::once_more};
use domain::{
    account::Actor,
    clock::read_day,
    ids::{MusrenbangId, ProposalId},
    proposal::Step,
};

pub async fn verify_proposal(services: &Services, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let mut case = desk.case(&mut tx, proposal).await?;
    case.take(services, &mut tx, &Step::Verify).await?;
    tx.commit().await?;
    Ok(())
}

/// Back to the proposer, with what is to be corrected and until when (`until` as typed).
pub async fn return_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &ReasonForm,
    until: &str,
) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let mut case = desk.case(&mut tx, proposal).await?;
    let until = read_day(until).map_err(|refusal| CommandError::at("until", refusal))?;
    let step = Step::return_by(reason.read()?, until, services.today()).map_err(|refusal| CommandError::at("until", refusal))?;
    case.take(services, &mut tx, &step).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn reject_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &ReasonForm,
) -> Outcome<()> {
    once_more(|| reject(services, actor, meeting, proposal, reason)).await
}

async fn reject(services: &Services, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId, reason: &ReasonForm) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let mut case = desk.case(&mut tx, proposal).await?;
    let step = Step::Reject { reason: reason.read()? };
    case.take(services, &mut tx, &step).await?;
    tx.commit().await?;
    Ok(())
}
