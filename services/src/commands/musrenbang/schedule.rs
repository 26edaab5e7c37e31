//! When and where a meeting will be held; published at once.

use super::{Hall, Outcome};
use crate::{CommandError, Problem, Services, commands::once_more, edited};
use domain::{
    account::Actor,
    clock::Day,
    ids::MusrenbangId,
    ledger::Event,
    musrenbang::{MeetingAct, MeetingPlace},
    refusal::Refusal,
};

/// When and where. Without a day the date is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub scheduled_on: Option<Day>,
    pub place: MeetingPlace,
}

/// `shown` is what the officer had before them: what they did not change stays as another one may have set it.
pub async fn schedule_musrenbang(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    wanted: &Schedule,
    shown: Option<&Schedule>,
) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Schedule)?;
        let meeting = &hall.meeting;
        let stored = Schedule { scheduled_on: meeting.scheduled_on, place: MeetingPlace::new(&meeting.place)? };
        let on = edited(&wanted.scheduled_on, shown.map(|shown| &shown.scheduled_on), &stored.scheduled_on, |day| {
            day.map(|day| day.to_string()).unwrap_or_default()
        });
        let place = edited(&wanted.place, shown.map(|shown| &shown.place), &stored.place, |place| place.text().to_owned());
        let (on, place) = match (on, place) {
            (Ok(on), Ok(place)) => (on, place),
            (on, place) => {
                let found = [("scheduled_on", on.err()), ("place", place.err())];
                return Err(CommandError::Problems(
                    found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect(),
                ));
            }
        };
        if on.is_some_and(|day| day < services.today()) && on != stored.scheduled_on {
            return Err(CommandError::at("scheduled_on", Refusal::DateInPast));
        }
        let place = hall.unit.keep_any(place.text()).await?;
        hall.record(Event::Scheduled { on, place }).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}
