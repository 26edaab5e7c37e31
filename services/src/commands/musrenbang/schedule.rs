//! When and where a meeting will be held; published at once.

use super::{Hall, Outcome};
use crate::{CommandError, Problem, Services, Typed};
use domain::{account::Actor, clock::read_day, ids::MusrenbangId, ledger::Event, musrenbang::MeetingAct, refusal::Refusal, text::measured};

/// `day` and `place` as typed; an empty day takes the date back.
pub async fn schedule_musrenbang<'a>(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    day: impl Into<Typed<'a>> + Send,
    place: impl Into<Typed<'a>> + Send,
) -> Outcome<()> {
    let (day, place) = (day.into(), place.into());
    let mut hall = Hall::enter(services, actor, id).await?;
    hall.check(MeetingAct::Schedule)?;
    let meeting = &hall.meeting;
    let stored = meeting.scheduled_on.map(|day| day.to_string()).unwrap_or_default();
    let (day, place) = both(day.over(&stored), place.over(&meeting.place))?;
    let on = match day.as_str() {
        "" => None,
        day => Some(read_day(day).map_err(|refusal| CommandError::at("scheduled_on", refusal))?),
    };
    if on.is_some_and(|on| on < services.today() && Some(on) != meeting.scheduled_on) {
        return Err(CommandError::Problems(vec![Problem::new("scheduled_on", Refusal::DateInPast)]));
    }
    let place = measured(&place, 0, 200).map_err(|refusal| CommandError::at("place", refusal))?;
    let place = hall.unit.keep_any(&place).await?;
    hall.record(Event::Scheduled { on, place }).await?;
    Ok(hall.unit.commit().await?)
}

fn both(day: Result<String, Refusal>, place: Result<String, Refusal>) -> Outcome<(String, String)> {
    match (day, place) {
        (Ok(day), Ok(place)) => Ok((day, place)),
        (day, place) => {
            let found = [("scheduled_on", day.err()), ("place", place.err())];
            Err(CommandError::Problems(found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect()))
        }
    }
}
