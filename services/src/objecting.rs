//! Who may object to what was decided on a proposal, who answers, and since when the decision is final. Reads only;
//! asked by the page and by whoever does it.

use crate::{
    Failure, Services,
    drafting::rt_of,
    store::{Tx, city, ledger, musrenbangs, proposals::Proposal},
};
use domain::{
    account::Actor,
    city::Setting,
    ids::AccountId,
    permission::{MayAnswerObjection, MayObject, may_answer_objection, may_object},
    proposal::objection::Decided,
    refusal::Refusal,
};

pub(crate) async fn may_raise(tx: &mut Tx, actor: &Actor, proposal: &Proposal) -> Result<Result<MayObject, Refusal>, Failure> {
    let rt = rt_of(tx, proposal).await?;
    Ok(may_object(actor, &proposal.authorship(), rt.as_ref(), proposal.position.stage))
}

pub(crate) async fn may_answer(tx: &mut Tx, actor: &Actor, proposal: &Proposal) -> Result<Result<MayAnswerObjection, Refusal>, Failure> {
    let Some(rt) = rt_of(tx, proposal).await? else { return Ok(Err(Refusal::NotYourOffice)) };
    let decider = decider(tx, proposal).await?;
    Ok(may_answer_objection(actor, &proposal.authorship(), &rt, proposal.position.stage, decider))
}

/// Whose hand wrote down where it stands.
async fn decider(tx: &mut Tx, proposal: &Proposal) -> Result<Option<AccountId>, Failure> {
    let moved = ledger::of_subject(tx, proposal.id.into(), "moved").await?;
    Ok(moved.last().and_then(|entry| entry.acting.as_ref()).map(|acting| acting.account))
}

/// The day on which the decision that stands was taken, or on which its meeting closed over it, with the days that the
/// city gives now.
pub(crate) async fn decided_on(services: &Services, tx: &mut Tx, proposal: &Proposal) -> Result<Decided, Failure> {
    let meeting = match musrenbangs::standing(tx, proposal.id).await? {
        Some(standing) => musrenbangs::find(tx, standing.meeting).await?,
        None => None,
    };
    let closed_at = meeting.and_then(|meeting| meeting.closed_at);
    let at = closed_at.map_or(proposal.status_since, |closed_at| closed_at.max(proposal.status_since));
    let city = city::find(tx).await?;
    let (object_days, answer_days) = (city.number(Setting::ObjectDays), city.number(Setting::AnswerDays));
    Ok(Decided { on: services.zone().day(at), object_days, answer_days })
}
