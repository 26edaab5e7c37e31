//! Money appeared after the closing: a reserve is agreed after all and follows the others up.

use super::{Desk, Outcome, ReasonForm, close::hand_up};
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
    ledger::Event,
    musrenbang::Decision,
    proposal::{EventKind, Step},
    reason::Note,
    refusal::Refusal,
};

/// The first of the reserves that fits into what is left of the ceiling, in their order; it takes the place after the
/// last. While the meeting is open, deciding is the way.
pub async fn promote_reserve(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &ReasonForm,
) -> Outcome<()> {
    let mut desk = Desk::open(services, actor, meeting).await?;
    let mut case = desk.case(proposal).await?;
    desk.check(&case, EventKind::Promoted)?;
    let reason = reason.read()?;
    let items = musrenbangs::items(&mut desk.hall.unit.tx, meeting).await?;
    check_order(&mut desk.hall.unit.tx, &desk.hall.meeting, &items, case.permit.proposal()).await?;
    let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed)).count();
    let place = u32::try_from(agreed).unwrap_or(u32::MAX).saturating_add(1);
    desk.take(&mut case, &Step::Promote { reason: reason.clone() }).await?;
    let Desk { hall, pipeline } = &mut desk;
    let words = hall.unit.keep_any(reason.text()).await?;
    let event = Event::ReservePromoted { proposal: case.permit.proposal(), reason: Some(reason.code()), words };
    hall.record(event).await?;
    hand_up(&mut hall.unit, (pipeline, &hall.meeting), case.permit.proposal(), place).await?;
    desk.commit().await
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
