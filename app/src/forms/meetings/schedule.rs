//! When and where the meeting will be.

use super::here;
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
};
use axum::{Form, extract::Path};
use domain::{clock::read_day, musrenbang::MeetingPlace};
use services::{
    CommandError,
    commands::musrenbang::{Schedule, schedule_musrenbang},
};

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let meeting = parse(&id)?;
    let shown = fields.shown().and_then(|shown| read(&shown).ok());
    match async { schedule_musrenbang(&web.services, &web.actor, meeting, &read(&fields)?, shown.as_ref()).await }.await {
        Ok(()) => Ok(go_with(&here(&web, meeting, "kerja"), "saved")),
        Err(error) => web.again(&here(&web, meeting, "kerja"), error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<Schedule, CommandError> {
    let mut form = Reading::of(fields);
    let (scheduled_on, place) = (form.any("scheduled_on", read_day), form.read("place", MeetingPlace::new));
    form.make(|| Some(Schedule { scheduled_on: scheduled_on?, place: place? }))
}
