//! The office looks at what came in: it is complete, it goes back, or it cannot be taken up at all.

use super::{Desk, Outcome};
use crate::{CommandError, Services, commands::once_more};
use domain::{
    account::Actor,
    clock::Day,
    ids::{MusrenbangId, ProposalId},
    proposal::Step,
    reason::Reason,
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

/// Back to the proposer, with what is to be corrected and until when.
pub async fn return_proposal(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &Reason,
    until: Day,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        let step = Step::return_by(reason.clone(), until, services.today()).map_err(|refusal| CommandError::at("until", refusal))?;
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
    reason: &Reason,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        let step = Step::Reject { reason: reason.clone() };
        desk.take(&mut case, &step).await?;
        desk.commit().await
    })
    .await
}
