//! The page on which the proposer objects to a decision, and the office above answers.

use crate::{
    Failure, Services,
    ledger::{self, RecordedEvent},
    objecting::{decided_on, may_answer, may_raise},
    store::{
        musrenbangs,
        proposals::{self, Proposal},
    },
};
use domain::{
    account::Actor,
    clock::Day,
    ids::ProposalId,
    proposal::{EventKind, Objection},
    refusal::Refusal,
};

#[derive(Clone, Debug)]
pub struct ObjectionPage {
    pub proposal: Proposal,
    /// What was decided and, where it was raised, the objection, each with its words.
    pub decided: Option<RecordedEvent>,
    pub raised: Option<RecordedEvent>,
    /// This reader may raise it, until that day.
    pub may_raise: Option<Day>,
    /// This reader may answer it.
    pub may_answer: bool,
}

/// Whether this reader may object to what was decided, and until which day.
pub(super) async fn raisable(
    services: &Services,
    tx: &mut crate::store::Tx,
    actor: &Actor,
    proposal: &Proposal,
) -> Result<Option<Day>, Failure> {
    let meeting = musrenbangs::standing(tx, proposal.id).await?.map(|standing| standing.status);
    if may_raise(tx, actor, proposal).await?.is_err() || proposal.position.check(EventKind::ObjectionRaised, meeting).is_err() {
        return Ok(None);
    }
    let decided = decided_on(services, tx, proposal).await?;
    let may = Objection::raise(proposal.objection, decided, services.today()).is_ok();
    Ok(may.then(|| decided.last_day()))
}

/// Not found, or nobody's who objects or answers.
pub async fn objection_page(services: &Services, actor: &Actor, id: ProposalId) -> Result<Result<ObjectionPage, Refusal>, Failure> {
    let mut tx = services.database.read().await?;
    let found = proposals::find(&mut tx, id).await?.filter(|proposal| proposal.submitted_at.is_some());
    let Some(proposal) = found else { return Ok(Err(Refusal::NotFound)) };
    let (raises, answers) = (may_raise(&mut tx, actor, &proposal).await?, may_answer(&mut tx, actor, &proposal).await?);
    if let (Err(refusal), Err(_)) = (&raises, &answers) {
        return Ok(Err(refusal.clone()));
    }
    let events = ledger::proposal_journey(&mut tx, id).await?;
    let decides = |kind| matches!(kind, EventKind::Rejected | EventKind::Deferred | EventKind::Reserved);
    let decided = events.iter().rposition(|entry| decides(entry.event.kind));
    let raised = events.iter().skip(decided.unwrap_or_default()).rfind(|entry| entry.event.kind == EventKind::ObjectionRaised).cloned();
    Ok(Ok(ObjectionPage {
        may_raise: raisable(services, &mut tx, actor, &proposal).await?,
        may_answer: answers.is_ok() && proposal.objection.is_some_and(Objection::waits),
        decided: decided.and_then(|at| events.get(at).cloned()),
        raised: raised.filter(|_| proposal.objection.is_some()),
        proposal,
    }))
}
