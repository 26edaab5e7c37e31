//! Money appeared after the closing: a reserve is agreed after all and follows the others up.

use super::{Outcome, ReasonForm, close::hand_up, desk, log};
use crate::{
    Services,
    agenda::{reserve_that_fits, reserves},
    store::{
        Tx,
        musrenbangs::{self, Item, Meeting},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangEventKind},
    proposal::{EventKind, Step},
    reason::Note,
    refusal::Refusal,
};
use serde_json::json;

/// The first of the reserves that fits into what is left of the ceiling, in their order; it takes the place after the
/// last. While the meeting is open, deciding is the way.
pub async fn promote_reserve(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &ReasonForm,
) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let desk = desk(&mut tx, actor, meeting).await?;
    let mut case = desk.case(&mut tx, proposal).await?;
    case.check(EventKind::Promoted)?;
    let reason = reason.read()?;
    let items = musrenbangs::items(&mut tx, desk.meeting.id).await?;
    check_order(&mut tx, &desk.meeting, &items, case.permit.proposal()).await?;
    let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed)).count();
    let place = u32::try_from(agreed).unwrap_or(u32::MAX).saturating_add(1);
    let last = items.iter().filter_map(|item| item.rank).max().unwrap_or(0);
    case.take(services, &mut tx, &Step::Promote { reason: reason.clone() }).await?;
    let permit = &case.permit;
    musrenbangs::set_rank(&mut tx, permit.meeting(), permit.proposal(), last.saturating_add(1)).await?;
    hand_up(services, &mut tx, (&desk.pipeline, &desk.meeting), permit.proposal(), place, permit.acting()).await?;
    let detail = json!({ "proposal": permit.proposal(), "reason_code": reason.code(), "reason": reason.text() });
    log(services, &mut tx, permit.meeting(), permit.acting(), MusrenbangEventKind::ReservePromoted, detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Money decides which one moves up, not whoever presses the button; unless the meeting has written down why it passes
/// its ceiling. What is no reserve is for the step itself to refuse.
async fn check_order(tx: &mut Tx, meeting: &Meeting, items: &[Item], wanted: ProposalId) -> Outcome<()> {
    let is_reserve = reserves(items).iter().any(|item| item.proposal == wanted);
    if !is_reserve || Note::new(&meeting.notes.ceiling).is_ok() {
        return Ok(());
    }
    match reserve_that_fits(tx, meeting, items).await? {
        Some(first) if first == wanted => Ok(()),
        Some(_) => Err(Refusal::AnotherReserveFirst.into()),
        None => Err(Refusal::NoMoneyLeft.into()),
    }
}
