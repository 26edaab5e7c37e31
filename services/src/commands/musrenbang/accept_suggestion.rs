//! The officer accepts what the order and the money suggest for everything without a decision: agreed as far as the
//! ceiling reaches, reserve below. Decisions taken before stay. The head of an RT, whose list is not scored, has what
//! came in verified and put in order at the same time.

use super::{
    Desk, Outcome,
    propose_ranking::{add_late, rank},
};
use crate::{
    CommandError, Services,
    agenda::{ceiling_of, decided, kept_order},
    commands::once_more,
    store::musrenbangs,
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::MusrenbangId,
    ledger::Event,
    musrenbang::MeetingAct,
    priority::Suggestion,
    proposal::{Status, Step},
    reason::{Reason, ReasonCode, ReasonText},
    refusal::Refusal,
};

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    pub agreed: u32,
    pub reserved: u32,
    /// Left for another officer: proposals of the officer's own.
    pub own: u32,
}

/// `why` is said with PAGU to what the money does not reach; where it reaches everything there is nothing to say.
pub async fn accept_suggestion(services: &Services, actor: &Actor, id: MusrenbangId, why: Option<&ReasonText>) -> Outcome<Accepted> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, id).await?;
        desk.hall.check(MeetingAct::Order)?;
        prepare(&mut desk).await?;
        let items = musrenbangs::items(&mut desk.hall.unit.tx, id).await?;
        let ceiling = ceiling_of(&mut desk.hall.unit.tx, &desk.hall.meeting).await?.map(|announced| announced.ceiling);
        let mut done = Accepted::default();
        for placed in kept_order(&items).within(ceiling.as_ref(), decided(&items)) {
            let Some(item) = items.iter().find(|item| item.proposal == placed.id && item.status == Status::Verified) else { continue };
            if desk.hall.permit.on(&item.authorship()).is_err() {
                done.own += 1;
                continue;
            }
            let step = match placed.suggestion {
                Suggestion::Agree => Step::Agree,
                Suggestion::Reserve => {
                    let why = why.ok_or_else(|| CommandError::at("reason_text", Refusal::Required))?;
                    Step::Reserve { reason: Reason::of(ReasonCode::OverCeiling, why) }
                }
            };
            let mut case = desk.case(placed.id).await?;
            desk.take(&mut case, &step).await?;
            *(if step == Step::Agree { &mut done.agreed } else { &mut done.reserved }) += 1;
        }
        desk.hall.record(Event::SuggestionAccepted { agreed: done.agreed, reserved: done.reserved }).await?;
        desk.commit().await?;
        Ok(done)
    })
    .await
}

/// Where there is no order yet, the score makes one; what came in later follows after the last, so that nothing the
/// meeting has arranged is undone. In an RT, what came in is verified as well.
async fn prepare(desk: &mut Desk) -> Outcome<()> {
    let id = desk.hall.meeting.id;
    let mut items = musrenbangs::items(&mut desk.hall.unit.tx, id).await?;
    if desk.hall.meeting.stage == StageKind::Rt {
        for item in items.iter().filter(|item| item.stands_here && item.status == Status::Submitted) {
            if desk.hall.permit.on(&item.authorship()).is_ok() {
                let mut case = desk.case(item.proposal).await?;
                desk.take(&mut case, &Step::Verify).await?;
            }
        }
        items = musrenbangs::items(&mut desk.hall.unit.tx, id).await?;
    }
    let late = items.iter().any(|item| item.status.is_ordered() && item.rank.is_none());
    match items.iter().any(|item| item.rank.is_some()) {
        true if late => add_late(&mut desk.hall, &items).await?,
        false if late => {
            rank(&mut desk.hall).await?;
        }
        _ => {}
    }
    Ok(())
}
