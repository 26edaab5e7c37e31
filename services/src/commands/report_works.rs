//! How far the works are: reported by the agency that builds, between the budget and their end.

use super::{Outcome, once_more, steps::record};
use crate::{Services, ledger, store::proposals, unit::Unit};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::may_report_works,
    proposal::{EventKind, ProposalEvent, works::Percent},
    reason::Note,
    refusal::Refusal,
};

/// What the agency says.
#[derive(Clone, Debug)]
pub struct NewWorksReport {
    pub percent: Percent,
    pub words: Note,
}

/// A second click says nothing new: what the last step of its journey said on the same day is not written again.
pub async fn report_works(services: &Services, actor: &Actor, id: ProposalId, report: &NewWorksReport) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = proposals::lock(tx, id).await?.filter(|found| found.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let permit = may_report_works(actor, id, proposal.agency)?;
        proposal.position.check(EventKind::ProgressReported, None)?;
        let mut event = ProposalEvent::remark(EventKind::ProgressReported, proposal.position).with_note(report.words.clone());
        event.percent = Some(report.percent.get());
        let last = ledger::proposal_journey(tx, id).await?.pop();
        if last.is_some_and(|last| last.event == event && services.zone().day(last.at) == services.today()) {
            return Ok(());
        }
        unit.act_as(permit.acting());
        record(&mut unit, id, &event, proposal.rank).await?;
        Ok(unit.commit().await?)
    })
    .await
}
