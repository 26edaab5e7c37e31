//! Whom the meeting sends to the next one.

use super::here;
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
};
use axum::{Form, extract::Path};
use domain::musrenbang::{DelegateBody, DelegateContact, DelegateName};
use services::{
    Clock, CommandError,
    commands::musrenbang::{NewDelegate, add_delegate, remove_delegate},
};

pub async fn add(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    let new = read(&fields, &web.services.clock);
    match async { add_delegate(&web.services, &web.actor, meeting, &new?).await }.await {
        Ok(()) => Ok(go_with(&here(&web, meeting, "delegasi"), "saved")),
        Err(error) => web.again(&here(&web, meeting, "delegasi"), error, fields).await,
    }
}

fn read(fields: &Fields, clock: &Clock) -> Result<NewDelegate, CommandError> {
    let mut form = Reading::of(fields);
    let (id, is_woman) = (fields.made_id("id", clock), fields.text("woman") == "ya");
    let (name, body) = (form.read("name", DelegateName::new), form.read("body", DelegateBody::new));
    let contact = form.read("contact", DelegateContact::new);
    form.make(|| Some(NewDelegate { id, name: name?, is_woman, body: body?, contact: contact? }))
}

pub async fn remove(web: Web, Path((id, delegate)): Path<(String, String)>) -> PageResult {
    let meeting = parse(&id)?;
    let delegate = parse(&delegate)?;
    remove_delegate(&web.services, &web.actor, meeting, delegate).await?;
    Ok(go_with(&here(&web, meeting, "delegasi"), "saved"))
}
