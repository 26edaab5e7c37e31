//! A closed meeting takes up its work again.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use services::commands::musrenbang::reopen_musrenbang;

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    let mut form = Reading::of(&fields);
    let reason = form.reason();
    match async { reopen_musrenbang(&web.services, &web.actor, meeting, &form.done(reason)?).await }.await {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "kerja"), "meeting_reopened")),
        Err(error) => web.again(&links::meeting_part(meeting, "buka-kembali"), error, fields).await,
    }
}
