//! A step after which a proposal may have ended: what was merged into it stands for itself again.

use super::{Outcome, arrive, say_where_it_stands};
use crate::{
    commands::steps::{assign, take_step},
    store::proposals::{self, Proposal},
    unit::Unit,
};
use domain::{cycle::Pipeline, ledger::Leg, proposal::Step, reason::Reason, refusal::Refusal};

/// As [`take_step`].
pub(crate) async fn take_step_or_end(unit: &mut Unit, pipeline: &Pipeline, proposal: &mut Proposal, step: &Step) -> Outcome<Leg> {
    let leg = take_step(unit, pipeline, proposal, step, None).await?;
    if let Some(reason) = step.reason().filter(|_| proposal.position.status.frees_its_duplicates()) {
        free_duplicates(unit, pipeline, proposal, reason).await?;
    }
    Ok(leg)
}

/// What was merged into `ended` arrives, each by itself, before the meeting of its place where that stood, in its
/// year.
async fn free_duplicates(unit: &mut Unit, pipeline: &Pipeline, ended: &Proposal, reason: &Reason) -> Outcome<()> {
    for id in proposals::merged_into(&mut unit.tx, ended.id).await? {
        let mut duplicate = proposals::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        let step = Step::Free { at: ended.position.stage, into: ended.cycle, reason: reason.clone() };
        let leg = take_step(unit, pipeline, &mut duplicate, &step, None).await?;
        duplicate.cycle = ended.cycle;
        if duplicate.agency.is_none() && ended.agency.is_some() {
            assign(unit, &mut duplicate, ended.agency).await?;
        }
        arrive(unit, &duplicate, None).await?;
        say_where_it_stands(unit, &duplicate, &leg).await?;
    }
    Ok(())
}
