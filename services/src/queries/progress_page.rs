//! What an office sees that marks what became of a proposal: its state, its money, and the marks that are its to set.

use crate::{
    Failure, Services,
    store::{
        agencies,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::{may_mark_budget, may_report_works},
    proposal::{EventKind, Progress},
    refusal::Refusal,
};

#[derive(Clone, Debug)]
pub struct ProgressPage {
    pub proposal: Proposal,
    pub agency: Option<String>,
    pub offered: Vec<Progress>,
    /// This office may say how far the works are.
    pub may_report: bool,
}

/// Not found, or not this office's to mark.
pub async fn progress_page(services: &Services, actor: &Actor, id: ProposalId) -> Result<Result<ProgressPage, Refusal>, Failure> {
    let mut tx = services.database.read().await?;
    let found = proposals::find(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_some());
    let Some(proposal) = found else { return Ok(Err(Refusal::NotFound)) };
    if let Err(refusal) = may_report_works(actor, id, proposal.agency).or_else(|_| may_mark_budget(actor, id)) {
        return Ok(Err(refusal));
    }
    let agency = match proposal.agency {
        Some(agency) => agencies::find(&mut tx, agency).await?.map(|agency| agency.name),
        None => None,
    };
    let offered = Progress::offered(actor, proposal.position.status, (id, proposal.agency));
    let may_report =
        may_report_works(actor, id, proposal.agency).is_ok() && proposal.position.check(EventKind::ProgressReported, None).is_ok();
    Ok(Ok(ProgressPage { proposal, agency, offered, may_report }))
}
