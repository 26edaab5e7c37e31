//! Pictures of a proposal that is being written, with what else stands on their page.

use super::draft::unless_sent;
use crate::{
    components::photos::keep_photos,
    forms::Fields,
    http::{PageError, PageResult, Web, go, go_with, parse},
    links,
    pages::proposals::Question,
    uploads::{CAPTION, Upload, Way},
};
use axum::{
    Form,
    extract::{Multipart, Path, multipart::MultipartRejection},
};
use domain::{
    comment::{Caption, Subject},
    ids::ProposalId,
    proposal::{DraftChange, DraftValue},
};
use services::{CommandError, commands};

pub async fn add(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let proposal = parse(&id)?;
    commands::may_add_photo(&web.services, &web.actor, Subject::Proposal(proposal)).await?;
    let upload = read(&web, form).await?;
    let (way, fields, chosen) = (upload.way(), upload.fields.clone(), upload.check_chosen());
    match keep(&web, upload, proposal).await.and(chosen) {
        Ok(()) if way == Way::Leave => Ok(web.done(go_with(links::OWN_PROPOSALS, "saved"))),
        Ok(()) => Ok(web.done(go(&photos_of(proposal)))),
        Err(error) => web.again(&last_page(proposal), unless_sent(error)?, fields).await,
    }
}

/// What is no such form at all lacks everything.
pub async fn read(web: &Web, form: Result<Multipart, MultipartRejection>) -> Result<Upload, PageError> {
    match form {
        Ok(form) => Upload::read(form, &web.actor).await,
        Err(_) => Ok(Upload::default()),
    }
}

/// Everything that the form of the last page holds.
pub async fn keep(web: &Web, upload: Upload, proposal: ProposalId) -> Result<(), CommandError> {
    let shows_name = DraftValue::ShowsName(upload.fields.text("shows_name") == "ya");
    if !web.by_script {
        commands::save_draft(&web.services, &web.actor, proposal, &DraftChange::of([shows_name]), false).await?;
    }
    keep_photos(web, upload, Subject::Proposal(proposal)).await
}

pub async fn describe(web: Web, Path((id, photo)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (proposal, fields) = (parse(&id)?, Fields::new(pairs));
    let photo = parse(&photo)?;
    let subject = Subject::Proposal(proposal);
    commands::may_add_photo(&web.services, &web.actor, subject).await?;
    let alt = fields.read(CAPTION, Caption::new);
    let described = async { commands::describe_photo(&web.services, &web.actor, subject, photo, &alt?).await };
    match described.await {
        Ok(()) => Ok(web.done(go(&photos_of(proposal)))),
        Err(error) => web.again(&last_page(proposal), unless_sent(error)?, fields).await,
    }
}

pub async fn remove(web: Web, Path((id, photo)): Path<(String, String)>) -> PageResult {
    let proposal = parse(&id)?;
    let photo = parse(&photo)?;
    commands::remove_photo(&web.services, &web.actor, Subject::Proposal(proposal), photo).await?;
    Ok(web.done(go(&photos_of(proposal))))
}

pub fn last_page(proposal: ProposalId) -> String {
    links::draft_step(proposal, Question::Send.code())
}

fn photos_of(proposal: ProposalId) -> String {
    format!("{}#photos", last_page(proposal))
}
