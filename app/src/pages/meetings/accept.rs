//! Accepting what order and money suggest.

use super::{id_of, order};
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with},
    links,
};
use axum::{Form, extract::Path};
use domain::reason::ReasonText;
use services::commands::musrenbang::accept_suggestion;

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = id_of(&id)?;
    let fields = Fields::new(pairs);
    let mut form = Reading::of(&fields);
    let why = form.any("reason_text", ReasonText::new);
    match async { accept_suggestion(&web.services, &web.actor, meeting, form.done(why)?.as_ref()).await }.await {
        Ok(done) if done.own > 0 => Ok(go_with(&links::meeting_part(meeting, "urutan"), "suggestion_accepted_but_own")),
        Ok(_) => Ok(go_with(&links::meeting_part(meeting, "urutan"), "suggestion_accepted")),
        Err(error) => order::show(web.refused(error, fields)?, Path(id)).await,
    }
}
