//! What people say of a proposal: that they want it too, that it is so, comments, and what an office answers.

use crate::{
    components::comments::place,
    forms::{Fields, comments},
    http::{PageResult, Web, go, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{comment::Subject, permission::may_comment};
use services::commands;

pub async fn support(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::support_proposal(&web.services, &web.actor, id).await?;
    Ok(go(&format!("{}#dukungan", links::proposal(id))))
}

pub async fn withdraw_support(web: Web, Path(id): Path<String>) -> PageResult {
    let id = parse(&id)?;
    commands::withdraw_support(&web.services, &web.actor, id).await?;
    Ok(go(&format!("{}#dukungan", links::proposal(id))))
}

pub async fn second(web: Web, Path(id): Path<String>) -> PageResult {
    let proposal = parse(&id)?;
    commands::second_proposal(&web.services, &web.actor, proposal).await?;
    Ok(go_with(&links::proposal(proposal), "seconded"))
}

pub async fn comment(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let permit = may_comment(&web.actor, Subject::Proposal(proposal))?;
    match comments::say(&web, &permit, &fields).await {
        Ok(id) => Ok(go(&format!("{}#{}", links::proposal(proposal), place(id)))),
        Err(error) => web.again(&links::proposal(proposal), error, fields).await,
    }
}

pub async fn answer(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let subject = Subject::Proposal(proposal);
    commands::may_answer_there(&web.services, &web.actor, subject).await?;
    match comments::answer(&web, subject, &fields).await {
        Ok(id) => Ok(go(&format!("{}#{}", links::proposal(proposal), place(id)))),
        Err(error) => web.again(&links::proposal(proposal), error, fields).await,
    }
}
