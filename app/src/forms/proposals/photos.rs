//! Pictures of a proposal that is being written.

use super::draft::unless_sent;
use crate::{
    components::photos::add_photo,
    forms::Fields,
    http::{PageResult, Web, go, go_with, parse},
    links,
    pages::proposals::Question,
    uploads::{Upload, Way},
};
use axum::{
    Form,
    extract::{Multipart, Path, multipart::MultipartRejection},
};
use domain::comment::{Caption, Subject};
use services::commands;

pub async fn add(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let proposal = parse(&id)?;
    commands::may_add_photo(&web.services, &web.actor, Subject::Proposal(proposal)).await?;
    let upload = match form {
        Ok(form) => Upload::read(form, &web.actor).await?,
        Err(_) => Upload::default(),
    };
    let fields = upload.fields.clone();
    let done = match upload.way() {
        Way::GoOn => go(&links::draft_step(proposal, Question::Check.code())),
        Way::Leave => go_with(links::OWN_PROPOSALS, "saved"),
        Way::Stay => go(&links::draft_step(proposal, Question::Photos.code())),
    };
    if upload.only_goes_on() {
        return Ok(done);
    }
    match add_photo(&web, upload, Subject::Proposal(proposal)).await {
        Ok(()) => Ok(done),
        Err(error) => web.again(&links::draft_step(proposal, Question::Photos.code()), unless_sent(error)?, fields).await,
    }
}

pub async fn describe(web: Web, Path((id, photo)): Path<(String, String)>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (proposal, fields) = (parse(&id)?, Fields::new(pairs));
    let photo = parse(&photo)?;
    let subject = Subject::Proposal(proposal);
    commands::may_add_photo(&web.services, &web.actor, subject).await?;
    let alt = fields.read("photo_alt", Caption::new);
    let described = async { commands::describe_photo(&web.services, &web.actor, subject, photo, &alt?).await };
    match described.await {
        Ok(()) => Ok(go(&links::draft_step(proposal, Question::Photos.code()))),
        Err(error) => web.again(&links::draft_step(proposal, Question::Photos.code()), unless_sent(error)?, fields).await,
    }
}

pub async fn remove(web: Web, Path((id, photo)): Path<(String, String)>) -> PageResult {
    let proposal = parse(&id)?;
    let photo = parse(&photo)?;
    commands::remove_photo(&web.services, &web.actor, Subject::Proposal(proposal), photo).await?;
    Ok(go(&links::draft_step(proposal, Question::Photos.code())))
}
