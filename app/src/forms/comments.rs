//! The small forms at every comment: liking it, hiding it, showing it again. The comments themselves stand on the
//! pages of plans and proposals, to which each form leads back.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go, local_path, parse},
    links,
    route_table::RouteTable,
};
use axum::{Form, extract::Path, response::Response};
use domain::{
    ids::CommentId,
    permission::{may_like, may_moderate},
    reason::Note,
};
use services::commands;

pub fn routes(table: RouteTable) -> RouteTable {
    table.post(links::LIKE_COMMENT, like).post(links::HIDE_COMMENT, hide).post(links::RESTORE_COMMENT, restore)
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
