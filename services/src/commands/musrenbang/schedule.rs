//! When and where a meeting will be held; published at once.

use super::{Outcome, log, run};
use crate::{CommandError, Problem, Services, store::musrenbangs};
use domain::{
    account::Actor,
    clock::Day,
    ids::MusrenbangId,
    musrenbang::{MusrenbangEventKind, MusrenbangStatus},
    refusal::Refusal,
    text::measured,
};
use serde_json::json;

/// `day` and `place` as typed; an empty day takes the date back.
pub async fn schedule_musrenbang(services: &Services, actor: &Actor, id: MusrenbangId, day: &str, place: &str) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    if meeting.status != MusrenbangStatus::Prepared {
        return Err(Refusal::MeetingForbids { status: meeting.status }.into());
    }
    let on = match day.trim() {
        "" => None,
        day => Some(day.parse::<Day>().map_err(|_| CommandError::at("scheduled_on", Refusal::DateUnreadable))?),
    };
    if on.is_some_and(|on| on < services.today()) {
        return Err(CommandError::Problems(vec![Problem::new("scheduled_on", Refusal::DateInPast)]));
    }
    let place = measured(place, 0, 200).map_err(|refusal| CommandError::at("place", refusal))?;
    musrenbangs::set_schedule(&mut tx, id, on, &place).await?;
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::Scheduled, json!({ "on": on, "place": place })).await?;
    tx.commit().await?;
    Ok(())
}
