//! The meeting moves a proposal in the order. Each move has a reason and is public.

use super::{Hall, Outcome};
use crate::{
    CommandError, Services,
    agenda::kept_order,
    commands::{once_more, steps::record},
    store::{musrenbangs, proposals},
};
use domain::{
    account::Actor,
    ids::{EntryId, MusrenbangId, ProposalId},
    ledger::Event,
    musrenbang::MeetingAct,
    priority::Move,
    proposal::{EventKind, ProposalEvent},
    reason::{Reason, ReasonCode, ReasonText},
    refusal::Refusal,
};
use uuid::Uuid;

/// A move. `id` is made with the form, so that a double click moves once; `seen` is the mark of the order that its page
/// showed, where it says so: nobody moves something past what they did not see.
#[derive(Clone, Debug)]
pub struct RankMove {
    pub id: Uuid,
    pub proposal: ProposalId,
    pub from: u32,
    pub to: u32,
    pub seen: Option<String>,
    pub reason: ReasonText,
}

pub async fn move_rank(services: &Services, actor: &Actor, id: MusrenbangId, form: &RankMove) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Order)?;
        let items = musrenbangs::items(&mut hall.unit.tx, id).await?;
        let item = items.iter().find(|item| item.proposal == form.proposal).ok_or(Refusal::NotFound)?;
        hall.permit.on(&item.authorship())?;
        let reason = Reason::of(ReasonCode::Other, &form.reason);
        if hall.unit.is_recorded(EntryId(form.id)).await? {
            return Ok(());
        }
        let RankMove { proposal, from, to, .. } = *form;
        let order = kept_order(&items);
        if form.seen.as_ref().is_some_and(|seen| *seen != order.mark()) {
            return Err(CommandError::at("to", Refusal::OrderChanged));
        }
        let ranking = order.moved(Move { proposal, from, to }).map_err(|refusal| match refusal {
            Refusal::RankOutOfRange { .. } => CommandError::at("to", refusal),
            Refusal::ChangedMeanwhile => CommandError::at("to", Refusal::OrderChanged),
            other => other.into(),
        })?;
        let order = ranking.iter().map(|(_, ranked)| ranked.id).collect();
        let words = Some(hall.unit.keep_words(reason.text()).await?);
        let event = Event::RankMoved { proposal, from, to, reason: Some(reason.code()), words, order };
        hall.unit.record_as(EntryId(form.id), id, event).await?;
        let stored = proposals::find(&mut hall.unit.tx, proposal).await?.ok_or(Refusal::NotFound)?;
        let event = ProposalEvent::remark(EventKind::RankMoved, stored.position).with_reason(reason);
        record(&mut hall.unit, proposal, &event, Some(to)).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}
