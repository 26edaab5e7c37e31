//! Accepting what order and money suggest.

use super::{id_of, order};
use crate::{
    forms::Fields,
    links,
    web::{PageResult, Web, go_with},
};
use axum::{Form, extract::Path};
use services::commands::musrenbang::accept_suggestion;

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = id_of(&id)?;
    let fields = Fields::new(pairs);
    match accept_suggestion(&web.services, &web.actor, meeting, fields.text("reason_text")).await {
        Ok(done) if done.own > 0 => Ok(go_with(&links::meeting_part(meeting, "urutan"), "suggestion_accepted_but_own")),
        Ok(_) => Ok(go_with(&links::meeting_part(meeting, "urutan"), "suggestion_accepted")),
        Err(error) => order::show(web.refused(error, fields)?, Path(id)).await,
    }
}
