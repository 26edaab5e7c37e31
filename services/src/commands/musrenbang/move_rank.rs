//! The meeting moves a proposal in the order. Each move has a reason and is public.

use super::{Outcome, log, run};
use crate::{
    CommandError, Services,
    agenda::kept_order,
    store::musrenbangs::{self, NewMove},
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    musrenbang::MusrenbangEventKind,
    priority::Move,
    reason::{Reason, ReasonCode},
    refusal::Refusal,
};
use serde_json::json;
use uuid::Uuid;

/// A move as typed. `id` is made with the form, so that a double click moves once.
#[derive(Clone, Debug)]
pub struct RankMoveForm {
    pub id: Uuid,
    pub proposal: ProposalId,
    pub from: u32,
    pub to: u32,
    pub reason: String,
}

pub async fn move_rank(services: &Services, actor: &Actor, id: MusrenbangId, form: &RankMoveForm) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    meeting.state().check_open()?;
    let items = musrenbangs::items(&mut tx, id).await?;
    let item = items.iter().find(|item| item.proposal == form.proposal).ok_or(Refusal::NotFound)?;
    permit.on(&item.authorship())?;
    let reason = Reason::new(ReasonCode::Other, &form.reason).map_err(|refusal| CommandError::at("reason", refusal))?;
    let step = Move { proposal: form.proposal, from: form.from, to: form.to, reason };
    let new = NewMove { id: form.id, meeting: id, step: &step, by: permit.acting().account, at: services.clock.now() };
    if !musrenbangs::insert_move(&mut tx, &new).await? {
        return Ok(());
    }
    let ranking = kept_order(&items).moved(&step).map_err(|refusal| match refusal {
        Refusal::RankOutOfRange { .. } => CommandError::at("to", refusal),
        other => other.into(),
    })?;
    for (rank, ranked) in ranking.iter() {
        let known = items.iter().find(|item| item.proposal == ranked.id).and_then(|item| item.rank);
        if known != Some(rank) {
            musrenbangs::set_rank(&mut tx, id, ranked.id, rank).await?;
        }
    }
    let detail = json!({ "proposal": step.proposal, "from": step.from, "to": step.to, "reason": step.reason.text() });
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::RankMoved, detail).await?;
    let proposal = crate::store::proposals::find(&mut tx, step.proposal).await?.ok_or(Refusal::NotFound)?;
    let event = domain::proposal::ProposalEvent::remark(domain::proposal::EventKind::RankMoved, proposal.position).with_reason(step.reason);
    crate::commands::steps::record(services, &mut tx, step.proposal, &event, permit.acting(), Some(step.to)).await?;
    tx.commit().await?;
    Ok(())
}
