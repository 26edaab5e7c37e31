//! What is said under a plan or a proposal, off the forms of their pages, and the small forms at every comment: liking
//! it, hiding it, showing it again, each of which leads back to its page.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go, local_path, parse},
    links,
    route_table::RouteTable,
};
use axum::{Form, extract::Path, response::Response};
use domain::{
    comment::{AnswerBody, CommentBody, CommentKind, Subject},
    ids::CommentId,
    permission::{MayComment, may_like, may_moderate},
    reason::Note,
};
use services::{
    CommandError,
    commands::{self, NewAnswer, NewComment},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.post(links::LIKE_COMMENT, like).post(links::HIDE_COMMENT, hide).post(links::RESTORE_COMMENT, restore)
}

/// Somebody says something.
pub async fn say(web: &Web, permit: &MayComment, fields: &Fields) -> Result<CommentId, CommandError> {
    let mut form = Reading::of(fields);
    let id = fields.made_id("comment_id", &web.services.clock);
    let kind = form.choice("comment_kind", |code| CommentKind::from_code(code).filter(|kind| kind.is_of_residents()));
    let body = form.read("comment_body", CommentBody::new);
    let new = form.done(kind.zip(body).map(|(kind, body)| NewComment { id, kind, body }))?;
    commands::add_comment(&web.services, permit, new).await?;
    Ok(id)
}

/// An office answers.
pub async fn answer(web: &Web, subject: Subject, fields: &Fields) -> Result<CommentId, CommandError> {
    let mut form = Reading::of(fields);
    let (id, answers) = (fields.made_id("answer_id", &web.services.clock), fields.text("answers").parse().ok());
    let body = form.read("answer_body", AnswerBody::new);
    let new = form.done(body.map(|body| NewAnswer { id, subject, answers, body }))?;
    commands::answer(&web.services, &web.actor, new).await?;
    Ok(id)
}

async fn like(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, id) = (Fields::new(pairs), parse(&id)?);
    let permit = may_like(&web.actor, id)?;
    commands::like_comment(&web.services, &permit, fields.text("suka") != "tidak").await?;
    Ok(back(&fields, id))
}

async fn hide(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, id) = (Fields::new(pairs), parse(&id)?);
    let permit = may_moderate(&web.actor, id)?;
    commands::hide_comment(&web.services, &permit, &fields.read("reason", Note::new)?).await?;
    Ok(back(&fields, id))
}

async fn restore(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, id) = (Fields::new(pairs), parse(&id)?);
    let permit = may_moderate(&web.actor, id)?;
    commands::restore_comment(&web.services, &permit).await?;
    Ok(back(&fields, id))
}

fn back(fields: &Fields, id: CommentId) -> Response {
    go(&format!("{}#komentar-{id}", local_path(fields.text("kembali"))))
}
