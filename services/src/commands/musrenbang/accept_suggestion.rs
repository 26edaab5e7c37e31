//! The officer accepts what the order and the money suggest for everything without a decision: agreed as far as the
//! ceiling reaches, reserve below. Decisions taken before stay. The head of an RT, whose list is not scored, has what
//! came in verified and put in order at the same time.

use super::{Outcome, ReasonForm, log, propose_ranking::rank, run, score::is_own, standing_here, take};
use crate::{
    Services,
    agenda::{ceiling_of, kept_order},
    store::{
        Tx, cycles,
        musrenbangs::{self, Meeting},
    },
};
use domain::{
    account::Actor,
    cycle::{Pipeline, StageKind},
    ids::MusrenbangId,
    musrenbang::MusrenbangEventKind,
    permission::Acting,
    priority::Suggestion,
    proposal::{Status, Step},
    reason::ReasonCode,
};
use serde_json::json;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    pub agreed: u32,
    pub reserved: u32,
    /// Left for another officer: proposals of the officer's own.
    pub own: u32,
}

/// `reserve_text` is the reason given with PAGU to what the money does not reach.
pub async fn accept_suggestion(services: &Services, actor: &Actor, id: MusrenbangId, reserve_text: &str) -> Outcome<Accepted> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    meeting.state().check_open()?;
    let pipeline = cycles::pipeline(&mut tx, meeting.cycle).await?;
    prepare(services, &mut tx, &pipeline, &meeting, permit.acting()).await?;
    let items = musrenbangs::items(&mut tx, id).await?;
    let ceiling = ceiling_of(&mut tx, &meeting).await?.map(|announced| announced.ceiling);
    let mut done = Accepted::default();
    for placed in kept_order(&items).within(ceiling.as_ref()) {
        let Some(item) = items.iter().find(|item| item.proposal == placed.id && item.status == Status::Verified) else { continue };
        if is_own(item, permit.acting().account) {
            done.own += 1;
            continue;
        }
        let step = match placed.suggestion {
            Suggestion::Agree => Step::Agree,
            Suggestion::Reserve => Step::Reserve { reason: ReasonForm::new(ReasonCode::OverCeiling.code(), reserve_text).read()? },
        };
        let proposal = standing_here(&mut tx, &meeting, placed.id).await?;
        take(services, &mut tx, &pipeline, &meeting, &proposal, &step, permit.acting()).await?;
        *(if step == Step::Agree { &mut done.agreed } else { &mut done.reserved }) += 1;
    }
    let detail = json!({ "agreed": done.agreed, "reserved": done.reserved });
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::SuggestionAccepted, detail).await?;
    tx.commit().await?;
    Ok(done)
}

/// Where there is no order yet, the score makes one; in an RT also for what came in later.
async fn prepare(services: &Services, tx: &mut Tx, pipeline: &Pipeline, meeting: &Meeting, acting: &Acting) -> Outcome<()> {
    let is_rt = meeting.stage == StageKind::Rt;
    let items = musrenbangs::items(tx, meeting.id).await?;
    if is_rt {
        for item in items.iter().filter(|item| item.stands_here && item.status == Status::Submitted && !is_own(item, acting.account)) {
            let proposal = standing_here(tx, meeting, item.proposal).await?;
            take(services, tx, pipeline, meeting, &proposal, &Step::Verify, acting).await?;
        }
    }
    let (waiting, ordered): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.rank.is_none());
    let unranked = waiting.iter().any(|item| matches!(item.status, Status::Submitted | Status::Verified));
    if unranked && (is_rt || ordered.is_empty()) {
        rank(services, tx, meeting, acting).await?;
    }
    Ok(())
}
