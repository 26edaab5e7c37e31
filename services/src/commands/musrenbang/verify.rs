//! The office looks at what came in: it is complete, it goes back, or it cannot be taken up at all.

use super::{Desk, Outcome, ReasonForm};
use crate::{CommandError, Services, commands::once_more};
use domain::{
    account::Actor,
    clock::read_day,
    ids::{MusrenbangId, ProposalId},
    proposal::Step,
};

pub async fn verify_proposal(services: &Services, actor: &Actor, meeting: MusrenbangId, proposal: ProposalId) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        desk.take(&mut case, &Step::Verify).await?;
        desk.commit().await
    })
    .await
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
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        let until = read_day(until).map_err(|refusal| CommandError::at("until", refusal))?;
        let step = Step::return_by(reason.read()?, until, services.today()).map_err(|refusal| CommandError::at("until", refusal))?;
        desk.take(&mut case, &step).await?;
        desk.commit().await
    })
    .await
}

pub async fn reject_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &ReasonForm,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        let step = Step::Reject { reason: reason.read()? };
        desk.take(&mut case, &step).await?;
        desk.commit().await
    })
    .await
}
