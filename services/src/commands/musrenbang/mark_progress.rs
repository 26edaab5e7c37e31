//! After the meetings: a planner marks RKPD and APBD with the amount; works are reported as begun and finished.

use super::{Outcome, say_where_it_stands};
use crate::{
    Services,
    commands::{once_more, steps::take_step},
    store::{cycles, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::{may_mark_budget, may_report_works},
    proposal::Marking,
    refusal::Refusal,
};

pub async fn mark_progress(services: &Services, actor: &Actor, id: ProposalId, marking: &Marking) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let mut proposal =
            proposals::lock(&mut unit.tx, id).await?.filter(|found| found.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        // Who may mark nothing here is told so before what they typed is looked at.
        may_report_works(actor, id, proposal.agency).or_else(|_| may_mark_budget(actor, id))?;
        let status = proposal.position.status;
        let permit = marking.mark().permit(actor, id, proposal.agency)?;
        let step = marking.clone().step(status)?;
        unit.act_as(permit.acting());
        let pipeline = cycles::pipeline(&mut unit.tx, proposal.cycle).await?;
        let leg = take_step(&mut unit, &pipeline, &mut proposal, &step, None).await?;
        // What still stands before the city's meeting, should that be reopened.
        say_where_it_stands(&mut unit, &proposal, &leg).await?;
        Ok(unit.commit().await?)
    })
    .await
}
