//! How far the works are: reported by the agency that builds, between the budget and their end.

use super::{Outcome, once_more, steps::record};
use crate::{CommandError, Problem, Services, store::proposals, unit::Unit};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::may_report_works,
    proposal::{EventKind, ProposalEvent, works::WorksReport},
    reason::Note,
    refusal::Refusal,
};

/// The share as far as it could be read.
#[derive(Clone, Debug)]
pub struct NewWorksReport {
    pub percent: Result<u32, Refusal>,
    pub words: String,
}

/// Problems stand at the fields `percent` and `report`.
pub async fn report_works(services: &Services, actor: &Actor, id: ProposalId, report: &NewWorksReport) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = proposals::lock(tx, id).await?.filter(|found| found.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let permit = may_report_works(actor, id, proposal.agency)?;
        proposal.position.check(EventKind::ProgressReported, None)?;
        let percent = report.percent.clone().and_then(WorksReport::percent);
        let (percent, words) = match (percent, Note::new(&report.words)) {
            (Ok(percent), Ok(words)) => (percent, words),
            (percent, words) => {
                let found = [("percent", percent.err()), ("report", words.err())];
                let problems = found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?)));
                return Err(CommandError::Problems(problems.collect()));
            }
        };
        let mut event = ProposalEvent::remark(EventKind::ProgressReported, proposal.position).with_note(words);
        event.percent = Some(percent);
        unit.act_as(permit.acting());
        record(&mut unit, id, &event, proposal.rank).await?;
        Ok(unit.commit().await?)
    })
    .await
}
