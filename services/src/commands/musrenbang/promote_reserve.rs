//! Money appeared after the closing: a reserve is agreed after all and follows the others up.

use super::{Desk, Hall, Outcome, close::hand_up, minutes};
use crate::{
    Services,
    agenda::{check_promotion, missing},
    commands::once_more,
    store::musrenbangs,
};
use domain::{
    account::Actor,
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    ledger::Event,
    musrenbang::Decision,
    proposal::{EventKind, Step},
    reason::Reason,
};

/// The first of the reserves that fits into what is left of the ceiling, in their order; it takes the place after the
/// last. While the meeting is open, deciding is the way.
pub async fn promote_reserve(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    reason: &Reason,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let mut case = desk.case(proposal).await?;
        desk.check(&case, EventKind::Promoted)?;
        let items = musrenbangs::items(&mut desk.hall.unit.tx, meeting).await?;
        check_promotion(&mut desk.hall.unit.tx, &desk.hall.meeting, &items, case.permit.proposal()).await??;
        let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed)).count();
        let place = u32::try_from(agreed).unwrap_or(u32::MAX).saturating_add(1);
        desk.take(&mut case, &Step::Promote { reason: reason.clone() }).await?;
        let Desk { hall, pipeline } = &mut desk;
        let words = hall.unit.keep_any(reason.text()).await?;
        let event = Event::ReservePromoted { proposal: case.permit.proposal(), reason: Some(reason.code()), words };
        hall.record(event).await?;
        hand_up(&mut hall.unit, (pipeline, &hall.meeting), case.permit.proposal(), place).await?;
        renew(hall, pipeline).await?;
        desk.commit().await
    })
    .await
}

/// The paper says what the list says: the next version of the minutes has the reserve among the agreed.
async fn renew(hall: &mut Hall, pipeline: &Pipeline) -> Outcome<()> {
    let Hall { unit, meeting, .. } = hall;
    meeting.minutes_version = meeting.minutes_version.saturating_add(1);
    let items = musrenbangs::items(&mut unit.tx, meeting.id).await?;
    let missing = missing(&mut unit.tx, meeting, pipeline).await?;
    let stored = minutes::write(unit, meeting, &items, &missing).await?;
    let (version, minutes) = (meeting.minutes_version, stored.digest()?);
    hall.record(Event::MinutesRenewed { version, minutes }).await
}
