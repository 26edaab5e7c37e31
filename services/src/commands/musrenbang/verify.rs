//! The office looks at what came in: it is complete, it goes back, or it cannot be taken up at all.

use super::{Case, Outcome, ReasonForm, case, take};
use crate::{CommandError, Services};
use domain::{
    account::Actor,
    clock::read_day,
    ids::{MusrenbangId, ProposalId},
    proposal::Step,
};

pub async fn verify_proposal(services: &Services, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let Case { meeting, pipeline, proposal, permit } = case(&mut tx, actor, meeting, proposal).await?;
    take(services, &mut tx, &pipeline, &meeting, &proposal, &Step::Verify, permit.acting()).await?;
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
    let Case { meeting, pipeline, proposal, permit } = case(&mut tx, actor, meeting, proposal).await?;
    let until = read_day(until).map_err(|refusal| CommandError::at("until", refusal))?;
    let step = Step::return_by(reason.read()?, until, services.today()).map_err(|refusal| CommandError::at("until", refusal))?;
    take(services, &mut tx, &pipeline, &meeting, &proposal, &step, permit.acting()).await?;
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
    let mut tx = services.database.begin().await?;
    let Case { meeting, pipeline, proposal, permit } = case(&mut tx, actor, meeting, proposal).await?;
    let step = Step::Reject { reason: reason.read()? };
    take(services, &mut tx, &pipeline, &meeting, &proposal, &step, permit.acting()).await?;
    tx.commit().await?;
    Ok(())
}
